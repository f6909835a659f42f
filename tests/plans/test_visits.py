"""A person's visits are theirs: kept, changed and let go by them, and read by nobody else."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import wayfellow
from tests.tabs import Tab, page_of, text_of
from wayfellow.demo.cast import ACCOUNTS
from wayfellow.journal.models import Entry
from wayfellow.plans.models import Visit

LIST = "/my/visits/"
VISIT = re.compile(r"plans\.models import [^\n]*\bVisit\b")
SECRET = "Ask about sleeping until the heron comes"


@pytest.fixture
def add(cast):
    return reverse("plans:add_visit", args=[cast.person.pk])


def keep(client, add, **visit):
    Tab(client, add).send(**{"with_whom": "Dr. Vidal", "to_raise": SECRET} | visit)
    return Visit.objects.latest("pk") if Visit.objects.count() == 1 else None


def test_an_empty_list_says_what_it_is_for(montse):
    assert "Nothing here yet" in text_of(montse.get(LIST))


def test_what_is_kept_is_on_the_list(montse, add):
    assert Tab(montse, add).send(with_whom="Dr. Vidal", to_raise=SECRET).url == LIST
    page = text_of(montse.get(LIST))
    assert "Dr. Vidal" in page
    assert SECRET in page
    assert "The day is not known yet" in page


def test_the_next_visit_comes_first_and_past_ones_last(montse, add):
    today = timezone.localdate()
    for name, days in {"Later": 9, "Past": -3, "Next": 2}.items():
        Tab(montse, add).send(with_whom=name, on=(today + timedelta(days=days)).isoformat())
    Tab(montse, add).send(with_whom="Some day")
    cards = page_of(montse.get(LIST)).main.select(".card h2")
    assert [card.get_text() for card in cards] == ["Next", "Later", "Some day", "Past"]


def test_the_same_form_twice_is_there_once(montse, add):
    tab = Tab(montse, add)
    assert [tab.send(with_whom="Dr. Vidal").status_code for _tap in range(2)] == [302, 302]
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_visit_in_a_year_out_of_reach_is_asked_about_and_kept_as_typed(montse, add, year):
    answer = Tab(montse, add).send(with_whom="Dr. Vidal", on=f"{year}-01-01")
    assert answer.status_code == 422
    assert "Please check the year" in text_of(answer)
    assert page_of(answer).find("input", {"name": "on"})["value"] == f"{year}-01-01"


def test_a_visit_without_a_name_comes_back_with_what_was_typed(montse, add):
    answer = Tab(montse, add).send(with_whom="", to_raise=SECRET)
    assert answer.status_code == 422
    assert SECRET in text_of(answer)


def test_a_change_is_kept_and_a_second_tap_on_it_is_no_mistake(montse, add):
    visit = keep(montse, add)
    tab = Tab(montse, reverse("plans:change_visit", args=[visit.pk]))
    assert [tab.send(to_raise="Something else").status_code for _tap in range(2)] == [302, 302]
    assert "Something else" in text_of(montse.get(LIST))


def test_what_another_tab_kept_is_not_replaced_unseen(montse, add):
    visit = keep(montse, add)
    address = reverse("plans:change_visit", args=[visit.pk])
    first, second = Tab(montse, address), Tab(montse, address)
    first.send(to_raise="From the first tab")
    answer = second.send(to_raise="From the second tab")
    assert answer.status_code == 422
    assert "From the first tab" in text_of(answer)
    assert "From the second tab" in text_of(answer)
    assert "From the first tab" in text_of(montse.get(LIST))
    assert second.send_again().status_code == 302
    assert "From the second tab" in text_of(montse.get(LIST))


def test_a_mistake_elsewhere_on_the_page_does_not_hide_what_another_tab_kept(montse, add):
    visit = keep(montse, add)
    tab = Tab(montse, reverse("plans:change_visit", args=[visit.pk]))
    Tab(montse, tab.address).send(to_raise="From the other tab")
    assert "From the other tab" in text_of(tab.send(with_whom="", to_raise="Mine"))


def test_one_visit_is_shown_on_the_phone_without_the_others(montse, add):
    keep(montse, add, with_whom="My nurse", to_raise="Sleep")
    keep(
        montse,
        add,
        with_whom="My lawyer",
        to_raise=(
            "The e-mail to the programme’s own address was not sent, so nobody there knows of this yet. "
            "You can answer here."
        ),
    )
    nurse = next(visit for visit in Visit.objects.all() if visit.with_whom == "My nurse")
    page = text_of(montse.get(reverse("plans:show_visit", args=[nurse.pk])))
    assert (
        "Sleep" in page
        and (
            "The e-mail to the programme’s own address was not sent, so nobody there knows of this yet. "
            "You can answer here."
        )
        not in page
        and "My lawyer" not in page
    )


def test_letting_go_asks_once_more_and_then_it_is_gone(montse, add):
    visit = keep(montse, add)
    tab = Tab(montse, reverse("plans:let_visit_go", args=[visit.pk]))
    assert SECRET in text_of(tab.answer)
    assert SECRET in text_of(montse.get(LIST))
    assert [tab.send().status_code for _tap in range(2)] == [302, 302]
    assert SECRET not in text_of(montse.get(LIST))


def test_words_added_in_another_tab_are_not_let_go_unseen(montse, add):
    visit = keep(montse, add)
    tab = Tab(montse, reverse("plans:let_visit_go", args=[visit.pk]))
    Tab(montse, reverse("plans:change_visit", args=[visit.pk])).send(to_raise="Added meanwhile")
    answer = tab.send()
    assert answer.status_code == 422
    assert "Added meanwhile" in text_of(answer)


@pytest.mark.parametrize("page", ["plans:change_visit", "plans:let_visit_go"])
@pytest.mark.parametrize("who", [who for who in ACCOUNTS if who != "montse"])
def test_a_visit_is_closed_to_everyone_else(cast, montse, add, page, who):
    visit = keep(montse, add)
    montse.force_login(getattr(cast, who))
    assert montse.get(reverse(page, args=[visit.pk])).status_code == 404
    assert montse.post(reverse(page, args=[visit.pk])).status_code == 404
    assert montse.get(add).status_code == 404


def test_no_other_room_reads_the_list():
    installation = Path(wayfellow.__file__).parent
    readers = {path for path in installation.rglob("*.py") if VISIT.search(path.read_text(encoding="utf-8"))}
    assert {path.relative_to(installation).parts[0] for path in readers} == {"plans"}


def test_the_journal_knows_that_a_list_was_kept_and_nothing_of_what_is_on_it(montse, add):
    keep(montse, add, on="2031-05-04")
    line = Entry.objects.get(deed="person.keep_visits")
    assert line.facts == {}


def test_what_was_typed_is_shown_as_text(montse, add):
    Tab(montse, add).send(with_whom="<script>alert(1)</script> 🌿 שלום")
    page = montse.get(LIST).content.decode()
    assert "<script>alert" not in page
    assert "🌿 שלום" in page
