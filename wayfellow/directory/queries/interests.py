"""From what somebody enjoys to the programmes that fit, each with the reason in their own words (M4).

What counts is how many of their answers a programme meets. Nothing about anybody's health is asked, or ranked by.
"""

from typing import NamedTuple

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from wayfellow.directory import full_text
from wayfellow.directory.folding import terms
from wayfellow.directory.kinds import DAYS, KINDS, PARTS, slots
from wayfellow.directory.models import Findable, Listing
from wayfellow.directory.queries.finding import WITH_ORGANISATION, with_places
from wayfellow.directory.search_query import SearchQuery

MOST_SUGGESTIONS = 12
TELLING = 5
SIGNS = ".,;:!?¡¿()“”\"'"
MATTERS = {
    # what matters          the answer of a listing that meets it
    "listening:yes":        _("I can just listen"),
    "writing:nothing":      _("Nothing is written down about me"),
    "door:open":            _("I can come without joining first"),
    "run_by:peers":         _("It is run by people who have been there"),
    "cost:free":            _("It is free"),
    "access:step_free":     _("I can get in without steps"),
    "access:quiet_room":    _("There is a quiet room"),
    "access:childcare":     _("Someone looks after my children"),
    "for:family":           _("My family can come"),
    "format:one_to_one":    _("One person, not a group"),
    "format:online":        _("I can take part from home"),
}  # fmt: skip


class Suggestion(NamedTuple):
    """A programme, and why: what the visitor answered, in the words they answered it."""

    listing: Listing
    enjoyed: list
    wrote: list[str]
    free: list
    matters: list


def suggest(query: SearchQuery) -> list[Suggestion]:
    """Return the programmes that meet most of the answers, something to enjoy among them if anything was named."""
    wished = {f"{name}:{code}" for name, codes in query.chosen.items() for code in codes} & MATTERS.keys()
    met = [(_reasons(query, wished, row), row) for row in _rows(query) if _speaks(query, row)]
    fitting = [(reasons, row) for reasons, row in met if any(reasons) and (any(reasons[:2]) or not _enjoys(query))]
    best = sorted(fitting, key=lambda one: (-sum(map(len, one[0])), one[1][1], one[1][0]))[:MOST_SUGGESTIONS]
    listings = {one.slug: one for one in with_places(WITH_ORGANISATION.filter(slug__in=[row[0] for _why, row in best]))}
    return [Suggestion(listings[row[0]], *reasons) for reasons, row in best if row[0] in listings]


def _rows(query):
    rows = Findable.objects.all()
    if query.terms and not query.groups:
        rows = rows.filter(full_text.have([query.terms]))
    return rows.values_list("slug", "title", "marks", "words" if query.terms else Value(""))


def _speaks(query, row):
    """A language is no reason, but without one in common there is no talking."""
    asked = query.groups.get("language")
    return not asked or not asked.isdisjoint(row[2].split())


def _enjoys(query):
    return bool(query.chosen.get("enjoy") or query.terms)


def _reasons(query, wished, row):
    _slug, _title, marks, words = row
    marks = frozenset(marks.split())
    return (
        [KINDS["enjoy"].names[code] for code in query.chosen.get("enjoy", []) if f"enjoy:{code}" in marks],
        _written(query, words) if query.terms else [],
        _free(query, marks),
        [MATTERS[mark] for mark in MATTERS if mark in wished and mark in marks] if wished else [],
    )


def _written(query, words):
    """Return those of the visitor’s own words that a programme has, as the visitor wrote them."""
    has = words.split()
    return [
        typed.strip(SIGNS)
        for typed in dict.fromkeys(query.words.split())
        if any(_is_in(term, word) for term in terms(typed) if term in query.terms for word in has)
    ]


def _is_in(term, word):
    """Of a short word the beginning is no reason: who wrote “mar” has not thought of Marion County."""
    return word == term or (len(term) >= TELLING and word.startswith(term))


def _free(query, marks):
    """Return the days on which both are free, or the parts of the day where no day was named."""
    days, parts = query.chosen.get("day", []), query.chosen.get("part", [])
    if days:
        return [DAYS[day] for day in days if slots([day], parts) & marks]
    return [PARTS[part] for part in parts if slots([], [part]) & marks]
