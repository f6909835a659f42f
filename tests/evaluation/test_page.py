"""The evaluation as anyone reads it: small numbers hidden everywhere on the page (I9)."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from tests.evaluation.crowd import someone, walk_with
from wayfellow.evaluation.models import ClinicalTotal
from wayfellow.journeys import actions

LATER = date(2024, 3, 1)
SMALL = {"1", "2", "3", "4"}


def read(client, cast, who="edu", **days):
    client.force_login(getattr(cast, who))
    answer = client.get(reverse("evaluation:evaluation", args=[cast.programme.pk]), days)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def table(page, heading):
    """Return a table of the page as {label: [cells]}."""
    found = next(each for each in page.find_all("table") if each.find("th").get_text(strip=True) == heading)
    return {
        row.th.get_text(strip=True): [td.get_text(strip=True) for td in row.find_all("td")]
        for row in found.tbody.find_all("tr")
    }


def numbers_of(page):
    """Return every number that stands on the page for a count: in tables, charts, captions and labels."""
    cells = [cell.get_text(strip=True) for cell in page.main.find_all("td")]
    drawn = [text.get_text(strip=True) for text in page.find_all("text", class_="value")]
    said = " ".join(
        str(value)
        for tag in page.main.find_all(True)
        for name, value in tag.attrs.items()
        if name not in {"id", "aria-labelledby", "aria-describedby"}  # made of letters and digits, by chance
        and tag.name not in {"svg", "text", "rect", "path", "pattern", "a"}
    )
    captions = " ".join(each.get_text(" ") for each in page.main.find_all(["caption", "figcaption", "title", "desc"]))
    return cells, drawn, set(re.findall(r"(?<![\d.-])\d+(?![\d.%-])", captions + " " + said))


def test_a_year_tells_no_question_that_the_rest_of_the_time_would_give_away(crowd, cast, client):
    crowd(
        *[someone(gender="woman") for _one in range(8)],
        *[someone(gender="man") for _one in range(8)],
        *[someone(gender="woman", since=LATER) for _one in range(6)],
        *[someone(gender="man", since=LATER) for _one in range(2)],
    )
    whole, part = read(client, cast), read(client, cast, **year(2023))
    assert [cells[0] for cells in table(whole, "Gender").values()] == ["14", "10"]
    assert table(part, "Figure")["People"][0] == "16"
    assert "Gender" not in part.main.get_text()


def test_a_year_in_which_few_walked_is_not_told_nor_the_one_it_could_be_taken_from(crowd, cast, client):
    crowd(*[someone() for _one in range(10)], *[someone(since=LATER) for _one in range(3)])
    page = read(client, cast)
    assert page.find("nav", attrs={"aria-label": "Period"}) is None
    for asked in (2023, 2024):
        assert table(read(client, cast, **year(asked)), "Figure")["People"][0] == "13"


def test_so_few_that_nothing_can_be_told(crowd, cast, client):
    crowd(*[someone() for _one in range(4)])
    page = read(client, cast)
    assert "once they include 5 people" in page.get_text()
    assert not page.find_all("table") and not page.find_all("svg", class_="chart")


def test_a_programme_in_which_nobody_has_walked_says_what_will_be_here(cast, client):
    call_command("publish")
    assert "No figures yet" in read(client, cast).get_text()


def test_how_many_said_no_cannot_be_worked_out(cast, client):
    journeys = walk_with(cast, [*[someone(0) for _one in range(10)], *[someone() for _one in range(10)]])
    for journey in journeys[:2]:
        actions.record_choice(
            journey, by=cast.carme, on=journey.referred_on, how="paper", who_was_there="Carme", answer="no"
        )
    call_command("publish")
    before = table(read(client, cast), "Before a first accompaniment")
    assert {cells[0] for cells in before.values()} <= {"hidden", "0"}
    short = table(read(client, cast), "Figure")
    assert short["Days from referral to first accompaniment, median"][2] == "hidden"


def test_few_who_did_not_say_are_hidden_and_so_is_how_many_did(crowd, cast, client):
    crowd(*[someone(age=None, gender="") for _one in range(2)], *[someone() for _one in range(20)])
    page = read(client, cast)
    assert table(page, "Figure")["Age, mean"][2:] == ["hidden", "hidden"]
    assert table(page, "Gender")["Woman"][0] == "hidden"


def test_clinical_totals_of_fewer_than_five_are_hidden(crowd, cast, client):
    for variable, n, mean in [("Years", 3, 14.7), ("Months", 8, 2.5)]:
        ClinicalTotal.objects.create(programme=cast.programme, variable=variable, n=n, mean=mean, sd=1.25)
    crowd(*[someone() for _one in range(8)])
    page = read(client, cast)
    assert (table(page, "Years")["Mean"][0], table(page, "Months")["Mean"][0]) == ("hidden", "2.50")


def test_the_smallest_cell_is_the_programmes_own(crowd, cast, client):
    cast.programme.smallest_cell = 10
    cast.programme.save()
    crowd(*[someone() for _one in range(8)], *[someone(gender="man") for _one in range(20)])
    assert table(read(client, cast), "Gender")["Woman"][0] == "hidden"


@pytest.mark.parametrize("people", [10, 300])
def test_the_page_asks_the_database_the_same_few_questions(crowd, cast, client, django_assert_num_queries, people):
    crowd(*[someone(age=20 + number % 50) for number in range(people)])
    read(client, cast)
    with django_assert_num_queries(4):  # the session with its account, the programme, its editions, its sources
        client.get(reverse("evaluation:evaluation", args=[cast.programme.pk]))


def test_the_list_leads_on_where_there_is_only_one(cast, client):
    client.force_login(cast.edu)
    assert client.get(reverse("evaluation:evaluations")).url == reverse(
        "evaluation:evaluation", args=[cast.programme.pk]
    )
    client.force_login(cast.montse)
    assert "No evaluation here yet" in client.get(reverse("evaluation:evaluations")).content.decode()


def year(number):
    return {"from": f"{number}-01-01", "to": f"{number}-12-31"}
