"""By the story's own clock: tonight's group found in half a minute, and twenty who came noted in one.

The clock is what the machine takes, and what a person takes: to read, to find a thing with their eyes, to tap.
"""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from tests.conftest import fits
from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, keep_names, met, run_by
from tests.stories.test_one_journey import Someone
from wayfellow.demo import seed
from wayfellow.demo.cast import PASSWORD, gather
from wayfellow.directory.models import WeeklyTime

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}
WORDS_A_SECOND = 4  # as grown-up people read English silently, on average (Brysbaert 2019)
A_TAP, A_SCREEN = 1.2, 1.0  # to aim a thumb and tap; to move on by a screen
ABOVE = """found => {
    const main = found.closest("main"), range = document.createRange();
    range.setStart(main, 0); range.setEndAfter(found);
    const words = range.cloneContents(), mine = words.querySelectorAll(".row").length - 1;
    words.querySelectorAll(".unseen, .lede").forEach(each => each.remove());
    words.querySelectorAll(".row").forEach((row, at) => {
        if (at < mine) row.replaceChildren(row.querySelector(".row-title") || "");
    });
    return [words.textContent.split(/\\s+/).filter(Boolean).length, found.getBoundingClientRect().bottom / innerHeight];
}"""


class Clock:
    """What it took so far."""

    def __init__(self):
        self.began, self.spent = time.monotonic(), 0.0

    def reads_down_to(self, found):
        """Somebody reads titles, choices, of other entries of a list their names, and then what they look for."""
        words, screens = found.evaluate(ABOVE)
        self.spent += words / WORDS_A_SECOND + int(screens) * A_SCREEN

    def taps(self, found):
        found.click()
        self.spent += A_TAP

    @property
    def seconds(self):
        return self.spent + time.monotonic() - self.began


@pytest.fixture
def at_hour(settings):
    """A house where it is some hour now: it stands in another time zone."""

    def stand(hour):
        ahead = (hour - datetime.now(UTC).hour + 12) % 24 - 12
        settings.TIME_ZONE = f"Etc/GMT{-ahead:+d}"  # west of Greenwich has a plus there

    return stand


@pytest.fixture
def tonight(db):
    """A circle this evening behind a green door, among thirty programmes of every kind."""
    cast = gather()
    seed.programmes(30)
    every_day = [(day, "19:00", "00:30") for day in range(7)]
    details = {"door": "open", "listening": "yes", "writing": "heads", "in_one_sentence": {"en": "Tea and company"}}
    at = {"how_to_get_in": {"en": "Ring at the green door."}}
    return cast, publish(cast, "Example: Circle", at=at, times=every_day, **details)


def on_the_fullest_evening():
    """Have it be the day of the week on which most is on."""
    others = WeeklyTime.objects.exclude(listing__slug="example-circle")
    evenings = Counter(others.filter(starts_at__hour__gte=16).values_list("weekday", flat=True))
    [(fullest, _number)] = evenings.most_common(1)
    today = timezone.localdate().weekday()
    others.update(weekday=(F("weekday") + today - fullest + 7) % 7)


def phone(browser, live_server):
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="en-GB")
    context.set_default_timeout(30_000)
    return context, context.new_page()


@pytest.mark.parametrize("hour", [0, 7, 12, 17, 20, 23])
def test_a_visitor_finds_tonights_group_and_how_the_door_opens(
    browser, live_server, at_hour, hour, tonight, nothing_in_the_way
):
    at_hour(hour)
    on_the_fullest_evening()
    context, page = phone(browser, live_server)
    page.has_script = True
    page.goto("/")  # an open page, before the clock begins
    clock = Clock()
    way_in = page.get_by_role("link", name="What is on today")
    clock.reads_down_to(way_in)
    clock.taps(way_in)
    page.get_by_role("heading", name="Today and this week").wait_for()
    evening = page.get_by_role("link", name="Evening, from six")
    if evening.count():  # in the evening nothing else is left
        clock.reads_down_to(evening)
        clock.taps(evening)
    row = page.get_by_role("listitem").filter(has_text="Example: Circle")
    row.wait_for()
    clock.reads_down_to(row.get_by_text("Open: just come"))
    assert "19:00" in row.inner_text() and "Ring at the green door." in row.inner_text()
    took = clock.seconds
    nothing_in_the_way(page)
    assert took < 30, f"{took:.1f} seconds"
    context.close()


def test_twenty_who_came_are_noted_on_a_phone_in_under_a_minute(browser, live_server, tonight):
    cast, listing = tonight
    listing.writing = "name"
    listing.save(update_fields=["writing"])
    group = keep_names(cast, run_by(cast, listing, cast.peer), places=24)
    for number in range(22):
        asked_for_a_place(cast, group, f"Name {number}")
    assert met(group)
    type(cast.pau).objects.update(password=make_password(PASSWORD), language="en")
    context, _page = phone(browser, live_server)
    page = Someone(context, "peer", fits).signs_in().page
    page.goto(reverse("groups:group", args=[group.pk]))
    clock = Clock()
    way_in = page.get_by_role("link", name="Who came").first
    clock.reads_down_to(way_in)
    clock.taps(way_in)
    for number in range(20):
        clock.taps(page.get_by_role("checkbox", name=f"Name {number}", exact=True))
    clock.taps(page.get_by_role("button", name="Save"))
    page.get_by_text("20 people came").wait_for()
    took = clock.seconds
    assert took < 60, f"{took:.1f} seconds"
    assert group.sessions.get().on > timezone.localdate() - timedelta(days=2)
    context.close()
