"""What can be done along the road, from the referral to the closing."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed


class Can(Deed):
    # a programme
    REFER = deed("programme.refer", _("propose peer support to someone"), told=_("Wrote the referral"))
    SEE_LOAD = deed("programme.see_load", _("see the load of each peer supporter, without names of people"))
    # a person
    SEE_REACH = deed(
        "person.see_reach",
        _("see how to reach the person safely"),
        told=_("Looked up how to reach you"),
        is_reading=True,
    )
    PROPOSE_REACH = deed(
        "person.propose_reach",
        _("propose another way to reach the person, which replaces nothing until it is accepted"),
        told=_("Proposed another way to reach you"),
    )
    KEEP_REACH = deed(
        "person.keep_reach",
        _("set how to reach a person who has no account"),
        told=_("Wrote down how to reach you"),
    )
    CLOSE_SPACE = deed(
        "person.close_space",
        _("close a space that someone else opened, with the person there; everyone around them is told"),
        told=_("Closed a space that was not yours"),
    )
    ASK_FOR_SUPPORT = deed(
        "person.ask_for_support", _("ask for one-to-one support themself"), told=_("Asked for one-to-one support")
    )
    # how to reach a person, as somebody else wrote it
    ANSWER_REACH = deed(
        "reach.answer",
        _("accept it, or turn it down"),
        told=_("Accepted or turned down what someone wrote about how to reach you"),
    )
    # a programme, where several journeys wait for one thing
    HAND_OVER_SEVERAL = deed(
        "programme.hand_over_several",
        _("say which colleague takes over several people whose professional no longer refers there"),
    )
    REMIND_SEVERAL = deed(
        "programme.remind_several",
        _("remind several peer supporters of what waits for them"),
    )
    # a membership, an invitation
    HAND_OVER = deed(
        "membership.hand_over", _("end it, and say which colleague takes over the people who were referred")
    )
    # a first step
    BEGIN_JOURNEY = deed(
        "first_step.begin_journey",
        _("begin a journey from it, with the person’s own yes"),
        told=_("Wrote down your yes to one-to-one support"),
    )
    # a journey: referral and choice
    SEE_REFERRAL = deed("journey.see_referral", _("read the referral"), told=_("Read the referral"), is_reading=True)
    SEE_OWN_REFERRAL = deed(
        "journey.see_own_referral",
        _("read the referral they wrote, and whether the journey goes on or has ended"),
        told=_("Opened the referral they wrote"),
        is_reading=True,
    )
    CORRECT_REFERRAL = deed(
        "journey.correct_referral",
        _("correct the referral they wrote, until the person has said yes; what it said before stays there to read"),
        told=_("Corrected the referral they wrote"),
    )
    WITHDRAW_REFERRAL = deed(
        "journey.withdraw_referral",
        _("withdraw the referral they wrote, until the person has said yes"),
        told=_("Withdrew the referral they wrote"),
    )
    SEE_PLACE_ON_DESK = deed(
        "journey.see_place_on_desk",
        _("see what stage the journey is at and what comes next"),
        told=_("Looked at what stage your journey is at"),
        is_reading=True,
    )
    TAKE_IN_LIST = deed(
        "journey.take_in_list",
        _("save a list that it stands on as a file: the name, the stage and the days"),
        told=_("Saved a list that has your name on it as a file"),
        is_reading=True,
    )
    CHOOSE = deed("journey.choose", _("choose, and change the choice at any time"), told=_("Made the choice"))
    TAKE_BACK_STOP = deed(
        "journey.take_back_stop",
        _("take back, within a week, that the journey was stopped"),
        told=_("Took back that the journey was stopped"),
    )
    TAKE_BACK_END = deed(
        "journey.take_back_end",
        _("take back, within a week, that the journey ended sooner than planned: it was noted by mistake"),
        told=_("Took back that the journey had ended"),
    )
    RECORD_CHOICE = deed(
        "journey.record_choice",
        _(
            "write down the person’s choice, made with the person there; if they have an account, it "
            "waits for their own word"
        ),
        told=_("Wrote down what you chose"),
    )
    TELL_TEAM = deed(
        "journey.tell_team",
        _("decide whether the professional who referred them is told of a no, a “not now” or a stop"),
        told=_("Decided whether the professional who referred you is told of a no, a “not now” or a stop"),
    )
    CHANGE_REFERRER = deed(
        "journey.change_referrer",
        _("say which colleague takes over from the professional who referred them"),
        told=_("Had a colleague take over from the professional who referred you"),
    )
    TAKE_OVER_REFERRAL = deed(
        "journey.take_over_referral",
        _("take over the referral from their colleague"),
        told=_("Took over your referral from a colleague"),
    )
    NOTE_WORK = deed(
        "journey.note_work",
        _("write a working note for the coordinators, which the person reads, too"),
        told=_("Wrote a working note about you"),
    )
    ASK_TO_EXPLAIN = deed(
        "journey.ask_to_explain",
        _("ask a peer supporter to tell the person about peer support"),
        told=_("Asked a peer supporter to tell you about peer support"),
    )
    # what somebody else wrote that a person chose
    SAY_IF_IT_IS_SO = deed(
        "recorded_choice.say_if_it_is_so",
        _("say whether it is right"),
        told=_("Said whether what someone wrote about your choice is right"),
    )
    # a working note of the coordinators
    SEE_WORKING_NOTE = deed("working_note.see", _("read it"), told=_("Read a working note about you"), is_reading=True)
    ANSWER_WORKING_NOTE = deed(
        "working_note.answer",
        _("say what they think of it, which stays beside it"),
        told=_("Said what they think of a working note"),
    )
    CHANGE_WORKING_NOTE = deed(
        "working_note.change",
        _("put it in other words, or take it back, on the day it was written"),
        told=_("Put a working note about you in other words, or took it back"),
    )
    # a journey: the two find each other
    OFFER = deed(
        "journey.offer",
        _("ask a peer supporter to support the person"),
        told=_("Asked a peer supporter to support you"),
    )
    ACCEPT_OFFER = deed(
        "journey.accept_offer", _("agree to support the person"), told=_("Answered whether they can support you")
    )
    DECLINE_OFFER = deed(
        "journey.decline_offer",
        _("say that they cannot support the person, without a reason"),
        told=_("Answered whether they can support you"),
    )
    LET_GO_OF_OFFER = deed(
        "journey.let_go_of_offer",
        _("let go of an offer that nobody answered"),
        told=_("Let go of an offer that was not answered"),
    )
    REMIND = deed(
        "journey.remind",
        _("remind the peer supporter of what waits for them, at most once a day"),
        told=_("Reminded your peer supporter of what waits"),
    )
    PREFER_SOMEONE_ELSE = deed(
        "journey.prefer_someone_else",
        _("say that the person would rather meet someone else, without a reason"),
        told=_("Noted that you would rather meet someone else"),
    )
    TAKE_BACK_NO = deed(
        "journey.take_back_no",
        _("take back that they cannot support the person, as long as nobody else is asked"),
        told=_("Answered whether they can support you"),
    )
    WISH_AGAIN = deed(
        "journey.wish_again",
        _("say that the person would like to meet a peer supporter after all"),
        told=_("Noted which peer supporter you would like to meet after all"),
    )
    WRITE_AGREEMENT = deed("journey.write_agreement", _("write the agreement"), told=_("Wrote the agreement"))
    ACCEPT_AGREEMENT = deed(
        "journey.accept_agreement", _("accept the agreement for themself"), told=_("Accepted the agreement")
    )
    ACCEPT_TOGETHER = deed(
        "journey.accept_together",
        _("note that both accepted there and then"),
        told=_("Noted that you both accepted the agreement"),
    )
    # a journey: whoever referred introduces the two
    OFFER_TIMES = deed(
        "journey.offer_times",
        _("offer the professional who introduces the two up to three times for the first meeting"),
        told=_("Offered times for your first meeting to the professional who introduces you"),
    )
    WITHDRAW_TIMES = deed(
        "journey.withdraw_times",
        _("withdraw times that were offered for the first meeting, because the peer supporter is away then"),
        told=_("Withdrew times for your first meeting, because your peer supporter is away then"),
    )
    ANSWER_TIMES = deed(
        "journey.answer_times",
        _("take one of the times offered for the first meeting, or say that none suits"),
        told=_("Said which time suits to introduce you"),
    )
    # a journey: walking
    SEE_JOURNEY = deed("journey.see", _("open the journey"), told=_("Opened your journey"), is_reading=True)
    READ_AGREEMENT = deed(
        "journey.read_agreement", _("read the agreement"), told=_("Read your agreement"), is_reading=True
    )
    PLAN = deed("journey.plan", _("set a day for the next accompaniment"), told=_("Set a day to meet"))
    TAKE_BREAK = deed("journey.take_break", _("take a break, for a time"), told=_("Took a break for the two of you"))
    END_BREAK = deed("journey.end_break", _("end a break"), told=_("Ended the break"))
    LOG = deed("journey.log", _("note an accompaniment"), told=_("Wrote a note of a meeting"))
    CHANGE_OBJECTIVES = deed(
        "journey.change_objectives",
        _("change together what the person hopes for"),
        told=_("Changed what you hope for, together with you"),
    )
    SEE_WHO_LOOKED = deed(
        "journey.see_who_looked",
        _("print for the person who has looked at what is written about them on this journey"),
        told=_("Printed for you who has looked"),
        is_reading=True,
    )
    TALK_ABOUT_THE_ROAD = deed(
        "journey.talk_about_the_road",
        _("note that they talked about how it is going"),
        told=_("Noted that you talked about how it is going"),
    )
    ASK_TO_GO_ON = deed(
        "journey.ask_to_go_on",
        _("write why going on helps"),
        told=_("Wrote why going on helps"),
    )
    NOD = deed(
        "journey.nod",
        _("agree that the two go on"),
        told=_("Agreed that you two go on"),
    )
    CONNECT = deed(
        "journey.connect",
        _("note a step towards an association"),
        told=_("Noted a step towards an association"),
    )
    KEEP_CONNECTION = deed(
        "connection.keep",
        _("see its steps, say whom to ask for there and when the next one is, and take back the latest"),
        told=_("Changed what is noted about an association"),
    )
    SEE_TWO = deed(
        "journey.see_two",
        _("see how it is going between the two: their own view, and the other’s if both show it"),
        told=_("Opened the page about how it is going between the two of you"),
        is_reading=True,
    )
    ANSWER_TWO = deed(
        "journey.answer_two",
        _("say how it is going between the two, as they see it themselves"),
        told=_("Said how it is going between the two of you"),
    )
    CHANGE_PEER = deed(
        "journey.change_peer",
        _("have the journey go on with another peer supporter"),
        told=_("Asked for another peer supporter for you"),
    )
    PASS_ON_NOTES = deed(
        "journey.pass_on_notes",
        _("let a new peer supporter read the earlier notes"),
        told=_("Decided who may read the earlier notes"),
    )
    # a journey: ending
    READ_CLOSING = deed(
        "journey.read_closing", _("read the closing sheet"), told=_("Read your closing sheet"), is_reading=True
    )
    BEGIN_CLOSING = deed(
        "journey.begin_closing", _("begin the closing"), told=_("Began to say goodbye, or went on after all")
    )
    ANSWER_AS_PERSON = deed(
        "journey.answer_as_person",
        _("answer the closing sheet in the person’s voice"),
        told=_("Wrote your part of the closing sheet"),
    )
    ANSWER_AS_PEER = deed(
        "journey.answer_as_peer",
        _("answer the closing sheet in the peer supporter’s voice"),
        told=_("Wrote their part of the closing sheet"),
    )
    PROPOSE_WORDS = deed(
        "journey.propose_words",
        _("propose words for the referrer"),
        told=_("Proposed words for the professional who referred you"),
    )
    AGREE_WORDS = deed(
        "journey.agree_words",
        _("agree to the words that go to the referrer"),
        told=_("Agreed to the words for the professional who referred you"),
    )
    PROPOSE_PLACE = deed(
        "journey.propose_place",
        _("propose a place for what comes next, after the two closed the journey together"),
        told=_("Proposed a place for what comes next"),
    )
    ANSWER_PLACE = deed(
        "place.answer",
        _("say whether it is added to what comes next"),
        told=_("Said whether a proposed place is added"),
    )
    TAKE_BACK_PLACE = deed(
        "place.take_back",
        _("take it back, as long as it was not added"),
        told=_("Took back a place that was proposed to you"),
    )
    CLOSE = deed("journey.close", _("agree to end the journey here"), told=_("Agreed to end the journey"))
    END_UNPLANNED = deed(
        "journey.end_unplanned",
        _("end a journey that stopped before its time"),
        told=_("Ended the journey sooner than planned"),
    )
    GET_SURVEY = deed("journey.get_survey", _("get the anonymous survey"), told=_("Got the anonymous survey"))
    # a journey: words that have no place in what is written
    STRIKE = deed(
        "journey.strike",
        _("have words taken out: the one who wrote them takes them out, the person asks for it"),
        told=_("Took words out of what is written about you, or asked for it"),
    )
    STRIKE_AS_ASKED = deed(
        "strike.strike_as_asked",
        _("take them out, so that they are gone"),
        told=_("Took out the words that you wanted removed"),
    )
    # a journey: breaking the glass, when something serious needs it
    BREAK_GLASS = deed(
        "journey.break_glass",
        _("open what the two wrote, for one hour and with a reason that the person reads"),
        told=_("Opened what you two wrote, for one hour"),
    )
    SEE_BEHIND_GLASS = deed(
        "journey.see_behind_glass",
        _("read the agreement, the closing sheet and when they met, in that hour"),
        told=_("Read your agreement, your closing sheet and when you met"),
        is_reading=True,
    )
    # a broken glass
    SEE_GLASS = deed(
        "glass.see",
        _("read who opened it, when, why, and what they read"),
        told=_("Read why your journey was opened"),
        is_reading=True,
    )
    END_GLASS = deed(
        "glass.end", _("close it before the hour is over"), told=_("Closed it again before the hour was over")
    )
    TELL_GLASS = deed("glass.tell", _("note that the person knows about it"), told=_("Noted that you know about it"))
    REVIEW_GLASS = deed(
        "glass.review",
        _("say whether it was needed, and what happens next"),
        told=_("Reviewed whether it was needed to open your journey"),
    )
    # a journey whose peer supporter leaves, and that they leave
    CHOOSE_WAY_ON = deed(
        "journey.choose_way_on",
        _("choose how to go on when the peer supporter leaves"),
        told=_("Wrote down how you would like to go on"),
    )
    STAY_IN_TOUCH = deed(
        "journey.stay_in_touch",
        _("stay in touch with the person themself, until the person has chosen how to go on"),
        told=_("Said that they stay in touch with you"),
    )
    LET_REST = deed(
        "journey.let_rest",
        _("let it rest, as the person chose when their peer supporter left"),
        told=_("Let your journey rest, as you chose"),
    )
    END_LEAVING = deed(
        "leaving.end",
        _("end what somebody is as a peer supporter there, once nobody is left without a way on"),
    )
    # a time in which a peer supporter is away
    CANCEL_WHILE_AWAY = deed("absence.cancel_meetings", _("see who they would meet then, and cancel these meetings"))
    # an accompaniment
    READ_NOTE = deed(
        "accompaniment.read_note",
        _("read the note of a meeting"),
        told=_("Read the note of a meeting"),
        is_reading=True,
    )
    ADD_TO_NOTE = deed("accompaniment.add_to_note", _("add to the note"), told=_("Added to the note of a meeting"))
    DISPUTE_NOTE = deed(
        "accompaniment.dispute_note", _("say that they see it differently"), told=_("Said that they see it differently")
    )
    CORRECT_NOTE = deed(
        "accompaniment.correct_note",
        _("correct the note; what it said before stays there to read"),
        told=_("Corrected the note of a meeting"),
    )
    STRIKE_NOTE = deed(
        "accompaniment.strike_note",
        _("take out a note that was written twice, for the wrong person, or of a meeting that did not take place"),
        told=_("Took out the note of a meeting"),
    )
    SETTLE = deed(
        "accompaniment.settle",
        _("move or cancel a planned accompaniment"),
        told=_("Moved or cancelled a meeting"),
    )
    CANCEL_FOR_ABSENCE = deed(
        "accompaniment.cancel_for_absence",
        _("cancel it, because the peer supporter is away then"),
        told=_("Cancelled a meeting, because your peer supporter is away"),
    )
    HOLD = deed(
        "accompaniment.hold",
        _("note that a planned accompaniment took place"),
        told=_("Wrote a note of a meeting"),
    )
    SEE_JOINT = deed(
        "accompaniment.see_joint",
        _("see that a joint accompaniment took place, but not what was written"),
        told=_("Saw that you met together, but not what was written"),
        is_reading=True,
    )
