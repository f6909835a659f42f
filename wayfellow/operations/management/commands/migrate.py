"""`wayfellow migrate`: bring the tables up to date, and then what is made of them: what a search reads."""

from django.core.management.commands import migrate

from wayfellow.directory.actions import read_anew
from wayfellow.operations.up_to_date import is_up_to_date


class Command(migrate.Command):
    def handle(self, *args, plan, check_unapplied, **options):
        super().handle(*args, plan=plan, check_unapplied=check_unapplied, **options)
        if not plan and not check_unapplied and is_up_to_date():
            read_anew()
