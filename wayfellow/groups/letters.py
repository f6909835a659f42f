"""What is written to whoever asked to be told of a day that is otherwise. No letter says what it is about."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wayfellow.groups.models import Member, Wish
from wayfellow.notices.letters import address_of, can_be_sent

TOLD = "told of a group"
KINDS: dict[str, type[Member] | type[Wish]] = {"member": Member, "wish": Wish}


def to_confirm(wish: Wish) -> dict[str, Any]:
    """Return the letter by which somebody says that this is their address."""
    words = render_to_string("groups/confirm_letter.txt", {"link": link_of(wish)})
    return {"to": wish.email, "subject": str(_("Your link")), "words": words, "key": wish.key}


def of_a_change(asked: Member | Wish) -> dict[str, Any]:
    """Return the letter that something has changed. One tap on its link stops them."""
    words = render_to_string("groups/changed_letter.txt", {"link": link_of(asked)})
    return {
        "to": address_to_write_to(asked),
        "subject": str(_("Something has changed")),
        "words": words,
        "key": asked.key,
        "unsubscribe": link_of(asked),
    }


def of_a_place_given_back(member: Member) -> dict[str, Any]:
    """Return the last letter to somebody of whom nothing is kept any more."""
    words = render_to_string("groups/given_back_letter.txt")
    return {"to": address_to_write_to(member), "subject": str(_("Something has changed")), "words": words}


def reaches(member: Member) -> bool:
    """Return whether a letter reaches somebody who did not stop them."""
    return can_be_sent() and not member.letters_stopped_on and bool(address_to_write_to(member))


def address_to_write_to(asked: Member | Wish) -> str:
    """Return the e-mail address that somebody gave, or nothing where what they gave is none."""
    given = str(asked.reach if isinstance(asked, Member) else asked.email).strip()
    try:
        validate_email(given)
    except ValidationError:
        return ""
    return given


def link_of(asked: Member | Wish) -> str:
    return address_of(reverse("groups:told", args=[token_of(asked)]))


def token_of(asked: Member | Wish) -> str:
    """Return the end of the link in a letter. It opens which days are otherwise, which everyone may read, and stops."""
    return signing.dumps([type(asked).__name__.lower(), asked.pk.hex], salt=TOLD)


def asked_under(token: str) -> Member | Wish | None:
    """Return whose letters a link is about, or nobody where it is not ours, or nothing of them is kept any more."""
    try:
        kind, number = signing.loads(token, salt=TOLD)
        return KINDS[kind].objects.select_related(*KINDS[kind].always_with).filter(pk=UUID(number)).first()
    except (signing.BadSignature, KeyError, ValueError):
        return None
