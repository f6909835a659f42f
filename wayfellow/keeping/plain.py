"""What is kept about a person and not sealed, and why: drawn on `/who-sees-what/`, and held complete by a test."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Open:
    """What whoever has the database reads without the key. `columns`: the names in each table, but its own number."""

    what: Promise
    why: Promise
    columns: dict[str, str]


PLAIN = [
    Open(
        what=_("Who is here: name, code, account and e-mail address, language, gender"),
        why=_("Lists and letters need them, and the figures count them."),
        columns={
            "people.Person": "code name language gender key user erased_on",
            "people.User": "password last_login email name language is_active second_step_by of_the_demo lists",
            "people.Session": "session_key session_data expire_date user device handle began_at",
            "choices.FirstStep": "language",
            "choices.Wish": "language",
            "groups.Member": "language",
            "groups.Wish": "language",
            "notices.Letter": "language is_text",
            "invitations.Invitation": "name email language",
        },
    ),
    Open(
        what=_(
            "Who is linked to whom: the programme, the place, who proposed it, the peer supporter, who wrote, who read"
        ),
        why=_("It decides who may open what."),
        columns={
            "people.Reach": "person",
            "people.OpenedSpace": "person user made_by to_themself confirmed_by closed_by",
            "people.ProposedReach": "person by",
            "people.Merge": "person other programme other_programme asked_by",
            "choices.Choice": "person programme recorded_by",
            "choices.FirstStep": "key programme person taken_up_by letter",
            "choices.Reply": "step letter",
            "choices.Wish": "key",
            "drafts.Draft": "writer place key",
            "groups.Attendance": "member",
            "groups.KeptPlace": "person",
            "groups.Member": "key register letter",
            "groups.Note": "key register",
            "groups.OnlineLink": "key listing",
            "groups.Visitor": "key register",
            "groups.Wish": "key listing letter",
            "joining.Application": "key programme",
            "joining.Step": "application",
            "notices.Letter": "key",
            "notices.Told": "reader key line",
            "invitations.Invitation": "invited_by programme role employer person letter to_themself",
            "journeys.Journey": (
                "person programme site source referrer first_referrer will_introduce choice greeter peer survey"
            ),
            "journeys.Objective": "journey replaced_in",
            "journeys.EarlierReferral": "journey",
            "journeys.Offer": "journey peer",
            "journeys.Accompaniment": "journey peer",
            "journeys.Addition": "accompaniment author",
            "journeys.Arrangement": "accompaniment changed_by series",
            "journeys.Break": "journey by",
            "journeys.Introduction": "journey peer offered_by meeting",
            "journeys.EarlierNote": "accompaniment",
            "journeys.Agreement": "journey peer",
            "journeys.GoingOn": "journey peer nodded_by",
            "journeys.Closing": "journey",
            "journeys.Connection": "journey",
            "journeys.ConnectionStep": "connection",
            "journeys.BrokenGlass": "journey by reviewed_by",
            "journeys.ProposedPlace": "journey by",
            "journeys.RecordedChoice": "journey by",
            "journeys.Strike": "journey author",
            "journeys.WayOn": "journey leaving kept_by",
            "journeys.WorkingNote": "journey author",
            "journeys.OneSide": "journey peer is_the_persons questionnaire",
            "keeping.Erasure": "person",
            "plans.Visit": "person",
            "plans.Support": "person",
            "plans.Part": "person peer",
            "plans.Version": "part by",
            "plans.Guest": "part",
            "plans.Remark": "part by guest",
            "preferences.Preference": "person",
            "surveys.Mail": "person site",
            "surveys.OwnAnswers": "person questionnaire programme",
            "surveys.Shown": "person survey",
            "understanding.Story": "person peer read_by",
            "workforce.Peer_known_by": "peer person",
        },
    ),
    Open(
        what=_("Days and times: when something was asked, written, agreed or read, and when the two met"),
        why=_("Lists are sorted by them, the figures count them, and they tell when something is due to be erased."),
        columns={
            "people.OpenedSpace": "opened_at digits_until confirmed_at closed_at",
            "people.ProposedReach": "on answered_on",
            "people.Merge": "asked_on state_since",
            "choices.Choice": "on kept_at",
            "choices.FirstStep": "asked_on state_since day at",
            "choices.Reply": "opened_on",
            "choices.Wish": "asked_on",
            "drafts.Draft": "began_at written_at",
            "groups.Member": "asked_on place_in_line joined_on letters_stopped_on to_tell_since told_on",
            "groups.Attendance": "on starts_at",
            "groups.Note": "on starts_at",
            "groups.Visitor": "on starts_at",
            "groups.Wish": "asked_on confirmed_on",
            "joining.Application": "stage_since written_on",
            "joining.Step": "due_on done_on holds_until",
            "notices.Letter": "written_at useless_after begun_at failed_at",
            "notices.Told": "at turn",
            "invitations.Invitation": "open_until",
            "journeys.Journey": (
                "referred_on written_at corrected_on yes_told_on stage_since ended_on talked_on "
                "reminded_on first_met_on last_met_on"
            ),
            "journeys.Objective": "added_on let_go_on",
            "journeys.EarlierReferral": "replaced_on",
            "journeys.Offer": "on answered_on",
            "journeys.Accompaniment": "on at corrected_on struck_on",
            "journeys.EarlierNote": "replaced_on",
            "journeys.Addition": "on",
            "journeys.Arrangement": "before_on before_at",
            "journeys.Break": "begins_on until ended_on",
            "journeys.Introduction": "offered_on answered_on",
            "journeys.Agreement": "written_on person_accepted_on peer_accepted_on",
            "journeys.GoingOn": "asked_on nodded_on",
            "journeys.Closing": "begun_on person_agreed_on peer_agreed_on",
            "journeys.Connection": "on next_on",
            "journeys.ConnectionStep": "on noted_at",
            "journeys.BrokenGlass": "at ended_at told_on reviewed_on",
            "journeys.ProposedPlace": "on added_on",
            "journeys.RecordedChoice": "on settled_on",
            "journeys.Strike": "asked_on struck_on",
            "journeys.WayOn": "on",
            "journeys.WorkingNote": "on said_on",
            "journeys.OneSide": "on",
            "keeping.Erasure": "asked_on due_on done_on",
            "plans.Visit": "on",
            "plans.Version": "on",
            "plans.Guest": "until ended_at",
            "plans.Remark": "on decided_on",
            "surveys.OwnAnswers": "begun_on sent_on",
            "understanding.Story": "consented_on",
        },
    ),
    Open(
        what=_(
            "How far something has come: the step of a journey, what was agreed, what is waiting, how many there are"
        ),
        why=_(
            "Lists show it, and the rules depend on it. A step such as “No” or “Paused” tells what someone answered."
        ),
        columns={
            "choices.Choice": "told",
            "choices.FirstStep": "state let_go_by is_announced",
            "drafts.Draft": "number",
            "groups.Member": "listens_first",
            "groups.Note": "follow_ups told",
            "joining.Application": "stage",
            "joining.Step": "kind what",
            "people.Merge": "state",
            "journeys.Journey": (
                "tell_team pause_told offer_accepted notes_passed_on stage accompaniments_count beside_another"
            ),
            "journeys.Objective": "position",
            "journeys.Offer": "answer",
            "journeys.Accompaniment": "state",
            "journeys.Addition": "kind",
            "journeys.Arrangement": "changes",
            "journeys.EarlierNote": "version",
            "journeys.EarlierReferral": "version",
            "journeys.Agreement": "version accepted_together terms",
            "journeys.GoingOn": "up_to",
            "journeys.Closing": "words_version agreed_version",
            "journeys.BrokenGlass": "outcome",
            "journeys.RecordedChoice": "tell_team",
            "journeys.OneSide": "shows",
            "keeping.Erasure": "cause",
            "understanding.Story": "version stage where",
        },
    ),
    Open(
        what=_("About a journey: age, where and how long the two met, who joined, what it touched on, rhythm, ending"),
        why=_("The evaluation counts them."),
        columns={
            "journeys.Journey": "age",
            "journeys.Accompaniment": "minutes setting joined_by with_referrer touched",
            "journeys.Agreement": "rhythm",
            "journeys.Closing": "way",
            "journeys.Connection": "association state",
            "journeys.ConnectionStep": "state",
        },
    ),
    Open(
        what=_("Which parts a plan has, who one is shared with, how a goal is going, what kind of comment it has"),
        why=_("The plan lists them, and each part is there once."),
        columns={
            "plans.Part": "kind position newest together shows_how_sure stand",
            "plans.Version": "number",
            "plans.Guest": "may_comment",
            "plans.Remark": "kind decision",
        },
    ),
    Open(
        what=_(
            "What a person asked for before a journey, what came of it, and which support they would like to hear about"
        ),
        why=_("Lists show what is waiting, and people are told when something they wished for is there."),
        columns={"choices.FirstStep": "way outcome", "choices.Wish": "area format"},
    ),
    Open(
        what=_("Whether the person may be sent a text or left a message"),
        why=_("It tells little without the number, which is sealed."),
        columns={
            "people.Reach": "may_text may_leave_message email_is_theirs texts_say_less",
            "people.ProposedReach": "may_text may_leave_message",
            "choices.FirstStep": "may_text may_leave_message",
        },
    ),
    Open(
        what=_(
            "Which survey a person answers under their name, who reads it, and which notes were sent to them by e-mail"
        ),
        why=_("It decides who reads the answers, and makes sure that nobody is written to twice."),
        columns={
            "surveys.Mail": "told",
            "surveys.OwnAnswers": "kept read_by language",
            "surveys.Shown": "to",
        },
    ),
    Open(
        what=_("When someone signed in, on what kind of device, and what changed about their account"),
        why=_("Everyone can see there whether someone else got in, and it takes two people to give a way back in."),
        columns={
            "people.User": "closed_at link_sent_at",
            "people.SecurityLine": "user at kind device by",
            "people.NewAddress": "user email until new_said_yes old_said_yes",
            "people.WayBack": "user asked_by asked_at until over_at",
        },
    ),
    Open(
        what=_("Whether someone’s own calendar shows their meetings, what it says of them, and the day it last looked"),
        why=_("They choose it, and can see there whether someone reads it."),
        columns={"people.OwnCalendar": "user section says_names says_places made_on last_read_on"},
    ),
    Open(
        what=_("Fingerprints of links and codes, which open nothing"),
        why=_("They let in someone who comes with a link or a code."),
        columns={
            "choices.FirstStep": "address",
            "choices.Reply": "address",
            "choices.Wish": "address",
            "drafts.Draft": "hand",
            "groups.Member": "address",
            "joining.Application": "address",
            "invitations.Invitation": "code_hash",
            "keeping.Erasure": "key code",
            "people.OwnCalendar": "address",
            "plans.Guest": "fingerprint",
        },
    ),
    Open(
        what=_("The journal: who did what to which record, when, and in which role"),
        why=_(
            "It must not be rewritten. The rest of each line is sealed, except in lines that are older than that rule."
        ),
        columns={
            "journal.Entry": "at actor standing deed record_type record_id person facts digest",
        },
    ),
]
