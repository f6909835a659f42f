"""Who may correct, take along and erase what is kept."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.open_values import NOW
from wayfellow.access.relations import Relation
from wayfellow.access.roles import any_operator, command_line
from wayfellow.journeys.access.road import the_referrer
from wayfellow.people import access as people

A_DAY = timedelta(days=1)


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
    # a journey
    TAKE_BACK_REFERRAL = deed(
        "journey.take_back_referral",
        _("take back a referral that was begun by mistake, so that nothing of it is kept"),
        told=_("Took back a referral that was begun by mistake"),
    )
    # how long something is kept
    CHANGE_RETENTION = deed("retention.change", _("change it, as the law of the place requires"))


def who_wrote_it_today(user):
    """Whoever wrote a referral, for a day."""
    return the_referrer(user) & Q(first_referrer=None, written_at__gt=NOW.less(A_DAY))


RELATIONS = {
    who_wrote_it_today: Relation(
        _("the professional who wrote the referral, for a day"), told=_("Professional who referred you"), refers=True
    ),
}

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
    "journeys.Journey": {
        Can.TAKE_BACK_REFERRAL: [who_wrote_it_today],
    },
    "keeping.Retention": {
        Can.CHANGE_RETENTION: [any_operator],
    },
}  # fmt: skip
