"""A peer supporter who goes out is asked after when they do not come back in time, and nobody else learns of it."""

from datetime import datetime, time, timedelta
from threading import Thread
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.letters import outbox
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused, may
from wayfellow.arrivals import actions
from wayfellow.arrivals.access import Can
from wayfellow.arrivals.jobs import forget_outings
from wayfellow.arrivals.models import Contact, Outing
from wayfellow.arrivals.queries import next_end
from wayfellow.demo import story
from wayfellow.journeys.actions import plan
from wayfellow.notices.models import Letter
from wayfellow.people.models import Membership

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NOON = timezone.make_aware(datetime.combine(TODAY, time(12)))
THREE, FOUR = time(15), time(16)


@pytest.fixture(autouse=True)
def carried(settings):
    """There is a mail server."""
    settings.DEFAULT_FROM_EMAIL = "house@example.org"


@pytest.fixture
def noon():
    """It is noon, whenever the tests run."""
    with mock.patch("django.utils.timezone.now", return_value=NOON) as clock:
        yield clock


@pytest.fixture
def pau(cast, client):
    client.force_login(cast.pau)
    return client


def trusts(cast, **said):
    contact = {"coordinator": None, "name": "Ona", "email": "ona@home.example", "phone": "", "own_number": "600111222"}
    actions.keep_contact(cast.peer, by=cast.pau, edit_token=None, contact=contact | {"margin": 30} | said)


def out(cast, expected=THREE):
    return actions.set_out(cast.peer, by=cast.pau, id=uuid4(), expected=expected)


class TestIsOff:
    def test_until_somebody_wants_it(self, cast, pau, noon):
        assert "It is off. Nobody is told anything." in text_of(pau.get(reverse("arrivals:mine")))
        with pytest.raises(Refused, match="First say who is told"):
            out(cast)
        assert "First say who is told" in text_of(pau.get(reverse("arrivals:set_out", args=[cast.peer.pk])))

    def test_again_with_one_tap_and_nothing_is_kept_of_whom_they_trusted(self, cast, pau):
        trusts(cast)
        assert Tab(pau, reverse("arrivals:let_contact_go", args=[cast.peer.pk])).send().status_code == 302
        assert not Contact.objects.exists()

    def test_and_cannot_be_turned_on_where_nothing_can_be_sent(self, cast, pau, settings):
        settings.DEFAULT_FROM_EMAIL = ""
        assert "so nobody could be told" in text_of(pau.get(reverse("arrivals:mine")))


class TestWhomTheyTrust:
    def test_is_a_coordinator_of_theirs_or_somebody_of_their_own_sealed(self, cast, pau):
        tab = Tab(pau, reverse("arrivals:contact", args=[cast.peer.pk]))
        assert "Carme" in text_of(tab.answer) and "Olga" not in text_of(tab.answer)
        assert tab.send(coordinator=cast.carme.pk, margin="15").status_code == 302
        assert Contact.objects.get().coordinator == cast.carme
        tab = Tab(pau, tab.address)
        assert tab.send(coordinator="", name="Ona", email="ona@home.example", margin="60").status_code == 302
        row = Contact.objects.values("name", "email").get()
        assert b"Ona" not in bytes(row["name"]) and b"ona@" not in bytes(row["email"])
        assert "Ona" in text_of(pau.get(reverse("arrivals:mine")))

    @pytest.mark.parametrize(
        "said, message",
        [
            ({"name": ""}, "name somebody"),
            ({"name": "Ona", "email": ""}, "a way to reach them"),
            ({"name": "Ona", "email": "ona@"}, "valid email"),
            ({"name": "Ona", "email": "ona@home.example", "own_number": "12"}, "no number that can be rung"),
        ],
    )
    def test_needs_a_way_that_works(self, cast, pau, said, message):
        tab = Tab(pau, reverse("arrivals:contact", args=[cast.peer.pk]))
        answer = tab.send(**({"coordinator": "", "margin": "30"} | said))
        assert answer.status_code == 422 and message in text_of(answer) and not Contact.objects.exists()

    def test_is_nobody_elses_to_say_or_to_see(self, cast, noon):
        trusts(cast)
        outing = out(cast)
        for who in ["carme", "silvia", "nil", "montse", "olga"]:
            user = getattr(cast, who)
            assert not may(user, Can.KEEP_CONTACT, cast.peer) and not may(user, Can.SAY_BACK, outing), who


class TestGoingOut:
    def test_is_proposed_with_the_end_of_the_next_meeting_outside(self, cast, pau, noon):
        trusts(cast)
        assert "You meet somebody outside today." not in text_of(pau.get("/today/"))
        road = story.set_out(cast, on=TODAY - timedelta(days=30))
        said = {"on": TODAY, "at": time(13, 30), "minutes": 60, "place": "The bench"}
        plan(road, by=cast.pau, id=uuid4(), setting="centre", **said)
        assert next_end(cast.pau) is None
        plan(road, by=cast.pau, id=uuid4(), setting="community", anyway=True, **said | {"at": time(14)})
        assert "You meet somebody outside today." in text_of(pau.get("/today/"))
        tab = Tab(pau, reverse("arrivals:set_out", args=[cast.peer.pk]))
        assert tab.filled_in["expected"] == "15:00"
        assert {tab.send().status_code for _tap in range(2)} == {302}
        outing = Outing.objects.get()
        assert timezone.localtime(outing.tell_at).time() == time(15, 30)
        assert "You are out" in text_of(pau.get("/today/"))

    @pytest.mark.parametrize("expected", ["11:00", ""])
    def test_needs_a_time_that_is_still_to_come(self, cast, pau, noon, expected):
        trusts(cast)
        tab = Tab(pau, reverse("arrivals:set_out", args=[cast.peer.pk]))
        assert tab.send(expected=expected).status_code == 422 and not Outing.objects.exists()

    def test_is_once_at_a_time(self, cast, noon):
        trusts(cast)
        out(cast)
        with pytest.raises(Refused, match="out already"):
            out(cast)

    def test_keeps_neither_where_nor_with_whom(self):
        kept = {field.name for field in Outing._meta.concrete_fields}
        assert kept == {"id", "peer", "expected_at", "tell_at", "told", "told_at", "back_at"}


class TestNotBack:
    def test_is_told_by_letter_with_a_name_a_time_and_a_number_alone(self, cast, noon):
        trusts(cast)
        outing = out(cast)
        expected = timezone.localtime(outing.expected_at)
        noon.return_value = expected + timedelta(minutes=31)
        DBTaskResult.objects.update(run_after=NOON)
        [letter] = outbox()
        assert letter.to == ["ona@home.example"]
        assert "Pau" in letter.subject and "15:00" in letter.body and "600111222" in letter.body
        assert "Montse" not in letter.body and "peer" not in letter.body.lower()

    def test_is_told_once_however_often_and_wherever_it_is_looked(self, cast):
        trusts(cast)
        outing = silent(cast)
        for _machine in range(3):
            actions.tell_if_not_back(str(outing.pk), now=timezone.now())
        assert Letter.objects.count() == 1

    def test_is_not_told_before_the_time_nor_once_they_are_back(self, cast):
        trusts(cast)
        outing = silent(cast)
        actions.tell_if_not_back(str(outing.pk), now=outing.expected_at)
        actions.say_back(outing, by=cast.pau, at=timezone.now())
        actions.tell_if_not_back(str(outing.pk), now=timezone.now() + timedelta(hours=9))
        assert not Letter.objects.exists()

    def test_said_late_is_told_too_and_two_taps_are_one(self, cast, pau):
        trusts(cast)
        outing = silent(cast)
        actions.tell_if_not_back(str(outing.pk), now=timezone.now())
        assert "Somebody you trust was asked to ring you." in text_of(pau.get("/today/"))
        tab = Tab(pau, reverse("arrivals:say_back", args=[outing.pk]))
        assert {tab.send().status_code for _tap in range(2)} == {302}
        actions.say_back(outing, by=cast.pau, at=timezone.now())
        assert [letter.subject for letter in outbox()] == ["Truca a Pau, si us plau", "Pau ja ha tornat"]
        assert "You are out" not in text_of(pau.get("/today/"))

    def test_can_be_put_off_and_whoever_was_told_reads_so(self, cast, pau, noon):
        trusts(cast)
        outing = out(cast)
        actions.say_later(outing, by=cast.pau, expected=FOUR)
        noon.return_value = NOON + timedelta(hours=3, minutes=40)
        actions.tell_if_not_back(str(outing.pk), now=timezone.now())
        assert not Letter.objects.exists(), "the first time counts no more"
        noon.return_value = NOON + timedelta(hours=4, minutes=31)
        actions.tell_if_not_back(str(outing.pk), now=timezone.now())
        tab = Tab(pau, reverse("arrivals:say_later", args=[outing.pk]))
        assert tab.send(expected="17:00").status_code == 302
        assert Letter.objects.count() == 2
        assert Outing.objects.get().told_at is None

    def test_cannot_be_put_off_where_nobody_is_trusted_with_it_any_more(self, cast, noon):
        trusts(cast)
        outing = out(cast)
        Contact.objects.all().delete()
        with pytest.raises(Refused, match="First say who is told"):
            actions.say_later(outing, by=cast.pau, expected=FOUR)

    def test_goes_to_whoever_coordinates_where_the_chosen_one_does_no_more(self, cast):
        trusts(cast, coordinator=cast.carme, name="", email="")
        Membership.objects.filter(user=cast.carme).update(ends_on=TODAY - timedelta(days=1))
        Membership.objects.create(user=cast.silvia, programme=cast.programme, role="coordinator", starts_on=TODAY)
        outing = silent(cast)
        actions.tell_if_not_back(str(outing.pk), now=timezone.now())
        assert [letter.to for letter in outbox()] == [[cast.silvia.email]]

    def test_goes_by_text_message_where_there_is_a_gateway_and_a_number(self, cast, settings):
        settings.TEXTS = {"address": "mailto:{digits}@sms.example"}
        trusts(cast, email="", phone="+34 600 222 333")
        outing = silent(cast)
        actions.tell_if_not_back(str(outing.pk), now=timezone.now())
        [text] = outbox()
        assert text.to == ["34600222333@sms.example"] and "Pau" in text.body

    def test_is_forgotten_after_two_days(self, cast):
        trusts(cast)
        outing = silent(cast)
        Outing.objects.filter(pk=outing.pk).update(tell_at=timezone.now() - timedelta(days=3), expected_at=LONG_AGO)
        forget_outings.call()
        assert not Outing.objects.exists()


LONG_AGO = NOON - timedelta(days=9)


def silent(cast):
    """An outing whose time has passed, and nobody said anything."""
    past = timezone.now() - timedelta(minutes=1)
    times = {"expected_at": past - timedelta(minutes=30), "tell_at": past}
    return Outing.objects.create(peer=cast.peer, **times)


@pytest.mark.django_db(transaction=True)
def test_two_machines_that_look_at_once_write_one_letter(cast):
    trusts(cast)
    outing = silent(cast)

    def look():
        actions.tell_if_not_back(str(outing.pk), now=timezone.now())
        connection.close()

    machines = [Thread(target=look) for _machine in range(2)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    assert Letter.objects.count() == 1
