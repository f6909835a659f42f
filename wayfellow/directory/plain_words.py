"""What people mean by a word that a listing need not have: who types “lonely” finds where one is less alone.

They stand in `plain_words.csv`, per language, beside the marks that they mean. A word after “=” has another meaning in
what listings say (“solo quedamos los martes”), and is looked for by what it means alone.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from wayfellow.directory.folding import fold, without_plural
from wayfellow.directory.kinds import DAYS, KINDS, PARTS
from wayfellow.directory.terms import LANGUAGES

URGENT = "urgent"
NAMES = {name: kind.names for name, kind in KINDS.items()} | {"day": DAYS, "part": PARTS}
ONLY_THAT = "="


@dataclass(frozen=True)
class Meaning:
    """The marks of listings that a word means, and whether it is looked for in their words besides."""

    marks: tuple[str, ...] = ()
    is_a_word_too: bool = True

    @property
    def is_urgent(self) -> bool:
        """Whether somebody may be in danger who types it."""
        return URGENT in self.marks

    @property
    def labels(self) -> list[str]:
        """Return what it means, in the reader’s language."""
        named = (mark.partition(":") for mark in self.marks if mark != URGENT)
        return [str(NAMES[name][code]) for name, _, code in named]


def meaning(term: str) -> Meaning:
    """Return what a word of a search means, in any language of the installation."""
    return _meanings().get(term, Meaning())


def is_cry_for_help(typed: str) -> bool:
    """Say whether somebody may be in danger who types this, by the words that follow one another (`urgent.txt`)."""
    said = f" {' '.join(fold(typed))} "
    return any(f" {words} " in said for words in _cries())


@cache
def _cries() -> frozenset[str]:
    lines = Path(__file__).with_name("urgent.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def words() -> frozenset[str]:
    """Return every word that means something."""
    return frozenset(_meanings())


@cache
def marks() -> frozenset[str]:
    """Return every mark that a word means."""
    return frozenset(mark for each in _meanings().values() for mark in each.marks)


@cache
def _meanings() -> dict[str, Meaning]:
    known: dict[str, Meaning] = {}
    for written, meant in [*_shipped(), *_named("day", DAYS), *_named("language", LANGUAGES)]:
        is_a_word_too = not written.startswith(ONLY_THAT)
        for word in map(without_plural, fold(written)[:1]):
            before = known.get(word, Meaning())
            both = tuple(dict.fromkeys(before.marks + meant))
            known[word] = Meaning(both, before.is_a_word_too and is_a_word_too)
    return known


def _shipped() -> Iterator[tuple[str, tuple[str, ...]]]:
    with Path(__file__).with_name("plain_words.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            meant = tuple(line.pop("means").split())
            yield from ((word, meant) for said in line.values() for word in said.split())


def _named(kind: str, names: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield from ((str(name), (f"{kind}:{code}",)) for code, name in names.items())
