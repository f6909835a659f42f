"""The policy in plain words: what the public page and the drawn document promise is what the code does."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import OWN
from wayfellow.access.policy import AT_THE_COMMAND_LINE, POLICY, READINGS, Can

RECORDS = {
    "directory.Programme": _("A programme"),
    "directory.Listing": _("What the directory says about a programme"),
    "directory.Venue": _("A place where programmes meet"),
    "directory.WeeklyTime": _("A time at which a programme meets"),
    "directory.Mistake": _("A mistake that a visitor of the directory reported"),
    "people.Person": _("A person"),
    "people.User": _("An account"),
    "workforce.Peer": _("A peer supporter"),
    "workforce.Reflection": _("What a peer supporter writes for themself"),
    "journeys.Journey": _("A journey"),
    "journeys.BrokenGlass": _("A journey opened for an hour, because something serious needed it"),
    "journeys.Accompaniment": _("An accompaniment"),
    "plans.Visit": _("A visit the person prepares for"),
    "plans.Part": _("A part of the person’s own plan"),
    "plans.Remark": _("What somebody else says beside a part of the plan"),
    "plans.Guest": _("A link to one part of the plan, which the person gave to somebody"),
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
    Can.ADD_LISTING: _("add a programme to the directory"),
    Can.KEEP_LISTING: _("see its drafts and what visitors reported"),
    Can.CHANGE_LISTING: _("change what it says"),
    Can.PUBLISH_LISTING: _("show it to everyone"),
    Can.UNPUBLISH_LISTING: _("take it out of the directory"),
    Can.CHECK_LISTING: _("say that everything in it is still right"),
    Can.ADD_VENUE: _("add a place to it"),
    Can.LEAVE_VENUE: _("take a place out of it"),
    Can.ADD_TIME: _("add a time to it"),
    Can.CHANGE_VENUE: _("correct where the place is and how to get in"),
    Can.CHANGE_TIME: _("change it, or take it away"),
    Can.SETTLE_MISTAKE: _("read it, and put it aside once it is settled"),
    Can.SEE_OWN_SPACE: _("open the person’s own space"),
    Can.SEE_REACH: _("see how to reach the person safely"),
    Can.KEEP_VISITS: _("keep the list of visits and what to raise there"),
    Can.KEEP_PLAN: _("begin the person’s own plan, and add goals to it"),
    Can.SEE_PLAN: _("open the person’s own plan, and find in it what they may read of it"),
    Can.CHANGE_DETAILS: _("correct their name, their language and how to reach them"),
    Can.TAKE_ALONG: _("take along everything that is written about the person, in files"),
    Can.ASK_ERASURE: _("ask that everything be erased"),
    Can.TAKE_BACK_ERASURE: _("take back that everything be erased"),
    Can.ERASE: _("have everything erased now"),
    Can.SAY_WHOM_I_KNOW: _("say which peer supporter they know from elsewhere, so that nobody asks them"),
    Can.KEEP_ACCOUNT: _("keep how they get in: passkeys, codes, second step"),
    Can.CHANGE_PASSWORD: _("change the password"),
    Can.SIGN_OUT_ELSEWHERE: _("sign out on their other devices"),
    Can.SEE_OWN_DAY: _("open the peer supporter’s own day"),
    Can.REFLECT: _("write something for themself"),
    Can.SAY_WHOM_THEY_KNOW: _("say whom they know from elsewhere, so that nobody asks them"),
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
    Can.READ_AGREEMENT: _("read the agreement"),
    Can.PLAN: _("set a day for the next accompaniment"),
    Can.LOG: _("note an accompaniment"),
    Can.TALK_ABOUT_THE_ROAD: _("note that they talked about how it is going"),
    Can.ASK_TO_GO_ON: _("write why going on helps"),
    Can.NOD: _("agree that the two go on"),
    Can.CONNECT: _("note a step towards an association"),
    Can.CHANGE_PEER: _("have the journey go on with another peer supporter"),
    Can.PASS_ON_NOTES: _("let a new peer supporter read the earlier notes"),
    Can.READ_CLOSING: _("read the closing sheet"),
    Can.BEGIN_CLOSING: _("begin the closing"),
    Can.ANSWER_AS_PERSON: _("answer the closing sheet in the person’s voice"),
    Can.ANSWER_AS_PEER: _("answer the closing sheet in the peer supporter’s voice"),
    Can.PROPOSE_WORDS: _("propose words for the referrer"),
    Can.AGREE_WORDS: _("agree to the words that go to the referrer"),
    Can.CLOSE: _("agree to end the journey here"),
    Can.END_UNPLANNED: _("end a journey that stopped before its time"),
    Can.GET_SURVEY: _("get the anonymous survey"),
    Can.BREAK_GLASS: _("open what the two wrote, for one hour and with a reason that the person reads"),
    Can.SEE_BEHIND_GLASS: _("read the agreement, the closing sheet and when they met, in that hour"),
    Can.SEE_GLASS: _("read who opened it, when, why, and what they read"),
    Can.END_GLASS: _("close it before the hour is over"),
    Can.TELL_GLASS: _("keep that the person knows of it"),
    Can.REVIEW_GLASS: _("say whether it was needed, and what follows"),
    Can.READ_NOTE: _("read the note of a meeting"),
    Can.ADD_TO_NOTE: _("add to the note"),
    Can.DISPUTE_NOTE: _("say that they see it differently"),
    Can.SETTLE: _("move a planned accompaniment, or let it go"),
    Can.HOLD: _("note that a planned accompaniment took place"),
    Can.SEE_JOINT: _("see that a joint accompaniment took place, without its words"),
    Can.CHANGE_VISIT: _("read, change and remove it"),
    Can.SEE_PART: _("read it"),
    Can.WRITE_PART: _("write it, and bring an earlier version back"),
    Can.SEE_VERSIONS: _("read its earlier versions"),
    Can.SHARE_PART: _("say who may see it, invite somebody to it and end that"),
    Can.REMARK: _("suggest something beside it, or say that something worries them"),
    Can.SEE_REMARK: _("read it, and what the person answers"),
    Can.ANSWER_REMARK: _("take a suggestion, leave it, or answer"),
    Can.OPEN_BY_LINK: _("read that one part"),
    Can.REMARK_BY_LINK: _("say something beside it"),
    Can.CHANGE_RETENTION: _("settle it, as the law of the place asks"),
}
RELATIONS = {
    "its_referrers": _("professionals who refer to it"),
    "its_coordinators": _("its coordinators"),
    "its_supervisors": _("its supervisors"),
    "its_evaluators": _("its evaluators"),
    "its_keepers": _("the coordinators of the programme that keeps it"),
    "the_listings_keepers": _("the coordinators of the programme that keeps it"),
    "an_operator": _("whoever keeps the installation"),
    "any_operator": _("whoever keeps the installation"),
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
    "who_broke_the_glass": _("a coordinator who wrote down a serious reason, for one hour; the person is told"),
    "whom_it_is_about": _("the person"),
    "the_peer_who_was_there": _("the peer supporter who was there, and for 30 days after the end"),
    "the_peer_the_notes_were_passed_to": _("a new peer supporter, if the person lets them"),
    "the_referrer_who_joined": _("the professional who referred them, if they were there"),
    "who_broke_its_glass": _("a coordinator who wrote down a serious reason, for one hour; the person is told"),
    "who_broke_it": _("whoever opened it for that hour"),
    "who_reviews_it": _("a second coordinator or a supervisor of the programme, never whoever opened it"),
    "who_tells_them": _("their peer supporter or a coordinator, if the person has no account"),
    "whose_visit_it_is": _("the person"),
    "the_peer_the_plan_is_shared_with": _(
        "the peer supporter they share a part of it with, while the two walk together"
    ),
    "their_peer_beside_them": _("their peer supporter, with the person there, if the person has no account"),
    "whose_plan_it_is": _("the person"),
    "the_peer_it_is_shared_with": _("the peer supporter they share it with, while the two walk together"),
    "the_peer_writing_beside_them": _("the peer supporter they let write it down, with the person there"),
    "to_whom_it_is_said": _("the person"),
    "the_peer_beside_whom_it_is_said": _("the peer supporter they let write it down, with the person there"),
    "who_said_it": _("the peer supporter who said it, while the two walk together"),
    "who_holds_the_link": _("whoever holds the link, until the day the person chose or ends it"),
    "who_may_comment_by_the_link": _("whoever holds the link, if the person lets them"),
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


def who_reads_what():
    """Return, for everyone but the person themself, what they may open of someone: (who, [what]) in words."""
    found: dict[str, list] = {}
    for can, relations in ((can, relations) for deeds in POLICY.values() for can, relations in deeds.items()):
        for name in _names(can, relations):
            if can in READINGS | {Can.TAKE_ALONG} and name not in OWN:
                found.setdefault(str(RELATIONS[name]), []).append(DEEDS[can])
    return list(found.items())


def _names(can, relations):
    return [relation.__name__ for relation in relations] + ["command_line"] * (can in AT_THE_COMMAND_LINE)
