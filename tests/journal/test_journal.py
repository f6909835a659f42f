from datetime import timedelta

import pytest
from django.utils import timezone

from wayfellow.access.deeds import Can
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions

TODAY = timezone.localdate()


def test_the_journal_tells_the_story_by_codes_and_never_by_words(cast):
    journey = story.set_out(cast, on=TODAY)
    story.walk(cast, journey, [TODAY], what_we_did="We walked to the sea")
    lines = Entry.objects.filter(person=cast.person.pk).order_by("at")
    assert [line.deed for line in lines] == [
        Can.REFER, Can.RECORD_CHOICE, Can.OFFER, Can.ACCEPT_OFFER, Can.WRITE_AGREEMENT, Can.ACCEPT_TOGETHER, Can.LOG,
    ]  # fmt: skip
    assert [line.standing for line in lines][:4] == [
        "its_referrers",
        "the_referrer_before_the_road",
        "the_coordinators",
        "the_asked_peer",
    ]
    assert "sea" not in str([line.facts for line in lines])


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
