"""What a fair proposal is: the same as the best of all that could be proposed, and found at once."""

import random
import time
from itertools import product
from math import inf, isfinite

from hypothesis import given
from hypothesis import strategies as some

from wayfellow.matching.fairness import propose

HOW_MUCH = some.sampled_from([0, 1, 2, 5, inf])


@some.composite
def who_waits(draw):
    people, peers = draw(some.integers(0, 4)), draw(some.integers(0, 3))
    missing = draw(some.lists(some.lists(HOW_MUCH, min_size=peers, max_size=peers), min_size=people, max_size=people))
    numbers = some.lists(some.integers(0, 3), min_size=peers, max_size=peers)
    return missing, draw(numbers), draw(numbers)


def every_proposal(missing, free):
    """Yield all there are, one by one: each person has somebody who fits them, or nobody."""
    for whom in product([None, *range(len(free))], repeat=len(missing)):
        found = {person: peer for person, peer in enumerate(whom) if peer is not None}
        fits = all(isfinite(missing[person][peer]) for person, peer in found.items())
        if fits and all(list(found.values()).count(peer) <= free[peer] for peer in range(len(free))):
            yield found


def how_fair(found, missing, load):
    """Put proposals in order: whose turn it is, then the worst match, then all together, then how even the load is."""
    missed = [missing[person][peer] for person, peer in found.items()]
    carried = [load[peer] + nth for peer in range(len(load)) for nth in range(list(found.values()).count(peer))]
    return [person not in found for person in range(len(missing))], max(missed, default=0), sum(missed), sum(carried)


@given(who_waits())
def test_it_is_as_fair_as_the_fairest_of_all(waiting):
    missing, free, load = waiting
    every = list(every_proposal(missing, free))
    found = propose(missing, free, load)
    assert found in every
    assert how_fair(found, missing, load) == min(how_fair(each, missing, load) for each in every)


def test_two_hundred_people_and_forty_peer_supporters_take_less_than_a_second():
    chance = random.Random(7)
    missing = [[chance.choice([0, 1, 2, 3, 4, inf]) for _peer in range(40)] for _person in range(200)]
    free, load = [chance.randint(0, 8) for _peer in range(40)], [chance.randint(0, 12) for _peer in range(40)]
    propose(missing[:1], free, load)  # the solver is loaded by whoever first asks
    begun = time.perf_counter()
    found = propose(missing, free, load)
    assert time.perf_counter() - begun < 1
    assert len(found) == min(200, sum(free))


def test_who_waits_longest_has_the_only_place():
    assert propose([[3], [0]], [1], [0]) == {0: 0}


def test_one_good_match_is_not_paid_for_by_a_bad_one():
    assert propose([[0, 2], [2, 5]], [1, 1], [0, 0]) == {0: 1, 1: 0}


def test_of_two_who_fit_alike_the_one_who_carries_less_is_proposed():
    assert propose([[1, 1], [1, 1]], [3, 3], [4, 2]) == {0: 1, 1: 1}
    assert set(propose([[1, 1], [1, 1]], [3, 3], [2, 2]).values()) == {0, 1}
