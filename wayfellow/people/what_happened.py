"""What happened to what is written about a person, and who looked (I3), in words."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import READINGS, Can
from wayfellow.access.guard import OWN, allowed
from wayfellow.journal.models import OF_A_KEY, Entry
from wayfellow.people.models import Person, User
from wayfellow.vault.models import Key

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
    "the_coordinators_beside_them": _("Coordinator of the programme"),
    "the_asked_peer": _("Peer supporter asked to walk with you"),
    "the_greeter": _("Peer supporter asked to tell you about peer support"),
    "the_referrer": _("Professional who referred you"),
    "the_referrer_before_the_road": _("Professional who referred you"),
    "the_coordinators": _("Coordinator of the programme"),
    "the_peer_who_was_there": _("Your peer supporter"),
    "the_peer_the_notes_were_passed_to": _("Your peer supporter, to whom you passed on the notes"),
    "the_coordinators_they_name": _("Coordinator of the programme"),
    "the_peer_they_name": _("Your peer supporter"),
    "the_coordinators_it_is_shown_to": _("Coordinator of the programme"),
    "the_peer_it_is_shown_to": _("Your peer supporter"),
    "the_referrer_who_joined": _("Professional who referred you and was there"),
    "who_broke_the_glass": _("Coordinator of the programme, who opened it for an hour"),
    "who_broke_its_glass": _("Coordinator of the programme, who opened it for an hour"),
    "who_wrote_them": _("Whoever wrote it"),
    "who_broke_it": _("Coordinator of the programme, who opened it for an hour"),
    "who_reviews_it": _("Second person of the programme"),
    "who_finds_another_referrer": _("Whoever settles who refers you"),
    "who_tells_them": _("Whoever was to tell you of it"),
    "who_opened_it": _("Whoever opened your space by a code, before it was confirmed"),
    "who_opened_their_space": _("Whoever opened your space by a code, before it was confirmed"),
    "who_opened_the_space": _("Whoever opened your space by a code, before it was confirmed"),
    "who_wrote_it_there": _("Whoever opened your space by a code, before it was confirmed"),
    "who_knows_them": _("Somebody around you, who sat beside you"),
    "who_keeps_it_for_them": _("Somebody around you, who keeps how to reach you"),
    "the_peer_the_plan_is_shared_with": _("Your peer supporter"),
    "the_peer_it_is_shared_with": _("Your peer supporter"),
    "their_peer_beside_them": _("Your peer supporter, with you there"),
    "their_greeter_beside_them": _("Peer supporter asked to tell you about peer support, with you there"),
    "their_referrer_beside_them": _("Professional who referred you, with you there"),
    "the_peer_inviting_beside_them": _("Your peer supporter, with you there"),
    "the_peer_writing_beside_them": _("Your peer supporter, with you there"),
    "the_peer_beside_whom_it_is_said": _("Your peer supporter, with you there"),
    "who_holds_the_link": _("Somebody you invited"),
    "who_may_comment_by_the_link": _("Somebody you invited"),
    "who_reads_it_first": _("Coordinator of the programme"),
    "command_line": _("Whoever keeps the server"),
}
WHO_REFERRED = {
    "its_referrers", "their_referrer", "the_referrer", "the_referrer_before_the_road", "the_referrer_who_joined",
}  # fmt: skip
WHAT = {
    Can.REFER: _("Wrote the referral"),
    Can.ASK_FOR_SUPPORT: _("Asked for one-to-one support"),
    Can.SEE_FIRST_STEP: _("Read what you asked for"),
    Can.SEE_OWN_FIRST_STEP: _("Looked at where it stands"),
    Can.CHANGE_FIRST_STEP: _("Changed what was asked for"),
    Can.WITHDRAW_FIRST_STEP: _("Withdrew what was asked for"),
    Can.TAKE_UP: _("Took in hand what you asked for"),
    Can.SET_DAY: _("Set a day for what you asked for"),
    Can.NOTE_IT_HAPPENED: _("Noted that what you asked for happened"),
    Can.LET_GO: _("Let go what you asked for"),
    Can.BEGIN_JOURNEY: _("Wrote down your yes to one-to-one support"),
    Can.SEE_OWN_SPACE: _("Opened your own space"),
    Can.SAY_WHAT_MATTERS: _("Said what matters to you in a peer supporter"),
    Can.WRITE_DOWN_WHAT_MATTERS: _("Wrote down what matters to you in a peer supporter"),
    Can.KEEP_PLAN: _("Wrote in your plan"),
    Can.SEE_PLAN: _("Opened what you share of your plan"),
    Can.SEE_PART: _("Read a part of your plan"),
    Can.WRITE_PART: _("Wrote in your plan"),
    Can.SEE_VERSIONS: _("Read earlier versions of a part of your plan"),
    Can.SHARE_PART: _("Settled who may see a part of your plan"),
    Can.INVITE_TO_PART: _("Invited somebody to a part of your plan, or ended it"),
    Can.REMARK: _("Said something beside your plan"),
    Can.ANSWER_REMARK: _("Answered what was said beside your plan"),
    Can.OPEN_BY_LINK: _("Opened a part of your plan by the link you gave"),
    Can.REMARK_BY_LINK: _("Said something beside your plan, by the link you gave"),
    Can.CHANGE_DETAILS: _("Corrected your name, your language or how to reach you"),
    Can.TAKE_ALONG: _("Everything about you was exported at the machine by whoever keeps the installation"),
    Can.ASK_ERASURE: _("Asked that everything be erased"),
    Can.TAKE_BACK_ERASURE: _("Took back that everything be erased"),
    Can.ERASE: _("Had everything erased"),
    Can.SAY_WHOM_I_KNOW: _("Said which peer supporters they know from elsewhere"),
    Can.INVITE_PERSON: _("Gave you a code for a space of your own, or took one back"),
    Can.SEE_OPENINGS: _("Looked at how your space was opened"),
    Can.SHOW_DIGITS: _("Had six digits shown, for somebody beside you to type"),
    Can.CONFIRM_SPACE: _("Confirmed, beside you, that the space is yours"),
    Can.CLOSE_SPACE: _("Closed a space that was not yours"),
    Can.TAKE_UP_INVITATION: _("Came in by the code for your own space"),
    Can.SEE_REACH: _("Looked up how to reach you"),
    Can.PROPOSE_REACH: _("Proposed another way to reach you"),
    Can.ANSWER_REACH: _("Took or let go what somebody wrote of how to reach you"),
    Can.SEE_REFERRAL: _("Read the referral"),
    Can.SEE_OWN_REFERRAL: _("Opened the referral they wrote"),
    Can.SEE_PLACE_ON_DESK: _("Looked at where your journey stands"),
    Can.CHOOSE: _("Chose"),
    Can.RECORD_CHOICE: _("Wrote down what you chose"),
    Can.SAY_IF_IT_IS_SO: _("Said whether what somebody wrote of your choice is so"),
    Can.TELL_TEAM: _("Settled whether whoever referred you learns of a no, a “not now” or a stop"),
    Can.CHANGE_REFERRER: _("Had a colleague take over from the professional who referred you"),
    Can.ASK_TO_EXPLAIN: _("Asked a peer supporter to tell you about peer support"),
    Can.OFFER: _("Asked a peer supporter to walk with you"),
    Can.ACCEPT_OFFER: _("Answered whether they can walk with you"),
    Can.DECLINE_OFFER: _("Answered whether they can walk with you"),
    Can.PREFER_SOMEONE_ELSE: _("Noted that you would rather meet someone else"),
    Can.WRITE_AGREEMENT: _("Wrote the agreement"),
    Can.ACCEPT_AGREEMENT: _("Accepted the agreement"),
    Can.ACCEPT_TOGETHER: _("Noted that you both accepted the agreement"),
    Can.SEE_JOURNEY: _("Opened your journey"),
    Can.READ_AGREEMENT: _("Read your agreement"),
    Can.PLAN: _("Set a day to meet"),
    Can.LOG: _("Wrote a note of a meeting"),
    Can.TALK_ABOUT_THE_ROAD: _("Noted that you talked about how it is going"),
    Can.ASK_TO_GO_ON: _("Wrote why going on helps"),
    Can.NOD: _("Agreed that you go on"),
    Can.CONNECT: _("Noted a step towards an association"),
    Can.SEE_TWO: _("Opened the page on how it is between the two"),
    Can.ANSWER_TWO: _("Said how it is between the two"),
    Can.CHANGE_PEER: _("Asked for another peer supporter for you"),
    Can.PASS_ON_NOTES: _("Settled who may read the earlier notes"),
    Can.READ_CLOSING: _("Read your closing sheet"),
    Can.BEGIN_CLOSING: _("Began to say goodbye, or went on after all"),
    Can.ANSWER_AS_PERSON: _("Wrote your part of the closing sheet"),
    Can.ANSWER_AS_PEER: _("Wrote their part of the closing sheet"),
    Can.PROPOSE_WORDS: _("Proposed words for whoever referred you"),
    Can.AGREE_WORDS: _("Agreed to the words for whoever referred you"),
    Can.CLOSE: _("Agreed to end the journey"),
    Can.END_UNPLANNED: _("Ended the journey sooner than planned"),
    Can.GET_SURVEY: _("Got the anonymous survey"),
    Can.STRIKE: _("Struck words from what is written about you, or asked for it"),
    Can.STRIKE_AS_ASKED: _("Struck the words that you wanted out"),
    Can.BREAK_GLASS: _("Opened what you two wrote, for one hour"),
    Can.SEE_BEHIND_GLASS: _("Read your agreement, your closing sheet and when you met"),
    Can.SEE_GLASS: _("Read why your journey was opened"),
    Can.END_GLASS: _("Closed it again before the hour was over"),
    Can.TELL_GLASS: _("Noted that you know of it"),
    Can.REVIEW_GLASS: _("Looked at whether it was needed to open your journey"),
    Can.READ_NOTE: _("Read the note of a meeting"),
    Can.ADD_TO_NOTE: _("Added to the note of a meeting"),
    Can.DISPUTE_NOTE: _("Said that they see it differently"),
    Can.SETTLE: _("Moved a meeting, or let it go"),
    Can.HOLD: _("Wrote a note of a meeting"),
    Can.WANT_MAIL: _("Settled whether short notes come by e-mail"),
    Can.ANSWER_SURVEY: _("Began to answer a survey"),
    Can.FILL_IN: _("Answered a survey, or took the answers back"),
    Can.READ_ANSWERS: _("Read answers to a survey"),
    Can.SHOW_OVER_TIME: _("Settled who sees how answers go over time"),
    Can.SEE_OVER_TIME: _("Looked at how answers go over time"),
    Can.SEE_JOINT: _("Saw that you met together, without the words"),
    Can.TELL_STORY: _("Began a story"),
    Can.CHANGE_STORY: _("Told a story anew, or let it go"),
    Can.CONSENT_TO_STORY: _("Said that a story may be shown"),
    Can.WITHDRAW_STORY: _("Withdrew a story"),
    Can.READ_STORY_FIRST: _("Read your story before it goes public, or answered you"),
}


# What kind of thing an act changed, as the journal keeps it; never what it was or is.
KINDS = {
    "name": _("Name"),
    "language": _("Language"),
    "gender": _("Gender"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "may_text": _("Text messages"),
    "may_leave_message": _("Answering machine"),
    "who_may_answer": _("Who else may pick up"),
    "good_times": _("Good times to call"),
}
LATELY = timedelta(days=14)
MOST_NEWS = 3
NEWEST = 20
WITH_A_PAGE = {"journeys.Accompaniment", "journeys.Journey"}
NEWS = {
    Can.LOG, Can.HOLD, Can.ADD_TO_NOTE, Can.PLAN, Can.SETTLE, Can.CONNECT, Can.NOD, Can.ASK_TO_GO_ON,
    Can.WRITE_AGREEMENT, Can.ANSWER_AS_PEER, Can.PROPOSE_WORDS, Can.REMARK, Can.REMARK_BY_LINK,
}  # fmt: skip


class Sort(TextChoices):
    """What a person may look for among the lines about them."""

    READ = "read", _("Someone read something")
    CHANGED = "changed", _("Something was written or changed")


READ = READINGS | {Can.TAKE_ALONG}
SORTS = {Sort.READ: Q(deed__in=READ), Sort.CHANGED: ~Q(deed__in=READ)}


def what_happened(
    user: User, *, sort: str = "", by: int | None = None, since: date | None = None, until: date | None = None
) -> QuerySet[Entry]:
    """Return the lines of the journal about this reader, the newest first: all, or what they look for."""
    lines = _about(user).filter(SORTS[Sort(sort)] if sort else Q()).select_related("actor")
    if by:
        lines = lines.filter(actor=by)
    if since:
        lines = lines.filter(at__date__gte=since)
    if until:
        lines = lines.filter(at__date__lte=until)
    return lines.order_by("-at", "pk")


def what_is_new(user: User, now: datetime) -> list[Entry]:
    """Return the newest of what others wrote lately. Nobody keeps when the reader was last here, to say it closer.

    What somebody did several times on one day, and is read on one page, is told once.
    """
    written = _about(user).filter(told_as_new(now)).exclude(actor=user)
    told: dict[Any, Entry] = {}
    for line in written.select_related("actor").order_by("-at", "pk")[:NEWEST]:
        place = line.record_id if line.record_type in WITH_A_PAGE else ""
        told.setdefault((line.deed, line.actor_id, timezone.localdate(line.at), place), line)
    return list(told.values())[:MOST_NEWS]


def told_as_new(now: datetime) -> Q:
    """Return the condition that a line of the journal is new to whom it is about."""
    return Q(deed__in=NEWS, at__gte=now - LATELY)


def by_day(lines: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """Put lines together by the day on which they happened."""
    return [(on, list(of_the_day)) for on, of_the_day in groupby(lines, lambda line: timezone.localdate(line.at))]


def everyone_in_it(user: User) -> QuerySet[User]:
    """Return everybody by whom there is a line about this reader."""
    return User.objects.filter(pk__in=_about(user).values("actor")).order_by("name", "pk")


def _about(user: User) -> QuerySet[Entry]:
    me = allowed(user, Can.SEE_OWN_SPACE, Person.objects)
    return with_key(Entry.objects.filter(person__in=me.values("pk")))


def with_key(lines: QuerySet[Entry]) -> QuerySet[Entry]:
    """Bring along the key of whom each line is about: it opens what the line says."""
    key = Key.objects.filter(pk__in=Person.objects.filter(pk=OuterRef(OuterRef("person"))).values("key"))
    return lines.annotate(**{f"key_{name}": Subquery(key.values(name)[:1]) for name in OF_A_KEY})


def who(line: Entry) -> str:
    """Say who it was, by what they were to the person at that moment."""
    if line.standing in OWN:
        return str(YOU)
    return str(WHO[line.standing])


def what(line: Entry) -> str:
    """Say what they did, and to what kind of thing."""
    said = line.said()
    kinds = ", ".join(str(kind) for name, kind in KINDS.items() if said.get(name) is True)
    return f"{WHAT[Can(line.deed)]}: {kinds}" if kinds else str(WHAT[Can(line.deed)])
