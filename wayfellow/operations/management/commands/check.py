"""`wayfellow check`: look whether everything is as it must be. One line for each thing that is not."""

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.utils import DatabaseError, IntegrityError

from wayfellow.access.rooms import brought
from wayfellow.operations import deployment
from wayfellow.operations.up_to_date import NOT_UP_TO_DATE, is_up_to_date


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
    yield from deployment.findings()
    try:
        if not is_up_to_date():
            raise CommandError(NOT_UP_TO_DATE)
        yield from _rows_that_point_to_nothing()
        for checks in checks_of_rooms():
            yield from checks.findings()
    except DatabaseError as error:
        raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from None


def checks_of_rooms():
    """Return the `checks.py` of every room that has one, the lowest room first."""
    return brought("checks")


def _rows_that_point_to_nothing():
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"database: {error}"
