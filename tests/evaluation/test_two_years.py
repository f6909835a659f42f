"""Two years beside each other: what each tells by itself, how far they differ, and nothing else (I9)."""

from datetime import date

import pytest
from django.urls import reverse
from pytest import approx

from tests.evaluation.crowd import someone
from tests.evaluation.test_page import read, rows_of, year
from tests.tabs import page_of
from wayfellow.evaluation.statistics import difference, proportion

BY_25 = "25 percentage points more, which is more than chance alone would make, as a rule."
IN_2024, IN_2025 = date(2024, 3, 1), date(2025, 3, 1)


def compare(client, cast, who="edu", **asked):
    client.force_login(getattr(cast, who))
    return client.get(reverse("evaluation:two_years", args=[cast.programme.pk]), asked)


@pytest.fixture
def three_years(crowd, cast):
    crowd(
        *[someone(gender="woman") for _one in range(30)],
        *[someone(gender="man") for _one in range(10)],
        *[someone(gender="woman", since=IN_2024) for _one in range(10)],
        *[someone(gender="man", since=IN_2024) for _one in range(30)],
        *[someone(gender="woman", since=IN_2025) for _one in range(12)],
        *[someone(gender="man", since=IN_2025) for _one in range(12)],
    )
    return cast


def genders(page):
    table = next(each for each in page.find_all("table") if each.find("th").get_text(strip=True) == "Gender")
    labels = [row.th.get_text(strip=True) for row in table.tbody.find_all("tr")]
    return dict(zip(labels, rows_of(table), strict=True))


def test_the_interval_of_a_difference_is_that_which_newcombe_prints():
    """56 of 70 beside 48 of 80 (Newcombe 1998, Statistics in Medicine 17, table II (a), method 10)."""
    found, interval = difference(proportion(56, 70), proportion(48, 80))
    assert found == approx(0.2) and [*interval] == approx([0.0524, 0.3339], abs=5e-5)


def test_shares_stand_beside_each_other_with_their_difference_in_words(three_years, client):
    page = page_of(compare(client, three_years, one="2023", other="2024"))
    woman, man = genders(page)["Woman"], genders(page)["Man"]
    assert woman[:3] == ["30 (75%)", "10 (25%)", "-50%"]
    assert woman[4] == "50 percentage points less, which is more than chance alone would make, as a rule."
    assert man[4] == "50 percentage points more, which is more than chance alone would make, as a rule."
    assert "2023: n = 40, missing = 0" in page.get_text()


def test_what_can_be_chance_is_called_so(crowd, cast, client):
    crowd(
        *[someone(gender="woman") for _one in range(12)],
        *[someone(gender="man") for _one in range(8)],
        *[someone(gender="woman", since=IN_2024) for _one in range(10)],
        *[someone(gender="man", since=IN_2024) for _one in range(10)],
    )
    assert genders(page_of(compare(client, cast)))["Man"][2:] == ["10%", "-19% to 37%", "So much can differ by chance."]


def test_the_year_that_came_first_stands_first(three_years, client):
    page = page_of(compare(client, three_years, one="2025", other="2023"))
    assert page.h1.get_text(strip=True) == "2023 and 2025"
    assert genders(page)["Man"][4] in {
        "So much can differ by chance.",
        "25 percentage points more, which is more than chance alone would make, as a rule.",
    }


def test_without_a_choice_the_last_two_are_shown_and_the_others_can_be_chosen(three_years, client):
    page = page_of(compare(client, three_years))
    assert page.h1.get_text(strip=True) == "2024 and 2025"
    links = {a["href"].partition("?")[2] for a in page.main.find_all("a") if "?one=" in a["href"]}
    assert "one=2023&other=2025" in links
    assert page_of(compare(client, three_years, one="2024", other="2024")).h1.get_text(strip=True) == "2024 and 2025"
    assert page_of(compare(client, three_years, one="x", other="1999")).h1.get_text(strip=True) == "2024 and 2025"


def test_every_number_of_it_stands_on_the_page_of_one_of_the_years(crowd, cast, client):
    """So it tells nothing that the two pages do not, which the solver goes through."""
    crowd(
        *[someone(gender="woman") for _one in range(8)],
        *[someone(gender="man", source="psychiatry") for _one in range(8)],
        *[someone(gender="woman", since=IN_2024) for _one in range(6)],
        *[someone(gender="man", since=IN_2024) for _one in range(2)],
    )
    told = {int(year) for year in (2023, 2024)}
    known = {
        cell
        for one in told
        for table in read(client, cast, **year(one)).find_all("table")
        for row in rows_of(table)
        for cell in row
    }
    page = page_of(compare(client, cast))
    shown = [cell for table in page.find_all("table") for row in rows_of(table) for cell in row[:2]]
    assert shown and {cell.partition(" (")[0] for cell in shown} <= known | {"not told"}
    assert "Gender" not in page.main.get_text()


def test_where_there_is_one_year_only_the_report_is_shown(crowd, cast, client):
    crowd(*[someone() for _one in range(12)])
    assert compare(client, cast).url == reverse("evaluation:evaluation", args=[cast.programme.pk])
    assert "Two years beside each other" not in read(client, cast).get_text()


def test_the_report_leads_there_and_says_why_there_is_no_filter(three_years, client):
    page = read(client, three_years)
    assert page.find("a", href=reverse("evaluation:two_years", args=[three_years.programme.pk]))
    assert "One site, or one source alone" in page.get_text()


def test_who_may_not_read_the_figures_compares_none(three_years, client):
    assert compare(client, three_years, "silvia").status_code == 200
    for who in ["montse", "pau", "rosa"]:
        assert compare(client, three_years, who).status_code == 404


def test_it_asks_the_database_the_same_few_questions(three_years, client, django_assert_num_queries):
    compare(client, three_years)
    place = reverse("evaluation:two_years", args=[three_years.programme.pk])
    with django_assert_num_queries(5):  # the session with its account, the programme, its editions, twice its sources
        client.get(place)
