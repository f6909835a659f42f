"""Montse moves Tuesday to Friday at her kitchen table, and three browsers are open.

Pau's page says so at his next look, without a reload: a page that comes into sight again asks once what is new. Nothing
is held open for that, so a page that stays in sight waits for the next look. His letter is in his mailbox within a
minute, and his calendar has moved.
"""

from datetime import time, timedelta
from threading import Thread
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connections
from django.utils import timezone
from django.utils.formats import date_format

from tests.calendars import events_in
from tests.mailbox import mailbox
from tests.stories.test_one_journey import WAYS, Someone
from wayfellow.demo import story
from wayfellow.demo.cast import PASSWORD
from wayfellow.journeys import actions
from wayfellow.journeys.models import Setting
from wayfellow.operations.worker import JobWorker

pytestmark = pytest.mark.django_db(transaction=True)
A_MINUTE = 60
TUESDAY = 1
SEEN = """is => {
    Object.defineProperty(document, "hidden", {value: !is, configurable: true})
    document.dispatchEvent(new Event("visibilitychange", {bubbles: true}))
}"""


@pytest.fixture
def box(settings):
    with mailbox(settings) as box:
        yield box


@pytest.fixture
def worker():
    """The job worker, beside the server, as it is where Wayfellow is served."""
    worker = JobWorker()

    def work():
        worker.run()
        connections.close_all()

    thread = Thread(target=work)
    thread.start()
    yield worker
    worker.running = False
    thread.join()


@pytest.fixture
def at_home(cast, live_server, settings):
    """The cast as if it lived here, reading English: letters go to no invented address."""
    settings.SITE = live_server.url
    type(cast.pau).objects.update(language="en", password=make_password(PASSWORD), of_the_demo=False)
    return cast


@pytest.fixture
def at(at_home, new_context, nothing_in_the_way):
    def someone(account, way):
        context = new_context(**WAYS[way])
        context.set_default_timeout(20_000)
        return Someone(context, account, nothing_in_the_way).signs_in()

    return someone


@pytest.mark.usefixtures("worker")
def test_a_meeting_moves_and_all_three_read_it(at_home, at, box, browser, live_server):
    today = timezone.localdate()
    tuesday = next(day for n in range(2, 9) if (day := today + timedelta(n)).weekday() == TUESDAY)
    friday = tuesday + timedelta(days=3)
    journey = story.set_out(at_home, on=today - timedelta(days=20))
    actions.plan(journey, by=at_home.pau, id=uuid4(), on=tuesday, at=time(17), setting=Setting.COMMUNITY)

    montse, pau, carme = at("person", "on a phone"), at("peer", "on a phone"), at("coordinator", "on a large screen")
    feed = makes_an_address(pau)
    before = read_by_a_calendar(feed, browser)
    pau.opens("/today/")
    pau.reads(date_format(tuesday, "j F"))
    carme.opens(f"/desk/journeys/{journey.pk}/")
    carme.reads(date_format(tuesday, "j F"))
    box.letters.clear()
    puts_away(pau)

    moves(montse, friday)
    moved_at = monotonic()
    reads_at_the_next_look(
        pau, f"The meeting with Montse has another day: {in_words(friday)} instead of {in_words(tuesday)}"
    )
    has_a_letter(pau, box, moved_at)
    after = read_by_a_calendar(feed, browser)
    assert after["UID"] == before["UID"] and int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert (before["DTSTART"].date(), after["DTSTART"].date()) == (tuesday, friday)
    carme.opens(f"/desk/journeys/{journey.pk}/")
    carme.reads(date_format(friday, "j F"))
    assert date_format(tuesday, "j F") not in carme.page.locator("main").inner_text()  # above it may be another date

    confirms(pau)
    montse.opens("/my/")
    montse.reads(date_format(friday, "j F"))
    assert len(box.letters) == 1  # who moved it is not written to, and that it was read is told to nobody


def makes_an_address(pau):
    pau.opens("/my-account/calendars/")
    pau.follows("Make an address for my calendar")
    pau.presses("Make the address")
    return pau.page.locator("#address").inner_text()


def read_by_a_calendar(feed, browser):
    """It asks by itself, with nobody signed in."""
    context = browser.new_context()
    answer = context.request.get(feed)
    assert answer.status == 200
    [event] = events_in(answer.body())
    context.close()
    return event


def moves(montse, friday):
    montse.opens("/my/")
    montse.follows("Change this plan")
    montse.chooses("What happens to this meeting?", "We are meeting, but something changes")
    montse.writes("The new day", friday.isoformat())
    montse.presses("Save")


def puts_away(someone):
    """Their phone goes into a pocket, with the page open."""
    someone.page.evaluate(SEEN, False)


def reads_at_the_next_look(someone, words):
    """The page that was open is in sight again: nobody loads it anew."""
    someone.page.evaluate("() => { window.isStillThere = true }")
    someone.page.evaluate(SEEN, True)
    someone.page.get_by_text(words).first.wait_for()
    assert someone.page.evaluate("() => window.isStillThere")
    someone.look(someone.page)


def has_a_letter(pau, box, moved_at):
    while not box.letters and monotonic() < moved_at + A_MINUTE:
        sleep(0.1)
    [(came_at, to, letter)] = box.letters
    assert came_at - moved_at < A_MINUTE and to == ["peer@demo.example"]
    words = letter.get_body(("plain",)).get_content()
    assert not [told for told in ["Montse", "Friday", "meeting"] if told in f"{letter['Subject']}{words}"]
    pau.opens(next(line for line in words.splitlines() if line.endswith("/news/")))


def confirms(pau):
    """One tap says that he has read it."""
    pau.reads("has another day")
    pau.presses("Mark as read")
    pau.page.get_by_role("button", name="Undo").first.wait_for()


def in_words(day):
    return f"{date_format(day, 'l')}, {date_format(day, 'MONTH_DAY_FORMAT')}"
