"""The steps to become a peer supporter, in order, and what is usual where a programme says nothing else."""

from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    CONVERSATION = "conversation", _("A conversation")
    CHECK = "check", _("A check")
    EQUIPMENT = "equipment", _("A phone and a computer")
    IMMERSION = "immersion", _("The first month, getting to know the team")
    FIRST_VISITS = "first_visits", _("The first visits, together with a nurse")
    SIGN_OFF = "sign_off", _("On their own from here")


class Planned(NamedTuple):
    """A step as a programme takes it: what exactly, who goes along, and within how many days of the beginning."""

    kind: str
    what: str
    who: str
    days: int

    @property
    def label(self) -> Any:
        return Kind(self.kind).label


ORDER = list(Kind.values)
USUAL = {
    Kind.CONVERSATION: 14,
    Kind.CHECK: 30,
    Kind.EQUIPMENT: 30,
    Kind.IMMERSION: 60,
    Kind.FIRST_VISITS: 60,
    Kind.SIGN_OFF: 90,
}
AS_USUAL = [Planned(kind, "", "", days) for kind, days in USUAL.items()]
WITHOUT_WORDS = {Kind.CHECK}  # what a check says is nobody's to keep
