"""What was published of a survey, version by version, in words. Own words are in no figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _

from wayfellow.evaluation import charts
from wayfellow.evaluation.answers import LEANING, MOST, PARTS, PEER, PERSON, SCORE
from wayfellow.evaluation.editions import Told
from wayfellow.evaluation.facts import Fact, as_interval
from wayfellow.evaluation.models import Edition
from wayfellow.evaluation.protection import KNOWN, NOT_SAID
from wayfellow.evaluation.published import told_by
from wayfellow.evaluation.queries import editions_of
from wayfellow.evaluation.responses import responses_in
from wayfellow.evaluation.sections import Row, Section, rows_of_people
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden, Shown, protect_share
from wayfellow.journeys.queries import two
from wayfellow.surveys import shape
from wayfellow.surveys.models import Questionnaire, Survey
from wayfellow.surveys.queries import options, questions, versions
from wayfellow.surveys.scoring import limits
from wayfellow.ui.languages import in_my_language


@dataclass(frozen=True)
class Answered:
    """One version and its figures, as of a day. Without an edition so few answered that nothing may be told."""

    version: int
    n: int
    as_of: date | None
    facts: list[Fact]
    sections: list[Section]


def published_of(survey: Survey) -> list[Answered]:
    """Tell what was answered to each version, the newest first; versions are never added up."""
    every = list(versions(survey))
    subjects = [of(version.pk) for version in every for of in (Edition.of_survey, Edition.of_response)]
    found = editions_of(survey.programme, subjects)
    told = [(version, found.get(Edition.of_survey(version.pk))) for version in every]
    return [_in_words(version, edition, found.get(Edition.of_response(version.pk))) for version, edition in told]


def pairs_as_facts(edition: Edition) -> list[Fact]:
    """Tell the mean of each side on each of the three questions."""
    sides = {PERSON: _("the person"), PEER: _("the peer supporter")}
    told = told_by(edition)
    return [
        _mean(told[f"{question['linkId']} {side}"], f"{in_my_language(question['text'])} ({who})", KNOWN)
        for question in shape.questions(two.asked_of(two.PERSON))
        for side, who in sides.items()
        if f"{question['linkId']} {side}" in told
    ]


def _in_words(version: Questionnaire, edition: Edition | None, response: Edition | None) -> Answered:
    if edition is None:
        return Answered(version.version, 0, None, [], [])
    told = told_by(edition)
    facts, found = responses_in([response] if response else [], people=0), []
    for question in questions(version):
        if question["linkId"] in told:
            found.append(_question(told[question["linkId"]], question))
    for rule in version.content.get("scoring", []):
        one, title = told[SCORE + rule["name"]], in_my_language(rule["title"])
        known = {item["linkId"]: item for item in questions(version)}
        facts.append(_mean(one, title, NOT_SAID))
        found.append(_distribution(one, rule["name"], title, *limits(rule, [known[name] for name in rule["items"]])))
    return Answered(version.version, edition.people, edition.as_of, facts, found)


def _question(told: Told, question: dict[str, Any]) -> Section:
    labels = {str(code): words for code, words in options(question)}
    return _section(
        told, question["linkId"], in_my_language(question["text"]), labels, one_each=not question.get("repeats")
    )


def _mean(told: Told, title: str, by: str) -> Fact:
    """Tell a mean where it is told of how many something is known."""
    missing = told.cells[NOT_SAID]
    n = _n(told)
    mean = HIDDEN if isinstance(n, Hidden) and by == NOT_SAID else told.more.get("mean", HIDDEN if n else None)
    interval = None if isinstance(mean, Hidden) else as_interval(told.more.get("interval"))
    return Fact(told.code.removeprefix(SCORE), title, mean, "", n, missing, interval, as_of=told.as_of)


def _n(told: Told) -> Shown:
    missing = told.cells[NOT_SAID]
    return HIDDEN if isinstance(missing, Hidden) else told.total - missing


def _distribution(told: Told, name: str, title: str, low: float, high: float) -> Section:
    labels = {str(part): _between(low, high, part) for part in range(PARTS)}
    return _section(told, name, title, labels, one_each=True)


def _between(low: float, high: float, part: int) -> str:
    ends = [low + (high - low) / PARTS * number for number in (part, part + 1)]
    told = dict(
        zip(["low", "high"], (localize(int(end) if end == int(end) else round(end, 2)) for end in ends), strict=True)
    )
    return (_("%(low)s to %(high)s") if part == PARTS - 1 else _("%(low)s to below %(high)s")) % told


def _section(told: Told, code: str, title: str, labels: dict[str, str], *, one_each: bool) -> Section:
    n = _n(told)
    rows = rows_of_people(told, labels, n) if one_each else _of_several(told, labels, n)
    bars = [(row.label, row.value) for row in rows if row.value is not None]
    words = _("%(title)s: how many people gave each answer.") % {"title": title}
    chart = charts.bars(title, words, bars)
    missing, direction = told.cells[NOT_SAID], _direction(told, labels)
    return Section(code, title, "", _("answers"), rows, n, missing, chart, told.as_of, direction)


def _direction(told: Told, labels: Mapping[str, str]) -> str:
    """Say where most answers lie, where an edition tells that instead of numbers."""
    if MOST in told.more:
        return _("No answer was given more often than “%(answer)s”.") % {"answer": labels[told.more[MOST]]}
    if LEANING not in told.more:
        return ""
    low, *_between, high = labels.values()
    towards = {-1: low, 1: high}.get(told.more[LEANING])
    if towards is None:
        return _("The answers lie around the middle.")
    return _("The answers lie more towards “%(answer)s”.") % {"answer": towards}


def _of_several(told: Told, labels: dict[str, str], n: Shown) -> list[Row]:
    """Each of several answers that one can give stands by itself: they add up to no total."""
    shown = ((cell, value) for cell, value in told.cells.items() if cell != NOT_SAID)
    return [Row(cell, labels[cell], value, protect_share(value, n)) for cell, value in shown]
