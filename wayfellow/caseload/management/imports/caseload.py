"""`wayfellow import caseload`: bring in the journeys of a programme from before Wayfellow."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone

from wayfellow.access.guard import COMMAND_LINE
from wayfellow.caseload import actions
from wayfellow.caseload.files import read_caseload
from wayfellow.directory.models import Programme
from wayfellow.directory.queries.programmes import programme_called, slugs


class Command(BaseCommand):
    help = "journeys from before, as CSV"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("people", metavar="PEOPLE.csv")
        parser.add_argument("accompaniments", metavar="ACCOMPANIMENTS.csv")
        parser.add_argument("--programme", required=True, metavar="SLUG", help="the programme's short name")
        parser.add_argument("--new-programme", action="store_true", help="open it, beside those that are there")
        parser.add_argument("--clinical-summary", metavar="FILE.csv", help="totals over the whole group")
        parser.add_argument("--dry-run", action="store_true", help="check everything and write nothing")

    def handle(
        self,
        *,
        people: str,
        accompaniments: str,
        programme: str,
        new_programme: bool,
        clinical_summary: str | None,
        dry_run: bool,
        **options: Any,
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

    def _programme(self, slug: str, *, may_open: bool) -> Programme:
        """Return the programme of this name, opening it only as the first one or when asked: names are mistyped."""
        if programme := programme_called(slug):
            return programme
        try:
            validate_slug(slug)
        except ValidationError:
            raise CommandError(f"“{slug}” is no short name. Please use letters, digits and hyphens.") from None
        if (there := slugs()) and not may_open:
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
