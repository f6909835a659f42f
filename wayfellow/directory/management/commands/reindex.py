"""`wayfellow reindex`: have the search read every listing anew, after a repair. `wayfellow migrate` does so too."""

from django.core.management.base import BaseCommand

from wayfellow.directory.actions import read_anew


class Command(BaseCommand):
    help = "Have the search of the directory read every listing anew."

    def handle(self, **options):
        self.stdout.write(f"{read_anew()} listings were read.")
