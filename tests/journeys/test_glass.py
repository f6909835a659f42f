"""Breaking the glass (I4): a reason, one hour, the person is told, a second person looks at it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.deeds import Can
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused, allowed, may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, BrokenGlass
from wayfellow.people.models import Membership

REASON = "Someone said that Pau asks people for money"
WORDS = "The heron by the pond"
TODAY = timezone.localdate()


def ago(**time):
    return timezone.now() - timedelta(**time)


@pytest.fixture
def road(cast):
    """Montse and Pau on the road, with one note."""
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=30))
    story.walk(cast, cast.journey, [TODAY - timedelta(days=20)], what_we_did=WORDS)
    cast.note = Accompaniment.objects.get()
    return cast


def page(name, record):
    return reverse(f"journeys:{name}", args=[record.pk])


def as_(client, user):
    client.force_login(user)
    return client


def opened(road, **time):
    return story.break_glass(road, road.journey, at=ago(**time))


def test_a_coordinator_opens_it_from_the_desk_and_reads_the_words(road, client):
    carme = as_(client, road.carme)
    assert page("break_glass", road.journey) in carme.get(page("desk_journey", road.journey)).content.decode()
    assert carme.get(page("accompaniment", road.note)).status_code == 404
    answer = Tab(carme, page("break_glass", road.journey)).send(reason=REASON)
    assert answer.url == page("behind_glass", road.journey)
    behind = text_of(carme.get(answer.url))
    assert "Open until" in behind and "The centre, the square" in behind and WORDS not in behind
    assert WORDS in text_of(carme.get(page("accompaniment", road.note)))


def test_without_a_reason_it_stays_closed(road, client):
    tab = Tab(as_(client, road.carme), page("break_glass", road.journey))
    assert tab.send(reason="  ").status_code == 422
    assert not BrokenGlass.objects.exists()


def test_it_is_open_for_one_hour_by_the_clock(road):
    glass = opened(road, minutes=59)
    assert may(road.carme, Can.SEE_BEHIND_GLASS, road.journey) and may(road.carme, Can.READ_NOTE, road.note)
    BrokenGlass.objects.filter(pk=glass.pk).update(at=ago(minutes=60))
    assert not may(road.carme, Can.SEE_BEHIND_GLASS, road.journey)
    assert road.note not in allowed(road.carme, Can.READ_NOTE, Accompaniment.objects.all())


def test_it_opens_one_journey_to_be_read_by_one_reader_and_nothing_else(road):
    other = story.set_out(road, on=TODAY, person={"name": "Nuria", "language": "ca"})
    join(road.olga, road.programme, Role.COORDINATOR)
    opened(road, minutes=1)
    assert not may(road.carme, Can.SEE_BEHIND_GLASS, other)
    assert not may(road.olga, Can.SEE_BEHIND_GLASS, road.journey)
    for can in [Can.SEE_JOURNEY, Can.LOG, Can.READ_CLOSING, Can.ANSWER_AS_PERSON]:
        assert not may(road.carme, can, road.journey)
    for can in [Can.ADD_TO_NOTE, Can.SETTLE, Can.HOLD]:
        assert not may(road.carme, can, road.note)
    assert not may(road.carme, Can.KEEP_VISITS, road.person)


def test_who_no_longer_coordinates_reads_no_further(road):
    opened(road, minutes=1)
    Membership.objects.filter(user=road.carme).update(ends_on=TODAY - timedelta(days=1))
    assert not may(road.carme, Can.SEE_BEHIND_GLASS, road.journey)
    assert not may(road.carme, Can.READ_NOTE, road.note)


def test_the_record_of_a_colleague_cannot_be_opened_even_so(road):
    opened(road, minutes=1)
    join(road.montse, road.programme, Role.EVALUATOR)
    assert not may(road.carme, Can.BREAK_GLASS, road.journey)
    assert not may(road.carme, Can.SEE_BEHIND_GLASS, road.journey)
    assert not may(road.carme, Can.READ_NOTE, road.note)
    assert not may(road.silvia, Can.REVIEW_GLASS, BrokenGlass.objects.get())


def test_where_nobody_could_look_at_it_afterwards_it_cannot_be_opened(road, client):
    Membership.objects.filter(user=road.silvia).delete()
    answer = Tab(as_(client, road.carme), page("break_glass", road.journey)).send(reason=REASON)
    assert (
        "Nobody else in this programme could review it afterwards, so it cannot be opened. Ask an "
        "administrator to add a second coordinator or a supervisor."
    ) in text_of(answer)
    assert REASON in text_of(answer)


def test_a_double_tap_opens_it_once(road):
    token = uuid.uuid4()
    for _tap in range(2):
        actions.break_glass(
            road.journey, by=road.carme, idempotency_key=token, id=token, at=timezone.now(), reason=REASON
        )
    assert BrokenGlass.objects.count() == 1
    with pytest.raises(Refused, match="already"):
        opened(road, minutes=0)


def test_the_person_reads_it_at_once_until_they_have_seen_it(road, client):
    glass = opened(road, minutes=5)
    montse = as_(client, road.montse)
    first = text_of(montse.get("/my/"))
    assert "What you two wrote was opened" in first and "Carme, coordinator" in first
    assert REASON in text_of(montse.get(page("glass", glass)))
    assert Tab(montse, page("tell_glass", glass)).send().url == "/my/"
    assert "What you two wrote was opened" not in text_of(montse.get("/my/"))
    line = next(row for row in page_of(montse.get("/my/who-looked/")).select(".row") if REASON in row.get_text())
    assert "Opened what you two wrote, for one hour" in line.get_text()


def test_every_reading_in_the_hour_is_a_line_that_the_person_and_the_second_person_read(road, client):
    glass = opened(road, minutes=5)
    carme = as_(client, road.carme)
    for place in [page("behind_glass", road.journey), *[page("accompaniment", road.note)] * 2]:
        assert carme.get(place).status_code == 200
    lines = Entry.objects.filter(person=road.person.pk, standing__in=["who_broke_the_glass", "who_broke_its_glass"])
    assert sorted(line.deed for line in lines) == [Can.READ_NOTE, Can.READ_NOTE, Can.SEE_BEHIND_GLASS]
    for reader in [road.montse, road.silvia]:
        read = text_of(as_(client, reader).get(page("glass", glass)))
        assert read.count("Read the note of a meeting") == 2
        assert REASON in read and "Carme" in read


def test_it_can_be_closed_before_the_hour_is_over(road, client):
    glass = opened(road, minutes=5)
    carme = as_(client, road.carme)
    assert Tab(carme, page("end_glass", glass)).send().url == page("glass", glass)
    assert carme.get(page("behind_glass", road.journey)).status_code == 404
    assert carme.get(page("accompaniment", road.note)).status_code == 404
    glass.refresh_from_db()
    assert not glass.is_open


def test_a_second_person_looks_at_it_once_it_is_closed_and_the_person_is_told_again(road, client):
    glass = opened(road, minutes=5)
    actions.tell_glass(glass, by=road.montse, on=TODAY)
    answers = {"outcome": "not_needed", "what_follows": "We talked with Carme. She says sorry."}
    silvia = as_(client, road.silvia)
    assert "It is open until" in text_of(Tab(silvia, page("review_glass", glass)).send(**answers))
    BrokenGlass.objects.update(at=ago(hours=2))
    assert Tab(silvia, page("review_glass", glass)).send(**answers).url == page("glass", glass)
    montse = as_(client, road.montse)
    assert "A second person has looked at it since" in text_of(montse.get("/my/"))
    assert "She says sorry" in text_of(montse.get(page("glass", glass)))
    with pytest.raises(Refused, match="already"):
        actions.review_glass(glass, by=road.silvia, at=timezone.now(), **answers)


def test_nobody_reviews_themself_not_even_by_two_roles_or_behind_the_doors(road):
    join(road.carme, road.programme, Role.SUPERVISOR)
    glass = opened(road, hours=2)
    assert not may(road.carme, Can.REVIEW_GLASS, glass)
    with pytest.raises(IntegrityError), transaction.atomic():
        BrokenGlass.objects.update(reviewed_by=road.carme, reviewed_on=TODAY, outcome="needed")


def test_whoever_walks_along_reviews_no_opening_of_their_own_road(road):
    join(road.pau, road.programme, Role.SUPERVISOR)
    glass = opened(road, hours=2)
    assert not may(road.pau, Can.REVIEW_GLASS, glass) and not may(road.pau, Can.SEE_GLASS, glass)


def test_whoever_walked_with_the_person_before_is_no_second_person(road):
    join(road.pau, road.programme, Role.SUPERVISOR)
    actions.change_peer(road.journey, by=road.carme, on=TODAY)
    glass = opened(road, hours=2)
    assert not may(road.pau, Can.REVIEW_GLASS, glass) and not may(road.pau, Can.SEE_GLASS, glass)
    assert may(road.silvia, Can.REVIEW_GLASS, glass)
    Membership.objects.filter(user=road.silvia).delete()
    with pytest.raises(Refused, match="Nobody else"):
        opened(road, minutes=5)


def test_nor_is_whoever_walked_with_them_on_another_road(road):
    join(road.pau, road.programme, Role.SUPERVISOR)
    story.close(road, road.journey, on=TODAY)
    road.journey = story.propose(road, on=TODAY)
    glass = opened(road, hours=2)
    assert not may(road.pau, Can.REVIEW_GLASS, glass)
    assert may(road.silvia, Can.REVIEW_GLASS, glass)


@pytest.mark.parametrize("days, words", [(0, "due by"), (4, "Overdue since")])
def test_the_day_by_which_it_is_looked_at_is_in_sight(road, client, days, words):
    glass = opened(road, days=days, hours=2)
    silvia = as_(client, road.silvia)
    load = text_of(silvia.get(f"/supervision/{road.programme.pk}/"))
    assert "1 journey had emergency access" in load and words in load
    assert page("glass", glass) in silvia.get("/glass/").content.decode()
    join(road.olga, road.programme, Role.COORDINATOR)
    for place in ["/desk/", f"/desk/{road.programme.pk}/"]:
        assert words in text_of(as_(client, road.olga).get(place))
    own = text_of(as_(client, road.carme).get(f"/desk/{road.programme.pk}/"))
    assert "journey had emergency access and needs your review" not in own


def test_a_supervisor_reads_the_reason_and_not_whose_journey_it_is(road, client):
    glass = opened(road, hours=2)
    silvia = as_(client, road.silvia)
    for place in [page("glass", glass), page("review_glass", glass), "/glass/"]:
        assert "Montse" not in text_of(silvia.get(place))
    assert silvia.get(page("desk_journey", road.journey)).status_code == 404


class TestSomeoneWithoutAnAccount:
    @pytest.fixture
    def glass(self, road):
        road.journey = story.set_out(road, on=TODAY, person={"name": "Nuria", "language": "ca"})
        return opened(road, hours=2)

    def test_is_told_by_their_peer_supporter_who_does_not_read_the_reason(self, road, client, glass):
        pau = as_(client, road.pau)
        assert "Nuria has a right to know" in text_of(pau.get(page("journey", road.journey)))
        tab = Tab(pau, page("tell_glass", glass))
        assert "Carme" in text_of(tab.answer) and REASON not in text_of(tab.answer)
        assert pau.get(page("glass", glass)).status_code == 404
        assert tab.send().url == page("journey", road.journey)
        assert "has a right to know" not in text_of(pau.get(page("journey", road.journey)))

    def test_is_told_by_a_coordinator_where_nobody_walks_along_and_the_second_person_sees_whether(
        self, road, client, glass
    ):
        assert "The person has not been told about this yet." in text_of(
            as_(client, road.silvia).get(page("glass", glass))
        )
        assert client.get(page("tell_glass", glass)).status_code == 404
        assert Tab(as_(client, road.carme), page("tell_glass", glass)).send().url == page("glass", glass)
        assert "The person has known about it since" in text_of(as_(client, road.silvia).get(page("glass", glass)))
