"""Who may do what. This page is the whole of it.

Each line grants one deed to everyone who stands in one of the named relations to
the record. A deed that is not on this page is granted to nobody. A relation is one
line that returns a `Q`, so a list and a single record obey the same rule.
"""

from datetime import timedelta

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Can

DAYS_AFTER_CLOSING = 30  # I4
GLASS_STAYS_OPEN = timedelta(hours=1)  # I4


class Role(TextChoices):
    """What someone is in a programme."""

    REFERRER = "referrer", _("Referring professional")
    COORDINATOR = "coordinator", _("Coordinator")
    SUPERVISOR = "supervisor", _("Supervisor")
    EVALUATOR = "evaluator", _("Evaluator")
    OPERATOR = "operator", _("Operator")


# Relations to a programme
def its_referrers(user):
    return Q(pk__in=_programmes(user, Role.REFERRER))


def its_coordinators(user):
    return Q(pk__in=_programmes(user, Role.COORDINATOR))


def its_supervisors(user):
    return Q(pk__in=_programmes(user, Role.SUPERVISOR))


def its_evaluators(user):
    return Q(pk__in=_programmes(user, Role.EVALUATOR))


# Relations to a listing, a venue, a time and a mistake
def its_keepers(user):
    """The coordinators of the programme that keeps it."""
    return Q(kept_by__in=_programmes(user, Role.COORDINATOR))


def the_listings_keepers(user):
    return Q(listing__kept_by__in=_programmes(user, Role.COORDINATOR))


# Relation to all that belongs to the installation, whichever programme it stands beside
def any_operator(user):
    return Q(Exists(_programmes(user, Role.OPERATOR)))


# Relations to an invitation: one to a person is nobody’s but theirs
def any_operator_for_work(user):
    return any_operator(user) & Q(person=None)


def who_coordinates_there(user):
    return Q(programme__in=_programmes(user, Role.COORDINATOR), role__in=INVITED_BY_COORDINATORS)


def any_coordinator(user):
    return Q(Exists(_programmes(user, Role.COORDINATOR)))


# Relations to an account
def whose_account_it_is(user):
    return Q(pk=user.pk)


def any_operator_who_keeps_accounts(user):
    """Whoever keeps the installation, for accounts of those who work here, or did; never of who is only supported."""
    work = Exists(apps.get_model("people", "Membership").objects.filter(user=OuterRef("pk")))
    support = Exists(apps.get_model("workforce", "Peer").objects.filter(user=OuterRef("pk")))
    return any_operator(user) & (Q(work) | Q(support))


# Relation to another address for an account
def whose_address_it_is(user):
    return Q(user=user, until__gt=timezone.now())


# Relations to a way back into an account
def whose_way_back_it_is(user):
    return Q(user=user) & _is_waiting()


def who_vouches_for_them(user):
    """A coordinator of a programme that they work or are supported in: never whoever asked, nor they themself."""
    coordinated = _programmes(user, Role.COORDINATOR)
    members = in_force(apps.get_model("people", "Membership").objects.filter(programme__in=coordinated))
    supporters = _parts_ofsupporters_now().filter(programme__in=coordinated)
    known = (
        Q(user__in=members.values("user"))
        | Q(user__in=supporters.values("peer__user"))
        | Q(user__person__in=_journeys(the_coordinators(user)).values("person"))
    )
    return known & _is_waiting() & ~Q(asked_by=user) & ~Q(user=user)


def _is_waiting():
    return Q(over_at=None, until__gt=timezone.now())


# Relation to what somebody began to write and has not sent
def whose_draft_it_is(user):
    return Q(writer=user)


# Relations to a person, a peer supporter, a visit
def themself(user):
    return Q(user=user)


def themself_supporting(user):
    """A peer supporter, as long as they are one."""
    return Q(pk__in=supporters_now().filter(user=user).values("pk"))


def whose_visit_it_is(user):
    return Q(person__user=user)


def who_wrote_it(user):
    return Q(peer__user=user)


def their_peer(user):
    return Q(pk__in=_journeys(the_peer(user)).values("person"))


def their_greeter(user):
    return Q(pk__in=_journeys(the_greeter(user)).values("person"))


def their_referrer(user):
    return Q(pk__in=_journeys(the_referrer(user)).values("person"))


def their_coordinators(user):
    return Q(pk__in=_journeys(the_coordinators(user)).values("person"))


def the_peer_the_plan_is_shared_with(user):
    return Q(pk__in=_parts(the_peer_it_is_shared_with(user)).values("person"))


def their_peer_beside_them(user):
    """The peer supporter, for someone without an account: on the peer supporter's device, with the person there."""
    return Q(pk__in=_walks_with_now(user), user=None)


def their_greeter_beside_them(user):
    """The peer supporter asked to tell someone without an account what peer support is, with the person there."""
    return Q(pk__in=_journeys(the_greeter(user)).values("person"), user=None)


def their_referrer_beside_them(user):
    """Whoever referred someone without an account, until the two are on the road, with the person there."""
    return Q(pk__in=_journeys(the_referrer_before_the_road(user)).values("person"), user=None)


# Relations to a person's space that was opened by a code. Until it is confirmed whoever opened it is not the person:
# none of the relations above or below holds for them.
def who_opened_it(user):
    return Q(user=user) & WAITS_TO_BE_CONFIRMED


def who_opened_their_space(user):
    return Q(pk__in=_spaces().filter(who_opened_it(user)).values("person"))


def who_wrote_it_there(user):
    """Whoever opened the person's space by a code, until it is confirmed: a goal that nobody else put in words."""
    opened = _spaces().filter(who_opened_it(user)).values("person")
    of_others = apps.get_model("plans", "Version").objects.filter(part=OuterRef("pk")).exclude(by=user)
    return Q(kind="goal", person__in=opened) & ~Exists(of_others)


def who_knows_them(user):
    """Those around the person, but never who made the code: it takes two to say who somebody is (I1)."""
    somebody_else = ~Q(made_by=user) & ~Q(user=user)
    return WAITS_TO_BE_CONFIRMED & somebody_else & Q(person__in=_people_around(user))


# Relations to how to reach a person, as somebody else wrote it
def whom_it_reaches(user):
    return Q(person__user=user)


def who_keeps_it_for_them(user):
    """Those around someone without an account; who has one keeps it themself."""
    return Q(person__user=None, person__in=_people_around(user))


# Relations to a part of a plan, to what is said beside it, to a link
def whose_plan_it_is(user):
    return Q(person__user=user)


def the_peer_it_is_shared_with(user):
    """The one peer supporter whom the person named for it, while the two walk together, and not a day longer.

    What a person took out of their plan is theirs; who has no account takes it up again beside them.
    """
    return Q(peer__user=user, person__in=_walks_with_now(user)) & (~Q(stand="out") | Q(person__user=None))


def the_peer_writing_beside_them(user):
    """The peer supporter whom the person lets write with them. Their own recovery they put in words themself (D3)."""
    may_be_written_down = Q(person__user=None) | ~Q(kind="recovery")
    return the_peer_it_is_shared_with(user) & Q(together=True) & may_be_written_down


def the_peer_inviting_beside_them(user):
    """The same, for someone without an account: the link leaves with the person, on paper."""
    return the_peer_writing_beside_them(user) & Q(person__user=None)


def to_whom_it_is_said(user):
    return Q(part__person__user=user)


def the_peer_beside_whom_it_is_said(user):
    return Q(part__in=_parts(the_peer_writing_beside_them(user)))


def who_said_it(user):
    return Q(by=user, part__in=_parts(the_peer_it_is_shared_with(user)))


def who_holds_the_link(user):
    """Whoever shows a link, until the moment the person set or ends it. An account is no link."""
    opens = Q(ended_at=None, until__gt=timezone.now()) & ~Q(part__stand="out")
    return Q(fingerprint=getattr(user, "fingerprint", "")) & opens


def who_may_comment_by_the_link(user):
    return who_holds_the_link(user) & Q(may_comment=True)


# Relations to a survey, a question of it, and somebody's own answers
def who_asks_it(user):
    return Q(programme__in=_programmes(user, Role.COORDINATOR))


def who_evaluates_it(user):
    return Q(programme__in=_programmes(user, Role.EVALUATOR))


def who_may_answer_it(user):
    """People of the programme, while a survey with names or for themselves is open."""
    is_open = Q(kept__in=["confidential", "named"], opened_on__isnull=False, retired_on=None)
    return is_open & Q(programme__in=_journeys(the_person(user)).values("programme"))


def who_answered_it(user):
    sent = apps.get_model("surveys", "OwnAnswers").objects.filter(person__user=user, sent_on__isnull=False)
    return Q(pk__in=sent.values("questionnaire__survey"))


def who_writes_the_survey(user):
    return Q(survey__programme__in=_programmes(user, Role.COORDINATOR))


def whose_answers_they_are(user):
    return Q(person__user=user)


def the_coordinators_they_name(user):
    in_it = Q(read_by__in=["coordinators", "both"], programme__in=_programmes(user, Role.COORDINATOR))
    return Q(sent_on__isnull=False) & in_it & ~about_a_colleague(user)


def the_peer_they_name(user):
    theirs = Q(read_by__in=["peer", "both"], person__in=_journeys(the_peer(user)).values("person"))
    return Q(sent_on__isnull=False) & theirs


def the_coordinators_it_is_shown_to(user):
    mine = Q(to__in=["coordinators", "both"], survey__programme__in=_programmes(user, Role.COORDINATOR))
    return mine & ~about_a_colleague(user)


def the_peer_it_is_shown_to(user):
    return Q(to__in=["peer", "both"], person__in=_journeys(the_peer(user)).values("person"))


# Relations to a journey, or to a first step before there is one
def the_person(user):
    return Q(person__user=user)


def who_opened_the_space(user):
    """Whoever opened the space by a code, until it is confirmed: the choices, whatever was answered there.

    Only where the code came from: it tells of nothing that its maker did not know.
    """
    here = Q(made_by__memberships__programme=OuterRef("programme"))
    here |= Q(made_by__peers__programmes=OuterRef("programme"))
    opened = _spaces().filter(who_opened_it(user), here, person=OuterRef("person"))
    return Q(Exists(opened), stage__in=BEFORE_THE_ROAD)


def the_peer(user):
    """The peer supporter who walks along now, and for 30 days after the closing (I4), unless they are colleagues."""
    walks_along = Q(ended_on=None) | _just_ended() & ~about_a_colleague(user)
    return Q(peer__user=user, offer_accepted=True) & walks_along & ~Q(pk__in=_does_that_no_more(user))


def the_peer_beside_them(user):
    """The peer supporter, for someone without an account: on the peer supporter's device, with the person there."""
    return the_peer(user) & Q(person__user=None)


def the_coordinators_beside_them(user):
    """The coordinators, for someone without an account; who has one says it themself (I1)."""
    return the_coordinators(user) & Q(person__user=None)


def the_asked_peer(user):
    return Q(peer__user=user, stage="offered") & ~Q(pk__in=_does_that_no_more(user)) & ~about_a_colleague(user)


def the_greeter(user):
    """A peer supporter asked to tell the person what peer support is, until the person has chosen."""
    greets = Q(greeter__user=user, programme__in=_supports_in(user), stage__in=BEFORE_THE_YES)
    return greets & ~about_a_colleague(user)


def the_referrer(user):
    """Whoever referred, or took over from them, as long as they refer to the programme."""
    return Q(referrer=user, programme__in=_programmes(user, *REFER)) & ~about_a_colleague(user)


def the_referrer_before_the_road(user):
    """Whoever referred may keep an answer given beside them, until the two are on the road."""
    return the_referrer(user) & Q(stage__in=BEFORE_THE_ROAD)


def the_coordinators(user):
    return Q(programme__in=_programmes(user, Role.COORDINATOR)) & ~about_a_colleague(user)


def who_finds_another_referrer(user):
    """A coordinator, or whoever keeps the installation, once whoever referred refers there no more."""
    return (the_coordinators(user) | any_operator(user)) & nobody_refers_now()


def nobody_refers_now():
    """The journeys that go on while whoever referred the person refers to the programme no more."""
    return Q(ended_on=None) & whose_referrer_has_gone()


def whose_referrer_has_gone():
    refers = in_force(apps.get_model("people", "Membership").objects.filter(role__in=REFER))
    still = refers.filter(user=OuterRef("referrer"), programme=OuterRef("programme"))
    return Q(referrer__isnull=False) & ~Exists(still)


def about_a_colleague(user):
    """A journey of someone who works where the reader works: closed to them, unless they walk it together (I5)."""
    return Q(person__user__in=_colleagues(user))


def who_wrote_them(user):
    """Whoever wrote the words that a person wants out, as long as they stand around the person."""
    around = the_peer(user) | the_referrer(user) | the_coordinators(user)
    return Q(author=user, journey__in=_journeys(around))


def who_could_review(user):
    """Who oversees it, and never walked with the person, on this road or another, nor works with them (I5)."""
    overseen = Q(programme__in=_programmes(user, Role.COORDINATOR)) | Q(
        programme__in=_programmes(user, Role.SUPERVISOR)
    )
    walked = _journeys(Q(peer__user=user) | Q(accompaniments__peer__user=user) | Q(agreements__peer__user=user))
    return overseen & ~Q(person__in=walked.values("person")) & ~about_a_colleague(user)


def who_broke_the_glass(user):
    """A coordinator who gave a reason, for one hour by the clock (I4); never about a colleague (I5)."""
    return the_coordinators(user) & Q(pk__in=_opened_by(user))


# Relations to an accompaniment, or to a broken glass
def whom_it_is_about(user):
    return Q(journey__person__user=user)


def the_peer_who_was_there(user):
    return Q(peer__user=user, journey__in=_journeys(the_peer(user)))


def the_peer_the_notes_were_passed_to(user):
    return Q(journey__in=_journeys(the_peer(user) & Q(notes_passed_on=True)))


def the_referrer_who_joined(user):
    return Q(journey__in=_journeys(the_referrer(user)), with_referrer=True)


def who_broke_its_glass(user):
    return Q(journey__in=_journeys(who_broke_the_glass(user)))


# Relations to a broken glass
def who_broke_it(user):
    return Q(by=user, journey__in=_journeys(the_coordinators(user)))


def who_reviews_it(user):
    """A second person, never whoever did it."""
    return Q(journey__in=_journeys(who_could_review(user))) & ~Q(by=user)


def who_tells_them(user):
    """For someone without an account: their peer supporter, or a coordinator, who knows how to reach them."""
    return Q(journey__person__user=None, journey__in=_journeys(the_peer(user) | the_coordinators(user)))


# Relations to a story
def who_tells_it(user):
    return Q(person__user=user) | Q(peer__user=user)


def who_reads_it_first(user):
    """A coordinator of where it is told, once its owner wants it public; of a person never one they work with (I5)."""
    here = Q(programme__in=_programmes(user, Role.COORDINATOR))
    of_a_person = Q(person__in=_journeys(here).values("person")) & ~about_a_colleague(user)
    return Q(stage="waiting") & (of_a_person | Q(peer__in=_peers_of(_programmes(user, Role.COORDINATOR))))


def who_walk_here(user):
    """People and peer supporters of where it is told, once it is shown; nobody its owner works with (I5)."""
    walked = _journeys(Q(person__user=user, first_met_on__isnull=False)).values("programme")
    walks = _supports_in(user)
    of_a_person = Q(person__in=_journeys(Q(programme__in=walked) | Q(programme__in=walks)).values("person"))
    a_colleague = about_a_colleague(user) | Q(peer__user__in=_colleagues(user))
    return Q(stage="shown") & (of_a_person | Q(peer__in=_peers_of(walked))) & ~a_colleague


# Relations to a presentation
def who_asked_for_it(user):
    return Q(asked_by=user, programme__in=_programmes(user, *REFER))


def who_coordinates_it(user):
    return Q(programme__in=_programmes(user, Role.COORDINATOR))


WAITS_TO_BE_CONFIRMED = Q(confirmed_at=None, closed_at=None)
INVITED_BY_COORDINATORS = [Role.REFERRER, "peer"]
REFER = [Role.REFERRER, Role.COORDINATOR]
BEFORE_THE_YES = ["proposed", "paused"]
BEFORE_THE_ROAD = [*BEFORE_THE_YES, "not_now", "said_no", "chosen", "offered", "meeting"]


def _programmes(user, *roles):
    return memberships_now(user).filter(role__in=roles).values("programme")


def memberships_now(user):
    """Return what somebody is today, in every programme."""
    return in_force(user.memberships.all())


def in_force(memberships, on=None):
    """Keep of memberships those of a day, or of today."""
    on = on or timezone.localdate()
    return memberships.filter(not_over(on), starts_on__lte=on)


def not_over(on, part=""):
    """Keep what has no last day, or one that is not past: of the record itself, or of a part of it."""
    return Q(**{f"{part}ends_on": None}) | Q(**{f"{part}ends_on__gte": on})


def _colleagues(user):
    """Everyone who is something in a programme where this user is something now, themself included.

    In SQL, for it stands in most relations, and building it from tables each time made pages three times as slow.
    """
    today = timezone.localdate().isoformat()
    return RawSQL(COLLEAGUES, [user.pk, today, today, user.pk])


COLLEAGUES = """
    WITH works_in AS (
        SELECT programme_id FROM people_membership
        WHERE user_id = %s AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)
        UNION
        SELECT programme_id FROM workforce_peer_programmes JOIN workforce_peer peer ON peer.id = peer_id
        WHERE peer.user_id = %s
    )
    SELECT user_id FROM people_membership WHERE programme_id IN (SELECT programme_id FROM works_in)
    UNION
    SELECT user_id FROM workforce_peer_programmes JOIN workforce_peer peer ON peer.id = peer_id
    WHERE programme_id IN (SELECT programme_id FROM works_in)
"""


def _just_ended():
    return Q(ended_on__gte=timezone.localdate() - timedelta(days=DAYS_AFTER_CLOSING))


def _opened_by(user):
    """The journeys whose glass this user broke within the hour, and has not closed again."""
    since = timezone.now() - GLASS_STAYS_OPEN
    glasses = apps.get_model("journeys", "BrokenGlass").objects
    return glasses.filter(by=user, at__gt=since, ended_at=None).values("journey")


def _walks_with_now(user):
    walks = Q(peer__user=user, offer_accepted=True, ended_on=None) & ~Q(pk__in=_does_that_no_more(user))
    return _journeys(walks).values("person")


def _does_that_no_more(user):
    """The journeys that this user walked as a peer supporter who has ended since, altogether or in that programme."""
    today = timezone.localdate().isoformat()
    return RawSQL(WALKED_BEFORE_ENDING, [user.pk, today, today])


WALKED_BEFORE_ENDING = """
    SELECT journey.id FROM journeys_journey journey JOIN workforce_peer peer ON peer.id = journey.peer_id
    LEFT JOIN workforce_peer_programmes part ON part.peer_id = peer.id AND part.programme_id = journey.programme_id
    WHERE peer.user_id = %s AND (peer.ends_on < %s OR part.ends_on < %s)
"""


def _supports_in(user):
    """Return the programmes where somebody is a peer supporter now."""
    return _parts_ofsupporters_now().filter(peer__user=user).values("programme")


def _parts_ofsupporters_now():
    today = timezone.localdate()
    return apps.get_model("workforce", "Belonging").objects.filter(not_over(today), not_over(today, "peer__"))


def supporters_now():
    """Return the peer supporters of today. Who was given no programme yet begins with the first one."""
    part = Q(belongings=None) | Q(pk__in=_parts_ofsupporters_now().values("peer"))
    return apps.get_model("workforce", "Peer").objects.filter(not_over(timezone.localdate()), part)


def _journeys(relation):
    # By name: access stands below the rooms.
    return apps.get_model("journeys", "Journey").objects.filter(relation)


def _people_around(user):
    """The people whom this reader stands around now, by whichever part."""
    around = the_peer(user) | the_greeter(user) | the_referrer(user) | the_coordinators(user)
    return _journeys(around).values("person")


def _spaces():
    return apps.get_model("people", "OpenedSpace").objects.all()


def _parts(relation):
    return apps.get_model("plans", "Part").objects.filter(relation)


def _peers_of(programmes):
    return apps.get_model("workforce", "Peer").objects.filter(programmes__in=programmes).values("pk")


POLICY = {
    "directory.House": {
        Can.SEE_HOUSE:           [any_operator],
        Can.ADD_ORGANISATION:    [any_operator],
        Can.INVITE_OPERATOR:     [any_operator],
        Can.ASK_WAY_BACK:        [any_operator],
    },
    "jobs.Schedule": {
        Can.RUN_JOB:             [any_operator],
    },
    "django_tasks_database.DBTaskResult": {
        Can.TRY_JOB_AGAIN:       [any_operator],
    },
    "directory.Organisation": {
        Can.KEEP_ORGANISATION:   [any_operator],
        Can.ADD_SITE:            [any_operator],
        Can.ADD_TEAM:            [any_operator],
        Can.OPEN_PROGRAMME:      [any_operator],
    },
    "directory.Site": {
        Can.KEEP_SITE:           [any_operator],
    },
    "directory.Team": {
        Can.KEEP_TEAM:           [any_operator],
    },
    "directory.Programme": {
        Can.REFER:               [its_referrers, its_coordinators],
        Can.SEE_DESK:            [its_coordinators],
        Can.SEE_LOAD:            [its_supervisors, its_coordinators],
        Can.SEE_EVALUATION:      [its_evaluators, its_coordinators, its_supervisors],
        Can.SEE_SET_UP:          [any_operator],
        Can.IMPORT_CASELOAD:     [],
        Can.SET_JURISDICTION:    [any_operator],
        Can.KEEP_PROGRAMME:      [any_operator],
        Can.ADD_SOURCE:          [any_operator],
        Can.INVITE:              [any_operator, its_coordinators],
        Can.ADD_LISTING:         [its_coordinators],
        Can.TELL_OF_SOMETHING:   [its_coordinators],
        Can.SEE_UNMET_NEED:      [its_evaluators, its_coordinators],
        Can.SET_REPLY_ADDRESS:   [any_operator],
        Can.ADD_HELP_LINE:       [any_operator],
        Can.INVITE_TO_PRESENT:   [its_referrers, its_coordinators],
        Can.MAKE_SURVEY:         [its_coordinators],
    },
    "directory.ReferralSource": {
        Can.KEEP_SOURCE:         [any_operator],
    },
    "directory.Listing": {
        Can.KEEP_LISTING:        [its_keepers],
        Can.CHANGE_LISTING:      [its_keepers],
        Can.PUBLISH_LISTING:     [its_keepers],
        Can.UNPUBLISH_LISTING:   [its_keepers],
        Can.CHECK_LISTING:       [its_keepers],
        Can.ADD_VENUE:           [its_keepers],
        Can.LEAVE_VENUE:         [its_keepers],
        Can.ADD_TIME:            [its_keepers],
    },
    "directory.Venue": {
        Can.CHANGE_VENUE:        [its_keepers],
    },
    "directory.WeeklyTime": {
        Can.CHANGE_TIME:         [the_listings_keepers],
    },
    "directory.Mistake": {
        Can.SETTLE_MISTAKE:      [the_listings_keepers],
    },
    "people.Person": {
        Can.SEE_OWN_SPACE:       [themself],
        Can.SEE_REACH:           [themself, their_peer, their_greeter, their_referrer, their_coordinators],
        Can.PROPOSE_REACH:       [their_peer, their_greeter, their_referrer, their_coordinators],
        Can.WANT_MAIL:           [themself],
        Can.KEEP_VISITS:         [themself],
        Can.CHANGE_DETAILS:      [themself],
        Can.TAKE_ALONG:          [themself],
        Can.ASK_ERASURE:         [themself],
        Can.TAKE_BACK_ERASURE:   [themself],
        Can.ERASE:               [themself],
        Can.SAY_WHOM_I_KNOW:     [themself],
        Can.INVITE_PERSON:       [their_peer, their_greeter, their_referrer, their_coordinators],
        Can.SEE_OPENINGS:        [themself, their_peer, their_greeter, their_referrer, their_coordinators],
        Can.CLOSE_SPACE:         [their_peer, their_coordinators],
        Can.ASK_FOR_SUPPORT:     [themself],
        Can.KEEP_PLAN:           [themself, their_peer_beside_them, who_opened_their_space],
        Can.SEE_PLAN:            [themself, the_peer_the_plan_is_shared_with, their_peer_beside_them],
        Can.TELL_STORY:          [themself],
        Can.KEEP_SUPPORTS:       [themself],
        Can.SAY_WHAT_MATTERS:    [themself],
        Can.WRITE_DOWN_WHAT_MATTERS: [
            their_peer_beside_them, their_greeter_beside_them, their_referrer_beside_them,
        ],
    },
    "people.OpenedSpace": {
        Can.SHOW_DIGITS:         [who_opened_it],
        Can.CONFIRM_SPACE:       [who_knows_them],
    },
    "people.ProposedReach": {
        Can.ANSWER_REACH:        [whom_it_reaches, who_keeps_it_for_them],
    },
    "people.User": {
        Can.KEEP_ACCOUNT:        [whose_account_it_is],
        Can.CHANGE_PASSWORD:     [whose_account_it_is],
        Can.SIGN_OUT_ELSEWHERE:  [whose_account_it_is],
        Can.TAKE_UP_INVITATION:  [whose_account_it_is],
        Can.CLOSE_ACCOUNT:       [any_operator_who_keeps_accounts],
        Can.OPEN_ACCOUNT:        [any_operator_who_keeps_accounts],
        Can.CHANGE_ADDRESS:      [whose_account_it_is],
        Can.SETTLE_ADDRESS:      [],
    },
    "people.NewAddress": {
        Can.CONFIRM_ADDRESS:     [whose_address_it_is],
        Can.STOP_ADDRESS:        [whose_address_it_is],
    },
    "people.WayBack": {
        Can.GIVE_WAY_BACK:       [who_vouches_for_them],
        Can.STOP_WAY_BACK:       [whose_way_back_it_is, who_vouches_for_them],
    },
    "drafts.Draft": {
        Can.GO_ON_WRITING:       [whose_draft_it_is],
    },
    "people.Membership": {
        Can.KEEP_MEMBERSHIP:     [any_operator],
        Can.HAND_OVER:           [any_operator],
    },
    "invitations.Invitation": {
        Can.KEEP_INVITATION:     [any_operator_for_work, who_coordinates_there],
    },
    "workforce.Peer": {
        Can.SEE_OWN_DAY:         [themself_supporting],
        Can.REFLECT:             [themself_supporting],
        Can.SAY_WHOM_THEY_KNOW:  [themself_supporting],
        Can.KEEP_PEER:           [any_operator],
        Can.TELL_STORY_AS_PEER:  [themself_supporting],
    },
    "workforce.Reflection": {
        Can.CHANGE_REFLECTION:   [who_wrote_it],
    },
    "journeys.Journey": {
        Can.SEE_REFERRAL:        [the_person, the_peer, the_asked_peer, the_coordinators],
        Can.SEE_OWN_REFERRAL:    [the_referrer],
        Can.SEE_PLACE_ON_DESK:   [the_coordinators],
        Can.CHOOSE:              [the_person, who_opened_the_space],
        Can.RECORD_CHOICE:       [the_referrer_before_the_road, the_peer, the_greeter, the_coordinators],
        Can.TELL_TEAM:           [the_person],
        Can.CHANGE_REFERRER:     [who_finds_another_referrer],
        Can.ASK_TO_EXPLAIN:      [the_coordinators],
        Can.OFFER:               [the_coordinators],
        Can.ACCEPT_OFFER:        [the_asked_peer],
        Can.DECLINE_OFFER:       [the_asked_peer, the_peer],
        Can.PREFER_SOMEONE_ELSE: [the_person, the_coordinators_beside_them],
        Can.WRITE_AGREEMENT:     [the_person, the_peer],
        Can.ACCEPT_AGREEMENT:    [the_person, the_peer],
        Can.ACCEPT_TOGETHER:     [the_peer_beside_them],
        Can.SEE_JOURNEY:         [the_person, the_peer],
        Can.PLAN:                [the_person, the_peer],
        Can.LOG:                 [the_peer],
        Can.TALK_ABOUT_THE_ROAD: [the_person, the_peer],
        Can.ASK_TO_GO_ON:        [the_person, the_peer],
        Can.NOD:                 [the_coordinators],
        Can.CONNECT:             [the_person, the_peer],
        Can.SEE_TWO:             [the_person, the_peer],
        Can.ANSWER_TWO:          [the_person, the_peer],
        Can.CHANGE_PEER:         [the_person, the_coordinators],
        Can.PASS_ON_NOTES:       [the_person, the_peer_beside_them],
        Can.BEGIN_CLOSING:       [the_person, the_peer],
        Can.ANSWER_AS_PERSON:    [the_person, the_peer_beside_them],
        Can.ANSWER_AS_PEER:      [the_peer],
        Can.PROPOSE_WORDS:       [the_person, the_peer],
        Can.AGREE_WORDS:         [the_person, the_peer_beside_them],
        Can.CLOSE:               [the_person, the_peer],
        Can.END_UNPLANNED:       [the_peer, the_coordinators],
        Can.GET_SURVEY:          [the_person, the_peer_beside_them],
        Can.READ_AGREEMENT:      [the_person, the_peer],
        Can.READ_CLOSING:        [the_person, the_peer],
        Can.STRIKE:              [the_person, the_peer, the_referrer, the_coordinators],
        Can.BREAK_GLASS:         [the_coordinators],
        Can.SEE_BEHIND_GLASS:    [who_broke_the_glass],
    },
    "journeys.RecordedChoice": {
        Can.SAY_IF_IT_IS_SO:     [whom_it_is_about],
    },
    "journeys.Strike": {
        Can.STRIKE_AS_ASKED:     [who_wrote_them],
    },
    "journeys.Accompaniment": {
        Can.READ_NOTE: [
            whom_it_is_about, the_peer_who_was_there, the_peer_the_notes_were_passed_to, who_broke_its_glass,
        ],
        Can.ADD_TO_NOTE:         [whom_it_is_about, the_peer_who_was_there],
        Can.DISPUTE_NOTE:        [whom_it_is_about],
        Can.SETTLE:              [whom_it_is_about, the_peer_who_was_there],
        Can.HOLD:                [the_peer_who_was_there],
        Can.SEE_JOINT:           [the_referrer_who_joined],
    },
    "plans.Visit": {
        Can.CHANGE_VISIT:        [whose_visit_it_is],
    },
    "keeping.Retention": {
        Can.CHANGE_RETENTION:    [any_operator],
    },
    "journeys.BrokenGlass": {
        Can.SEE_GLASS:           [whom_it_is_about, who_broke_it, who_reviews_it],
        Can.END_GLASS:           [who_broke_it],
        Can.TELL_GLASS:          [whom_it_is_about, who_tells_them],
        Can.REVIEW_GLASS:        [who_reviews_it],
    },
    "choices.FirstStep": {
        Can.SEE_FIRST_STEP:      [the_coordinators],
        Can.SEE_OWN_FIRST_STEP:  [the_person],
        Can.CHANGE_FIRST_STEP:   [the_person],
        Can.WITHDRAW_FIRST_STEP: [the_person],
        Can.TAKE_UP:             [the_coordinators],
        Can.SET_DAY:             [the_coordinators],
        Can.NOTE_IT_HAPPENED:    [the_coordinators],
        Can.LET_GO:              [the_coordinators],
        Can.BEGIN_JOURNEY:       [the_coordinators],
    },
    "plans.Part": {
        Can.SEE_PART:            [whose_plan_it_is, the_peer_it_is_shared_with, who_wrote_it_there],
        Can.WRITE_PART:          [whose_plan_it_is, the_peer_writing_beside_them, who_wrote_it_there],
        Can.SEE_VERSIONS:        [whose_plan_it_is, the_peer_writing_beside_them, who_wrote_it_there],
        Can.SHARE_PART:          [whose_plan_it_is],
        Can.INVITE_TO_PART:      [whose_plan_it_is, the_peer_inviting_beside_them],
        Can.REMARK:              [the_peer_it_is_shared_with],
    },
    "plans.Remark": {
        Can.SEE_REMARK:          [to_whom_it_is_said, the_peer_beside_whom_it_is_said, who_said_it],
        Can.ANSWER_REMARK:       [to_whom_it_is_said, the_peer_beside_whom_it_is_said],
    },
    "plans.Guest": {
        Can.OPEN_BY_LINK:        [who_holds_the_link],
        Can.REMARK_BY_LINK:      [who_may_comment_by_the_link],
    },
    "understanding.Story": {
        Can.CHANGE_STORY:        [who_tells_it],
        Can.CONSENT_TO_STORY:    [who_tells_it],
        Can.WITHDRAW_STORY:      [who_tells_it],
        Can.READ_STORY_FIRST:    [who_reads_it_first],
        Can.SEE_STORY:           [who_tells_it, who_walk_here],
    },
    "understanding.Presentation": {
        Can.SEE_PRESENTATION:    [who_asked_for_it, who_coordinates_it],
        Can.PLAN_PRESENTATION:   [who_coordinates_it],
        Can.HOLD_PRESENTATION:   [who_coordinates_it],
        Can.LET_PRESENTATION_GO: [who_asked_for_it, who_coordinates_it],
    },
    "understanding.Feedback": {
        Can.SEE_FEEDBACK:        [any_coordinator],
    },
    "understanding.HelpLine": {
        Can.CHANGE_HELP_LINE:    [any_operator],
    },
    "plans.Support": {
        Can.CHANGE_SUPPORT:      [whose_plan_it_is],
    },
    "surveys.Survey": {
        Can.SEE_SURVEY:          [who_asks_it],
        Can.CHANGE_SURVEY:       [who_asks_it],
        Can.PUBLISH_SURVEY:      [who_asks_it],
        Can.ASK_WITH_SURVEY:     [who_asks_it],
        Can.SEE_SURVEY_RESULTS:  [who_asks_it, who_evaluates_it],
        Can.ANSWER_SURVEY:       [who_may_answer_it],
        Can.SHOW_OVER_TIME:      [who_answered_it],
    },
    "surveys.Question": {
        Can.CHANGE_QUESTION:     [who_writes_the_survey],
    },
    "surveys.OwnAnswers": {
        Can.FILL_IN:             [whose_answers_they_are],
        Can.READ_ANSWERS:        [whose_answers_they_are, the_coordinators_they_name, the_peer_they_name],
    },
    "surveys.Shown": {
        Can.SEE_OVER_TIME:       [whose_answers_they_are, the_coordinators_it_is_shown_to, the_peer_it_is_shown_to],
    },
}  # fmt: skip

# What is opened in this standing is a line each time, where other readings are one line an hour.
EACH_TIME = {"who_broke_the_glass", "who_broke_its_glass"}
