"""`wayfellow seed`: invented content by the thousand, the same every time, for measurements."""

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from wayfellow.demo import crowd, seed
from wayfellow.directory.models import Listing, Programme
from wayfellow.people.models import Person

MOST = {"programmes": 100_000, "people": 100_000, "accompaniments": 1_000_000}


class Command(BaseCommand):
    help = "Add invented content, the same every time, for measurements."

    def add_arguments(self, parser):
        parser.add_argument("--programmes", type=int, default=0, metavar="N", help="published programmes to add")
        parser.add_argument("--people", type=int, default=0, metavar="N", help="people to put on the demo’s road")
        parser.add_argument("--accompaniments", type=int, default=0, metavar="M", help="their accompaniments in all")

    def handle(self, *, programmes, people, accompaniments, **options):
        asked = {"programmes": programmes, "people": people, "accompaniments": accompaniments}
        for what, number in asked.items():
            if not 0 <= number <= MOST[what]:
                raise CommandError(f"Say how many: --{what} from 1 to {MOST[what]}.")
        if not programmes and not people:
            raise CommandError("Say how many: --programmes N, or --people N --accompaniments M.")
        if programmes:
            self._programmes(programmes)
        if people:
            self._people(people, accompaniments)

    def _programmes(self, number):
        if Listing.objects.filter(slug__startswith="seeded-").exists():
            raise CommandError("This database was seeded already.")
        seed.programmes(number)
        self.stdout.write(f"{number} programmes were added.")

    def _people(self, number, accompaniments):
        programme = Programme.objects.filter(slug="nou-barris").first()
        if programme is None:
            raise CommandError("These people walk with the demonstration’s: run `wayfellow demo` first.")
        if Person.objects.filter(name__startswith=crowd.NAMED).exists():
            raise CommandError("This database was seeded already.")
        crowd.people(programme, number, accompaniments)
        self.stdout.write(f"{number} people with {accompaniments} accompaniments were added.")
