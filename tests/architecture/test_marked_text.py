"""Whoever goes through the whole installation reads only what the policy gives them to read (I3, I4, I5, I11).

Every word that somebody wrote about a person is marked. Each reader opens every page there is, for every
record there is, follows every link and sends every form; then the marks are looked for: in what they read,
and in all that nobody should be able to read.
"""

import re
from collections import defaultdict

import pytest
from django.apps import apps

from tests.architecture.marked import READERS
from tests.architecture.test_every_url_is_guarded import PAGES
from tests.architecture.walk import LEADS_OUT
from wayfellow.vault.models import SealedText

pytestmark = pytest.mark.django_db
MARK = re.compile(r"mk-(\w+)-(\w+)~")
PRIVATE = {
    "name",
    "code",
    "about",
    "account",
}  # not sealed: they are searched, sorted or shown to whoever has not met yet
PERSON_AND_PEER = ["montse", "pau"]
PERSON_ONLY = ["montse"]

# The referral and how to reach somebody: read by the person, by whoever wrote it, by the programme's
# coordinators, and by the peer supporter who was asked or walks along.
A_REFERRAL = ["objective", "professional_view", "practical_needs"]
A_REACH = ["phone", "email", "who_may_answer", "good_times"]
AN_AGREEMENT = ["own_rhythm", "places", "contact", "if_worried"]
A_NOTE = ["what_we_did", "person_says", "peer_takes", "person_step", "peer_step"]
A_CLOSING = ["peer_answer", "peer_keeps", "how_to_come_back", "person_answer", "person_keeps"]
A_CHOICE = ["choice", "who_was_there"]
A_SUPERVISION = ["peer_brings", "supervisor_brings", "talked", "corrected", "agreed"]
A_TALE = ["title", "words", "told_as"]

# Pages that only a letter leads to, a device, or what somebody sent before; their rooms' tests go there.
BEHIND_A_LETTER = {
    "account_login", "choices:answer", "directory:mistake_reported", "home:manifest", "home:stop_letters",
    "hsds:api-root",
    "journeys:asked_road", "keeping:certificate", "learning:issuer", "learning:revoked",
    "mfa_remove_webauthn", "people:confirm_address", "people:use_link",
    "plans:give", "surveys:begin_without_a_name", "surveys:stop", "surveys:stop_mail", "surveys:tablet_thanks",
    "understanding:thanks",
}  # fmt: skip
# Broken for an hour that is over: the person, whoever broke it and the second person read why. Notes closed again.
A_GLASS = ["glass_reason", "what_follows"]


def each(columns, readers):
    return dict.fromkeys(columns, readers)


# Who reads what, the long way. What is not here is read by nobody.
EXPECTED = {
    # Montse herself, whose road goes on; Pau walks along, Rosa referred her, Carme coordinates.
    "montse": {
        "name": ["montse", "pau", "rosa", "carme"],
        **each(["code", "also_called"], ["montse", "pau", "rosa", "carme"]),
        "account": PERSON_ONLY,
        "begun": PERSON_ONLY,
    },
    # What is written of Pau's supervision is between him and Sílvia. How he is, he alone reads, and the one he chose.
    "pau": {
        **each(["reflection", "knows", "begun", "account", "own_page", "check_in", "hours", "taken_back"], ["pau"]),
        **each(["trusted_name", "trusted_phone", "trusted_email", "number"], ["pau"]),
        "evidence": ["pau"],
        "shared_check_in": ["pau", "silvia"],
        "extract": ["pau", "carme"],
        **each(A_SUPERVISION, ["pau", "silvia"]),
        **each(["did", "thought", "lived", "counted"], ["pau", "carme", "silvia"]),
        **each(["otherwise", "not_there", "spent", "spent_too", "question", "receipt"], ["pau", "carme"]),
        **each(["about", "cultures", "interests", "experience"], ["montse", "pau", "carme"]),
    },
    "road": {
        **each(A_REFERRAL, ["montse", "pau", "rosa", "carme"]),
        **each(A_REACH, ["montse", "pau", "rosa", "carme"]),
        **each([*A_CHOICE, "recorded", "recorded_there"], PERSON_ONLY),
        **each(AN_AGREEMENT, PERSON_AND_PEER),
        **each(A_NOTE, PERSON_AND_PEER),
        **each(["addition", "dispute", "corrected", "struck_because"], PERSON_AND_PEER),
        **each(["place", "break_words", "ask_there"], PERSON_AND_PEER),
        **each(["working_note", "note_answer"], ["montse", "carme"]),
        **each(["person_reason", "peer_reason"], ["montse", "pau", "carme"]),
        **each(A_GLASS, ["montse", "carme", "silvia"]),
        **each(["with_whom", "to_raise", "confidential", "culture", "age", "experience"], PERSON_ONLY),
        **each(["support_name", "support_what_for", "support_how_to_reach"], PERSON_ONLY),
        "group": PERSON_ONLY,  # in her copy; for the two of them it is the name of a group that is there
        "own_answer": ["montse", "pau", "carme"],
    },
    # Her first road, closed more than 30 days ago: Pau reads nothing of it any more. How to reach her is what was
    # written then, as long as what was written since waits beside it.
    "before": {
        **each(A_REFERRAL, ["montse", "rosa", "carme"]),
        **each(A_REACH, ["montse", "pau", "rosa", "carme"]),
        **each(A_CHOICE + AN_AGREEMENT + A_NOTE + A_CLOSING, PERSON_ONLY),
        "words_for_referrer": ["montse", "rosa"],
    },
    # A call that somebody without an account asked for: read at their own address, and by those who answer for the
    # programme. What somebody answers without a name is read where they left off.
    "asked": each(["name", "hopes", *A_REACH, "answer"], ["nobody", "carme"]),
    # Somebody without an account would like to become a peer supporter: read at their own address, and by those who
    # would take them on. Of what was closed only the kind words are left.
    "applied": each(["name", "reach", "words", "practical", "who", "remembered"], ["nobody", "carme"]),
    "closed": {"answer": ["nobody", "carme"]},
    # Where a group meets online: whoever leads it keeps it; nobody else has a place in it yet.
    "link": {"address": ["pau"], "words": ["pau"]},
    # A document that was handed in: whoever works in the programme reads the handbook.
    "handbook": {"chapter": ["pau", "oriol", "rosa", "raquel", "carme", "silvia"]},
    # Nobody below has an account: what is theirs alone is read by nobody until they ask for it.
    # Pau was asked to tell this person about peer support: whom to call, and not what the referral says.
    "proposed": {
        **each(["name", *A_REACH], ["pau", "rosa", "carme"]),
        **each([*A_REFERRAL, "needs_corrected"], ["rosa", "carme"]),
    },
    "said_no": each(["name", *A_REACH, *A_REFERRAL], ["rosa", "carme"]),
    # Pau was asked to walk with this person: what the referral says, and not yet whom to call.
    "offered": {
        **each(["name", *A_REFERRAL], ["pau", "rosa", "carme"]),
        **each(A_REACH, ["rosa", "carme"]),
    },
    # Oriol walks on from where Pau stopped, and inherits neither notes nor agreement. Pau reads nothing more.
    "changed": {
        **each(["name", *A_REACH, *A_REFERRAL, "offered_place"], ["oriol", "rosa", "carme"]),
        "would_suit": ["oriol", "carme"],
    },
    # Referred once more, under another name. Of the one it was said that they are the person before: how to reach them
    # waits beside what is kept. Of the other it is asked, and Pau reads whom he asks about.
    "again": {"name": ["carme"], **each(A_REACH, ["oriol", "rosa", "carme"]), **each(A_REFERRAL, ["rosa", "carme"])},
    "maybe": {"name": ["pau", "rosa", "carme"], **each([*A_REACH, *A_REFERRAL], ["rosa", "carme"])},
    # The words for Rosa are written and not agreed.
    "closing": {
        **each(["name", *A_REACH, *A_REFERRAL], ["pau", "rosa", "carme"]),
        **each(AN_AGREEMENT + A_NOTE + A_CLOSING, ["pau"]),
        **each(A_GLASS, ["carme", "silvia"]),  # Pau tells the person that it happened, and does not read why
        "words_for_referrer": ["pau"],
        "working_note": ["carme"],
    },
    # It ended ten days ago, and the words for Rosa are agreed.
    "ended": {
        **each(["name", *A_REACH, *A_REFERRAL], ["pau", "rosa", "carme"]),
        **each(AN_AGREEMENT + A_NOTE + A_CLOSING, ["pau"]),
        "words_for_referrer": ["pau", "rosa"],
        # Carme proposed two places to go on to; one was added, and Pau asks about the other.
        "place": ["pau", "carme"],
        "other_place": ["pau", "rosa", "carme"],
    },
    # A road like that one, of someone who now works here: closed to all who walked, referred or coordinated (I5).
    "works_here": each(
        ["name", *A_REACH, *A_REFERRAL, *A_CHOICE, *AN_AGREEMENT, *A_NOTE, *A_CLOSING, "words_for_referrer"], ["oriol"]
    ),
    # Everyone reads on a page of their own to which address they are written to.
    "oriol": each(["account", "thanks", "signed"], ["oriol"]),
    "rosa": {"account": ["rosa"]},
    "raquel": {"account": ["raquel"]},
    "carme": {"account": ["carme"]},
    "sílvia": {"account": ["silvia"]},
    "olga": {"account": ["olga"]},
    # Her plan: one part is hers alone. The other is shared with Pau, and open to whoever holds a link;
    # what is said beside it is between her and whoever said it.
    "plan": {
        **each(["own_part", "guest"], PERSON_ONLY),
        "shared_part": ["nobody", "montse", "pau"],
        **each(["concern", "decision", "to_do_it_well"], PERSON_AND_PEER),
        "word_of_the_guest": ["nobody", "montse"],
    },
    # Somebody asked for a place in a group: read by who leads it, at its private address, and so by Montse, who keeps
    # that address in her own list.
    "member": each(["name", "reach"], ["nobody", "montse", "pau"]),
    # What a group did, and somebody who came without belonging to it.
    "note": each(["theme", "materials", "next_time"], ["pau"]),
    "visitor": {"name": ["pau"]},
    # Somebody who is awaited, to work here, and holds the code. Somebody who is half through a survey without a name.
    "invited": each(["name", "account"], ["nobody", "carme", "nil"]),
    "nobody": {"so_far": ["nobody"]},
    # Stories: told for who walk here, waiting to be read first, declined, and for anyone. A peer supporter's own is
    # read by the people who walk here, and by no colleague. What readers miss on a page, once there are enough of them.
    "here": each(A_TALE, ["montse", "pau", "oriol"]),
    "waiting": each(A_TALE, ["montse", "carme"]),
    "declined": each([*A_TALE, "answer"], ["montse"]),
    "anyone": each(A_TALE, READERS),
    "peers": each(A_TALE, ["montse", "pau"]),
    "reader": {"missing": ["carme", "olga"]},
}


def read_by_whom(answers, whose):
    """Return who reads each mark of this person, anywhere."""
    found = defaultdict(set)
    for answer in answers:
        for of_whom, what in MARK.findall(answer.text):
            if of_whom == whose:
                found[what].add(answer.reader)
    return {what: sorted(readers, key=READERS.index) for what, readers in found.items()}


def expected(readers, whose):
    """Return who of these readers is to read each mark of this person."""
    theirs = {what: [reader for reader in who if reader in readers] for what, who in EXPECTED[whose].items()}
    return {what: who for what, who in theirs.items() if who}


def sealed_marks_in(text):
    return {what for _whose, what in MARK.findall(text)} - PRIVATE


@pytest.mark.parametrize("whose", EXPECTED)
def test_a_word_is_read_by_those_the_policy_names_and_no_one_else(installation, whose):
    assert read_by_whom(installation.answers, whose) == expected(installation.readers, whose)


def test_nobody_else_is_read_of(installation):
    found = {whose for answer in installation.answers for whose, _what in MARK.findall(answer.text)}
    assert found == {whose for whose in EXPECTED if expected(installation.readers, whose)}


def test_the_walk_went_everywhere(installation, record_property):
    if others := [reader for reader in READERS if reader not in installation.readers]:
        record_property("left for the next", f"The whole house on this database: as {', '.join(others)}.")
    opened = {answer.reader for answer in installation.answers if answer.response.status_code == 200}
    assert opened == set(installation.readers)
    assert len([answer for answer in installation.answers if answer.response.status_code == 200]) > 36 * len(opened)
    matches = (
        answer.response.resolver_match for answer in {each.address: each for each in installation.answers}.values()
    )
    been_to = {match.view_name for match in matches if match}
    not_been_to = PAGES.keys() - been_to - LEADS_OUT - BEHIND_A_LETTER
    assert not not_been_to
    assert len([answer for answer in installation.answers if answer.response.status_code == 422]) > 9 * len(opened)


def test_every_sealed_column_holds_a_mark(installation):
    columns = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedText)
    }
    filled = {place for place, content in installation.database if content}
    assert len(columns) > 25
    assert columns <= filled, "give it words in marked.py, and say in EXPECTED who reads them"


def test_nothing_sealed_is_readable_in_the_database(installation):
    assert {place for place, content in installation.database if sealed_marks_in(content)} == set()


def test_what_is_private_and_not_sealed_stands_in_its_own_column_only(installation):
    assert {place for place, content in installation.database if MARK.search(content)} == {
        "people_person.name",
        "people_person.code",
        "people_user.email",
        "people_newaddress.email",
        "workforce_peer.about",
        "invitations_invitation.name",
        "invitations_invitation.email",
    }


def test_nothing_sealed_is_readable_in_a_backup_even_when_it_is_opened(installation):
    assert "mk-montse-name~" in installation.backup
    assert sealed_marks_in(installation.backup) == set()


def test_nothing_written_about_anybody_travels_in_headers_cookies_or_addresses(installation):
    for answer in installation.answers:
        assert "mk-" not in answer.around + answer.address


def test_nothing_written_about_anybody_is_in_figures_logs_or_mail(installation):
    assert installation.figures and "mk-" not in installation.figures
    assert "Not Found" in installation.log and "mk-" not in installation.log
    assert "/sign-in/link/" in installation.mail and "/news/letters/stop/" in installation.mail
    assert "mk-" not in installation.mail
