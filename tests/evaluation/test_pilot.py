"""The published pilot, told once: as a page, at the command line, and in what is passed on."""

from copy import deepcopy
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from tests.evaluation.test_command import figures, lines_of
from tests.evaluation.test_page import SMALL, numbers_of, read, rows_of, table, year
from wayfellow.demo import pilot as story_of_the_pilot
from wayfellow.evaluation.models import WHOLE
from wayfellow.evaluation.published import publish
from wayfellow.evaluation.queries import edition


@pytest.fixture(scope="module")
def told_pilot(told_cast):
    """The published pilot, in the programme of the cast."""
    story_of_the_pilot.tell(told_cast)
    call_command("publish")
    return told_cast


@pytest.fixture
def pilot(told_pilot, db):
    return deepcopy(told_pilot)


def test_the_pilot_reads_as_published(pilot, client):
    page = read(client, pilot)
    short = table(page, "Figure")
    assert short["People"] == ["30", "–", "30", "0"]
    assert short["Accompaniments per person, mean"] == ["8.57", "6.47 to 10.66", "30", "0"]
    assert short["Age, mean"][0] == "44.80"
    assert table(page, "Beside the proposed number")["12 or more"] == ["8", "27%", "14% to 44%"]
    assert "The published article prints a mean of 8.5; 257 divided by 30 is 8.57." in page.get_text()


@pytest.mark.parametrize("who", ["edu", "carme", "silvia"])
def test_no_number_from_one_to_four_stands_anywhere_whoever_reads(pilot, client, who):
    cells, drawn, said = numbers_of(read(client, pilot, who))
    assert not SMALL & {*cells, *drawn}
    assert not SMALL & said


def test_what_would_give_a_small_number_away_is_hidden_with_it(pilot, client):
    page = read(client, pilot)
    sources = table(page, "Who proposed peer support")
    small = [str(source) for source in pilot.programme.sources.filter(code__in=["nursing", "PSI"]).order_by("-code")]
    assert not sources.keys() & {*small}
    assert sources[f"{small[0]} or {small[1]}, together"][:2] == ["7", "23%"]
    assert sources["Psychiatry"][0] == "13"
    bands = table(page, "Accompaniments per person")
    assert {label: cells[0] for label, cells in bands.items()} == {
        "12 or more": "8", "10–11": "6", "6–9": "5", "5 or fewer": "11",
    }  # fmt: skip
    assert {label: cells[0] for label, cells in table(page, "Who joined them").items()} == {
        "The professional who referred": "0",
        "A nurse": "hidden",
        "The home-care team": "hidden",
        "Another professional": "0",
        "Family or a friend": "0",
    }


def test_two_days_that_are_no_year_show_the_whole_and_say_why(pilot, client):
    page = read(client, pilot, **{"from": "2022-05-01", "to": "2022-10-04"})
    assert table(page, "Figure")["People"][0] == "30"
    assert (
        "This page shows all the time so far, or one calendar year with enough people. By comparing "
        "other periods, one person could be singled out. These figures are for all the time so far."
    ) in page.get_text()
    assert read(client, pilot, **{"from": "yesterday", "to": "x"}).h1


def test_a_whole_year_is_told_of_on_its_own(pilot, client):
    page = read(client, pilot, **year(2022))
    assert "As of Dec. 31, 2022, 24 people" in page.get_text() or "31 December 2022, 24 people" in page.get_text()
    assert table(page, "Figure")["Accompaniments"][0] == "184"
    assert not SMALL & set(numbers_of(page)[0])


def test_the_command_line_tells_the_true_counts(pilot, capsys):
    told = figures(capsys)
    assert told["bands"] == {"20+": 2, "12-19": 6, "10-11": 6, "6-9": 5, "5": 4, "<5": 7, "n": 30, "missing": 0}
    assert told["referred_by"]["PSI"] == 2
    assert told["joined_by"]["nurse"] == {"times": 8, "people": 4}
    assert told["days_to_first_meeting"]["median"] == 14
    assert told["flow"] == {
        "referred": 30, "said_yes": 30, "offered": 30, "agreed": 30, "met": 30, "three": 26, "n": 30, "missing": 0,
    }  # fmt: skip
    assert told["choices"]["yes"] == 30 and told["choices"]["no"] == 0
    assert told["soft_limit"] == {"limit": 12, "reached": 8, "n": 30, "missing": 0}
    assert told["rhythm"]["n"] == 30
    assert (told["days_to_ending"]["ended"], told["days_to_ending"]["going_on"]) == (30, 0)


def test_every_table_is_taken_away_as_a_sheet_with_its_n_and_what_it_means(pilot, client):
    page = read(client, pilot)
    place = page.find("a", href=lambda href: href and href.endswith("/tables.xlsx"))["href"]
    answer = client.get(place)
    assert answer["Content-Disposition"].startswith("attachment") and "nou" not in answer["Content-Disposition"]
    book = load_workbook(BytesIO(answer.content))
    assert len(book.sheetnames) == len(page.find_all("table"))
    rows = [*book["Gender"].values]
    assert rows[1][:2] == ("Woman", 16) and ("n", 30) in [row[:2] for row in rows]
    for sheet in book:
        assert not SMALL & {str(row[1]) for row in sheet.values if len(row) > 1}


def test_every_drawing_is_taken_away_as_the_page_shows_it(pilot, client):
    page = read(client, pilot)
    places = [a["href"] for a in page.find_all("a", download=True) if ".svg" in a["href"]]
    assert len(places) == len(page.find_all("svg", class_="chart"))
    for place in places:
        answer = client.get(place)
        drawn = ElementTree.fromstring(answer.content)
        assert answer["Content-Type"] == "image/svg+xml" and drawn.get("viewBox").split()[2] == "360"
    none = client.get(reverse("evaluation:chart", args=[pilot.programme.pk]), {"chart": "nothing"})
    assert none["Location"] == reverse("evaluation:evaluation", args=[pilot.programme.pk])


def test_of_a_year_the_tables_of_that_year_are_taken_away(pilot, client):
    read(client, pilot)
    place = reverse("evaluation:tables", args=[pilot.programme.pk])
    book = load_workbook(BytesIO(client.get(place, year(2022)).content))
    assert [*book["In short"].values][1][:2] == ("People", 24)


def test_who_may_not_read_the_figures_takes_none_away(pilot, client):
    client.force_login(pilot.montse)
    for name in ["tables", "chart"]:
        place = reverse(f"evaluation:{name}", args=[pilot.programme.pk])
        assert client.get(place, {"chart": "flow"}).status_code == 404


def test_at_least_four_numbers_in_five_say_something_of_thirty_people(pilot, client):
    cells = [cells[0] for each in read(client, pilot).find_all("table") for cells in rows_of(each)]
    assert sum(cell != "hidden" for cell in cells) >= 0.8 * len(cells) and len(cells) > 50


def test_every_figure_says_what_it_means(pilot):
    published = publish(edition(pilot.programme, WHOLE))
    unsaid = [each.code for each in [*published.facts, *published.sections] if not each.definition]
    assert not unsaid, unsaid


def test_without_options_it_tells_the_figures_to_read(pilot, capsys):
    call_command("evaluate", "nou-barris")
    assert "mean             8.57" in capsys.readouterr().out


def test_the_page_to_pass_on_needs_no_other_file_and_hides_small_numbers(pilot, tmp_path):
    call_command("evaluate", "nou-barris", "--html", str(tmp_path / "report.html"))
    page = (tmp_path / "report.html").read_text()
    assert "12 or more" in page and "8.57" in page
    assert "<link" not in page and "<script" not in page and "/static/" not in page


def test_the_data_to_pass_on_hide_small_numbers_and_say_what_each_figure_means(pilot, tmp_path):
    call_command("evaluate", "nou-barris", "--data", str(tmp_path / "data"))
    lines, dictionary = lines_of(tmp_path / "data/figures.csv"), lines_of(tmp_path / "data/dictionary.csv")
    values = {(line["figure"], line["label"]): line["value"] for line in lines}
    assert values["people", ""] == "30"
    assert not {("referred_by", "PSI"), ("referred_by", "nursing")} & values.keys()
    assert values["referred_by", "nursing+PSI"] == "7"
    assert not {"1", "2", "3", "4"} & set(values.values())
    explained = {line["figure"] for line in dictionary}
    assert {figure for figure, _label in values} == explained
