"""What was answered to a survey, version by version, as others may read it (I9). Own words are in no figure."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _

from wayfellow.evaluation import charts
from wayfellow.evaluation.protection import NOT_SAID, protect_answered
from wayfellow.evaluation.published import Fact
from wayfellow.evaluation.sections import Row, Section
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden, Shown, protect, protect_mean, protect_share
from wayfellow.evaluation.statistics import summarise
from wayfellow.journeys.models import OneSide
from wayfellow.surveys.models import Questionnaire, Survey
from wayfellow.surveys.queries import all_scores, counts, given_to, questions, versions
from wayfellow.surveys.scoring import Score
from wayfellow.surveys.shape import Content, Item
from wayfellow.ui.languages import in_my_language

PARTS = 4  # of the range of a score, for its distribution


@dataclass(frozen=True)
class Answered:
    """One version and its figures. `too_few`: so few answers that nothing may be told."""

    version: int
    n: int
    too_few: bool
    facts: list[Fact]
    sections: list[Section]


def publish_survey(survey: Survey) -> list[Answered]:
    """Tell what was answered to each version, the newest first; versions are never added up."""
    k = survey.programme.smallest_cell
    return [_publish(version, given_to(version, survey.programme_id), k) for version in versions(survey)]


def pairs_as_facts(pairs: list[tuple[OneSide, OneSide]], k: int) -> list[Fact]:
    """Tell the mean of each side on each of the three questions, once enough pairs have answered."""
    if len(pairs) < k:
        return []
    sides = {
        _("the person"): [person for person, _peer in pairs],
        _("the peer supporter"): [peer for _person, peer in pairs],
    }
    return [
        _mean_of_side(question, who, said, k)
        for question in questions(pairs[-1][0].questionnaire)
        for who, said in sides.items()
    ]


def _mean_of_side(question: Item, who: str, said: list[OneSide], k: int) -> Fact:
    told = summarise(side.given.get(question["linkId"]) for side in said)
    label = f"{in_my_language(question['text'])} ({who})"
    return Fact(question["linkId"], label, protect_mean(told.mean, told.n, k), "", told.n, told.missing, told.interval)


def _publish(version: Questionnaire, given: list[dict[str, Any]], k: int) -> Answered:
    if len(given) < k:
        return Answered(version.version, 0, bool(given), [], [])
    kept_back = _kept_back(version, {count["link_id"]: _protect(count, k) for count in counts(version, given)})
    sections = [_question(count, k, count["link_id"] in kept_back) for count in counts(version, given)]
    facts = []
    for rule, scores in zip(version.content.get("scoring", []), all_scores(version, given).values(), strict=True):
        hide = not kept_back.isdisjoint(rule["items"])
        facts.append(_mean(scores, k, hide))
        sections.append(_distribution(scores, k, hide))
    return Answered(version.version, len(given), False, facts, sections)


def _kept_back(version: Questionnaire, shown: dict[str, dict[Hashable, Shown]]) -> set[str]:
    """Name the questions of which something is hidden, and those that only some answers to these open.

    How many were asked such a question, or the mean of a score with it, would give away what is hidden.
    """
    found: set[str] = set()
    for item, conditions in _with_conditions(version.content):
        opened_by = {condition["question"] for condition in conditions}
        hides = any(isinstance(value, Hidden) for value in shown.get(item["linkId"], {}).values())
        if hides or opened_by & found:
            found.add(item["linkId"])
    return found


def _with_conditions(content: Content) -> Iterator[tuple[Item, list[Item]]]:
    """Yield everything that is asked with the conditions on it, those on its section too."""
    for item in content["item"]:
        conditions = item.get("enableWhen", [])
        yield item, conditions
        yield from ((inner, conditions + inner.get("enableWhen", [])) for inner in item.get("item", []))


def _protect(count: dict[str, Any], k: int) -> dict[Hashable, Shown]:
    """One of a few is one list with what is missing; of several that may be chosen, each stands on its own."""
    if not count["repeats"]:
        return protect({**{each["code"]: each["count"] for each in count["counts"]}, NOT_SAID: count["missing"]}, k)
    n, missing = protect_answered(count["n"], count["missing"], k)
    if isinstance(missing, Hidden) or isinstance(n, Hidden):
        return dict.fromkeys([*(each["code"] for each in count["counts"]), NOT_SAID], HIDDEN)
    return {each["code"]: _yes_or_no(each["count"], count["n"], k) for each in count["counts"]} | {NOT_SAID: missing}


def _question(count: dict[str, Any], k: int, hide: bool) -> Section:
    shown = _protect(count, k)
    opened = hide and not any(isinstance(value, Hidden) for value in shown.values())
    shown = dict.fromkeys(shown, HIDDEN) if opened else shown
    missing = shown.pop(NOT_SAID)
    n = HIDDEN if isinstance(missing, Hidden) else count["n"]
    labels = {each["code"]: each["text"] for each in count["counts"]}
    rows = [Row(str(code), labels[code], value, protect_share(value, n)) for code, value in shown.items()]
    return _section(count["link_id"], count["text"], rows, n, missing)


def _yes_or_no(chosen: int, n: int, k: int) -> Shown:
    return HIDDEN if 0 < chosen < k or 0 < n - chosen < k else chosen


def _mean(scores: list[Score], k: int, hide: bool) -> Fact:
    told = summarise(score.value for score in scores)
    n, missing = protect_answered(told.n, told.missing, k)
    mean = HIDDEN if hide or isinstance(n, Hidden) else protect_mean(told.mean, told.n, k)
    interval = None if isinstance(mean, Hidden) else told.interval
    title = in_my_language(scores[0].title)
    return Fact(scores[0].name, title, mean, "", n, missing, interval)


def _distribution(scores: list[Score], k: int, hide: bool) -> Section:
    low, high = scores[0].lowest, scores[0].highest
    reached = Counter(
        NOT_SAID if score.value is None else min(int((score.value - low) / (high - low) * PARTS), PARTS - 1)
        for score in scores
    )
    shown = protect({part: reached[part] for part in [*range(PARTS), NOT_SAID]}, k)
    shown = dict.fromkeys(shown, HIDDEN) if hide else shown
    missing = shown.pop(NOT_SAID)
    n = HIDDEN if isinstance(missing, Hidden) else len(scores) - reached[NOT_SAID]
    rows = [
        Row(f"part-{part}", _between(low, high, int(part)), value, protect_share(value, n))
        for part, value in shown.items()
    ]
    return _section(scores[0].name, in_my_language(scores[0].title), rows, n, missing)


def _between(low: float, high: float, part: int) -> str:
    ends = [low + (high - low) / PARTS * number for number in (part, part + 1)]
    told = dict(
        zip(["low", "high"], (localize(int(end) if end == int(end) else round(end, 2)) for end in ends), strict=True)
    )
    return (_("%(low)s to %(high)s") if part == PARTS - 1 else _("%(low)s to below %(high)s")) % told


def _section(code: str, title: str, rows: list[Row], n: Shown, missing: Shown) -> Section:
    bars = [(row.label, row.value) for row in rows if row.value is not None]
    words = _("%(title)s: how many answered what.") % {"title": title}
    return Section(code, title, "", _("answers"), rows, n, missing, charts.bars(title, words, bars))
