"""The policy in plain words: what the public page and the drawn document promise is what the code does."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.policy import AT_THE_COMMAND_LINE, POLICY, Can

RECORDS = {
    "directory.Programme": _("A programme"),
    "people.Person": _("A person"),
    "people.User": _("An account"),
    "workforce.Peer": _("A peer supporter"),
    "workforce.Reflection": _("What a peer supporter writes for themself"),
    "journeys.Journey": _("A journey"),
    "journeys.Accompaniment": _("An accompaniment"),
    "plans.Visit": _("A visit the person prepares for"),
    "understanding.Story": _("A story somebody tells"),
    "understanding.Feedback": _("What readers say of the pages of information"),
    "understanding.HelpLine": _("A number to call now"),
    "keeping.Retention": _("How long something is kept"),
}
DEEDS = {
    Can.REFER: _("propose peer support to someone"),
    Can.SEE_DESK: _("see what waits, and where each journey stands"),
    Can.SEE_LOAD: _("see how much each peer supporter carries, without names of people"),
    Can.SEE_EVALUATION: _("see the programme’s figures, small numbers hidden"),
    Can.SEE_SET_UP: _("see the programme’s set-up: places, sources, who belongs"),
    Can.IMPORT_CASELOAD: _("bring in journeys from before, from files"),
    Can.SET_JURISDICTION: _("say which law the programme is under"),
    Can.ADD_HELP_LINE: _("add a number to call now"),
    Can.SEE_OWN_SPACE: _("open the person’s own space"),
    Can.SEE_REACH: _("see how to reach the person safely"),
    Can.KEEP_VISITS: _("keep the list of visits and what to raise there"),
    Can.CHANGE_DETAILS: _("correct their name, their language and how to reach them"),
    Can.TAKE_ALONG: _("take along everything that is written about the person, in files"),
    Can.ASK_ERASURE: _("ask that everything be erased"),
    Can.TAKE_BACK_ERASURE: _("take back that everything be erased"),
    Can.ERASE: _("have everything erased now"),
    Can.SAY_WHOM_I_KNOW: _("say which peer supporter they know from elsewhere, so that nobody asks them"),
    Can.TELL_STORY: _("tell a story of their own"),
    Can.KEEP_ACCOUNT: _("keep how they get in: passkeys, codes, second step"),
    Can.CHANGE_PASSWORD: _("change the password"),
    Can.SIGN_OUT_ELSEWHERE: _("sign out on their other devices"),
    Can.SEE_OWN_DAY: _("open the peer supporter’s own day"),
    Can.REFLECT: _("write something for themself"),
    Can.SAY_WHOM_THEY_KNOW: _("say whom they know from elsewhere, so that nobody asks them"),
    Can.TELL_STORY_AS_PEER: _("tell a story of their own"),
    Can.CHANGE_REFLECTION: _("read it, change it and let it go"),
    Can.SEE_REFERRAL: _("read the referral"),
    Can.SEE_OWN_REFERRAL: _("read the referral they wrote, and whether the journey goes on or has ended"),
    Can.SEE_PLACE_ON_DESK: _("see where the journey stands and what is next"),
    Can.CHOOSE: _("choose, and change the choice at any time"),
    Can.RECORD_CHOICE: _("keep the person’s choice, made with the person there"),
    Can.TELL_TEAM: _("settle whether whoever referred them learns of a no, a “not now” or a stop"),
    Can.ASK_TO_EXPLAIN: _("ask a peer supporter to tell the person about peer support"),
    Can.OFFER: _("ask a peer supporter to walk along"),
    Can.ACCEPT_OFFER: _("say yes to walking along"),
    Can.DECLINE_OFFER: _("say that they cannot walk along, without a reason"),
    Can.PREFER_SOMEONE_ELSE: _("say that the person would rather meet someone else, without a reason"),
    Can.WRITE_AGREEMENT: _("write the agreement"),
    Can.ACCEPT_AGREEMENT: _("accept the agreement for themself"),
    Can.ACCEPT_TOGETHER: _("keep that both accepted on the spot"),
    Can.SEE_JOURNEY: _("open the journey"),
    Can.PLAN: _("set a day for the next accompaniment"),
    Can.LOG: _("note an accompaniment"),
    Can.TALK_ABOUT_THE_ROAD: _("note that they talked about how it is going"),
    Can.ASK_TO_GO_ON: _("write why going on helps"),
    Can.NOD: _("agree that the two go on"),
    Can.CONNECT: _("note a step towards an association"),
    Can.CHANGE_PEER: _("have the journey go on with another peer supporter"),
    Can.PASS_ON_NOTES: _("let a new peer supporter read the earlier notes"),
    Can.BEGIN_CLOSING: _("begin the closing"),
    Can.ANSWER_AS_PERSON: _("answer the closing sheet in the person’s voice"),
    Can.ANSWER_AS_PEER: _("answer the closing sheet in the peer supporter’s voice"),
    Can.PROPOSE_WORDS: _("propose words for the referrer"),
    Can.AGREE_WORDS: _("agree to the words that go to the referrer"),
    Can.CLOSE: _("agree to end the journey here"),
    Can.END_UNPLANNED: _("end a journey that stopped before its time"),
    Can.GET_SURVEY: _("get the anonymous survey"),
    Can.READ_NOTE: _("read the note"),
    Can.ADD_TO_NOTE: _("add to the note"),
    Can.DISPUTE_NOTE: _("say that they see it differently"),
    Can.SETTLE: _("move a planned accompaniment, or let it go"),
    Can.HOLD: _("note that a planned accompaniment took place"),
    Can.SEE_JOINT: _("see that a joint accompaniment took place, without its words"),
    Can.CHANGE_VISIT: _("read, change and remove it"),
    Can.CHANGE_STORY: _("read it, tell it anew and let it go"),
    Can.CONSENT_TO_STORY: _("say where it may be shown, and under which name"),
    Can.WITHDRAW_STORY: _("withdraw it at once"),
    Can.READ_STORY_FIRST: _("read it before it goes public, without changing a word"),
    Can.SEE_STORY: _("read it, once it is shown"),
    Can.SEE_FEEDBACK: _("read what was said, without names and once there are five answers"),
    Can.CHANGE_HELP_LINE: _("correct it, check it and take it off"),
    Can.CHANGE_RETENTION: _("settle it, as the law of the place asks"),
}
RELATIONS = {
    "its_referrers": _("professionals who refer to it"),
    "its_coordinators": _("its coordinators"),
    "its_supervisors": _("its supervisors"),
    "its_evaluators": _("its evaluators"),
    "an_operator": _("whoever keeps the installation"),
    "any_operator": _("whoever keeps the installation"),
    "any_coordinator": _("coordinators of any programme"),
    "whose_account_it_is": _("whose account it is"),
    "themself": _("themself"),
    "who_wrote_it": _("whoever wrote it"),
    "their_peer": _("their peer supporter, and for 30 days after the end"),
    "their_greeter": _("a peer supporter asked to tell them about it, until they choose"),
    "their_referrer": _("the professional who referred them"),
    "their_coordinators": _("the coordinators of their programme"),
    "the_person": _("the person"),
    "the_peer": _("their peer supporter, and for 30 days after the end"),
    "the_peer_beside_them": _("their peer supporter, with the person there, if the person has no account"),
    "the_asked_peer": _("the peer supporter who was asked, until they answer"),
    "the_greeter": _("a peer supporter asked to tell them about it, until they choose"),
    "the_referrer": _("the professional who referred them"),
    "the_referrer_before_the_road": _("the professional who referred them, until the road begins"),
    "the_coordinators": _("the coordinators of their programme"),
    "whom_it_is_about": _("the person"),
    "the_peer_who_was_there": _("the peer supporter who was there, and for 30 days after the end"),
    "the_peer_the_notes_were_passed_to": _("a new peer supporter, if the person lets them"),
    "the_referrer_who_joined": _("the professional who referred them, if they were there"),
    "whose_visit_it_is": _("the person"),
    "who_tells_it": _("whoever tells it"),
    "who_reads_it_first": _(
        "a coordinator of their programme whom a person does not work with, while it waits to go public"
    ),
    "who_walk_here": _(
        "people who walk in the same programme and the peer supporters there, but nobody they work with"
    ),
    "command_line": _("the operator, at the machine itself"),
}


def who_may_what():
    """Return the whole policy as (record, [(deed, [who])]) in words."""
    return [
        (
            RECORDS[record],
            [(DEEDS[can], [RELATIONS[name] for name in _names(can, relations)]) for can, relations in deeds.items()],
        )
        for record, deeds in POLICY.items()
    ]


def _names(can, relations):
    return [relation.__name__ for relation in relations] + ["command_line"] * (can in AT_THE_COMMAND_LINE)
