"""`wayfellow import directory`: bring in programmes that others keep, as HSDS."""

from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from wayfellow.directory.queries.programmes import programme_called, slugs
from wayfellow.hsds import actions
from wayfellow.hsds.reading import read

LONGEST_LIST = 20


class Command(BaseCommand):
    help = "programmes others keep, as HSDS: a folder of CSV, a zip or JSON"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="PATH")
        parser.add_argument("--source", default="", help="who keeps it; what is missing from it later is withdrawn")
        parser.add_argument("--kept-by", metavar="SLUG", help="the programme whose coordinators keep it from now on")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")

    def handle(self, *, path: str, source: str, kept_by: str | None, dry_run: bool, **options: Any) -> None:
        keeper = programme_called(kept_by) if kept_by else None
        if kept_by and keeper is None:
            raise CommandError(f"There is no programme “{kept_by}” (there are: {', '.join(slugs())}).")
        source = source or Path(path).stem
        package = read(path, source=source)
        with transaction.atomic():
            difference = actions.import_directory(package, source=source, kept_by=keeper, on=timezone.localdate())
            transaction.set_rollback(dry_run)
        self._tell(difference, dry_run=dry_run)

    def _tell(self, difference: actions.Difference, *, dry_run: bool) -> None:
        for what, names in [
            ("added", difference.added), ("changed", difference.changed), ("withdrawn", difference.withdrawn),
        ]:  # fmt: skip
            self.stdout.write(f"{'Would be ' if dry_run else ''}{what}: {len(names)}".capitalize())
            self.stdout.writelines(f"  {name}\n" for name in names[:LONGEST_LIST])
            if len(names) > LONGEST_LIST:
                self.stdout.write(f"  … and {len(names) - LONGEST_LIST} more")
        self.stdout.write(f"As before: {difference.unchanged}")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")
