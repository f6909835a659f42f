"""How many answered a survey, beside both numbers of which that can be a part, in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from wayfellow.evaluation.editions import Told, from_json
from wayfellow.evaluation.facts import Fact, fact_as_json
from wayfellow.evaluation.models import RESPONSE, Edition
from wayfellow.evaluation.statistics import Interval, proportion
from wayfellow.ui.languages import in_my_language


def responses_in(editions: Iterable[Edition], people: int) -> list[Fact]:
    """Tell the newest editions of how many answered. `people` is how many had an accompaniment."""
    of_responses = [edition for edition in editions if edition.subject.startswith(RESPONSE)]
    return [fact for edition in of_responses for fact in _facts(edition.subject, from_json(edition.figures[0]), people)]


def responses_as_json(editions: Iterable[Edition], people: int) -> list[dict[str, Any]]:
    """Return the same for a machine, as it was published."""
    return [
        {"response": fact.code, "title": fact.label, "as_of": fact.as_of, **fact_as_json(fact)}
        for fact in responses_in(editions, people)
    ]


def _facts(subject: str, told: Told, people: int) -> Iterator[Fact]:
    survey = _("%(title)s, version %(number)s") % {
        "title": in_my_language(told.more["survey"]),
        "number": told.more["version"],
    }
    if "invited" in told.more:
        invited = _(
            "Everyone who answered, as a share of about how many were invited. That number is rounded. Who answers is "
            "seldom like who does not: the answers are of those who gave them."
        )
        label = _("%(survey)s: answered, of those invited (%%)") % {"survey": survey}
        yield _share(f"{subject} of invited", label, told, told.more["invited"], invited)
    if told.more["of_people"] and told.total <= people:
        everyone = _(
            "The same answers, as a share of everyone who had an accompaniment, asked or not. People who walk on have "
            "not been asked yet what is asked at the ending."
        )
        label = _("%(survey)s: answered, of everyone who had an accompaniment (%%)") % {"survey": survey}
        yield _share(f"{subject} of people", label, told, people, everyone)


def _share(code: str, label: str, told: Told, n: int, definition: str) -> Fact:
    found = proportion(told.total, n)
    low, high = found.interval or (None, None)
    interval = Interval(100 * (low or 0), 100 * (high or 0))
    share = 100 * told.total / n
    return Fact(code, label, share, "%", n, interval=interval, definition=definition, as_of=told.as_of)
