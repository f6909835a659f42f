"""The simulation says what the formula says where there is one, and what anybody would expect where there is none."""

from dataclasses import replace
from math import exp, factorial

import pytest

from wayfellow.planner.simulation import WEEKS, WELL_ENOUGH, Assumptions, outcome, outcomes

DISTRICT = Assumptions(
    population=100_000, referred=1, say_yes=60, weeks=15, spread=8, every=1, minutes=90, hours=20, with_people=50,
    away=6, within=4, seed=1,
)  # fmt: skip


def waits_longer(given, peers, weeks):
    """Return who waits longer than so many weeks, of all (Erlang 1917): by chance they come, and by chance they end."""
    servers, load = peers * given.places, given.together
    last = load**servers / factorial(servers) * servers / (servers - load)
    waits = last / (sum(load**number / factorial(number) for number in range(servers)) + last)
    return waits * exp(-(servers - load) * weeks / given.weeks)


@pytest.mark.parametrize(("population", "peers"), [(100_000, 4), (100_000, 5), (20_000, 1)])
@pytest.mark.parametrize("within", [0, 2, 6])
def test_it_says_what_the_formula_of_queues_says_where_there_is_one(population, peers, within):
    given = replace(DISTRICT, population=population, spread=DISTRICT.weeks, away=0, within=within)
    assert 1 - outcome(given, peers).in_time == pytest.approx(waits_longer(given, peers, within), abs=0.04)


def test_as_many_places_are_in_use_as_people_come():
    given = replace(DISTRICT, away=0)
    assert outcome(given, 5).used == pytest.approx(given.together / (5 * given.places), rel=0.05)


def test_one_more_makes_nobody_wait_longer_and_it_ends_with_more_than_needed():
    found = outcomes(DISTRICT)
    shares = [each.in_time for each in found]
    assert shares == sorted(shares)
    assert [share >= WELL_ENOUGH for share in shares][-3:] == [True] * 3
    assert [each.nine_in_ten for each in found] == sorted((each.nine_in_ten for each in found), reverse=True)


def test_below_the_fewest_ever_more_people_wait():
    given = replace(DISTRICT, away=0)
    assert outcome(given, given.fewest - 1).nine_in_ten > WEEKS / 4


def test_absences_make_people_wait():
    assert outcome(replace(DISTRICT, away=12), 4).in_time < outcome(replace(DISTRICT, away=0), 4).in_time


def test_the_same_seed_gives_the_same_and_another_nearly_so():
    outcome.cache_clear()
    once, again = outcome(DISTRICT, 4), outcome.__wrapped__(DISTRICT, 4)
    assert once == again
    other = outcome(replace(DISTRICT, seed=2), 4)
    assert other != once
    assert other.in_time == pytest.approx(once.in_time, abs=0.05)


def test_how_many_one_can_walk_with_is_what_the_hours_leave_room_for():
    assert DISTRICT.places == 6  # 10 hours a week, at an hour and a half each
    assert replace(DISTRICT, every=2).places == 13
    assert replace(DISTRICT, minutes=700).places == 0


def test_the_share_in_time_and_what_nine_in_ten_wait_are_one_figure():
    for each in outcomes(DISTRICT):
        assert (each.in_time >= WELL_ENOUGH) == (each.nine_in_ten <= DISTRICT.within), each
