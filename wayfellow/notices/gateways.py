"""How a short message leaves the installation: through a gateway that the organisation has. There are two kinds."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from smtplib import SMTPException
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

import phonenumbers
from django.conf import settings
from django.core.mail import EmailMessage
from phonenumbers import NumberParseException, PhoneNumberFormat

from wayfellow.jobs.definitions import NotDone
from wayfellow.ui.money import country_here

PATIENCE = 10  # seconds


class NobodyKnows(Exception):
    """It was handed over and nothing was answered: it may have gone out."""


class Gateway(Protocol):
    def send(self, number: str, words: str) -> None:
        """Hand it over. Raises `NotDone` where it did not go out, `NobodyKnows` where it may have: both name nobody."""


class NowhereElse(HTTPRedirectHandler):
    """A number goes to the address that was set, and to no other that its answer names."""

    def redirect_request(self, *args: Any) -> None:
        return None


@dataclass(frozen=True)
class ByHTTP:
    """A gateway that is asked by http: all in its address, or with a body, of JSON or as a form sends it."""

    address: str
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, number: str, words: str) -> None:
        try:
            build_opener(NowhereElse).open(self._request(number, words), timeout=PATIENCE).close()
        except HTTPError as problem:
            problem.close()
            raise NotDone(f"the text gateway did not take a message: {problem.code}") from None
        except URLError as problem:
            raise NotDone(f"the text gateway cannot be reached: {type(problem.reason).__name__}") from None
        except (OSError, HTTPException) as problem:
            raise NobodyKnows(f"the text gateway did not answer: {type(problem).__name__}") from None

    def _request(self, number: str, words: str) -> Request:
        is_json = self.body.startswith(("{", "["))
        body = filled(self.body, number, words, _in_json if is_json else _in_address).encode() or None
        kind = {"Content-Type": "application/json" if is_json else "application/x-www-form-urlencoded"} if body else {}
        return Request(filled(self.address, number, words, _in_address), body, kind | self.headers)


@dataclass(frozen=True)
class ByEMail:
    """A gateway that is written to: each number has an address."""

    address: str

    def send(self, number: str, words: str) -> None:
        try:
            EmailMessage("", words, None, [filled(self.address, number, words)]).send()
        except (OSError, SMTPException) as problem:
            raise NotDone(f"the mail server did not take a text message: {type(problem).__name__}") from None


def gateway() -> Gateway | None:
    """Return the one that is set."""
    said = settings.TEXTS
    if not said:
        return None
    kind, address = said["address"].split(":", 1)
    return ByEMail(address) if kind == "mailto" else ByHTTP(**said)


def filled(template: str, number: str, words: str, written: Callable[[str], str] = str) -> str:
    """Return what the operator wrote, with a number and the words put in. These come last: nothing in them counts."""
    for name, value in {"number": number, "digits": number.lstrip("+"), "words": words}.items():
        template = template.replace(f"{{{name}}}", written(value))
    return template


def as_dialled(phone: str) -> str:
    """Return a number as any gateway takes it; nothing, where it is none."""
    try:
        number = phonenumbers.parse(phone, country_here())
    except NumberParseException:
        return ""
    is_one = phonenumbers.is_possible_number(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if is_one else ""


def _in_address(value: str) -> str:
    return quote(value, safe="")


def _in_json(value: str) -> str:
    return json.dumps(value)[1:-1]
