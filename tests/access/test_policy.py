"""The policy, written out the long way: every deed, every member of the cast."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.surveys.asking import answers_of, asking
from wayfellow.access.guard import allowed, deeds_of, may, record_type
from wayfellow.access.policy import POLICY, READINGS, Can
from wayfellow.access.words import DEEDS, RECORDS, RELATIONS
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment
from wayfellow.keeping.models import Retention
from wayfellow.people.models import Person, User
from wayfellow.plans.models import Visit
from wayfellow.surveys import actions as surveys
from wayfellow.workforce.actions import reflect
from wayfellow.workforce.models import Peer, Reflection

# Montse is the person, Pau her peer supporter, Oriol another one, Rosa referred her, Carme coordinates,
# Sílvia supervises, Edu evaluates, Nil keeps the installation, Olga belongs to another programme.
CAST = ["montse", "pau", "oriol", "rosa", "carme", "silvia", "edu", "nil", "olga"]
ON_THE_ROAD = {
    Can.REFER:               ["rosa", "carme"],
    Can.SEE_DESK:            ["carme"],
    Can.SEE_LOAD:            ["carme", "silvia"],
    Can.SEE_EVALUATION:      ["carme", "silvia", "edu"],
    Can.SEE_SET_UP:          ["nil"],
    Can.IMPORT_CASELOAD:     [],
    Can.SET_JURISDICTION:    ["nil"],
    Can.MAKE_SURVEY:         ["carme"],
    Can.SEE_SURVEY:          ["carme"],
    Can.CHANGE_SURVEY:       ["carme"],
    Can.PUBLISH_SURVEY:      ["carme"],
    Can.ASK_WITH_SURVEY:     ["carme"],
    Can.SEE_SURVEY_RESULTS:  ["carme", "edu"],
    Can.ANSWER_SURVEY:       ["montse"],
    Can.CHANGE_QUESTION:     ["carme"],
    Can.FILL_IN:             ["montse"],
    Can.READ_ANSWERS:        ["montse", "pau", "carme"],
    Can.SEE_OWN_SPACE:       ["montse"],
    Can.SEE_REACH:           ["montse", "pau", "rosa", "carme"],
    Can.KEEP_VISITS:         ["montse"],
    Can.CHANGE_DETAILS:      ["montse"],
    Can.TAKE_ALONG:          ["montse"],
    Can.ASK_ERASURE:         ["montse"],
    Can.TAKE_BACK_ERASURE:   ["montse"],
    Can.ERASE:               ["montse"],
    Can.SAY_WHOM_I_KNOW:     ["montse"],
    Can.KEEP_ACCOUNT:        ["montse"],
    Can.CHANGE_PASSWORD:     ["montse"],
    Can.SIGN_OUT_ELSEWHERE:  ["montse"],
    Can.SEE_OWN_DAY:         ["pau"],
    Can.REFLECT:             ["pau"],
    Can.SAY_WHOM_THEY_KNOW:  ["pau"],
    Can.CHANGE_REFLECTION:   ["pau"],
    Can.SEE_REFERRAL:        ["montse", "pau", "carme"],
    Can.SEE_OWN_REFERRAL:    ["rosa"],
    Can.SEE_PLACE_ON_DESK:   ["carme"],
    Can.CHOOSE:              ["montse"],
    Can.RECORD_CHOICE:       ["pau", "carme"],
    Can.TELL_TEAM:           ["montse"],
    Can.ASK_TO_EXPLAIN:      ["carme"],
    Can.OFFER:               ["carme"],
    Can.ACCEPT_OFFER:        [],
    Can.DECLINE_OFFER:       ["pau"],
    Can.PREFER_SOMEONE_ELSE: ["montse", "carme"],
    Can.WRITE_AGREEMENT:     ["montse", "pau"],
    Can.ACCEPT_AGREEMENT:    ["montse", "pau"],
    Can.ACCEPT_TOGETHER:     ["pau"],
    Can.SEE_JOURNEY:         ["montse", "pau"],
    Can.PLAN:                ["montse", "pau"],
    Can.LOG:                 ["pau"],
    Can.TALK_ABOUT_THE_ROAD: ["montse", "pau"],
    Can.ASK_TO_GO_ON:        ["montse", "pau"],
    Can.NOD:                 ["carme"],
    Can.CONNECT:             ["montse", "pau"],
    Can.CHANGE_PEER:         ["montse", "carme"],
    Can.PASS_ON_NOTES:       ["montse"],
    Can.BEGIN_CLOSING:       ["montse", "pau"],
    Can.ANSWER_AS_PERSON:    ["montse"],
    Can.ANSWER_AS_PEER:      ["pau"],
    Can.PROPOSE_WORDS:       ["montse", "pau"],
    Can.AGREE_WORDS:         ["montse"],
    Can.CLOSE:               ["montse", "pau"],
    Can.END_UNPLANNED:       ["pau", "carme"],
    Can.GET_SURVEY:          ["montse"],
    Can.READ_NOTE:           ["montse", "pau"],
    Can.ADD_TO_NOTE:         ["montse", "pau"],
    Can.DISPUTE_NOTE:        ["montse"],
    Can.SETTLE:              ["montse", "pau"],
    Can.HOLD:                ["pau"],
    Can.SEE_JOINT:           ["rosa"],
    Can.CHANGE_VISIT:        ["montse"],
    Can.CHANGE_RETENTION:    ["nil"],
}  # fmt: skip
TODAY = timezone.localdate()


@pytest.fixture
def road(cast):
    """Montse and Pau on the road, one accompaniment behind them that Rosa joined, one visit in Montse's list."""
    cast.oriol = User.objects.create_user("oriol@demo.example", name="Oriol")
    cast.other_peer = Peer.objects.create(user=cast.oriol, employer=cast.federation)
    cast.other_peer.programmes.add(cast.programme)
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=60))
    story.walk(cast, cast.journey, [TODAY - timedelta(days=50)], with_referrer=True)
    cast.visit = Visit.objects.create(person=cast.person, with_whom="", to_raise="")
    cast.survey, cast.question, cast.own_answers = answered(cast)
    reflect(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, words="Own words")
    cast.reflection = Reflection.objects.get()
    return cast


def answered(cast):
    """A survey with names, read by Pau and Carme; Montse's answers to it; and a question of its next version."""
    survey = asking(cast, kept="named", read_by="both")
    answers = answers_of(cast, survey, {"free_no": ["yes"]})
    surveys.write_new_version(survey, by=cast.carme)
    return survey, survey.being_written.earliest("position"), answers


def record_of(cast, can):
    return {
        "directory.Programme": cast.programme,
        "people.Person": cast.person,
        "people.User": cast.montse,
        "surveys.Survey": getattr(cast, "survey", None),
        "surveys.Question": getattr(cast, "question", None),
        "surveys.OwnAnswers": getattr(cast, "own_answers", None),
        "workforce.Peer": cast.peer,
        "workforce.Reflection": getattr(cast, "reflection", None),
        "journeys.Journey": getattr(cast, "journey", None),
        "journeys.Accompaniment": Accompaniment.objects.first(),
        "plans.Visit": getattr(cast, "visit", None),
        "keeping.Retention": Retention.objects.first(),
    }[record_type(can)._meta.label]


def those_who_may(cast, can):
    return [name for name in CAST if may(getattr(cast, name), can, record_of(cast, can))]


def test_every_deed_has_one_line_in_the_policy_one_in_this_table_and_one_in_words():
    granted = [can for deeds in POLICY.values() for can in deeds]
    assert set(Can) == set(granted) == set(ON_THE_ROAD) == set(DEEDS)
    assert len(granted) == len(set(granted))
    assert set(Can) >= READINGS


def test_every_record_and_every_relation_has_words():
    relations = {relation.__name__ for deeds in POLICY.values() for names in deeds.values() for relation in names}
    assert relations | {"command_line"} == set(RELATIONS)
    assert set(POLICY) == set(RECORDS)
    assert all(apps.get_model(label) for label in POLICY)


@pytest.mark.parametrize("can", ON_THE_ROAD)
def test_on_the_road_the_policy_grants_exactly_this(road, can):
    assert those_who_may(road, can) == ON_THE_ROAD[can]


@pytest.mark.parametrize("can", ON_THE_ROAD)
def test_lists_single_records_and_the_deeds_on_a_page_obey_the_same_rule(road, can):
    record = record_of(road, can)
    for name in CAST:
        user = getattr(road, name)
        listed = record in allowed(user, can, type(record).objects.all())
        assert listed == may(user, can, record) == (can in deeds_of(user, record))


@pytest.mark.parametrize("can", ON_THE_ROAD)
def test_nobody_without_an_account_may_do_anything(road, can, client):
    assert not may(AnonymousUser(), can, record_of(road, can))


def test_the_greeter_may_only_speak_with_the_person_and_only_until_the_choice(cast):
    cast.journey = story.propose(cast, on=TODAY)
    actions.ask_to_explain(cast.journey, by=cast.carme, greeter=cast.peer)
    assert deeds_of(cast.pau, cast.journey) == {Can.RECORD_CHOICE}
    assert may(cast.pau, Can.SEE_REACH, cast.person)
    story.say_yes(cast, cast.journey, on=TODAY)
    assert deeds_of(cast.pau, cast.journey) == set()
    assert not may(cast.pau, Can.SEE_REACH, cast.person)


def test_whoever_referred_keeps_answers_only_until_the_road_begins(cast):
    cast.journey = story.propose(cast, on=TODAY)
    assert may(cast.rosa, Can.RECORD_CHOICE, cast.journey)
    story.say_yes(cast, cast.journey, on=TODAY)
    story.find_peer(cast, cast.journey, on=TODAY)
    assert may(cast.rosa, Can.RECORD_CHOICE, cast.journey)
    story.begin_walking(cast, cast.journey, on=TODAY)
    assert not may(cast.rosa, Can.RECORD_CHOICE, cast.journey)


def test_an_asked_peer_reads_the_referral_and_answers_and_no_more(cast):
    cast.journey = story.propose(cast, on=TODAY)
    story.say_yes(cast, cast.journey, on=TODAY)
    actions.offer(cast.journey, by=cast.carme, peer=cast.peer, on=TODAY)
    assert deeds_of(cast.pau, cast.journey) == {Can.SEE_REFERRAL, Can.ACCEPT_OFFER, Can.DECLINE_OFFER}


def test_someone_without_an_account_is_heard_on_their_peers_device(cast):
    cast.journey = story.set_out(cast, on=TODAY, person={"name": "Nuria", "language": "ca"})
    assert may(cast.pau, Can.ANSWER_AS_PERSON, cast.journey)
    Person.objects.filter(pk=cast.journey.person_id).update(user=cast.rosa)
    assert not may(cast.pau, Can.ANSWER_AS_PERSON, cast.journey)


def test_a_membership_that_has_ended_or_not_begun_opens_nothing(cast):
    membership = cast.carme.memberships.get(programme=cast.programme)
    assert may(cast.carme, Can.SEE_DESK, cast.programme)
    membership.ends_on = TODAY - timedelta(days=1)
    membership.save()
    assert not may(cast.carme, Can.SEE_DESK, cast.programme)
    membership.starts_on, membership.ends_on = TODAY + timedelta(days=1), None
    membership.save()
    assert not may(cast.carme, Can.SEE_DESK, cast.programme)
