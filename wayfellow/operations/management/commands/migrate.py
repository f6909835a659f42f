"""`wayfellow migrate`: bring the tables up to date, and then what is made of them: what a search reads."""

from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from wayfellow.directory.actions import read_anew
from wayfellow.operations.new_tables import make_tables
from wayfellow.operations.up_to_date import is_up_to_date


class Command(migrate.Command):
    def handle(self, *args, app_label, plan, check_unapplied, fake, **options):
        only_asks = plan or check_unapplied
        loader = MigrationLoader(connection)
        if not (loader.applied_migrations or only_asks or app_label or fake):
            make_tables(loader)
        super().handle(*args, app_label=app_label, plan=plan, check_unapplied=check_unapplied, fake=fake, **options)
        if not only_asks and is_up_to_date():
            read_anew()
