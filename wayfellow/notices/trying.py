"""One e-mail or text to see whether any gets out: how far it came, for whoever sets up the installation."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from wayfellow.jobs.definitions import NotDone
from wayfellow.notices.gateways import NobodyKnows, as_dialled, gateway
from wayfellow.notices.letters import can_be_sent

SUBJECT = "A test"
WORDS = "Hello,\n\nthis e-mail was sent to see whether any gets through. It did. There is nothing to do.\n"


TEXT = "A test: this message got through. There is nothing to do."


class Obstacle(Exception):
    """What is in the way, in words of the operator's own machine."""


def send_a_try(address: str) -> Iterator[str]:
    """Send it, and yield each step once it is done. Raises `Obstacle`."""
    try:
        validate_email(address)
    except ValidationError:
        raise Obstacle(f"{address!r} is no e-mail address.") from None
    if not can_be_sent():
        raise Obstacle("No mail server is set. Set WAYFELLOW_MAIL_URL and WAYFELLOW_MAIL_FROM.")
    connection: Any = mail.get_connection()
    server = f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}"
    try:
        connection.open()
        yield f"Connected to {server}, {_how_safely()}{_as_whom()}."
        message = mail.EmailMessage(SUBJECT, WORDS, None, [address], connection=connection)
        message.send()
    except (OSError, smtplib.SMTPException) as problem:
        raise Obstacle(f"{_why(problem, server)} Nothing was sent.") from None
    finally:
        connection.close()
    yield f"The server took an e-mail from {settings.DEFAULT_FROM_EMAIL} to {address}."
    yield "Look into that mailbox, and into its spam. If it is in neither, ask whoever runs the mail server."


def text_a_try(number: str) -> Iterator[str]:
    """Send a short message, and yield each step once it is done. Raises `Obstacle`."""
    dialled, carrier = as_dialled(number), gateway()
    if not dialled:
        raise Obstacle(f"{number!r} is no telephone number. Example: +34600123456")
    if carrier is None:
        raise Obstacle("No text gateway is set. Set WAYFELLOW_TEXTS_URL.")
    try:
        carrier.send(dialled, TEXT)
    except NotDone as problem:
        raise Obstacle(f"This did not work: {problem}. Nothing was sent.") from None
    except NobodyKnows as problem:
        raise Obstacle(f"{problem}. Look at that phone: the message may be there.") from None
    yield f"The gateway took a message to {dialled}."
    yield "Look at that phone. If nothing comes within minutes, ask whoever runs the gateway."


def _how_safely() -> str:
    if settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS:
        return "encrypted"
    return "not encrypted, for it is this very machine"


def _as_whom() -> str:
    return f", as {settings.EMAIL_HOST_USER}" if settings.EMAIL_HOST_USER else ", without signing in"


def _why(problem: Exception, server: str) -> str:
    """Say what a refusal means, and beside it what the server itself said."""
    words = next((words for kind, words in REASONS.items() if isinstance(problem, kind)), NO_OTHER_WORDS)
    name = type(problem).__name__
    return words.format(server=server, host=settings.EMAIL_HOST, sender=_sender(), said=_said(problem), name=name)


def _sender() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _said(problem: Any) -> str:
    match problem:
        case smtplib.SMTPRecipientsRefused():
            [(code, words)] = problem.recipients.values()
            return f"{code} {_text(words)}"
        case smtplib.SMTPResponseException():
            return f"{problem.smtp_code} {_text(problem.smtp_error)}"
        case ssl.SSLCertVerificationError():
            return problem.verify_message
    return str(problem)


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


NO_OTHER_WORDS = "{server} cannot be used ({name}: {said})."
REASONS = {
    ssl.SSLCertVerificationError: "The certificate of {server} is not to be trusted ({said}).",
    ssl.SSLError: "{server} does not speak TLS as asked. Is smtps:// (465) or smtp:// (587) the right one?",
    socket.gaierror: "There is no machine called {host} that this one can find.",
    ConnectionRefusedError: "Nothing answers at {server}.",
    TimeoutError: "{server} does not answer. Does a firewall keep outgoing e-mail back?",
    smtplib.SMTPNotSupportedError: "{server} offers no encryption, or no signing in. Is it the right port?",
    smtplib.SMTPAuthenticationError: "{server} does not take this name and password ({said}).",
    smtplib.SMTPSenderRefused: "{server} lets nobody send as {sender} ({said}). See WAYFELLOW_MAIL_FROM.",
    smtplib.SMTPRecipientsRefused: "{server} takes no e-mail for this address ({said}).",
    smtplib.SMTPResponseException: "{server} refused ({said}).",
    smtplib.SMTPServerDisconnected: "{server} hung up. Is smtps:// (465) or smtp:// (587) the right one?",
}
