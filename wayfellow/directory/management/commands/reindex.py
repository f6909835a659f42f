"""`wayfellow reindex`: have the search read every listing anew, after an upgrade or a repair."""

from django.core.management.base import BaseCommand

from wayfellow.directory.actions import make_findable
from wayfellow.directory.models import Listing

AT_ONCE = 500


class Command(BaseCommand):
    help = "Have the search of the directory read every listing anew."

    def handle(self, **options):
        listings = list(Listing.objects.only("pk", "published_on").order_by("pk"))
        for start in range(0, len(listings), AT_ONCE):
            make_findable(*listings[start : start + AT_ONCE])
        self.stdout.write(f"{len(listings)} listings were read.")
