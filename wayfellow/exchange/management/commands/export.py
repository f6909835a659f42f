"""`wayfellow export`: what is kept here, to take along."""

from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from wayfellow.access.guard import COMMAND_LINE
from wayfellow.exchange.hsds.package import write, write_json
from wayfellow.exchange.hsds.sorting import packed
from wayfellow.exchange.queries.directory import loose_rows, to_give_away
from wayfellow.keeping import actions, queries
from wayfellow.keeping.files import everything_in_files


class Command(BaseCommand):
    help = "Write what is kept here into a file."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="person | directory")
        person = kinds.add_parser("person", help="everything about one person, readable and machine-readable")
        person.add_argument("code", metavar="CODE")
        person.add_argument("--to", required=True, metavar="FILE", help="a zip; only its owner may read it")
        directory = kinds.add_parser("directory", help="every published programme, as HSDS: CSV with datapackage.json")
        directory.add_argument("--to", required=True, metavar="DIR", help="a folder that is new or empty")
        directory.add_argument("--json", action="store_true", help="one file directory.json instead")

    def handle(self, *, kind: str, **options: Any) -> None:
        if kind == "person":
            self._export_person(**options)
        else:
            self._export_directory(**options)

    def _export_directory(self, *, to: str, json: bool, **_options: Any) -> None:
        folder = Path(to)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise CommandError(f"{to} is not empty. Please name another folder.")
            package = packed(to_give_away(), loose_rows())
            names = write_json(package, folder) if json else write(package, folder)
        except OSError as problem:
            raise CommandError(f"{to} cannot be written: {problem.strerror}.") from None
        self.stdout.write(f"{len(package.rows['service'])} programmes are in {to}: {', '.join(names)}.")

    def _export_person(self, *, code: str, to: str, **_options: Any) -> None:
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
