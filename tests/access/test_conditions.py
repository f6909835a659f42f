"""Every door has its conditions, and closes as soon as any one of them is gone."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests.access.test_policy import kind_of, records_of, told_road  # noqa: F401  # the same people, on the same road
from tests.deeds import Can
from wayfellow.access.guard import may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.people.models import Membership, Person, User
from wayfellow.plans.models import Part
from wayfellow.vault.models import Key
from wayfellow.workforce.models import Leaving, Peer

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)
KINDS = {
    "answers": "surveys.OwnAnswers", "glass": "journeys.BrokenGlass", "guest": "plans.Guest",
    "invitation": "invitations.Invitation", "journey": "journeys.Journey", "listing": "directory.Listing",
    "note": "journeys.Accompaniment", "part": "plans.Part", "peer": "workforce.Peer", "person": "people.Person",
    "presentation": "understanding.Presentation", "remark": "plans.Remark", "step": "choices.FirstStep",
    "shown": "surveys.Shown", "story": "understanding.Story", "survey": "surveys.Survey",
}  # fmt: skip


def ended(days):
    return {"stage": "closed", "ended_on": TODAY - timedelta(days=days)}


NOW = timedelta(0)  # a length of time is counted from the moment it is looked at


def minutes_ago(minutes):
    return NOW - timedelta(minutes=minutes)


AWAY = {"journey": {"programme": "@elsewhere"}}
NO_ACCOUNT = {"person": {"user": None}}
BEFORE = {"journey": {"stage": "proposed", "peer": None, "greeter": "@peer", "offer_accepted": False}}
OFFERED = {"journey": {"stage": "offered", "offer_accepted": False}}
FRESH = {"glass": {"at": minutes_ago(59)}}
HERE = {"story": {"stage": "shown", "where": "here", "consented_on": TODAY}}
WAITING = {"story": {"stage": "waiting", "where": "public", "consented_on": TODAY}}
OF_PAU = {"person": None, "peer": "@peer"}
NOT_WALKING = [
    {"journey": {"peer": "@other_peer"}},
    {"journey": {"offer_accepted": False}},
    {"journey": ended(0)},
    {"peer": {"ends_on": YESTERDAY}},
]
DOORS = [
    # who      may what                first, besides the road   still                             no longer
    ("pau",    Can.SEE_JOURNEY,        {},     [{"journey": ended(30)}, {"peer": {"ends_on": TODAY}},
                                                {"journey": ended(0), "peer": {"ends_on": TODAY}},
                                                {"journey": ended(0), "pau_here": {"ends_on": TODAY}}],
     [{"journey": {"peer": "@other_peer"}}, {"journey": {"offer_accepted": False}}, {"journey": ended(31)},
      {"peer": {"ends_on": YESTERDAY}}, {"pau_here": {"ends_on": YESTERDAY}},
      {"journey": ended(0), "peer": {"ends_on": YESTERDAY}},
      {"journey": ended(0), "pau_here": {"ends_on": YESTERDAY}}]),
    ("pau",    Can.ACCEPT_OFFER,       OFFERED, [{"peer": {"ends_on": TODAY}}],
     [{"journey": {"peer": "@other_peer"}}, {"journey": {"stage": "meeting"}}, {"peer": {"ends_on": YESTERDAY}},
      {"pau_here": {"ends_on": YESTERDAY}}]),
    ("pau",    Can.RECORD_CHOICE,      BEFORE, [{"journey": {"stage": "paused"}}],
     [{"journey": {"stage": "chosen"}}, {"journey": {"greeter": "@other_peer"}}, {"peer": {"ends_on": YESTERDAY}},
      {"pau_here": {"ends_on": YESTERDAY}}]),
    ("pau",    Can.SEE_REACH,          BEFORE, [],
     [{"journey": {"stage": "chosen"}}, {"journey": {"greeter": "@other_peer"}}, {"journey": {"person": "@ivan"}}]),
    ("pau",    Can.SEE_REACH,          {},     [],
     [{"journey": {"peer": "@other_peer"}}, {"journey": {"person": "@ivan"}}]),
    ("rosa",   Can.RECORD_CHOICE,      {"journey": {"stage": "proposed"}},
     [{"journey": {"stage": stage}} for stage in ["paused", "not_now", "said_no", "chosen", "offered", "meeting"]],
     [{"journey": {"stage": "walking"}}, {"journey": {"stage": "closing"}}, {"journey": {"referrer": "@nil"}}]),
    ("rosa",   Can.SEE_REACH,          {},
     [{"rosa_here": {"ends_on": TODAY}}, {"rosa_here": {"role": "coordinator"}}],
     [{"journey": {"referrer": "@nil"}}, {"journey": {"person": "@ivan"}}, AWAY,
      {"rosa_here": {"ends_on": YESTERDAY}}, {"rosa_here": {"role": "evaluator"}}]),
    ("carme",  Can.CHANGE_REFERRER,    {"rosa_here": {"ends_on": YESTERDAY}}, [{"rosa_here": {"role": "evaluator"}}],
     [{"rosa_here": {"ends_on": TODAY}}, {"journey": {"referrer": None}}, {"journey": ended(0)}, AWAY]),
    ("nil",    Can.CHANGE_REFERRER,    {"rosa_here": {"ends_on": YESTERDAY}}, [AWAY],
     [{"rosa_here": {"ends_on": TODAY}}, {"journey": {"referrer": None}}, {"journey": ended(0)}]),
    ("pau",    Can.WRITE_DOWN_WHAT_MATTERS, NO_ACCOUNT, [], [{"person": {"user": "@montse"}}, *NOT_WALKING]),
    ("pau",    Can.WRITE_DOWN_WHAT_MATTERS, BEFORE | NO_ACCOUNT, [],
     [{"person": {"user": "@montse"}}, {"journey": {"stage": "chosen"}}, {"journey": {"greeter": "@other_peer"}}]),
    ("rosa",   Can.WRITE_DOWN_WHAT_MATTERS, {"journey": {"stage": "meeting"}} | NO_ACCOUNT, [],
     [{"person": {"user": "@montse"}}, {"journey": {"stage": "walking"}}, {"journey": {"referrer": "@nil"}}]),
    ("rosa",   Can.SEE_JOINT,          {},     [],
     [{"note": {"with_referrer": False}}, {"journey": {"referrer": "@nil"}}]),
    ("carme",  Can.SEE_REACH,          {},     [], [AWAY, {"journey": {"person": "@ivan"}}]),
    ("carme",  Can.SEE_PLACE_ON_DESK,  {},     [], [AWAY]),
    ("carme",  Can.SEE_FIRST_STEP,     {},     [], [{"step": {"programme": "@elsewhere"}}]),
    ("carme",  Can.KEEP_LISTING,       {},     [], [{"listing": {"kept_by": "@elsewhere"}}]),
    ("carme",  Can.CHANGE_TIME,        {},     [], [{"listing": {"kept_by": "@elsewhere"}}]),
    ("carme",  Can.KEEP_INVITATION,    {},     [{"invitation": {"role": "peer", "employer": "@federation"}}],
     [{"invitation": {"role": "supervisor"}}, {"invitation": {"programme": "@elsewhere"}}]),
    ("nil",    Can.KEEP_INVITATION,    {},     [{"invitation": {"programme": "@elsewhere"}}],
     [{"invitation": {"person": "@person", "role": "", "programme": None, "name": "", "email": ""}}]),
    # notes and broken glass
    ("pau",    Can.READ_NOTE,          {},     [],
     [{"note": {"peer": "@other_peer"}}, {"journey": {"peer": "@other_peer"}}, {"journey": ended(31)}]),
    ("oriol",  Can.READ_NOTE,          {"journey": {"peer": "@other_peer", "notes_passed_on": True}}, [],
     [{"journey": {"notes_passed_on": False}}, {"journey": {"offer_accepted": False}}, {"journey": {"peer": "@peer"}}]),
    ("carme",  Can.READ_NOTE,          FRESH,  [],
     [{"glass": {"at": minutes_ago(61)}}, {"glass": {"ended_at": NOW}}, {"glass": {"by": "@silvia"}}, AWAY]),
    ("carme",  Can.SEE_BEHIND_GLASS,   FRESH,  [],
     [{"glass": {"at": minutes_ago(61)}}, {"glass": {"ended_at": NOW}}, {"glass": {"by": "@silvia"}}, AWAY]),
    ("carme",  Can.END_GLASS,          {},     [], [{"glass": {"by": "@silvia"}}, AWAY]),
    ("carme",  Can.REVIEW_GLASS,       {"glass": {"by": "@nil"}}, [],
     [{"glass": {"by": "@carme"}}, {"journey": {"peer": "@carmes_own"}}, AWAY]),
    ("silvia", Can.REVIEW_GLASS,       {},     [],
     [{"glass": {"by": "@silvia"}}, {"journey": {"peer": "@silvias_own"}}, {"note": {"peer": "@silvias_own"}},
      {"agreement": {"peer": "@silvias_own"}}, AWAY]),
    ("pau",    Can.TELL_GLASS,         NO_ACCOUNT, [],
     [{"person": {"user": "@montse"}}, {"journey": {"peer": "@other_peer"}}]),
    ("carme",  Can.TELL_GLASS,         NO_ACCOUNT, [], [{"person": {"user": "@montse"}}, AWAY]),
    # a plan, what is said beside it, and links to it
    ("pau",    Can.KEEP_PLAN,          NO_ACCOUNT, [], [{"person": {"user": "@montse"}}, *NOT_WALKING]),
    ("pau",    Can.SEE_OWN_DAY,        {},     [{"peer": {"ends_on": TODAY}}, {"pau_here": {"ends_on": TODAY}}],
     [{"peer": {"ends_on": YESTERDAY}}, {"pau_here": {"ends_on": YESTERDAY}}, {"peer": {"user": "@nil"}}]),
    ("pau",    Can.SEE_PLAN,           {},     [], [{"part": {"peer": "@other_peer"}}, *NOT_WALKING]),
    ("pau",    Can.REMARK,             {},     [], [{"part": {"peer": "@other_peer"}}, *NOT_WALKING]),
    ("pau",    Can.WRITE_PART,         {"part": {"together": True}}, [{"part": {"kind": "recovery"}, **NO_ACCOUNT}],
     [{"part": {"together": False}}, {"part": {"kind": "recovery"}}, {"part": {"peer": "@other_peer"}}, *NOT_WALKING]),
    ("pau",    Can.SEE_REMARK,         {},     [],
     [{"remark": {"by": "@nil"}}, {"part": {"peer": "@other_peer"}}, *NOT_WALKING]),
    ("pau",    Can.ANSWER_REMARK,      {"part": {"together": True}}, [{"remark": {"by": "@nil"}}],
     [{"part": {"together": False}}, {"part": {"peer": "@other_peer"}}, *NOT_WALKING]),
    ("link",   Can.OPEN_BY_LINK,       {},     [],
     [{"guest": {"until": NOW}}, {"guest": {"ended_at": NOW}}, {"guest": {"fingerprint": "of another"}}]),
    ("link",   Can.REMARK_BY_LINK,     {"guest": {"may_comment": True}}, [],
     [{"guest": {"may_comment": False}}, {"guest": {"until": NOW}}, {"guest": {"ended_at": NOW}},
      {"guest": {"fingerprint": "of another"}}]),
    # surveys and answers
    ("montse", Can.ANSWER_SURVEY,      {},     [{"survey": {"kept": "confidential", "read_by": ""}}],
     [{"survey": {"kept": "anonymous", "read_by": ""}}, {"survey": {"opened_on": None}},
      {"survey": {"retired_on": TODAY}}, {"survey": {"programme": "@elsewhere"}}, AWAY]),
    ("edu",    Can.SEE_SURVEY_RESULTS, {},     [], [{"survey": {"programme": "@elsewhere"}}]),
    ("carme",  Can.READ_ANSWERS,       {},     [{"answers": {"read_by": "coordinators"}}],
     [{"answers": {"read_by": "peer"}}, {"answers": {"sent_on": None}}, {"answers": {"programme": "@elsewhere"}}]),
    ("pau",    Can.READ_ANSWERS,       {},     [{"answers": {"read_by": "peer"}}],
     [{"answers": {"read_by": "coordinators"}}, {"answers": {"sent_on": None}}, {"journey": {"peer": "@other_peer"}}]),
    ("montse", Can.SHOW_OVER_TIME,     {},     [], [{"answers": {"sent_on": None}}, {"answers": {"person": "@ivan"}}]),
    ("carme",  Can.SEE_OVER_TIME,      {},     [{"shown": {"to": "coordinators"}}],
     [{"shown": {"to": "peer"}}, {"survey": {"programme": "@elsewhere"}}]),
    ("pau",    Can.SEE_OVER_TIME,      {},     [{"shown": {"to": "peer"}}],
     [{"shown": {"to": "coordinators"}}, {"journey": {"peer": "@other_peer"}}]),
    # stories and presentations
    ("carme",  Can.READ_STORY_FIRST,   WAITING, [{"story": OF_PAU}],
     [HERE, AWAY, {"story": {"person": None, "peer": "@from_elsewhere"}}]),
    ("oriol",  Can.SEE_STORY,          HERE,   [{"oriol": {"ends_on": TODAY}}, {"oriol_here": {"ends_on": TODAY}}],
     [WAITING, AWAY, {"story": OF_PAU}, {"oriol": {"ends_on": YESTERDAY}}, {"oriol_here": {"ends_on": YESTERDAY}}]),
    ("nuria",  Can.SEE_STORY,          HERE,   [{"story": OF_PAU}],
     [WAITING, AWAY, {"story": {"person": None, "peer": "@from_elsewhere"}},
      {"nurias_journey": {"first_met_on": None}}, {"story": OF_PAU, "nuria_works": {"starts_on": TODAY}}]),
    ("rosa",   Can.SEE_PRESENTATION,   {},     [],
     [{"presentation": {"asked_by": "@nil"}}, {"presentation": {"programme": "@elsewhere"}},
      {"rosa_here": {"ends_on": YESTERDAY}}]),
    ("carme",  Can.PLAN_PRESENTATION,  {},     [], [{"presentation": {"programme": "@elsewhere"}}]),
]  # fmt: skip


@pytest.fixture(scope="module")
def told_installation(told_road):  # noqa: F811
    """More people: Nuria, who has an account, walks here too; Ivan is nobody yet; some who work here might walk along.

    Nuria will work here from tomorrow.
    """
    installation = told_road
    Leaving.objects.update(taken_back_on=YESTERDAY)
    journey = story.set_out(installation, on=TODAY - timedelta(days=60), person={"name": "Nuria", "language": "ca"})
    story.walk(installation, journey, [YESTERDAY])
    Leaving.objects.update(taken_back_on=None)
    installation.nuria = User.objects.create_user("nuria@demo.example", name="Nuria")
    type(journey.person).objects.filter(pk=journey.person_id).update(user=installation.nuria)
    installation.ivan = Person.objects.create(name="Ivan", language="es", key=Key.objects.create(wrapped=b""))
    Part.objects.exclude(pk=installation.part.pk).delete()
    installation.carmes_own, installation.silvias_own, installation.from_elsewhere = (
        Peer.objects.create(user=user, employer=installation.federation)
        for user in [installation.carme, installation.silvia, installation.olga]
    )
    installation.more = {
        "agreement": installation.journey.agreements.get(),
        "pau_here": installation.peer.belongings.get(),
        "rosa_here": installation.rosa.memberships.get(),
        "oriol": installation.other_peer,
        "oriol_here": installation.other_peer.belongings.get(),
        "nurias_journey": journey,
        "nuria_works": Membership.objects.create(
            user=installation.nuria,
            programme=installation.programme,
            role=Role.SUPERVISOR,
            starts_on=TODAY + timedelta(days=1),
        ),
    }
    return installation


@pytest.fixture
def installation(told_installation, db):
    return told_installation


def arrange(installation, records, change):
    """Have things be otherwise. `@` means whoever, or whatever, goes by this name in the installation."""
    for name, values in change.items():
        record = installation.more.get(name) or records[KINDS[name]]
        type(record).objects.filter(pk=record.pk).update(
            **{field: found(installation, value) for field, value in values.items()}
        )


def found(installation, value):
    if isinstance(value, timedelta):
        return timezone.now() + value
    return getattr(installation, value[1:]) if str(value).startswith("@") else value


@pytest.mark.parametrize("who, can, first, still, no_longer", DOORS, ids=lambda of: of if isinstance(of, str) else "")
def test_a_door_is_open_while_all_its_conditions_hold(installation, who, can, first, still, no_longer):
    records = records_of(installation)
    arrange(installation, records, first)
    for is_open, changes in [(True, [{}, *still]), (False, no_longer)]:
        for change in changes:
            with transaction.atomic():
                arrange(installation, records, change)
                assert may(getattr(installation, who), can, records[kind_of(can)]) == is_open, change
                transaction.set_rollback(True)
