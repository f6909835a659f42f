"""The report as others may read it (I9): its single figures, and its questions one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wayfellow.evaluation.protection import protect_answered, protect_not_met
from wayfellow.evaluation.report import Report, Stand
from wayfellow.evaluation.sections import (
    Section,
    Value,
    clinical_sections,
    people_sections,
    road_sections,
)
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden, Shown, protect_count, protect_mean
from wayfellow.evaluation.statistics import Interval


@dataclass(frozen=True)
class Fact:
    """One number that stands for many, with how many it rests on."""

    code: str
    label: str
    value: Value
    unit: str
    n: Shown
    missing: Shown = 0
    interval: Interval | None = None
    definition: str = ""


@dataclass(frozen=True)
class Published:
    """What a page or a file for others holds. `too_few`: so few people that nothing may be told."""

    report: Report
    facts: list[Fact]
    sections: list[Section]
    too_few: bool = False


def publish(report: Report, whole: Report | None = None) -> Published:
    """Make the report fit for others. Part of the time comes with the whole, so that nobody is found between them.

    What accompaniments were like and where journeys stand is told of the whole time only: such figures add up
    from year to year, and the last year would give away what another year hides.
    """
    k = report.programme.smallest_cell
    if 0 < report.people < k or (whole and 0 < whole.people - report.people < k):
        return Published(report, [], [], too_few=True)
    if whole:
        facts, sections = _people_facts(report, k, whole), people_sections(report, k, whole)
        return Published(report, [*facts], [*sections])
    return Published(
        report,
        [*_people_facts(report, k), *_road_facts(report, k)],
        [*people_sections(report, k, None), *road_sections(report, k), *clinical_sections(report, k)],
    )


def _people_facts(report: Report, k: int, whole: Report | None = None) -> Iterator[Fact]:
    people, times, per_person = report.people, report.accompaniments, report.per_person
    unit = _("accompaniments")
    everyone = _("Everyone with at least one accompaniment in the period. Each person counts once.")
    yield Fact("people", _("People"), people, _("people"), people, definition=everyone)
    took_place = _("Every accompaniment that took place in the period.")
    yield Fact("accompaniments", _("Accompaniments"), times, unit, times, definition=took_place)
    mean, interval = per_person.mean, per_person.interval
    yield Fact("mean", _("Accompaniments per person, mean"), mean, unit, people, interval=interval)
    yield Fact("sd", _("Accompaniments per person, standard deviation"), per_person.sd, unit, people)
    yield Fact("median", _("Accompaniments per person, median"), per_person.median, unit, people)
    yield from _age_facts(report, k, whole)


def _age_facts(report: Report, k: int, whole: Report | None) -> Iterator[Fact]:
    age, unit, definition = report.age, _("years"), _("In years, at the referral.")
    n, missing = protect_answered(age.n, age.missing, k)
    mean, sd = protect_mean(age.mean, age.n, k), protect_mean(age.sd, age.n, k)
    if whole:
        rest = whole.age.n - age.n, whole.age.missing - age.missing
        mean, sd = (HIDDEN if 0 < rest[0] < k else value for value in (mean, sd))
        n, missing = (HIDDEN if any(0 < number < k for number in rest) else shown for shown in (n, missing))
    interval = None if isinstance(mean, Hidden) else age.interval
    yield Fact("age_mean", _("Age, mean"), mean, unit, n, missing, interval, definition)
    yield Fact("age_sd", _("Age, standard deviation"), sd, unit, n, missing, None, definition)


def _road_facts(report: Report, k: int) -> Iterator[Fact]:
    minutes, wait = report.minutes, report.wait
    missing = protect_count(minutes.missing, k)
    yield Fact("minutes", _("Minutes of an accompaniment, mean"), minutes.mean, _("minutes"), minutes.n, missing)
    is_told = wait.met >= k
    waiting = protect_not_met(report.standing, k)[Stand.WAITING]
    yield Fact(
        "days_to_first_meeting",
        _("Days from referral to first accompaniment, median"),
        wait.median if is_told else HIDDEN,
        _("days"),
        HIDDEN if isinstance(waiting, Hidden) else wait.n,
        interval=wait.interval if is_told and any(wait.interval) else None,
        definition=_(
            "Of everyone who said yes. Whoever still waits counts for as long as they have waited (Kaplan–Meier)."
        ),
    )
