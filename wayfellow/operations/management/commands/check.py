"""`wayfellow check`: look whether everything is as it must be. One line for each thing that is not."""

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.utils import DatabaseError, IntegrityError

from wayfellow.directory import checks as directory
from wayfellow.jobs import checks as jobs
from wayfellow.journal import checks as journal
from wayfellow.journeys import checks as journeys
from wayfellow.keeping import anchor
from wayfellow.operations import checks as house
from wayfellow.operations.up_to_date import NOT_UP_TO_DATE, is_up_to_date
from wayfellow.vault import checks as vault


class Command(BaseCommand):
    help = "Look whether the journal, the sealed words, the rules, the counters and the settings are as they must be."
    requires_system_checks = "__all__"

    def handle(self, **options):
        count = 0
        for finding in _findings():
            count += 1
            self.stdout.write(str(finding))
        if count:
            raise CommandError(f"{count} to look at.")
        self.stdout.write("All is as it must be.")


def _findings():
    yield from house.findings()
    try:
        if not is_up_to_date():
            raise CommandError(NOT_UP_TO_DATE)
        yield from _rows_that_point_to_nothing()
        for room in [journal, anchor, vault, journeys, directory, jobs]:
            yield from room.findings()
    except DatabaseError as error:
        raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from None


def _rows_that_point_to_nothing():
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"database: {error}"
