"""What is told along the road. A no, a “not now” and a stop are told to nobody (I1)."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import desk, my, nobody, referrals, supervision, today
from wayfellow.journeys.access import Can
from wayfellow.journeys.access.elsewhere import the_peer_it_is_shared_with, who_reads_it_first, who_said_it
from wayfellow.journeys.access.road import (
    the_asked_peer,
    the_greeter,
    the_peer,
    the_peer_who_was_there,
    the_referrer,
    who_reviews_it,
    whom_it_is_about,
)
from wayfellow.journeys.lifecycle import IS_CHOOSING, IS_OFFERED, IS_TOGETHER, JOURNEY, WAITS_FOR_A_PEER
from wayfellow.journeys.stages import Stage
from wayfellow.people.access import the_person, themself
from wayfellow.plans import access as plans
from wayfellow.understanding import access as understanding
from wayfellow.workforce.access import the_coordinators

IS_CLOSING = JOURNEY.where({Stage.CLOSING})
IS_CLOSED = JOURNEY.where({Stage.CLOSED})
IS_ENDED_SOONER = JOURNEY.where({Stage.ENDED})
IS_PLANNED, IS_MOVED, IS_LET_GO = Q(state="planned"), Q(state="moved"), Q(state="let_go")
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

SAID_YES = _("%(person)s said yes. Who could walk with them?")
SOMEBODY_ELSE = _("%(person)s waits for a peer supporter to be asked.")
NOTED = _("A note of your meeting was written.")
NOTED_OF = _("A note of your meeting of %(on)s was written.")
ENDED = _("The journey of %(person)s has ended.")
A_SECOND_LOOK = _("A journey was opened for an hour. It waits for a second person to look at it.")

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
    Can.CHOOSE: [desk(the_coordinators, SAID_YES, where=WAITS_FOR_A_PEER, at_once=True, **ON_THE_DESK)],
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
    Can.ASK_TO_EXPLAIN: [
        my(the_person, _("A peer supporter was asked to tell you what peer support is."), "journeys:choose",
           where=IS_CHOOSING),
        today(the_greeter, _("You are asked to tell %(person)s what peer support is."), "journeys:record_choice",
              at_once=True),
    ],
    # the two find each other
    Can.OFFER: [
        my(the_person, _("A peer supporter was asked to walk with you."), where=IS_OFFERED, **WHERE_I_STAND),
        today(the_asked_peer, _("%(person)s would like to meet you. What do you say?"), "journeys:sheet",
              at_once=True),
    ],
    Can.ACCEPT_OFFER: [
        my(the_person, _("Your peer supporter said yes to meeting you."), where=Q(offer_accepted=True), at_once=True,
           **THE_JOURNEY),
        desk(the_coordinators, _("A peer supporter said yes to %(person)s."), where=Q(offer_accepted=True),
             **ON_THE_DESK),
    ],
    Can.DECLINE_OFFER: [desk(the_coordinators, SOMEBODY_ELSE, where=WAITS_FOR_A_PEER, at_once=True, **ON_THE_DESK)],
    Can.PREFER_SOMEONE_ELSE: [desk(the_coordinators, SOMEBODY_ELSE, where=WAITS_FOR_A_PEER, at_once=True,
                                   **ON_THE_DESK)],
    Can.CHANGE_PEER: [
        my(the_person, _("Another peer supporter is being looked for."), where=WAITS_FOR_A_PEER, **WHERE_I_STAND),
        desk(the_coordinators, SOMEBODY_ELSE, where=WAITS_FOR_A_PEER, at_once=True, **ON_THE_DESK),
    ],
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
    # walking
    Can.PLAN: [
        my(whom_it_is_about, (_("A day is set to meet: %(on)s"), _("A day is set to meet.")), where=IS_PLANNED,
           at_once=True, **A_MEETING),
        today(the_peer_who_was_there,
              (_("A day is set to meet %(person)s: %(on)s"), _("A day is set to meet %(person)s.")),
              where=IS_PLANNED, at_once=True, **A_MEETING),
    ],
    Can.SETTLE: [
        my(whom_it_is_about,
           (_("Your meeting has another day: %(on)s instead of %(before)s"), _("Your meeting has another day: %(on)s"),
            _("Your meeting has another day.")),
           where=IS_MOVED, opens="journey_id", at_once=True, **THE_JOURNEY),
        my(whom_it_is_about,
           (_("Your meeting of %(before)s will not take place."), _("Your meeting will not take place.")),
           where=IS_LET_GO, opens="journey_id", at_once=True, **THE_JOURNEY),
        today(the_peer_who_was_there,
              (_("The meeting with %(person)s has another day: %(on)s instead of %(before)s"),
               _("The meeting with %(person)s has another day: %(on)s"),
               _("The meeting with %(person)s has another day.")),
              where=IS_MOVED, opens="journey_id", at_once=True, **THE_JOURNEY),
        today(the_peer_who_was_there,
              (_("The meeting with %(person)s of %(before)s will not take place."),
               _("The meeting with %(person)s will not take place.")),
              where=IS_LET_GO, opens="journey_id", at_once=True, **THE_JOURNEY),
    ],
    Can.LOG: [my(whom_it_is_about, (NOTED_OF, NOTED), **A_MEETING)],
    Can.HOLD: [my(whom_it_is_about, (NOTED_OF, NOTED), **A_MEETING)],
    Can.ADD_TO_NOTE: [
        my(whom_it_is_about, _("Something was added to the note of a meeting."), **A_MEETING),
        today(the_peer_who_was_there, _("%(person)s added to the note of a meeting."), **A_MEETING),
    ],
    Can.DISPUTE_NOTE: [
        today(the_peer_who_was_there, _("%(person)s sees a note differently."), **A_MEETING),
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
           "journeys:agree_words", where=IS_CLOSING),
    ],
    Can.AGREE_WORDS: [
        today(the_peer, _("%(person)s agreed to the words for the professional who referred them."), "journeys:closing",
              where=IS_CLOSING),
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
    **nobody("both sat together", Can.ACCEPT_TOGETHER, Can.TALK_ABOUT_THE_ROAD, Can.GET_SURVEY, Can.TELL_GLASS),
    **nobody("each side is its own until both show it", Can.ANSWER_TWO),
    **nobody("what waits to be struck stands on the page of whoever wrote it", Can.STRIKE),
    **nobody("it was told when it was opened", Can.END_GLASS),
    **nobody("whoever proposed it sees it where they look it up", Can.ANSWER_REACH),
    **nobody("those around the person are told by letter, and read it beside their name", Can.CLOSE_SPACE),
    **nobody("each person handed over is told of on their own line", Can.HAND_OVER),
    **nobody("it shows something and changes nothing", Can.SEE_LOAD),
}  # fmt: skip
