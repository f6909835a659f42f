"""The policy, written out the long way: every deed, every member of the cast."""

import json
import pickle
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.audits.steps import begun_audit
from tests.choices.conftest import asked
from tests.deeds import READINGS, Can
from tests.directory.listings import one_of_each
from tests.evaluation.writing_totals import written_down
from tests.expenses.spending import spent
from tests.follow_ups.sheets import begun as quarter_begun
from tests.groups.groups import asked_for_a_place, counted, run_by
from tests.handing_on.steps import page_from_elsewhere, page_handed_on
from tests.hsds.steps import one_delivery
from tests.jobs.given_up import given_up
from tests.joining.applying import on_the_way
from tests.learning.learning import asked as asked_to_count
from tests.learning.learning import certified, course_of, logged, takes
from tests.office.steps import (
    called,
    document_in_force,
    known_around,
    noted_need,
    planned_step,
    settled_with,
    shared_out,
    spoke,
    wants_to_talk,
)
from tests.readiness.steps import asked_by_a_team, replied
from tests.supervision.conftest import held, planned, written
from tests.surveys.asking import answers_of, asking
from wayfellow.access.guard import LinkHolder, allowed, deeds_of, may, record_type
from wayfellow.access.policy import DEEDS, POLICY, RECORDS, RELATIONS
from wayfellow.access.roles import Role
from wayfellow.arrivals.models import Outing
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.directory.models import Team
from wayfellow.drafts.actions import keep as keep_draft
from wayfellow.drafts.models import Draft
from wayfellow.invitations.actions import invite_member
from wayfellow.invitations.models import Invitation
from wayfellow.jobs.models import Schedule
from wayfellow.jobs.schedules import set_out
from wayfellow.journeys.actions import connect, note_work, propose_reach, record_choice, strike
from wayfellow.journeys.models import ProposedPlace
from wayfellow.keeping.models import Retention
from wayfellow.people.actions import ask_new_address, ask_way_back, open_calendar
from wayfellow.people.models import Merge, OpenedSpace, Person, User
from wayfellow.plans.actions import begin_plan, remark, share_part
from wayfellow.plans.models import Guest, Part, Support, Visit
from wayfellow.supervision.actions import agree_step
from wayfellow.surveys import actions as surveys
from wayfellow.surveys.models import Shown
from wayfellow.understanding.actions import give_feedback, invite_to_present, tell_story
from wayfellow.understanding.models import Feedback, HelpLine, Presentation
from wayfellow.vault.files import File
from wayfellow.vault.models import Key
from wayfellow.wellbeing.actions import check_in, share_check_in
from wayfellow.workforce.actions import go_away, leave, reflect
from wayfellow.workforce.models import Peer, Reflection

# Montse is the person, Pau her peer supporter, Oriol another one, Rosa referred her, Carme coordinates,
# Sílvia supervises, Edu evaluates, Nil keeps the installation, Olga is elsewhere, Gala governs.
CAST = ["montse", "pau", "oriol", "rosa", "carme", "silvia", "edu", "nil", "olga", "gala"]
ON_THE_ROAD = {
    Can.SEE_HOUSE:           ["nil"],
    Can.SEE_SIDE_BY_SIDE:     ["gala"],
    Can.SEE_TEAM_QUESTIONS:   ["pau", "oriol", "rosa", "carme", "silvia"],
    Can.BEGIN_TEAM_QUESTIONS: ["carme"],
    Can.ADD_TEAM_QUESTIONS:   ["carme"],
    Can.REPLY:                ["pau", "oriol", "rosa", "carme", "silvia"],
    Can.CHANGE_TEAM_QUESTION: ["carme"],
    Can.TAKE_OFF_TEAM_QUESTION: ["carme"],
    Can.AGREE_ABOUT_QUESTION: ["carme"],
    Can.CHANGE_REPLY:         ["pau"],
    Can.TAKE_BACK_REPLY:      ["pau", "carme"],
    Can.SEE_LETTERS:         ["nil"],
    Can.ADD_ORGANISATION:    ["nil"],
    Can.INVITE_OPERATOR:     ["nil"],
    Can.ASK_WAY_BACK:        ["nil"],
    Can.RUN_JOB:             ["nil"],
    Can.TRY_JOB_AGAIN:       ["nil"],
    Can.KEEP_ORGANISATION:   ["nil"],
    Can.ADD_SITE:            ["nil"],
    Can.ADD_TEAM:            ["nil"],
    Can.OPEN_PROGRAMME:      ["nil"],
    Can.KEEP_SITE:           ["nil"],
    Can.KEEP_TEAM:           ["nil"],
    Can.KEEP_SOURCE:         ["nil"],
    Can.KEEP_PROGRAMME:      ["nil"],
    Can.ADD_SOURCE:          ["nil"],
    Can.INVITE:              ["carme", "nil"],
    Can.PROPOSE_REACH:       ["pau", "rosa", "carme"],
    Can.KEEP_REACH:          [],
    Can.ANSWER_REACH:        ["montse"],
    Can.INVITE_PERSON:       ["pau", "rosa", "carme"],
    Can.SEE_OPENINGS:        ["montse", "pau", "rosa", "carme"],
    Can.CLOSE_SPACE:         ["pau", "carme"],
    Can.SHOW_DIGITS:         [],  # whoever opened it is none of these
    Can.CONFIRM_SPACE:       ["pau", "carme"],  # Rosa made the code
    Can.KEEP_MEMBERSHIP:     ["nil"],
    Can.HAND_OVER:           ["nil"],
    Can.KEEP_INVITATION:     ["carme", "nil"],
    Can.TAKE_UP_INVITATION:  ["montse"],
    Can.KEEP_PEER:           ["nil"],
    Can.REFER:               ["rosa", "carme"],
    Can.SEE_DESK:            ["carme"],
    Can.TELL_OF_SOMETHING:   ["carme"],
    Can.SEE_LOAD:            ["carme", "silvia"],
    Can.CHECK_IN:            ["pau"],
    Can.KEEP_OWN_PAGE:       ["pau"],
    Can.ASK_TO_TALK:         ["pau"],
    Can.SET_OFFER_ASIDE:     ["pau"],
    Can.CHANGE_CHECK_IN:     ["pau"],
    Can.SHARE_CHECK_IN:      ["pau"],
    Can.SHARE_REFLECTION:    ["pau"],
    Can.READ_SHARED:         ["silvia"],
    Can.TAKE_BACK_SHARED:    ["pau"],
    Can.SEE_SUPERVISIONS:    ["carme", "silvia"],
    Can.SET_RHYTHM:          ["carme"],
    Can.PLAN_SUPERVISION:    ["silvia"],
    Can.ASK_FOR_SUPERVISION: ["pau"],
    Can.SEE_SUPERVISION:     ["pau", "silvia"],
    Can.MOVE_SUPERVISION:    ["pau", "silvia"],
    Can.HOLD_SUPERVISION:    ["silvia"],
    Can.LET_SUPERVISION_GO:  ["pau", "silvia"],
    Can.SEE_SHEET:           ["pau", "silvia"],
    Can.BRING_TO_SHEET:      ["pau", "silvia"],
    Can.WRITE_SHEET:         ["pau", "silvia"],
    Can.SIGN_SHEET:          ["pau", "silvia"],
    Can.AGREE_STEP:          ["pau", "silvia"],
    Can.SETTLE_STEP:         ["pau", "silvia"],
    Can.SEE_LEARNING:        ["carme", "silvia"],
    Can.SEE_WHO_HAS_WHAT:    ["carme", "silvia"],
    Can.ASK_PATHWAY:         ["carme"],
    Can.ASK_MODULE:          ["carme"],
    Can.ADD_PATHWAY:         ["carme"],
    Can.LOG_HOURS:           ["pau", "oriol", "rosa", "carme", "silvia", "edu", "nil"],
    Can.CHANGE_PATHWAY:      ["carme"],
    Can.ADD_MODULE:          ["carme"],
    Can.CHANGE_MODULE:       ["carme"],
    Can.PLAN_COURSE:         ["carme"],
    Can.ASK_TO_COUNT:        ["pau", "oriol", "rosa", "carme", "silvia", "edu", "nil"],
    Can.SEE_COURSE:          ["pau", "oriol", "rosa", "carme", "silvia", "edu", "nil"],
    Can.SEE_WHO_TAKES_IT:    ["carme"],
    Can.CHANGE_COURSE:       ["carme"],
    Can.ADD_DAY:             ["carme"],
    Can.TAKE_PLACE:          ["pau", "oriol", "rosa", "carme", "silvia", "edu", "nil"],
    Can.FINISH_COURSE:       ["carme"],
    Can.GIVE_PLACE_BACK:     ["pau", "carme"],
    Can.CHANGE_DAY:          ["carme"],
    Can.NOTE_WHO_CAME:       ["carme"],
    Can.SEE_CONVERSATION:    ["pau", "carme", "silvia"],
    Can.HOLD_CONVERSATION:   ["carme", "silvia"],
    Can.CHANGE_HOURS:        ["pau"],
    Can.ISSUE_CERTIFICATE:   ["carme"],
    Can.SEE_CERTIFICATE:     ["pau", "carme"],
    Can.TAKE_CERTIFICATE_ALONG: ["pau"],
    Can.SHOW_CERTIFICATE:    ["pau"],
    Can.REVOKE_CERTIFICATE:  ["carme"],
    Can.SEE_EVALUATION:      ["carme", "silvia", "edu"],
    Can.KEEP_REPORT:         ["carme", "edu"],
    Can.TAKE_EXTRACT:        ["carme", "edu"],
    Can.SEE_UNMET_NEED:      ["carme", "edu"],
    Can.SEE_SET_UP:          ["nil"],
    Can.IMPORT_CASELOAD:     [],
    Can.ADD_HELP_LINE:       ["nil"],
    Can.INVITE_TO_PRESENT:   ["rosa", "carme"],
    Can.SET_JURISDICTION:    ["nil"],
    Can.ADD_LISTING:         ["carme"],
    Can.KEEP_ASSOCIATIONS:   ["carme"],
    Can.CORRECT_ASSOCIATION: [],  # the provider is not one
    Can.KEEP_LISTING:        ["carme"],
    Can.CHANGE_LISTING:      ["carme"],
    Can.PUBLISH_LISTING:     ["carme"],
    Can.UNPUBLISH_LISTING:   ["carme"],
    Can.CHECK_LISTING:       ["carme"],
    Can.ADD_VENUE:           ["carme"],
    Can.LEAVE_VENUE:         ["carme"],
    Can.ADD_TIME:            ["carme"],
    Can.CHANGE_VENUE:        ["carme"],
    Can.CHANGE_TIME:         ["carme"],
    Can.EXCEPT_DAYS:         ["pau", "carme"],
    Can.SET_LAST_DAY:        ["pau", "carme"],
    Can.EXCEPT_TIME:         ["pau", "carme"],
    Can.RUN_GROUP:           ["carme"],
    Can.SEE_GROUP:           ["pau", "carme"],
    Can.SEE_GROUPS:          ["carme"],
    Can.KEEP_GROUP:          ["carme"],
    Can.COUNT:               ["pau", "carme"],
    Can.KEEP_REGISTER:       ["pau"],
    Can.KEEP_LINK:           ["pau"],
    Can.KEEP_COURSE:         ["pau", "carme"],
    Can.TELL_MEMBERS:        ["pau"],
    Can.TICK_WHO_CAME:       ["pau"],
    Can.SEE_MEMBER:          ["pau"],
    Can.PRINT_CERTIFICATE:   ["pau"],
    Can.WELCOME:             ["pau"],
    Can.LET_MEMBER_GO:       ["pau"],
    Can.SEE_SESSION:         ["pau", "carme"],
    Can.CORRECT_COUNT:       ["pau", "carme"],
    Can.CORRECT_WHO_CAME:    ["pau"],
    Can.NOTE_WHAT_HAPPENED:  ["pau"],
    Can.SETTLE_MISTAKE:      ["carme"],
    Can.SET_REPLY_ADDRESS:   ["nil"],
    Can.MAKE_SURVEY:         ["carme"],
    Can.SEE_SURVEY:          ["carme"],
    Can.CHANGE_SURVEY:       ["carme"],
    Can.PUBLISH_SURVEY:      ["carme"],
    Can.ASK_WITH_SURVEY:     ["carme"],
    Can.SEE_SURVEY_RESULTS:  ["carme", "edu"],
    Can.READ_WORDS:          ["carme", "edu"],
    Can.WRITE_CODEBOOK:      ["carme", "edu"],
    Can.WRITE_TOTAL:         ["carme", "edu"],
    Can.CORRECT_TOTAL:       ["carme", "edu"],
    Can.WITHDRAW_TOTAL:      ["carme", "edu"],
    Can.CODE_WORDS:          ["carme", "edu"],
    Can.ANSWER_SURVEY:       ["montse"],
    Can.SHOW_OVER_TIME:      ["montse"],
    Can.CHANGE_QUESTION:     ["carme"],
    Can.FILL_IN:             ["montse"],
    Can.READ_ANSWERS:        ["montse", "pau", "carme"],
    Can.SEE_OVER_TIME:       ["montse", "pau", "carme"],
    Can.SEE_OWN_SPACE:       ["montse"],
    Can.SEE_REACH:           ["montse", "pau", "rosa", "carme"],
    Can.WANT_MAIL:           ["montse"],
    Can.SEE_VISITS:          ["montse"],
    Can.KEEP_VISITS:         ["montse"],
    Can.KEEP_SUPPORTS:       ["montse"],
    Can.KEEP_OWN_GROUPS:     ["montse"],
    Can.KEEP_PLAN:           ["montse"],
    Can.SEE_PLAN:            ["montse", "pau"],
    Can.CHANGE_DETAILS:      ["montse"],
    Can.TAKE_ALONG:          ["montse"],
    Can.ASK_ERASURE:         ["montse"],
    Can.TAKE_BACK_ERASURE:   ["montse"],
    Can.ERASE:               ["montse"],
    Can.SAY_WHOM_I_KNOW:     ["montse"],
    Can.ASK_FOR_SUPPORT:     ["montse"],
    Can.TELL_STORY:          ["montse"],
    Can.SAY_WHAT_MATTERS:    ["montse"],
    Can.WRITE_DOWN_WHAT_MATTERS: [],
    Can.GO_ON_WRITING:       ["pau"],
    Can.KEEP_ACCOUNT:        ["montse"],
    Can.CHANGE_PASSWORD:     ["montse"],
    Can.SIGN_OUT_ELSEWHERE:  ["montse"],
    Can.CLOSE_ACCOUNT:       [],  # she does not work here
    Can.OPEN_ACCOUNT:        [],
    Can.CHANGE_ADDRESS:      ["montse"],
    Can.SETTLE_ADDRESS:      [],
    Can.OPEN_CALENDAR:       ["montse"],
    Can.KEEP_CALENDAR:       ["montse"],
    Can.CONFIRM_ADDRESS:     ["montse"],
    Can.STOP_ADDRESS:        ["montse"],
    Can.GIVE_WAY_BACK:       ["carme"],
    Can.STOP_WAY_BACK:       ["montse", "carme"],
    Can.SEE_OWN_DAY:         ["pau"],
    Can.WRITE_OWN_PAGE:      ["pau"],
    Can.KEEP_WEEK:           ["pau"],
    Can.REFLECT:             ["pau"],
    Can.SAY_WHOM_THEY_KNOW:  ["pau"],
    Can.TELL_STORY_AS_PEER:  ["pau"],
    Can.CHANGE_REFLECTION:   ["pau"],
    Can.SEE_FIRST_STEP:      ["carme"],
    Can.SEE_OWN_FIRST_STEP:  ["montse"],
    Can.CHANGE_FIRST_STEP:   ["montse"],
    Can.WITHDRAW_FIRST_STEP: ["montse"],
    Can.TAKE_UP:             ["carme"],
    Can.SET_DAY:             ["carme"],
    Can.NOTE_IT_HAPPENED:    ["carme"],
    Can.LET_GO:              ["carme"],
    Can.BEGIN_JOURNEY:       ["carme"],
    Can.SEE_REFERRAL:        ["montse", "pau", "carme"],
    Can.SEE_OWN_REFERRAL:    ["rosa"],
    Can.SEE_PLACE_ON_DESK:   ["carme"],
    Can.TAKE_IN_LIST:        ["rosa", "carme"],
    Can.TAKE_OVER_REFERRAL:  [],  # the programme does not share referrals in a team
    Can.CHOOSE:              ["montse"],
    Can.RECORD_CHOICE:       ["pau", "carme"],
    Can.TELL_TEAM:           ["montse"],
    Can.CHANGE_REFERRER:     [],  # Rosa refers still
    Can.NOTE_WORK:           ["carme"],
    Can.SEE_WORKING_NOTE:    ["montse", "carme"],
    Can.ANSWER_WORKING_NOTE: ["montse"],
    Can.CHANGE_WORKING_NOTE: ["carme"],
    Can.HAND_OVER_SEVERAL:   ["carme"],
    Can.OFFER_SEVERAL:       ["carme"],
    Can.REMIND_SEVERAL:      ["carme"],
    Can.SEE_TWICE:           ["carme"],
    Can.ASK_MERGE:           ["carme"],
    Can.SEE_MERGE:           ["carme"],
    Can.ANSWER_MERGE:        ["montse"],
    Can.MERGE:               ["montse"],
    Can.UNDO_MERGE:          ["montse", "carme"],
    Can.PART:                ["montse", "carme"],
    Can.SEE_OFFICE:          ["carme"],
    Can.BEGIN_PHASES:        ["carme"],
    Can.BEGIN_AUDIT:         ["carme"],
    Can.SEE_AUDIT:           ["carme"],
    Can.HAND_ON:             ["carme"],
    Can.RECEIVE:             ["carme"],
    Can.BRING_IN_DIRECTORY:  ["carme"],
    Can.SEE_DELIVERY:        ["carme"],
    Can.LOOK_AGAIN:          ["carme"],
    Can.TAKE_DELIVERY:       ["carme"],
    Can.UNDO_DELIVERY:       ["carme"],
    Can.LEAVE_DELIVERY:      ["carme"],
    Can.SEE_PUBLISHED:       ["carme"],
    Can.SHOW_PUBLISHED:      ["carme"],
    Can.WITHDRAW_PUBLISHED:  ["carme"],
    Can.SEE_RECEIVED:        ["carme"],
    Can.TAKE_RECEIVED:       ["carme"],
    Can.UNDO_RECEIVED:       ["carme"],
    Can.LEAVE_RECEIVED:      ["carme"],
    Can.CLOSE_AUDIT:         ["carme"],
    Can.LET_AUDIT_GO:        ["carme"],
    Can.REPEAT_AUDIT:        ["carme"],
    Can.DRAW_NEED:           ["carme"],
    Can.ADD_STEP:            ["carme"],
    Can.NOTE_NEED:           ["carme"],
    Can.SEE_RESPONSIBILITIES:          ["pau", "oriol", "rosa", "carme", "silvia"],
    Can.ADD_RESPONSIBILITY:            ["carme"],
    Can.CHANGE_RESPONSIBILITY:         ["carme"],
    Can.REMOVE_RESPONSIBILITY:         ["carme"],
    Can.WRITE_SHARING:       ["carme"],
    Can.SIGN_SHARING:        ["pau", "carme"],
    Can.SEE_HANDBOOK:        ["pau", "oriol", "rosa", "carme", "silvia"],
    Can.ADD_DOCUMENT:        ["carme"],
    Can.READ_DOCUMENT:       ["pau", "oriol", "rosa", "carme", "silvia"],
    Can.CONFIRM_DOCUMENT:    ["pau", "oriol", "rosa", "carme", "silvia"],
    Can.CHANGE_DOCUMENT:     ["carme"],
    Can.WRITE_DOCUMENT:      ["carme"],
    Can.PUT_IN_FORCE:        ["carme"],
    Can.SEE_READERS:         ["carme"],
    Can.PLAN_MEETING:        ["carme"],
    Can.SEE_MEETING:         ["pau", "carme"],
    Can.CHANGE_MEETING:      ["carme"],
    Can.ANSWER_MEETING:      ["pau"],
    Can.ADD_POINT:           ["pau", "carme"],
    Can.TAKE_BACK_POINT:     ["pau", "carme"],
    Can.HOLD_MEETING:        ["carme"],
    Can.SAY_CONTRIBUTION:    ["pau"],
    Can.FOLLOW_UP_MEETING:   ["carme"],
    Can.LET_MEETING_GO:      ["carme"],
    Can.ADD_LIAISON:         ["carme"],
    Can.SEE_LIAISON:         ["carme"],
    Can.CHANGE_LIAISON:      ["carme"],
    Can.NOTE_CONTACT:        ["carme"],
    Can.TAKE_BACK_CONTACT:   ["carme"],
    Can.SEE_NEED:            ["carme"],
    Can.CHANGE_NEED:         ["carme"],
    Can.PLAN_FOR_NEED:       ["carme"],
    Can.TEACH_NEED:          ["carme"],
    Can.MEET_NEED:           ["carme"],
    Can.LET_NEED_GO:         ["carme"],
    Can.REOPEN_NEED:         ["carme"],
    Can.SEE_STEP:            ["pau", "carme"],
    Can.CHANGE_STEP:         ["carme"],
    Can.SEE_FOLLOW_UPS:      ["carme", "silvia"],
    Can.BEGIN_FOLLOW_UP:     ["carme"],
    Can.SEE_FOLLOW_UP:       ["carme", "silvia"],
    Can.CHANGE_WHO_SIGNS:    ["carme"],
    Can.WRITE_FOLLOW_UP:     ["carme", "silvia"],
    Can.AGREE_AT_FOLLOW_UP:  ["carme", "silvia"],
    Can.SIGN_FOLLOW_UP:      ["carme", "silvia"],
    Can.TAKE_BACK_FOLLOW_UP: ["carme"],
    Can.TELL_OF_STEP:        ["pau", "carme"],
    Can.DO_STEP:             ["pau", "carme"],
    Can.REOPEN_STEP:         ["pau", "carme"],
    Can.LET_STEP_GO:         ["carme"],
    Can.SEE_EXPENSES:        ["carme"],
    Can.SEND_EXPENSE:        ["pau"],
    Can.SEE_EXPENSE:         ["pau", "carme"],
    Can.CHANGE_EXPENSE:      ["pau"],
    Can.ANSWER_EXPENSE:      ["carme"],
    Can.TAKE_BACK_APPROVAL:  ["carme"],
    Can.KEEP_WAY_IN:         ["carme"],
    Can.SEE_APPLICATIONS:    ["carme"],
    Can.SEE_APPLICATION:     ["carme"],
    Can.TAKE_ON:             ["carme"],
    Can.LET_APPLICATION_GO:  ["carme"],
    Can.PLAN_JOINING_STEP:   ["carme"],
    Can.DO_JOINING_STEP:     ["carme"],
    Can.SAY_IF_IT_IS_SO:     ["montse"],
    Can.ASK_TO_EXPLAIN:      ["carme"],
    Can.OFFER:               ["carme"],
    Can.ACCEPT_OFFER:        [],
    Can.DECLINE_OFFER:       ["pau"],
    Can.LET_GO_OF_OFFER:     ["carme"],
    Can.REMIND:              ["carme"],
    Can.PREFER_SOMEONE_ELSE: ["montse"],
    Can.TAKE_BACK_NO:        [],  # he said yes
    Can.WISH_AGAIN:          ["montse"],
    Can.WRITE_AGREEMENT:     ["montse", "pau"],
    Can.ACCEPT_AGREEMENT:    ["montse", "pau"],
    Can.ACCEPT_TOGETHER:     [],
    Can.SEE_JOURNEY:         ["montse", "pau"],
    Can.SEE_WHO_LOOKED:      [],  # she has an account
    Can.SEE_TWO:             ["montse", "pau"],
    Can.ANSWER_TWO:          ["montse", "pau"],
    Can.READ_AGREEMENT:      ["montse", "pau"],
    Can.PLAN:                ["montse", "pau"],
    Can.OFFER_TIMES:         ["pau", "carme"],
    Can.WITHDRAW_TIMES:      ["pau", "carme"],
    Can.ANSWER_TIMES:        ["rosa"],
    Can.GO_AWAY:             ["pau", "carme"],
    Can.COME_BACK:           ["pau", "carme"],
    Can.SEE_DUTY:            ["pau", "oriol", "carme", "silvia"],
    Can.SET_DUTY:            ["carme"],
    Can.KEEP_CONTACT:        ["pau"],
    Can.SET_OUT:             ["pau"],
    Can.SAY_LATER:           ["pau"],
    Can.SAY_BACK:            ["pau"],
    Can.LEAVE:               ["pau", "carme"],
    Can.SEE_LEAVING:         ["pau", "carme"],
    Can.STAY:                ["pau", "carme"],
    Can.THANK:               ["montse", "oriol", "carme", "silvia"],
    Can.READ_THANKS:         ["pau"],
    Can.END_LEAVING:         ["carme"],
    Can.CHOOSE_WAY_ON:       ["montse"],
    Can.STAY_IN_TOUCH:       ["carme"],
    Can.LET_REST:            ["carme"],
    Can.CANCEL_WHILE_AWAY:   ["pau", "carme"],
    Can.CANCEL_FOR_ABSENCE:  ["pau", "carme"],
    Can.TAKE_BREAK:          ["montse", "pau"],
    Can.END_BREAK:           ["montse", "pau"],
    Can.TAKE_BACK_STOP:      ["montse"],
    Can.LOG:                 ["pau"],
    Can.TALK_ABOUT_THE_ROAD: ["montse", "pau"],
    Can.ASK_TO_GO_ON:        ["montse", "pau"],
    Can.NOD:                 ["carme"],
    Can.CONNECT:             ["montse", "pau"],
    Can.KEEP_CONNECTION:     ["montse", "pau"],
    Can.CHANGE_PEER:         ["montse", "carme"],
    Can.PASS_ON_NOTES:       ["montse"],
    Can.READ_CLOSING:        ["montse", "pau"],
    Can.BEGIN_CLOSING:       ["montse", "pau"],
    Can.ANSWER_AS_PERSON:    ["montse"],
    Can.ANSWER_AS_PEER:      ["pau"],
    Can.PROPOSE_WORDS:       ["montse", "pau"],
    Can.AGREE_WORDS:         ["montse"],
    Can.PROPOSE_PLACE:       ["carme"],
    Can.ANSWER_PLACE:        ["montse"],
    Can.TAKE_BACK_PLACE:     ["carme"],
    Can.CLOSE:               ["montse", "pau"],
    Can.END_UNPLANNED:       ["pau", "carme"],
    Can.TAKE_BACK_END:       ["pau", "carme"],
    Can.GET_SURVEY:          ["montse"],
    Can.STRIKE:              ["montse", "pau", "rosa", "carme"],
    Can.STRIKE_AS_ASKED:     ["rosa"],
    Can.BREAK_GLASS:         ["carme"],
    Can.SEE_BEHIND_GLASS:    [],  # the hour is over
    Can.SEE_GLASS:           ["montse", "carme", "silvia"],
    Can.END_GLASS:           ["carme"],
    Can.TELL_GLASS:          ["montse"],
    Can.REVIEW_GLASS:        ["silvia"],
    Can.READ_NOTE:           ["montse", "pau"],
    Can.ADD_TO_NOTE:         ["montse", "pau"],
    Can.DISPUTE_NOTE:        ["montse"],
    Can.CORRECT_REFERRAL:    ["rosa"],
    Can.WITHDRAW_REFERRAL:   ["rosa"],
    Can.TAKE_BACK_REFERRAL:  ["rosa"],
    Can.CHANGE_OBJECTIVES:   ["montse"],
    Can.CORRECT_NOTE:        ["pau"],
    Can.STRIKE_NOTE:         ["pau"],
    Can.SETTLE:              ["montse", "pau"],
    Can.HOLD:                ["pau"],
    Can.SEE_JOINT:           ["rosa"],
    Can.CHANGE_VISIT:        ["montse"],
    Can.CHANGE_SUPPORT:      ["montse"],
    Can.SEE_PART:            ["montse", "pau"],
    Can.WRITE_PART:          ["montse"],
    Can.SEE_VERSIONS:        ["montse"],
    Can.SHARE_PART:          ["montse"],
    Can.INVITE_TO_PART:      ["montse"],
    Can.REMARK:              ["pau"],
    Can.SEE_REMARK:          ["montse", "pau"],
    Can.ANSWER_REMARK:       ["montse"],
    Can.OPEN_BY_LINK:        [],
    Can.REMARK_BY_LINK:      [],
    Can.CHANGE_STORY:        ["montse"],
    Can.CONSENT_TO_STORY:    ["montse"],
    Can.WITHDRAW_STORY:      ["montse"],
    Can.READ_STORY_FIRST:    [],
    Can.SEE_STORY:           ["montse"],
    Can.SEE_PRESENTATION:    ["rosa", "carme"],
    Can.PLAN_PRESENTATION:   ["carme"],
    Can.HOLD_PRESENTATION:   ["carme"],
    Can.NOTE_WHAT_FOLLOWED:  ["carme"],
    Can.LET_PRESENTATION_GO: ["rosa", "carme"],
    Can.SEE_FEEDBACK:        ["carme", "olga"],
    Can.CHANGE_HELP_LINE:    ["nil"],
    Can.CHANGE_RETENTION:    ["nil"],
}  # fmt: skip
TODAY = timezone.localdate()
A_FILE = File("pdf", b"%PDF- written anew")


@pytest.fixture(scope="module")
def told_road(told_cast):
    """Montse and Pau on the road, one accompaniment behind them that Rosa joined, one visit in Montse's list.

    One part of her plan is shared with Pau, who said something beside it, and open to her sister.
    """
    cast = told_cast
    cast.oriol = User.objects.create_user("oriol@demo.example", name="Oriol")
    cast.other_peer = Peer.objects.create(user=cast.oriol, employer=cast.federation)
    cast.other_peer.programmes.add(cast.programme)
    cast.gala = User.objects.create_user("gala@demo.example", name="Gala")
    join(cast.gala, cast.programme, Role.GOVERNING)
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=60))
    story.walk(cast, cast.journey, [TODAY - timedelta(days=50)], with_referrer=True)
    written = {"how": "paper", "who_was_there": "Pau", "answer": "no"}
    record_choice(cast.journey, by=cast.pau, on=TODAY, **written)
    propose_reach(cast.person, by=cast.rosa, on=TODAY, reach={"phone": "699 999 999"})
    twice = Person.objects.create(key=Key.kept(), name="Montse", language="ca")
    both = {"programme": cast.programme, "other_programme": cast.programme, "asked_on": TODAY, "state_since": TODAY}
    Merge.objects.create(person=cast.person, other=twice, asked_by=cast.carme, **both)
    strike(cast.journey, by=cast.montse, on=TODAY, words="Social ties")
    note_work(cast.journey, by=cast.carme, on=TODAY, words="Rang twice")
    connect(cast.journey, by=cast.pau, association=cast.associations[0], state="told", on=TODAY)
    go_away(cast.peer, by=cast.pau, id=uuid4(), begins_on=TODAY + timedelta(days=90))
    leave(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, programme=cast.programme, last_day=TODAY)
    soon = timezone.now() + timedelta(hours=1)
    Outing.objects.create(peer=cast.peer, expected_at=soon, tell_at=soon)
    cast.glass = story.break_glass(cast, cast.journey, at=timezone.now() - timedelta(hours=2))
    cast.visit = Visit.objects.create(person=cast.person, with_whom="", to_raise="")
    Team.objects.create(organisation=cast.provider, name="Example team")
    whom = {"role": Role.REFERRER, "name": "Example Referrer", "email": "", "language": "en"}
    invite_member(cast.programme, by=cast.nil, id=uuid4(), on=TODAY, days=14, **whom)
    somebody = User.objects.create_user("somebody@demo.example", name="Somebody")
    cast.opened = OpenedSpace.objects.create(
        person=cast.person, user=somebody, opened_at=timezone.now(), made_by=cast.rosa
    )
    cast.support = Support.objects.create(person=cast.person)
    cast.survey, cast.question, cast.own_answers = answered(cast)
    reflect(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, words="Free text")
    cast.reflection = Reflection.objects.get()
    cast.check_in, cast.shared = checked_in(cast)
    cast.supervision, cast.sheet, cast.agreed_step = supervised(cast)
    cast.place_in_course, cast.conversation, cast.hours, cast.certificate = learned(cast)
    cast.listing, cast.venue, cast.time, cast.mistake = one_of_each(cast)
    cast.group = run_by(cast, cast.listing, cast.peer)
    cast.session = counted(cast, cast.group)
    cast.member = asked_for_a_place(cast, cast.group)
    cast.expense = spent(cast, photo=A_FILE)
    cast.application, _token = on_the_way(cast)
    begin_plan(cast.person, by=cast.montse)
    ProposedPlace.objects.create(journey=cast.journey, by=cast.carme, on=TODAY, name="The choir")
    cast.part = Part.objects.get(person=cast.person, kind="helps")
    share_part(cast.part, by=cast.montse, edit_token=None, peer=cast.peer, together=False)
    cast.draft = begun(cast.pau, f"/journeys/{cast.journey.pk}/log/", key=cast.person.key)
    cast.remark = remark(cast.part, by=cast.pau, id=uuid4(), on=TODAY, kind="suggestion", words="A coffee")
    until = timezone.now() + timedelta(days=1)
    cast.link = LinkHolder("the link of the sister")
    cast.guest = Guest.objects.create(part=cast.part, name="", fingerprint=cast.link.fingerprint, until=until)
    cast.step = asked(cast.programme, person=cast.person).step
    cast.story = tell_story(cast.person, by=cast.montse, id=uuid4(), story={"title": "Mine", "words": "Mine"})
    team = {"team": "Example team", "when_about": "In spring", "how_many": 9}
    invite_to_present(cast.programme, by=cast.rosa, id=uuid4(), on=TODAY, invitation=team)
    give_feedback(id=uuid4(), page="values", language="ca", month=TODAY, is_clear=True, missing="")
    ask_way_back(cast.installation, by=cast.nil, id=uuid4(), email=cast.montse.email, at=timezone.now())
    open_calendar(cast.montse, by=cast.montse, id=uuid4(), section="my", address="a digest", on=TODAY)
    ask_new_address(cast.montse, by=cast.montse, id=uuid4(), email="new@post.example", at=timezone.now())
    cast.office_step = planned_step(cast, owner=cast.pau)
    cast.follow_up = quarter_begun(cast)
    cast.need = noted_need(cast)
    cast.audit = begun_audit(cast)
    cast.total = written_down(cast)
    cast.delivery = one_delivery(cast)
    cast.published, cast.received = page_handed_on(cast), page_from_elsewhere(cast)
    cast.team_question = asked_by_a_team(cast)
    cast.reply = replied(cast.team_question, cast.pau)
    cast.liaison = known_around(cast, cast.federation)
    cast.contact = spoke(cast.liaison, cast)
    cast.responsibility = shared_out(cast, cast.federation)
    cast.sharing = settled_with(cast, cast.federation, here=cast.carme, there=cast.pau)
    cast.meeting = called(cast, cast.pau)
    cast.point = wants_to_talk(cast.meeting, cast.pau)
    cast.document = document_in_force(cast, "Peers choose freely.", asks_to_confirm=True, file=A_FILE)
    set_out()
    cast.job = given_up()
    return cast


@pytest.fixture
def road(told_road, db):
    return pickle.loads(pickle.dumps(told_road))  # a copy of its own, for less work than deepcopy


def checked_in(cast):
    """How Pau is, shared with Sílvia."""
    kept = check_in(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, said={"stays": "A long day"})
    shared = {"with_whom": cast.silvia, "kind": "whole", "extract": ""}
    return kept, share_check_in(kept, by=cast.pau, id=uuid4(), on=TODAY, shared=shared)


def supervised(cast):
    """A supervision to come, the sheet of one that took place, and what was agreed there."""
    sheet = held(cast, [cast.peer], TODAY - timedelta(days=9)).sheets.get()
    written(sheet, by=cast.silvia, talked="Endings")
    step = agree_step(sheet, by=cast.pau, id=uuid4(), words="A farewell", whose="peer", due_on=None)
    return planned(cast, [cast.peer], TODAY), sheet, step


def learned(cast):
    """Pau's place in a course, what he asked to have counted, hours he noted, and a certificate."""
    course = course_of(cast)
    certificate = certified(cast, cast.pau)
    return (
        takes(cast.pau, course),
        asked_to_count(cast.pau, course.module),
        logged(cast, cast.pau, evidence=A_FILE),
        certificate,
    )


def begun(writer, place, *, key, **fields):
    """What somebody left half written on a page."""
    at = timezone.now()
    words = json.dumps({name: [words] for name, words in fields.items()})
    draft = Draft(writer=writer, place=place, key=key, hand=uuid4(), words=words, began_at=at, written_at=at)
    keep_draft(draft, before=None, idempotency_key=None)
    return draft


def answered(cast):
    """A survey with names, read by Pau and Carme; Montse's answers to it; and a question of its next version.

    She shows both how her answers go over time.
    """
    survey = asking(cast, kept="named", read_by="both")
    answers = answers_of(cast, survey, {"free_no": ["yes"]})
    surveys.write_new_version(survey, by=cast.carme)
    surveys.show_over_time(survey, by=cast.montse, to="both")
    return survey, survey.being_written.earliest("position"), answers


def records_of(cast):
    """One of each kind."""
    return {kind: found() for kind, found in where_records_are(cast).items()}


def where_records_are(cast):
    """How one of each kind is found."""
    return {
        "directory.House": lambda: cast.installation,
        "directory.Organisation": lambda: cast.provider,
        "directory.Site": lambda: cast.sites[0],
        "directory.Team": Team.objects.first,
        "directory.ReferralSource": lambda: cast.programme.sources.get(code="nursing"),
        "directory.Programme": lambda: cast.programme,
        "directory.Listing": lambda: cast.listing,
        "directory.Venue": lambda: cast.venue,
        "directory.WeeklyTime": lambda: cast.time,
        "directory.Mistake": lambda: cast.mistake,
        "groups.Group": lambda: cast.group,
        "groups.Session": lambda: cast.session,
        "groups.Member": lambda: cast.member,
        "people.Membership": cast.rosa.memberships.get,
        "invitations.Invitation": Invitation.objects.first,
        "people.Person": lambda: cast.person,
        "people.OpenedSpace": lambda: cast.opened,
        "people.Merge": cast.person.merges.get,
        "people.ProposedReach": cast.person.proposed_reach.get,
        "people.User": lambda: cast.montse,
        "people.NewAddress": lambda: cast.montse.new_address,
        "people.WayBack": cast.montse.ways_back.get,
        "people.OwnCalendar": cast.montse.calendars.get,
        "drafts.Draft": lambda: cast.draft,
        "surveys.Survey": lambda: cast.survey,
        "surveys.Question": lambda: cast.question,
        "surveys.OwnAnswers": lambda: cast.own_answers,
        "surveys.Shown": Shown.objects.first,
        "workforce.Peer": lambda: cast.peer,
        "workforce.Reflection": lambda: cast.reflection,
        "wellbeing.CheckIn": lambda: cast.check_in,
        "wellbeing.Shared": lambda: cast.shared,
        "supervision.Supervision": lambda: cast.supervision,
        "supervision.Sheet": lambda: cast.sheet,
        "supervision.AgreedStep": lambda: cast.agreed_step,
        "learning.Pathway": lambda: cast.place_in_course.course.module.pathway,
        "learning.Module": lambda: cast.place_in_course.course.module,
        "learning.Course": lambda: cast.place_in_course.course,
        "learning.CourseDay": cast.place_in_course.course.days.first,
        "learning.Enrolment": lambda: cast.place_in_course,
        "learning.Conversation": lambda: cast.conversation,
        "learning.Certificate": lambda: cast.certificate,
        "learning.Hours": lambda: cast.hours,
        "choices.FirstStep": lambda: cast.step,
        "expenses.Expense": lambda: cast.expense,
        "joining.Application": lambda: cast.application,
        "joining.Step": cast.application.steps.first,
        "journeys.Journey": lambda: cast.journey,
        "journeys.ProposedPlace": cast.journey.places.get,
        "journeys.RecordedChoice": cast.journey.recorded.get,
        "journeys.WorkingNote": cast.journey.working_notes.get,
        "journeys.Connection": cast.journey.connections.get,
        "arrivals.Outing": cast.peer.outings.get,
        "workforce.Leaving": cast.peer.leavings.get,
        "workforce.Absence": cast.peer.absences.get,
        "journeys.Strike": cast.journey.strikes.get,
        "journeys.BrokenGlass": lambda: cast.glass,
        "journeys.Accompaniment": cast.journey.accompaniments.get,
        "plans.Visit": lambda: cast.visit,
        "plans.Support": lambda: cast.support,
        "plans.Part": lambda: cast.part,
        "plans.Remark": lambda: cast.remark,
        "plans.Guest": lambda: cast.guest,
        "understanding.Story": lambda: cast.story,
        "understanding.Presentation": Presentation.objects.first,
        "understanding.Feedback": Feedback.objects.first,
        "understanding.HelpLine": HelpLine.objects.first,
        "audits.Audit": lambda: cast.audit,
        "evaluation.PartnerTotal": lambda: cast.total,
        "exchange.Delivery": lambda: cast.delivery,
        "handing_on.Published": lambda: cast.published,
        "handing_on.Received": lambda: cast.received,
        "readiness.Question": lambda: cast.team_question,
        "readiness.Reply": lambda: cast.reply,
        "office.Contact": lambda: cast.contact,
        "office.Document": lambda: cast.document,
        "office.Responsibility": lambda: cast.responsibility,
        "office.Liaison": lambda: cast.liaison,
        "office.Sharing": lambda: cast.sharing,
        "office.Meeting": lambda: cast.meeting,
        "office.Need": lambda: cast.need,
        "office.Point": lambda: cast.point,
        "office.Step": lambda: cast.office_step,
        "follow_ups.FollowUp": lambda: cast.follow_up,
        "keeping.Retention": Retention.objects.first,
        "jobs.Schedule": Schedule.objects.first,
        "django_tasks_database.DBTaskResult": lambda: cast.job,
    }


def kind_of(can):
    return record_type(can)._meta.label


def record_of(cast, can):
    return where_records_are(cast)[kind_of(can)]()


def test_every_deed_has_one_line_in_the_policy_one_in_this_table_and_one_in_words():
    granted = [can for deeds in POLICY.values() for can in deeds]
    assert set(Can) == set(granted) == set(ON_THE_ROAD) == set(DEEDS)
    assert len(granted) == len(set(granted))
    assert all(can.words for can in Can)
    assert set(Can) >= READINGS


def test_every_record_and_every_relation_has_words():
    relations = {relation.__name__ for deeds in POLICY.values() for names in deeds.values() for relation in names}
    assert relations | {"command_line"} == set(RELATIONS)
    assert all(said.words for said in RELATIONS.values())
    assert set(POLICY) == set(RECORDS)
    assert all(apps.get_model(label) for label in POLICY)


@pytest.mark.parametrize("name", CAST)
def test_on_the_road_the_policy_grants_exactly_this_in_lists_and_on_pages(road, name):
    user, records = getattr(road, name), records_of(road)
    table = {can for can, names in ON_THE_ROAD.items() if name in names}
    listed = {can for can in Can if records[kind_of(can)] in allowed(user, can, record_type(can).objects.all())}
    assert listed == table
    assert {can for record in records.values() for can in deeds_of(user, record)} == table


def test_nobody_without_an_account_may_do_anything(road):
    records = records_of(road)
    assert not [can for can in Can if may(AnonymousUser(), can, records[kind_of(can)])]
