"""How answers changed by how often people had met: of enough people each, and said to be an association."""

from datetime import date, timedelta
from itertools import chain, combinations

from django.core.management import call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluation.crowd import someone, walk_with
from tests.evaluation.test_outcomes import ASKED, BEFORE, LAST_MONTH, RULE, TODAY, changed, give, survey  # noqa: F401
from tests.tabs import page_of
from wayfellow.evaluation.dose import DOSE, tell_dose
from wayfellow.surveys.over_time import measured

FEWEST = 5


def walked(cast, survey, *crowd):  # noqa: F811
    """Have people walk, each so many times, and answer twice: what they gave first, and last."""
    journeys = walk_with(cast, [someone(times, since=BEFORE) for times, *_values in crowd])
    for journey, (_times, *values) in zip(journeys, crowd, strict=True):
        for value, on in zip(values, (BEFORE, LAST_MONTH), strict=False):
            give(survey, journey.person, value, on)


def dose(survey):  # noqa: F811
    return next((each for each in changed(survey) if each.code.startswith(DOSE)), None)


def test_the_change_stands_beside_how_often_people_had_met(cast, survey):  # noqa: F811
    walked(cast, survey, *[(2, 4, 5)] * 6, *[(7, 4, 8)] * 8, *[(14, 4, 4)] * 5)
    told = dose(survey)
    assert {cell: number for cell, number in told.cells.items() if number} == {"12-19": 5, "6-9": 8, "<3": 6}
    assert {cell: each["mean"] for cell, each in told.more.items()} == {"12-19": 0, "6-9": 4, "<3": 1}


def test_bands_of_few_are_told_together_with_their_neighbours(cast, survey):  # noqa: F811
    walked(cast, survey, *[(2, 4, 5)] * 6, *[(7, 4, 8)] * 3, *[(11, 4, 6)] * 3, *[(14, 4, 4)] * 6)
    told = dose(survey)
    assert {cell: number for cell, number in told.cells.items() if number} == {"12-19": 6, "10-11,6-9": 6, "<3": 6}
    assert told.more["10-11,6-9"]["mean"] == 3


def test_what_is_only_one_group_tells_nothing_and_is_not_there(cast, survey):  # noqa: F811
    walked(cast, survey, *[(2, 4, 5)] * 8, *[(7, 4, 8)] * 2)
    assert dose(survey) is None


def test_where_all_changed_alike_no_interval_says_so(cast, survey):  # noqa: F811
    walked(cast, survey, *[(2, 4, 5)] * 8, *[(7, 4, 8)] * 4, *[(7, 4, 6)] * 4)
    told = dose(survey)
    assert told.more["<3"] == {"mean": 1, "interval": None}
    assert told.more["6-9"]["mean"] == 3 and told.more["6-9"]["interval"][0] < 3 < told.more["6-9"]["interval"][1]


def test_how_often_they_had_met_by_their_last_answer_counts_and_nothing_after(cast, survey):  # noqa: F811
    journeys = walk_with(cast, [someone(1, since=BEFORE) for _one in range(6)])
    journeys += walk_with(cast, [someone(8, since=BEFORE) for _one in range(6)])
    for journey in journeys:
        give(survey, journey.person, 3, BEFORE)
        give(survey, journey.person, 5, BEFORE + timedelta(days=3))
    told = dose(survey)
    assert {cell: number for cell, number in told.cells.items() if number} == {"3-4": 6, "<3": 6}


def test_the_report_calls_it_an_association_and_takes_it_along(cast, client, survey, tmp_path):  # noqa: F811
    walked(cast, survey, *[(2, 4, 5)] * 8, *[(7, 4, 8)] * 8, *[(7, 4)] * 6)
    changed(survey)
    client.force_login(cast.edu)
    page = page_of(client.get(reverse("evaluation:evaluation", args=[cast.programme.pk])))
    found = next(each for each in page.select("table") if "By how many accompaniments" in each.caption.get_text())
    rows = {
        row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")]
        for row in found.select("tbody tr")
    }
    assert rows["Change, mean: 6–9 accompaniments (association)"][0::2][:2] == ["4", "8"]
    assert rows["No change is known"][-1] == "6"
    assert "it does not say that the number of accompaniments made the change" in page.get_text()
    call_command("evaluate", "nou-barris", "--data", str(tmp_path))
    assert "accompaniments (association)" in (tmp_path / "dictionary.csv").read_text()


def test_who_answered_and_has_not_met_yet_is_in_the_lowest_band(cast, survey):  # noqa: F811
    walked(cast, survey, *[(0, 4, 5)] * 6, *[(7, 4, 8)] * 8)
    assert dose(survey).more["<3"]["mean"] == 1


MONTHS = [date(2030, month, 28) for month in (1, 2, 3)]


def test_one_who_gave_something_else_is_not_told_by_two_bands_together():
    """Five go on to the next band, four with the same answer: the two bands together would tell what the fifth gave."""
    first, later = MONTHS[0] - timedelta(days=3), MONTHS[1] - timedelta(days=3)

    def person(times, *values):
        sent = [(MONTHS[0] - timedelta(days=25), 1, ASKED, {"out": 5}), (first, 1, ASKED, {"out": values[0]})]
        met = [first - timedelta(days=1)] * times
        if len(values) > 1:
            return [*sent, (later, 1, ASKED, {"out": values[1]})], [*met, *[later] * (5 if times < 6 else 0)]
        return sent, met

    everyone = [
        *[person(2, 6)] * 6, *[person(2, 6, 6)] * 4, person(2, 6, 9),
        *[person(7, 8)] * 6, *[person(20, 7)] * 6, *[person(20, 7, 9)] * 5,
    ]  # fmt: skip
    (line,) = measured([(1, ASKED)])
    before = tell_dose("s 1", line, everyone, [], MONTHS[0], FEWEST)
    assert before.as_of == MONTHS[0]
    assert tell_dose("s 1", line, everyone, [before], MONTHS[1], FEWEST) == before
    more = [each if each != person(2, 6, 6) else person(2, 6, 7) for each in everyone]
    assert tell_dose("s 1", line, more, [before], MONTHS[1], FEWEST).as_of == MONTHS[1]


answers = st.lists(st.tuples(st.sampled_from([0, 4, 9]), st.sampled_from([0, 3, 8])), min_size=0, max_size=2)
behaviour = st.tuples(st.integers(1, 9), st.lists(answers, min_size=1, max_size=3))


@settings(max_examples=60)
@given(st.lists(behaviour, min_size=1, max_size=6))
def test_no_two_editions_together_tell_of_few_in_any_groups(kinds):
    """Groups of people who answer and meet alike, month by month; any bands are compared, one by one and together."""
    answerers = [_answerer(told) for number, told in kinds for _person in range(number)]
    (line,) = measured([(1, ASKED)])
    editions = []
    for month in MONTHS:
        told = tell_dose("s 1", line, answerers, editions, month, FEWEST)
        if told and told.as_of == month:
            editions.append(told)
    for told in editions:
        assert all(number == 0 or number >= FEWEST for number in told.cells.values())
    for one, other in combinations(editions, 2):
        assert one.cells.keys() == other.cells.keys()
        cells = [cell.split(",") for cell in one.cells]
        for some in chain.from_iterable(combinations(cells, number) for number in range(1, len(cells) + 1)):
            bands = {*chain.from_iterable(some)}
            told_of = [[last_of(each, told.as_of, bands) for each in answerers] for told in (one, other)]
            assert not 0 < sum(was != now for was, now in zip(*told_of, strict=True)) < FEWEST


def _answerer(months):
    sent, met = [(MONTHS[0] - timedelta(days=25), 1, ASKED, {"out": 5})], []
    for month, told in zip(MONTHS, months, strict=False):
        for at, (value, times) in enumerate(told):
            on = month - timedelta(days=10 - at)
            met += [on - timedelta(days=1)] * times
            sent.append((on, 1, ASKED, {"out": value}))
    return sent, met


def last_of(answerer, day, bands):
    """Work out by hand what somebody is counted with: their change, if they are in one of these bands."""
    sent, met = answerer
    by_then = [each for each in sent if each[0] <= day]
    times = sum(on <= by_then[-1][0] for on in met)
    lowest = {"20+": 20, "12-19": 12, "10-11": 10, "6-9": 6, "5": 5, "3-4": 3, "<3": 0}
    band = next(name for name, low in lowest.items() if times >= low)
    if len(by_then) < 2 or band not in bands:
        return None
    return by_then[-1][3]["out"] - by_then[0][3]["out"]
