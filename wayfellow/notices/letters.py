"""What a letter is made of, and how it leaves the installation."""

from smtplib import SMTPException, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage

from wayfellow.jobs.definitions import NotDone


def can_be_sent():
    """Say whether there is a server that carries letters."""
    return bool(settings.DEFAULT_FROM_EMAIL)


def address_of(place):
    """Return the whole address of a page, for a letter: nobody asks for it, so no request says under which name."""
    return f"{settings.SITE}{place}"


def send(letter):
    """Give it to the mail server. Raises `NotDone`, which names nobody."""
    if not can_be_sent():
        raise NotDone("there is no mail server: set WAYFELLOW_MAIL_URL where the job worker runs")
    headers = {"Message-ID": f"<{letter.pk}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('>')}>"}
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    try:
        EmailMessage(letter.subject, letter.words, None, [letter.to], headers=headers).send()
    except (OSError, SMTPException) as problem:
        raise NotDone(_how(problem)) from None


def _how(problem):
    """Say how the server refused, without what it said: that often holds the address."""
    code = f" ({problem.smtp_code})" if isinstance(problem, SMTPResponseException) else ""
    return f"the mail server did not take a letter: {type(problem).__name__}{code}"
