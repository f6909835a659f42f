"""`wayfellow remind`: once a day, a short note to whoever wants one and has a survey waiting."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils import timezone

from wayfellow.surveys import actions
from wayfellow.surveys.queries.own import safe_address, to_be_told


class Command(BaseCommand):
    help = "Send a short note to whoever asked for one and has a survey waiting. Meant to run once a day."

    def handle(self, **options: Any) -> None:
        if not settings.DEFAULT_FROM_EMAIL:
            raise CommandError("No mail server is set, so no note can be sent. Nothing was changed.")
        written = [self._tell(mail, due) for mail, due in to_be_told(timezone.localdate())]
        self.stdout.write(f"Notes written: {sum(written)}. Without an address that is safe: {written.count(False)}.")

    def _tell(self, mail: Any, due: dict[str, int]) -> bool:
        address = safe_address(mail.person)
        if address:
            actions.tell(mail, to=address, due=due)
        return bool(address)
