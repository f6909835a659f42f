"""What opens and closes as a road goes on, and as people come and go."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.deeds import Can
from wayfellow.access.guard import COMMAND_LINE, deeds_of, may
from wayfellow.access.policy import POLICY
from wayfellow.access.roles import command_line
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.people.models import Person
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()


def test_the_greeter_may_only_speak_with_the_person_and_only_until_the_choice(cast):
    cast.journey = story.propose(cast, on=TODAY)
    actions.ask_to_explain(cast.journey, by=cast.carme, greeter=cast.peer)
    assert deeds_of(cast.pau, cast.journey) == {Can.RECORD_CHOICE}
    assert deeds_of(cast.pau, cast.person) == {
        Can.SEE_REACH,
        Can.PROPOSE_REACH,
        Can.INVITE_PERSON,
        Can.SEE_OPENINGS,
    }
    story.say_yes(cast, cast.journey, on=TODAY)
    assert deeds_of(cast.pau, cast.journey) == deeds_of(cast.pau, cast.person) == set()


def test_whoever_referred_keeps_answers_only_until_the_road_begins(cast):
    cast.journey = story.propose(cast, on=TODAY)
    always = {Can.SEE_OWN_REFERRAL, Can.TAKE_IN_LIST, Can.STRIKE, Can.ANSWER_TIMES}
    puts_right = {Can.CORRECT_REFERRAL, Can.WITHDRAW_REFERRAL, Can.TAKE_BACK_REFERRAL}
    assert deeds_of(cast.rosa, cast.journey) == always | {Can.RECORD_CHOICE} | puts_right
    story.say_yes(cast, cast.journey, on=TODAY)
    story.find_peer(cast, cast.journey, on=TODAY)
    assert deeds_of(cast.rosa, cast.journey) == always | {Can.RECORD_CHOICE} | puts_right
    story.begin_walking(cast, cast.journey, on=TODAY)
    assert deeds_of(cast.rosa, cast.journey) == always | puts_right  # until she can read of the yes


def test_an_asked_peer_reads_the_referral_and_answers_and_no_more(cast):
    cast.journey = story.propose(cast, on=TODAY)
    story.say_yes(cast, cast.journey, on=TODAY)
    actions.offer(cast.journey, by=cast.carme, peer=cast.peer, on=TODAY)
    assert deeds_of(cast.pau, cast.journey) == {Can.SEE_REFERRAL, Can.ACCEPT_OFFER, Can.DECLINE_OFFER}


def test_someone_without_an_account_is_heard_on_their_peers_device(cast):
    cast.journey = story.set_out(cast, on=TODAY, person={"name": "Nuria", "language": "ca"})
    alone = deeds_of(cast.pau, cast.journey)
    Person.objects.filter(pk=cast.journey.person_id).update(user=cast.rosa)
    assert alone - deeds_of(cast.pau, cast.journey) == {
        Can.CHOOSE_WAY_ON,
        Can.ANSWER_AS_PERSON,
        Can.ACCEPT_TOGETHER,
        Can.AGREE_WORDS,
        Can.PASS_ON_NOTES,
        Can.CHANGE_OBJECTIVES,
        Can.TAKE_BACK_STOP,
        Can.GET_SURVEY,
        Can.SEE_WHO_LOOKED,
    }


def test_a_new_peer_reads_earlier_notes_only_when_the_person_passed_them_on_and_changes_none(cast):
    cast.journey = story.set_out(cast, on=TODAY)
    story.walk(cast, cast.journey, [TODAY])
    note, earlier = cast.journey.accompaniments.get(), Peer.objects.create(user=cast.olga, employer=cast.federation)
    note.peer = earlier
    note.save()
    assert deeds_of(cast.pau, note) == set()
    actions.pass_on_notes(cast.journey, by=cast.montse, passed_on=True)
    assert deeds_of(cast.pau, note) == {Can.READ_NOTE}


def test_a_membership_that_has_ended_or_not_begun_opens_nothing(cast):
    membership = cast.carme.memberships.get(programme=cast.programme)
    assert may(cast.carme, Can.SEE_DESK, cast.programme)
    membership.ends_on = TODAY - timedelta(days=1)
    membership.save()
    assert not may(cast.carme, Can.SEE_DESK, cast.programme)
    membership.starts_on, membership.ends_on = TODAY + timedelta(days=1), None
    membership.save()
    assert not may(cast.carme, Can.SEE_DESK, cast.programme)


def test_at_the_command_line_only_what_is_said_to_be_for_it_can_be_done(cast):
    cast.journey = story.propose(cast, on=TODAY)
    assert command_line not in POLICY["journeys.Journey"][Can.NOD]
    with pytest.raises(PermissionDenied):
        actions.nod(cast.journey, by=COMMAND_LINE, on=TODAY)
