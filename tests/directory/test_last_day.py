"""A listing that is not for ever has a last day: after it, it is on no page and in no calendar."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.tabs import Tab, filled_in, text_of
from wayfellow.directory.occurrences import coming
from wayfellow.directory.queries import finding

MAY, JUNE, AUGUST = date(2030, 5, 31), date(2030, 6, 30), date(2030, 8, 31)


@pytest.fixture
def listing(cast):
    return publish(cast, at={}, times=[(1, "18:00", "20:00"), (3, "10:00", "12:00")])


def open_page(client, listing):
    return Tab(client, reverse("directory:set_last_day", args=[listing.pk]))


def last_days(listing):
    return [*listing.times.order_by("weekday").values_list("ends_on", flat=True)]


def ends(listing, *days):
    for one, day in zip(listing.times.order_by("weekday"), days, strict=True):
        one.ends_on = day
        one.save()


def test_nothing_of_it_is_after_its_last_day(listing, carme):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert coming(finding.listing(listing.slug))
    open_page(carme, listing).send(last=yesterday.isoformat())
    assert last_days(listing) == [yesterday] * 2 and not coming(finding.listing(listing.slug))


@pytest.mark.parametrize(
    ("until_now", "last", "then"),
    [
        ([None, JUNE], AUGUST, [AUGUST, JUNE]),  # a time that ended before the others stays as it is
        ([MAY, JUNE], AUGUST, [MAY, AUGUST]),
        ([JUNE, AUGUST], MAY, [MAY, MAY]),
        ([MAY, JUNE], None, [MAY, None]),
        ([None, MAY], None, [None, MAY]),
    ],
)
def test_it_is_about_the_times_that_go_on_longest(listing, carme, until_now, last, then):
    ends(listing, *until_now)
    open_page(carme, listing).send(last=last.isoformat() if last else "")
    assert last_days(listing) == then


def test_what_begins_only_after_that_day_is_said(listing, carme):
    listing.times.update(starts_on=JUNE)
    answer = open_page(carme, listing).send(last=MAY.isoformat())
    assert answer.status_code == 422 and "begins only after that day" in text_of(answer)
    assert filled_in(answer)["last"] == MAY.isoformat() and last_days(listing) == [None, None]


def test_of_two_tabs_the_second_sees_what_the_first_said(listing, carme):
    first, second = open_page(carme, listing), open_page(carme, listing)
    first.send(last=JUNE.isoformat())
    assert second.send(last=AUGUST.isoformat()).status_code == 422 and last_days(listing) == [JUNE, JUNE]
