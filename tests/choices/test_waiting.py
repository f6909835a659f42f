"""Where somebody stands who waits, and how long it takes: told honestly, and nothing of anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.choices.conftest import asked
from tests.directory.listings import VERDUM, complete, publish
from wayfellow.choices.actions import note_it_happened
from wayfellow.choices.queries import wait_of
from wayfellow.choices.waiting import usual
from wayfellow.directory.models import Listing

TODAY = timezone.localdate()
days = st.lists(st.integers(0, 400), max_size=40)


def test_with_nobody_waiting_it_is_the_plain_median_and_quartiles():
    found = usual([2, 4, 6, 8, 10, 12, 14, 16], [])
    assert (found.early, found.middle, found.late, found.people) == (4, 8, 12, 8)


def test_fewer_than_five_tell_nothing():
    assert usual([1, 2, 3, 4], [1] * 50) is None
    assert usual([1, 2, 3, 4, 5], []) is not None


def test_those_who_still_wait_make_it_longer_never_shorter():
    alone, with_waiting = usual([5, 10, 15, 20, 25, 30], []), usual([5, 10, 15, 20, 25, 30], [40, 40])
    assert alone.middle == 15 and with_waiting.middle == 20
    assert usual([1, 2, 3, 4, 5], [90] * 6) is None  # more than half still wait: a median would be made up


@given(days, days)
def test_the_parts_stand_in_order_and_are_days_that_somebody_waited(met, waiting):
    found = usual(met, waiting)
    if found:
        assert found.early <= found.middle and (found.late is None or found.middle <= found.late)
        assert {found.early, found.middle, found.late} - {None} <= set(met)


def happened_after(cast, days):
    one = asked(cast.programme, on=TODAY - timedelta(days=days + 10))
    on = TODAY - timedelta(days=10)
    note_it_happened(one.step, by=cast.carme, on=on, today=TODAY, outcome="information")


def test_whoever_waits_reads_how_many_asked_before_and_how_long_it_usually_takes(cast, client):
    for long in [2, 4, 6, 8, 10]:
        happened_after(cast, long)
    for ago in [5, 3, 1]:
        asked(cast.programme, name="Someone else joined them", on=TODAY - timedelta(days=ago))
    one = asked(cast.programme, on=TODAY - timedelta(days=2))
    page = client.get(reverse("choices:mine", args=[one.token])).content.decode()
    assert "Fewer than five people asked before you." in page
    assert "half had waited 6 days or less" in page and "It is not a promise" in page
    assert "Someone else joined them" not in page and "Associació Emilia BCN" in page


def test_meanwhile_they_read_of_open_groups_near_in_their_language_first(cast, client, django_assert_max_num_queries):
    far = VERDUM | {"latitude": 40.4, "longitude": -3.7}
    home = publish(cast, "Example: One to one", at={}, formats=["one_to_one"])
    Listing.objects.filter(pk=home.pk).update(programme=cast.programme)
    publish(cast, "Example: A choir", at={}, door="open", languages=["ca"], times=[(2, "18:00", "19:30")])
    publish(cast, "Example: Painting", at={}, door="open", languages=["es"])
    publish(cast, "Example: By video", door="open", languages=["es"], formats=["group", "online"])
    publish(cast, "Example: Far away", at=far, door="open", languages=["ca"])
    publish(cast, "Example: You join first", at={}, door="closed", languages=["ca"])
    publish(cast, "Example: For parents", at={}, door="open", languages=["ca"], audiences=["family"])
    complete(cast, "Example: A draft", at={}, door="open", languages=["ca"])
    place = reverse("choices:mine", args=[asked(cast.programme, language="ca").token])
    with django_assert_max_num_queries(14):
        page = client.get(place).content.decode()
    places = [page.index(f"Example: {name}") for name in ["A choir", "Painting", "By video"]]
    assert places == sorted(places)
    assert "Wednesday 18:00–19:30 · Example parish hall" in page
    assert not [
        name for name in ["One to one", "Far away", "You join", "For parents", "A draft"] if f": {name}" in page
    ]


def test_too_few_to_tell_is_said(cast, client):
    one = asked(cast.programme)
    page = client.get(reverse("choices:mine", args=[one.token])).content.decode()
    assert (
        "Fewer than five people asked before you." in page
        and "We cannot say yet how long it takes: too few people have been through this here." in page
    )


@pytest.mark.parametrize(
    "others, told", [(5, "5 or more people asked"), (9, "5 or more people"), (10, "10 or more people")]
)
def test_how_many_asked_before_is_told_in_fives(cast, client, others, told):
    """One person more is not seen from one look to the next (I9)."""
    for _each in range(others):
        asked(cast.programme, name="Someone else joined them", on=TODAY - timedelta(days=1))
    one = asked(cast.programme)
    assert told in client.get(reverse("choices:mine", args=[one.token])).content.decode()


def test_another_programmes_waiting_is_another_matter(cast):
    asked(cast.elsewhere, on=TODAY - timedelta(days=9))
    assert wait_of(asked(cast.programme).step, TODAY).before == 0
