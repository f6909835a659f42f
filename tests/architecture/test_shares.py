"""Two runs, one on each database, leave nothing out between them, and change places from one turn to the next."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import (
    ON_EACH_DATABASE,
    asks_the_database,
    every_other,
    hangs_on_the_database,
    my_share,
    of_my_share,
)


def run(share, turn):
    return SimpleNamespace(getoption={"share": share, "turn": turn}.get)


@pytest.fixture(params=[7, 8])
def turn(request):
    return request.param


def test_between_them_they_take_each_once(turn):
    first, second = my_share("abcde", run("1/2", turn)), my_share("abcde", run("2/2", turn))
    assert sorted(first + second) == list("abcde")
    assert first == my_share("abcde", run("2/2", turn + 1))


def test_within_two_days_they_take_each_once_and_within_four_each_of_them_all(turn):
    taken = {share: [my_share("abcde", run(share, turn + day), days=2) for day in range(4)] for share in ["1/2", "2/2"]}
    assert sorted(sum([*taken["1/2"][:2], *taken["2/2"][:2]], [])) == list("abcde")
    assert all(sorted(sum(days, [])) == list("abcde") for days in taken.values())


def test_two_days_take_every_other_one_each(turn):
    today, tomorrow = every_other("abcde", run("1/2", turn)), every_other("abcde", run("2/2", turn + 1))
    assert sorted(today + tomorrow) == list("abcde")


def test_a_run_alone_takes_everything(turn):
    assert my_share("abcde", run("1/1", turn)) == my_share("abcde", run("1/1", turn), days=2) == list("abcde")
    assert every_other("abcde", run("1/1", turn)) == "abcde"


def test_every_test_runs_and_on_both_where_the_database_has_its_own_way(turn, request):
    everything = {item for item in request.session.items if not item.get_closest_marker("story")}
    first, second = (of_my_share(everything, run(share, turn)) for share in ["1/2", "2/2"])
    assert first | second == everything
    assert first & second == {item for item in everything if asks_the_database(item) and hangs_on_the_database(item)}
    next_first = of_my_share(everything, run("1/2", turn + 1))
    assert {item for item in everything if asks_the_database(item)} <= first | next_first


def test_what_runs_on_each_database_is_there():
    tests = Path(__file__).parents[1]
    assert all((tests / place).exists() for place in ON_EACH_DATABASE)


@dataclass(frozen=True)
class Told:
    """One way in which a story is told."""

    nodeid: str
    path = Path("test_a_story.py")
    fixturenames = ()

    def iter_markers(self, name):
        return [name] if name == "story" else []


def test_of_a_story_told_in_several_ways_each_has_its_turn(turn):
    ways = [Told("test_one[on a phone]"), Told("test_one[on a large screen]"), Told("test_another")]
    today, tomorrow = (of_my_share(ways, run("2/2", each)) for each in [turn, turn + 1])
    assert len(today) == len(tomorrow) == 2
    assert today | tomorrow == set(ways)
