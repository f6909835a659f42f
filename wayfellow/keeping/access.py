"""Who may correct, take along and erase what is kept."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.roles import any_operator, command_line
from wayfellow.people import access as people


class Can(Deed):
    # a programme
    SET_JURISDICTION = deed("programme.set_jurisdiction", _("set which law applies to the programme"))
    # a person
    CHANGE_DETAILS = deed(
        "person.change_details",
        _("correct their name, their language and how to reach them"),
        told=_("Corrected your name, your language or how to reach you"),
    )
    TAKE_ALONG = deed(
        "person.take_along",
        _("export everything that is written about the person, as files"),
        told=_("An administrator exported everything about you, on the server itself"),
        is_reading=True,
    )
    ASK_ERASURE = deed(
        "person.ask_erasure", _("ask for everything to be erased"), told=_("Asked for everything to be erased")
    )
    TAKE_BACK_ERASURE = deed(
        "person.take_back_erasure",
        _("withdraw the request to erase everything"),
        told=_("Withdrew the request to erase everything"),
    )
    ERASE = deed("person.erase", _("have everything erased now"), told=_("Had everything erased"))
    # how long something is kept
    CHANGE_RETENTION = deed("retention.change", _("change it, as the law of the place requires"))


RECORDS = {
    "keeping.Retention": _("Retention rule"),
}


GRANTS = {
    "directory.Programme": {
        Can.SET_JURISDICTION: [any_operator],
    },
    "people.Person": {
        Can.CHANGE_DETAILS:    [people.themself],
        Can.TAKE_ALONG:        [people.themself, command_line],
        Can.ASK_ERASURE:       [people.themself],
        Can.TAKE_BACK_ERASURE: [people.themself],
        Can.ERASE:             [people.themself, command_line],
    },
    "keeping.Retention": {
        Can.CHANGE_RETENTION: [any_operator],
    },
}  # fmt: skip
