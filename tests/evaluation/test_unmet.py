"""What people did not find is told by place and kind, and of nobody in particular (D5, I9)."""

import csv
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.tabs import text_of
from wayfellow.choices.models import Unmet
from wayfellow.evaluation.brief import brief_of
from wayfellow.evaluation.charts import Spot, places
from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.evaluation.unmet import ELSEWHERE, as_csv, unmet_need

TODAY = timezone.localdate()
LAST_MONTH = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)


def looked_for(area, format, times=1, month=LAST_MONTH, language=""):
    for _time in range(times):
        Unmet.objects.create(area=area, format=format, month=month, language=language)


@pytest.fixture
def reader(cast):
    client = Client()
    client.force_login(cast.edu)
    return client


def test_a_place_is_told_by_name_when_enough_asked_there(db):
    looked_for("Sants", "group", 6)
    looked_for("SANTS", "group", 1)
    looked_for("Sànts ", "group", 1)
    looked_for("The house of Nuria", "group", 4)
    need = unmet_need(TODAY)
    assert need.names["sants"] == "Sants" and need.cell("sants", "group") == 8
    assert "Nuria" not in str(need.names) and "Nuria" not in as_csv(need)


def test_no_small_number_is_told_nor_can_be_worked_out(db):
    looked_for("Sants", "group", 7)
    looked_for("Sants", "online", 2)
    looked_for("Gràcia", "group", 6)
    looked_for("Gràcia", "online", 9)
    looked_for("Elsewhere entirely", "drop_in", 3)
    need = unmet_need(TODAY)
    assert isinstance(need.cell("sants", "online"), Hidden) and isinstance(need.cell(ELSEWHERE, "drop_in"), Hidden)
    assert (need.of_place("sants"), need.of_format("online"), need.told.total()) == (7, 9, 22)


def test_from_month_to_month_each_number_grows_by_enough_or_not_at_all(db):
    for month, came in enumerate([7, 1, 3, 1, 0, 9], start=2):
        looked_for("Sants", "group", came, month=date(2021, month, 1))
    told = [unmet_need(date(2021, month, 1)).told.total() for month in range(3, 10)]
    assert told == [7, 7, 7, 12, 12, 21, 21]


def test_what_too_few_asked_for_in_one_place_is_told_together_when_the_year_is_over(db):
    looked_for("Sants", "group", 3, month=date(2021, 2, 1))
    looked_for("Gràcia", "group", 4, month=date(2021, 6, 1))
    assert not unmet_need(date(2021, 12, 31)).told
    need = unmet_need(date(2022, 1, 1))
    assert need.names == {ELSEWHERE: "Elsewhere"} and need.cell(ELSEWHERE, "group") == 7


def test_this_month_waits_until_it_is_over(db):
    looked_for("Sants", "group", 7, month=TODAY.replace(day=1))
    assert not unmet_need(TODAY).told


def test_it_is_read_printed_and_taken_along(cast, reader):
    looked_for("Sants", "group", 7)
    page = reader.get(reverse("evaluation:unmet_need", args=[cast.programme.pk])).content.decode()
    assert "Sants" in page and "Print this page" in page
    file = reader.get(reverse("evaluation:unmet_need_csv", args=[cast.programme.pk]))
    rows = list(csv.DictReader(StringIO(file.content.decode())))
    assert {"area": "Sants", "format": "group", "language": "all", "people": "7"} in rows
    assert file["Content-Type"].startswith("text/csv")


def test_an_empty_report_says_what_will_be_there(cast, reader):
    page = reader.get(reverse("evaluation:unmet_need", args=[cast.programme.pk])).content.decode()
    assert "Nothing to report yet" in page


def test_no_formula_reaches_a_spreadsheet(db):
    looked_for("-1+1", "group", 7)
    assert "'-1+1" in as_csv(unmet_need(TODAY))


def test_a_board_reads_one_page_with_table_chart_drawing_and_languages(cast, reader):
    looked_for("Sants", "group", 7, language="ca")
    looked_for("Gràcia", "group", 5, language="es")
    looked_for("The street of Nuria", "online", 4)
    page = text_of(answer := reader.get(reverse("evaluation:unmet_brief", args=[cast.programme.pk])))
    assert "12 requests without a name can be told." in page and "Most asked for: A group, in Sants." in page
    assert "It is a drawing, not a map." in page and "Català" in page and "Español" in page
    assert "Nuria" not in page and answer.content.count(b'<svg class="chart"') == 2


def test_the_page_for_a_board_says_what_will_be_there(cast, reader):
    assert "Nothing to report yet" in text_of(reader.get(reverse("evaluation:unmet_brief", args=[cast.programme.pk])))


@pytest.mark.parametrize("language, words", [
    ("es", "solicitudes sin nombre"), ("ca", "sol·licituds sense nom"),
])  # fmt: skip
def test_a_board_reads_it_in_its_language(cast, reader, language, words):
    looked_for("Sants", "group", 7)
    reader.cookies["django_language"] = language
    cast.edu.language = language
    cast.edu.save(update_fields=["language"])
    assert words in text_of(reader.get(reverse("evaluation:unmet_brief", args=[cast.programme.pk])))


def test_where_two_places_were_asked_for_alike_none_is_said_to_be_first(cast):
    looked_for("Sants", "group", 7)
    looked_for("Gràcia", "group", 7)
    assert brief_of(unmet_need(TODAY), None).most_asked is None


def test_more_places_than_fit_are_told_together(cast):
    for number in range(12):
        looked_for(f"Place {number:02}", "group", 5 + number)
    brief = brief_of(unmet_need(TODAY), None)
    assert len(brief.places) == 9 and brief.in_other_places == 5 + 6 + 7


def test_the_page_for_a_board_asks_little_of_the_database(cast, reader, django_assert_num_queries):
    looked_for("Sants", "group", 7)
    page = reverse("evaluation:unmet_brief", args=[cast.programme.pk])
    reader.get(page)
    with django_assert_num_queries(5):
        reader.get(page)


def test_the_drawing_puts_north_above_and_west_first():
    here = [Spot("South", 5, (41.0, 2.0)), Spot("East", 6, (41.5, 2.3)), Spot("West", 7, (41.5, 2.0))]
    north, unknown = Spot("North", 8, (42.0, 2.1)), Spot("Nobody knows", 9, None)
    drawn = str(places("T", "D", [*here, unknown, north]))
    words = re.findall(r"<text[^>]*>(North|South|East|West|Nobody knows)<", drawn)
    assert words == ["West", "North", "East", "South", "Nobody knows"] and drawn.count("stroke-dasharray") == 1
