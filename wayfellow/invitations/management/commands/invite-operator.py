"""`wayfellow invite-operator`: how the first operator comes to an empty installation."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email
from django.utils import timezone

from wayfellow.access.guard import COMMAND_LINE
from wayfellow.directory.queries.programmes import installation, programme_called
from wayfellow.invitations import actions
from wayfellow.invitations.forms import DAYS


class Command(BaseCommand):
    help = "Invite somebody to keep this installation, with a code that opens once."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--name", default="", help="what they are called, if it is not to be the address")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=dict(settings.LANGUAGES))
        parser.add_argument(
            "--programme", metavar="SLUG", help="the programme they work beside, whose people they know"
        )
        parser.add_argument("--days", type=int, default=DAYS)

    def handle(self, *, email, name, language, programme, days, **options):
        whom = {"email": _checked(email).lower(), "name": name or email, "language": language}
        invitation = actions.invite_operator(
            installation(),
            by=COMMAND_LINE,
            id=uuid.uuid4(),
            on=timezone.localdate(),
            days=days,
            programme=_programme(programme),
            **whom,
        )
        self.stdout.write(f"At the address /invitation/ of this house, {email} types this code: {invitation.fresh}")
        self.stdout.write(f"It opens once, until {invitation.open_until}, and is shown nowhere again.")


def _checked(email):
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"“{email}” is not an e-mail address.") from None
    return email


def _programme(slug):
    programme = programme_called(slug) if slug else None
    if slug and programme is None:
        raise CommandError(f"There is no programme “{slug}”.")
    return programme
