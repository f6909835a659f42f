"""`wayfellow export`: what is kept here, to take along."""

from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from wayfellow.access.guard import COMMAND_LINE
from wayfellow.keeping import actions, queries
from wayfellow.keeping.files import everything_in_files


class Command(BaseCommand):
    help = "Write what is kept here into a file."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="person")
        person = kinds.add_parser("person", help="everything about one person, readable and machine-readable")
        person.add_argument("code", metavar="CODE")
        person.add_argument("--to", required=True, metavar="FILE", help="a zip; only its owner may read it")

    def handle(self, *, kind: str, code: str, to: str, **options: Any) -> None:
        person = queries.called(code)
        if person is None:
            raise CommandError(f"There is nobody here with the code “{code}”.")
        file = Path(to)
        try:
            file.touch(mode=0o600, exist_ok=False)
            actions.take_along(person, by=COMMAND_LINE)
            file.write_bytes(everything_in_files(person))
        except FileExistsError:
            raise CommandError(f"{to} is there already. Please name another file.") from None
        except OSError as problem:
            raise CommandError(f"{to} cannot be written: {problem.strerror}.") from None
        self.stdout.write(f"Everything about {code} is in {to}. The person reads in their own space that it was taken.")
