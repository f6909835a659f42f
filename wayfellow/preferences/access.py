"""Who may say what matters to a person in a peer supporter."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.people import access as people


class Can(Deed):
    # a person
    SAY_WHAT_MATTERS = deed(
        "person.say_what_matters",
        _("say what matters to them in a peer supporter; the coordinator reads only what fits"),
        told=_("Said what matters to you in a peer supporter"),
    )
    WRITE_DOWN_WHAT_MATTERS = deed(
        "person.write_down_what_matters",
        _("write down what matters to them in a peer supporter; it is not shown to them again"),
        told=_("Wrote down what matters to you in a peer supporter"),
    )


GRANTS = {
    "people.Person": {
        Can.SAY_WHAT_MATTERS: [people.themself],
    },
}  # fmt: skip
