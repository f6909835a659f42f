"""Holidays: every day of some weeks is cancelled at once, with a sentence, and held after all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.directory.listings import publish
from tests.directory.test_keeping import send
from wayfellow.directory.models import TimeException
from wayfellow.directory.occurrences import coming
from wayfellow.directory.queries import finding

IN_A_MONTH = timedelta(days=28)


@pytest.fixture
def listing(cast):
    return publish(cast, at={}, times=[(1, "18:00", "20:00"), (3, "10:00", "12:00")])


def days(**typed):
    today = timezone.localdate()
    return {"what": "cancelled", "first": today.isoformat(), "last": (today + IN_A_MONTH).isoformat()} | typed


def test_every_day_of_some_weeks_is_cancelled_and_everyone_reads_why(listing, carme):
    sent = send(carme, "except_days", listing, **days(why="holiday", in_words="We meet again in January."))
    page = carme.get(sent.url).content.decode()
    assert sent.url == "/find/example-painting/" and "We meet again in January." in page
    assert all(each.is_cancelled for each in coming(finding.listing(listing.slug)))
    assert TimeException.objects.count() in {8, 9, 10}


def test_they_are_held_as_usual_after_all(listing, carme):
    send(carme, "except_days", listing, **days())
    send(carme, "except_days", listing, **days(what="usual"))
    assert not TimeException.objects.exists()


def test_a_second_tap_changes_nothing(listing, carme):
    for _tap in range(2):
        send(carme, "except_days", listing, **days())
    assert len({(each.time_id, each.on) for each in TimeException.objects.all()}) == TimeException.objects.count()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"last": "2020-01-01"}, "This is before the first day."),
        ({"first": "2020-01-01"}, "This day is over."),
        ({"last": (timezone.localdate() + timedelta(days=300)).isoformat()}, "That is more than half a year."),
        ({"first": ""}, "required"),
    ],
)
def test_what_does_not_fit_comes_back_with_what_was_typed(listing, carme, typed, said):
    answer = send(carme, "except_days", listing, **days(in_words="Summer") | typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and "Summer" in page and not TimeException.objects.exists()


def test_weeks_in_which_it_never_is_are_pointed_out(cast, carme):
    listing = publish(cast, at={}, times=[(1, "18:00", "20:00")])
    on_a_wednesday = timezone.localdate() + timedelta(days=(2 - timezone.localdate().weekday()) % 7)
    typed = days(first=on_a_wednesday.isoformat(), last=on_a_wednesday.isoformat())
    answer = send(carme, "except_days", listing, **typed)
    assert answer.status_code == 422 and "none of these days" in answer.content.decode()
