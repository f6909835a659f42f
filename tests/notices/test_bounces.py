"""An address from which letters come back is said to whoever it is of, until they give another."""

import socketserver
from datetime import timedelta
from email import message_from_string
from threading import Thread

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.arrivals.test_arrivals import trusts
from tests.invitations.test_invitations import invited
from tests.tabs import text_of
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.demo import story
from wayfellow.jobs.definitions import NotDone
from wayfellow.notices import actions as actions_of_letters
from wayfellow.notices import bounces, jobs
from wayfellow.notices.models import Returned
from wayfellow.notices.queries import came_back_on
from wayfellow.people import actions
from wayfellow.people.models import Reach

PAGES = ["/news/letters/", "/my-account/"]
OURS = "0b5f6d1e-7a53-4f0e-9f25-111111111111@example.org"
REPORT = """From: MAILER-DAEMON@mail.example
To: house@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="X"

--X
Content-Type: text/plain

This is the mail system.

--X
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}

--X
Content-Type: text/rfc822-headers

From: house@example.org
Message-ID: <{mark}>

--X--
"""


def report(address="person@demo.example", action="failed", status="5.1.1", mark=OURS):
    return REPORT.format(address=address, action=action, status=status, mark=mark)


class Conversation(socketserver.StreamRequestHandler):
    """One conversation over IMAP, as far as Wayfellow has any."""

    def handle(self):
        self._say("* OK ready")
        for line in self.rfile:
            tag, word, *rest = line.decode().split()
            getattr(self, f"_{word.lower()}", self._other)(rest)
            if word == "LOGIN" and rest[1].strip('"') != "pass-word":
                self._say(f"{tag} NO not you")
            else:
                self._say(f"{tag} OK done")
            if word == "LOGOUT":
                return

    def _say(self, words):
        self.wfile.write(words.encode() + b"\r\n")

    def _other(self, rest):
        pass

    def _capability(self, rest):
        self._say("* CAPABILITY IMAP4rev1")

    def _select(self, rest):
        self._say(f"* {len(self.server.messages)} EXISTS")

    def _search(self, rest):
        assert rest == ["UNSEEN", "HEADER", "Content-Type", "multipart/report"]
        seen, messages = self.server.seen, self.server.messages
        found = [str(n) for n, text in enumerate(messages, 1) if n not in seen and "multipart/report" in text]
        self._say(" ".join(["* SEARCH", *found]))

    def _fetch(self, rest):
        text = self.server.messages[int(rest[0]) - 1].replace("\n", "\r\n").encode()
        self._say(f"* {rest[0]} FETCH (BODY[] {{{len(text)}}}")
        self.wfile.write(text + b")\r\n")

    def _store(self, rest):
        self.server.seen.add(int(rest[0]))


@pytest.fixture
def box(settings):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    server.daemon_threads, server.messages, server.seen = True, [], set()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.DEFAULT_FROM_EMAIL = "Example house <house@example.org>"
    settings.BOUNCES = {
        "host": "127.0.0.1",
        "port": server.server_address[1],
        "user": "house",
        "password": "pass-word",
        "is_encrypted": False,
    }
    yield server
    server.shutdown()
    server.server_close()


def test_who_has_such_an_address_reads_so_where_they_keep_it(cast, box, client):
    box.messages = ["Subject: Hello\n\nA word to whoever reads this mailbox", report("Person@Demo.example")]
    jobs.notice_bounces.call()
    assert came_back_on(cast.montse.email) and box.seen == {2}
    type(cast.montse).objects.update(language="en")
    client.force_login(cast.montse)
    for page in PAGES:
        assert "E-mails to your address come back" in text_of(client.get(page))
    client.force_login(cast.pau)
    for page in PAGES:
        assert "come back" not in text_of(client.get(page))


def test_one_report_is_read_once_and_a_second_changes_the_day_alone(cast, box):
    box.messages = [report(), report()]
    for _time in range(2):
        jobs.notice_bounces.call()
    assert Returned.objects.count() == 1 and box.seen == {1, 2}


def test_with_another_address_it_is_over(cast, box):
    box.messages = [report()]
    jobs.notice_bounces.call()
    actions.settle_address(cast.montse, by=COMMAND_LINE, email="new@example.org", at=timezone.now())
    cast.montse.refresh_from_db()
    assert not came_back_on(cast.montse.email)


def test_whoever_keeps_an_address_of_somebody_else_reads_so_beside_it(cast, box, client):
    """Of a person, of whoever was invited, of the one who is told of a late return."""
    story.set_out(cast, on=timezone.localdate())
    Reach.objects.update_or_create(person=cast.person, defaults={"email": "montse@else.example"})
    invited(cast, email="new@else.example")
    trusts(cast, email="friend@else.example")
    box.messages = [report(address=f"{name}@else.example") for name in ["Montse", "new", "friend"]]
    jobs.notice_bounces.call()
    assert not Returned.objects.filter(mark__contains="@").exists()
    for who, page, words in [
        (
            cast.pau,
            reverse("journeys:reach", args=[cast.person.pk]),
            "The last one to montse@else.example came back on",
        ),
        (cast.nil, reverse("invitations:invitations", args=[cast.programme.pk]), "An e-mail to this address came back"),
        (cast.pau, reverse("arrivals:mine"), "The last one to friend@else.example came back on"),
    ]:
        client.force_login(who)
        assert words in text_of(client.get(page))


def test_after_half_a_year_it_may_well_arrive(cast, box):
    actions_of_letters.note_bounce(cast.montse.email, on=timezone.localdate() - timedelta(days=181))
    jobs.notice_bounces.call()
    assert not came_back_on(cast.montse.email)


def test_the_operator_reads_how_many_and_not_whose(cast, box, nil):
    box.messages = [report()]
    jobs.notice_bounces.call()
    page = text_of(nil.get("/set-up/letters/"))
    assert "Addresses that send e-mails back 1" in page and "person@" not in page


@pytest.mark.parametrize(
    "different",
    [
        {"action": "delayed"},
        {"status": "4.2.2"},
        {"mark": "somebody@else.example"},
        {"mark": OURS.replace("example.org", "else.example")},
    ],
)
def test_what_may_still_arrive_or_is_not_ours_is_no_bounce(cast, box, different):
    box.messages = [report(**different)]
    jobs.notice_bounces.call()
    assert not Returned.objects.exists()


def test_a_letter_that_came_back_whole_is_known_too(settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    whole = report().replace("text/rfc822-headers", "message/rfc822")
    assert bounces.addresses_in(message_from_string(whole)) == {"person@demo.example"}


@pytest.mark.parametrize("wrong", [{"password": "other"}, {"port": 1}])
def test_why_it_cannot_be_read_names_nobody(db, box, settings, wrong):
    settings.BOUNCES = settings.BOUNCES | wrong
    with pytest.raises(NotDone) as said:
        jobs.notice_bounces.call()
    assert "cannot be read" in str(said.value) and "house" not in str(said.value)
