"""Who may do what. This page is the whole of it.

Each line grants one deed to everyone who stands in one of the named relations to
the record. A deed that is not on this page is granted to nobody. A relation is one
line that returns a `Q`, so a list and a single record obey the same rule.
"""

from datetime import timedelta
from enum import StrEnum

from django.apps import apps
from django.db.models import Exists, Q, TextChoices
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS_AFTER_CLOSING = 30  # I4


class Role(TextChoices):
    """What someone is in a programme."""

    REFERRER = "referrer", _("Referring professional")
    COORDINATOR = "coordinator", _("Coordinator")
    SUPERVISOR = "supervisor", _("Supervisor")
    EVALUATOR = "evaluator", _("Evaluator")
    OPERATOR = "operator", _("Operator")


class Can(StrEnum):
    """Every deed Wayfellow knows. One name for the permission, the act and its journal line."""

    # a programme
    REFER = "programme.refer"
    SEE_DESK = "programme.see_desk"
    SEE_LOAD = "programme.see_load"
    SEE_EVALUATION = "programme.see_evaluation"
    SEE_SET_UP = "programme.see_set_up"
    IMPORT_CASELOAD = "programme.import_caseload"
    SET_JURISDICTION = "programme.set_jurisdiction"
    MAKE_SURVEY = "programme.make_survey"
    # a person
    SEE_OWN_SPACE = "person.see_own_space"
    SEE_REACH = "person.see_reach"
    KEEP_VISITS = "person.keep_visits"
    CHANGE_DETAILS = "person.change_details"
    TAKE_ALONG = "person.take_along"
    ASK_ERASURE = "person.ask_erasure"
    TAKE_BACK_ERASURE = "person.take_back_erasure"
    ERASE = "person.erase"
    SAY_WHOM_I_KNOW = "person.say_whom_i_know"
    # an account
    KEEP_ACCOUNT = "account.keep"
    CHANGE_PASSWORD = "account.change_password"
    SIGN_OUT_ELSEWHERE = "account.sign_out_elsewhere"
    # a survey
    SEE_SURVEY = "survey.see"
    CHANGE_SURVEY = "survey.change"
    PUBLISH_SURVEY = "survey.publish"
    ASK_WITH_SURVEY = "survey.ask"
    SEE_SURVEY_RESULTS = "survey.see_results"
    ANSWER_SURVEY = "survey.answer"
    # a question of a survey that is being written
    CHANGE_QUESTION = "question.change"
    # somebody's own answers
    FILL_IN = "own_answers.fill_in"
    READ_ANSWERS = "own_answers.read"
    # a peer supporter
    SEE_OWN_DAY = "peer.see_own_day"
    REFLECT = "peer.reflect"
    SAY_WHOM_THEY_KNOW = "peer.say_whom_they_know"
    # a peer supporter's reflection
    CHANGE_REFLECTION = "reflection.change"
    # a journey: referral and choice
    SEE_REFERRAL = "journey.see_referral"
    SEE_OWN_REFERRAL = "journey.see_own_referral"
    SEE_PLACE_ON_DESK = "journey.see_place_on_desk"
    CHOOSE = "journey.choose"
    RECORD_CHOICE = "journey.record_choice"
    TELL_TEAM = "journey.tell_team"
    ASK_TO_EXPLAIN = "journey.ask_to_explain"
    # a journey: the two find each other
    OFFER = "journey.offer"
    ACCEPT_OFFER = "journey.accept_offer"
    DECLINE_OFFER = "journey.decline_offer"
    PREFER_SOMEONE_ELSE = "journey.prefer_someone_else"
    WRITE_AGREEMENT = "journey.write_agreement"
    ACCEPT_AGREEMENT = "journey.accept_agreement"
    ACCEPT_TOGETHER = "journey.accept_together"
    # a journey: walking
    SEE_JOURNEY = "journey.see"
    PLAN = "journey.plan"
    LOG = "journey.log"
    TALK_ABOUT_THE_ROAD = "journey.talk_about_the_road"
    ASK_TO_GO_ON = "journey.ask_to_go_on"
    NOD = "journey.nod"
    CONNECT = "journey.connect"
    CHANGE_PEER = "journey.change_peer"
    PASS_ON_NOTES = "journey.pass_on_notes"
    # a journey: ending
    BEGIN_CLOSING = "journey.begin_closing"
    ANSWER_AS_PERSON = "journey.answer_as_person"
    ANSWER_AS_PEER = "journey.answer_as_peer"
    PROPOSE_WORDS = "journey.propose_words"
    AGREE_WORDS = "journey.agree_words"
    CLOSE = "journey.close"
    END_UNPLANNED = "journey.end_unplanned"
    GET_SURVEY = "journey.get_survey"
    # an accompaniment
    READ_NOTE = "accompaniment.read_note"
    ADD_TO_NOTE = "accompaniment.add_to_note"
    DISPUTE_NOTE = "accompaniment.dispute_note"
    SETTLE = "accompaniment.settle"
    HOLD = "accompaniment.hold"
    SEE_JOINT = "accompaniment.see_joint"
    # a visit in the person's own list
    CHANGE_VISIT = "visit.change"
    # how long something is kept
    CHANGE_RETENTION = "retention.change"


# Relations to a programme
def its_referrers(user):
    return Q(pk__in=_programmes(user, Role.REFERRER))


def its_coordinators(user):
    return Q(pk__in=_programmes(user, Role.COORDINATOR))


def its_supervisors(user):
    return Q(pk__in=_programmes(user, Role.SUPERVISOR))


def its_evaluators(user):
    return Q(pk__in=_programmes(user, Role.EVALUATOR))


def an_operator(user):
    return Q(pk__in=_programmes(user, Role.OPERATOR))


# Relations to how long something is kept
def any_operator(user):
    return Q(Exists(_programmes(user, Role.OPERATOR)))


# Relations to an account
def whose_account_it_is(user):
    return Q(pk=user.pk)


# Relations to a person, a peer supporter, a visit
def themself(user):
    return Q(user=user)


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


# Relations to a survey, a question of it, and somebody's own answers
def who_asks_it(user):
    return Q(programme__in=_programmes(user, Role.COORDINATOR))


def who_evaluates_it(user):
    return Q(programme__in=_programmes(user, Role.EVALUATOR))


def who_may_answer_it(user):
    """People of the programme, while a survey with names or for themselves is open."""
    is_open = Q(kept__in=["confidential", "named"], opened_on__isnull=False, retired_on=None)
    return is_open & Q(programme__in=_journeys(the_person(user)).values("programme"))


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


# Relations to a journey
def the_person(user):
    return Q(person__user=user)


def the_peer(user):
    """The peer supporter who walks along now, and for 30 days after the closing (I4), unless they are colleagues."""
    walks_along = Q(ended_on=None) | _just_ended() & ~about_a_colleague(user)
    return Q(peer__user=user, offer_accepted=True) & walks_along


def the_peer_beside_them(user):
    """The peer supporter, for someone without an account: on the peer supporter's device, with the person there."""
    return the_peer(user) & Q(person__user=None)


def the_asked_peer(user):
    return Q(peer__user=user, stage="offered")


def the_greeter(user):
    """A peer supporter asked to tell the person what peer support is, until the person has chosen."""
    return Q(greeter__user=user, stage__in=BEFORE_THE_YES) & ~about_a_colleague(user)


def the_referrer(user):
    return Q(referrer=user) & ~about_a_colleague(user)


def the_referrer_before_the_road(user):
    """Whoever referred may keep an answer given beside them, until the two are on the road."""
    return the_referrer(user) & Q(stage__in=BEFORE_THE_ROAD)


def the_coordinators(user):
    return Q(programme__in=_programmes(user, Role.COORDINATOR)) & ~about_a_colleague(user)


def about_a_colleague(user):
    """A journey of someone who works where the reader works: closed to them, unless they walk it together (I5)."""
    return Q(person__user__in=_colleagues(user))


# Relations to an accompaniment
def whom_it_is_about(user):
    return Q(journey__person__user=user)


def the_peer_who_was_there(user):
    return Q(peer__user=user, journey__in=_journeys(the_peer(user)))


def the_peer_the_notes_were_passed_to(user):
    return Q(journey__in=_journeys(the_peer(user) & Q(notes_passed_on=True)))


def the_referrer_who_joined(user):
    return Q(journey__in=_journeys(the_referrer(user)), with_referrer=True)


BEFORE_THE_YES = ["proposed", "paused"]
BEFORE_THE_ROAD = [*BEFORE_THE_YES, "not_now", "said_no", "chosen", "offered", "meeting"]


def _programmes(user, role):
    return _memberships(user).filter(role=role).values("programme")


def _memberships(user):
    today = timezone.localdate()
    return user.memberships.filter(Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today)))


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


def _journeys(relation):
    # By name: access stands below the rooms.
    return apps.get_model("journeys", "Journey").objects.filter(relation)


POLICY = {
    "directory.Programme": {
        Can.REFER:               [its_referrers, its_coordinators],
        Can.SEE_DESK:            [its_coordinators],
        Can.SEE_LOAD:            [its_supervisors, its_coordinators],
        Can.SEE_EVALUATION:      [its_evaluators, its_coordinators, its_supervisors],
        Can.SEE_SET_UP:          [an_operator],
        Can.IMPORT_CASELOAD:     [],
        Can.SET_JURISDICTION:    [an_operator],
        Can.MAKE_SURVEY:         [its_coordinators],
    },
    "surveys.Survey": {
        Can.SEE_SURVEY:          [who_asks_it],
        Can.CHANGE_SURVEY:       [who_asks_it],
        Can.PUBLISH_SURVEY:      [who_asks_it],
        Can.ASK_WITH_SURVEY:     [who_asks_it],
        Can.SEE_SURVEY_RESULTS:  [who_asks_it, who_evaluates_it],
        Can.ANSWER_SURVEY:       [who_may_answer_it],
    },
    "surveys.Question": {
        Can.CHANGE_QUESTION:     [who_writes_the_survey],
    },
    "surveys.OwnAnswers": {
        Can.FILL_IN:             [whose_answers_they_are],
        Can.READ_ANSWERS:        [whose_answers_they_are, the_coordinators_they_name, the_peer_they_name],
    },
    "people.Person": {
        Can.SEE_OWN_SPACE:       [themself],
        Can.SEE_REACH:           [themself, their_peer, their_greeter, their_referrer, their_coordinators],
        Can.KEEP_VISITS:         [themself],
        Can.CHANGE_DETAILS:      [themself],
        Can.TAKE_ALONG:          [themself],
        Can.ASK_ERASURE:         [themself],
        Can.TAKE_BACK_ERASURE:   [themself],
        Can.ERASE:               [themself],
        Can.SAY_WHOM_I_KNOW:     [themself],
    },
    "people.User": {
        Can.KEEP_ACCOUNT:        [whose_account_it_is],
        Can.CHANGE_PASSWORD:     [whose_account_it_is],
        Can.SIGN_OUT_ELSEWHERE:  [whose_account_it_is],
    },
    "workforce.Peer": {
        Can.SEE_OWN_DAY:         [themself],
        Can.REFLECT:             [themself],
        Can.SAY_WHOM_THEY_KNOW:  [themself],
    },
    "workforce.Reflection": {
        Can.CHANGE_REFLECTION:   [who_wrote_it],
    },
    "journeys.Journey": {
        Can.SEE_REFERRAL:        [the_person, the_peer, the_asked_peer, the_coordinators],
        Can.SEE_OWN_REFERRAL:    [the_referrer],
        Can.SEE_PLACE_ON_DESK:   [the_coordinators],
        Can.CHOOSE:              [the_person],
        Can.RECORD_CHOICE:       [the_referrer_before_the_road, the_peer, the_greeter, the_coordinators],
        Can.TELL_TEAM:           [the_person],
        Can.ASK_TO_EXPLAIN:      [the_coordinators],
        Can.OFFER:               [the_coordinators],
        Can.ACCEPT_OFFER:        [the_asked_peer],
        Can.DECLINE_OFFER:       [the_asked_peer, the_peer],
        Can.PREFER_SOMEONE_ELSE: [the_person, the_coordinators],
        Can.WRITE_AGREEMENT:     [the_person, the_peer],
        Can.ACCEPT_AGREEMENT:    [the_person, the_peer],
        Can.ACCEPT_TOGETHER:     [the_peer],
        Can.SEE_JOURNEY:         [the_person, the_peer],
        Can.PLAN:                [the_person, the_peer],
        Can.LOG:                 [the_peer],
        Can.TALK_ABOUT_THE_ROAD: [the_person, the_peer],
        Can.ASK_TO_GO_ON:        [the_person, the_peer],
        Can.NOD:                 [the_coordinators],
        Can.CONNECT:             [the_person, the_peer],
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
    },
    "journeys.Accompaniment": {
        Can.READ_NOTE:           [whom_it_is_about, the_peer_who_was_there, the_peer_the_notes_were_passed_to],
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
}  # fmt: skip

# The operator's own commands, run on the machine itself, where the operating system says who may.
AT_THE_COMMAND_LINE = {Can.IMPORT_CASELOAD, Can.TAKE_ALONG, Can.ERASE}

# Opening these shows what a person would want to know was opened: each opening is a line in the journal.
READINGS = {
    Can.SEE_REFERRAL,
    Can.SEE_OWN_REFERRAL,
    Can.SEE_PLACE_ON_DESK,
    Can.SEE_REACH,
    Can.SEE_JOURNEY,
    Can.READ_NOTE,
    Can.SEE_JOINT,
    Can.READ_ANSWERS,
}
