from pytest import approx, mark

from wayfellow.evaluation.statistics import (
    BANDS,
    Interval,
    Spell,
    band,
    in_bands,
    kaplan_meier,
    mean_interval,
    proportion,
    summarise,
)

# The remission times of Freireich et al. 1963, whose survival curve every textbook prints.
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
GOING_ON = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
TEXTBOOK = [*(Spell(days, is_over=True) for days in ENDED), *(Spell(days, is_over=False) for days in GOING_ON)]


def test_a_summary_gives_mean_sample_sd_median_and_the_t_interval():
    summary = summarise([1, 2, 3, 4, 10])

    assert (summary.n, summary.missing, summary.mean, summary.median) == (5, 0, 4, 3)
    assert summary.sd == approx(3.5355, abs=1e-4)
    assert summary.interval == approx((-0.3899, 8.3899), abs=1e-4)


def test_an_answer_nobody_gave_is_missing_and_never_zero():
    summary = summarise([4, None, 6, None])

    assert (summary.n, summary.missing, summary.mean) == (2, 2, 5)


def test_one_person_has_a_mean_but_neither_spread_nor_interval():
    summary = summarise([7])

    assert (summary.mean, summary.median, summary.sd, summary.interval) == (7, 7, None, None)


def test_no_answers_at_all_are_no_figures_at_all():
    summary = summarise([None])

    assert (summary.n, summary.missing, summary.mean, summary.interval) == (0, 1, None, None)


def test_people_who_all_say_the_same_have_an_interval_of_no_width():
    assert summarise([3, 3, 3]).interval == (3, 3)


def test_the_interval_of_a_mean_can_be_had_from_totals_alone():
    assert mean_interval(2, 5, 1) is not None
    assert mean_interval(1, 5, 0) is None
    assert mean_interval(30, 44.8, 8.69) == approx((41.555, 48.045), abs=1e-3)


@mark.parametrize(
    "count, n, low, high",
    [(8, 30, 0.142, 0.444), (7, 30, 0.118, 0.409), (0, 10, 0, 0.278), (10, 10, 0.722, 1)],
)
def test_a_share_has_its_wilson_interval(count, n, low, high):
    share = proportion(count, n)

    assert share.share == approx(count / n)
    assert share.interval == approx((low, high), abs=5e-4)


def test_a_share_of_nobody_is_no_share():
    assert proportion(0, 0).share is None


@mark.parametrize(
    "count, label",
    [(0, "<5"), (4, "<5"), (5, "5"), (6, "6-9"), (9, "6-9"), (10, "10-11"), (11, "10-11"), (12, "12-19")]
    + [(19, "12-19"), (20, "20+"), (33, "20+")],
)
def test_every_number_of_accompaniments_has_one_band(count, label):
    assert band(count) == label


def test_the_bands_come_in_their_order_and_the_empty_ones_too():
    assert in_bands([3, 5, 5, 21]) == {"20+": 1, "12-19": 0, "10-11": 0, "6-9": 0, "5": 2, "<5": 1}
    assert list(in_bands([])) == list(BANDS) == ["20+", "12-19", "10-11", "6-9", "5", "<5"]


def test_the_wait_for_a_first_meeting_is_the_textbook_curve():
    wait = kaplan_meier(TEXTBOOK)

    assert (wait.n, wait.over, wait.going_on) == (21, 9, 12)
    assert [step.day for step in wait.curve] == [6, 7, 10, 13, 16, 22, 23]
    still = [1 - step.share for step in wait.curve]
    assert still == approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)
    assert [step.over for step in wait.curve] == [3, 4, 5, 6, 7, 8, 9]
    assert (wait.median, wait.interval) == (23, Interval(13, None))


def test_every_step_lies_inside_its_interval():
    curve = kaplan_meier(TEXTBOOK).curve

    assert all(step.low < step.share < step.high for step in curve)
    assert (curve[0].low, curve[0].high) == approx((0.048, 0.380), abs=5e-4)


def test_half_of_the_people_is_half_to_the_last_digit():
    met = [Spell(days, is_over=True) for days in (1, 1, 2, 2, 4, 5, 6, 8)]
    waiting = [Spell(days, is_over=False) for days in (4, 7)]

    assert kaplan_meier(met + waiting).median == 4


def test_people_who_still_wait_make_the_usual_wait_longer():
    met = [Spell(days, is_over=True) for days in (2, 4, 6, 8)]
    waiting = [Spell(30, is_over=False)] * 3

    assert kaplan_meier(met).median == 4
    assert kaplan_meier(met + waiting).median == 8


def test_where_fewer_than_half_have_met_there_is_no_usual_wait_yet():
    wait = kaplan_meier([Spell(3, is_over=True), Spell(9, is_over=False), Spell(9, is_over=False)])

    assert (wait.median, wait.interval.high) == (None, None)


def test_nobody_waiting_and_nobody_met_are_said_without_a_curve():
    assert kaplan_meier([]).curve == ()
    wait = kaplan_meier([Spell(5, is_over=False)])
    assert (wait.n, wait.going_on, wait.median, wait.curve) == (1, 1, None, ())


def test_once_everybody_has_met_the_last_step_claims_no_certainty():
    last = kaplan_meier([Spell(1, is_over=True), Spell(2, is_over=True)]).curve[-1]

    assert (last.share, last.low, last.high) == (1, None, None)
