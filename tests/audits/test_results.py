"""No result of an audit tells a group of fewer than k, alone, beside another group's or beside last time's (I9)."""

from collections import defaultdict
from functools import cache
from itertools import chain, combinations, product

import pytest

from wayfellow.audits.results import rows_of, told_of
from wayfellow.audits.tools import NOT_YET, PARTLY, USUAL, Group, Tool, content_of

K = 5
ANSWERS = [NOT_YET, PARTLY, USUAL, None]
CONTENT = content_of(Tool.READINESS)


def sums(cells):
    """Every cell and every sum of cells, but not of all: how many answered is told."""
    places = range(len(cells))
    several = chain.from_iterable(combinations(places, number) for number in range(1, len(cells)))
    return {places: sum(cells[place] for place in places) for places in several}


def told_too_much(worlds, k=K):
    """Return what somebody who knows these rules works out from what is told: a number from 1 to k−1."""
    same = defaultdict(list)
    for cells, told in worlds:
        same[told].append(sums(cells))
    for told, possible in same.items():
        for places, number in possible[0].items():
            if 0 < number < k and all(other[places] == number for other in possible):
                yield told, places, number


def spread(n):
    return [(a, b, c, n - a - b - c) for a in range(n + 1) for b in range(n + 1 - a) for c in range(n + 1 - a - b)]


def answers_of(group, cells):
    said = chain.from_iterable([answer] * number for answer, number in zip(ANSWERS, cells, strict=True))
    return [{"who": [group]} | ({"tell_it": [answer]} if answer else {}) for answer in said]


@cache
def cell_of(cells, k=K):
    told = told_of(CONTENT, answers_of("peers", cells), k)
    [[cell]] = [told["statements"]["tell_it"]]
    return told["rows"][0]["n"], cell["level"], cell["missing"]


@pytest.mark.parametrize("k", [5, 7])
def test_where_a_group_stands_tells_no_cell_under_k(k):
    worlds = [(cells, cell_of(cells, k)) for n in range(k, k + 5) for cells in spread(n)]
    assert not list(told_too_much(worlds, k))
    assert len({told for _cells, told in worlds}) > 20  # something is told


def test_the_test_finds_what_tells_too_much():
    worlds = [(cells, (sum(cells), cells[0])) for cells in spread(K)]
    assert list(told_too_much(worlds))


def who_is_told(sizes):
    given = [{"who": [group]} for group, size in zip(Group.values, sizes, strict=True) for _each in range(size)]
    told = told_of(CONTENT, given, K)
    rows = tuple((*row["groups"], row["n"]) for row in told["rows"])
    return rows, tuple(told["few"]), tuple(told["nobody"])


def test_the_groups_beside_one_another_tell_none_of_fewer_than_k():
    worlds = [(sizes, who_is_told(sizes)) for sizes in product(range(8), repeat=len(Group))]
    found = [(told, places, number) for told, places, number in told_too_much(worlds)]
    assert not found


def test_small_groups_are_joined_only_where_their_sum_hides_each():
    assert rows_of({"peers": 6, "people": 2, "managers": 4}, K) == [["peers"], ["people", "managers"]]
    assert rows_of({"peers": 6, "people": 4, "managers": 4}, K) == [["peers"]]
    assert rows_of({"peers": 6, "people": 2, "managers": 2}, K) == [["peers"]]
    assert rows_of({"people": 4, "managers": 0}, K) == []


def test_what_two_groups_tell_together_is_no_cell_under_k():
    two = product(spread(5), spread(6))
    worlds = [((*left, *right), (cell_of(left), cell_of(right))) for left, right in two]
    assert not list(told_too_much(worlds))


def test_beside_last_time_it_tells_none_either():
    """Both times the same people may have answered, or others: each answers anew."""
    then_and_now = list(product(spread(5), spread(5)))
    worlds = [((*then, *now), (cell_of(then), cell_of(now))) for then, now in then_and_now]
    assert not list(told_too_much(worlds))


def test_nobody_in_a_group_is_no_secret_and_fewer_than_k_are_one():
    told = told_of(CONTENT, answers_of("peers", (3, 3, 0, 0)) + answers_of("people", (1, 0, 0, 0)), K)
    assert told["rows"] == [{"groups": ["peers"], "n": 6}]
    assert (told["few"], told["nobody"]) == (["people"], ["professionals", "managers"])


def test_where_a_group_stands_is_the_middle_of_its_answers():
    stands = [cell_of(cells)[1] for cells in [(6, 0, 0, 0), (3, 3, 0, 0), (0, 6, 0, 0), (0, 3, 3, 0), (0, 0, 6, 0)]]
    assert stands == [0, 1, 2, 3, 4]


def test_whoever_does_not_say_as_whom_is_in_no_group():
    assert told_of(CONTENT, [{"tell_it": ["usual"]}] * 9, K)["rows"] == []
