"""The desk with five hundred people, and with all that the rooms bring to it."""

import pytest
from django.urls import reverse

from tests.access.test_policy import road, told_road  # noqa: F401  # so much has happened there that every panel shows
from tests.journeys.test_desk import TODAY, desk_of, names, someone
from tests.journeys.test_desk_statements import GROUPS, NEEDS, NEW, ROWS, SESSION, many
from tests.tabs import page_of
from wayfellow.demo import story
from wayfellow.journeys.models import BrokenGlass
from wayfellow.workforce.models import Leaving

OPENED, NEWEST = 1, 1
FROM_OTHER_ROOMS = [
    "asked for a first step",
    "asked for a presentation",
    "without supervision",
    "have counted what they have done",
    "expense waits",
]
ASKED = {"group": "road", "shown": 1, "waiting": 7, "sort": "name", "size": 25, "page": 2}


@pytest.fixture
def full(road, client):  # noqa: F811
    many(road, 500)
    Leaving.objects.update(taken_back_on=TODAY)
    story.propose(road, on=TODAY, person=someone("Biel"))
    client.force_login(road.carme)
    client.get(desk_of(road))
    client.get(desk_of(road), ASKED)
    client.get(desk_of(road), {"shown": 1})
    return road


def test_with_all_that_can_stand_on_it_the_desk_asks_six_times(full, client, django_assert_num_queries):
    BrokenGlass.objects.all().delete()
    with django_assert_num_queries(SESSION + NEEDS + GROUPS + ROWS + NEW + NEWEST):
        page = page_of(client.get(desk_of(full)))
    assert len(names(page)) == 50
    for each in ["A new referral: Biel", *FROM_OTHER_ROOMS]:
        assert each in page.main.text


def test_while_somebody_leaves_it_asks_no_more(full, client, django_assert_num_queries):
    BrokenGlass.objects.all().delete()
    Leaving.objects.update(taken_back_on=None)
    with django_assert_num_queries(SESSION + NEEDS + GROUPS + ROWS + NEW + NEWEST):
        text = page_of(client.get(desk_of(full))).main.text
    assert "Pau leaves on" in text and "Have not chosen yet how to go on: Montse, Person 000" in text


def test_filtered_sorted_turned_and_looked_through_it_never_asks_more(full, client, django_assert_num_queries):
    client.get(desk_of(full), ASKED)
    with django_assert_num_queries(SESSION + NEEDS + OPENED + GROUPS + ROWS + NEW):
        page = page_of(client.get(desk_of(full), ASKED))
    assert len(names(page)) == 25
    client.post(reverse("home:find_on_desk", args=[full.programme.pk]), {"name": "person"})
    with django_assert_num_queries(SESSION + NEEDS + OPENED + GROUPS + ROWS + NEW):
        page = page_of(client.get(desk_of(full) + "?named=1"))
    assert len(names(page)) >= 25
