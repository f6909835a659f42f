"""What a listing says: its texts, and the questions by which a search narrows, each with its codes and its column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wayfellow.directory import terms
from wayfellow.directory.models import Listing, WeeklyTime

NOON, EVENING = 12, 18
PARTS = {"m": _("Morning"), "a": _("Afternoon, until six"), "e": _("Evening, from six")}
WORDS = {  # what each text is called, and how many lines are offered for it
    "names": (_("Name"), 1),
    "in_one_sentence": (_("What it is, in one sentence"), 2),
    "about": (_("More about it"), 4),
    "who_is_there": (_("Who will be there"), 3),
    "first_time": (_("What happens the first time"), 3),
    "what_is_written": (_("What is written down about me, and who sees it"), 3),
    "if_i_stop": (_("What if I stop coming"), 2),
    "how_to_begin": (_("How to begin"), 2),
    "what_it_costs": (_("What it costs, in words"), 1),
    "when_in_words": (_("When, in words, if there is no fixed time"), 1),
    "area_in_words": (_("For which area"), 1),
}
DAYS = {str(day.value): day.label for day in terms.Weekday}


@dataclass(frozen=True)
class Kind:
    """One question of the search. Its name stands in the address, its column in the listing."""

    name: str
    label: Any
    names: Mapping[str, Any]
    column: str
    several: bool = True

    def codes_of(self, listing: Listing) -> list[str]:
        answer = getattr(listing, self.column)
        return [code for code in (answer if self.several else [answer]) if code in self.names]


def _of(name, label, choices, column, *, several=True):
    names = choices if isinstance(choices, dict) else dict(choices.choices)
    return Kind(name, label, names, column, several)


KINDS = {
    kind.name: kind
    for kind in [
        _of("language", _("Language"), terms.LANGUAGES, "languages"),
        _of("format", _("How people meet"), terms.Format, "formats"),
        _of("for", _("Who it is for"), terms.Audience, "audiences"),
        _of("moment", _("In which situation"), terms.Moment, "moments"),
        _of("about", _("What it helps with"), terms.LifeArea, "life_areas"),
        _of("enjoy", _("What people enjoy there"), terms.Interest, "interests"),
        _of("cost", _("What it costs"), terms.Cost, "cost", several=False),
        _of("access", _("Access"), terms.Access, "access"),
        _of("listening", _("Can I just listen?"), terms.Listening, "listening", several=False),
        _of("writing", _("What is written down about me"), terms.Writing, "writing", several=False),
        _of("door", _("Open or closed"), terms.Door, "door", several=False),
        _of("run_by", _("Who runs it"), terms.RunBy, "run_by", several=False),
        _of("belief", _("Religion"), terms.Belief, "belief", several=False),
    ]
}


def slots(days: Iterable[str], parts: Iterable[str]) -> frozenset[str]:
    """Return the marks of these days at these parts of the day; none named means any."""
    return frozenset(f"at:{day}{part}" for day in (list(days) or DAYS) for part in (list(parts) or PARTS))


def slots_of(time: WeeklyTime) -> frozenset[str]:
    """Return every part of the day that a time touches, as marks."""
    touched = parts_of(time)
    return slots([str(time.weekday)], touched) | {f"day:{time.weekday}", *(f"part:{part}" for part in touched)}


def parts_of(time: Any) -> list[str]:
    """Return every part of the day that a time touches: four to seven is afternoon and evening."""
    starts, ends = time.starts_at.hour, _last_hour(time)
    return [
        part
        for part, begins, is_over in [("m", 0, NOON), ("a", NOON, EVENING), ("e", EVENING, 24)]
        if starts < is_over and ends >= begins
    ]


def _last_hour(time):
    """A time that ends at six is not one of the evening; one that ends past midnight is."""
    if time.ends_at is None:
        return time.starts_at.hour
    if time.ends_at <= time.starts_at:
        return 23
    return time.ends_at.hour - (time.ends_at.minute == 0)
