"""Changes, beside numbers that are in print."""

from math import sqrt

from pytest import approx, mark

from wayfellow.evaluation.comparisons import change, paired_t
from wayfellow.evaluation.statistics import proportion, summarise

# Hours of sleep gained on two drugs, from which Student 1908 made his test; R prints all of it as `sleep`.
ONE_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
OTHER_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
SLEEP = [*zip(ONE_DRUG, OTHER_DRUG, strict=True)]
# Depression scores at a first and a second visit: Hollander and Wolfe 1973, table 3.1.
FIRST_VISIT = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
SECOND_VISIT = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]


def test_students_own_example():
    sleep = change(SLEEP, threshold=1)
    told = sleep.concluded

    assert (sleep.n, sleep.mean, sleep.sd) == (10, approx(1.58), approx(1.23, abs=5e-3))
    assert (told.t, told.p) == (approx(4.0621, abs=5e-5), approx(0.002833, abs=5e-7))
    assert told.interval == approx((0.7001142, 2.4598858), abs=1e-7)


def test_the_size_of_a_change_is_told_with_hedges_correction_and_its_interval():
    """R's effectsize prints for `sleep`, paired: d = -1.28 [-2.12, -0.41], and times Hedges' J of 9, 0.914, g."""
    size, interval = change(SLEEP, threshold=1).concluded.effect_of_differences

    assert size / 0.9139 == approx(1.28, abs=5e-3)
    assert [side / 0.9139 for side in interval] == approx([0.41, 2.12], abs=5e-3)


def test_the_size_in_standard_deviations_of_the_scores_is_that_of_cumming():
    told = change(SLEEP, threshold=1).concluded
    spread = sqrt((summarise(ONE_DRUG).sd ** 2 + summarise(OTHER_DRUG).sd ** 2) / 2)

    assert told.effect_of_scores.size == approx(0.9139 * 1.58 / spread, abs=1e-3)
    low, high = told.effect_of_scores.interval
    assert low < told.effect_of_scores.size < high


def test_the_usual_change_by_ranks_is_that_of_hollander_and_wolfe():
    """They print 40 as the sum of ranks, 0.039 for both sides, -0.46, and from -0.786 to -0.010 at 96.1 %."""
    told = change([*zip(FIRST_VISIT, SECOND_VISIT, strict=True)], threshold=0.5).concluded.by_ranks

    assert told.p == approx(0.0391, abs=5e-5)
    assert told.shift == approx(-0.46, abs=1e-9)
    assert told.interval == approx((-0.786, -0.010), abs=1e-9)


def test_the_recovery_centres_of_ashford_2021():
    """In print: +1.33 (0.97 to 1.69). With that interval, t is 7.24 over any so large number of people.

    The paper prints 3459 people, but 4290 sessions at a mean of 4.75 are those of 903, and 8913 check-ins
    at a mean of 5.0 those of 1783.
    """
    spread = (1.69 - 0.97) / 2 / 1.96
    for people in (903, 3459):
        interval, t, p = paired_t(people, 1.33, spread * sqrt(people))
        assert t == approx(7.24, abs=5e-3) and p < 0.001
        assert interval == approx((0.97, 1.69), abs=5e-3)


@mark.parametrize("count", [2, 6, 5, 4, 7, 8, 30, 0])
def test_the_bands_of_the_pilot_have_the_interval_that_wilson_1927_wrote_down(count, n=30, z=1.959964):
    share = count / n
    middle, reach = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))

    wilson = [(middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)]
    assert proportion(count, n).interval == approx(wilson, abs=1e-6)


def test_of_fewer_than_eight_pairs_nothing_is_concluded():
    few = change(SLEEP[:7], threshold=1)

    assert (few.n, few.concluded) == (7, None)
    assert few.mean is not None and few.more + few.same + few.less == 7


def test_of_twenty_pairs_the_mean_is_enough():
    assert change(SLEEP * 2, threshold=1).concluded.by_ranks is None


def test_who_was_asked_once_is_missing_and_not_compared():
    told = change([*SLEEP, (None, 3.0), (2.0, None), (None, None)], threshold=1)

    assert (told.n, told.missing) == (10, 3)
    assert told.mean == approx(1.58)


def test_more_and_less_are_who_moved_by_the_threshold():
    told = change([(1, 2), (1, 1.9), (3, 2), (2, 2)], threshold=1)

    assert (told.more, told.same, told.less) == (1, 2, 1)


def test_a_step_that_a_computer_cannot_write_exactly_reaches_the_threshold():
    assert change([(0.1, 0.3), (1.4, 1.0)], threshold=0.2).same == 0


def test_where_everybody_changed_alike_there_is_no_spread_to_conclude_from():
    told = change([(1, 2)] * 9, threshold=1)

    assert (told.mean, told.sd, told.concluded) == (1, 0, None)
    assert change([], threshold=1).mean is None
