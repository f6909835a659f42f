"""Who somebody is to a journey, or to what belongs to one."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.open_values import NOW, SQL, TODAY
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import REFER, Role, any_operator, in_force, programmes
from wayfellow.journeys.access.deeds import Can
from wayfellow.journeys.stages import BEFORE_THE_ROAD, CHOOSING, TWO_WALK_NOW, Stage
from wayfellow.people import access as people
from wayfellow.people.access import the_person
from wayfellow.workforce import access as workforce
from wayfellow.workforce.access import about_a_colleague, the_coordinators

DAYS_AFTER_CLOSING = 30  # I4
GLASS_STAYS_OPEN = timedelta(hours=1)  # I4


def who_opened_the_space(user):
    """Whoever opened the space by a code, until it is confirmed: the choices, whatever was answered there.

    Only where the code came from: it tells of nothing that its maker did not know.
    """
    here = Q(made_by__memberships__programme=OuterRef("programme"))
    here |= Q(made_by__peers__programmes=OuterRef("programme"))
    opened = people.opened_spaces().filter(people.who_opened_it(user), here, person=OuterRef("person"))
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
    return Q(peer__user=user, stage=Stage.OFFERED) & ~Q(pk__in=_does_that_no_more(user)) & ~about_a_colleague(user)


def who_could_not(user):
    """The peer supporter who said that they cannot, as long as the person waits and nobody else is asked.

    Not a reader: of whoever they said no to, they are shown the name alone.
    """
    said_no = records_of("journeys.Offer").filter(journey=OuterRef("pk"), peer__user=user, answer="peer_declined")
    waits = Q(stage=Stage.CHOSEN, programme__in=workforce.supports_in(user))
    return Q(Exists(said_no)) & waits & ~about_a_colleague(user)


def the_greeter(user):
    """A peer supporter asked to tell the person what peer support is, until the person has chosen."""
    greets = Q(greeter__user=user, programme__in=workforce.supports_in(user), stage__in=CHOOSING)
    return greets & ~about_a_colleague(user)


def the_referrer(user):
    """Whoever referred, or took over from them, as long as they refer to the programme."""
    return Q(referrer=user, programme__in=programmes(user, *REFER)) & ~about_a_colleague(user)


def the_referrer_before_the_road(user):
    """Whoever referred may keep an answer given beside them, until the two are on the road."""
    return the_referrer(user) & Q(stage__in=BEFORE_THE_ROAD)


def a_colleague_in_the_team(user):
    """Whoever refers to the programme in the same care team, where it says that teams share their referrals."""
    mine = in_force(records_of("people.Membership").filter(user=user, role__in=REFER))
    beside = mine.filter(programme=OuterRef("programme"), team=OuterRef("team"))
    return Q(Exists(teams_that_share().filter(Exists(beside)))) & ~Q(referrer=user) & ~about_a_colleague(user)


def teams_that_share():
    """The teams of whoever referred, where the programme says that teams share their referrals."""
    refers = {"user": OuterRef("referrer"), "programme": OuterRef("programme"), "role__in": REFER}
    shares = {"programme__teams_share_referrals": True, "team__isnull": False}
    return records_of("people.Membership").filter(**refers, **shares)


def who_finds_another_referrer(user):
    """A coordinator, or whoever keeps the installation, once whoever referred refers there no more."""
    return (the_coordinators(user) | any_operator(user)) & nobody_refers_now()


def nobody_refers_now():
    """The journeys that go on while whoever referred the person refers to the programme no more."""
    return Q(ended_on=None) & whose_referrer_has_gone()


def whose_referrer_has_gone():
    refers = in_force(records_of("people.Membership").filter(role__in=REFER))
    still = refers.filter(user=OuterRef("referrer"), programme=OuterRef("programme"))
    return Q(referrer__isnull=False) & ~Exists(still)


def who_wrote_them(user):
    """Whoever wrote the words that a person wants out, as long as they stand around the person."""
    around = the_peer(user) | the_referrer(user) | the_coordinators(user)
    return Q(author=user, journey__in=journeys_where(around))


def who_could_review(user):
    """Who oversees it, and never walked with the person, on this road or another, nor works with them (I5)."""
    overseen = Q(programme__in=programmes(user, Role.COORDINATOR, Role.SUPERVISOR))
    walked = journeys_where(Q(peer__user=user) | Q(accompaniments__peer__user=user) | Q(agreements__peer__user=user))
    return overseen & ~Q(person__in=walked.values("person")) & ~about_a_colleague(user)


def who_broke_the_glass(user):
    """A coordinator who gave a reason, for one hour by the clock (I4); never about a colleague (I5)."""
    return the_coordinators(user) & Q(pk__in=_opened_by(user))


# To an accompaniment, or to a broken glass
def whom_it_is_about(user):
    return Q(journey__person__user=user)


def the_coordinators_of_its_journey(user):
    return Q(journey__in=journeys_where(the_coordinators(user)))


def the_coordinator_who_wrote_it(user):
    return Q(author=user) & the_coordinators_of_its_journey(user)


def the_peer_of_its_journey(user):
    return Q(journey__in=journeys_where(the_peer(user)))


def the_peer_beside_whom_it_is_about(user):
    """The peer supporter, with the person there, of whom what is written is about and who has no account."""
    return Q(journey__in=journeys_where(the_peer_beside_them(user)))


def the_peer_who_was_there(user):
    return Q(peer__user=user, journey__in=journeys_where(the_peer(user)))


def the_peer_the_notes_were_passed_to(user):
    return Q(journey__in=journeys_where(the_peer(user) & Q(notes_passed_on=True)))


def the_referrer_who_joined(user):
    return Q(journey__in=journeys_where(the_referrer(user)), with_referrer=True)


def who_broke_its_glass(user):
    return Q(journey__in=journeys_where(who_broke_the_glass(user)))


def who_broke_it(user):
    return Q(by=user, journey__in=journeys_where(the_coordinators(user)))


def who_reviews_it(user):
    """A second person, never whoever did it."""
    return Q(journey__in=journeys_where(who_could_review(user))) & ~Q(by=user)


def who_tells_them(user):
    """For someone without an account: their peer supporter, or a coordinator, who knows how to reach them."""
    return Q(journey__person__user=None, journey__in=journeys_where(the_peer(user) | the_coordinators(user)))


def who_walks_with_whoever_leaves(user):
    """A person whose peer supporter leaves the programme, as long as the two walk together."""
    walks = {"person__user": user, "peer": OuterRef("peer"), "programme": OuterRef("programme")}
    return Q(Exists(journeys_where(TWO_WALK_NOW).filter(**walks)))


def journeys_where(condition):
    return records_of("journeys.Journey").filter(condition)


def people_around(user):
    """The people whom this reader stands around now, by whichever part."""
    around = the_peer(user) | the_greeter(user) | the_referrer(user) | the_coordinators(user)
    return journeys_where(around).values("person")


def whom_they_walk_with(user):
    """The people with whom this reader walks now, as their peer supporter."""
    walks = Q(peer__user=user) & TWO_WALK_NOW & ~Q(pk__in=_does_that_no_more(user))
    return journeys_where(walks).values("person")


def _just_ended():
    return Q(ended_on__gte=TODAY.less(timedelta(days=DAYS_AFTER_CLOSING)))


def _opened_by(user):
    """The journeys whose glass this user broke within the hour, and has not closed again."""
    since = NOW.less(GLASS_STAYS_OPEN)
    return records_of("journeys.BrokenGlass").filter(by=user, at__gt=since, ended_at=None).values("journey")


def _does_that_no_more(user):
    """The journeys that this user walked as a peer supporter who has ended since, altogether or in that programme."""
    return SQL(WALKED_BEFORE_ENDING, [user.pk, TODAY, TODAY])


WALKED_BEFORE_ENDING = """
    SELECT journey.id FROM journeys_journey journey JOIN workforce_peer peer ON peer.id = journey.peer_id
    LEFT JOIN workforce_peer_programmes part ON part.peer_id = peer.id AND part.programme_id = journey.programme_id
    WHERE peer.user_id = %s AND (peer.ends_on < %s OR part.ends_on < %s)
"""


RELATIONS = {
    who_opened_the_space: Relation(
        _(
            "the one who opened the person’s space with a code, until it is confirmed: the answer waits, "
            "and changes nothing"
        ),
        told=_("The person who opened your space with a code, before it was confirmed"),
    ),
    the_peer: Relation(_("their peer supporter, and for 30 days after the end"), told=_("Your peer supporter")),
    the_peer_beside_them: Relation(
        _("their peer supporter, with the person there, if the person has no account"),
        told=_("Your peer supporter, with you there"),
    ),
    the_coordinators_beside_them: Relation(
        _("the coordinators of their programme, if the person has no account"), told=_("Coordinator of the programme")
    ),
    the_asked_peer: Relation(
        _("the peer supporter who was asked, until they answer"), told=_("Peer supporter asked to support you")
    ),
    who_could_not: Relation(
        _("the peer supporter who said that they cannot, as long as nobody else is asked"),
        told=_("Peer supporter asked to support you"),
    ),
    the_greeter: Relation(
        _("a peer supporter asked to tell them about it, until they choose"),
        told=_("Peer supporter asked to tell you about peer support"),
    ),
    the_referrer: Relation(
        _("the professional who referred them, or took over, as long as they refer there"),
        told=_("Professional who referred you"),
        refers=True,
    ),
    the_referrer_before_the_road: Relation(
        _("the professional who referred them, until the journey is under way"),
        told=_("Professional who referred you"),
        refers=True,
    ),
    a_colleague_in_the_team: Relation(
        _("the colleagues in that professional’s team, where the programme says that teams share their referrals"),
        told=_("Colleague of the professional who referred you"),
        refers=True,
    ),
    who_finds_another_referrer: Relation(
        _("a coordinator of the programme, or an administrator, once that professional no longer refers there"),
        told=_("The person who decides who takes over your referral"),
    ),
    who_wrote_them: Relation(
        _("the one who wrote them, as long as they are still around the person"), told=_("The person who wrote it")
    ),
    who_broke_the_glass: Relation(
        _("a coordinator who wrote down a serious reason, for one hour; the person is told"),
        told=_("Coordinator of the programme, who opened it for an hour"),
        each_time=True,
    ),
    whom_it_is_about: Relation(_("the person"), is_own=True),
    the_coordinators_of_its_journey: Relation(
        _("the coordinators of the programme"), told=_("Coordinator of the programme")
    ),
    the_coordinator_who_wrote_it: Relation(
        _("the coordinator who wrote it"), told=_("Coordinator of the programme, who wrote it")
    ),
    the_peer_of_its_journey: Relation(
        _("their peer supporter, and for 30 days after the end"), told=_("Your peer supporter")
    ),
    the_peer_beside_whom_it_is_about: Relation(
        _("their peer supporter, with the person there, if the person has no account"),
        told=_("Your peer supporter, with you there"),
    ),
    the_peer_who_was_there: Relation(
        _("the peer supporter who was there, and for 30 days after the end"), told=_("Your peer supporter")
    ),
    the_peer_the_notes_were_passed_to: Relation(
        _("a new peer supporter, if the person lets them"),
        told=_("Your peer supporter, whom you let read the earlier notes"),
    ),
    the_referrer_who_joined: Relation(
        _("the professional who referred them, if they were there"),
        told=_("Professional who referred you and was there"),
        refers=True,
    ),
    who_broke_its_glass: Relation(
        _("a coordinator who wrote down a serious reason, for one hour; the person is told"),
        told=_("Coordinator of the programme, who opened it for an hour"),
        each_time=True,
    ),
    who_broke_it: Relation(
        _("the coordinator who opened it for that hour"),
        told=_("Coordinator of the programme, who opened it for an hour"),
    ),
    who_reviews_it: Relation(
        _(
            "a second coordinator or a supervisor of the programme, never the one who opened it or who "
            "was the person’s peer supporter"
        ),
        told=_("Second person of the programme"),
    ),
    who_walks_with_whoever_leaves: Relation(
        _("the people on a journey with them, until it ends or goes on with somebody else")
    ),
    who_tells_them: Relation(
        _("their peer supporter or a coordinator, if the person has no account"),
        told=_("The person who was to tell you about it"),
    ),
}


RECORDS = {
    "journeys.Journey": _("A journey"),
    "journeys.RecordedChoice": _("A choice that someone wrote down for a person with an account"),
    "journeys.WorkingNote": _("A working note of the coordinators"),
    "journeys.ProposedPlace": _("A place that a coordinator proposes for what comes next"),
    "journeys.Strike": _("Words that a person wants taken out of what someone wrote"),
    "journeys.BrokenGlass": _("A journey opened for an hour, for a serious reason"),
    "journeys.Accompaniment": _("An accompaniment"),
    "journeys.Connection": _("The steps towards an association"),
}


GRANTS = {
    "journeys.Journey": {
        Can.SEE_REFERRAL:        [the_person, the_peer, the_asked_peer, the_coordinators],
        Can.SEE_OWN_REFERRAL:    [the_referrer, a_colleague_in_the_team],
        Can.CORRECT_REFERRAL:    [the_referrer],
        Can.WITHDRAW_REFERRAL:   [the_referrer],
        Can.SEE_PLACE_ON_DESK:   [the_coordinators],
        Can.TAKE_IN_LIST:        [the_referrer, a_colleague_in_the_team, the_coordinators],
        Can.CHOOSE:              [the_person, who_opened_the_space],
        Can.RECORD_CHOICE:       [the_referrer_before_the_road, the_peer, the_greeter, the_coordinators],
        Can.TAKE_BACK_STOP:      [the_person, the_peer_beside_them],
        Can.TELL_TEAM:           [the_person],
        Can.CHANGE_REFERRER:     [who_finds_another_referrer],
        Can.TAKE_OVER_REFERRAL:  [a_colleague_in_the_team],
        Can.NOTE_WORK:           [the_coordinators],
        Can.ASK_TO_EXPLAIN:      [the_coordinators],
        Can.OFFER:               [the_coordinators],
        Can.ACCEPT_OFFER:        [the_asked_peer],
        Can.DECLINE_OFFER:       [the_asked_peer, the_peer],
        Can.LET_GO_OF_OFFER:     [the_coordinators],
        Can.REMIND:              [the_coordinators],
        Can.PREFER_SOMEONE_ELSE: [the_person, the_coordinators_beside_them],
        Can.TAKE_BACK_NO:        [who_could_not],
        Can.WISH_AGAIN:          [the_person, the_coordinators_beside_them],
        Can.WRITE_AGREEMENT:     [the_person, the_peer],
        Can.ACCEPT_AGREEMENT:    [the_person, the_peer],
        Can.ACCEPT_TOGETHER:     [the_peer_beside_them],
        Can.OFFER_TIMES:         [the_peer, the_coordinators],
        Can.WITHDRAW_TIMES:      [the_peer, the_coordinators],
        Can.ANSWER_TIMES:        [the_referrer],
        Can.SEE_JOURNEY:         [the_person, the_peer],
        Can.PLAN:                [the_person, the_peer],
        Can.TAKE_BREAK:          [the_person, the_peer],
        Can.END_BREAK:           [the_person, the_peer],
        Can.LOG:                 [the_peer],
        Can.SEE_WHO_LOOKED:      [the_peer_beside_them],
        Can.CHANGE_OBJECTIVES:   [the_person, the_peer_beside_them],
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
        Can.PROPOSE_PLACE:       [the_coordinators],
        Can.CLOSE:               [the_person, the_peer],
        Can.END_UNPLANNED:       [the_peer, the_coordinators],
        Can.TAKE_BACK_END:       [the_peer, the_coordinators],
        Can.GET_SURVEY:          [the_person, the_peer_beside_them],
        Can.READ_AGREEMENT:      [the_person, the_peer],
        Can.READ_CLOSING:        [the_person, the_peer],
        Can.STRIKE:              [the_person, the_peer, the_referrer, the_coordinators],
        Can.CHOOSE_WAY_ON:       [the_person, the_peer_beside_them, the_coordinators_beside_them],
        Can.STAY_IN_TOUCH:       [the_coordinators],
        Can.LET_REST:            [the_coordinators],
        Can.BREAK_GLASS:         [the_coordinators],
        Can.SEE_BEHIND_GLASS:    [who_broke_the_glass],
    },
    "journeys.WorkingNote": {
        Can.SEE_WORKING_NOTE:    [whom_it_is_about, the_coordinators_of_its_journey],
        Can.ANSWER_WORKING_NOTE: [whom_it_is_about],
        Can.CHANGE_WORKING_NOTE: [the_coordinator_who_wrote_it],
    },
    "journeys.RecordedChoice": {
        Can.SAY_IF_IT_IS_SO: [whom_it_is_about],
    },
    "journeys.ProposedPlace": {
        Can.ANSWER_PLACE:    [whom_it_is_about, the_peer_beside_whom_it_is_about],
        Can.TAKE_BACK_PLACE: [the_coordinators_of_its_journey],
    },
    "journeys.Strike": {
        Can.STRIKE_AS_ASKED: [who_wrote_them],
    },
    "journeys.Accompaniment": {
        Can.READ_NOTE: [
            whom_it_is_about, the_peer_who_was_there, the_peer_the_notes_were_passed_to, who_broke_its_glass,
        ],
        Can.ADD_TO_NOTE:  [whom_it_is_about, the_peer_who_was_there],
        Can.DISPUTE_NOTE: [whom_it_is_about],
        Can.CORRECT_NOTE: [the_peer_who_was_there],
        Can.STRIKE_NOTE:  [the_peer_who_was_there],
        Can.SETTLE:       [whom_it_is_about, the_peer_who_was_there],
        Can.CANCEL_FOR_ABSENCE: [the_peer_who_was_there, the_coordinators_of_its_journey],
        Can.HOLD:         [the_peer_who_was_there],
        Can.SEE_JOINT:    [the_referrer_who_joined],
    },
    "journeys.Connection": {
        Can.KEEP_CONNECTION: [whom_it_is_about, the_peer_of_its_journey],
    },
    "workforce.Absence": {
        Can.CANCEL_WHILE_AWAY: [workforce.who_is_away, workforce.who_coordinates_whoever_is_away],
    },
    "workforce.Leaving": {
        Can.END_LEAVING:     [workforce.who_coordinates_the_programme],
        workforce.Can.THANK: [who_walks_with_whoever_leaves],
    },
    "journeys.BrokenGlass": {
        Can.SEE_GLASS:    [whom_it_is_about, who_broke_it, who_reviews_it],
        Can.END_GLASS:    [who_broke_it],
        Can.TELL_GLASS:   [whom_it_is_about, who_tells_them],
        Can.REVIEW_GLASS: [who_reviews_it],
    },
}  # fmt: skip
