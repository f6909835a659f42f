"""The published pilot, told once: as a page, at the command line, and in what is passed on."""

from copy import deepcopy

import pytest
from django.core.management import call_command

from tests.evaluation.test_command import figures, lines_of
from tests.evaluation.test_page import SMALL, numbers_of, read, table, year
from wayfellow.demo import pilot as story_of_the_pilot


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
    assert table(page, "Accompaniments per person")["<5"][:2] == ["7", "23%"]
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
    assert table(page, "Accompaniments per person")["20+ or 5, together"][0] == "6"
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


def test_without_options_it_tells_the_figures_to_read(pilot, capsys):
    call_command("evaluate", "nou-barris")
    assert "mean             8.57" in capsys.readouterr().out


def test_the_page_to_pass_on_needs_no_other_file_and_hides_small_numbers(pilot, tmp_path):
    call_command("evaluate", "nou-barris", "--html", str(tmp_path / "report.html"))
    page = (tmp_path / "report.html").read_text()
    assert "20+ or 5, together" in page and "8.57" in page
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
