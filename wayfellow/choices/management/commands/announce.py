"""`wayfellow announce`: every few minutes, tell coordinators by e-mail that something new waits for them."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils import timezone

from wayfellow.choices.actions import announce


class Command(BaseCommand):
    help = "Write to coordinators that a new request waits, once for each, and nothing of what it is."

    def handle(self, **options: Any) -> None:
        if not settings.DEFAULT_FROM_EMAIL:
            raise CommandError("There is no mail server: set WAYFELLOW_MAIL_URL.")
        self.stdout.write(f"Coordinators written to: {announce(on=timezone.localdate())}.")
