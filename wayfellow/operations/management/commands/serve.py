"""`wayfellow serve`: get ready, then keep the web workers and the job worker alive."""

import os
import socket
import sys
from argparse import ArgumentTypeError
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from wayfellow.operations.health import ALIVE
from wayfellow.operations.supervisor import Process, Supervisor

FEWEST_WORKERS = 2  # while one is started again, the other answers
THREADS = 2
ON_THIS_MACHINE = "http://localhost"
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class Command(BaseCommand):
    help = "Serve Wayfellow on this machine."
    requires_system_checks = []  # they are the preparing child's

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="load the demonstration once, into an empty database")
        parser.add_argument("--workers", type=_some, help="web workers (default: one for each core, two at least)")
        parser.add_argument(
            "--threads", type=_some, default=THREADS, help="requests each answers at a time (default: 2)"
        )
        parser.add_argument(
            "--no-jobs", action="store_true", help="start no job worker; `wayfellow work` runs elsewhere"
        )

    def handle(self, *, host, port, demo, workers, threads, no_jobs, **options):
        _port_is_free(host, port)
        held = _hold(port)
        if settings.SITE == ON_THIS_MACHINE:  # nobody said under which address it is reached: under this one, then
            os.environ["WAYFELLOW_SITE"] = f"http://{_named(host)}:{port}"
        supervisor = Supervisor(self.stderr.write)
        exit_code = supervisor.run(Process("the preparation", "prepare", *(["--demo"] if demo else [])))
        if exit_code is None:
            return
        if exit_code:
            sys.exit(exit_code)
        supervisor.keep(
            _processes(host, port, workers or _one_for_each_core(), threads, jobs=not no_jobs),
            is_ready=lambda: _we_answer(host, port),
            when_ready=lambda: self._say_so(host, port),
        )
        held.close()

    def _say_so(self, host, port):
        self.stdout.write(f"Wayfellow answers on http://{_named(host)}:{port}/ (stop it with Ctrl-C)")
        self.stdout.flush()


def _named(host):
    return f"[{host}]" if ":" in host else host


def _processes(host, port, workers, threads, *, jobs):
    where = ["--host", host, "--port", str(port)]
    web = [Process("the web server", "web", *where, "--workers", str(workers), "--threads", str(threads))]
    return [*web, Process("the job worker", "work")] if jobs else web


def _some(text):
    """Return a number of workers or threads: one at least."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _one_for_each_core():
    return max(FEWEST_WORKERS, len(os.sched_getaffinity(0)))


def _we_answer(host, port):
    """Ask as a machine would: somebody else may have taken the port meanwhile."""
    asked = HTTPConnection(ANY_ADDRESS.get(host, host), port, timeout=1)
    try:
        asked.request("GET", "/health/")
        return asked.getresponse().read() == ALIVE
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def _hold(port):
    """Hold a name of the port for as long as we live: web workers share it, so two houses could answer on one.

    The name is in Linux's own list of sockets, which lets go of it whatever ends us.
    """
    name = socket.socket(socket.AF_UNIX)
    if sys.platform.startswith("linux"):
        try:
            name.bind(f"\0wayfellow {port}")
        except OSError:
            raise CommandError(f"Another Wayfellow serves, or starts, on port {port} of this machine.") from None
    return name


def _port_is_free(host, port):
    try:
        with socket.create_server((host, port), family=_family(host)):
            pass
    except OverflowError:
        raise CommandError(f"{port} is not a port; choose one from 1 to 65535.") from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise CommandError(
            f"Cannot answer on {host}:{port} ({why}). Choose another with --port, or PORT=8123 make run"
        ) from None


def _family(host):
    return socket.AF_INET6 if ":" in host else socket.AF_INET
