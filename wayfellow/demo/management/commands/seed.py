"""`wayfellow seed`: invented content by the thousand, the same every time, for measurements."""

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from wayfellow.demo import seed
from wayfellow.directory.models import Listing

MOST = 100_000


class Command(BaseCommand):
    help = "Add invented content, the same every time, for measurements."

    def add_arguments(self, parser):
        parser.add_argument("--programmes", type=int, default=0, metavar="N", help="published programmes to add")

    def handle(self, *, programmes, **options):
        if not 0 < programmes <= MOST:
            raise CommandError(f"Say how many: --programmes from 1 to {MOST}.")
        if Listing.objects.filter(slug__startswith="seeded-").exists():
            raise CommandError("This database was seeded already.")
        seed.programmes(programmes)
        self.stdout.write(f"{programmes} programmes were added.")
