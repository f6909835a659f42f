"""`wayfellow export directory`: every published programme, as HSDS."""

from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from wayfellow.hsds.package import write, write_json
from wayfellow.hsds.queries import loose_rows, to_give_away
from wayfellow.hsds.sorting import packed


class Command(BaseCommand):
    help = "every published programme, as HSDS: CSV with datapackage.json"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, metavar="DIR", help="a folder that is new or empty")
        parser.add_argument("--json", action="store_true", help="one file directory.json instead")

    def handle(self, *, to: str, json: bool, **options: Any) -> None:
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
