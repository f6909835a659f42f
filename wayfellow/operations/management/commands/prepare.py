"""`wayfellow prepare`: what must be so before anybody is answered. `wayfellow serve` runs it first."""

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db.utils import DatabaseError

from wayfellow.operations.up_to_date import bring_up_to_date, why_it_does_not_answer
from wayfellow.vault.queries import get_ready


class Command(BaseCommand):
    help = "Bring an embedded database up to date, look at the key, collect the static files. `serve` does it first."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="load the demonstration once, into an empty database")

    def handle(self, *, demo, **options):
        with _alone():
            self._prepare(demo=demo)

    def _prepare(self, *, demo):
        if reason := why_it_does_not_answer():
            raise CommandError(f"The database does not answer: {reason}")
        try:
            bring_up_to_date(self.stdout.write, may_set_up=demo)
            get_ready()
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from None
        if demo:
            call_command("demo", if_empty=True, stdout=self.stdout)
        if not _collected_since_the_last_change():
            call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def _alone():
    """Of several that start over one embedded database, or one folder, one prepares and the others wait."""
    folder = (settings.DATABASE_FILE or Path(settings.STATIC_ROOT)).parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _collected_since_the_last_change():
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    found = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return manifest.exists() and manifest.stat().st_mtime > max(Path(path).stat().st_mtime for path in found)
