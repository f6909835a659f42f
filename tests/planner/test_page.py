"""Who sees a programme's figures tries out how many peer supporters its district would need."""

import pytest
from django.core.management import call_command

from tests.evaluation.crowd import someone, walk_with
from tests.tabs import page_of
from wayfellow.planner.forms import EXAMPLES


@pytest.fixture
def address(cast):
    return f"/evaluation/{cast.programme.pk}/planner/"


@pytest.fixture
def evaluator(cast, client):
    client.force_login(cast.carme)
    return client


@pytest.fixture
def published(cast):
    walk_with(cast, [someone(6) for _one in range(20)])
    call_command("publish")


def assumed(**other):
    return EXAMPLES | other


def test_it_begins_with_examples_and_is_one_step_from_the_evaluation(cast, evaluator, address):
    assert page_of(evaluator.get(f"/evaluation/{cast.programme.pk}/")).select_one(f'a[href="{address}"]')
    page = page_of(evaluator.get(address))
    assert "These are examples" in page.get_text()
    assert {name: float(page.select_one(f"[name={name}]")["value"]) for name in EXAMPLES} == EXAMPLES
    assert not page.select("table")


def test_it_says_how_many_are_needed_and_what_one_more_changes(evaluator, address):
    page = page_of(evaluator.get(address, assumed()))
    told = {int(row.th.get_text()): row.td.get_text(strip=True) for row in page.select("#result tbody tr")}
    needed = next(peers for peers, share in told.items() if int(share.rstrip("%")) >= 90)
    headline = f"With {needed} peer supporters, {told[needed]} of people begin within 4 weeks."
    assert headline in page.select_one("#result .lede").get_text()
    drawn = [each.get_text(strip=True) for each in page.select("#result svg text.value")]
    assert drawn == [*told.values()]
    assert f"With one fewer it would be {told[needed - 1]}" in page.get_text()
    assert f"With one more it would be {told[needed + 1]}" in page.get_text()
    assert {needed - 1, needed + 1, needed + 2} <= told.keys()
    assert page.select_one("#result svg")


def test_a_single_one_is_said_as_one(evaluator, address):
    assert "With 1 peer supporter," in page_of(evaluator.get(address, assumed(population=2000))).get_text()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"population": ""}, "This field is required"),
        ({"say_yes": 140}, "less than or equal to 100"),
        ({"population": 40_000_000}, "24000 people a year"),
        ({"minutes": 1440, "hours": 1}, "could walk with 0 people at once"),
        ({"minutes": 5, "hours": 60, "with_people": 100, "every": 12}, "could walk with 8640 people at once"),
        ({"population": 800_000, "weeks": 260, "hours": 3}, "more than 200 peer supporters"),
        ({"seed": "<script>"}, "Enter a whole number"),
    ],
)
def test_what_does_not_fit_is_said_where_it_was_typed_and_keeps_the_rest(evaluator, address, wrong, said):
    page = page_of(evaluator.get(address, assumed(hours=17, **wrong) if "hours" not in wrong else assumed(**wrong)))
    assert said in page.get_text()
    assert not page.select("#result")
    assert page.select_one("[name=hours]")["value"] == str(wrong.get("hours", 17))


def test_it_begins_with_what_the_programmes_own_figures_say(published, evaluator, address):
    page = page_of(evaluator.get(address))
    assert "published figures" in page.get_text()
    own = {each["id"].removesuffix("_helptext") for each in page.select(".help") if "figures as of" in each.get_text()}
    assert own == {"id_minutes", "id_say_yes"}  # nobody has ended, so nothing is known of how long it takes
    assert page.select_one("#id_minutes")["value"] == "90"  # an hour, and the way


def test_whoever_may_not_see_the_figures_finds_nothing(cast, client, address):
    for stranger in (cast.pau, cast.montse, cast.rosa):
        client.force_login(stranger)
        assert client.get(address, assumed()).status_code == 404


def test_it_asks_the_database_five_times(published, evaluator, address, django_assert_num_queries):
    evaluator.get(address)
    with django_assert_num_queries(
        5
    ):  # the session with its account, the programme, its edition, its sources, what is new
        evaluator.get(address, assumed())
