"""The policy, written out the long way: every deed, every member of the cast."""

import json
from copy import deepcopy
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.choices.conftest import asked
from tests.deeds import READINGS, Can
from tests.directory.listings import one_of_each
from tests.jobs.given_up import given_up
from tests.surveys.asking import answers_of, asking
from wayfellow.access.guard import LinkHolder, allowed, deeds_of, may, record_type
from wayfellow.access.policy import DEEDS, POLICY, RECORDS, RELATIONS
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.directory.models import Team
from wayfellow.drafts.actions import keep as keep_draft
from wayfellow.drafts.models import Draft
from wayfellow.invitations.actions import invite_member
from wayfellow.invitations.models import Invitation
from wayfellow.jobs.models import Schedule
from wayfellow.jobs.schedules import set_out
from wayfellow.journeys.actions import propose_reach, record_choice, strike
from wayfellow.keeping.models import Retention
from wayfellow.people.actions import ask_new_address, ask_way_back
from wayfellow.people.models import OpenedSpace, User
from wayfellow.plans.actions import begin_plan, remark, share_part
from wayfellow.plans.models import Guest, Part, Support, Visit
from wayfellow.surveys import actions as surveys
from wayfellow.surveys.models import Shown
from wayfellow.understanding.actions import give_feedback, invite_to_present, tell_story
from wayfellow.understanding.models import Feedback, HelpLine, Presentation
from wayfellow.workforce.actions import reflect
from wayfellow.workforce.models import Peer, Reflection

# Montse is the person, Pau her peer supporter, Oriol another one, Rosa referred her, Carme coordinates,
# Sílvia supervises, Edu evaluates, Nil keeps the installation, Olga belongs to another programme.
CAST = ["montse", "pau", "oriol", "rosa", "carme", "silvia", "edu", "nil", "olga"]
ON_THE_ROAD = {
    Can.SEE_HOUSE:           ["nil"],
    Can.ADD_ORGANISATION:    ["nil"],
    Can.INVITE_OPERATOR:     ["nil"],
    Can.ASK_WAY_BACK:        ["nil"],
    Can.RUN_JOB:             ["nil"],
    Can.TRY_JOB_AGAIN:       ["nil"],
    Can.KEEP_ORGANISATION:   ["nil"],
    Can.ADD_SITE:            ["nil"],
    Can.ADD_TEAM:            ["nil"],
    Can.OPEN_PROGRAMME:      ["nil"],
    Can.KEEP_SITE:           ["nil"],
    Can.KEEP_TEAM:           ["nil"],
    Can.KEEP_SOURCE:         ["nil"],
    Can.KEEP_PROGRAMME:      ["nil"],
    Can.ADD_SOURCE:          ["nil"],
    Can.INVITE:              ["carme", "nil"],
    Can.PROPOSE_REACH:       ["pau", "rosa", "carme"],
    Can.ANSWER_REACH:        ["montse"],
    Can.INVITE_PERSON:       ["pau", "rosa", "carme"],
    Can.SEE_OPENINGS:        ["montse", "pau", "rosa", "carme"],
    Can.CLOSE_SPACE:         ["pau", "carme"],
    Can.SHOW_DIGITS:         [],  # whoever opened it is none of these
    Can.CONFIRM_SPACE:       ["pau", "carme"],  # Rosa made the code
    Can.KEEP_MEMBERSHIP:     ["nil"],
    Can.HAND_OVER:           ["nil"],
    Can.KEEP_INVITATION:     ["carme", "nil"],
    Can.TAKE_UP_INVITATION:  ["montse"],
    Can.KEEP_PEER:           ["nil"],
    Can.REFER:               ["rosa", "carme"],
    Can.SEE_DESK:            ["carme"],
    Can.TELL_OF_SOMETHING:   ["carme"],
    Can.SEE_LOAD:            ["carme", "silvia"],
    Can.SEE_EVALUATION:      ["carme", "silvia", "edu"],
    Can.SEE_UNMET_NEED:      ["carme", "edu"],
    Can.SEE_SET_UP:          ["nil"],
    Can.IMPORT_CASELOAD:     [],
    Can.ADD_HELP_LINE:       ["nil"],
    Can.INVITE_TO_PRESENT:   ["rosa", "carme"],
    Can.SET_JURISDICTION:    ["nil"],
    Can.ADD_LISTING:         ["carme"],
    Can.KEEP_LISTING:        ["carme"],
    Can.CHANGE_LISTING:      ["carme"],
    Can.PUBLISH_LISTING:     ["carme"],
    Can.UNPUBLISH_LISTING:   ["carme"],
    Can.CHECK_LISTING:       ["carme"],
    Can.ADD_VENUE:           ["carme"],
    Can.LEAVE_VENUE:         ["carme"],
    Can.ADD_TIME:            ["carme"],
    Can.CHANGE_VENUE:        ["carme"],
    Can.CHANGE_TIME:         ["carme"],
    Can.SETTLE_MISTAKE:      ["carme"],
    Can.SET_REPLY_ADDRESS:   ["nil"],
    Can.MAKE_SURVEY:         ["carme"],
    Can.SEE_SURVEY:          ["carme"],
    Can.CHANGE_SURVEY:       ["carme"],
    Can.PUBLISH_SURVEY:      ["carme"],
    Can.ASK_WITH_SURVEY:     ["carme"],
    Can.SEE_SURVEY_RESULTS:  ["carme", "edu"],
    Can.ANSWER_SURVEY:       ["montse"],
    Can.SHOW_OVER_TIME:      ["montse"],
    Can.CHANGE_QUESTION:     ["carme"],
    Can.FILL_IN:             ["montse"],
    Can.READ_ANSWERS:        ["montse", "pau", "carme"],
    Can.SEE_OVER_TIME:       ["montse", "pau", "carme"],
    Can.SEE_OWN_SPACE:       ["montse"],
    Can.SEE_REACH:           ["montse", "pau", "rosa", "carme"],
    Can.WANT_MAIL:           ["montse"],
    Can.KEEP_VISITS:         ["montse"],
    Can.KEEP_SUPPORTS:       ["montse"],
    Can.KEEP_PLAN:           ["montse"],
    Can.SEE_PLAN:            ["montse", "pau"],
    Can.CHANGE_DETAILS:      ["montse"],
    Can.TAKE_ALONG:          ["montse"],
    Can.ASK_ERASURE:         ["montse"],
    Can.TAKE_BACK_ERASURE:   ["montse"],
    Can.ERASE:               ["montse"],
    Can.SAY_WHOM_I_KNOW:     ["montse"],
    Can.ASK_FOR_SUPPORT:     ["montse"],
    Can.TELL_STORY:          ["montse"],
    Can.SAY_WHAT_MATTERS:    ["montse"],
    Can.WRITE_DOWN_WHAT_MATTERS: [],
    Can.GO_ON_WRITING:       ["pau"],
    Can.KEEP_ACCOUNT:        ["montse"],
    Can.CHANGE_PASSWORD:     ["montse"],
    Can.SIGN_OUT_ELSEWHERE:  ["montse"],
    Can.CLOSE_ACCOUNT:       [],  # she does not work here
    Can.OPEN_ACCOUNT:        [],
    Can.CHANGE_ADDRESS:      ["montse"],
    Can.SETTLE_ADDRESS:      [],
    Can.CONFIRM_ADDRESS:     ["montse"],
    Can.STOP_ADDRESS:        ["montse"],
    Can.GIVE_WAY_BACK:       ["carme"],
    Can.STOP_WAY_BACK:       ["montse", "carme"],
    Can.SEE_OWN_DAY:         ["pau"],
    Can.REFLECT:             ["pau"],
    Can.SAY_WHOM_THEY_KNOW:  ["pau"],
    Can.TELL_STORY_AS_PEER:  ["pau"],
    Can.CHANGE_REFLECTION:   ["pau"],
    Can.SEE_FIRST_STEP:      ["carme"],
    Can.SEE_OWN_FIRST_STEP:  ["montse"],
    Can.CHANGE_FIRST_STEP:   ["montse"],
    Can.WITHDRAW_FIRST_STEP: ["montse"],
    Can.TAKE_UP:             ["carme"],
    Can.SET_DAY:             ["carme"],
    Can.NOTE_IT_HAPPENED:    ["carme"],
    Can.LET_GO:              ["carme"],
    Can.BEGIN_JOURNEY:       ["carme"],
    Can.SEE_REFERRAL:        ["montse", "pau", "carme"],
    Can.SEE_OWN_REFERRAL:    ["rosa"],
    Can.SEE_PLACE_ON_DESK:   ["carme"],
    Can.CHOOSE:              ["montse"],
    Can.RECORD_CHOICE:       ["pau", "carme"],
    Can.TELL_TEAM:           ["montse"],
    Can.CHANGE_REFERRER:     [],  # Rosa refers still
    Can.SAY_IF_IT_IS_SO:     ["montse"],
    Can.ASK_TO_EXPLAIN:      ["carme"],
    Can.OFFER:               ["carme"],
    Can.ACCEPT_OFFER:        [],
    Can.DECLINE_OFFER:       ["pau"],
    Can.PREFER_SOMEONE_ELSE: ["montse"],
    Can.WRITE_AGREEMENT:     ["montse", "pau"],
    Can.ACCEPT_AGREEMENT:    ["montse", "pau"],
    Can.ACCEPT_TOGETHER:     [],
    Can.SEE_JOURNEY:         ["montse", "pau"],
    Can.SEE_TWO:             ["montse", "pau"],
    Can.ANSWER_TWO:          ["montse", "pau"],
    Can.READ_AGREEMENT:      ["montse", "pau"],
    Can.PLAN:                ["montse", "pau"],
    Can.LOG:                 ["pau"],
    Can.TALK_ABOUT_THE_ROAD: ["montse", "pau"],
    Can.ASK_TO_GO_ON:        ["montse", "pau"],
    Can.NOD:                 ["carme"],
    Can.CONNECT:             ["montse", "pau"],
    Can.CHANGE_PEER:         ["montse", "carme"],
    Can.PASS_ON_NOTES:       ["montse"],
    Can.READ_CLOSING:        ["montse", "pau"],
    Can.BEGIN_CLOSING:       ["montse", "pau"],
    Can.ANSWER_AS_PERSON:    ["montse"],
    Can.ANSWER_AS_PEER:      ["pau"],
    Can.PROPOSE_WORDS:       ["montse", "pau"],
    Can.AGREE_WORDS:         ["montse"],
    Can.CLOSE:               ["montse", "pau"],
    Can.END_UNPLANNED:       ["pau", "carme"],
    Can.GET_SURVEY:          ["montse"],
    Can.STRIKE:              ["montse", "pau", "rosa", "carme"],
    Can.STRIKE_AS_ASKED:     ["rosa"],
    Can.BREAK_GLASS:         ["carme"],
    Can.SEE_BEHIND_GLASS:    [],  # the hour is over
    Can.SEE_GLASS:           ["montse", "carme", "silvia"],
    Can.END_GLASS:           ["carme"],
    Can.TELL_GLASS:          ["montse"],
    Can.REVIEW_GLASS:        ["silvia"],
    Can.READ_NOTE:           ["montse", "pau"],
    Can.ADD_TO_NOTE:         ["montse", "pau"],
    Can.DISPUTE_NOTE:        ["montse"],
    Can.SETTLE:              ["montse", "pau"],
    Can.HOLD:                ["pau"],
    Can.SEE_JOINT:           ["rosa"],
    Can.CHANGE_VISIT:        ["montse"],
    Can.CHANGE_SUPPORT:      ["montse"],
    Can.SEE_PART:            ["montse", "pau"],
    Can.WRITE_PART:          ["montse"],
    Can.SEE_VERSIONS:        ["montse"],
    Can.SHARE_PART:          ["montse"],
    Can.INVITE_TO_PART:      ["montse"],
    Can.REMARK:              ["pau"],
    Can.SEE_REMARK:          ["montse", "pau"],
    Can.ANSWER_REMARK:       ["montse"],
    Can.OPEN_BY_LINK:        [],
    Can.REMARK_BY_LINK:      [],
    Can.CHANGE_STORY:        ["montse"],
    Can.CONSENT_TO_STORY:    ["montse"],
    Can.WITHDRAW_STORY:      ["montse"],
    Can.READ_STORY_FIRST:    [],
    Can.SEE_STORY:           ["montse"],
    Can.SEE_PRESENTATION:    ["rosa", "carme"],
    Can.PLAN_PRESENTATION:   ["carme"],
    Can.HOLD_PRESENTATION:   ["carme"],
    Can.LET_PRESENTATION_GO: ["rosa", "carme"],
    Can.SEE_FEEDBACK:        ["carme", "olga"],
    Can.CHANGE_HELP_LINE:    ["nil"],
    Can.CHANGE_RETENTION:    ["nil"],
}  # fmt: skip
TODAY = timezone.localdate()


@pytest.fixture(scope="module")
def told_road(told_cast):
    """Montse and Pau on the road, one accompaniment behind them that Rosa joined, one visit in Montse's list.

    One part of her plan is shared with Pau, who said something beside it, and open to her sister.
    """
    cast = told_cast
    cast.oriol = User.objects.create_user("oriol@demo.example", name="Oriol")
    cast.other_peer = Peer.objects.create(user=cast.oriol, employer=cast.federation)
    cast.other_peer.programmes.add(cast.programme)
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=60))
    story.walk(cast, cast.journey, [TODAY - timedelta(days=50)], with_referrer=True)
    written = {"how": "paper", "who_was_there": "Pau", "answer": "no"}
    record_choice(cast.journey, by=cast.pau, on=TODAY, **written)
    propose_reach(cast.person, by=cast.rosa, on=TODAY, reach={"phone": "699 999 999"})
    strike(cast.journey, by=cast.montse, on=TODAY, words="Social ties")
    cast.glass = story.break_glass(cast, cast.journey, at=timezone.now() - timedelta(hours=2))
    cast.visit = Visit.objects.create(person=cast.person, with_whom="", to_raise="")
    Team.objects.create(organisation=cast.provider, name="Example team")
    whom = {"role": Role.REFERRER, "name": "Example Referrer", "email": "", "language": "en"}
    invite_member(cast.programme, by=cast.nil, id=uuid4(), on=TODAY, days=14, **whom)
    somebody = User.objects.create_user("somebody@demo.example", name="Somebody")
    cast.opened = OpenedSpace.objects.create(
        person=cast.person, user=somebody, opened_at=timezone.now(), made_by=cast.rosa
    )
    cast.support = Support.objects.create(person=cast.person)
    cast.survey, cast.question, cast.own_answers = answered(cast)
    reflect(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, words="Free text")
    cast.reflection = Reflection.objects.get()
    cast.listing, cast.venue, cast.time, cast.mistake = one_of_each(cast)
    begin_plan(cast.person, by=cast.montse)
    cast.part = Part.objects.get(person=cast.person, kind="helps")
    share_part(cast.part, by=cast.montse, edit_token=None, peer=cast.peer, together=False)
    cast.draft = begun(cast.pau, f"/journeys/{cast.journey.pk}/log/", key=cast.person.key)
    cast.remark = remark(cast.part, by=cast.pau, id=uuid4(), on=TODAY, kind="suggestion", words="A coffee")
    until = timezone.now() + timedelta(days=1)
    cast.link = LinkHolder("the link of the sister")
    cast.guest = Guest.objects.create(part=cast.part, name="", fingerprint=cast.link.fingerprint, until=until)
    cast.step = asked(cast.programme, person=cast.person).step
    cast.story = tell_story(cast.person, by=cast.montse, id=uuid4(), story={"title": "Mine", "words": "Mine"})
    team = {"team": "Example team", "when_about": "In spring", "how_many": 9}
    invite_to_present(cast.programme, by=cast.rosa, id=uuid4(), on=TODAY, invitation=team)
    give_feedback(id=uuid4(), page="values", language="ca", month=TODAY, is_clear=True, missing="")
    ask_way_back(cast.installation, by=cast.nil, id=uuid4(), email=cast.montse.email, at=timezone.now())
    ask_new_address(cast.montse, by=cast.montse, id=uuid4(), email="new@post.example", at=timezone.now())
    set_out()
    cast.job = given_up()
    return cast


@pytest.fixture
def road(told_road, db):
    return deepcopy(told_road)


def begun(writer, place, *, key, **fields):
    """What somebody left half written on a page."""
    at = timezone.now()
    words = json.dumps({name: [words] for name, words in fields.items()})
    draft = Draft(writer=writer, place=place, key=key, hand=uuid4(), words=words, began_at=at, written_at=at)
    keep_draft(draft, before=None, idempotency_key=None)
    return draft


def answered(cast):
    """A survey with names, read by Pau and Carme; Montse's answers to it; and a question of its next version.

    She shows both how her answers go over time.
    """
    survey = asking(cast, kept="named", read_by="both")
    answers = answers_of(cast, survey, {"free_no": ["yes"]})
    surveys.write_new_version(survey, by=cast.carme)
    surveys.show_over_time(survey, by=cast.montse, to="both")
    return survey, survey.being_written.earliest("position"), answers


def records_of(cast):
    """One of each kind."""
    return {
        "directory.House": cast.installation,
        "directory.Organisation": cast.provider,
        "directory.Site": cast.sites[0],
        "directory.Team": Team.objects.first(),
        "directory.ReferralSource": cast.programme.sources.get(code="nursing"),
        "directory.Programme": cast.programme,
        "directory.Listing": cast.listing,
        "directory.Venue": cast.venue,
        "directory.WeeklyTime": cast.time,
        "directory.Mistake": cast.mistake,
        "people.Membership": cast.rosa.memberships.get(),
        "invitations.Invitation": Invitation.objects.first(),
        "people.Person": cast.person,
        "people.OpenedSpace": cast.opened,
        "people.ProposedReach": cast.person.proposed_reach.get(),
        "people.User": cast.montse,
        "people.NewAddress": cast.montse.new_address,
        "people.WayBack": cast.montse.ways_back.get(),
        "drafts.Draft": cast.draft,
        "surveys.Survey": cast.survey,
        "surveys.Question": cast.question,
        "surveys.OwnAnswers": cast.own_answers,
        "surveys.Shown": Shown.objects.first(),
        "workforce.Peer": cast.peer,
        "workforce.Reflection": cast.reflection,
        "choices.FirstStep": cast.step,
        "journeys.Journey": cast.journey,
        "journeys.RecordedChoice": cast.journey.recorded.get(),
        "journeys.Strike": cast.journey.strikes.get(),
        "journeys.BrokenGlass": cast.glass,
        "journeys.Accompaniment": cast.journey.accompaniments.get(),
        "plans.Visit": cast.visit,
        "plans.Support": cast.support,
        "plans.Part": cast.part,
        "plans.Remark": cast.remark,
        "plans.Guest": cast.guest,
        "understanding.Story": cast.story,
        "understanding.Presentation": Presentation.objects.first(),
        "understanding.Feedback": Feedback.objects.first(),
        "understanding.HelpLine": HelpLine.objects.first(),
        "keeping.Retention": Retention.objects.first(),
        "jobs.Schedule": Schedule.objects.first(),
        "django_tasks_database.DBTaskResult": cast.job,
    }


def kind_of(can):
    return record_type(can)._meta.label


def record_of(cast, can):
    return records_of(cast)[kind_of(can)]


def test_every_deed_has_one_line_in_the_policy_one_in_this_table_and_one_in_words():
    granted = [can for deeds in POLICY.values() for can in deeds]
    assert set(Can) == set(granted) == set(ON_THE_ROAD) == set(DEEDS)
    assert len(granted) == len(set(granted))
    assert all(can.words for can in Can)
    assert set(Can) >= READINGS


def test_every_record_and_every_relation_has_words():
    relations = {relation.__name__ for deeds in POLICY.values() for names in deeds.values() for relation in names}
    assert relations | {"command_line"} == set(RELATIONS)
    assert all(said.words for said in RELATIONS.values())
    assert set(POLICY) == set(RECORDS)
    assert all(apps.get_model(label) for label in POLICY)


@pytest.mark.parametrize("name", CAST)
def test_on_the_road_the_policy_grants_exactly_this_in_lists_and_on_pages(road, name):
    user, records = getattr(road, name), records_of(road)
    table = {can for can, names in ON_THE_ROAD.items() if name in names}
    listed = {can for can in Can if records[kind_of(can)] in allowed(user, can, record_type(can).objects.all())}
    assert listed == table
    assert {can for record in records.values() for can in deeds_of(user, record)} == table


def test_nobody_without_an_account_may_do_anything(road):
    records = records_of(road)
    assert not [can for can in Can if may(AnonymousUser(), can, records[kind_of(can)])]
