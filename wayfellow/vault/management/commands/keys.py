"""`wayfellow keys rotate`: change the installation's key while the installation stays open."""

from django.conf import settings
from django.core.management.base import BaseCommand

from wayfellow.vault.rotation import rotate


class Command(BaseCommand):
    help = "Look after the installation's key."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("rotate", help="make a new installation key, and wrap every person's key with it")

    def handle(self, **options):
        wrapped = sum(rotate())
        self.stdout.write(
            f"A new key is in {settings.KEY_FILE}; {wrapped} people’s keys were wrapped with it. "
            "Copy the file to where you keep its copy. The copy of the old one opens only backups from before."
        )
