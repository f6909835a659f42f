"""`wayfellow work`: the job worker alone, where several machines serve."""

import logging

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db.utils import DatabaseError

from wayfellow.operations.worker import work


class Command(BaseCommand):
    help = "Do what is to be done later, until stopped. `wayfellow serve` starts one, unless told --no-jobs."

    def handle(self, **options):
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        try:
            work()
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from None
