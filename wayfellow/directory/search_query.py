"""What a visitor is looking for, read from the address of the page. Whatever makes no sense there asks for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from wayfellow.directory import gazetteer
from wayfellow.directory.folding import terms
from wayfellow.directory.full_text import sign_of
from wayfellow.directory.kinds import DAYS, KINDS, PARTS, slots
from wayfellow.directory.plain_words import is_cry_for_help, meaning

MOST_CHARACTERS = 200
DISTANCES = [1, 2, 5, 10, 25, 50]
FAR_ENOUGH = 10
MAP = "map"


@dataclass(frozen=True)
class SearchQuery:
    """Words, a place and how far from it, and one or several answers to each question."""

    words: str
    terms: tuple[str, ...]
    is_cut: bool
    near_words: str
    near: gazetteer.Place | None
    within: int
    chosen: Mapping[str, list[str]]
    groups: Mapping[str, frozenset[str]]
    as_map: bool = False

    @property
    def is_lost(self) -> bool:
        """Whether a place was typed that nobody here knows."""
        return bool(self.near_words and not self.near)

    @property
    def is_urgent(self) -> bool:
        """Whether these are words of somebody who may be in danger."""
        return is_cry_for_help(self.words) or any(meaning(term).is_urgent for term in self.terms)

    @property
    def alternatives(self) -> list[list[str]]:
        """Return what a listing must have one of, for each word: its beginning, or the sign of something it means."""
        meant = ((term, meaning(term)) for term in self.terms)
        return [
            [term] * of_it.is_a_word_too + [sign_of(mark) for mark in of_it.marks]
            for term, of_it in meant
            if not of_it.is_urgent
        ]

    @property
    def taken_for(self) -> list[str]:
        """Return the words by which was looked, for the reader; none where they are those that were typed."""
        labels = [label for term in self.terms for label in meaning(term).labels]
        said = {word for label in labels for word in terms(label)}
        looked_for = [term for term in self.terms if meaning(term).is_a_word_too and term not in said]
        return [*looked_for, *dict.fromkeys(labels)] if labels or self.terms != terms(self.words) else []

    @property
    def is_anything(self) -> bool:
        return not (self.terms or self.near or self.groups)

    @property
    def number_chosen(self) -> int:
        return sum(map(len, self.chosen.values()))

    def address(self, **instead: str) -> str:
        """Return this search as the end of an address, to link to and to share: of places, only those anyone knows."""
        query = QueryDict(mutable=True)
        if self.words:
            query["q"] = self.words
        if self.near:
            query["near"] = self.near.name
        if self.near and self.within != FAR_ENOUGH:
            query["within"] = str(self.within)
        for name, codes in self.chosen.items():
            query.setlist(name, codes)
        if self.as_map:
            query["shown"] = MAP
        for name, value in instead.items():
            query.pop(name, None) if value == "" else query.__setitem__(name, value)
        return f"?{query.urlencode()}" if query else ""


def read(query: QueryDict) -> SearchQuery:
    typed = _line(query, "q")
    words = typed[:MOST_CHARACTERS]
    near = _line(query, "near")[:MOST_CHARACTERS]
    chosen = {
        name: [code for code in dict.fromkeys(query.getlist(name)) if code in codes]
        for name, codes in [*((kind.name, kind.names) for kind in KINDS.values()), ("day", DAYS), ("part", PARTS)]
    }
    return SearchQuery(
        words=words,
        terms=() if is_cry_for_help(words) else terms(words),
        is_cut=len(typed) > MOST_CHARACTERS,
        near_words=near,
        near=gazetteer.find(near) if near else None,
        within=next((km for km in DISTANCES if str(km) == query.get("within")), FAR_ENOUGH),
        chosen={name: codes for name, codes in chosen.items() if codes},
        groups=_groups(chosen),
        as_map=query.get("shown") == MAP,
    )


def _line(query, name):
    """Return one line of what was typed, without what no keyboard types."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in query.get(name, "")).split())


def _groups(chosen):
    """Return the marks a listing must have, at least one of each group."""
    groups = {name: frozenset(f"{name}:{code}" for code in codes) for name, codes in chosen.items() if name in KINDS}
    if chosen["day"] or chosen["part"]:
        groups["at"] = slots(chosen["day"], chosen["part"])
    return {name: marks for name, marks in groups.items() if marks}
