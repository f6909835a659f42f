"""What people wrote in their own words: told in lists of at least k, with nothing beside them (I9).

A list grows by k at once or not at all, so that two looks tell no more than one. It is in the order of the alphabet,
which tells nothing of who came when. Words that may be quoted are a list of their own, for the same reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wayfellow.directory.folding import fold
from wayfellow.evaluation.editions import Told
from wayfellow.evaluation.models import Edition
from wayfellow.evaluation.published import told_by
from wayfellow.evaluation.queries import editions_of
from wayfellow.surveys import shape
from wayfellow.surveys.models import Questionnaire, Survey
from wayfellow.surveys.queries import questions, versions
from wayfellow.ui.languages import in_my_language

TO_QUOTE, TO_READ = "quote", "read"


@dataclass(frozen=True)
class Written:
    """What was written to one question, as of a day: every list is either to quote, or for reading only."""

    version: int
    question: str
    may_be_quoted: bool
    as_of: date


def tell_words(
    question: shape.Item,
    given: list[dict[str, Any]],
    earlier: list[dict[str, Told]],
    day: date,
    k: int,
    *,
    keep_back: bool,
) -> Iterator[Told]:
    """Tell what was written to a question, or what was told of it before, where fewer than k wrote since."""
    for way in (TO_QUOTE, TO_READ):
        code = _code(way, question)
        last = next((each[code] for each in reversed(earlier) if code in each), None)
        words = sorted(_words(question["linkId"], way, given), key=lambda said: (fold(said), said))
        if not keep_back and len(words) - (last.total if last else 0) >= k:
            yield Told(code, day, {}, len(words), {"words": words})
        elif last:
            yield last


def words_of(survey: Survey) -> list[tuple[Written, str]]:
    """Return everything that was published of what people wrote, the newest version first."""
    return [
        (Written(version.version, in_my_language(question["text"]), way == TO_QUOTE, told.as_of), words)
        for version, question, way, told in lists_of(survey)
        for words in told.more["words"]
    ]


def lists_of(survey: Survey) -> Iterator[tuple[Questionnaire, shape.Item, str, Told]]:
    """Yield each list of what people wrote to a question, and whether it is to quote or to read."""
    every = list(versions(survey))
    found = editions_of(survey.programme, (Edition.of_survey(version.pk) for version in every))
    for version in every:
        edition = found.get(Edition.of_survey(version.pk))
        told = told_by(edition) if edition else {}
        for question in questions(version):
            for way in (TO_QUOTE, TO_READ):
                if one := told.get(_code(way, question)):
                    yield version, question, way, one


def _code(way: str, question: shape.Item) -> str:
    return f"words to {way} {question['linkId']}"


def _words(name: str, way: str, given: list[dict[str, Any]]) -> Iterator[str]:
    for each in given:
        said = str(each.get(name, "")).strip()
        if said and shape.may_be_quoted(each) == (way == TO_QUOTE):
            yield said
