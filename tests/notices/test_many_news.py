"""However much is behind it, what is new takes one statement, and the number on each page another."""

from datetime import timedelta
from itertools import cycle, islice
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.journeys.test_desk_statements import many
from tests.tabs import page_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry, digest_of
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import BrokenGlass, GoingOn, Journey
from wayfellow.notices.news import how_many, on_first_page
from wayfellow.notices.tellings import SECTIONS

LINES = 10_000
NOW = timezone.now()


def wishes_to_go_on(cast, number):
    """Montse and Pau ask again and again."""
    journey = story.set_out(cast, on=timezone.localdate() - timedelta(days=80))
    asked = {"journey": journey, "peer": cast.peer, "asked_on": timezone.localdate(), "up_to": 16}
    return GoingOn.objects.bulk_create(GoingOn(person_reason="", peer_reason="", **asked) for _each in range(number))


def referred_by_rosa(cast, number):
    journeys = many(cast, number)
    Journey.objects.update(referrer=cast.rosa)
    return journeys


def opened_ones(cast, number):
    journey = story.set_out(cast, on=timezone.localdate() - timedelta(days=80))
    at = NOW - timedelta(days=1)
    return BrokenGlass.objects.bulk_create(
        BrokenGlass(journey=journey, by=cast.carme, at=at, reason="Something serious") for _each in range(number)
    )


TOLD = {
    # reader     section         by         of what               which deeds
    "montse":   ("my",          "pau",     wishes_to_go_on,      [Can.ASK_TO_GO_ON]),
    "pau":      ("today",       "montse",  wishes_to_go_on,      [Can.ASK_TO_GO_ON]),
    "carme":    ("desk",        "rosa",    many,                 [Can.REFER, Can.ASK_FOR_SUPPORT]),
    "rosa":     ("referrals",   "carme",   referred_by_rosa,     [Can.CHANGE_REFERRER]),
    "silvia":   ("supervision", "carme",   opened_ones,          [Can.BREAK_GLASS]),
}  # fmt: skip


def tell(records, deeds, by):
    """Write as many lines as there are to be, as the door writes them."""
    lines = []
    for number, record in enumerate(islice(cycle(records), LINES)):
        line = Entry(
            id=uuid4(),
            at=NOW - timedelta(seconds=number),
            actor=by,
            standing="the_person",
            deed=deeds[number // len(records) % len(deeds)],
            record_type=record._meta.label,
            record_id=str(record.pk),
        )
        line.digest = digest_of(line)
        lines.append(line)
    Entry.objects.bulk_create(lines, batch_size=1000)


@pytest.mark.parametrize("who", TOLD)
def test_ten_thousand_news_take_two_statements(cast, client, django_assert_num_queries, who):
    section, by, of_what, deeds = TOLD[who]
    records = of_what(cast, LINES // len(deeds))
    before = how_many(getattr(cast, who), SECTIONS)[section]["unread"]
    tell(records, deeds, getattr(cast, by))
    reader = getattr(cast, who)
    with django_assert_num_queries(2):
        counted = how_many(reader, SECTIONS)[section]
        shown = on_first_page(reader, section)
    assert counted["unread"] >= LINES > before
    assert len(shown) == 5


def test_a_page_takes_one_statement_more_for_the_number_and_one_without_an_account_none(
    cast, django_assert_num_queries
):
    browser, nobodys = Client(), Client()
    browser.force_login(cast.pau)
    for each in [browser, nobodys]:
        each.get("/who-sees-what/")
    with django_assert_num_queries(2):  # the session with its account, and the number
        browser.get("/who-sees-what/")
    with django_assert_num_queries(0):
        nobodys.get("/who-sees-what/")


def test_a_page_of_news_takes_the_same_few_statements(cast, django_assert_num_queries):
    story.set_out(cast, on=timezone.localdate())
    browser = Client()
    browser.force_login(cast.montse)
    browser.get("/news/")
    with django_assert_num_queries(3):  # the session, how many, the lines
        page = browser.get("/news/")
    assert page_of(page).select("#new .row")
