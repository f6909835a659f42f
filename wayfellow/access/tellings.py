"""What a deed tells whom, on their first page. Each room says it in its `tells.py`; `notices` gathers and reads it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Q


@dataclass(frozen=True)
class Telling:
    """Whoever stands in this relation to the record now reads these words, and where it leads.

    `of` is the record that the journal's line names, where the deed made another one than it was done to; `stands`, the
    way from there to the record of the relation; `opens`, to the one of the page, or None where the page is of none.
    `where`: as long as the record stands so. Of several `words` they read the first for which the line says enough.
    """

    section: str
    relation: Callable[[Any], Q]
    words: Any
    page: str
    of: str = ""
    stands: str = ""
    opens: str | None = ""
    where: Q = field(default_factory=Q)
    at_once: bool = False

    @property
    def in_words(self) -> list[Any]:
        return [*self.words] if isinstance(self.words, tuple) else [self.words]


@dataclass(frozen=True)
class Nobody:
    """This deed tells nobody, and why."""

    why: str


my = partial(Telling, "my")
today = partial(Telling, "today")
desk = partial(Telling, "desk")
referrals = partial(Telling, "referrals")
supervision = partial(Telling, "supervision")


def nobody(why: str, *deeds: Any) -> dict[Any, Nobody]:
    """Say of several deeds, in one line, that they tell nobody."""
    return dict.fromkeys(deeds, Nobody(why))
