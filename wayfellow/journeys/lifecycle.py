"""The stages of a journey, the transitions between them, and the names of its stretches."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.lifecycle import Lifecycle, Rule
from wayfellow.journeys.access import Can
from wayfellow.journeys.stages import (
    AT_REST,
    BEFORE_THE_ROAD,
    CHOOSING,
    ENDINGS,
    NOT_CHOSEN,
    TOGETHER,
    UNDER_WAY,
    Stage,
)

S = Stage


class Transition(TextChoices):
    SAY_YES = "say_yes"
    PAUSE = "pause"
    SAY_NOT_NOW = "say_not_now"
    SAY_NO = "say_no"
    OFFER = "offer"
    ACCEPT_OFFER = "accept_offer"
    LET_GO_OF_OFFER = "let_go_of_offer"
    LOOK_AGAIN = "look_again"
    SETTLE_AGREEMENT = "settle_agreement"
    BEGIN_CLOSING = "begin_closing"
    GO_ON_AFTER_ALL = "go_on_after_all"
    CLOSE = "close"
    END_UNPLANNED = "end_unplanned"
    STOP = "stop"
    WITHDRAW = "withdraw"
    TAKE_BACK_STOP = "take_back_stop"
    TAKE_BACK_END = "take_back_end"


T = Transition
CHOICE = {Can.CHOOSE, Can.RECORD_CHOICE}
LOOKING = {Can.DECLINE_OFFER, Can.PREFER_SOMEONE_ELSE, Can.CHANGE_PEER, Can.LET_REST}
AGREEING = {Can.ACCEPT_AGREEMENT, Can.ACCEPT_TOGETHER}
JOURNEY = Lifecycle(
    of="a journey",
    stages=Stage,
    begins="refer",
    refusal=_("This is not possible now: the journey has moved on to “%(stage)s”."),
    rules={
        # transition                through deeds         from                             to
        T.SAY_YES:          Rule(CHOICE,                  NOT_CHOSEN,                      S.CHOSEN),
        T.PAUSE:            Rule(CHOICE,                  BEFORE_THE_ROAD,                 S.PAUSED),
        T.SAY_NOT_NOW:      Rule(CHOICE | {Can.LET_REST}, BEFORE_THE_ROAD,                 S.NOT_NOW),
        T.SAY_NO:           Rule(CHOICE,                  BEFORE_THE_ROAD,                 S.SAID_NO),
        T.STOP:             Rule(CHOICE,                  TOGETHER,                        S.LEFT),
        T.WITHDRAW:         Rule({Can.WITHDRAW_REFERRAL}, NOT_CHOSEN,                      S.WITHDRAWN),
        T.TAKE_BACK_STOP:   Rule({Can.TAKE_BACK_STOP},    {S.LEFT},                        S.WALKING),
        T.TAKE_BACK_END:    Rule({Can.TAKE_BACK_END},     {S.ENDED},                       S.WALKING),
        T.OFFER:            Rule({Can.OFFER, Can.TAKE_BACK_NO}, {S.CHOSEN},                      S.OFFERED),
        T.ACCEPT_OFFER:     Rule({Can.ACCEPT_OFFER},      {S.OFFERED},                     S.MEETING),
        T.LET_GO_OF_OFFER:  Rule({Can.LET_GO_OF_OFFER},   {S.OFFERED},                     S.CHOSEN),
        T.LOOK_AGAIN:       Rule(LOOKING,                 {S.OFFERED, S.MEETING, S.WALKING}, S.CHOSEN),
        T.SETTLE_AGREEMENT: Rule(AGREEING,                {S.MEETING},                     S.WALKING),
        T.BEGIN_CLOSING:    Rule({Can.BEGIN_CLOSING},     {S.WALKING},                     S.CLOSING),
        T.GO_ON_AFTER_ALL:  Rule({Can.BEGIN_CLOSING},     {S.CLOSING},                     S.WALKING),
        T.CLOSE:            Rule({Can.CLOSE},             {S.CLOSING},                     S.CLOSED),
        T.END_UNPLANNED:    Rule({Can.END_UNPLANNED},     UNDER_WAY,                       S.ENDED),
    },
)  # fmt: skip


# The same stretches for queries, and one that no stage tells
IS_CHOOSING = JOURNEY.where(CHOOSING)
IS_AT_REST = JOURNEY.where(AT_REST)
ENDED_UNPLANNED = JOURNEY.where({Stage.ENDED, Stage.LEFT})
IS_CLOSING = JOURNEY.where({S.CLOSING})
IS_OFFERED = JOURNEY.where({S.OFFERED})
IS_TOGETHER = JOURNEY.where(TOGETHER)
IS_UNDER_WAY = JOURNEY.where(UNDER_WAY)
IS_OVER = JOURNEY.where(ENDINGS)
WAITS_FOR_A_PEER = JOURNEY.where({S.CHOSEN})


# Where it stands, in the words its person reads
STANDS = {
    S.PROPOSED: _("Peer support has been proposed to you. Whether it starts is up to you."),
    S.PAUSED: _("It is waiting, so that you can choose freely. There is no hurry."),
    S.NOT_NOW: _("You said “not now”. You can change your mind at any time."),
    S.SAID_NO: _("You said no, and that is fine. You can change your mind at any time."),
    S.CHOSEN: _("You said yes. The programme is looking for a peer supporter for you."),
    S.OFFERED: _("You said yes. %(peer)s has been asked to support you."),
    S.MEETING: _("You and %(peer)s are getting to know each other."),
    S.WALKING: _("You and %(peer)s are on this journey together."),
    S.CLOSING: _("You and %(peer)s are saying goodbye, without hurry."),
    S.CLOSED: _("You and %(peer)s closed this journey together."),
    S.ENDED: _("This journey ended sooner than planned. The door stays open."),
    S.LEFT: _("You stopped this journey. The door stays open."),
    S.WITHDRAWN: _("The proposal was withdrawn. You can ask for peer support yourself at any time."),
}
# As much of it as an address tells that opens without an account
STANDS_FOR_THE_ADDRESS = {
    S.PAUSED: STANDS[S.PAUSED],
    S.CHOSEN: STANDS[S.CHOSEN],
    S.OFFERED: _("You said yes. A peer supporter has been asked to support you."),
    S.MEETING: _("A peer supporter would like to meet you, and will get in touch the way you said."),
}
