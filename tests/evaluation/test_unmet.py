"""What people did not find is told by place and kind, and of nobody in particular (D5, I9)."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wayfellow.choices.models import Unmet
from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.evaluation.unmet import ELSEWHERE, as_csv, unmet_need

TODAY = timezone.localdate()
LAST_MONTH = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)


def looked_for(area, format, times=1, month=LAST_MONTH):
    for _time in range(times):
        Unmet.objects.create(area=area, format=format, month=month)


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
    need = unmet_need(TODAY, 5)
    assert need.names["sants"] == "Sants"
    assert "Nuria" not in str(need) and "Nuria" not in as_csv(need)
    assert need.table.columns["group"] == 12


def test_no_small_number_is_told_nor_can_be_worked_out(db):
    looked_for("Sants", "group", 7)
    looked_for("Sants", "online", 2)
    looked_for("Gràcia", "group", 6)
    looked_for("Gràcia", "online", 9)
    looked_for("Elsewhere entirely", "drop_in", 3)
    table = unmet_need(TODAY, 5).table
    assert isinstance(table.cells["sants"]["online"], Hidden)
    assert isinstance(table.cells[ELSEWHERE]["drop_in"], Hidden)
    for line in table.cells.values():
        shown = [count for count in line.values() if not isinstance(count, Hidden)]
        assert all(not 0 < count < 5 for count in shown)


def test_this_month_waits_until_it_is_over(db):
    looked_for("Sants", "group", 7, month=TODAY.replace(day=1))
    assert unmet_need(TODAY, 5).table.total == 0


def test_it_is_read_printed_and_taken_along(cast, reader):
    looked_for("Sants", "group", 7)
    page = reader.get(reverse("evaluation:unmet_need", args=[cast.programme.pk])).content.decode()
    assert "Sants" in page and "Print this page" in page
    file = reader.get(reverse("evaluation:unmet_need_csv", args=[cast.programme.pk]))
    rows = list(csv.DictReader(StringIO(file.content.decode())))
    assert {"area": "Sants", "format": "group", "people": "7"} in rows
    assert file["Content-Type"].startswith("text/csv")


def test_an_empty_report_says_what_will_be_there(cast, reader):
    page = reader.get(reverse("evaluation:unmet_need", args=[cast.programme.pk])).content.decode()
    assert "Nothing to tell yet" in page


def test_no_formula_reaches_a_spreadsheet(db):
    looked_for("-1+1", "group", 7)
    assert "'-1+1" in as_csv(unmet_need(TODAY, 5))
