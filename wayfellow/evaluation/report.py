"""What an evaluation finds, as it was counted. Shown to others, small numbers are hidden first (published.py)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.evaluation.models import ClinicalTotal
from wayfellow.evaluation.statistics import BANDS, Duration, Summary
from wayfellow.surveys.queries import Response

DECIMALS = 2
NOT_NOTED = "not noted"
REFERRER = "referrer"


class Stand(TextChoices):
    """Where a journey stands, as far as an evaluation tells."""

    ON_THE_ROAD = "on_the_road", _("Under way")
    RESTING = "resting", _("Resting for a while")
    CLOSED = "closed", _("Closed together")
    ENDED = "ended", _("Ended sooner than planned")
    LEFT = "left", _("The person stopped")
    NOT_CHOSEN = "not_chosen", _("No yes so far: not asked yet, not now, or no")
    ENDED_BEFORE = "ended_before", _("Ended before a first accompaniment")
    CHOSEN = "chosen", _("Said yes, no peer supporter asked yet")
    OFFERED = "offered", _("A peer supporter has been asked or found")
    AGREED = "agreed", _("Agreed how they will meet")
    MET = "met", _("One or two accompaniments")
    THREE = "three", _("Three accompaniments or more")


class Tie(TextChoices):
    """How far somebody has come towards an association: each person once, by the furthest that stands."""

    LASTED = "lasted", _("Goes there alone or belongs, three months on")
    RECENT = "recent", _("Goes there alone or belongs, not yet for three months")
    NO_LONGER = "no_longer", _("Went there alone or belonged, and no more")
    TOWARDS = "towards", _("Steps towards one, or it was not for them")
    NONE = "none", _("No step noted")


ON_THE_WAY = (Stand.CHOSEN, Stand.OFFERED, Stand.AGREED)  # said yes, and wait for a first accompaniment
MET = (Stand.MET, Stand.THREE)


@dataclass(frozen=True)
class Counted:
    """How many gave each answer, and how many gave none."""

    counts: Mapping[str, int]
    missing: int = 0

    @property
    def n(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Tally:
    """How often something was so, with how many people, and with how many people it was not so at least once."""

    times: int
    people: int
    people_without: int = 0


@dataclass(frozen=True)
class Standing:
    """Where everyone proposed in the period stands today: each person once, at the furthest point they reached.

    `met` is where those are now who have met their peer supporter, `times` how often they did; `answers` is what
    everyone said to the offer, which is told to nobody but the operator (I1).
    """

    met: Counted
    not_met: Counted
    times: Counted
    answers: Counted


@dataclass(frozen=True)
class Lately:
    """What accompaniments were like since a day, and with how many people."""

    settings: Mapping[str, Tally]
    together: Tally
    joined_by: Mapping[str, Tally]
    touched: Mapping[str, Tally]
    connections: Mapping[str, Tally]


@dataclass(frozen=True)
class Report:
    """The figures of one programme over one period. No date means from the beginning, or until today."""

    programme: Programme
    start: date | None
    end: date | None
    first_on: date | None
    last_on: date | None
    people: int
    accompaniments: int
    per_person: Summary
    bands: Counted
    finer_bands: Counted
    at_limit: int
    gender: Counted
    age: Summary
    referred_by: Counted
    sites: Counted
    minutes: Summary
    settings: Mapping[str, Tally]
    together: Tally
    joined_by: Mapping[str, Tally]
    touched: Mapping[str, Tally]
    connections: Mapping[str, Tally]
    lasting: Counted
    standing: Standing
    wait: Duration
    length: Duration
    rhythm: Counted
    clinical: list[ClinicalTotal]
    responses: list[Response] = field(default_factory=list)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def as_json(report: Report) -> dict[str, Any]:
    """Return the figures for a machine: true counts, each with how many it rests on and how many are missing."""
    return {
        "programme": report.programme.slug,
        "period": {
            "from": report.start,
            "to": report.end,
            "first": report.first_on,
            "last": report.last_on,
        },
        "people": report.people,
        "accompaniments": report.accompaniments,
        "mean": _rounded(report.per_person.mean),
        "sd": _rounded(report.per_person.sd),
        "median": report.per_person.median,
        "of": _what_the_numbers_rest_on(report),
        "bands": dict.fromkeys(BANDS, 0) | _counted(report.bands),
        "gender": _counted(report.gender),
        "age": _summary(report.age),
        "referred_by": _counted(report.referred_by),
        "clinical": clinical_totals(report),
        "sites": _counted(report.sites),
        "minutes": {**_summary(report.minutes), "interval": None},
        "settings": _tallies(report.settings, report.accompaniments),
        "together": {**_tally(report.together), "n": report.accompaniments, "missing": 0},
        "joined_by": _tallies(report.joined_by, report.accompaniments),
        "touched": _tallies(report.touched, report.accompaniments),
        "connections": _tallies(report.connections, sum(tally.times for tally in report.connections.values())),
        "connections_that_lasted": _counted(report.lasting),
        "flow": _flow(report.standing),
        "choices": _counted(report.standing.answers),
        "standing": {"met": _counted(report.standing.met), "not_met": _counted(report.standing.not_met)},
        "days_to_first_meeting": _duration(report.wait, over="met", going_on="waiting"),
        "days_to_ending": _duration(report.length, over="ended", going_on="going_on"),
        "soft_limit": _beside_the_limit(report),
        "rhythm": _counted(report.rhythm),
        "surveys": [_response(each, report.people) for each in report.responses],
    }


def _what_the_numbers_rest_on(report: Report) -> dict[str, Any]:
    per_person = {"n": report.people, "missing": 0}
    return {
        "people": per_person,
        "accompaniments": {"n": report.accompaniments, "missing": 0},
        "mean": per_person | {"interval": _interval(report.per_person.interval)},
        "sd": per_person,
        "median": per_person,
    }


def clinical_totals(report: Report) -> dict[str, Any]:
    """Group the totals by variable. Missing are the people of the programme that a variable does not cover."""
    variables = {name: _variable(rows, report.people) for name, rows in by_variable(report.clinical)}
    covered = max((variable["n"] for variable in variables.values()), default=0)
    return {**variables, "n": covered, "missing": max(report.people - covered, 0)}


def by_variable(totals: list[ClinicalTotal]) -> Iterator[tuple[str, list[ClinicalTotal]]]:
    for name, rows in groupby(totals, attrgetter("variable")):
        yield name, list(rows)


def _variable(rows: list[ClinicalTotal], people: int) -> dict[str, Any]:
    n = sum(row.n for row in rows)
    told = {row.category: row.n for row in rows if row.category}
    means = {"mean": rows[0].mean, "sd": rows[0].sd} if not told else {}
    return told | means | {"n": n, "missing": max(people - n, 0)}


def _counted(counted: Counted) -> dict[str, int]:
    return {**counted.counts, "n": counted.n, "missing": counted.missing}


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "mean": _rounded(summary.mean),
        "sd": _rounded(summary.sd),
        "median": summary.median,
        "interval": _interval(summary.interval),
        "n": summary.n,
        "missing": summary.missing,
    }


def _tallies(tallies: Mapping[str, Tally], n: int) -> dict[str, Any]:
    missing = tallies[NOT_NOTED].times if NOT_NOTED in tallies else 0
    told = {code: _tally(tally) for code, tally in tallies.items() if code != NOT_NOTED}
    return {**told, "n": n - missing, "missing": missing}


def _tally(tally: Tally) -> dict[str, int]:
    return {"times": tally.times, "people": tally.people}


def _flow(standing: Standing) -> dict[str, int]:
    """Return how many came at least this far; whoever came further is in the steps before, too."""
    reached = {**standing.not_met.counts, **standing.times.counts}
    n = sum(reached.values())
    steps = {"referred": n, "said_yes": n - reached[Stand.NOT_CHOSEN]}
    for at, step in enumerate((Stand.OFFERED, Stand.AGREED, *MET)):
        steps[str(step)] = sum(reached[each] for each in (Stand.OFFERED, Stand.AGREED, *MET)[at:])
    return {**steps, "n": n, "missing": 0}


def _beside_the_limit(report: Report) -> dict[str, int]:
    limit = report.programme.proposed_accompaniments
    return {"limit": limit, "reached": report.at_limit, "n": report.people, "missing": 0}


def _duration(duration: Duration, over: str, going_on: str) -> dict[str, Any]:
    return {
        "median": duration.median,
        "interval": list(duration.interval),
        over: duration.over,
        going_on: duration.going_on,
        "curve": [asdict(step) for step in duration.curve],
        "n": duration.n,
        "missing": 0,
    }


def _response(response: Response, people: int) -> dict[str, Any]:
    """Tell how many answered, with both numbers of which it can be a part."""
    return {
        "survey": response.version.slug,
        "version": response.version.version,
        "answered": response.answered,
        "on_paper": response.on_paper,
        "of_invited": response.invited,
        "of_people": people,
        "n": response.answered,
        "missing": None if response.invited is None else response.invited - response.answered,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _interval(interval: tuple | None) -> list[float | None] | None:
    return None if interval is None else [_rounded(side) for side in interval]
