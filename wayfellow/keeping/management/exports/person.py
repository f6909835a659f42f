"""`wayfellow export person`: everything about one person, to take along."""

from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from wayfellow.access.guard import COMMAND_LINE
from wayfellow.keeping import actions, queries
from wayfellow.keeping.files import everything_in_files


class Command(BaseCommand):
    help = "everything about one person, readable and machine-readable"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--to", required=True, metavar="FILE", help="a zip; only its owner may read it")

    def handle(self, *, code: str, to: str, **options: Any) -> None:
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
