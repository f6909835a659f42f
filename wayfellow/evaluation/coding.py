"""Themes of what people wrote in their own words: coded by two, each alone, and told from k answers on (I9).

Only what was published is coded: lists of at least k, with nothing beside them. The same words are one answer to code,
and count as often as they were written.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import Count, QuerySet

from wayfellow.directory.models import Programme
from wayfellow.evaluation.agreement import Kappa, cohens_kappa
from wayfellow.evaluation.answers import Earlier
from wayfellow.evaluation.editions import Question, Told, of_people, settle
from wayfellow.evaluation.models import Codebook, Coding
from wayfellow.evaluation.protection import NO, YES
from wayfellow.evaluation.small_numbers import HIDDEN, Shown
from wayfellow.evaluation.words import TO_QUOTE, lists_of
from wayfellow.surveys.models import Survey
from wayfellow.ui.languages import in_my_language

CODERS = 2
AT_ONCE = 10
QUOTES = 3
DECIMALS = 2
CODED = "coded"


@dataclass(frozen=True)
class Writing:
    """Words that were written to a question, how often, and whether they may be quoted."""

    key: str
    question: str
    words: str
    times: int
    may_be_quoted: bool


@dataclass(frozen=True)
class Coded:
    """How far two people have come in saying what the answers to a survey are about."""

    codebook: Codebook
    writings: list[Writing]
    by_coder: Mapping[int, Mapping[str, Coding]]

    @property
    def n(self) -> int:
        return sum(each.times for each in self.writings)

    def left_for(self, coder: int) -> list[Writing]:
        """Return what somebody has not coded yet, in an order that tells nothing of who wrote it."""
        done = self.by_coder.get(coder, {})
        return [each for each in self.writings if each.key not in done]

    def done_by(self, coder: int) -> int:
        return len(self.writings) - len(self.left_for(coder))

    @cached_property
    def is_done(self) -> bool:
        """Say whether two people have coded everything that can be coded."""
        everyone = len(self.by_coder) == CODERS and not any(map(self.left_for, self.by_coder))
        return bool(self.writings) and everyone

    def both(self, writing: Writing) -> list[Coding]:
        return [codings[writing.key] for codings in self.by_coder.values()]

    @property
    def differing(self) -> list[Writing]:
        """Return the answers in which the two see other themes, for them to talk about."""
        return [each for each in self.writings if self.is_done and len({*map(_as_it_is, self.both(each))}) > 1]

    def agreed(self, theme: str) -> list[Writing]:
        """Return the answers in which both see a theme."""
        return [each for each in self.writings if all(theme in coding.themes for coding in self.both(each))]

    def agreement(self) -> Kappa:
        """Return how far the two agreed before they talked: of each answer and each theme, whether it is there."""
        return cohens_kappa(
            (theme in one.first, theme in other.first)
            for one, other in map(self.both, self.writings)
            for theme in self.codebook.names
        )


def _as_it_is(coding: Coding) -> tuple[str, ...]:
    return tuple(sorted(coding.themes))


def codebook_of(survey: Survey) -> Codebook | None:
    """Return the newest version of what the answers to a survey are sorted by."""
    return survey.codebooks.order_by("version").last()


def codebooks_of(survey: Survey) -> QuerySet[Codebook]:
    """Return every version, the newest first, each with how many answers somebody sorted by it."""
    return survey.codebooks.annotate(sorted=Count("codings__answer", distinct=True)).order_by("-version")


def snapshot_of(codebook: Codebook | None) -> list[Any]:
    return [codebook.version, codebook.themes] if codebook else []


def writings(survey: Survey) -> list[Writing]:
    """Return what was published of own words, each once, sorted by what no reader knows the meaning of."""
    found = [
        Writing(_key(version.pk, told.code, words), in_my_language(question["text"]), words, times, way == TO_QUOTE)
        for version, question, way, told in lists_of(survey)
        for words, times in Counter(told.more["words"]).items()
    ]
    return sorted(found, key=lambda each: each.key)


def _key(version: int, code: str, words: str) -> str:
    return sha256(f"{version} {code} {words}".encode()).hexdigest()


def coded(survey: Survey, codebook: Codebook) -> Coded:
    """Return how far the coding of a survey has come, by one version of its codebook."""
    by_coder: dict[int, dict[str, Coding]] = {}
    for coding in codebook.codings.order_by("coder", "answer"):
        by_coder.setdefault(coding.coder_id, {})[coding.answer] = coding
    return Coded(codebook, writings(survey), by_coder)


def to_code_now(found: Coded, coder: int) -> list[Writing]:
    """Return the next answers for somebody to code; or, once both have, those in which they differ."""
    return (found.left_for(coder) or found.differing)[:AT_ONCE]


def coded_before(survey: Survey, coder: int) -> dict[str, list[str]]:
    """Return what somebody last said of each answer, by whichever version, to begin with."""
    before = Coding.objects.filter(codebook__survey=survey, coder=coder).order_by("codebook__version")
    return dict(before.values_list("answer", "themes"))


# Told
def tell_themes(survey: Survey, found: Coded, earlier: Earlier, day: date, k: int) -> Iterator[Told]:
    """Tell how far the two agreed, and of each theme in how many answers both see it, or what was told before."""
    kappa = found.agreement()
    known = {"kappa": _rounded(kappa.value), "interval": [*map(_rounded, kappa.interval)], "decisions": kappa.n}
    titles = {"survey": survey.title, "codebook": found.codebook.version}
    yield Told(CODED, day, {}, found.n, {**titles, **known})
    for theme in found.codebook.themes:
        yield _tell_theme(found, theme, earlier, day, k)


def _tell_theme(found: Coded, theme: dict[str, str], earlier: Earlier, day: date, k: int) -> Told:
    agreed = found.agreed(theme["name"])
    number = sum(each.times for each in agreed)
    cells = {YES: number, NO: found.n - number}
    few = any(0 < each < k for each in cells.values())
    alone: dict[str, Shown] = {cell: HIDDEN if few else each for cell, each in cells.items()}
    quotes = [each.words for each in agreed if each.may_be_quoted and number >= k]
    more = {**theme, "quotes": sorted(quotes, key=str.casefold)[:QUOTES]}
    code = f"theme {theme['name']}"
    before = [each[code] for each in earlier if code in each]
    told = settle(Question(code, cells, found.n, alone, of_people, more), before, day, k)
    if told is not None and not told.hidden:
        return told
    return before[-1] if before else Told(code, day, {YES: HIDDEN, NO: HIDDEN}, found.n, {**theme, "quotes": []})


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def themes_as_json(programme: Programme) -> list[dict[str, Any]]:
    """Return the true counts of every survey that two people have coded, for who keeps the machine."""
    return [
        _as_json(survey, found)
        for survey in programme.surveys.exclude(codebooks=None).order_by("slug")
        if (book := codebook_of(survey)) and (found := coded(survey, book)).is_done
    ]


def _as_json(survey: Survey, found: Coded) -> dict[str, Any]:
    kappa = found.agreement()
    return {
        "survey": survey.slug,
        "codebook": found.codebook.version,
        "kappa": _rounded(kappa.value),
        "interval": [*map(_rounded, kappa.interval)],
        "themes": {name: sum(each.times for each in found.agreed(name)) for name in found.codebook.names},
        "n": found.n,
        "missing": 0,
    }
