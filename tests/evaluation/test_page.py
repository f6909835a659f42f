"""The evaluation as anyone reads it: small numbers hidden everywhere on the page (I9)."""

import json
import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from tests.evaluation.crowd import someone, walk_with
from wayfellow.evaluation.models import ClinicalTotal
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, Journey

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
    labels = [row.th.get_text(strip=True) for row in found.tbody.find_all("tr")]
    return dict(zip(labels, rows_of(found), strict=True))


def rows_of(table):
    return [[cell.get_text(strip=True) for cell in row.find_all("td")] for row in table.tbody.find_all("tr")]


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
    with django_assert_num_queries(5):  # the session with its account, the programme, its editions, sources, totals
        client.get(reverse("evaluation:evaluation", args=[cast.programme.pk]))


def test_the_list_leads_on_where_there_is_only_one(cast, client):
    client.force_login(cast.edu)
    assert client.get(reverse("evaluation:evaluations")).url == reverse(
        "evaluation:evaluation", args=[cast.programme.pk]
    )
    client.force_login(cast.montse)
    assert "No evaluation here yet" in client.get(reverse("evaluation:evaluations")).content.decode()


def test_the_flow_counts_everyone_once_at_the_furthest_point_they_reached(cast, client):
    journeys = walk_with(
        cast,
        [*[someone(0) for _one in range(16)], *[someone(2) for _one in range(5)], *[someone(6) for _one in range(9)]],
    )
    Journey.objects.filter(pk__in=[each.pk for each in journeys[:5]]).update(stage="not_now")
    Journey.objects.filter(pk__in=[each.pk for each in journeys[5:10]]).update(stage="chosen")
    call_command("publish")
    flow = table(read(client, cast), "The way from the referral on")
    assert {label: cells[0] for label, cells in flow.items()} == {
        "Referred": "30",
        "Said yes": "25",
        "A peer supporter was asked": "20",
        "Agreed how they will meet": "20",
        "Met at least once": "14",
        "Met three times or more": "9",
    }


def test_who_did_not_meet_is_not_worked_out_from_the_flow(cast, client):
    """That two said yes and wait would be what is left of everyone who was referred."""
    walk_with(cast, [*[someone(0) for _one in range(2)], *[someone(6) for _one in range(9)]])
    call_command("publish")
    flow = table(read(client, cast), "The way from the referral on")
    assert (flow["Referred"][0], flow["Said yes"][0], flow["Met at least once"][0]) == ("hidden", "hidden", "9")


def test_who_came_back_is_one_person_and_met(cast, client, capsys):
    """Once more referred, with a second journey, or with two records that became one."""
    journeys = walk_with(cast, [someone(6) for _one in range(9)])
    first = journeys[0]
    Journey.objects.filter(pk=first.pk).update(stage="closed", ended_on=first.referred_on + timedelta(days=90))
    Journey.objects.create(
        person=first.person, programme=cast.programme, source=first.source, stage="proposed",
        referred_on=first.referred_on + timedelta(days=200), stage_since=first.referred_on,
    )  # fmt: skip
    call_command("publish")
    assert table(read(client, cast), "The way from the referral on")["Referred"][0] == "9"
    call_command("evaluate", "nou-barris", "--json", "-")
    told = json.loads(capsys.readouterr().out)
    assert (told["flow"]["referred"], told["flow"]["met"], told["standing"]["met"]["closed"]) == (9, 9, 1)
    assert (told["days_to_ending"]["n"], told["days_to_ending"]["ended"]) == (9, 1)


@pytest.mark.parametrize("people", [0, 1, 2])
def test_of_nobody_one_or_two_the_report_is_still_a_report(cast, capsys, people):
    walk_with(cast, [someone(3) for _one in range(people)])
    call_command("evaluate", "nou-barris", "--json", "-")
    told = json.loads(capsys.readouterr().out)
    assert told["flow"]["referred"] == told["flow"]["three"] == told["people"] == people
    assert told["days_to_ending"]["going_on"] == people and told["days_to_ending"]["median"] is None


def test_a_leap_day_is_a_day(cast, capsys):
    journeys = walk_with(cast, [someone(2, since=date(2024, 2, 28)) for _one in range(5)])
    Journey.objects.filter(pk__in=[each.pk for each in journeys]).update(stage="closed", ended_on=date(2024, 3, 1))
    call_command("evaluate", "nou-barris", "--from", "2024-02-29", "--to", "2024-02-29", "--json", "-")
    assert json.loads(capsys.readouterr().out)["accompaniments"] == 5
    call_command("evaluate", "nou-barris", "--json", "-")
    assert json.loads(capsys.readouterr().out)["days_to_ending"]["median"] == 2


def test_a_meeting_that_was_struck_is_in_no_figure(cast, capsys):
    first, *_others = walk_with(cast, [someone(3) for _one in range(5)])
    Accompaniment.objects.filter(pk=first.accompaniments.first().pk).update(state="struck")
    call_command("evaluate", "nou-barris", "--json", "-")
    told = json.loads(capsys.readouterr().out)
    assert (told["accompaniments"], told["flow"]["met"], told["flow"]["three"]) == (14, 5, 4)


def year(number):
    return {"from": f"{number}-01-01", "to": f"{number}-12-31"}
