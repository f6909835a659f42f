"""What must never be false about a journey, act by act."""

import uuid
from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.deeds import Can
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import Refused, may
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.lifecycle import JOURNEY
from wayfellow.journeys.models import Accompaniment, Closer, GoingOn, Journey
from wayfellow.journeys.stages import Stage
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()
LAST_MONTH = TODAY - timedelta(days=30)
AGREEMENT = {"rhythm": "weekly", "own_rhythm": "", "places": "", "contact": "", "if_worried": ""}
Answer, Idea, Free = Choice.Answer, Choice.Idea, Choice.Free


def choose(cast, journey, answer, idea="", free="", on=TODAY, **more):
    actions.choose(journey, by=cast.montse, on=on, answer=answer, idea=idea, free=free, words="", **more)


# I1: choice


@pytest.mark.parametrize("act", ["offer", "accept_offer", "write_agreement", "log", "begin_closing"])
def test_nothing_starts_until_the_person_says_yes(cast, act):
    journey = story.propose(cast, on=TODAY)
    details = {
        "offer": {"by": cast.carme, "peer": cast.peer, "on": TODAY},
        "accept_offer": {"by": cast.pau, "on": TODAY},
        "write_agreement": {"by": cast.montse, "on": TODAY, "edit_token": None, **AGREEMENT},
        "log": {"by": cast.pau, "id": uuid.uuid4(), "on": TODAY, "minutes": 60, "setting": "home"},
        "begin_closing": {"by": cast.montse, "on": TODAY},
    }[act]  # fmt: skip
    with pytest.raises((Refused, PermissionDenied)):
        getattr(actions, act)(journey, **details)


def test_only_the_persons_own_free_yes_moves_on(cast):
    for idea, free in product(Idea, Free):
        with transaction.atomic():
            journey = story.propose(cast, on=TODAY)
            choose(cast, journey, Answer.YES, idea, free)
            is_free = idea != Idea.TREATMENT_PLAN and free == Free.YES
            assert journey.stage == (Stage.CHOSEN if is_free else Stage.PAUSED), (idea, free)
            transaction.set_rollback(True)


def test_nobody_else_can_choose_in_the_persons_own_space(cast):
    journey = story.propose(cast, on=TODAY)
    for someone in [cast.pau, cast.rosa, cast.carme, cast.nil]:
        with pytest.raises(PermissionDenied):
            actions.choose(journey, by=someone, on=TODAY, answer=Answer.YES, idea=Idea.MINE, free=Free.YES, words="")


def test_what_someone_else_keeps_says_who_was_there(cast):
    journey = story.propose(cast, on=TODAY)
    with pytest.raises(Refused):
        actions.record_choice(
            journey,
            by=cast.rosa,
            on=TODAY,
            how=Choice.How.PAPER,
            who_was_there="",
            answer=Answer.NO,
            words="",
        )
    assert journey.stage == Stage.PROPOSED


@pytest.mark.parametrize("answer, stage", [(Answer.NO, Stage.SAID_NO), (Answer.NOT_NOW, Stage.NOT_NOW)])
def test_no_and_not_now_can_become_yes(cast, answer, stage):
    journey = story.propose(cast, on=TODAY)
    choose(cast, journey, answer)
    assert journey.stage == stage
    choose(cast, journey, Answer.YES, Idea.MINE, Free.YES)
    assert journey.stage == Stage.CHOSEN
    assert cast.person.choices.count() == 2


def test_a_yes_can_be_taken_back_at_any_time(cast):
    journey = story.propose(cast, on=TODAY)
    story.say_yes(cast, journey, on=TODAY)
    story.find_peer(cast, journey, on=TODAY)
    choose(cast, journey, Answer.NO)
    assert (journey.stage, journey.peer) == (Stage.SAID_NO, None)
    choose(cast, journey, Answer.YES, Idea.MINE, Free.YES)
    assert journey.stage == Stage.CHOSEN


def test_the_person_can_stop_on_the_road_without_a_reason(cast):
    journey = story.set_out(cast, on=TODAY)
    choose(cast, journey, Answer.NO)
    assert (journey.stage, journey.ended_on) == (Stage.LEFT, TODAY)


def test_a_yes_that_is_no_longer_free_pauses_the_search(cast):
    journey = story.propose(cast, on=TODAY)
    story.say_yes(cast, journey, on=TODAY)
    story.find_peer(cast, journey, on=TODAY)
    choose(cast, journey, Answer.YES, Idea.TREATMENT_PLAN, Free.NO)
    assert (journey.stage, journey.peer) == (Stage.PAUSED, None)


def test_an_older_answer_on_paper_does_not_overrule_a_newer_one(cast):
    journey = story.propose(cast, on=LAST_MONTH)
    choose(cast, journey, Answer.NO)
    story.say_yes(cast, journey, on=LAST_MONTH)
    assert journey.stage == Stage.SAID_NO
    assert cast.person.choices.count() == 2


def test_nothing_ends_before_the_last_meeting(cast):
    journey = story.set_out(cast, on=LAST_MONTH, person={"name": "Biel", "language": "ca"})
    story.walk(cast, journey, [TODAY])
    ending = {"way": "moved", "how_to_come_back": "", "on": LAST_MONTH}
    with pytest.raises(Refused, match="before"):
        actions.end_unplanned(journey, by=cast.carme, **ending)
    with pytest.raises(Refused, match="before"):
        actions.record_choice(
            journey, by=cast.pau, on=LAST_MONTH, how=Choice.How.PAPER, who_was_there="Pau", answer=Answer.NO, words=""
        )
    assert journey.stage == Stage.WALKING


def test_the_database_itself_refuses_a_road_without_a_choice(cast):
    journey = story.propose(cast, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Journey.objects.filter(pk=journey.pk).update(stage=Stage.CHOSEN)


# The two find each other


def test_either_may_decline_and_is_not_asked_again(cast):
    for decline, by in [(actions.decline_offer, cast.pau), (actions.prefer_someone_else, cast.montse)]:
        with transaction.atomic():
            journey = story.propose(cast, on=TODAY)
            story.say_yes(cast, journey, on=TODAY)
            actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY)
            decline(journey, by=by, on=TODAY)
            assert (journey.stage, journey.peer) == (Stage.CHOSEN, None)
            with pytest.raises(Refused):
                actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY)
            transaction.set_rollback(True)


def test_the_road_begins_when_both_have_accepted(cast):
    journey = story.propose(cast, on=TODAY)
    story.say_yes(cast, journey, on=TODAY)
    story.find_peer(cast, journey, on=TODAY)
    actions.write_agreement(journey, by=cast.pau, on=TODAY, edit_token=edit_token_of([0]), **AGREEMENT)
    actions.accept_agreement(journey, by=cast.pau, on=TODAY, version=1)
    assert journey.stage == Stage.MEETING
    actions.accept_agreement(journey, by=cast.montse, on=TODAY, version=1)
    assert journey.stage == Stage.WALKING


def test_nobodys_agreement_is_overwritten_unseen(cast):
    journey = story.set_out(cast, on=TODAY)
    actions.write_agreement(journey, by=cast.pau, on=TODAY, edit_token=edit_token_of([1]), **AGREEMENT)
    with pytest.raises(Refused, match="newer"):
        actions.write_agreement(journey, by=cast.montse, on=TODAY, edit_token=edit_token_of([1]), **AGREEMENT)
    assert list(journey.agreements.order_by("version").values_list("version", flat=True)) == [1, 2]


def test_a_new_peer_reads_earlier_notes_only_if_the_person_lets_them(cast):
    journey = story.set_out(cast, on=LAST_MONTH)
    story.walk(cast, journey, [LAST_MONTH])
    note = Accompaniment.objects.get()
    actions.change_peer(journey, by=cast.montse, on=TODAY)
    assert not may(cast.pau, Can.READ_NOTE, note)
    newcomer = Peer.objects.create(user=cast.silvia, employer=cast.federation)
    newcomer.programmes.add(cast.programme)
    actions.offer(journey, by=cast.carme, peer=newcomer, on=TODAY)
    actions.accept_offer(journey, by=cast.silvia, on=TODAY)
    assert not may(cast.silvia, Can.READ_NOTE, note)
    actions.pass_on_notes(journey, by=cast.montse, passed_on=True)
    assert may(cast.silvia, Can.READ_NOTE, note)
    actions.pass_on_notes(journey, by=cast.montse, passed_on=False)
    assert not may(cast.silvia, Can.READ_NOTE, note)


@pytest.fixture
def changed(cast):
    """Sílvia walks with Montse now, after Pau, with whom Montse had an agreement and began a goodbye."""
    journey = story.set_out(cast, on=LAST_MONTH)
    actions.begin_closing(journey, by=cast.montse, on=LAST_MONTH)
    answers = {objective.pk: (Closer.CLOSER, "Said to Pau") for objective in journey.objectives.all()}
    actions.answer_as_person(journey, by=cast.montse, answers=answers, takes="Kept with Pau")
    actions.answer_as_peer(journey, by=cast.pau, answers=answers, takes="Pau’s own", how_to_come_back="Ask for Pau")
    actions.go_on_after_all(journey, by=cast.montse, on=LAST_MONTH)
    actions.change_peer(journey, by=cast.montse, on=LAST_MONTH)
    newcomer = Peer.objects.create(user=cast.silvia, employer=cast.federation)
    newcomer.programmes.add(cast.programme)
    actions.offer(journey, by=cast.carme, peer=newcomer, on=TODAY)
    actions.accept_offer(journey, by=cast.silvia, on=TODAY)
    return journey


def test_an_agreement_with_an_earlier_peer_binds_nobody_now(cast, changed):
    with pytest.raises(Refused):
        actions.accept_agreement(changed, by=cast.silvia, on=TODAY, version=1)
    actions.write_agreement(changed, by=cast.silvia, on=TODAY, edit_token=edit_token_of([0]), **AGREEMENT)
    actions.accept_agreement(changed, by=cast.silvia, on=TODAY, version=2)
    assert changed.stage == Stage.MEETING
    actions.accept_agreement(changed, by=cast.montse, on=TODAY, version=2)
    assert changed.stage == Stage.WALKING


def test_what_was_written_with_an_earlier_peer_is_the_persons_to_read_and_not_the_next_ones(cast, changed, client):
    for place, words in [("agreement/?version=1", "the square, the café"), ("closing/", "Kept with Pau")]:
        for reader, reads in [(cast.montse, True), (cast.silvia, False)]:
            client.force_login(reader)
            page = client.get(f"/journeys/{changed.pk}/{place}").content.decode()
            assert (words in page) == reads, (reader, place, page)


def test_a_peer_sees_a_journey_for_thirty_days_after_it_ended(cast):
    journey = story.set_out(cast, on=TODAY - timedelta(days=90))
    for days, sees in [(30, True), (31, False)]:
        Journey.objects.filter(pk=journey.pk).update(stage=Stage.ENDED, ended_on=TODAY - timedelta(days=days))
        assert may(cast.pau, Can.SEE_JOURNEY, journey) == sees


# I6: a soft limit


def test_the_thirteenth_is_noted_all_the_same(cast):
    journey = story.set_out(cast, on=LAST_MONTH)
    story.walk(cast, journey, [LAST_MONTH + timedelta(days=day) for day in range(13)])
    journey.refresh_from_db()
    assert (journey.accompaniments_count, journey.talk_is_due) == (13, True)


def test_the_talk_is_offered_at_eight_and_due_at_twelve(cast):
    journey = story.set_out(cast, on=LAST_MONTH)
    for number in range(1, 13):
        story.walk(cast, journey, [LAST_MONTH])
        journey.refresh_from_db()
        assert (journey.talk_is_offered, journey.talk_is_due) == (number >= 8, number >= 12)
    actions.talk_about_the_road(journey, by=cast.montse, on=TODAY)
    assert not journey.talk_is_offered


def test_going_on_needs_the_reason_both_write_and_a_nod(cast):
    journey = story.set_out(cast, on=LAST_MONTH)
    with pytest.raises(Refused):
        actions.nod(journey, by=cast.carme, on=TODAY)
    reasons = {"person_reason": "The workshop begins in May", "peer_reason": "To go together once"}
    with pytest.raises(Refused):
        actions.ask_to_go_on(journey, by=cast.pau, on=TODAY, up_to=12, **reasons)
    actions.ask_to_go_on(journey, by=cast.pau, on=TODAY, up_to=16, **reasons)
    with pytest.raises(PermissionDenied):
        actions.nod(journey, by=cast.pau, on=TODAY)
    actions.nod(journey, by=cast.carme, on=TODAY)
    assert GoingOn.objects.get().nodded_by == cast.carme


# I7, I8, and days that cannot be


def test_what_is_submitted_twice_is_there_once(cast):
    journey = story.set_out(cast, on=TODAY)
    idempotency_key = uuid.uuid4()
    for _tap in range(2):
        actions.log(
            journey, by=cast.pau, idempotency_key=idempotency_key, id=uuid.uuid4(), on=TODAY, minutes=60, setting="home"
        )
    assert Accompaniment.objects.count() == 1


def test_a_token_of_one_act_does_not_silence_another(cast):
    journey = story.set_out(cast, on=TODAY)
    idempotency_key = uuid.uuid4()
    actions.log(
        journey, by=cast.pau, idempotency_key=idempotency_key, id=uuid.uuid4(), on=TODAY, minutes=60, setting="home"
    )
    actions.talk_about_the_road(journey, by=cast.pau, idempotency_key=idempotency_key, on=TODAY)
    assert Journey.objects.get(pk=journey.pk).talked_on == TODAY


@pytest.mark.parametrize(
    "on, message", [(TODAY + timedelta(days=1), "to come"), (LAST_MONTH - timedelta(days=1), "before")]
)
def test_a_day_that_cannot_be_is_refused_where_it_was_typed(cast, on, message):
    journey = story.set_out(cast, on=LAST_MONTH)
    with pytest.raises(Refused, match=message) as refusal:
        actions.log(journey, by=cast.pau, id=uuid.uuid4(), on=on, minutes=60, setting="home")
    assert refusal.value.field == "on"


def test_the_counters_follow_every_change(cast):
    journey = story.set_out(cast, on=LAST_MONTH)
    story.walk(cast, journey, [LAST_MONTH, TODAY])
    actions.plan(journey, by=cast.montse, id=uuid.uuid4(), on=TODAY, at=None, setting="home")
    journey.refresh_from_db()
    assert (journey.accompaniments_count, journey.first_met_on, journey.last_met_on) == (2, LAST_MONTH, TODAY)
    Accompaniment.objects.filter(on=TODAY, state="held").delete()
    journey.refresh_from_db()
    assert (journey.accompaniments_count, journey.last_met_on) == (1, LAST_MONTH)


# The closing


def test_a_closing_answers_every_objective_in_two_voices_and_both_agree(cast):
    journey = story.set_out(cast, on=LAST_MONTH)
    actions.begin_closing(journey, by=cast.montse, on=TODAY)
    with pytest.raises(Refused):
        actions.close(journey, by=cast.pau, on=TODAY)
    answers = {objective.pk: (Closer.CLOSER, "We go out") for objective in journey.objectives.all()}
    actions.answer_as_person(journey, by=cast.montse, answers=answers, takes="My Thursdays")
    actions.answer_as_peer(journey, by=cast.pau, answers=answers, takes="Patience", how_to_come_back="Call us")
    actions.close(journey, by=cast.pau, on=TODAY)
    assert journey.stage == Stage.CLOSING
    actions.close(journey, by=cast.montse, on=TODAY)
    assert (journey.stage, journey.ended_on) == (Stage.CLOSED, TODAY)
    with pytest.raises(Refused):
        actions.close(journey, by=cast.montse, on=TODAY)


def test_the_person_agrees_to_exactly_the_words_that_are_sent(cast):
    journey = story.set_out(cast, on=LAST_MONTH)
    actions.begin_closing(journey, by=cast.pau, on=TODAY)
    actions.propose_words(journey, by=cast.pau, words="It went well", edit_token=edit_token_of([0]))
    actions.agree_words(journey, by=cast.montse, edit_token=edit_token_of([1]))
    assert journey.closing.words_are_agreed
    actions.propose_words(journey, by=cast.pau, words="It went very well", edit_token=edit_token_of([1]))
    assert not Journey.objects.get(pk=journey.pk).closing.words_are_agreed
    with pytest.raises(Refused):
        actions.agree_words(journey, by=cast.montse, edit_token=edit_token_of([1]))


# The lifecycle itself


def test_every_stage_can_be_reached_and_every_ending_is_an_ending():
    after = {rule.after for rule in JOURNEY.rules.values()}
    before = set().union(*(rule.before for rule in JOURNEY.rules.values()))
    assert set(Stage) - after == {Stage.PROPOSED}
    assert set(Stage) - before == {Stage.CLOSED, Stage.WITHDRAWN}  # the other two can be taken back for a week
