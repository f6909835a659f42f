"""Everything that can be done to a record, by its one name. Who may do it is said in `policy.py`."""

from enum import StrEnum


class Can(StrEnum):
    """Every deed Wayfellow knows. One name for the permission, the act and its journal line."""

    # the installation
    SEE_HOUSE = "house.see"
    ADD_ORGANISATION = "house.add_organisation"
    INVITE_OPERATOR = "house.invite_operator"
    ASK_WAY_BACK = "house.ask_way_back"
    # a job that comes round, and one that was given up
    RUN_JOB = "job.run"
    TRY_JOB_AGAIN = "job.try_again"
    # an organisation, its sites and teams
    KEEP_ORGANISATION = "organisation.keep"
    ADD_SITE = "organisation.add_site"
    ADD_TEAM = "organisation.add_team"
    OPEN_PROGRAMME = "organisation.open_programme"
    KEEP_SITE = "site.keep"
    KEEP_TEAM = "team.keep"
    # a programme
    KEEP_PROGRAMME = "programme.keep"
    ADD_SOURCE = "programme.add_source"
    KEEP_SOURCE = "source.keep"
    INVITE = "programme.invite"
    REFER = "programme.refer"
    SEE_DESK = "programme.see_desk"
    TELL_OF_SOMETHING = "programme.tell_of_something"
    SEE_LOAD = "programme.see_load"
    SEE_EVALUATION = "programme.see_evaluation"
    SEE_UNMET_NEED = "programme.see_unmet_need"
    SEE_SET_UP = "programme.see_set_up"
    IMPORT_CASELOAD = "programme.import_caseload"
    ADD_HELP_LINE = "programme.add_help_line"
    INVITE_TO_PRESENT = "programme.invite_to_present"
    SET_JURISDICTION = "programme.set_jurisdiction"
    ADD_LISTING = "programme.add_listing"
    SET_REPLY_ADDRESS = "programme.set_reply_address"
    MAKE_SURVEY = "programme.make_survey"
    # a listing in the directory
    KEEP_LISTING = "listing.keep"
    CHANGE_LISTING = "listing.change"
    PUBLISH_LISTING = "listing.publish"
    UNPUBLISH_LISTING = "listing.unpublish"
    CHECK_LISTING = "listing.check"
    ADD_VENUE = "listing.add_venue"
    LEAVE_VENUE = "listing.leave_venue"
    ADD_TIME = "listing.add_time"
    # a venue, a time of the week, and a mistake that somebody reported
    CHANGE_VENUE = "venue.change"
    CHANGE_TIME = "time.change"
    SETTLE_MISTAKE = "mistake.settle"
    # a person
    SEE_OWN_SPACE = "person.see_own_space"
    SEE_REACH = "person.see_reach"
    PROPOSE_REACH = "person.propose_reach"
    WANT_MAIL = "person.want_mail"
    KEEP_VISITS = "person.keep_visits"
    KEEP_SUPPORTS = "person.keep_supports"
    KEEP_PLAN = "person.keep_plan"
    SEE_PLAN = "person.see_plan"
    CHANGE_DETAILS = "person.change_details"
    TAKE_ALONG = "person.take_along"
    ASK_ERASURE = "person.ask_erasure"
    TAKE_BACK_ERASURE = "person.take_back_erasure"
    ERASE = "person.erase"
    SAY_WHOM_I_KNOW = "person.say_whom_i_know"
    INVITE_PERSON = "person.invite"
    SEE_OPENINGS = "person.see_openings"
    CLOSE_SPACE = "person.close_space"
    ASK_FOR_SUPPORT = "person.ask_for_support"
    TELL_STORY = "person.tell_story"
    SAY_WHAT_MATTERS = "person.say_what_matters"
    WRITE_DOWN_WHAT_MATTERS = "person.write_down_what_matters"
    # a person's space that was opened by a code
    SHOW_DIGITS = "opened_space.show_digits"
    CONFIRM_SPACE = "opened_space.confirm"
    # how to reach a person, as somebody else wrote it
    ANSWER_REACH = "reach.answer"
    # a membership, an invitation
    KEEP_MEMBERSHIP = "membership.keep"
    HAND_OVER = "membership.hand_over"
    KEEP_INVITATION = "invitation.keep"
    # an account
    TAKE_UP_INVITATION = "account.take_up_invitation"
    KEEP_ACCOUNT = "account.keep"
    CHANGE_PASSWORD = "account.change_password"
    SIGN_OUT_ELSEWHERE = "account.sign_out_elsewhere"
    CLOSE_ACCOUNT = "account.close"
    OPEN_ACCOUNT = "account.open"
    CHANGE_ADDRESS = "account.change_address"
    SETTLE_ADDRESS = "account.settle_address"
    # another address for an account, which waits until both have said yes
    CONFIRM_ADDRESS = "address.confirm"
    STOP_ADDRESS = "address.stop"
    # a way back into an account
    GIVE_WAY_BACK = "way_back.give"
    STOP_WAY_BACK = "way_back.stop"
    # what somebody began to write
    GO_ON_WRITING = "draft.go_on"
    # a survey
    SEE_SURVEY = "survey.see"
    CHANGE_SURVEY = "survey.change"
    PUBLISH_SURVEY = "survey.publish"
    ASK_WITH_SURVEY = "survey.ask"
    SEE_SURVEY_RESULTS = "survey.see_results"
    ANSWER_SURVEY = "survey.answer"
    SHOW_OVER_TIME = "survey.show_over_time"
    # a question of a survey that is being written
    CHANGE_QUESTION = "question.change"
    # somebody's own answers
    FILL_IN = "own_answers.fill_in"
    READ_ANSWERS = "own_answers.read"
    # what somebody shows of their answers over time
    SEE_OVER_TIME = "shown.see"
    # a peer supporter
    KEEP_PEER = "peer.keep"
    SEE_OWN_DAY = "peer.see_own_day"
    REFLECT = "peer.reflect"
    SAY_WHOM_THEY_KNOW = "peer.say_whom_they_know"
    TELL_STORY_AS_PEER = "peer.tell_story"
    # a peer supporter's reflection
    CHANGE_REFLECTION = "reflection.change"
    # a first step
    SEE_FIRST_STEP = "first_step.see"
    SEE_OWN_FIRST_STEP = "first_step.see_own"
    CHANGE_FIRST_STEP = "first_step.change"
    WITHDRAW_FIRST_STEP = "first_step.withdraw"
    TAKE_UP = "first_step.take_up"
    SET_DAY = "first_step.set_day"
    NOTE_IT_HAPPENED = "first_step.note_it_happened"
    LET_GO = "first_step.let_go"
    BEGIN_JOURNEY = "first_step.begin_journey"
    # a journey: referral and choice
    SEE_REFERRAL = "journey.see_referral"
    SEE_OWN_REFERRAL = "journey.see_own_referral"
    SEE_PLACE_ON_DESK = "journey.see_place_on_desk"
    CHOOSE = "journey.choose"
    RECORD_CHOICE = "journey.record_choice"
    TELL_TEAM = "journey.tell_team"
    CHANGE_REFERRER = "journey.change_referrer"
    ASK_TO_EXPLAIN = "journey.ask_to_explain"
    # what somebody else wrote that a person chose
    SAY_IF_IT_IS_SO = "recorded_choice.say_if_it_is_so"
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
    READ_AGREEMENT = "journey.read_agreement"
    PLAN = "journey.plan"
    LOG = "journey.log"
    TALK_ABOUT_THE_ROAD = "journey.talk_about_the_road"
    ASK_TO_GO_ON = "journey.ask_to_go_on"
    NOD = "journey.nod"
    CONNECT = "journey.connect"
    SEE_TWO = "journey.see_two"
    ANSWER_TWO = "journey.answer_two"
    CHANGE_PEER = "journey.change_peer"
    PASS_ON_NOTES = "journey.pass_on_notes"
    # a journey: ending
    READ_CLOSING = "journey.read_closing"
    BEGIN_CLOSING = "journey.begin_closing"
    ANSWER_AS_PERSON = "journey.answer_as_person"
    ANSWER_AS_PEER = "journey.answer_as_peer"
    PROPOSE_WORDS = "journey.propose_words"
    AGREE_WORDS = "journey.agree_words"
    CLOSE = "journey.close"
    END_UNPLANNED = "journey.end_unplanned"
    GET_SURVEY = "journey.get_survey"
    # a journey: words that have no place in what is written
    STRIKE = "journey.strike"
    STRIKE_AS_ASKED = "strike.strike_as_asked"
    # a journey: breaking the glass, when something serious needs it
    BREAK_GLASS = "journey.break_glass"
    SEE_BEHIND_GLASS = "journey.see_behind_glass"
    # a broken glass
    SEE_GLASS = "glass.see"
    END_GLASS = "glass.end"
    TELL_GLASS = "glass.tell"
    REVIEW_GLASS = "glass.review"
    # an accompaniment
    READ_NOTE = "accompaniment.read_note"
    ADD_TO_NOTE = "accompaniment.add_to_note"
    DISPUTE_NOTE = "accompaniment.dispute_note"
    SETTLE = "accompaniment.settle"
    HOLD = "accompaniment.hold"
    SEE_JOINT = "accompaniment.see_joint"
    # a visit in the person's own list
    CHANGE_VISIT = "visit.change"
    # somebody whom the person counts among their supports
    CHANGE_SUPPORT = "support.change"
    # a part of a person's plan
    SEE_PART = "plan.see"
    WRITE_PART = "plan.write"
    SEE_VERSIONS = "plan.see_versions"
    SHARE_PART = "plan.share"
    INVITE_TO_PART = "plan.invite"
    REMARK = "plan.remark"
    # what somebody else says beside it
    SEE_REMARK = "remark.see"
    ANSWER_REMARK = "remark.answer"
    # a link that the person gave to somebody
    OPEN_BY_LINK = "link.open"
    REMARK_BY_LINK = "link.remark"
    # a story
    CHANGE_STORY = "story.change"
    CONSENT_TO_STORY = "story.consent"
    WITHDRAW_STORY = "story.withdraw"
    READ_STORY_FIRST = "story.read_first"
    SEE_STORY = "story.see"
    # a presentation of a programme
    SEE_PRESENTATION = "presentation.see"
    PLAN_PRESENTATION = "presentation.plan"
    HOLD_PRESENTATION = "presentation.hold"
    LET_PRESENTATION_GO = "presentation.let_go"
    # what readers say of a page, and numbers to call
    SEE_FEEDBACK = "feedback.see"
    CHANGE_HELP_LINE = "help_line.change"
    # how long something is kept
    CHANGE_RETENTION = "retention.change"


# The operator's own commands, run on the machine itself, where the operating system says who may.
AT_THE_COMMAND_LINE = {
    Can.IMPORT_CASELOAD, Can.TAKE_ALONG, Can.ERASE, Can.INVITE_OPERATOR,
    Can.CLOSE_ACCOUNT, Can.OPEN_ACCOUNT, Can.ASK_WAY_BACK, Can.GIVE_WAY_BACK, Can.SETTLE_ADDRESS,
}  # fmt: skip

# Opening these shows what a person would want to know was opened: each opening is a line in the journal.
READINGS = {
    Can.SEE_FIRST_STEP,
    Can.SEE_REFERRAL,
    Can.SEE_OWN_REFERRAL,
    Can.SEE_PLACE_ON_DESK,
    Can.SEE_REACH,
    Can.SEE_JOURNEY,
    Can.SEE_TWO,
    Can.READ_AGREEMENT,
    Can.READ_CLOSING,
    Can.SEE_BEHIND_GLASS,
    Can.SEE_GLASS,
    Can.READ_NOTE,
    Can.SEE_JOINT,
    Can.SEE_PLAN,
    Can.SEE_PART,
    Can.SEE_VERSIONS,
    Can.READ_STORY_FIRST,
    Can.READ_ANSWERS,
    Can.SEE_OVER_TIME,
}
