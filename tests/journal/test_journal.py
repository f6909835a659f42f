from datetime import timedelta
from uuid import uuid4, uuid5

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.deeds import Can
from tests.journal.opened import said
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.journal.models import Entry, write_reading
from wayfellow.journeys import actions
from wayfellow.workforce.models import Reflection

TODAY = timezone.localdate()


def test_the_journal_tells_the_story_by_codes_and_never_by_words(cast):
    journey = story.set_out(cast, on=TODAY)
    story.walk(cast, journey, [TODAY], what_we_did="We walked to the sea")
    lines = Entry.objects.filter(person=cast.person.pk).order_by("at")
    assert [line.deed for line in lines] == [
        Can.REFER, Can.CHOOSE, Can.OFFER, Can.ACCEPT_OFFER,
        Can.WRITE_AGREEMENT, Can.ACCEPT_AGREEMENT, Can.ACCEPT_AGREEMENT, Can.LOG,
    ]  # fmt: skip
    assert [line.standing for line in lines][:4] == [
        "its_referrers",
        "the_person",
        "the_coordinators",
        "the_asked_peer",
    ]
    assert "sea" not in str([said(line) for line in lines])


def test_a_line_is_never_rewritten(cast):
    story.propose(cast, on=TODAY)
    line = Entry.objects.first()
    with pytest.raises(TypeError):
        line.save()


def test_a_refused_act_leaves_no_trace(cast):
    journey = story.propose(cast, on=TODAY)
    before = Entry.objects.count()
    with pytest.raises(Refused):
        actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY)
    assert Entry.objects.count() == before
    journey.refresh_from_db()
    assert journey.peer is None


def test_each_reading_by_someone_else_is_one_line_an_hour_and_ones_own_is_none(cast, client):
    journey = story.set_out(cast, on=TODAY - timedelta(days=3))
    for reader in [cast.pau, cast.pau, cast.montse]:
        client.force_login(reader)
        assert client.get(f"/journeys/{journey.pk}/").status_code == 200
    readings = Entry.objects.filter(deed=Can.SEE_JOURNEY)
    assert [(line.actor, line.standing) for line in readings] == [(cast.pau, "the_peer")]


def test_no_form_sent_before_takes_the_place_of_a_readings_line(cast, client):
    journey = story.set_out(cast, on=TODAY - timedelta(days=3))
    client.force_login(cast.pau)
    hour = f"{timezone.now():%Y-%m-%dT%H}"
    computed = uuid5(journey.pk, f"{cast.pau.pk} {Can.SEE_JOURNEY} {hour}")
    reflect = reverse("workforce:reflect", args=[cast.peer.pk])
    for token in [computed, uuid4()]:  # such was a reading's id once; any other token becomes no id either
        sent = {"idempotency_key": token, "on": TODAY.isoformat(), "words": "A good day"}
        assert client.post(reflect, sent).status_code == 302
        assert not Entry.objects.filter(pk=token).exists()
        assert not Reflection.objects.filter(pk=token).exists()
    assert client.get(f"/journeys/{journey.pk}/").status_code == 200
    assert Entry.objects.filter(deed=Can.SEE_JOURNEY, actor=cast.pau).count() == 1


def test_a_reading_in_another_relation_is_a_line_of_its_own(cast):
    journey = story.set_out(cast, on=TODAY)
    for relation in ["the_peer", "the_coordinators", "the_peer"]:
        write_reading(Can.SEE_JOURNEY, by=cast.pau, relation=relation, record=journey)
    assert Entry.objects.filter(deed=Can.SEE_JOURNEY).count() == 2
