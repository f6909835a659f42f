"""What could be worked out from all editions together is asked of a solver that knows nothing of how they are made."""

from collections import defaultdict
from datetime import date
from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import mark
from scipy.optimize import linprog

from tests.evaluation.test_small_numbers import all_sharings
from wayfellow.evaluation.editions import Question, as_json, from_json, may_follow, of_people, settle
from wayfellow.evaluation.small_numbers import Hidden, protect

CLOSE = 1e-6
few = st.one_of(st.integers(0, 3), st.integers(0, 12))
thresholds = st.sampled_from([5, 7])


def question(counts, k):
    cells = dict(zip("abcdef", counts, strict=False))
    return Question("q", cells, sum(counts), protect(cells, k), of_people)


def day(number):
    return date(2030, number + 1, 28)


def published(months, k):
    """Publish month by month how many came in each cell: {edition: (everybody, what is told or None)}."""
    editions, told, there = {}, [], np.zeros(len(months[0]), int)
    for number, came in enumerate(months):
        there = there + np.array(came)
        if may_follow(int(there.sum()), [people for people, _told in editions.values()], k):
            new = settle(question([int(each) for each in there], k), told, day(number), k)
            told += [new] if new else []
            editions[number] = int(there.sum()), new
    return editions


@st.composite
def years(draw):
    cells, months = draw(st.integers(2, 4)), draw(st.integers(2, 5))
    return [draw(st.lists(few, min_size=cells, max_size=cells)) for _month in range(months)]


class Solver:
    """How many came in which month with which answer, as far as everything that was published tells it."""

    def __init__(self, months, editions):
        self.shape = len(months), len(months[0])
        self.left, self.right, self.least, self.most = [], [], [], []
        for number, (people, told) in editions.items():
            self.know(number, range(self.shape[1]), people, people)
            for cell, shown in enumerate(told.cells.values() if told else []):
                if not isinstance(shown, Hidden):
                    self.know(number, [cell], shown, shown)
                elif shown.below:
                    self.know(number, [cell], 1, shown.below - 1)

    def know(self, number, cells, least, most):
        until = np.zeros(self.shape)
        until[: number + 1, list(cells)] = 1
        if least == most:
            self.left.append(until.ravel())
            self.right.append(least)
        else:
            self.least.append((-until.ravel(), -least))
            self.most.append((until.ravel(), most))

    def reach(self, group):
        """Return the least and the most people that can be in a group of months and answers."""
        between = self.least + self.most
        known = {"A_eq": self.left, "b_eq": self.right} if self.left else {}
        known |= {"A_ub": [each for each, _ in between], "b_ub": [each for _, each in between]} if between else {}
        ends = [linprog(sign * group.ravel(), **known, bounds=(0, None)) for sign in (1, -1)]
        assert ends[0].success
        most = -ends[1].fun if ends[1].success else np.inf
        return np.ceil(ends[0].fun - CLOSE), np.floor(most + CLOSE)


def groups(editions, shape):
    """Everybody who came between two editions, by every set of answers; the first month begins with nobody."""
    numbers = [-1, *editions]
    for after, until in combinations(numbers, 2):
        for cells in product([0, 1], repeat=shape[1]):
            group = np.zeros(shape)
            group[after + 1 : until + 1] = cells
            yield group


def given_away(months, k, more=()):
    """Name the groups of one to k - 1 people that everything published together determines."""
    editions = published(months, k)
    solver, true = Solver(months, editions), np.array(months)
    return [
        (group, editions)
        for group in [*groups(editions, true.shape), *more]
        if 0 < (group * true).sum() < k and len(set(solver.reach(group))) == 1
    ]


@settings(max_examples=30)
@given(years(), thresholds)
def test_no_two_editions_give_a_small_group_away(months, k):
    assert not given_away(months, k)


def test_what_a_month_hid_is_not_found_by_what_was_told_alike_before_and_after():
    """Of two that were hidden in the second month, one stands there as before in the third: it would tell the other."""
    assert not given_away([[2, 3, 6, 0], [0, 5, 0, 0], [0, 6, 0, 5]], 5)


@settings(max_examples=20)
@given(years(), thresholds, st.data())
def test_no_group_however_it_is_put_together_is_given_away(months, k, data):
    """Such as: the women who came in May, together with the men who came in June."""
    shape = np.array(months).shape
    picked = st.lists(st.integers(0, 1), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])
    more = [np.array(data.draw(picked)).reshape(shape) for _each in range(8)]
    assert not given_away(months, k, more)


@settings(max_examples=200)
@given(years(), thresholds)
def test_one_newcomer_is_never_found_between_two_editions(months, k):
    """Two editions either are the same, or each number that both tell differs by enough people."""
    told = [new for _people, new in published(months, k).values() if new]
    for one, other in combinations(told, 2):
        both = [cell for cell in one.cells if cell not in one.hidden | other.hidden]
        assert all(abs(one.cells[cell] - other.cells[cell]) not in range(1, k) for cell in both)


@mark.parametrize("came", [(5, 5), (6, 6), (5, 7)])
def test_nobody_can_undo_two_editions_even_knowing_these_rules(came):
    """Take all programmes that would be published just like this one: every small group differs among them."""
    alike = defaultdict(list)
    for months in product(*(all_sharings(people, 3) for people in came)):
        editions = published(months, 5)
        told = tuple((number, str(each and [*each.cells.items()])) for number, (_, each) in editions.items())
        alike[told].append(np.array(months))
    for programmes in alike.values():
        for group in groups([0, 1], (2, 3)):
            numbers = {int((group * months).sum()) for months in programmes}
            assert len(numbers) > 1 or numbers.isdisjoint(range(1, 5)), programmes


def test_what_grew_by_enough_is_told_anew_and_the_rest_once_it_has():
    editions = published([(20, 10, 8), (9, 6, 0), (3, 1, 1), (6, 4, 4)], 5)
    assert [[*told.cells.values()] if told else None for _people, told in editions.values()] == [
        [20, 10, 8], [29, 16, 8], None, [38, 21, 13],
    ]  # fmt: skip


def test_what_was_told_is_kept_as_it_was_told():
    for _people, told in published([(13, 5, 10, 2), (6, 0, 7, 2), (2, 6, 6, 5)], 5).values():
        assert told is None or from_json(as_json(told)) == told


def test_an_edition_follows_when_none_or_enough_people_came():
    assert may_follow(5, [], 5) and not may_follow(4, [], 5)
    assert may_follow(34, [34, 29], 5) and not may_follow(33, [34, 29], 5)
