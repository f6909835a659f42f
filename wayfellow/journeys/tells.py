"""What is told along the road. A no, a “not now” and a stop are told to nobody (I1)."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wayfellow.access.open_values import TODAY
from wayfellow.access.relations import records_of
from wayfellow.access.tellings import Figure, Reminder, desk, my, nobody, referrals, supervision, today
from wayfellow.directory.access import its_supervisors
from wayfellow.journeys.access import Can
from wayfellow.journeys.access.elsewhere import the_peer_it_is_shared_with, who_reads_it_first, who_said_it
from wayfellow.journeys.access.road import (
    a_colleague_in_the_team,
    the_asked_peer,
    the_coordinators_of_its_journey,
    the_greeter,
    the_peer,
    the_peer_beside_whom_it_is_about,
    the_peer_of_its_journey,
    the_peer_who_was_there,
    the_referrer,
    the_referrer_who_joined,
    who_reviews_it,
    who_walks_with_whoever_leaves,
    whom_it_is_about,
)
from wayfellow.journeys.lifecycle import (
    IS_CHOOSING,
    IS_CLOSING,
    IS_OFFERED,
    IS_OVER,
    IS_TOGETHER,
    JOURNEY,
    WAITS_FOR_A_PEER,
)
from wayfellow.journeys.queries.reminding import MEETING_WAITS, TALK_WAITS
from wayfellow.journeys.stages import ENDINGS, TWO_WALK_NOW, Stage
from wayfellow.people.access import the_person, themself
from wayfellow.plans import access as plans
from wayfellow.understanding import access as understanding
from wayfellow.workforce import access as workforce
from wayfellow.workforce.access import the_coordinators

WORDS_AGREED = Q(closing__words_version=F("closing__agreed_version"), closing__words_version__gt=0)
WORDS_WAIT = JOURNEY.where({Stage.CLOSING} | ENDINGS) & Q(closing__words_version__gt=0) & ~WORDS_AGREED
IS_CLOSED = JOURNEY.where({Stage.CLOSED})
IS_ENDED_SOONER = JOURNEY.where({Stage.ENDED})
IS_WITHDRAWN = JOURNEY.where({Stage.WITHDRAWN})
IS_PLANNED, IS_LET_GO = Q(state="planned"), Q(state="let_go")
IS_HELD, IS_STRUCK = Q(state="held"), Q(state="struck")
IN_A_ROW = Q(arrangement__series__isnull=False)
IS_ON_BREAK = IS_TOGETHER & Q(breaks__by=F("person__user"), breaks__until=None, breaks__ended_on=None)
OF_THESE_TWO = Q(peer=F("journey__peer"))
A_MEETING: dict[str, Any] = {"of": "journeys.Accompaniment", "page": "journeys:accompaniment"}
THE_JOURNEY: dict[str, Any] = {"page": "journeys:journey"}
ON_THE_DESK: dict[str, Any] = {"page": "journeys:desk_journey"}
ITS_JOURNEY: dict[str, Any] = {"stands": "journey", "opens": "journey_id"}
WHERE_I_STAND: dict[str, Any] = {"page": "journeys:where_i_stand", "opens": None}
ON_MY_PAGE: dict[str, Any] = {"page": "home:my", "opens": None}
AN_AGREEMENT: dict[str, Any] = {
    "of": "journeys.Agreement",
    "page": "journeys:agreement",
    "where": OF_THESE_TWO,
    **ITS_JOURNEY,
}
A_CONNECTION: dict[str, Any] = {"of": "journeys.Connection", "page": "journeys:connections", **ITS_JOURNEY}
GOING_ON: dict[str, Any] = {"of": "journeys.GoingOn", **ITS_JOURNEY, "where": Q(nodded_on=None)}

A_MEETING_WITH_THE_REFERRER: dict[str, Any] = {
    "of": "journeys.Accompaniment",
    "page": "journeys:referral",
    **ITS_JOURNEY,
}
NO_TIME_SUITS = Q(introduction__answered_on__isnull=False, introduction__meeting=None)
NO_TIME_TAKEN = Q(introduction=None) | Q(introduction__answered_on=None)
IS_CANCELLED_AGAIN = Q(introduction__meeting__state="let_go")
IS_JOINED = Q(with_referrer=True)
IS_ADDED = Q(added_on__isnull=False)
SAID_YES_TO_A_PLACE = _("%(person)s said yes to a place for what comes next.")
IS_AWAY_THEN = Q(Exists(records_of("workforce.Absence").on(OuterRef("on")).filter(peer=OuterRef("peer"))))
RESTS = Q(Exists(records_of("journeys.Break").going_on().filter(journey=OuterRef("journey"))))
GOES_ON = Q(journey__ended_on=None, peer__user__of_the_demo=False) & ~RESTS
NOT_SO_JOINED = Q(accompaniments__with_referrer=True, accompaniments__state="let_go", accompaniments__on__gte=TODAY)

SAID_YES = _("%(person)s said yes. Who could walk with them?")
ASKED = _("A peer supporter was asked to walk with you.")
SOMEBODY_ELSE = _("%(person)s waits for a peer supporter to be asked.")
NOTED = _("A note of your meeting was written.")
NOTED_OF = _("A note of your meeting of %(on)s was written.")
ENDED = _("The journey of %(person)s has ended.")
UNDER_WAY_NOW = ngettext_lazy("%(num)d journey is under way.", "%(num)d journeys are under way.", "num")
NOT_TAKING_PLACE = (
    _("The meeting with %(person)s of %(before)s will not take place."),
    _("The meeting with %(person)s will not take place."),
)
YOUR_MEETING_NOT_TAKING_PLACE = (
    _("Your meeting of %(before)s will not take place."),
    _("Your meeting will not take place."),
)
NONE_SUITS = _("None of the times to introduce %(person)s suits. Read which would.")
TO_THE_REFERRER_WHO_COMES = referrals(
    the_referrer, NOT_TAKING_PLACE[-1], "journeys:referral", where=NOT_SO_JOINED, at_once=True
)
A_SECOND_LOOK = _("A journey was opened for an hour. It waits for a second person to look at it.")

MEETINGS = [Can.PLAN, Can.SETTLE, Can.ANSWER_TIMES, Can.CANCEL_FOR_ABSENCE]
REMINDS = [
    Reminder(
        "my",
        whom_it_is_about,
        of="journeys.Accompaniment",
        day="on",
        where=IS_PLANNED,
        hour="at",
        who="peer__user__name",
        person="journey__person",
        goes_on=GOES_ON,
        named_by={"journeys.Journey": "introduction__journey"},
    ),
    Reminder("today", the_peer_who_was_there, of="journeys.Accompaniment", day="on", where=IS_PLANNED),
    Reminder("referrals", the_referrer_who_joined, of="journeys.Accompaniment", day="on", where=IS_PLANNED),
]
OF_A_JOURNEY: dict[str, Any] = {"of": "journeys.Journey"}
FIGURES = [
    Figure(
        "desk",
        the_coordinators,
        where=WAITS_FOR_A_PEER,
        since="stage_since",
        **OF_A_JOURNEY,
        words=ngettext_lazy(
            "%(num)d person is waiting for a peer supporter to be asked, since %(since)s.",
            "%(num)d people are waiting for a peer supporter to be asked, the longest since %(since)s.",
            "num",
        ),
    ),
    Figure(
        "desk",
        the_coordinators,
        where=IS_OFFERED,
        since="stage_since",
        **OF_A_JOURNEY,
        words=ngettext_lazy(
            "%(num)d peer supporter was asked and has not answered yet, since %(since)s.",
            "%(num)d peer supporters were asked and have not answered yet, the longest since %(since)s.",
            "num",
        ),
    ),
    Figure(
        "desk",
        the_coordinators,
        where=Q(nodded_on=None),
        since="asked_on",
        of="journeys.GoingOn",
        stands="journey",
        words=ngettext_lazy(
            "%(num)d journey would like to go on and is waiting for you, since %(since)s.",
            "%(num)d journeys would like to go on and are waiting for you, the longest since %(since)s.",
            "num",
        ),
    ),
    Figure("desk", the_coordinators, where=TWO_WALK_NOW, **OF_A_JOURNEY, words=UNDER_WAY_NOW),
    Figure(
        "supervision",
        who_reviews_it,
        where=Q(reviewed_on=None),
        since="at",
        of="journeys.BrokenGlass",
        words=ngettext_lazy(
            "%(num)d journey was opened for an hour and is waiting for a second person, since %(since)s.",
            "%(num)d journeys were opened for an hour and wait for a second person, the longest since %(since)s.",
            "num",
        ),
    ),
    Figure("supervision", its_supervisors, where=TWO_WALK_NOW, stands="programme", **OF_A_JOURNEY, words=UNDER_WAY_NOW),
]
TELLS = {
    # referral and choice
    Can.REFER: [
        my(the_person, _("Peer support is proposed to you. It is up to you."), "journeys:choose",
           of="journeys.Journey", where=IS_CHOOSING, at_once=True),
        desk(the_coordinators, _("A new referral: %(person)s"), of="journeys.Journey", at_once=True, **ON_THE_DESK),
    ],
    Can.ASK_FOR_SUPPORT: [
        desk(the_coordinators, _("%(person)s asked for peer support."), of="journeys.Journey", at_once=True,
             **ON_THE_DESK),
    ],
    Can.CHOOSE: [
        desk(the_coordinators, SAID_YES, where=WAITS_FOR_A_PEER, at_once=True, **ON_THE_DESK),
        today(the_peer, _("%(person)s and you take a break."), where=IS_ON_BREAK, at_once=True, **THE_JOURNEY),
    ],
    Can.TAKE_BACK_STOP: [
        my(the_person, _("You two go on after all."), where=IS_TOGETHER, **THE_JOURNEY),
        today(the_peer, _("%(person)s would like to go on after all."), where=IS_TOGETHER, at_once=True, **THE_JOURNEY),
    ],
    Can.RECORD_CHOICE: [
        my(the_person, _("Someone wrote down what you chose. Is that right?"), at_once=True, **ON_MY_PAGE,
           where=Q(recorded__isnull=False, recorded__settled_on=None)),
        desk(the_coordinators, SAID_YES, where=WAITS_FOR_A_PEER, at_once=True, **ON_THE_DESK),
    ],
    Can.SAY_IF_IT_IS_SO: [
        desk(the_coordinators, SAID_YES, **ITS_JOURNEY, **ON_THE_DESK,
             where=JOURNEY.where({Stage.CHOSEN}, of="journey__"), at_once=True),
    ],
    Can.CHANGE_REFERRER: [
        my(the_person, _("A colleague took over from the professional who referred you."), **WHERE_I_STAND),
        referrals(the_referrer, _("You take over %(person)s from a colleague."), "journeys:referral", at_once=True),
    ],
    Can.TAKE_OVER_REFERRAL: [
        my(the_person, _("A colleague took over from the professional who referred you."), **WHERE_I_STAND),
        referrals(a_colleague_in_the_team, _("A colleague took over %(person)s."), "journeys:referral"),
    ],
    Can.CORRECT_REFERRAL: [
        my(the_person, _("Your referral was corrected. What it said before is there, too."), "journeys:my_referral"),
    ],
    Can.WITHDRAW_REFERRAL: [
        my(the_person, _("The proposal was withdrawn. You can ask for peer support yourself at any time."),
           where=IS_WITHDRAWN, **WHERE_I_STAND),
        desk(the_coordinators, _("The referral of %(person)s was withdrawn."), where=IS_WITHDRAWN, **ON_THE_DESK),
    ],
    Can.NOTE_WORK: [
        my(whom_it_is_about, _("A coordinator wrote a working note about you. You can read it."),
           "journeys:working_notes", of="journeys.WorkingNote", opens=None),
    ],
    **nobody("whoever was told that it was written reads what it says now", Can.CHANGE_WORKING_NOTE),
    Can.ANSWER_WORKING_NOTE: [
        desk(the_coordinators, _("%(person)s said something about a working note."), **ITS_JOURNEY, **ON_THE_DESK),
    ],
    Can.ASK_TO_EXPLAIN: [
        my(the_person, _("A peer supporter was asked to tell you what peer support is."), "journeys:choose",
           where=IS_CHOOSING),
        today(the_greeter, _("You are asked to tell %(person)s what peer support is."), "journeys:record_choice",
              at_once=True),
    ],
    # the two find each other
    Can.OFFER: [
        my(the_person, ASKED, where=IS_OFFERED, **WHERE_I_STAND),
        today(the_asked_peer, _("%(person)s would like to meet you. What do you say?"), "journeys:sheet",
              at_once=True),
    ],
    Can.ACCEPT_OFFER: [
        my(the_person, _("Your peer supporter said yes to meeting you."), where=Q(offer_accepted=True), at_once=True,
           **THE_JOURNEY),
        desk(the_coordinators, _("A peer supporter said yes to %(person)s."), where=Q(offer_accepted=True),
             **ON_THE_DESK),
    ],
    Can.DECLINE_OFFER: [
        desk(the_coordinators, SOMEBODY_ELSE, where=WAITS_FOR_A_PEER, at_once=True, **ON_THE_DESK),
        TO_THE_REFERRER_WHO_COMES,
    ],
    Can.LET_GO_OF_OFFER: [
        my(the_person, _("Another peer supporter is being looked for."), where=WAITS_FOR_A_PEER, **WHERE_I_STAND),
    ],
    Can.REMIND: [
        today(the_asked_peer, _("%(person)s would still like to meet you. What do you say?"), "journeys:sheet",
              at_once=True),
        today(the_peer, _("The talk with %(person)s about how to go on is waiting for you two."), where=TALK_WAITS,
              at_once=True, **THE_JOURNEY),
        today(the_peer, _("No meeting with %(person)s was noted for a while. Is there one to note, or to plan?"),
              where=MEETING_WAITS & ~TALK_WAITS, at_once=True, **THE_JOURNEY),
    ],
    Can.PREFER_SOMEONE_ELSE: [
        desk(the_coordinators, SOMEBODY_ELSE, where=WAITS_FOR_A_PEER, at_once=True, **ON_THE_DESK),
        TO_THE_REFERRER_WHO_COMES,
    ],
    Can.TAKE_BACK_NO: [
        my(the_person, ASKED, where=IS_OFFERED, **WHERE_I_STAND),
        desk(the_coordinators, _("A peer supporter would like to be asked for %(person)s after all."), where=IS_OFFERED,
             **ON_THE_DESK),
    ],
    Can.WISH_AGAIN: [
        desk(the_coordinators, _("%(person)s said which peer supporter may be asked again."), where=WAITS_FOR_A_PEER,
             at_once=True, **ON_THE_DESK),
    ],
    Can.CHANGE_PEER: [
        my(the_person, _("Another peer supporter is being looked for."), where=WAITS_FOR_A_PEER, **WHERE_I_STAND),
        desk(the_coordinators, SOMEBODY_ELSE, where=WAITS_FOR_A_PEER, at_once=True, **ON_THE_DESK),
        TO_THE_REFERRER_WHO_COMES,
    ],
    # the peer supporter leaves
    workforce.Can.LEAVE: [
        my(who_walks_with_whoever_leaves, _("Your peer supporter leaves on %(last_day)s. How would you like to go on?"),
           of="workforce.Leaving", where=Q(taken_back_on=None, ended_on=None), at_once=True, **ON_MY_PAGE),
    ],
    workforce.Can.STAY: [
        my(who_walks_with_whoever_leaves, _("Your peer supporter stays after all."), at_once=True, **ON_MY_PAGE),
    ],
    Can.CHOOSE_WAY_ON: [
        today(the_peer, _("%(person)s chose how to go on when you leave."), **THE_JOURNEY),
        desk(the_coordinators, _("%(person)s chose how to go on when their peer supporter leaves."), **ON_THE_DESK),
    ],
    Can.STAY_IN_TOUCH: [
        my(the_person, _("A coordinator stays in touch with you until you know how to go on."), **ON_MY_PAGE),
    ],
    **nobody("each person chose it, and reads how it goes on from there", Can.LET_REST, Can.END_LEAVING),
    Can.WRITE_AGREEMENT: [
        my(the_person, _("Your agreement was written down. Is it right for you?"), **AN_AGREEMENT),
        today(the_peer, _("The agreement with %(person)s was written down. Is it right for you?"), **AN_AGREEMENT),
    ],
    Can.ACCEPT_AGREEMENT: [
        my(the_person, _("Your agreement was accepted. You can begin."), "journeys:agreement",
           where=IS_TOGETHER),
        today(the_peer, _("%(person)s accepted your agreement. You can begin."), "journeys:agreement",
              where=IS_TOGETHER),
    ],
    Can.OFFER_TIMES: [
        my(the_person, _("Times for your first meeting were offered."), of="journeys.Introduction",
           where=Q(answered_on=None), **ITS_JOURNEY, **THE_JOURNEY),
        today(the_peer, _("Times to introduce you and %(person)s were offered."), of="journeys.Introduction",
              where=Q(answered_on=None), **ITS_JOURNEY, **THE_JOURNEY),
        referrals(the_referrer, _("When can you introduce %(person)s? Times to choose from are there."),
                  "journeys:referral", of="journeys.Introduction", where=Q(answered_on=None), **ITS_JOURNEY,
                  at_once=True),
    ],
    Can.WITHDRAW_TIMES: [
        my(the_person, _("Times for your first meeting were withdrawn."), where=NO_TIME_TAKEN, **THE_JOURNEY),
        today(the_peer, _("Times to introduce you and %(person)s were withdrawn."), where=NO_TIME_TAKEN,
              **THE_JOURNEY),
        referrals(the_referrer, _("Some of the times to introduce %(person)s were withdrawn."), "journeys:referral",
                  where=NO_TIME_TAKEN, at_once=True),
    ],
    Can.ANSWER_TIMES: [
        my(whom_it_is_about, (_("A day is set to meet: %(on)s"), _("A day is set to meet.")),
           where=IS_PLANNED, at_once=True, **A_MEETING),
        today(the_peer_who_was_there,
              (_("A day is set to meet %(person)s: %(on)s"), _("A day is set to meet %(person)s.")),
              where=IS_PLANNED, at_once=True, **A_MEETING),
        my(the_person,
           YOUR_MEETING_NOT_TAKING_PLACE,
           where=IS_CANCELLED_AGAIN, at_once=True, **THE_JOURNEY),
        today(the_peer, NOT_TAKING_PLACE, where=IS_CANCELLED_AGAIN, at_once=True, **THE_JOURNEY),
        today(the_peer, NONE_SUITS, where=NO_TIME_SUITS, at_once=True, **THE_JOURNEY),
        desk(the_coordinators, NONE_SUITS, where=NO_TIME_SUITS, **ON_THE_DESK),
    ],
    # walking
    Can.PLAN: [
        my(whom_it_is_about, (_("A day is set to meet: %(on)s"), _("A day is set to meet.")),
           where=IS_PLANNED & ~IN_A_ROW, at_once=True, **A_MEETING),
        my(whom_it_is_about, (_("Days are set to meet, the first: %(on)s"), _("Days are set to meet.")),
           where=IS_PLANNED & IN_A_ROW, at_once=True, **A_MEETING),
        today(the_peer_who_was_there,
              (_("A day is set to meet %(person)s: %(on)s"), _("A day is set to meet %(person)s.")),
              where=IS_PLANNED & ~IN_A_ROW, at_once=True, **A_MEETING),
        today(the_peer_who_was_there,
              (_("Days are set to meet %(person)s, the first: %(on)s"), _("Days are set to meet %(person)s.")),
              where=IS_PLANNED & IN_A_ROW, at_once=True, **A_MEETING),
        referrals(the_referrer,
                  (_("A meeting with %(person)s to which you come is set: %(on)s"),
                   _("A meeting with %(person)s to which you come is set.")),
                  where=IS_PLANNED & IS_JOINED, at_once=True, **A_MEETING_WITH_THE_REFERRER),
    ],
    Can.SETTLE: [
        my(whom_it_is_about,
           (_("Your meeting has another day: %(on)s instead of %(before)s"), _("Your meeting was changed: %(on)s"),
            _("Your meeting was changed.")),
           where=IS_PLANNED, opens="journey_id", at_once=True, **THE_JOURNEY),
        my(whom_it_is_about,
           YOUR_MEETING_NOT_TAKING_PLACE,
           where=IS_LET_GO, opens="journey_id", at_once=True, **THE_JOURNEY),
        today(the_peer_who_was_there,
              (_("The meeting with %(person)s has another day: %(on)s instead of %(before)s"),
               _("The meeting with %(person)s was changed: %(on)s"),
               _("The meeting with %(person)s was changed.")),
              where=IS_PLANNED, opens="journey_id", at_once=True, **THE_JOURNEY),
        today(the_peer_who_was_there, NOT_TAKING_PLACE, where=IS_LET_GO, opens="journey_id", at_once=True,
              **THE_JOURNEY),
        referrals(the_referrer,
                  (_("The meeting with %(person)s has another day: %(on)s instead of %(before)s"),
                   _("The meeting with %(person)s was changed: %(on)s"),
                   _("The meeting with %(person)s was changed.")),
                  where=IS_PLANNED & IS_JOINED, at_once=True, **A_MEETING_WITH_THE_REFERRER),
        referrals(the_referrer, NOT_TAKING_PLACE, where=IS_LET_GO & IS_JOINED, at_once=True,
                  **A_MEETING_WITH_THE_REFERRER),
    ],
    Can.CANCEL_FOR_ABSENCE: [
        my(whom_it_is_about,
           (_("Your peer supporter is away until %(until)s. Your meeting of %(before)s will not take place; after "
              "that you set another day."),
            _("Your peer supporter is away for a while. Your meeting of %(before)s will not take place; you set "
              "another day once they are back.")),
           where=IS_LET_GO & IS_AWAY_THEN, opens="journey_id", at_once=True, **THE_JOURNEY),
        my(whom_it_is_about, YOUR_MEETING_NOT_TAKING_PLACE, where=IS_LET_GO & ~IS_AWAY_THEN, opens="journey_id",
           at_once=True, **THE_JOURNEY),
        today(the_peer_who_was_there, NOT_TAKING_PLACE, where=IS_LET_GO, opens="journey_id", at_once=True,
              **THE_JOURNEY),
        referrals(the_referrer, NOT_TAKING_PLACE, where=IS_LET_GO & IS_JOINED, at_once=True,
                  **A_MEETING_WITH_THE_REFERRER),
    ],
    Can.TAKE_BREAK: [
        my(the_person, (_("You two take a break, until %(until)s."), _("You two take a break.")), at_once=True,
           **THE_JOURNEY),
        today(the_peer, (_("%(person)s and you take a break, until %(until)s."), _("%(person)s and you take a break.")),
              at_once=True, **THE_JOURNEY),
        TO_THE_REFERRER_WHO_COMES,
    ],
    Can.END_BREAK: [
        my(the_person, _("The break is over. You two can go on."), **THE_JOURNEY),
        today(the_peer, _("The break with %(person)s is over. You two can go on."), **THE_JOURNEY),
    ],
    Can.LOG: [my(whom_it_is_about, (NOTED_OF, NOTED), where=IS_HELD, **A_MEETING)],
    Can.HOLD: [my(whom_it_is_about, (NOTED_OF, NOTED), where=IS_HELD, **A_MEETING)],
    Can.CORRECT_NOTE: [
        my(whom_it_is_about,
           (_("The note of your meeting of %(on)s was corrected. What it said before is there, too."),
            _("A note of your meeting was corrected. What it said before is there, too.")),
           where=IS_HELD, **A_MEETING),
    ],
    Can.STRIKE_NOTE: [
        my(whom_it_is_about, _("A note of a meeting was taken out. Read why."), where=IS_STRUCK, **A_MEETING),
    ],
    Can.ADD_TO_NOTE: [
        my(whom_it_is_about, _("Something was added to the note of a meeting."), **A_MEETING),
        today(the_peer_who_was_there, _("%(person)s added to the note of a meeting."), **A_MEETING),
    ],
    Can.DISPUTE_NOTE: [
        today(the_peer_who_was_there, _("%(person)s sees a note differently."), **A_MEETING),
    ],
    Can.CHANGE_OBJECTIVES: [
        today(the_peer, _("%(person)s says anew what they hope for."), "journeys:objectives"),
    ],
    Can.ASK_TO_GO_ON: [
        my(the_person, _("Why going on helps was written down, and waits for a coordinator."), **GOING_ON,
           **THE_JOURNEY),
        today(the_peer, _("%(person)s wrote why going on helps. It waits for a coordinator."), **GOING_ON,
              **THE_JOURNEY),
        desk(the_coordinators, _("%(person)s and their peer supporter would like to go on."), at_once=True,
             **GOING_ON, **ON_THE_DESK),
    ],
    Can.NOD: [
        my(the_person, _("A coordinator agreed that you go on together."), where=IS_TOGETHER, **THE_JOURNEY),
        today(the_peer, _("A coordinator agreed that %(person)s and you go on together."), where=IS_TOGETHER,
              **THE_JOURNEY),
    ],
    Can.CONNECT: [
        my(the_person, _("A step towards an association was noted."), **A_CONNECTION),
        today(the_peer, _("%(person)s noted a step towards an association."), **A_CONNECTION),
    ],
    Can.KEEP_CONNECTION: [
        my(whom_it_is_about, _("What is noted about an association was changed."), "journeys:connection"),
        today(the_peer_of_its_journey, _("%(person)s changed what is noted about an association."),
              "journeys:connection"),
    ],
    Can.PASS_ON_NOTES: [
        today(the_peer, _("%(person)s lets you read the earlier notes."), where=Q(notes_passed_on=True),
              **THE_JOURNEY),
    ],
    # ending
    Can.BEGIN_CLOSING: [
        my(the_person, _("You two begin to say goodbye, without hurry."), "journeys:closing", where=IS_CLOSING),
        today(the_peer, _("%(person)s and you begin to say goodbye, without hurry."), "journeys:closing",
              where=IS_CLOSING),
    ],
    Can.ANSWER_AS_PERSON: [
        today(the_peer, _("%(person)s wrote their part of the goodbye."), "journeys:closing", where=IS_CLOSING),
    ],
    Can.ANSWER_AS_PEER: [
        my(the_person, _("Your peer supporter wrote their part of the goodbye."), "journeys:closing",
           where=IS_CLOSING),
    ],
    Can.PROPOSE_WORDS: [
        my(the_person, _("The words for the professional who referred you are waiting for your yes."),
           "journeys:agree_words", where=WORDS_WAIT),
    ],
    Can.AGREE_WORDS: [
        today(the_peer, _("%(person)s agreed to the words for the professional who referred them."),
              "journeys:closing"),
        referrals(the_referrer, _("%(person)s agreed to words for you to read."), "journeys:referral",
                  where=IS_OVER & WORDS_AGREED),
    ],
    Can.PROPOSE_PLACE: [
        my(whom_it_is_about, _("A place for what comes next is proposed to you. It is added only if you say yes."),
           "journeys:answer_place", of="journeys.ProposedPlace"),
        today(the_peer_beside_whom_it_is_about, _("A place for what comes next is proposed to %(person)s. Ask them."),
              "journeys:answer_place", of="journeys.ProposedPlace"),
    ],
    Can.ANSWER_PLACE: [
        desk(the_coordinators_of_its_journey, SAID_YES_TO_A_PLACE, where=IS_ADDED, opens="journey_id",
             **ON_THE_DESK),
        referrals(the_referrer, SAID_YES_TO_A_PLACE, "journeys:referral", where=IS_ADDED, **ITS_JOURNEY),
    ],
    Can.CLOSE: [
        my(the_person, _("Your peer supporter agrees to end here. And you?"), "journeys:close", where=IS_CLOSING),
        today(the_peer, _("%(person)s agrees to end here. And you?"), "journeys:close", where=IS_CLOSING),
        my(the_person, _("You closed this journey together."), where=IS_CLOSED, **THE_JOURNEY),
        today(the_peer, _("%(person)s and you closed this journey together."), where=IS_CLOSED, **THE_JOURNEY),
        desk(the_coordinators, ENDED, where=IS_CLOSED, **ON_THE_DESK),
        referrals(the_referrer, ENDED, "journeys:referral", where=IS_CLOSED),
    ],
    Can.END_UNPLANNED: [
        my(the_person, _("This journey ended sooner than planned. The door stays open."), where=IS_ENDED_SOONER,
           at_once=True, **THE_JOURNEY),
        today(the_peer, ENDED, where=IS_ENDED_SOONER, at_once=True, **THE_JOURNEY),
        desk(the_coordinators, ENDED, where=IS_ENDED_SOONER, **ON_THE_DESK),
    ],
    Can.TAKE_BACK_END: [
        my(the_person, _("You two go on after all."), where=IS_TOGETHER, at_once=True, **THE_JOURNEY),
        today(the_peer, _("%(person)s and you go on after all."), where=IS_TOGETHER, at_once=True, **THE_JOURNEY),
        desk(the_coordinators, _("The journey of %(person)s goes on after all."), where=IS_TOGETHER, **ON_THE_DESK),
    ],
    # words that were struck, and breaking the glass
    Can.STRIKE_AS_ASKED: [
        my(the_person, _("The words that you wanted out are gone."), stands="journey", **WHERE_I_STAND),
    ],
    Can.BREAK_GLASS: [
        my(whom_it_is_about, _("Your journey was opened for an hour. Read why."), "journeys:glass",
           of="journeys.BrokenGlass", at_once=True),
        desk(who_reviews_it, A_SECOND_LOOK, "journeys:glass", of="journeys.BrokenGlass", where=Q(reviewed_on=None),
             at_once=True),
        supervision(who_reviews_it, A_SECOND_LOOK, "journeys:glass", of="journeys.BrokenGlass",
                    where=Q(reviewed_on=None), at_once=True),
    ],
    Can.REVIEW_GLASS: [
        my(whom_it_is_about, _("A second person looked at why your journey was opened."), "journeys:glass"),
    ],
    # how to reach a person
    Can.PROPOSE_REACH: [
        my(themself, _("Someone wrote how to reach you. Is it right?"), **ON_MY_PAGE,
           where=Q(proposed_reach__isnull=False, proposed_reach__answered_on=None)),
    ],
    # of the rooms below, to those on the road
    plans.Can.SHARE_PART: [
        today(the_peer_it_is_shared_with, _("%(person)s shares a part of their plan with you."), "plans:part"),
    ],
    plans.Can.ANSWER_REMARK: [
        today(who_said_it, _("%(person)s answered what you said beside their plan."), "plans:part", opens="part_id"),
    ],
    understanding.Can.CONSENT_TO_STORY: [
        desk(who_reads_it_first, _("A story waits for you to read it."), "understanding:read_story_first"),
    ],
    **nobody("it waits for the person's own word on their page, and moves nothing before", Can.BEGIN_JOURNEY),
    **nobody("a no, a “not now” and a stop cost nothing: who may know reads it where the journey stands",
             Can.TELL_TEAM),
    **nobody("nobody had said yes to it", Can.TAKE_BACK_PLACE),
    **nobody("both sat together", Can.ACCEPT_TOGETHER, Can.TALK_ABOUT_THE_ROAD, Can.GET_SURVEY, Can.TELL_GLASS),
    **nobody("each side is its own until both show it", Can.ANSWER_TWO),
    **nobody("what waits to be struck stands on the page of whoever wrote it", Can.STRIKE),
    **nobody("it was told when it was opened", Can.END_GLASS),
    **nobody("whoever proposed it sees it where they look it up", Can.ANSWER_REACH),
    **nobody("who has no account reads nothing here, and those around them see it where they look it up",
             Can.KEEP_REACH),
    **nobody("those around the person are told by letter, and read it beside their name", Can.CLOSE_SPACE),
    **nobody("each person handed over is told of on their own line", Can.HAND_OVER, Can.HAND_OVER_SEVERAL),
    **nobody("each peer supporter is told on the line of their journey", Can.REMIND_SEVERAL),
    **nobody("whoever would have come to one of the meetings is told of it on its own line", Can.CANCEL_WHILE_AWAY),
    **nobody("it shows something and changes nothing", Can.SEE_LOAD),
}  # fmt: skip
