"""`wayfellow serve`: bring the database up to date, collect the static files, and answer."""

import os
import socket
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.utils import DatabaseError
from granian import Granian

from wayfellow.home import by_itself
from wayfellow.home.up_to_date import bring_up_to_date
from wayfellow.vault.queries import get_ready

WORKERS = 2
THREADS = 4


class Command(BaseCommand):
    help = "Serve Wayfellow on this machine."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="load the demonstration once, into an empty database")

    def handle(self, *, host, port, demo, **options):
        _port_is_free(host, port)
        try:
            _database_answers()
            bring_up_to_date(self.stdout.write, may_set_up=demo)
            get_ready()
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from None
        if demo:
            call_command("demo", if_empty=True, stdout=self.stdout)
        if not _collected_since_the_last_change():
            call_command("collectstatic", interactive=False, verbosity=0)
        connection.close()
        self.stdout.write(f"Wayfellow answers on http://{host}:{port}/ (stop it with Ctrl-C)")
        self.stdout.flush()
        by_itself.begin()
        Granian(
            "wayfellow.config.wsgi:application",
            address=host,
            port=port,
            interface="wsgi",
            workers=WORKERS,
            blocking_threads=THREADS,
            log_level="warning",
        ).serve()


def _database_answers():
    """Knock once, without the pool, which would go on knocking."""
    trial = connection.copy()
    trial.settings_dict["OPTIONS"].pop("pool", None)
    trial.ensure_connection()
    trial.close()


def _collected_since_the_last_change():
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    found = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return manifest.exists() and manifest.stat().st_mtime > max(Path(path).stat().st_mtime for path in found)


def _port_is_free(host, port):
    try:
        with socket.create_server((host, port)):
            pass
    except OverflowError:
        raise CommandError(f"{port} is not a port; choose one from 1 to 65535.") from None
    except OSError as error:
        raise CommandError(
            f"Cannot answer on {host}:{port} ({os.strerror(error.errno)}). Choose another: PORT=8123 make run"
        ) from None
