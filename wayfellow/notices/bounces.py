"""Letters that come back: what the mailbox of the sender says of addresses that no longer take any."""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from wayfellow.jobs.definitions import NotDone

PATIENCE = 10  # seconds
SAID_FOR = timedelta(days=180)
A_REPORT = "multipart/report"
OF_OURS = re.compile(r"\s*<[0-9a-f-]{36}@(.+)>\s*")


def mark_of(address: str) -> str:
    """Return by what an address is known again, and is not found out by anybody who reads the database alone."""
    return salted_hmac("wayfellow.notices.returned", address.strip().casefold(), algorithm="sha256").hexdigest()


def can_be_noticed() -> bool:
    """Say whether there is a mailbox to look into."""
    return bool(settings.BOUNCES)


def come_back() -> Iterator[str]:
    """Yield each address to which a letter of ours came back for good, and mark what told of it as read.

    Anything else in that mailbox stays as it is: somebody may read it.
    """
    try:
        with _mailbox() as box:
            _answer, [numbers] = box.search(None, "UNSEEN", "HEADER", "Content-Type", A_REPORT)
            for number in numbers.decode().split():
                _answer, found = box.fetch(number, "(BODY.PEEK[])")
                yield from addresses_in(message_from_bytes(found[0][1]))
                box.store(number, "+FLAGS", "\\Seen")
    except (OSError, imaplib.IMAP4.error) as problem:
        raise NotDone(f"the mailbox for letters that come back cannot be read: {type(problem).__name__}") from None


def addresses_in(message: Message) -> set[str]:
    """Return to whom a report says that a letter of ours cannot be delivered, now and later (RFC 3464)."""
    if message.get_content_type() != A_REPORT or not any(_is_ours(part) for part in message.walk()):
        return set()
    blocks = [block for part in message.walk() for block in _blocks(part)]
    return {_recipient(block) for block in blocks if _is_for_good(block)} - {""}


def _blocks(part: Message) -> list[Any]:
    return list(part.get_payload()) if part.get_content_type() == "message/delivery-status" else []


def _is_for_good(block: Any) -> bool:
    return block.get("Action", "").strip().lower() == "failed" and block.get("Status", "").strip().startswith("5")


def _recipient(block: Any) -> str:
    said = block.get("Original-Recipient") or block.get("Final-Recipient", "")
    return parseaddr(said.rpartition(";")[2].strip())[1]


def _is_ours(part: Any) -> bool:
    """Whether this part is a letter that came back, with the mark that ours have."""
    match part.get_content_type():
        case "message/rfc822":
            mark = part.get_payload(0)["Message-ID"]
        case "text/rfc822-headers":
            mark = message_from_string(part.get_payload())["Message-ID"]
        case _:
            return False
    found = OF_OURS.fullmatch(mark or "")
    return found is not None and found[1] == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


@contextmanager
def _mailbox() -> Iterator[Any]:
    said = settings.BOUNCES
    kind = imaplib.IMAP4_SSL if said["is_encrypted"] else imaplib.IMAP4
    with kind(said["host"], said["port"], timeout=PATIENCE) as box:
        box.login(said["user"], said["password"])
        box.select("INBOX")
        yield box
