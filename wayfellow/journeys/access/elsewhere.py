"""Who somebody on a journey is to what the rooms below keep: a person, their plan, their answers, their story."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, any_operator, in_force, programmes
from wayfellow.directory import access as directory
from wayfellow.invitations import access as invitations
from wayfellow.journeys.access.deeds import Can
from wayfellow.journeys.access.road import (
    journeys_where,
    people_around,
    the_greeter,
    the_peer,
    the_referrer,
    the_referrer_before_the_road,
    whom_they_walk_with,
)
from wayfellow.people import access as people
from wayfellow.people.access import the_person
from wayfellow.plans import access as plans
from wayfellow.preferences import access as preferences
from wayfellow.surveys import access as surveys
from wayfellow.understanding import access as understanding
from wayfellow.understanding import stages as stories
from wayfellow.workforce import access as workforce
from wayfellow.workforce.access import about_a_colleague, the_coordinators


# To an account, a person, and how to reach them
def who_vouches_for_them(user):
    """A coordinator of a programme that they work or are supported in: never whoever asked, nor they themself."""
    coordinated = programmes(user, Role.COORDINATOR)
    members = in_force(records_of("people.Membership").filter(programme__in=coordinated))
    supporters = workforce.parts_of_supporters_now().filter(programme__in=coordinated)
    known = (
        Q(user__in=members.values("user"))
        | Q(user__in=supporters.values("peer__user"))
        | Q(user__person__in=journeys_where(the_coordinators(user)).values("person"))
    )
    return known & people.is_waiting() & ~Q(asked_by=user) & ~Q(user=user)


def their_peer(user):
    return Q(pk__in=journeys_where(the_peer(user)).values("person"))


def their_greeter(user):
    return Q(pk__in=journeys_where(the_greeter(user)).values("person"))


def their_referrer(user):
    return Q(pk__in=journeys_where(the_referrer(user)).values("person"))


def their_coordinators(user):
    return Q(pk__in=journeys_where(the_coordinators(user)).values("person"))


def their_peer_beside_them(user):
    """The peer supporter, for someone without an account: on the peer supporter's device, with the person there."""
    return Q(pk__in=whom_they_walk_with(user), user=None)


def their_greeter_beside_them(user):
    """The peer supporter asked to tell someone without an account what peer support is, with the person there."""
    return Q(pk__in=journeys_where(the_greeter(user)).values("person"), user=None)


def their_referrer_beside_them(user):
    """Whoever referred someone without an account, until the two are on the road, with the person there."""
    return Q(pk__in=journeys_where(the_referrer_before_the_road(user)).values("person"), user=None)


def who_knows_them(user):
    """Those around the person, but never who made the code: it takes two to say who somebody is (I1)."""
    somebody_else = ~Q(made_by=user) & ~Q(user=user)
    return people.WAITS_TO_BE_CONFIRMED & somebody_else & Q(person__in=people_around(user))


def whom_it_reaches(user):
    return Q(person__user=user)


def who_keeps_it_for_them(user):
    """Those around someone without an account; who has one keeps it themself."""
    return Q(person__user=None, person__in=people_around(user))


def who_keeps_their_reach(user):
    """The same from the side of the person."""
    return Q(user=None, pk__in=people_around(user))


# To a part of a plan, and to what is said beside it
def the_peer_the_plan_is_shared_with(user):
    return Q(pk__in=_parts(the_peer_it_is_shared_with(user)).values("person"))


def the_peer_it_is_shared_with(user):
    """The one peer supporter whom the person named for it, while the two walk together, and not a day longer.

    What a person took out of their plan is theirs; who has no account takes it up again beside them.
    """
    return Q(peer__user=user, person__in=whom_they_walk_with(user)) & (~Q(stand="out") | Q(person__user=None))


def the_peer_writing_beside_them(user):
    """The peer supporter whom the person lets write with them. Their own recovery they put in words themself (D3)."""
    may_be_written_down = Q(person__user=None) | ~Q(kind="recovery")
    return the_peer_it_is_shared_with(user) & Q(together=True) & may_be_written_down


def the_peer_inviting_beside_them(user):
    """The same, for someone without an account: the link leaves with the person, on paper."""
    return the_peer_writing_beside_them(user) & Q(person__user=None)


def the_peer_beside_whom_it_is_said(user):
    return Q(part__in=_parts(the_peer_writing_beside_them(user)))


def the_peer_beside_their_list(user):
    """The peer supporter, for someone without an account: the list is printed, and the person takes it along."""
    return Q(person__in=whom_they_walk_with(user), person__user=None)


def who_said_it(user):
    return Q(by=user, part__in=_parts(the_peer_it_is_shared_with(user)))


# To a survey, and to somebody’s own answers
def who_may_answer_it(user):
    """People of the programme, while a survey with names or for themselves is open."""
    is_open = Q(kept__in=["confidential", "named"], opened_on__isnull=False, retired_on=None)
    return is_open & Q(programme__in=journeys_where(the_person(user)).values("programme"))


def the_peer_they_name(user):
    theirs = Q(read_by__in=["peer", "both"], person__in=journeys_where(the_peer(user)).values("person"))
    return Q(sent_on__isnull=False) & theirs


def the_peer_it_is_shown_to(user):
    return Q(to__in=["peer", "both"], person__in=journeys_where(the_peer(user)).values("person"))


# To a story
def who_reads_it_first(user):
    """A coordinator of where it is told, once its owner wants it public; of a person never one they work with (I5)."""
    here = Q(programme__in=programmes(user, Role.COORDINATOR))
    of_a_person = Q(person__in=journeys_where(here).values("person")) & ~about_a_colleague(user)
    return Q(stage=stories.Stage.WAITING) & (
        of_a_person | Q(peer__in=workforce.peers_of(programmes(user, Role.COORDINATOR)))
    )


def who_walk_here(user):
    """People and peer supporters of where it is told, once it is shown; nobody its owner works with (I5)."""
    walked = journeys_where(Q(person__user=user, first_met_on__isnull=False)).values("programme")
    walks = workforce.supports_in(user)
    of_a_person = Q(person__in=journeys_where(Q(programme__in=walked) | Q(programme__in=walks)).values("person"))
    a_colleague = about_a_colleague(user) | Q(peer__user__in=workforce.colleagues(user))
    return Q(stage=stories.Stage.SHOWN) & (of_a_person | Q(peer__in=workforce.peers_of(walked))) & ~a_colleague


def _parts(condition):
    return records_of("plans.Part").filter(condition)


RELATIONS = {
    who_vouches_for_them: Relation(_("a coordinator of their programme, unless they asked for it or it is their own")),
    their_peer: Relation(_("their peer supporter, and for 30 days after the end"), told=_("Your peer supporter")),
    their_greeter: Relation(
        _("a peer supporter asked to tell them about it, until they choose"),
        told=_("Peer supporter asked to tell you about peer support"),
    ),
    their_referrer: Relation(
        _("the professional who referred them, or took over, as long as they refer there"),
        told=_("Professional who referred you"),
        refers=True,
    ),
    their_coordinators: Relation(_("the coordinators of their programme"), told=_("Coordinator of the programme")),
    their_peer_beside_them: Relation(
        _("their peer supporter, with the person there, if the person has no account"),
        told=_("Your peer supporter, with you there"),
    ),
    their_greeter_beside_them: Relation(
        _(
            "the peer supporter asked to tell them about peer support, with the person there, "
            "if the person has no account"
        ),
        told=_("Peer supporter asked to tell you about peer support, with you there"),
    ),
    their_referrer_beside_them: Relation(
        _(
            "the professional who referred them, until the journey is under way, with the person there, "
            "if the person has no account"
        ),
        told=_("Professional who referred you, with you there"),
    ),
    who_knows_them: Relation(
        _(
            "those around the person (their peer supporter, the professional who referred them, the "
            "coordinators), never the one who made the code"
        ),
        told=_("Someone around you, who was with you"),
    ),
    whom_it_reaches: Relation(_("the person"), is_own=True),
    who_keeps_it_for_them: Relation(
        _(
            "those around them (their peer supporter, the professional who referred them, the "
            "coordinators), if they have no account"
        ),
        told=_("Someone around you, who keeps your contact details"),
    ),
    who_keeps_their_reach: Relation(
        _(
            "those around them (their peer supporter, the professional who referred them, the "
            "coordinators), if they have no account"
        ),
        told=_("Someone around you, who keeps your contact details"),
    ),
    the_peer_the_plan_is_shared_with: Relation(
        _("the peer supporter they share a part of it with, while the two share the journey"),
        told=_("Your peer supporter"),
    ),
    the_peer_it_is_shared_with: Relation(
        _("the peer supporter they share it with, while the two share the journey"), told=_("Your peer supporter")
    ),
    the_peer_writing_beside_them: Relation(
        _("the peer supporter they let write it down, with the person there"),
        told=_("Your peer supporter, with you there"),
    ),
    the_peer_inviting_beside_them: Relation(
        _("the peer supporter who writes it down, with the person there, if the person has no account"),
        told=_("Your peer supporter, with you there"),
    ),
    the_peer_beside_their_list: Relation(
        _("their peer supporter, with the person there, if the person has no account"),
        told=_("Your peer supporter, with you there"),
    ),
    the_peer_beside_whom_it_is_said: Relation(
        _("the peer supporter they let write it down, with the person there"),
        told=_("Your peer supporter, with you there"),
    ),
    who_said_it: Relation(_("the peer supporter who said it, while the two share the journey")),
    who_may_answer_it: Relation(_("people of its programme, while it is open and not anonymous"), is_own=True),
    the_peer_they_name: Relation(
        _("their peer supporter, if the person was told so before answering"), told=_("Your peer supporter")
    ),
    the_peer_it_is_shown_to: Relation(
        _("their peer supporter, as long as the person shows it to them"), told=_("Your peer supporter")
    ),
    who_reads_it_first: Relation(
        _("a coordinator of their programme whom the person does not work with, while it waits to be published"),
        told=_("Coordinator of the programme"),
    ),
    who_walk_here: Relation(
        _("people on a journey in the same programme and the peer supporters there, but nobody they work with")
    ),
}


GRANTS = {
    "directory.Programme": {
        Can.REFER:    [directory.its_referrers, directory.its_coordinators],
        Can.SEE_LOAD: [directory.its_supervisors, directory.its_coordinators],
        Can.HAND_OVER_SEVERAL: [directory.its_coordinators],
        Can.REMIND_SEVERAL: [directory.its_coordinators],
    },
    "people.Person": {
        Can.SEE_REACH:                 [people.themself, their_peer, their_greeter, their_referrer, their_coordinators],
        Can.PROPOSE_REACH:             [their_peer, their_greeter, their_referrer, their_coordinators],
        Can.KEEP_REACH:                [who_keeps_their_reach],
        invitations.Can.INVITE_PERSON: [their_peer, their_greeter, their_referrer, their_coordinators],
        invitations.Can.SEE_OPENINGS:  [their_peer, their_greeter, their_referrer, their_coordinators],
        Can.CLOSE_SPACE:               [their_peer, their_coordinators],
        Can.ASK_FOR_SUPPORT:           [people.themself],
        plans.Can.SEE_VISITS:          [their_peer_beside_them],
        plans.Can.KEEP_VISITS:         [their_peer_beside_them],
        plans.Can.KEEP_PLAN:           [their_peer_beside_them],
        plans.Can.SEE_PLAN:            [the_peer_the_plan_is_shared_with, their_peer_beside_them],
        preferences.Can.WRITE_DOWN_WHAT_MATTERS: [
            their_peer_beside_them, their_greeter_beside_them, their_referrer_beside_them,
        ],
    },
    "people.OpenedSpace": {
        invitations.Can.CONFIRM_SPACE: [who_knows_them],
    },
    "people.ProposedReach": {
        Can.ANSWER_REACH: [whom_it_reaches, who_keeps_it_for_them],
    },
    "people.WayBack": {
        people.Can.GIVE_WAY_BACK: [who_vouches_for_them],
        people.Can.STOP_WAY_BACK: [who_vouches_for_them],
    },
    "people.Membership": {
        Can.HAND_OVER: [any_operator],
    },
    "choices.FirstStep": {
        Can.BEGIN_JOURNEY: [the_coordinators],
    },
    "plans.Visit": {
        plans.Can.CHANGE_VISIT: [the_peer_beside_their_list],
    },
    "plans.Part": {
        plans.Can.SEE_PART:       [the_peer_it_is_shared_with],
        plans.Can.WRITE_PART:     [the_peer_writing_beside_them],
        plans.Can.SEE_VERSIONS:   [the_peer_writing_beside_them],
        plans.Can.INVITE_TO_PART: [the_peer_inviting_beside_them],
        plans.Can.REMARK:         [the_peer_it_is_shared_with],
    },
    "plans.Remark": {
        plans.Can.SEE_REMARK:    [the_peer_beside_whom_it_is_said, who_said_it],
        plans.Can.ANSWER_REMARK: [the_peer_beside_whom_it_is_said],
    },
    "understanding.Story": {
        understanding.Can.READ_STORY_FIRST: [who_reads_it_first],
        understanding.Can.SEE_STORY:        [who_walk_here],
    },
    "surveys.Survey": {
        surveys.Can.ANSWER_SURVEY: [who_may_answer_it],
    },
    "surveys.OwnAnswers": {
        surveys.Can.READ_ANSWERS: [the_peer_they_name],
    },
    "surveys.Shown": {
        surveys.Can.SEE_OVER_TIME: [the_peer_it_is_shown_to],
    },
}  # fmt: skip
