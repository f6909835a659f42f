"""Everyone reads on their first page what is new for them, and only what they could open now."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.tabs import page_of, text_of
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, Setting
from wayfellow.notices.models import Read
from wayfellow.workforce.actions import go_away

FIRST_PAGES = {"montse": "/my/", "pau": "/today/", "rosa": "/referrals/", "carme": "/desk/", "silvia": "/supervision/"}


@pytest.fixture
def journey(cast, today):
    return story.set_out(cast, on=today - timedelta(days=20))


@pytest.fixture
def browser_of(cast):
    """Everyone's own browser, opened once."""
    opened = {}

    def of(who):
        if who not in opened:
            opened[who] = Client()
            opened[who].force_login(getattr(cast, who))
        return opened[who]

    return of


@pytest.fixture
def all_read(cast):
    """What the story told so far has been read."""

    def read(*whom):
        for who in whom:
            for line in Entry.objects.all():
                Read.objects.get_or_create(
                    reader=getattr(cast, who), line=line.pk, defaults={"at": timezone.now() - timedelta(days=1)}
                )

    return read


@pytest.fixture
def planned(cast, journey, today, all_read):
    meeting = actions.plan(
        journey, by=cast.pau, id=uuid4(), on=today + timedelta(days=3), at=None, setting=Setting.COMMUNITY
    )
    all_read("montse", "pau", "rosa", "carme")
    return meeting


def first_page(browser, who):
    return browser.get(FIRST_PAGES[who], follow=True)


def new_on(answer):
    return [row.get_text(" ", strip=True) for row in page_of(answer).select("#new .row-title")]


def tap(browser, answer, words, button="Mark as read"):
    """Press the button beside what stands there."""
    row = next(row for row in page_of(answer).select("#new .row") if words in row.get_text(" "))
    form = row.find("button", string=re.compile(button)).find_parent("form")
    fields = {field["name"]: field["value"] for field in form.select("input")}
    return browser.post(form["action"], fields | {"is_read": form.button["value"]}, follow=True)


def number_at(answer, section):
    link = next(link for link in page_of(answer).select("#sections a") if section in link.get_text())
    said = link.select_one(".unseen")
    return said.get_text() if said else ""


def move(cast, planned, on, by):
    actions.settle(planned, by=by, state=Accompaniment.State.MOVED, on=on)


def test_who_waits_reads_that_a_meeting_was_moved_from_when_to_when(cast, planned, browser_of, today):
    move(cast, planned, today + timedelta(days=6), by=cast.montse)
    [told] = new_on(first_page(browser_of("pau"), "pau"))
    days = [today + timedelta(days=6), today + timedelta(days=3)]
    assert told == "The meeting with Montse has another day: {} instead of {}".format(
        *(f"{day:%A}, {day.day} {day:%B}" for day in days)
    )
    assert new_on(first_page(browser_of("montse"), "montse")) == []


def test_the_number_stands_beside_the_section_on_every_page(cast, planned, browser_of, today):
    move(cast, planned, today + timedelta(days=6), by=cast.montse)
    assert number_at(browser_of("pau").get("/who-sees-what/"), "Today") == ", 1 new"
    assert number_at(browser_of("rosa").get("/who-sees-what/"), "Referrals") == ""


def test_with_one_tap_it_is_read_and_with_another_as_new_as_before(cast, planned, browser_of, today):
    move(cast, planned, today + timedelta(days=6), by=cast.montse)
    pau = browser_of("pau")
    read = tap(pau, first_page(pau, "pau"), "another day")
    assert number_at(read, "Today") == ""
    assert len(new_on(read)) == 1  # it stays in sight for a moment, with its way back
    back = tap(pau, read, "another day", "Undo")
    assert number_at(back, "Today") == ", 1 new"
    assert not Read.objects.filter(reader=cast.pau, at__gt=timezone.now() - timedelta(hours=1)).exists()


def test_what_was_read_goes_after_a_moment(cast, planned, browser_of, today):
    move(cast, planned, today + timedelta(days=6), by=cast.montse)
    pau = browser_of("pau")
    tap(pau, first_page(pau, "pau"), "another day")
    Read.objects.filter(reader=cast.pau).update(at=timezone.now() - timedelta(minutes=11))
    assert not page_of(first_page(pau, "pau")).select("#new")
    assert any("another day" in told for told in new_on(pau.get("/news/?show=all")))


def test_a_second_tap_changes_nothing(cast, planned, browser_of, today):
    move(cast, planned, today + timedelta(days=6), by=cast.montse)
    pau = browser_of("pau")
    page = first_page(pau, "pau")
    for _time in range(2):
        assert tap(pau, page, "another day").status_code == 200
    line = Entry.objects.get(deed="accompaniment.settle")
    assert Read.objects.filter(reader=cast.pau, line=line.pk).count() == 1


def test_it_leads_to_where_it_can_be_read_and_is_read_from_then_on(cast, planned, browser_of, today):
    move(cast, planned, today + timedelta(days=6), by=cast.montse)
    pau = browser_of("pau")
    link = page_of(first_page(pau, "pau")).select_one("#new .row-title")["href"]
    opened = pau.get(link, follow=True)
    assert opened.redirect_chain[-1][0] == reverse("journeys:journey", args=[planned.journey_id])
    assert number_at(opened, "Today") == ""


@pytest.mark.parametrize("who", ["montse", "rosa", "carme", "olga"])
def test_what_is_told_to_another_is_not_there(cast, planned, browser_of, today, who):
    move(cast, planned, today + timedelta(days=6), by=cast.montse)
    line = Entry.objects.get(deed="accompaniment.settle")
    browser = browser_of(who)
    assert browser.get(f"/news/{line.pk}/").status_code == 404
    for is_read in ["yes", "no"]:
        assert browser.post("/news/mark/", {"line": str(line.pk), "is_read": is_read}).status_code == 404
    assert browser.post("/news/mark/", {"line": "what", "is_read": "yes"}).status_code == 404


def test_whose_journey_ended_long_ago_reads_no_more_of_it(cast, browser_of, today):
    journey = story.set_out(cast, on=today - timedelta(days=80))
    story.walk(cast, journey, [today - timedelta(days=60)])
    actions.add_to_note(journey.accompaniments.get(), by=cast.montse, on=today, words="And we laughed")
    assert "Montse added to the note of a meeting." in new_on(first_page(browser_of("pau"), "pau"))
    type(journey).objects.filter(pk=journey.pk).update(stage="ended", ended_on=today - timedelta(days=31))
    page = first_page(browser_of("pau"), "pau")
    assert new_on(page) == [] and number_at(page, "Today") == ""
    line = Entry.objects.get(deed="accompaniment.add_to_note")
    assert browser_of("pau").get(f"/news/{line.pk}/").status_code == 404


@pytest.mark.parametrize("answer", [Choice.Answer.NO, Choice.Answer.NOT_NOW])
def test_a_no_is_told_to_nobody(cast, browser_of, today, all_read, answer):
    journey = story.propose(cast, on=today)
    all_read(*FIRST_PAGES)
    actions.choose(journey, by=cast.montse, on=today, answer=answer, words="I would rather not")
    for who in FIRST_PAGES:
        page = first_page(browser_of(who), who)
        assert new_on(page) == [], who
        assert not page_of(page).select("#sections .new"), who


def test_a_yes_is_told_to_the_coordinator_until_a_peer_supporter_is_asked(cast, browser_of, today):
    journey = story.propose(cast, on=today)
    story.say_yes(cast, journey, on=today)
    yes = "Montse said yes. Who could walk with them?"
    assert yes in new_on(first_page(browser_of("carme"), "carme"))
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=today)
    assert yes not in new_on(first_page(browser_of("carme"), "carme"))
    assert new_on(first_page(browser_of("pau"), "pau")) == ["Montse would like to meet you. What do you say?"]
    assert new_on(first_page(browser_of("rosa"), "rosa")) == []


def test_several_of_one_kind_on_one_record_are_told_once(cast, journey, browser_of, all_read, today):
    all_read("montse")
    for _time in range(3):
        actions.connect(journey, by=cast.pau, association=cast.programme.organisation, state="told", on=today)
    assert new_on(first_page(browser_of("montse"), "montse")) == ["A step towards an association was noted."]


def test_a_meeting_that_was_moved_and_then_cancelled_is_told_once_as_it_stands_now(cast, planned, browser_of, today):
    move(cast, planned, today + timedelta(days=6), by=cast.pau)
    absence = go_away(cast.peer, by=cast.pau, id=uuid4(), begins_on=today, until=today + timedelta(days=9))
    actions.cancel_while_away(absence, by=cast.pau, meetings=[planned])
    [told] = new_on(first_page(browser_of("montse"), "montse"))
    last = today + timedelta(days=6)
    assert f"Your meeting of {last:%A}, {last.day} {last:%B} will not take place" in told
    assert number_at(browser_of("montse").get("/who-sees-what/"), "My space") == ", 1 new"


def test_whoever_cancels_a_meeting_that_the_other_moved_is_told_of_no_lost_one(cast, planned, browser_of, today):
    move(cast, planned, today + timedelta(days=6), by=cast.pau)
    actions.settle(planned, by=cast.montse, state=Accompaniment.State.LET_GO)
    assert new_on(first_page(browser_of("montse"), "montse")) == []
    [told] = new_on(first_page(browser_of("pau"), "pau"))
    assert "will not take place" in told


def test_a_meeting_that_was_moved_before_anybody_looked_is_told_with_its_last_day_alone(
    cast, journey, browser_of, today, all_read
):
    all_read("montse")
    when = {"on": today + timedelta(days=3), "at": None, "setting": Setting.COMMUNITY}
    meeting = actions.plan(journey, by=cast.pau, id=uuid4(), **when)
    move(cast, meeting, today + timedelta(days=6), by=cast.pau)
    [told] = new_on(first_page(browser_of("montse"), "montse"))
    assert "another day" in told


def test_all_of_it_is_read_with_one_tap_and_taken_back_with_another(cast, journey, browser_of):
    montse = browser_of("montse")
    page = montse.get("/news/")
    told = new_on(page)
    assert len(told) > 1 and number_at(page, "My space") == f", {len(told)} new"
    read = montse.post("/news/mark/", {"line": "all", "is_read": "yes"}, follow=True)
    assert number_at(read, "My space") == "" and new_on(read) == told
    back = montse.post("/news/mark/", {"line": "all", "is_read": "no"}, follow=True)
    assert number_at(back, "My space") == f", {len(told)} new"


def test_older_than_thirty_days_it_is_no_longer_new(cast, browser_of, today):
    story.propose(cast, on=today)
    assert new_on(first_page(browser_of("montse"), "montse"))
    later = timezone.now() + timedelta(days=31)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: later)
        assert new_on(first_page(browser_of("montse"), "montse")) == []


def test_it_says_what_will_be_there_when_nothing_is_new(cast, browser_of):
    assert "Nothing new" in text_of(browser_of("nil").get("/news/"))
    assert "Nothing happened" in text_of(browser_of("nil").get("/news/?show=all"))
