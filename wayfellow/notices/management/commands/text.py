"""`wayfellow text test NUMBER`: whether a text message gets out, and what is in its way."""

from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from wayfellow.notices.trying import Obstacle, text_a_try


class Command(BaseCommand):
    help = "Send one text message to NUMBER, and say in plain words how far it came."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="test")
        deeds.add_parser("test", help="send one text message").add_argument("number", metavar="NUMBER")

    def handle(self, *, number: str, **options: Any) -> None:
        try:
            for step in text_a_try(number):
                self.stdout.write(step)
        except Obstacle as obstacle:
            raise CommandError(str(obstacle)) from None
