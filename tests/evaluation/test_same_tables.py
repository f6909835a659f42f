"""The page and `wayfellow evaluate --json` tell the same tables: what stands in one stands in the other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.evaluation.crowd import someone, walk_with
from tests.evaluation.test_command import figures
from tests.evaluation.test_outcomes import ASKED as ASKED_TWICE
from tests.evaluation.test_outcomes import BEFORE, LAST_MONTH, TODAY, give
from tests.evaluation.test_page import read
from tests.evaluation.test_survey_results import give as answer_once
from tests.evaluation.test_themes import CALM, SURE, sort, write
from tests.evaluation.test_words import ASKED as ASKED_ONCE
from tests.evaluation.test_words import IN_A_MONTH
from tests.evaluation.writing_totals import written_down
from tests.surveys.asking import asking
from wayfellow.evaluation import actions
from wayfellow.evaluation.models import ClinicalTotal
from wayfellow.evaluation.published import published_in
from wayfellow.evaluation.queries import editions_to_read, totals_told
from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.journeys.models import Agreement, Connection, ConnectionStep, Journey

ONLY_FOR_A_MACHINE = {"programme", "period", "of"}
ONLY_FOR_THE_OPERATOR = {
    "choices",  # who said no, and who was not asked yet (I1)
    "surveys",  # the true counts behind "responses"
}


@pytest.fixture
def published(cast):
    """A programme of which each table that there is can be told."""
    journeys = walk_with(
        cast,
        [
            *[someone(2, since=BEFORE) for _one in range(8)],
            *[someone(7, since=BEFORE, gender="man", setting="home", touched="H") for _one in range(8)],
            *[someone(14, since=BEFORE, joined_by=["nurse"]) for _one in range(8)],
            *[someone(0) for _one in range(6)],
        ],
    )
    _end_some_and_take_some_along(journeys)
    _answer_twice(asking(cast, ASKED_TWICE, kept="confidential"), journeys[:24])
    words = asking(cast, ASKED_ONCE)
    for each in [*CALM, *SURE]:
        answer_once(cast, words, 1, month=LAST_MONTH, change=each)
    for variable, category, n in [("Years", "", 24), ("Where", "one", 12), ("Where", "another", 12)]:
        ClinicalTotal.objects.create(
            programme=cast.programme, variable=variable, category=category, n=n, mean=3.5, sd=1.5
        )
    written_down(cast, n=24, people_before=12, people_after=6)
    actions.publish(cast.programme, today=TODAY)
    write(words, cast)
    for who in [cast.edu, cast.carme]:
        sort(words, who)
    actions.publish(cast.programme, today=IN_A_MONTH)
    editions, surveys = editions_to_read(cast.programme)
    return published_in(editions, None, surveys, totals_told(cast.programme, TODAY))


def _end_some_and_take_some_along(journeys):
    for number, journey in enumerate(journeys[:24]):
        ended = BEFORE + timedelta(days=30 + number) if number < 12 else None
        changed = {"first_met_on": BEFORE, "ended_on": ended, "stage": "closed" if ended else "walking"}
        Journey.objects.filter(pk=journey.pk).update(**changed)
    for journey in journeys[:24]:
        accepted = {"person_accepted_on": BEFORE, "peer_accepted_on": BEFORE}
        Agreement.objects.create(journey=journey, version=1, written_on=BEFORE, rhythm="weekly", **accepted)
    for journey in journeys[:6]:
        association = journey.programme.organisation
        connection = Connection.objects.create(journey=journey, association=association, state="belongs", on=BEFORE)
        ConnectionStep.objects.create(connection=connection, state="belongs", on=BEFORE, noted_at=timezone.now())


def _answer_twice(survey, journeys):
    for number, journey in enumerate(journeys):
        give(survey, journey.person, 3, BEFORE)
        give(survey, journey.person, 3 + number % 5, LAST_MONTH)


def test_what_the_page_tells_stands_in_the_json_with_the_same_numbers(cast, published, capsys):
    told = figures(capsys)
    for section in published.every_section:
        shown = {row.code: row.share if row.value is None else row.value for row in section.rows}
        assert shown and not any(isinstance(value, Hidden) for value in shown.values()), section.title
        numbers = _numbers_of(told, section.code)
        assert shown == pytest.approx({code: numbers[code] for code in shown}), section.title
    for fact in published.every_fact:
        assert _figure_of(told, fact.code) == pytest.approx(fact.value, abs=0.01), fact.code


def test_what_the_json_tells_stands_on_the_page(cast, client, published, capsys):
    told = figures(capsys)
    codes = [each.code for each in [*published.every_section, *published.every_fact]]
    on_the_page = {_key(code) for code in codes}
    assert told.keys() - on_the_page == ONLY_FOR_A_MACHINE | ONLY_FOR_THE_OPERATOR
    read_there = " ".join(read(client, cast).get_text(" ").split())
    of_surveys = [each.section for each in [*published.changes, *published.themes]]
    for each in [*published.sections, *published.totals, *of_surveys]:
        assert each.title in read_there
    for fact in [*published.facts, *published.responses, *(f for each in published.changes for f in each.by_dose)]:
        assert fact.label in read_there


def test_how_answers_changed_by_dose_is_told_as_it_was_published(cast, published, capsys):
    (change,) = figures(capsys)["changes"]
    (on_page,) = published.changes
    assert change["by_accompaniments"].keys() == {"<3", "6-9", "12-19"}
    for fact in on_page.by_dose:
        told = change["by_accompaniments"][fact.code.rpartition(" ")[2]]
        assert (told["value"], told["n"], told["missing"]) == (fact.value, fact.n, fact.missing)
        assert told["interval"] == pytest.approx([*fact.interval])


def test_what_is_hidden_on_the_page_is_hidden_in_what_the_json_tells_of_changes(cast, capsys):
    survey = asking(cast, ASKED_TWICE, kept="confidential")
    _answer_twice(survey, journeys := walk_with(cast, [someone() for _one in range(12)]))
    for journey in walk_with(cast, [someone() for _one in range(2)]):
        give(survey, journey.person, 9, BEFORE)
    assert len(journeys) == 12
    actions.publish(cast.programme, today=TODAY)
    (change,) = figures(capsys)["changes"]
    assert (change["missing"], change["mean"]["value"]) == ("hidden", "hidden")


KEYS = {
    "lasting": "connections_that_lasted",
    "standing_met": "standing",
    "standing_not_met": "standing",
    "time_to_first_meeting": "days_to_first_meeting",
    "time_to_ending": "days_to_ending",
    "age_mean": "age",
    "age_sd": "age",
    "change": "changes",
    "partner": "partner_totals",
    "response": "responses",
}


def _key(code):
    first = code.split()[0]
    return KEYS.get(first, KEYS.get(code, first))


def _numbers_of(told, code):
    """Return what the JSON tells of a table, by the codes of its rows."""
    kind, _space, which = code.partition(" ")
    found = told[_key(code)]
    if kind in LISTED:
        return LISTED[kind](found, which or code)
    return {name: each["times"] if isinstance(each, dict) else each for name, each in found.items()}


def _of_time(found, _code):
    going_on = found["waiting" if "waiting" in found else "going_on"]
    return {str(step["day"]): step["share"] for step in found["curve"]} | {"waiting": going_on}


LISTED = {
    "clinical": lambda found, variable: found[variable],
    "change": lambda found, which: next(each for each in found if each["change"] == f"change {which}"),
    "partner": lambda found, _code: found[0],
    "themes": lambda found, _which: found[0]["themes"],
    "standing_met": lambda found, _code: found["met"],
    "standing_not_met": lambda found, _code: found["not_met"],
    "time_to_first_meeting": _of_time,
    "time_to_ending": _of_time,
    "bands": lambda found, _code: found | {"<3": found["<5"], "3-4": 0},  # nobody met three or four times
    "soft_limit": lambda found, _code: found | {"under": found["n"] - found["reached"]},
    "together": lambda found, _code: {"yes": found["times"], "no": found["n"] - found["times"]},
}


def _figure_of(told, code):
    """Return what the JSON tells of a single figure."""
    found = told[_key(code)]
    if code.startswith("change "):
        name = code.rpartition(" ")[2]
        return found[0][name]["value"] if name in found[0] else found[0]["by_accompaniments"][name]["value"]
    if code.startswith("themes "):
        return found[0]["kappa"]
    if code.startswith("response "):
        return next(each["value"] for each in found if each["response"] == code)
    if code.startswith("age_"):
        return found[code.removeprefix("age_")]
    if code.startswith("days_"):
        return found["median"]
    return found["mean"] if isinstance(found, dict) else found
