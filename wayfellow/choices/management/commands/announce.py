"""`wayfellow announce`: every few minutes, tell coordinators by e-mail that something new waits for them."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from wayfellow.choices import links
from wayfellow.choices.actions import announce


class Command(BaseCommand):
    help = "Write to coordinators that a new request waits, once for each, and nothing of what it is."

    def handle(self, **options: Any) -> None:
        if not settings.DEFAULT_FROM_EMAIL:
            raise CommandError("There is no mail server: set WAYFELLOW_MAIL_URL.")
        coordinators = announce(on=timezone.localdate())
        failed = [one for one in coordinators if not _write_to(one)]
        self.stdout.write(f"{len(coordinators) - len(failed)} coordinators were written to.")
        if failed:
            raise CommandError(f"{len(failed)} letters did not go out. What is new stands on the desk all the same.")


def _write_to(coordinator):
    with override(coordinator.language):
        return links.write(coordinator.email, _("Something waits for you"), "choices/something_waits.txt")
