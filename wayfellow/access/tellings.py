"""What a deed tells whom, on their first page and by letter. Rooms say it in their `tells.py`; `notices` reads it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Q

from wayfellow.access.deeds import Deed


@dataclass(frozen=True)
class Telling:
    """Whoever stands in this relation to the record now reads these words, and where it leads.

    `of` is the record that the journal's line names, where the deed made another one than it was done to; `stands`, the
    way from there to the record of the relation; `opens`, to the one of the page, or None where the page is of none.
    `where`: as long as the record stands so. Of several `words` they read the first for which the line says enough.
    `names`: the way from there to what anyone may know it by, in several languages; the words say it as `called`.
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
    names: str = ""

    @property
    def in_words(self) -> list[Any]:
        return [*self.words] if isinstance(self.words, tuple) else [self.words]


@dataclass(frozen=True)
class Reminder:
    """Whoever stands in this relation to a record that is of a day is reminded the day before, if they want.

    `day` is its column; `where`: as long as the record stands so. `hour` and `who` are those of which a text message
    says more to a person: when, and whom they meet.

    `person` is the way to that person: one without an account is told by text message alone, as long as the record
    `goes_on`. `named_by`: the way to a record of another kind, of which a line of the journal may be instead.
    """

    section: str
    relation: Callable[[Any], Q]
    of: str
    day: str
    where: Q = field(default_factory=Q)
    hour: str = ""
    who: str = ""
    person: str = ""
    goes_on: Q = field(default_factory=Q)
    named_by: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """How many records there are to which the reader stands in this relation, and since when: a number, never a name.

    `words` are for one and for several: `num`, and where `since` names a column, since when the first of them waits.
    `stands`: the way from there to the record of the relation.
    """

    section: str
    relation: Callable[[Any], Q]
    of: str
    words: Any
    since: str = ""
    stands: str = ""
    where: Q = field(default_factory=Q)


@dataclass(frozen=True)
class Nobody:
    """This deed tells nobody, and why."""

    why: str


# What is done with the line of a deed, within its act: `notices` has whoever it tells at once written to.
FOLLOWED_BY: dict[Deed, Callable[[Any], None]] = {}
my = partial(Telling, "my")
today = partial(Telling, "today")
desk = partial(Telling, "desk")
referrals = partial(Telling, "referrals")
supervision = partial(Telling, "supervision")
AT_WORK = ["today", "referrals", "desk", "supervision"]


def wherever_they_work(relation: Callable[[Any], Q], words: Any, page: str, **more: Any) -> list[Telling]:
    """Tell whoever works here, in each section in which somebody who does may come in."""
    return [Telling(section, relation, words, page, **more) for section in AT_WORK]


def nobody(why: str, *deeds: Any) -> dict[Any, Nobody]:
    """Say of several deeds, in one line, that they tell nobody."""
    return dict.fromkeys(deeds, Nobody(why))
