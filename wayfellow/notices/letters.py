"""What a letter is made of, and how it leaves the installation."""

import re
from contextlib import contextmanager, suppress
from email.utils import formataddr, parseaddr
from smtplib import SMTPException, SMTPResponseException
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q
from django.utils.html import escape, linebreaks

from wayfellow.access.relations import records_of
from wayfellow.jobs.definitions import NotDone

A_LINK = re.compile(r"https?://[^\s<]+")
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font:16px/1.5 sans-serif;max-width:36em">
{words}
</body></html>
"""


def can_be_sent():
    """Say whether there is a server that carries letters."""
    return bool(settings.DEFAULT_FROM_EMAIL)


def address_of(place):
    """Return the whole address of a page, for a letter: nobody asks for it, so no request says under which name."""
    return f"{settings.SITE}{place}"


def key_of(user):
    """Return the key that a letter to this account is sealed under: the person's, if they are one."""
    return user.person.key if hasattr(user, "person") else None


def sender_for(reader):
    """Return under which name somebody is written to: that of the one programme they belong to, if it has one.

    Who belongs to several could not tell of which a letter is, and nor should it. Nobody: that of the installation.
    """
    if reader is None:
        return ""
    theirs = Q(memberships__user=reader) | Q(peers__user=reader) | Q(journeys__person__user=reader)
    names = records_of("directory.Programme").filter(theirs).values_list("pk", "writes_as").distinct()[:2]
    return names[0][1] if len(names) == 1 else ""


def send(letter, *, begin):
    """Give it to the mail server; `begin` is called once that is there. Raises `NotDone`, which names nobody."""
    if not can_be_sent():
        raise NotDone("there is no mail server: set WAYFELLOW_MAIL_URL where the job worker runs")
    message = made(letter)
    try:
        with LINE.open() as message.connection:
            begin()
            message.send()
    except (OSError, SMTPException) as problem:
        raise NotDone(_how(problem)) from None


class Line:
    """The connection to the mail server, kept open while one letter follows another."""

    IDLE, LETTERS = 3, 50  # seconds; and how many at most, for many servers count them

    def __init__(self):
        self._hand, self._connection, self._used_at, self._carried = Lock(), None, 0.0, 0

    @contextmanager
    def open(self):
        """Give it for one letter. Where something went wrong on it, the next letter gets another."""
        with self._hand:
            if self._is_over():
                self._hang_up()
            self._connection = self._connection or get_connection()
            try:
                self._connection.open()
                yield self._connection
            except BaseException:
                self._hang_up()
                raise
            self._used_at, self._carried = monotonic(), self._carried + 1

    def hang_up(self, *, only_if_idle=False):
        """Close it: where nothing is sent, nothing stays open."""
        with self._hand:
            if self._is_over() or not only_if_idle:
                self._hang_up()

    def _is_over(self):
        return self._carried >= self.LETTERS or monotonic() - self._used_at > self.IDLE

    def _hang_up(self):
        connection, self._connection, self._carried = self._connection, None, 0
        if connection is not None:
            with suppress(OSError, SMTPException):
                connection.close()


LINE = Line()


class InTwoParts(EmailMultiAlternatives):
    """A letter whose parts are divided by its own mark: to look for one that no line has takes longer than all else."""

    def message(self):
        message = super().message()
        message.set_boundary(self.mark)
        return message


def made(letter):
    """Return it as it goes out: as plain text, and the same as a plain page: no picture, nothing that tracks."""
    headers = {
        "Message-ID": f"<{letter.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('>')}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = InTwoParts(letter.subject, letter.words, _sender(letter), [letter.to], headers=headers)
    message.mark = letter.pk.hex
    message.attach_alternative(as_page(letter), "text/html")
    return message


def _sender(letter):
    """Return from whom it is: the address is always the installation's, so that it is known to be no stranger's."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return formataddr((letter.sender, address)) if letter.sender else settings.DEFAULT_FROM_EMAIL


def as_page(letter):
    """Return the words of a letter as a page: paragraphs, and links that show where they lead."""
    language = letter.language or settings.LANGUAGE_CODE
    words = linebreaks(A_LINK.sub(r'<a href="\g<0>">\g<0></a>', escape(letter.words.strip())))
    return PAGE.format(language=language, title=escape(letter.subject), words=words)


def _how(problem):
    """Say how the server refused, without what it said: that often holds the address."""
    code = f" ({problem.smtp_code})" if isinstance(problem, SMTPResponseException) else ""
    return f"the mail server did not take a letter: {type(problem).__name__}{code}"
