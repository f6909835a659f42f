"""Everything that can happen to a journey. The days it happened on are passed in."""

from wayfellow.journeys.actions.agenda import end_break, plan, settle, take_break
from wayfellow.journeys.actions.away import cancel_for_absence, cancel_while_away
from wayfellow.journeys.actions.choosing import (
    ask_for_support,
    ask_to_explain,
    begin_journey,
    choose,
    record_choice,
    refer,
    set_aside,
    take_as_own,
    take_back_stop,
    tell_team,
)
from wayfellow.journeys.actions.connecting import connect, keep_connection, take_back_step
from wayfellow.journeys.actions.correcting import correct_note, strike_note
from wayfellow.journeys.actions.ending import (
    agree_words,
    answer_as_peer,
    answer_as_person,
    begin_closing,
    close,
    end_unplanned,
    go_on_after_all,
    propose_words,
    take_back_end,
)
from wayfellow.journeys.actions.finding import (
    accept_agreement,
    accept_offer,
    accept_together,
    change_peer,
    decline_offer,
    let_go_of_offer,
    let_rest,
    offer,
    pass_on_notes,
    prefer_someone_else,
    write_agreement,
)
from wayfellow.journeys.actions.glass import break_glass, end_glass, review_glass, tell_glass
from wayfellow.journeys.actions.handing_over import (
    change_referrer,
    hand_over,
    hand_over_several,
    take_over_referral,
)
from wayfellow.journeys.actions.introducing import offer_times, take_time, turn_down_times, withdraw_times
from wayfellow.journeys.actions.leaving import choose_way_on, end_leaving, stay_in_touch
from wayfellow.journeys.actions.noting_work import answer_working_note, note_work
from wayfellow.journeys.actions.opened import close_space
from wayfellow.journeys.actions.proposing import answer_place, propose_place, take_back_place
from wayfellow.journeys.actions.reaching import keep_reach, leave_reach, propose_reach, take_reach
from wayfellow.journeys.actions.referring import change_objectives, correct_referral, withdraw_referral
from wayfellow.journeys.actions.reminding import remind, remind_several
from wayfellow.journeys.actions.striking import strike, strike_as_asked
from wayfellow.journeys.actions.two import say_for_the_two
from wayfellow.journeys.actions.walking import (
    add_to_note,
    ask_to_go_on,
    dispute_note,
    hold,
    hold_as_planned,
    log,
    nod,
    talk_about_the_road,
)

__all__ = [
    "accept_agreement",
    "accept_offer",
    "accept_together",
    "add_to_note",
    "agree_words",
    "answer_as_peer",
    "answer_as_person",
    "answer_place",
    "answer_working_note",
    "ask_for_support",
    "ask_to_explain",
    "ask_to_go_on",
    "begin_closing",
    "begin_journey",
    "break_glass",
    "cancel_for_absence",
    "cancel_while_away",
    "change_objectives",
    "change_peer",
    "change_referrer",
    "choose",
    "choose_way_on",
    "close",
    "close_space",
    "connect",
    "correct_note",
    "correct_referral",
    "decline_offer",
    "dispute_note",
    "end_break",
    "end_glass",
    "end_leaving",
    "end_unplanned",
    "go_on_after_all",
    "hand_over",
    "hand_over_several",
    "hold",
    "hold_as_planned",
    "keep_connection",
    "keep_reach",
    "leave_reach",
    "let_go_of_offer",
    "let_rest",
    "log",
    "nod",
    "note_work",
    "offer",
    "offer_times",
    "pass_on_notes",
    "plan",
    "prefer_someone_else",
    "propose_place",
    "propose_reach",
    "propose_words",
    "record_choice",
    "refer",
    "remind",
    "remind_several",
    "review_glass",
    "say_for_the_two",
    "set_aside",
    "settle",
    "stay_in_touch",
    "strike",
    "strike_as_asked",
    "strike_note",
    "take_as_own",
    "take_back_end",
    "take_back_place",
    "take_back_step",
    "take_back_stop",
    "take_break",
    "take_over_referral",
    "take_reach",
    "take_time",
    "talk_about_the_road",
    "tell_glass",
    "tell_team",
    "turn_down_times",
    "withdraw_referral",
    "withdraw_times",
    "write_agreement",
]
