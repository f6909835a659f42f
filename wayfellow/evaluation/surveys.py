"""What was answered to a survey, version by version, as others may read it (I9). Own words are in no figure."""

from collections import Counter
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
from wayfellow.surveys.models import Questionnaire, Survey
from wayfellow.surveys.queries import all_scores, counts, given_to, versions
from wayfellow.surveys.scoring import Score
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


def _publish(version: Questionnaire, given: list[dict[str, Any]], k: int) -> Answered:
    if len(given) < k:
        return Answered(version.version, 0, bool(given), [], [])
    scored = all_scores(version, given).values()
    sections = [_question(count, k) for count in counts(version, given)]
    sections += [_distribution(scores, k) for scores in scored]
    return Answered(version.version, len(given), False, [_mean(scores, k) for scores in scored], sections)


def _question(count: dict[str, Any], k: int) -> Section:
    """One of a few is told as one list with what is missing; of several that may be chosen, each on its own."""
    if count["repeats"]:
        shown = {each["code"]: _yes_or_no(each["count"], count["n"], k) for each in count["counts"]}
        n, missing = protect_answered(count["n"], count["missing"], k)
    else:
        shown = protect({**{each["code"]: each["count"] for each in count["counts"]}, NOT_SAID: count["missing"]}, k)
        missing = shown.pop(NOT_SAID)
        n = HIDDEN if isinstance(missing, Hidden) else count["n"]
    labels = {each["code"]: each["text"] for each in count["counts"]}
    rows = [Row(str(code), labels[code], value, protect_share(value, n)) for code, value in shown.items()]
    return _section(count["link_id"], count["text"], rows, n, missing)


def _yes_or_no(chosen: int, n: int, k: int) -> Shown:
    return HIDDEN if 0 < chosen < k or 0 < n - chosen < k else chosen


def _mean(scores: list[Score], k: int) -> Fact:
    told = summarise(score.value for score in scores)
    n, missing = protect_answered(told.n, told.missing, k)
    mean = HIDDEN if isinstance(n, Hidden) else protect_mean(told.mean, told.n, k)
    interval = None if isinstance(mean, Hidden) else told.interval
    title = in_my_language(scores[0].title)
    return Fact(scores[0].name, title, mean, "", n, missing, interval)


def _distribution(scores: list[Score], k: int) -> Section:
    low, high = scores[0].lowest, scores[0].highest
    reached = Counter(
        NOT_SAID if score.value is None else min(int((score.value - low) / (high - low) * PARTS), PARTS - 1)
        for score in scores
    )
    shown = protect({part: reached[part] for part in [*range(PARTS), NOT_SAID]}, k)
    missing = shown.pop(NOT_SAID)
    n = HIDDEN if isinstance(missing, Hidden) else len(scores) - reached[NOT_SAID]
    rows = [
        Row(f"part-{part}", _between(low, high, int(part)), value, protect_share(value, n))
        for part, value in shown.items()
    ]
    return _section(scores[0].name, in_my_language(scores[0].title), rows, n, missing)


def _between(low: float, high: float, part: int) -> str:
    width = (high - low) / PARTS
    told = {"low": localize(round(low + width * part, 1)), "high": localize(round(low + width * (part + 1), 1))}
    return (_("%(low)s to %(high)s") if part == PARTS - 1 else _("%(low)s to below %(high)s")) % told


def _section(code: str, title: str, rows: list[Row], n: Shown, missing: Shown) -> Section:
    bars = [(row.label, row.value) for row in rows if row.value is not None]
    words = _("%(title)s: how many answered what.") % {"title": title}
    return Section(code, title, "", _("answers"), rows, n, missing, charts.bars(title, words, bars))
