from collections import defaultdict
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from pytest import mark

from wayfellow.evaluation.small_numbers import (
    HIDDEN,
    Hidden,
    leaning,
    most_given,
    neighbours,
    protect,
    protect_curve,
    protect_mean,
    protect_share,
)

FEWER = Hidden(below=5)
often_small = st.one_of(st.integers(0, 6), st.integers(0, 40))
thresholds = st.sampled_from([5, 6, 11])


def all_sharings(total, cells):
    """Every way to share a total out among so many cells."""
    if cells == 1:
        yield (total,)
    else:
        for first in range(total + 1):
            yield from ((first, *rest) for rest in all_sharings(total - first, cells - 1))


def is_small(shown, k=5):
    return not isinstance(shown, Hidden) and 0 < shown < k


@mark.parametrize(
    "counts, shown",
    [
        ([14, 16], [14, 16]),
        ([13, 5, 10, 2], [13, HIDDEN, 10, HIDDEN]),
        ([2, 6, 6, 5, 4, 7], [FEWER, 6, 6, 5, FEWER, 7]),
        ([1, 1, 20, 6], [HIDDEN, HIDDEN, 20, HIDDEN]),
        ([3, 7, 7, 9], [HIDDEN, HIDDEN, HIDDEN, 9]),
        ([4, 4, 12, 30], [HIDDEN, HIDDEN, HIDDEN, 30]),
        ([3, 0, 9, 20], [HIDDEN, 0, HIDDEN, 20]),
        ([4, 26, 0], [HIDDEN, HIDDEN, HIDDEN]),
        ([1, 0, 2], [HIDDEN, HIDDEN, HIDDEN]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_a_list_hides_its_small_cells_and_their_shade(counts, shown):
    assert list(protect(dict(enumerate(counts))).values()) == shown


@mark.parametrize("cells, most", [(2, 30), (3, 26), (4, 20), (5, 14), (6, 12)])
def test_nobody_can_undo_a_list_even_knowing_these_rules(cells, most):
    """Take all lists that would be published just like this one: every hidden cell differs among them."""
    for total in range(5, most):
        alike = defaultdict(list)
        for counts in all_sharings(total, cells):
            alike[tuple(protect(dict(enumerate(counts))).values())].append(counts)
        for shown, lists in alike.items():
            hidden = [place for place, cell in enumerate(shown) if isinstance(cell, Hidden)]
            assert all(len({counts[place] for counts in lists}) > 1 for place in hidden), lists
            assert all(sum(counts[place] for place in hidden) >= 5 for counts in lists if hidden), lists


@mark.parametrize(
    "counts, groups",
    [
        ([2, 6, 6, 5, 4, 7], [(0, 1), (2,), (3,), (4, 5)]),
        ([9, 9, 3], [(0,), (1, 2)]),
        ([0, 3, 0, 9], [(0,), (1, 2, 3)]),
        ([6, 0, 2], [(0, 1, 2)]),
        ([0, 0, 0], [(0,), (1,), (2,)]),
        ([1, 2, 1], [(0, 1, 2)]),
        ([], []),
    ],
)
def test_bands_are_joined_with_their_neighbours_until_each_has_enough(counts, groups):
    assert neighbours(dict(enumerate(counts))) == groups


@mark.parametrize("cells, most", [(2, 26), (3, 22), (4, 16), (5, 13), (6, 11)])
def test_nobody_can_undo_joined_bands_even_knowing_the_rule(cells, most):
    """Of all lists that would be told just like this one, every band of a group differs among them."""
    for total in range(5, most):
        alike = defaultdict(list)
        for counts in all_sharings(total, cells):
            groups = neighbours(dict(enumerate(counts)))
            alike[tuple((group, sum(counts[each] for each in group)) for group in groups)].append(counts)
        for told, lists in alike.items():
            for band in (band for group, _number in told if len(group) > 1 for band in group):
                numbers = {counts[band] for counts in lists}
                assert len(numbers) > 1 or not 0 < min(numbers) < 5, (told, lists)


@mark.parametrize(
    "tell, answers, most",
    [(most_given, 2, 20), *((tell, *size) for tell in (most_given, leaning) for size in [(3, 16), (4, 12), (5, 10)])],
)
def test_where_most_answers_lie_gives_none_away(tell, answers, most):
    """Of a list that is hidden whole, all that are told alike differ in every answer that few gave."""
    for total in range(5, most):
        alike = defaultdict(list)
        for counts in all_sharings(total, answers + 1):
            if set(protect(dict(enumerate(counts))).values()) == {HIDDEN}:
                alike[tell(dict(enumerate(counts[:-1])))].append(counts)
        for lists in alike.values():
            assert not any(0 < min(numbers) == max(numbers) < 5 for numbers in zip(*lists, strict=True)), lists


@given(st.dictionaries(st.text(max_size=2), often_small, max_size=8), thresholds)
def test_no_list_shows_a_small_cell(counts, k):
    assert not any(is_small(shown, k) for shown in protect(counts, k).values())


@given(st.lists(often_small, max_size=8).flatmap(lambda counts: st.permutations(list(enumerate(counts)))))
def test_the_order_of_a_list_does_not_change_what_it_hides(shuffled):
    assert protect(dict(shuffled)) == protect(dict(sorted(shuffled)))


def test_what_is_hidden_says_so_in_words():
    assert (str(Hidden(below=11)), str(HIDDEN)) == ("fewer than 11", "hidden")


def test_a_share_of_something_hidden_is_hidden():
    assert protect_share(FEWER, 30) == protect_share(13, HIDDEN) == HIDDEN
    assert protect_share(6, 30) == 0.2
    assert protect_share(0, 0) is None


def test_a_mean_over_few_people_is_hidden():
    assert (protect_mean(44.8, 4), protect_mean(44.8, 5), protect_mean(None, 0)) == (HIDDEN, 44.8, None)


@dataclass
class Seen:
    over: int


def test_a_curve_keeps_only_steps_that_enough_people_took():
    curve = [Seen(over) for over in (1, 4, 5, 6, 11, 13)]

    assert list(protect_curve(curve)) == [Seen(5), Seen(11)]
