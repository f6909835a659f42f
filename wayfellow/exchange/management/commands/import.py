"""`wayfellow import`: bring in what was kept elsewhere."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone

from wayfellow.access.guard import COMMAND_LINE
from wayfellow.directory.models import Programme
from wayfellow.evaluation import queries
from wayfellow.exchange import actions
from wayfellow.exchange.caseload import read_caseload
from wayfellow.exchange.hsds.package import read
from wayfellow.exchange.sheets import BadRows

LONGEST_LIST = 20


class Command(BaseCommand):
    help = "Bring in what was kept elsewhere: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="caseload | directory")
        caseload = kinds.add_parser("caseload", help="journeys from before, as CSV")
        caseload.add_argument("people", metavar="PEOPLE.csv")
        caseload.add_argument("accompaniments", metavar="ACCOMPANIMENTS.csv")
        caseload.add_argument("--programme", required=True, metavar="SLUG", help="the programme's short name")
        caseload.add_argument("--new-programme", action="store_true", help="open it, beside those that are there")
        caseload.add_argument("--clinical-summary", metavar="FILE.csv", help="totals over the whole group")
        caseload.add_argument("--dry-run", action="store_true", help="check everything and write nothing")
        directory = kinds.add_parser(
            "directory", help="programmes others keep, as HSDS: a folder of CSV, a zip or JSON"
        )
        directory.add_argument("path", metavar="PATH")
        directory.add_argument("--source", default="", help="who keeps it; what is missing from it later is withdrawn")
        directory.add_argument("--kept-by", metavar="SLUG", help="the programme whose coordinators keep it from now on")
        directory.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")

    def handle(self, *, kind: str, **options: Any) -> None:
        try:
            if kind == "caseload":
                self._import_caseload(**options)
            else:
                self._import_directory(**options)
        except BadRows as bad:
            lines = [*map(str, bad.rows), "", _to_put_right(len(bad.rows))]
            raise CommandError("\n".join(lines)) from None

    def _import_caseload(
        self,
        *,
        people: str,
        accompaniments: str,
        programme: str,
        new_programme: bool,
        clinical_summary: str | None,
        dry_run: bool,
        **_options: Any,
    ) -> None:
        caseload = read_caseload(people, accompaniments, clinical_summary, today=timezone.localdate())
        self.stdout.write(
            f"Read: {len(caseload.people)} people, {len(caseload.accompaniments)} accompaniments,"
            f" {len(caseload.clinical)} clinical totals."
        )
        with transaction.atomic():
            brought = actions.import_caseload(
                self._programme(programme, may_open=new_programme), by=COMMAND_LINE, caseload=caseload
            )
            transaction.set_rollback(dry_run)
        self._say(brought, dry_run=dry_run)

    def _import_directory(self, *, path: str, source: str, kept_by: str | None, dry_run: bool, **_options: Any) -> None:
        keeper = queries.programme_called(kept_by) if kept_by else None
        if kept_by and keeper is None:
            raise CommandError(f"There is no programme “{kept_by}” (there are: {', '.join(queries.slugs())}).")
        package = read(path)
        with transaction.atomic():
            difference = actions.import_directory(
                package, source=source or Path(path).stem, kept_by=keeper, on=timezone.localdate()
            )
            transaction.set_rollback(dry_run)
        self._tell(difference, dry_run=dry_run)

    def _tell(self, difference: actions.Difference, *, dry_run: bool) -> None:
        for what, names in [
            ("added", difference.added), ("changed", difference.changed), ("withdrawn", difference.withdrawn),
        ]:  # fmt: skip
            self.stdout.write(f"{'Would be ' if dry_run else ''}{what}: {len(names)}".capitalize())
            self.stdout.writelines(f"  {name}" for name in names[:LONGEST_LIST])
            if len(names) > LONGEST_LIST:
                self.stdout.write(f"  … and {len(names) - LONGEST_LIST} more")
        self.stdout.write(f"As before: {difference.unchanged}")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")

    def _programme(self, slug: str, *, may_open: bool) -> Programme:
        """Return the programme of this name, opening it only as the first one or when asked: names are mistyped."""
        if programme := queries.programme_called(slug):
            return programme
        try:
            validate_slug(slug)
        except ValidationError:
            raise CommandError(f"“{slug}” is no short name. Please use letters, digits and hyphens.") from None
        if (there := queries.slugs()) and not may_open:
            hint = "To open another one, add --new-programme."
            raise CommandError(f"There is no programme “{slug}” (there are: {', '.join(there)}). {hint}")
        self.stderr.write(f"There was no programme “{slug}” yet, so it was opened.")
        return actions.open_programme(slug)

    def _say(self, brought: actions.BroughtIn, *, dry_run: bool) -> None:
        for what, names in [("referral source", brought.sources), ("site", brought.sites)]:
            if names:
                self.stdout.write(f"New to the programme, as {what}: {', '.join(names)}.")
        self.stdout.write(
            f"{'Would be added' if dry_run else 'Added'}: {brought.people} people,"
            f" {brought.accompaniments} accompaniments, {brought.totals} clinical totals."
            f" Here already: {brought.people_here} people."
        )
        if brought.people_erased:
            self.stdout.write(f"Erased here, and left out: {brought.people_erased} people.")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was written.")


def _to_put_right(number: int) -> str:
    return f"Nothing was brought in. To put right: {number}."
