"""How long people wait for a first accompaniment with so many peer supporters: told by simulation (SimPy)."""

import random
import statistics
from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache, partial
from math import ceil
from typing import Any

import simpy

Happening = Generator[simpy.Event, Any, None]
WEEKS = 52.0
YEARS_BEFORE, YEARS_TOLD = 1, 3  # a year goes by first, so that nothing begins with everybody free
PEOPLE_TRIED = 8000  # in all trials with so many peer supporters together
FEWEST_TRIALS, MOST_TRIALS = 10, 40
WELL_ENOUGH = 0.9  # of the people begin in time
LONGEST_AWAY = 3.0  # weeks at once
MORE_THAN_NEEDED = 2
AWAY = None  # what a place gets that asked for somebody to begin with, while nobody waited
MOST_TOLD = 12  # numbers of peer supporters, one after the other


@dataclass(frozen=True)
class Assumptions:
    """What is taken to be so."""

    population: int
    referred: float  # of 1,000 inhabitants, a year
    say_yes: float  # of 100 referred
    weeks: float  # together, on average
    spread: float  # the standard deviation of those weeks
    every: float  # weeks from one accompaniment to the next
    minutes: int  # an accompaniment takes
    hours: float  # a peer supporter works, a week
    with_people: float  # of 100 of those hours
    away: float  # weeks a year
    within: float  # weeks, in which a first accompaniment should be
    seed: int

    @property
    def arrivals(self) -> float:
        """Return how many people a year say yes."""
        return self.population / 1000 * self.referred * self.say_yes / 100

    @property
    def places(self) -> int:
        """Return with how many people one peer supporter can walk at once."""
        return int(self.hours * self.with_people / 100 * 60 * self.every / self.minutes + 1e-9)

    @property
    def together(self) -> float:
        """Return how many people would be under way at once, if nobody waited (Little 1961)."""
        return self.arrivals / WEEKS * self.weeks

    @property
    def fewest(self) -> int:
        """Return the number of peer supporters below which ever more people wait."""
        here = (WEEKS - self.away) / WEEKS
        return max(ceil(self.together / self.places / here), 1)


@dataclass(frozen=True)
class Outcome:
    """What so many peer supporters mean for those who wait, in weeks. `in_time_range` is that of nine trials in ten."""

    peers: int
    half: float
    nine_in_ten: float
    in_time: float
    in_time_range: tuple[float, float]
    used: float

    @property
    def is_enough(self) -> bool:
        return self.in_time >= WELL_ENOUGH


def outcomes(given: Assumptions) -> list[Outcome]:
    """Return what one number of peer supporters after the other means, from too few to more than needed."""
    found: list[Outcome] = []
    peers = max(given.fewest - 1, 1)
    while sum(each.is_enough for each in found) <= MORE_THAN_NEEDED and len(found) < MOST_TOLD:
        found.append(outcome(given, peers + len(found)))
    return found


@lru_cache(maxsize=256)
def outcome(given: Assumptions, peers: int) -> Outcome:
    """Return what came of all trials. The same seed gives the same."""
    people = given.arrivals * YEARS_TOLD
    trials = min(max(ceil(PEOPLE_TRIED / max(people, 1)), FEWEST_TRIALS), MOST_TRIALS)
    tried = [Trial(given, peers, random.Random(f"{given.seed} {trial}")).run() for trial in range(trials)]
    waits = sorted(wait for each in tried for wait in each.waits)
    shares = sorted(each.in_time for each in tried)
    tail = int(len(shares) * (1 - WELL_ENOUGH) / 2)
    return Outcome(
        peers=peers,
        half=statistics.median(waits or [0.0]),
        nine_in_ten=waits[ceil(len(waits) * WELL_ENOUGH) - 1] if waits else 0.0,
        in_time=_in_time(waits, given.within),
        in_time_range=(shares[tail], shares[-1 - tail]),
        used=statistics.fmean(each.used for each in tried),
    )


def _in_time(waits: list[float], within: float) -> float:
    return statistics.fmean(wait <= within for wait in waits) if waits else 1.0


class Trial:
    """Some years of a district: people say yes by chance, and begin with the first peer supporter who has a place."""

    def __init__(self, given: Assumptions, peers: int, chance: random.Random) -> None:
        self.given, self.chance, self.places = given, chance, peers * given.places
        self.world = simpy.Environment()
        self.waiting = simpy.Store(self.world)
        self.told_from, self.until = YEARS_BEFORE * WEEKS, (YEARS_BEFORE + YEARS_TOLD) * WEEKS
        self.waits: list[float] = []
        self.walked = 0.0
        self.world.process(self._say_yes())
        for _peer in range(peers):
            Peer(self)

    def run(self) -> "Trial":
        self.world.run(until=self.until)
        self.waits += [self.until - since for since in self.waiting.items if since >= self.told_from]
        return self

    @property
    def in_time(self) -> float:
        """Return the share of people who began within the weeks that are proposed."""
        return _in_time(self.waits, self.given.within)

    @property
    def used(self) -> float:
        """Return how much of all places there was somebody in."""
        return self.walked / (self.places * (self.until - self.told_from))

    def begin(self, since: float, length: float) -> None:
        if since >= self.told_from:
            self.waits.append(self.world.now - since)
        self.walked += max(min(self.world.now + length, self.until) - max(self.world.now, self.told_from), 0)

    def length(self) -> float:
        """Draw for how long two walk together: always some time, seldom very long (a gamma distribution)."""
        if not self.given.spread:
            return self.given.weeks
        shape = (self.given.weeks / self.given.spread) ** 2
        return self.chance.gammavariate(shape, self.given.weeks / shape)

    def _say_yes(self) -> Happening:
        while True:
            yield self.world.timeout(self.chance.expovariate(self.given.arrivals / WEEKS))
            yield self.waiting.put(self.world.now)


class Peer:
    """A peer supporter: begins with nobody new while away, and whoever walks with them waits for them."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.world = trial, trial.world
        self.back = 0.0
        self.asking: set[Any] = set()  # for somebody to begin with
        self.world.process(self._go_away())
        for _place in range(trial.given.places):
            self.world.process(self._one_place())

    def _one_place(self) -> Happening:
        while True:
            if self.world.now < self.back:
                yield self.world.timeout(self.back - self.world.now)
            asked = self.trial.waiting.get()
            self.asking.add(asked)
            since = yield asked
            self.asking.discard(asked)
            if since is not AWAY:
                length = self.trial.length()
                self.trial.begin(since, length)
                yield self.world.timeout(length)

    def _go_away(self) -> Happening:
        away = self.trial.given.away
        if not away:
            return
        times = ceil(away / LONGEST_AWAY)
        between = partial(self.trial.chance.uniform, 0.5, 1.5)
        while True:
            yield self.world.timeout((WEEKS - away) / times * between())
            self.back = self.world.now + away / times
            for asked in [each for each in self.asking if not each.triggered]:
                asked.cancel()
                asked.succeed(AWAY)
            yield self.world.timeout(away / times)
