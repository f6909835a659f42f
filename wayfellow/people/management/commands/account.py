"""`wayfellow account`: closing an account, opening it again, and a way back into it, at the machine itself."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import override

from wayfellow.access.guard import COMMAND_LINE, Refused
from wayfellow.directory.queries.programmes import installation
from wayfellow.notices.letters import can_be_sent
from wayfellow.people import actions, queries
from wayfellow.people.links import made_for
from wayfellow.people.models import User

DEEDS = {
    "block": "close it for now: nobody comes in by it",
    "unblock": "open it again",
    "address": "set another e-mail address; both are told",
    "way-back": "let go of its second steps and password, and send a link to its own address",
}


class Command(BaseCommand):
    help = "Close an account for now, open it again, or give its owner a way back. The account is told each time."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="|".join(DEEDS))
        for deed, what in DEEDS.items():
            parts = deeds.add_parser(deed, help=what)
            parts.add_argument("email", metavar="ADDRESS")
            if deed == "address":
                parts.add_argument("new", metavar="NEW")

    def handle(self, *, deed: str, email: str, **options: Any) -> None:
        user = queries.any_account_with(email)
        if user is None:
            raise CommandError("There is no account of this address. Nothing was changed.")
        try:
            with override("en"):
                self.stdout.write(getattr(self, f"_{deed.replace('-', '_')}")(user, **_words(options)))
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None

    def _block(self, user: User) -> str:
        actions.close_account(user, by=COMMAND_LINE, at=timezone.now(), on=timezone.localdate())
        return "Closed for now."

    def _unblock(self, user: User) -> str:
        actions.open_account(user, by=COMMAND_LINE, at=timezone.now())
        return "Open again."

    def _address(self, user: User, *, new: str) -> str:
        actions.settle_address(user, by=COMMAND_LINE, email=_checked(new), at=timezone.now())
        return "Changed. Links sent to the old address open nothing any more."

    def _way_back(self, user: User) -> str:
        now = timezone.now()
        way_back = actions.ask_way_back(installation(), by=COMMAND_LINE, id=uuid.uuid4(), email=user.email, at=now)
        if way_back is None:
            raise CommandError("This account is closed for now: open it first. Nothing was changed.")
        actions.give_way_back(way_back, by=COMMAND_LINE, at=now)
        if can_be_sent():
            return "A link is on its way to the address of the account."
        return f"No letter goes out from here. Give this link to its owner, it opens once: {made_for(way_back.user)}"


def _words(options: dict[str, Any]) -> dict[str, str]:
    return {"new": options["new"]} if "new" in options else {}


def _checked(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"“{email}” is not an e-mail address. Nothing was changed.") from None
    return email
