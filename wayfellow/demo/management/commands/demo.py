"""`wayfellow demo`: load the demonstration into an empty database."""

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from wayfellow.demo import (
    audits,
    cast,
    days,
    directory,
    follow_ups,
    governing,
    groups,
    handing_on,
    office,
    pilot,
    readiness,
    themes,
    today,
    totals,
)
from wayfellow.evaluation.actions import publish
from wayfellow.evaluation.queries import to_publish
from wayfellow.keeping import anchor
from wayfellow.operations.up_to_date import bring_up_to_date
from wayfellow.people.models import User


@transaction.atomic
def tell():
    """All of it, or nothing."""
    everyone = cast.gather(password=cast.PASSWORD)
    with days.as_they_passed():
        pilot.tell(everyone)
        today.tell(everyone)
        directory.tell()
        groups.tell(everyone)
        office.tell(everyone)
        follow_ups.tell(everyone)
        audits.tell(everyone)
        readiness.tell(everyone)
        themes.tell(everyone)
        totals.tell(everyone)
        governing.tell(everyone)
        handing_on.tell(everyone)
    days.have_been_read()
    for programme in to_publish():
        publish(programme, today=timezone.localdate())


class Command(BaseCommand):
    help = "Load the demonstration: the Nou Barris pilot, and a cast of invented people."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where the demonstration is loaded already"
        )

    def handle(self, *, if_empty, **options):
        bring_up_to_date(self.stdout.write, may_set_up=True)
        if User.objects.filter(of_the_demo=True).exists():
            if not if_empty:
                raise CommandError("The demonstration is loaded already.")
        elif User.objects.exists():
            raise CommandError("Real accounts live in this database. The demonstration needs an empty one.")
        else:
            self.stdout.write("Loading the demonstration…")
            tell()
            anchor.note()
        self._print_accounts()

    def _print_accounts(self):
        every = [*(account for account, *_rest in cast.ACCOUNTS.values()), governing.ACCOUNT]
        accounts = ", ".join(f"{account}@demo.example" for account in every)
        self.stdout.write(f"Demo accounts (password {cast.PASSWORD}): {accounts}")
