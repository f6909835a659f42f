"""Which figures of a report may be told (I9), question by question: what stands alone safely, and who is behind it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from wayfellow.evaluation.editions import Group, Question, Told, of_people
from wayfellow.evaluation.report import ON_THE_WAY, Counted, Lately, Report, Stand, Standing, Tally, by_variable
from wayfellow.evaluation.small_numbers import (
    HIDDEN,
    Hidden,
    Shown,
    neighbours,
    protect,
    protect_curve,
    protect_mean,
)
from wayfellow.evaluation.statistics import Duration, Step, Summary

NOT_SAID = "not said"
KNOWN = "known"
YES, NO = "yes", "no"
LATER, STILL, EVERYBODY = "later", "waiting", "everybody"
JOINED = ","  # between bands that are told together
NOT_MET = "standing_not_met"
GOING_ON = (Stand.ON_THE_ROAD, Stand.RESTING)

Tallies = Mapping[str, Tally]
Between = Callable[[date], Lately]
Earlier = Sequence[Mapping[str, Told]]


def list_of_people(code: str, counted: Counted, k: int, *, ranked: bool = False) -> Question:
    """A question that every person answers once, or leaves open."""
    cells = {**counted.counts, NOT_SAID: counted.missing}
    return Question(code, cells, sum(cells.values()), protect(cells, k), of_people, ranked=ranked)


def known_or_not(code: str, told: Summary, k: int) -> Question:
    """Of how many something is known, with its mean; the one number gives away the other."""
    cells = {KNOWN: told.n, NOT_SAID: told.missing}
    more = {"mean": told.mean, "sd": told.sd, "interval": told.interval} if told.n >= k else {}
    return Question(code, cells, sum(cells.values()), protect(cells, k), of_people, more)


def who_they_are(report: Report, k: int) -> Iterator[Question]:
    """What can be told of part of the time, too: it is of each person once, and stays as it was said."""
    yield list_of_people("gender", report.gender, k)
    yield list_of_people("referred_by", report.referred_by, k)
    yield list_of_people("sites", report.sites, k)


def questions(report: Report, k: int, between: Between, earlier: Earlier) -> Iterator[Question]:
    """Everything an evaluation asks. `between` counts from a day on, `earlier` is what was told before."""
    yield known_or_not("age", report.age, k)
    yield from _bands(report, k, earlier)
    yield from who_they_are(report, k)
    yield list_of_people("rhythm", report.rhythm, k)
    yield from _of_times(report, k, between)
    yield list_of_people("lasting", report.lasting, k)
    yield from _standing(report.standing, k)
    yield from _durations(report, k, earlier)
    yield from _clinical(report, k)


def _of_times(report: Report, k: int, between: Between) -> Iterator[Question]:
    for name in ("settings", "joined_by", "connections"):
        tallies: Tallies = getattr(report, name)
        if any(tally.times for tally in tallies.values()):
            cells = {code: tally.times for code, tally in tallies.items()}
            yield Question(name, cells, sum(cells.values()), protect_times(tallies, k), _behind(name, between))
    yield _yes_or_no("together", report, k, between, lambda counted: counted.together)
    for code in report.touched:
        yield _yes_or_no(f"touched {code}", report, k, between, partial(_touching, code))


def _touching(code: str, counted: Report | Lately) -> Tally:
    return counted.touched[code]


def _behind(name: str, between: Between) -> Callable[[Question, Told, Group], int]:
    """Count at least how many people stand behind what a group of cells grew by, where times are told."""

    def grown(question: Question, other: Told, group: Group) -> int:
        tallies: Tallies = getattr(between(other.as_of), name)
        people = max((tallies[code].people for code in group if code in tallies), default=0)
        return _few_of(of_people(question, other, group), people)

    return grown


def _few_of(times: int, people: int) -> int:
    """Whatever changed has somebody behind it, though it be typed in late."""
    return min(times, max(people, 1))


def _yes_or_no(
    code: str, report: Report, k: int, between: Between, tally_of: Callable[[Report | Lately], Tally]
) -> Question:
    """Something that was so, or not, at each accompaniment."""
    tally, n = tally_of(report), report.accompaniments

    def grown(question: Question, other: Told, group: Group) -> int:
        lately = tally_of(between(other.as_of))
        people = {YES: lately.people, NO: lately.people_without}
        return _few_of(of_people(question, other, group), max(people[answer] for answer in group))

    cells = {YES: tally.times, NO: n - tally.times}
    few = 0 < tally.people < k or 0 < tally.people_without < k
    alone: dict[str, Shown] = {answer: HIDDEN if few else times for answer, times in cells.items()}
    return Question(code, cells, n, alone, grown)


def protect_times(tallies: Tallies, k: int) -> dict[str, Shown]:
    """Hide how often something was where few people had it, and one more so that it cannot be worked out."""
    small = {code for code, tally in tallies.items() if 0 < tally.people < k}
    if not small:
        return {code: tally.times for code, tally in tallies.items()}
    large = [tally.people for tally in tallies.values() if tally.people >= k]
    hidden = {code for code, tally in tallies.items() if 0 < tally.people <= min(large, default=k)}
    least = len(small) + k * (len(hidden) - len(small))
    if hidden == small or sum(tallies[code].times for code in hidden) <= least:
        hidden = set(tallies)
    return {code: HIDDEN if code in hidden else tally.times for code, tally in tallies.items()}


def _bands(report: Report, k: int, earlier: Earlier) -> Iterator[Question]:
    """Bands in the groups in which they were told before: in others they would tell who moved between two of them."""
    told = next((each["bands"] for each in reversed(earlier) if "bands" in each), None)
    groups = [cell.split(JOINED) for cell in told.cells if cell != NOT_SAID] if told else None
    counts = report.finer_bands.counts
    cells = {JOINED.join(group): sum(map(counts.__getitem__, group)) for group in groups or neighbours(counts, k)}
    yield list_of_people("bands", Counted(cells), k, ranked=True)


def _standing(standing: Standing, k: int) -> Iterator[Question]:
    """Two lists, each with its own total: how many have met is told elsewhere, and would open one list."""
    for code, counted in {"standing_met": standing.met, NOT_MET: standing.not_met}.items():
        if counted.n >= k or not counted.n:
            cells = dict(counted.counts)
            yield Question(code, cells, counted.n, protect(cells, k), of_people)


def _durations(report: Report, k: int, earlier: Earlier) -> Iterator[Question]:
    """How long it took to meet, and how long people walk.

    Whoever waits, or walks on, stands in another list, too: where that does not tell them, neither does the curve.
    """
    standing = report.standing
    yield from _duration("wait", report.wait, k, earlier, NOT_MET, standing.not_met, ON_THE_WAY)
    yield from _duration("length", report.length, k, earlier, "standing_met", standing.met, GOING_ON)


def _duration(
    code: str, duration: Duration, k: int, earlier: Earlier, other: str, beside: Counted, going_on: Iterable[str]
) -> Iterator[Question]:
    """The share for whom it was over by some days, as often as it was for enough people between two."""
    if duration.over < k:
        return
    days = _days_of_the_curve(code, earlier)
    curve = [step for step in duration.curve if step.day in days] if days else _steps_to_tell(duration, k)
    cells = _over_between(duration, [step.day for step in curve])
    shown = protect(beside.counts, k) if beside.n >= k else dict.fromkeys(beside.counts, HIDDEN if beside.n else 0)
    is_told = not any(0 < number < k for number in cells.values()) and not any(
        isinstance(shown[stand], Hidden) for stand in going_on
    )
    more: dict[str, Any] = {"median": duration.median, "interval": duration.interval}
    if is_told:
        more["curve"] = [[step.day, step.share, step.low, step.high, step.over] for step in curve]
    else:
        cells = {EVERYBODY: duration.n}
    alone: dict[str, Shown] = {days: number if is_told else HIDDEN for days, number in cells.items()}
    needs = {other: frozenset(map(str, going_on))} if is_told else {}
    yield Question(code, cells, duration.n, alone, of_people, more, ranked=True, needs=needs)


def _days_of_the_curve(code: str, earlier: Earlier) -> list[int] | None:
    """Return the days at which a curve was told last: at others it would tell who came between."""
    curves = [curve for each in earlier if code in each and (curve := each[code].more.get("curve"))]
    return [step[0] for step in curves[-1]] if curves else None


def _steps_to_tell(duration: Duration, k: int) -> list[Step]:
    """Leave out the last step where it was over for few after it: they would be told by what is left."""
    steps = [*protect_curve(duration.curve, k)]
    return steps[:-1] if steps and 0 < duration.over - steps[-1].over < k else steps


def _over_between(duration: Duration, days: Iterable[int]) -> dict[str, int]:
    over_by = {step.day: step.over for step in duration.curve}
    found, before = Counter[str](), 0
    for day in days:
        found[str(day)] = over_by[day] - before
        before = over_by[day]
    return {**found, LATER: duration.over - before, STILL: duration.going_on}


def _clinical(report: Report, k: int) -> Iterator[Question]:
    for name, totals in by_variable(report.clinical):
        code, n = f"clinical {name}", sum(total.n for total in totals)
        missing = max(report.people - n, 0)
        if totals[0].category:
            yield list_of_people(code, Counted({total.category: total.n for total in totals}, missing), k)
        else:
            cells = {KNOWN: n, NOT_SAID: missing}
            more = {name: protect_mean(getattr(totals[0], name), n, k) for name in ("mean", "sd")}
            more = {name: None if isinstance(value, Hidden) else value for name, value in more.items()}
            yield Question(code, cells, n + missing, protect(cells, k), of_people, more)
