"""What happened to what is written about a person, and who looked (I3), in words."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import OWN, allowed
from wayfellow.access.policy import Can
from wayfellow.journal.models import Entry
from wayfellow.people.models import Person, User

YOU = _("You")
WHO = {
    "its_referrers": _("Professional who referred you"),
    "its_coordinators": _("Coordinator of the programme"),
    "their_peer": _("Your peer supporter"),
    "their_greeter": _("Peer supporter asked to tell you about peer support"),
    "their_referrer": _("Professional who referred you"),
    "their_coordinators": _("Coordinator of the programme"),
    "the_peer": _("Your peer supporter"),
    "the_peer_beside_them": _("Your peer supporter, with you there"),
    "the_asked_peer": _("Peer supporter asked to walk with you"),
    "the_greeter": _("Peer supporter asked to tell you about peer support"),
    "the_referrer": _("Professional who referred you"),
    "the_referrer_before_the_road": _("Professional who referred you"),
    "the_coordinators": _("Coordinator of the programme"),
    "the_peer_who_was_there": _("Your peer supporter"),
    "the_peer_the_notes_were_passed_to": _("Your peer supporter, to whom you passed on the notes"),
    "the_coordinators_they_name": _("Coordinator of the programme"),
    "the_peer_they_name": _("Your peer supporter"),
    "the_referrer_who_joined": _("Professional who referred you and was there"),
    "command_line": _("Whoever keeps the server"),
}
WHAT = {
    Can.REFER: _("Wrote the referral"),
    Can.SEE_OWN_SPACE: _("Opened your own space"),
    Can.CHANGE_DETAILS: _("Corrected your name, your language or how to reach you"),
    Can.TAKE_ALONG: _("Everything about you was exported at the machine by whoever keeps the installation"),
    Can.ASK_ERASURE: _("Asked that everything be erased"),
    Can.TAKE_BACK_ERASURE: _("Took back that everything be erased"),
    Can.ERASE: _("Had everything erased"),
    Can.SAY_WHOM_I_KNOW: _("Said which peer supporters they know from elsewhere"),
    Can.SEE_REACH: _("Looked up how to reach you"),
    Can.SEE_REFERRAL: _("Read the referral"),
    Can.SEE_OWN_REFERRAL: _("Opened the referral they wrote"),
    Can.SEE_PLACE_ON_DESK: _("Looked at where your journey stands"),
    Can.CHOOSE: _("Chose"),
    Can.RECORD_CHOICE: _("Wrote down what you chose"),
    Can.TELL_TEAM: _("Settled whether whoever referred you learns of a no, a “not now” or a stop"),
    Can.ASK_TO_EXPLAIN: _("Asked a peer supporter to tell you about peer support"),
    Can.OFFER: _("Asked a peer supporter to walk with you"),
    Can.ACCEPT_OFFER: _("Answered whether they can walk with you"),
    Can.DECLINE_OFFER: _("Answered whether they can walk with you"),
    Can.PREFER_SOMEONE_ELSE: _("Noted that you would rather meet someone else"),
    Can.WRITE_AGREEMENT: _("Wrote the agreement"),
    Can.ACCEPT_AGREEMENT: _("Accepted the agreement"),
    Can.ACCEPT_TOGETHER: _("Noted that you both accepted the agreement"),
    Can.SEE_JOURNEY: _("Opened your journey"),
    Can.PLAN: _("Set a day to meet"),
    Can.LOG: _("Wrote a note of a meeting"),
    Can.TALK_ABOUT_THE_ROAD: _("Noted that you talked about how it is going"),
    Can.ASK_TO_GO_ON: _("Wrote why going on helps"),
    Can.NOD: _("Agreed that you go on"),
    Can.CONNECT: _("Noted a step towards an association"),
    Can.CHANGE_PEER: _("Asked for another peer supporter for you"),
    Can.PASS_ON_NOTES: _("Settled who may read the earlier notes"),
    Can.BEGIN_CLOSING: _("Began to say goodbye, or went on after all"),
    Can.ANSWER_AS_PERSON: _("Wrote your part of the closing sheet"),
    Can.ANSWER_AS_PEER: _("Wrote their part of the closing sheet"),
    Can.PROPOSE_WORDS: _("Proposed words for whoever referred you"),
    Can.AGREE_WORDS: _("Agreed to the words for whoever referred you"),
    Can.CLOSE: _("Agreed to end the journey"),
    Can.END_UNPLANNED: _("Ended the journey sooner than planned"),
    Can.GET_SURVEY: _("Got the anonymous survey"),
    Can.READ_NOTE: _("Read the note of a meeting"),
    Can.ADD_TO_NOTE: _("Added to the note of a meeting"),
    Can.DISPUTE_NOTE: _("Said that they see it differently"),
    Can.SETTLE: _("Moved a meeting, or let it go"),
    Can.HOLD: _("Wrote a note of a meeting"),
    Can.ANSWER_SURVEY: _("Began to answer a survey"),
    Can.FILL_IN: _("Answered a survey, or took the answers back"),
    Can.READ_ANSWERS: _("Read answers to a survey"),
    Can.SEE_JOINT: _("Saw that you met together, without the words"),
}


def what_happened(user: User) -> QuerySet[Entry]:
    """Return every line of the journal about this reader, the newest first."""
    me = allowed(user, Can.SEE_OWN_SPACE, Person.objects)
    lines = Entry.objects.filter(person__in=me.values("pk")).select_related("actor")
    return lines.order_by("-at", "pk")


def who(line: Entry) -> str:
    """Say who it was, by what they were to the person at that moment."""
    if line.standing in OWN:
        return str(YOU)
    return str(WHO[line.standing])


def what(line: Entry) -> str:
    """Say what they did."""
    return str(WHAT[Can(line.deed)])
