"""A list, a single record and the buttons on a page obey one rule, however people stand to each other (DESIGN 3)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.access.test_policy import answered, checked_in, learned, supervised
from tests.audits.steps import begun_audit
from tests.choices.conftest import asked
from tests.deeds import Can
from tests.directory.listings import one_of_each
from tests.expenses.spending import spent
from tests.follow_ups.sheets import begun as quarter_begun
from tests.handing_on.steps import page_from_elsewhere, page_handed_on
from tests.joining.applying import on_the_way
from tests.office.steps import (
    called,
    document_in_force,
    known_around,
    noted_need,
    planned_step,
    settled_with,
    shared_out,
    spoke,
    wants_to_talk,
)
from tests.readiness.steps import asked_by_a_team, replied
from wayfellow.access.guard import allowed, deeds_of, may
from wayfellow.access.policy import POLICY
from wayfellow.access.roles import Role
from wayfellow.arrivals.models import Outing
from wayfellow.audits.models import Audit
from wayfellow.choices.models import FirstStep
from wayfellow.demo import story
from wayfellow.directory.models import (
    House,
    Listing,
    Mistake,
    Organisation,
    Programme,
    ReferralSource,
    Site,
    Team,
    Venue,
    WeeklyTime,
)
from wayfellow.drafts.models import Draft
from wayfellow.evaluation.models import PartnerTotal
from wayfellow.expenses.models import Expense
from wayfellow.follow_ups.models import FollowUp
from wayfellow.groups.models import Group, Member, Session
from wayfellow.handing_on.models import Published, Received
from wayfellow.hsds.models import Delivery
from wayfellow.invitations.actions import invite_member, invite_person
from wayfellow.invitations.models import Invitation
from wayfellow.jobs.models import Schedule
from wayfellow.joining import models as joining
from wayfellow.journeys.models import (
    Accompaniment,
    BrokenGlass,
    Connection,
    Journey,
    ProposedPlace,
    RecordedChoice,
    Strike,
    WorkingNote,
)
from wayfellow.journeys.stages import ENDINGS, TOGETHER, Stage
from wayfellow.keeping.models import Retention
from wayfellow.learning.models import Certificate, Conversation, Course, CourseDay, Enrolment, Hours, Module, Pathway
from wayfellow.office.models import Contact, Document, Liaison, Meeting, Need, Point, Responsibility, Sharing, Step
from wayfellow.people.models import (
    Membership,
    Merge,
    NewAddress,
    OpenedSpace,
    OwnCalendar,
    Person,
    ProposedReach,
    User,
    WayBack,
)
from wayfellow.plans.models import Guest, Part, Remark, Support, Visit
from wayfellow.readiness import models as readiness
from wayfellow.supervision.models import AgreedStep, Sheet, Supervision
from wayfellow.surveys.models import OwnAnswers, Question, Shown, Survey
from wayfellow.understanding.models import Feedback, HelpLine, Presentation, Story
from wayfellow.wellbeing.models import CheckIn, Shared
from wayfellow.workforce.actions import reflect
from wayfellow.workforce.models import Absence, Leaving, Peer, Reflection

TODAY = timezone.localdate()
KINDS = [
    House, Organisation, Site, Team, ReferralSource, Programme, Listing, Venue, WeeklyTime, Mistake, Group, Member,
    Session,
    Membership, Invitation, Person, Merge, OpenedSpace, ProposedReach, NewAddress, WayBack, OwnCalendar, User, Survey,
    Question, OwnAnswers, Shown,
    Peer, Absence, Leaving, Reflection,
    Outing, FirstStep, Journey, RecordedChoice, ProposedPlace, Strike, WorkingNote, Connection, BrokenGlass,
    Accompaniment, Visit,
    Support, Part,
    Supervision, Sheet, AgreedStep, CheckIn, Shared,
    Pathway, Module, Course, CourseDay, Enrolment, Conversation, Certificate, Hours,
    Remark, Guest, Story, Presentation, Feedback, HelpLine, Retention,
    Schedule, DBTaskResult, Draft, Need, Step, Document, Liaison, Contact, Meeting, Point, FollowUp,
    Responsibility, Sharing, Expense, Audit,
    joining.Application, joining.Step, readiness.Question, readiness.Reply,
    Published, Received, Delivery, PartnerTotal,
]  # fmt: skip
MODELS = {model._meta.label: model for model in KINDS}
NEED_A_PEER = {Stage.OFFERED, Stage.MEETING} | TOGETHER
ROADS = 3
AT_MOST = 6  # of each kind: more of what nobody's standing changes proves nothing more
FOUR = ["montse", "pau", "rosa", "carme"]  # few enough to be often more than one thing at a time
somebody = st.sampled_from(FOUR)
somebody_or_nobody = st.none() | somebody
around_today = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def memberships(draw):
    """Who is what where, from when and until when: begun, to come, over, or open."""
    starts = draw(around_today)
    ends = draw(st.none() | st.integers(0, 60).map(lambda days: starts + timedelta(days=days)))
    return {
        "who": draw(somebody),
        "here": draw(st.booleans()),
        "role": draw(st.sampled_from(Role)),
        "starts_on": starts,
        "ends_on": ends,
    }


@st.composite
def standings(draw):
    """How a journey stands and who is who in it; someone may be several of them."""
    stage = draw(st.sampled_from(Stage))
    return {
        "stage": stage,
        "ended_on": draw(st.integers(-40, 0).map(lambda d: TODAY + timedelta(days=d))) if stage in ENDINGS else None,
        "peer": draw(somebody if stage in NEED_A_PEER else somebody_or_nobody),
        "greeter": draw(somebody_or_nobody),
        "referrer": draw(somebody_or_nobody),
        "offer_accepted": draw(st.booleans()),
        "notes_passed_on": draw(st.booleans()),
        "who_was_there": draw(somebody_or_nobody),
        "with_referrer": draw(st.booleans()),
        "here": draw(st.booleans()),
        "who_broke_the_glass": draw(somebody),
        "whose_words_are_to_go": draw(somebody),
        "minutes_ago": draw(st.integers(0, 120)),
        "is_closed_again": draw(st.booleans()),
        "shared_with": draw(somebody_or_nobody),
        "together": draw(st.booleans()),
        "kind": draw(st.sampled_from(["recovery", "helps"])),
    }


@st.composite
def worlds(draw):
    """Three roads at once, of people who may work here too; who is what in which programme, and when."""
    people = draw(st.permutations([*FOUR, None, None]))
    return {
        "roads": [draw(standings()) | {"person": who} for who in people[:ROADS]],
        "roles": draw(st.lists(memberships(), max_size=6)),
        "peers": {who: draw(st.sets(st.booleans())) for who in FOUR},
    }


@pytest.fixture
def installation(cast):
    """Three roads with a note each, of people with a visit and a part of a plan, and everybody able to walk along."""
    cast.roads = []
    for name in ["Montse", "Nora", "Ivan"][:ROADS]:
        person = cast.person if name == "Montse" else {"name": name, "language": "ca"}
        journey = story.set_out(cast, on=TODAY - timedelta(days=60), person=person)
        story.walk(cast, journey, [TODAY - timedelta(days=50)])
        story.break_glass(cast, journey, at=timezone.now())
        RecordedChoice.objects.create(journey=journey, by=cast.rosa, on=TODAY)
        ProposedPlace.objects.create(journey=journey, by=cast.carme, on=TODAY, name="The choir")
        Strike.objects.create(journey=journey, author=cast.pau, words="these", asked_on=TODAY)
        WorkingNote.objects.create(journey=journey, author=cast.carme, on=TODAY, words="Rang twice")
        Connection.objects.create(journey=journey, association=cast.associations[0], state="told", on=TODAY)
        ProposedReach.objects.create(person=journey.person, by=cast.rosa, on=TODAY)
        OpenedSpace.objects.create(
            person=journey.person, user=stranger(name), made_by=cast.rosa, opened_at=timezone.now()
        )
        Visit.objects.create(person=journey.person, with_whom="", to_raise="")
        Support.objects.create(person=journey.person)
        part = Part.objects.create(person=journey.person, kind="helps")
        Remark.objects.create(part=part, by=cast.pau, on=TODAY, kind="word")
        Guest.objects.create(part=part, fingerprint=f"of a link {name}", until=timezone.now() + timedelta(days=1))
        cast.roads.append(journey)
    both = {"programme": cast.programme, "other_programme": cast.elsewhere, "asked_on": TODAY, "state_since": TODAY}
    for one, other in zip(cast.roads, cast.roads[1:], strict=False):
        Merge.objects.create(person=one.person, other=other.person, asked_by=cast.carme, **both)
        both |= {"other_programme": cast.programme}
    soon = timezone.now() + timedelta(days=1)
    NewAddress.objects.create(user=cast.rosa, email="other@clinic.example", until=soon)
    WayBack.objects.create(user=cast.rosa, asked_by=cast.nil, asked_at=timezone.now(), until=soon)
    OwnCalendar.objects.create(user=cast.rosa, section="today", address="a digest", made_on=TODAY)
    one_of_each(cast)
    cast.journey = cast.roads[0]
    answered(cast)
    asked(cast.programme, person=cast.person)
    Team.objects.create(organisation=cast.provider, name="Example team")
    for role in [Role.REFERRER, Role.EVALUATOR]:
        whom = {"role": role, "name": "Example", "email": "", "language": "en"}
        invite_member(cast.programme, by=cast.nil, id=uuid4(), on=TODAY, days=14, **whom)
    invite_person(cast.person, by=cast.rosa, id=uuid4(), on=TODAY, days=14)
    Story.objects.create(person=cast.person, title="", words="", stage="waiting", where="public", consented_on=TODAY)
    Story.objects.create(peer=cast.peer, title="", words="", stage="shown", where="here", consented_on=TODAY)
    wanted = {"team": "Example team", "when_about": "In spring", "how_many": 9, "asked_on": TODAY}
    Presentation.objects.create(programme=cast.programme, asked_by=cast.rosa, **wanted)
    for who in FOUR:
        Peer.objects.get_or_create(user=getattr(cast, who), employer=cast.federation)
    reflect(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, words="Free text")
    Absence.objects.create(peer=cast.peer, by=cast.pau, begins_on=TODAY)
    Leaving.objects.create(peer=cast.peer, programme=cast.programme, by=cast.pau, said_on=TODAY, last_day=TODAY)
    Outing.objects.create(peer=cast.peer, expected_at=soon, tell_at=soon)
    checked_in(cast)
    Shared.objects.update(with_whom=cast.carme)
    noted_need(cast)
    begun_audit(cast)
    page_handed_on(cast)
    page_from_elsewhere(cast)
    replied(asked_by_a_team(cast), cast.pau)
    spoke(known_around(cast, cast.federation), cast)
    shared_out(cast, cast.federation)
    settled_with(cast, cast.federation, here=cast.carme, there=cast.pau)
    wants_to_talk(called(cast, cast.pau, cast.silvia), cast.pau)
    document_in_force(cast, "Peers choose freely.")
    planned_step(cast, owner=cast.pau)
    quarter_begun(cast)
    learned(cast)
    on_the_way(cast)
    spent(cast)
    supervised(cast)
    Supervision.objects.update(supervisor=cast.carme)
    return cast


def stranger(name):
    return User.objects.create_user(f"{name.lower()}@invented.example", name="Somebody")


def arrange(installation, world):
    """Have everybody stand as was drawn."""
    peers = {peer.user_id: peer for peer in Peer.objects.all()}
    programmes = {True: installation.programme, False: installation.elsewhere}

    def peer_of(who):
        return peers[getattr(installation, who).pk] if who else None

    for who, places in world["peers"].items():
        peer_of(who).programmes.set(programmes[here] for here in places)
    Membership.objects.all().delete()
    for role in world["roles"]:
        Membership.objects.update_or_create(
            user=getattr(installation, role["who"]),
            programme=programmes[role["here"]],
            role=role["role"],
            defaults={"starts_on": role["starts_on"], "ends_on": role["ends_on"]},
        )
    Person.objects.update(user=None)
    for journey, road in zip(installation.roads, world["roads"], strict=True):
        Person.objects.filter(pk=journey.person_id).update(
            user=road["person"] and getattr(installation, road["person"])
        )
        Journey.objects.filter(pk=journey.pk).update(
            programme=programmes[road["here"]],
            peer=peer_of(road["peer"]),
            greeter=peer_of(road["greeter"]),
            referrer=road["referrer"] and getattr(installation, road["referrer"]),
            **{name: road[name] for name in ["stage", "ended_on", "offer_accepted", "notes_passed_on"]},
        )
        journey.accompaniments.update(peer=peer_of(road["who_was_there"]), with_referrer=road["with_referrer"])
        journey.glasses.update(
            by=getattr(installation, road["who_broke_the_glass"]),
            at=timezone.now() - timedelta(minutes=road["minutes_ago"]),
            ended_at=timezone.now() if road["is_closed_again"] else None,
        )
        journey.strikes.update(author=getattr(installation, road["whose_words_are_to_go"]))
        FirstStep.objects.update(programme=programmes[road["here"]])
        Part.objects.filter(person=journey.person_id).update(
            peer=peer_of(road["shared_with"]), together=road["together"], kind=road["kind"]
        )


@pytest.mark.slow
@settings(max_examples=13)  # drawn anew on each database
@given(world=worlds(), reader=somebody, turn=st.integers(0, 20))
def test_a_list_a_record_and_its_buttons_agree_however_people_stand(installation, world, reader, turn):
    with transaction.atomic():
        arrange(installation, world)
        granted = agreed(getattr(installation, reader), turn)
        event(f"{granted // 10 * 10} deeds or more were granted")
        transaction.set_rollback(True)


def agreed(user, turn):
    """Ask for every deed by its list and by the buttons of each record, and return how many were granted.

    Deeds granted to the same relations are one rule: the list is asked for one of them, whose turn it is, and so is
    one record alone.
    """
    granted = 0
    for label, deeds in POLICY.items():
        records = list(MODELS[label].objects.order_by("pk")[:AT_MOST])
        buttons = {record.pk: deeds_of(user, record) for record in records}
        for same in same_rule(deeds):
            can = same[turn % len(same)]
            listed = [record.pk for record in allowed(user, can, MODELS[label].objects.all())]
            assert len(listed) == len(set(listed)), f"{can} lists a record twice"
            for pk, can_be_done in buttons.items():
                assert {pk in listed} == {each in can_be_done for each in same}, same
            if records:
                record = records[turn % len(records)]
                assert may(user, can, record) == (record.pk in listed), can
            granted += len(same) * bool(listed)
    return granted


def same_rule(deeds):
    rules = {}
    for can, relations in deeds.items():
        rules.setdefault(tuple(relations), []).append(can)
    return rules.values()


def test_the_draw_knows_every_record_of_the_policy():
    assert set(MODELS) == set(POLICY)
    assert {can for deeds in POLICY.values() for can in deeds} == set(Can)
