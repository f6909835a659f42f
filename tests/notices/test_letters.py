"""A letter is sealed until it is sent, sent again when it fails, and gone afterwards."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.letters import outbox
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.jobs.queries import why
from wayfellow.keeping.actions import erase
from wayfellow.notices.actions import empty_old_letters, leave_unsent, post
from wayfellow.notices.models import Letter
from wayfellow.people import links

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
        "List-Unsubscribe": "<https://house/stop/>",
    }
    assert not Letter.objects.exists()


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
