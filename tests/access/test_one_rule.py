"""A list, a single record and the buttons on a page obey one rule, however people stand to each other (DESIGN 3)."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.access.test_policy import answered
from wayfellow.access.guard import allowed, deeds_of, may
from wayfellow.access.policy import POLICY, Can, Role
from wayfellow.demo import story
from wayfellow.directory.models import Programme
from wayfellow.journeys.lifecycle import ENDINGS, TOGETHER, Stage
from wayfellow.journeys.models import Accompaniment, Journey
from wayfellow.keeping.models import Retention
from wayfellow.people.models import Membership, Person, User
from wayfellow.plans.models import Visit
from wayfellow.surveys.models import OwnAnswers, Question, Survey
from wayfellow.workforce.models import Peer, Reflection

TODAY = timezone.localdate()
KINDS = [
    Programme, Person, User, Survey, Question, OwnAnswers, Peer, Reflection, Journey, Accompaniment, Visit, Retention,
]  # fmt: skip
MODELS = {model._meta.label: model for model in KINDS}
NEED_A_PEER = {Stage.OFFERED, Stage.MEETING} | TOGETHER
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
    """How a journey stands and who is who in it; one person may be several of them."""
    stage = draw(st.sampled_from(Stage))
    return {
        "stage": stage,
        "ended_on": draw(st.integers(-40, 0).map(lambda d: TODAY + timedelta(days=d))) if stage in ENDINGS else None,
        "person": draw(somebody_or_nobody),
        "peer": draw(somebody if stage in NEED_A_PEER else somebody_or_nobody),
        "greeter": draw(somebody_or_nobody),
        "referrer": draw(somebody_or_nobody),
        "offer_accepted": draw(st.booleans()),
        "notes_passed_on": draw(st.booleans()),
        "who_was_there": draw(somebody_or_nobody),
        "with_referrer": draw(st.booleans()),
        "here": draw(st.booleans()),
    }


@pytest.fixture
def house(cast):
    """One journey with one note and one visit, and everybody able to be asked as a peer supporter."""
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=60))
    story.walk(cast, cast.journey, [TODAY - timedelta(days=50)])
    Visit.objects.create(person=cast.person, with_whom="", to_raise="")
    answered(cast)
    for who in FOUR:
        Peer.objects.get_or_create(user=getattr(cast, who), employer=cast.federation)
    return cast


def arrange(house, standing, roles):
    """Have everybody stand as was drawn."""
    peers = {peer.user_id: peer for peer in Peer.objects.all()}

    def peer_of(who):
        return peers[getattr(house, who).pk] if who else None

    Membership.objects.all().delete()
    programmes = {True: house.programme, False: house.elsewhere}
    for role in roles:
        Membership.objects.update_or_create(
            user=getattr(house, role["who"]),
            programme=programmes[role["here"]],
            role=role["role"],
            defaults={"starts_on": role["starts_on"], "ends_on": role["ends_on"]},
        )
    Person.objects.filter(pk=house.person.pk).update(user=standing["person"] and getattr(house, standing["person"]))
    Journey.objects.filter(pk=house.journey.pk).update(
        programme=programmes[standing["here"]],
        peer=peer_of(standing["peer"]),
        greeter=peer_of(standing["greeter"]),
        referrer=standing["referrer"] and getattr(house, standing["referrer"]),
        **{name: standing[name] for name in ["stage", "ended_on", "offer_accepted", "notes_passed_on"]},
    )
    Accompaniment.objects.update(peer=peer_of(standing["who_was_there"]), with_referrer=standing["with_referrer"])


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(standing=standings(), roles=st.lists(memberships(), min_size=2, max_size=6))
def test_a_list_a_record_and_its_buttons_agree_however_people_stand(house, standing, roles):
    with transaction.atomic():
        arrange(house, standing, roles)
        granted = [agreed(User.objects.get(name=who.title())) for who in FOUR]
        event(f"{sum(granted) // 20 * 20} deeds or more were granted")
        transaction.set_rollback(True)


def agreed(user):
    """Ask for every deed in the three ways, and return how many of them this user may do."""
    granted = 0
    for label, deeds in POLICY.items():
        records = list(MODELS[label].objects.all())
        buttons = {record.pk: deeds_of(user, record) for record in records}
        for can in deeds:
            listed = [record.pk for record in allowed(user, can, MODELS[label].objects.all())]
            assert len(listed) == len(set(listed)), f"{can} lists a record twice"
            for record in records:
                assert (record.pk in listed) == may(user, can, record) == (can in buttons[record.pk]), can
            granted += bool(listed)
    return granted


def test_the_draw_knows_every_record_of_the_policy():
    assert set(MODELS) == set(POLICY)
    assert {can for deeds in POLICY.values() for can in deeds} == set(Can)
