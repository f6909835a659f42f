"""A letter is sealed until it is sent, sent again when it fails, and gone afterwards."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.directory.listings import one_of_each
from tests.letters import outbox
from tests.mailbox import mailbox
from tests.tabs import text_of
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.groups.models import Wish
from wayfellow.jobs.queries import why
from wayfellow.keeping.actions import erase
from wayfellow.notices.actions import begin, empty_old_letters, leave_unsent, post
from wayfellow.notices.jobs import deliver
from wayfellow.notices.letters import LINE
from wayfellow.notices.models import DayOfLetters, Letter
from wayfellow.people import links
from wayfellow.vault.models import Key

SENDER = "Example house <house@example.org>"
LETTER = {
    "to": "nuria@example.org",
    "subject": "Your link",
    "words": "Here it is.",
    "unsubscribe": "https://house/stop/",
}


def test_it_goes_out_once_and_nothing_of_it_stays(db, settings):
    settings.DEFAULT_FROM_EMAIL = SENDER
    letter = post(**LETTER)
    assert outbox() is outbox()
    [sent] = outbox()
    assert (sent.to, sent.subject, sent.body) == (["nuria@example.org"], "Your link", "Here it is.")
    assert sent.extra_headers == {
        "Message-ID": f"<{letter.pk}@example.org>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<https://house/stop/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert not Letter.objects.exists()


def test_its_two_parts_are_divided_by_its_own_mark(db, settings):
    settings.DEFAULT_FROM_EMAIL = SENDER
    letter = post(**LETTER)
    [sent] = outbox()
    assert sent.message().get_boundary() == letter.pk.hex
    assert [part.get_content_type() for part in sent.message().get_payload()] == ["text/plain", "text/html"]


def test_what_waits_names_nobody_to_whoever_reads_the_database(db, settings):
    post(**LETTER)
    rows = f"{Letter.objects.values_list()}{DBTaskResult.objects.values_list()}"
    assert not [words for words in LETTER.values() if words in rows]


def test_where_no_mail_server_is_set_it_waits_and_the_operator_reads_why(db, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    post(**LETTER)
    assert outbox() == []
    assert Letter.objects.get().failed_at and "WAYFELLOW_MAIL_URL" in why(DBTaskResult.objects.get())


def test_what_helps_nobody_any_more_is_not_sent(db, settings):
    settings.DEFAULT_FROM_EMAIL = SENDER
    post(**LETTER, useless_after=timezone.now() - timedelta(seconds=1))
    assert outbox() == [] and not Letter.objects.exists()


def test_a_letter_to_somebody_who_was_erased_opens_no_more_and_goes_nowhere(cast, settings):
    settings.DEFAULT_FROM_EMAIL = SENDER
    links.send(cast.montse)
    erase(cast.person, by=COMMAND_LINE, on=timezone.localdate())
    assert Letter.objects.get().to == "(erased)"
    assert outbox() == [] and not Letter.objects.exists()


def test_a_letter_whose_worker_was_killed_over_it_is_not_doubled_and_counted_as_unknown(db, settings):
    settings.DEFAULT_FROM_EMAIL = SENDER
    letter = post(**LETTER)
    begin(letter, at=timezone.now())
    assert outbox() == [] and not Letter.objects.exists()
    assert DayOfLetters.objects.get().unknown == 1


def test_a_letter_that_no_record_names_is_read_begun_gone_and_counted_with_four_statements(db, settings):
    settings.DEFAULT_FROM_EMAIL = SENDER
    for _letter in range(2):
        post(**LETTER)
    first, second = Letter.objects.all()
    deliver.func(str(first.pk))  # the statement that reads it is built, and the day of letters begun
    with CaptureQueriesContext(connection) as asked:
        deliver.func(str(second.pk))
    said = [each["sql"].split()[0] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert said == ["SELECT", "UPDATE", "DELETE", "UPDATE"] and not Letter.objects.exists()


def test_a_letter_that_a_record_waits_for_is_no_longer_named_once_it_is_gone(cast, settings):
    settings.DEFAULT_FROM_EMAIL = SENDER
    asked = {"key": Key.kept(), "email": "nuria@example.org", "language": "en", "asked_on": timezone.localdate()}
    wish = Wish.objects.create(listing=one_of_each(cast)[0], letter=post(**LETTER), **asked)
    outbox()
    wish.refresh_from_db()
    assert wish.letter is None and not Letter.objects.exists()


def test_a_letter_with_a_link_of_its_own_goes_out_all_the_same(db, settings):
    settings.DEFAULT_FROM_EMAIL = SENDER
    letter = post(**LETTER | {"unsubscribe": ""})
    begin(letter, at=timezone.now())
    [sent] = outbox()
    assert sent.extra_headers["Message-ID"] == f"<{letter.pk}@example.org>"


def test_the_operator_reads_how_many_and_why_and_nobodys_address(cast, settings, nil):
    settings.DEFAULT_FROM_EMAIL = SENDER
    post(**LETTER)
    outbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post(**LETTER)
    outbox()
    page = text_of(nil.get("/set-up/letters/"))
    assert "ConnectionRefusedError" in page and "Failed, will be tried again 1" in page and "nuria" not in page
    day = DayOfLetters.objects.get()
    assert (day.sent, day.failed) == (1, 1)


def test_who_does_not_keep_the_installation_finds_no_such_page(cast, client):
    client.force_login(cast.carme)
    assert client.get("/set-up/letters/").status_code == 404


def test_after_a_week_only_that_it_was_not_sent_is_left(db, settings):
    post(**LETTER)
    empty_old_letters(before=timezone.now() + timedelta(days=1))
    letter = Letter.objects.get()
    assert (letter.to, letter.subject, letter.words, letter.unsubscribe) == ("", "", "", "")


def test_what_waited_when_a_backup_was_made_says_that_it_did_not_go_out(db):
    post(**LETTER)
    leave_unsent(at=timezone.now())
    assert Letter.objects.get().failed_at


def test_the_worker_says_nothing_of_it_in_its_own_words(db, settings, caplog):
    settings.DEFAULT_FROM_EMAIL = SENDER
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post(**LETTER)
    outbox()
    assert "nuria" not in f"{caplog.text}{DBTaskResult.objects.get().traceback}"


class TestOneAfterAnother:
    """Letters that follow one another go over one connection, and none stays open behind them."""

    @pytest.fixture
    def box(self, db, settings):
        with mailbox(settings) as box:
            yield box

    def test_the_server_is_called_once_for_many(self, box):
        for n in range(3):
            post(**LETTER | {"to": f"n{n}@example.org"})
        outbox()
        assert sorted(to for _at, [to], _letter in box.letters) == [f"n{n}@example.org" for n in range(3)]
        assert box.calls == 1 and LINE._connection is None

    def test_it_is_called_anew_after_as_many_as_a_server_takes(self, box, monkeypatch):
        monkeypatch.setattr(LINE, "LETTERS", 2)
        for _n in range(3):
            post(**LETTER)
        outbox()
        assert (len(box.letters), box.calls) == (3, 2)

    def test_after_a_refusal_the_next_letter_has_a_line_of_its_own(self, box):
        box.answers = ["451 later", "250 OK"]
        for _n in range(2):
            post(**LETTER)
        outbox()
        assert (len(box.letters), box.calls) == (1, 2)
        assert DayOfLetters.objects.get().failed == 1

    def test_where_nothing_more_is_sent_it_hangs_up(self, box, monkeypatch):
        for idle, is_open in [(60, True), (0, False)]:
            monkeypatch.setattr(LINE, "IDLE", idle)
            with LINE.open():
                pass
            LINE.hang_up(only_if_idle=True)
            assert bool(LINE._connection) == is_open
            LINE.hang_up()
