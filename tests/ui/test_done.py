"""What was done is said on the page that follows: once, for a double tap too, and with nothing of what was written."""

import pytest
from django.urls import reverse

from tests.tabs import Tab, page_of
from wayfellow.plans.models import Visit


@pytest.fixture
def add(cast):
    return reverse("plans:add_visit", args=[cast.person.pk])


def said_on(answer):
    return [notice.get_text(" ", strip=True) for notice in page_of(answer).select(".messages .notice")]


def test_the_next_page_says_that_it_is_done_and_the_one_after_does_not(montse, add):
    place = Tab(montse, add).send(with_whom="Dr. Vidal").url
    assert said_on(montse.get(place)) == ["Done."]
    assert said_on(montse.get(place)) == []


def test_a_double_tap_is_told_of_once(montse, add):
    tab = Tab(montse, add)
    place = [tab.send(with_whom="Dr. Vidal").url for _tap in range(2)][1]
    assert said_on(montse.get(place)) == ["Done."]


def test_what_was_written_anew_is_called_saved(montse, add):
    Tab(montse, add).send(with_whom="Dr. Vidal")
    montse.get(add)
    answer = Tab(montse, reverse("plans:change_visit", args=[Visit.objects.get().pk])).send(with_whom="Dr. Pla")
    assert said_on(montse.get(answer.url)) == ["Saved."]
    assert "Pla" not in answer.cookies["messages"].value


def test_what_was_refused_is_not_called_done(montse, add):
    assert said_on(Tab(montse, add).send(with_whom="")) == []
