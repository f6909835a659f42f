"""What is looked at together in supervision: the values of peer support beside those of person-centred practice.

The pairs are those of “Person-Centered Planning and Peer Support” (principles of person-centred practice, beside the
National Practice Guidelines for Peer Supporters); the wording is our own.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Value(TextChoices):
    """A value of peer support, as something that one did."""

    PERSON_DRIVEN = "person_driven", _("The person set the direction")
    OPEN_MINDED = "open_minded", _("I listened without judging")
    EMPATHETIC = "empathetic", _("I could feel along with them")
    VOLUNTARY = "voluntary", _("They could say no at any moment")
    SHARED_POWER = "shared_power", _("We decided as equals")
    RESPECTFUL = "respectful", _("I met them with respect, as a neighbour among others")
    STRENGTHS = "strengths", _("We began from what they are good at")
    HONEST = "honest", _("I was honest and direct")
    TRANSPARENT = "transparent", _("It was clear what I do, and what I do not")
    HOPEFUL = "hopeful", _("I carried hope")
    FACILITATES_CHANGE = "facilitates_change", _("Something could change, at their pace")
    MUTUAL = "mutual", _("I learned something, too")


@dataclass(frozen=True)
class Pair:
    """A principle of person-centred practice, and the values of peer support beside it."""

    principle: Promise
    values: list[Value]


PAIRS = [
    Pair(_("The person at the centre"), [Value.PERSON_DRIVEN, Value.OPEN_MINDED, Value.EMPATHETIC]),
    Pair(_("Their choice"), [Value.VOLUNTARY, Value.SHARED_POWER]),
    Pair(_("Part of the community"), [Value.RESPECTFUL]),
    Pair(_("Support that fits them"), [Value.STRENGTHS]),
    Pair(_("Clear information"), [Value.HONEST, Value.TRANSPARENT]),
    Pair(_("Good expectations"), [Value.HOPEFUL, Value.FACILITATES_CHANGE]),
    Pair(_("Both give and receive"), [Value.MUTUAL]),
]


class Topic(TextChoices):
    """What a supervision was about, without a word of it: counted for others, tied to nobody."""

    MEETINGS = "meetings", _("How the meetings go")
    BOUNDARIES = "boundaries", _("Limits and roles")
    ENDINGS = "endings", _("Endings")
    WORRIES = "worries", _("Worries about somebody’s safety")
    TEAMS = "teams", _("Working with the care teams")
    LOAD = "load", _("Load and rest")
    LEARNING = "learning", _("Learning")
    PRACTICAL = "practical", _("Practical matters")
