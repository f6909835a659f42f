"""`wayfellow mail test ADDRESS`: whether e-mail gets out, step by step, and what is in its way."""

from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from wayfellow.notices.trying import Obstacle, send_a_try


class Command(BaseCommand):
    help = "Send one e-mail to ADDRESS, and say in plain words how far it came."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="test")
        deeds.add_parser("test", help="send one e-mail").add_argument("address", metavar="ADDRESS")

    def handle(self, *, address: str, **options: Any) -> None:
        try:
            for step in send_a_try(address):
                self.stdout.write(step)
        except Obstacle as obstacle:
            raise CommandError(str(obstacle)) from None
