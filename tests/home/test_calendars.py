"""What is planned, in somebody's own calendar elsewhere: in words that give nothing away, and only for them."""

import logging
import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.calendars import events_in
from tests.directory.listings import publish
from tests.groups.groups import run_by
from tests.journeys.on_the_road import statements
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.config.logs import without_private_addresses
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.keeping.actions import erase
from wayfellow.people import actions as people
from wayfellow.people.models import OwnCalendar, SecurityLine, WayBack
from wayfellow.ui.calendars import NOBODY, event, file_of, meeting

TODAY = timezone.localdate
SOON = {"at": time(17), "minutes": 60, "setting": "community", "place": "The bench by the library"}


@pytest.fixture
def road(cast):
    for user in [cast.pau, cast.montse]:
        user.language = "en"
        user.save()
    return story.set_out(cast, on=TODAY() - timedelta(days=200))


@pytest.fixture
def a_plan(cast, road):
    return actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=TODAY() + timedelta(days=4), **SOON)


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def address_for(user, **chosen):
    """Return the secret address of a calendar, as its owner copies it."""
    made = Tab(signed_in(user), "/my-account/calendars/address/").send(**chosen)
    return page_of(made).find(id="address").get_text().removeprefix(settings.SITE)


def read(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return events_in(answer.content)


class TestACalendar:
    def test_says_only_when_unless_its_owner_lets_it_say_more(self, cast, a_plan):
        for user in [cast.pau, cast.montse]:
            [event] = read(address_for(user))
            assert event["SUMMARY"] == "Meeting" and event["CLASS"] == "PRIVATE"
            assert "LOCATION" not in event and event["UID"] == str(a_plan.pk)
            content = Client().get(address_for(user)).content.decode()
            assert not any(
                word in content.lower() for word in ["wayfellow", "montse", "pau", "bench", "peer", "support"]
            )

    def test_says_a_first_name_and_a_place_where_that_was_chosen(self, cast, a_plan):
        cast.pau.name = "Pau Example"
        cast.pau.save()
        [event] = read(address_for(cast.montse, says_names="on", says_places="on"))
        assert (event["SUMMARY"], event["LOCATION"]) == ("Pau", "The bench by the library")
        [event] = read(address_for(cast.pau, says_names="on"))
        assert event["SUMMARY"] == "Montse" and "LOCATION" not in event

    def test_speaks_the_language_of_its_owner(self, cast, a_plan):
        cast.montse.language = "ca"
        cast.montse.save()
        assert read(address_for(cast.montse))[0]["SUMMARY"] == "Trobada"

    def test_moves_with_the_meeting_and_lets_go_of_what_is_cancelled(self, cast, a_plan):
        addresses = [address_for(cast.pau), address_for(cast.montse)]
        friday = a_plan.on + timedelta(days=1)
        actions.settle(a_plan, by=cast.montse, state="moved", on=friday, at=time(9, 30))
        at_half_past_nine = timezone.make_aware(datetime.combine(friday, time(9, 30))).astimezone(UTC)
        for address in addresses:
            [event] = read(address)
            assert (event["UID"], event["SEQUENCE"], event["DTSTART"]) == (str(a_plan.pk), "1", at_half_past_nine)
        actions.settle(a_plan, by=cast.pau, state="let_go")
        assert [read(address) for address in addresses] == [[], []]

    def test_lets_go_of_what_was_planned_when_the_journey_ends_or_rests(self, cast, road, a_plan):
        address = address_for(cast.montse)
        actions.take_break(road, by=cast.montse, begins_on=TODAY())
        assert read(address) == []
        actions.end_break(road, by=cast.montse, on=TODAY())
        actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=TODAY(), **SOON)
        assert len(read(address)) == 1
        actions.end_unplanned(road, by=cast.pau, on=TODAY(), way="moved", how_to_come_back="")
        assert read(address) == []

    def test_shows_a_meeting_without_a_time_as_a_day_and_without_a_length_as_an_hour(self, cast, road):
        on = TODAY() + timedelta(days=2)
        for at in [None, time(10)]:
            actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=on, at=at, setting="home", anyway=True)
        whole_day, an_hour = sorted(
            read(address_for(cast.pau)), key=lambda event: isinstance(event["DTSTART"], datetime)
        )
        assert (whole_day["DTSTART"], whole_day["DTEND"]) == (on, on + timedelta(days=1))
        assert an_hour["DTEND"] - an_hour["DTSTART"] == timedelta(hours=1)

    def test_holds_the_groups_that_a_peer_supporter_leads(self, cast, a_plan):
        listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")])
        run_by(cast, listing, cast.peer)
        address = address_for(cast.pau)
        one, group = sorted(read(address), key=lambda event: "RRULE" in event)
        assert (one["UID"], group["SUMMARY"]) == (str(a_plan.pk), "Meeting") and "LOCATION" not in group
        told = read(address_for(cast.pau, says_names="on", says_places="on"))
        assert "Example: Art workshop" in [event["SUMMARY"] for event in told]
        assert any("Example parish hall" in event.get("LOCATION", "") for event in told)
        assert len(read(address_for(cast.montse))) == 1

    def test_is_right_on_both_sides_of_a_change_of_the_clock(self, cast, road):
        spring = date(TODAY().year + 1, 3, 31)
        change = spring - timedelta(days=(spring.weekday() + 1) % 7)  # the last Sunday of March
        for on in [change - timedelta(days=1), change + timedelta(days=1)]:
            actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=on, **SOON)
        assert [event["DTSTART"].hour for event in read(address_for(cast.pau))] == [16, 15]

    def test_asks_few_questions_however_much_is_planned(self, cast, road):
        for user, most in [(cast.montse, 5), (cast.pau, 5)]:
            address = address_for(user)
            read(address)  # which keeps the day
            for number in range(3):
                on = TODAY() + timedelta(days=number + 1)
                actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=on, anyway=True, **SOON)
            with statements() as asked:
                read(address)
            assert len(asked) == most, asked


class TestItsAddress:
    def test_is_shown_once_and_the_same_to_a_second_tap(self, cast):
        tab = Tab(signed_in(cast.montse), "/my-account/calendars/address/")
        assert tab.send().status_code == 200
        shown = page_of(tab.answer).find(id="address").get_text()
        assert page_of(tab.send()).find(id="address").get_text() == shown
        assert OwnCalendar.objects.count() == 1
        assert shown.rpartition("/")[2].removesuffix(".ics") not in str(OwnCalendar.objects.values())
        assert "/calendar/" not in text_of(tab.client.get("/my-account/calendars/"))

    def test_made_anew_takes_the_place_of_the_one_before(self, cast, a_plan):
        tab = Tab(signed_in(cast.montse), "/my-account/calendars/address/")
        before = page_of(tab.send()).find(id="address").get_text().removeprefix(settings.SITE)
        after = address_for(cast.montse)
        assert Client().get(before).status_code == 404 and len(read(after)) == 1
        assert tab.send().url == "/my-account/calendars/"

    def test_says_when_it_was_read_as_a_day(self, cast):
        address, browser = address_for(cast.montse), signed_in(cast.montse)
        assert "Not read yet" in text_of(browser.get("/my-account/calendars/"))
        lines = Entry.objects.count()
        read(address)
        assert "Not read yet" not in text_of(browser.get("/my-account/calendars/"))
        assert OwnCalendar.objects.get().last_read_on == TODAY() and Entry.objects.count() == lines

    def test_is_in_no_log_and_no_cache(self, cast):
        address = address_for(cast.montse)
        answer = Client().get(address)
        assert answer["Cache-Control"] == "no-store" and not answer.cookies
        record = logging.LogRecord("", logging.INFO, "", 1, "%s", (f"GET {address} HTTP/1.1",), None)
        without_private_addresses(record)
        assert record.getMessage() == "GET /calendar/… HTTP/1.1"

    def test_that_opens_nothing_says_the_same_whatever_is_wrong(self, cast, a_plan):
        stopped = address_for(cast.pau)
        Tab(signed_in(cast.pau), reverse("home:close_calendar", args=[OwnCalendar.objects.get().pk])).send()
        closed = address_for(cast.montse)
        people.close_account(cast.montse, by=COMMAND_LINE, at=timezone.now(), on=TODAY())
        nobodys = "/calendar/nothing.ics"
        answers = {each: Client().get(each) for each in [stopped, closed, nobodys]}
        assert {answer.status_code for answer in answers.values()} == {404}
        assert len({answer.content.replace(each.encode(), b"") for each, answer in answers.items()}) == 1

    def test_can_be_asked_only_so_often(self, cast):
        address = address_for(cast.montse)
        answers = [Client().get(address).status_code for _try in range(62)]
        assert answers.count(200) == 60 and answers[-1] == 429

    def test_is_told_to_its_owner_among_what_happened_with_the_account(self, cast):
        address_for(cast.montse)
        assert SecurityLine.objects.filter(user=cast.montse, kind="calendar").count() == 1
        assert "A private address for a calendar was made" in text_of(signed_in(cast.montse).get("/my-account/"))


class TestItEnds:
    def test_with_the_last_day_of_a_peer_supporter(self, cast, a_plan):
        address = address_for(cast.pau)
        cast.peer.ends_on = TODAY() - timedelta(days=1)
        cast.peer.save()
        assert Client().get(address).status_code == 404

    def test_with_the_space_of_a_person(self, cast, a_plan):
        address = address_for(cast.montse)
        actions.close_space(cast.person, by=cast.pau, now=timezone.now())
        assert Client().get(address).status_code == 404 and not OwnCalendar.objects.exists()

    def test_with_an_erasure_also_for_someone_who_works_here(self, cast, a_plan):
        address = address_for(cast.montse)
        cast.montse.memberships.create(programme=cast.programme, role="referrer", starts_on=TODAY())
        erase(cast.person, by=COMMAND_LINE, on=TODAY())
        assert Client().get(address).status_code == 404 and not OwnCalendar.objects.exists()

    def test_when_somebody_else_may_have_had_the_account(self, cast):
        address = address_for(cast.montse)
        now = timezone.now()
        way_back = WayBack.objects.create(
            user=cast.montse, asked_by=cast.nil, asked_at=now, until=now + timedelta(days=1)
        )
        people.give_way_back(way_back, by=COMMAND_LINE, at=now)
        assert Client().get(address).status_code == 404


class TestThePage:
    def test_is_found_from_the_first_pages_and_from_the_account(self, cast):
        for user, places in [(cast.montse, ["/my/", "/my-account/"]), (cast.pau, ["/today/", "/my-account/"])]:
            for place in places:
                assert page_of(signed_in(user).get(place)).find("a", href="/my-account/calendars/")

    def test_is_off_until_somebody_asks_for_it(self, cast):
        assert "No calendar reads it." in text_of(signed_in(cast.montse).get("/my-account/calendars/"))
        assert not OwnCalendar.objects.exists()

    def test_has_another_word_changed_without_another_address(self, cast, a_plan):
        address = address_for(cast.montse)
        change = reverse("home:change_calendar", args=[OwnCalendar.objects.get().pk])
        Tab(signed_in(cast.montse), change).send(says_names="on")
        assert read(address)[0]["SUMMARY"] == "Pau"
        assert "whom I meet" in text_of(signed_in(cast.montse).get("/my-account/calendars/"))

    def test_asks_which_where_somebody_is_both(self, cast, a_plan):
        person = story.propose(cast, on=TODAY(), person={"name": "Pau", "language": "ca"}).person
        person.user = cast.pau
        person.save()
        browser = signed_in(cast.pau)
        refused = Tab(browser, "/my-account/calendars/address/").send()
        assert refused.status_code == 422 and page_of(refused).find("input", {"value": "my"})
        assert (
            read(address_for(cast.pau, section="my")) == [] and len(read(address_for(cast.pau, section="today"))) == 1
        )
        assert OwnCalendar.objects.count() == 2

    def test_says_to_whoever_meets_nobody_here_that_there_is_nothing(self, cast):
        assert "There is nothing here for a calendar" in text_of(signed_in(cast.carme).get("/my-account/calendars/"))
        refused = signed_in(cast.carme).post(
            "/my-account/calendars/address/", {"idempotency_key": uuid.uuid4(), "section": "today"}
        )
        assert refused.status_code == 422 and not OwnCalendar.objects.exists()

    def test_is_nobody_elses(self, cast):
        address_for(cast.montse)
        pk = OwnCalendar.objects.get().pk
        for name in ["change_calendar", "close_calendar"]:
            assert signed_in(cast.pau).get(reverse(f"home:{name}", args=[pk])).status_code == 404


class TestOneMeeting:
    def test_can_be_put_in_any_calendar_without_an_address(self, cast, a_plan):
        for user in [cast.pau, cast.montse]:
            browser = signed_in(user)
            page = page_of(browser.get(reverse("journeys:accompaniment", args=[a_plan.pk])))
            file = browser.get(page.find("a", string="Add to my calendar")["href"])
            [event] = events_in(file.content)
            assert (event["UID"], event["SUMMARY"]) == (str(a_plan.pk), "Meeting") and "LOCATION" not in event
        assert signed_in(cast.carme).get(reverse("journeys:calendar_file", args=[a_plan.pk])).status_code == 404

    def test_has_no_file_once_it_is_cancelled(self, cast, a_plan):
        actions.settle(a_plan, by=cast.pau, state="let_go")
        asked = signed_in(cast.pau).get(reverse("journeys:calendar_file", args=[a_plan.pk]))
        assert asked.url == reverse("journeys:accompaniment", args=[a_plan.pk])


def test_a_long_place_in_any_script_is_folded_as_the_standard_says():
    place = "La plaça de la font; al banc, «sota els til·lers» 東屋\n" * 3
    made = meeting(event(uuid.uuid4(), date(2026, 12, 1), date(2026, 12, 2), at=timezone.now(), place=place), "")
    [read_again] = events_in(file_of([made], TODAY(), made_by=NOBODY))
    assert read_again["LOCATION"].replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").strip() == place.strip()
