"""The web workers. The process that keeps them loads the code once, and never opens the database."""

import os
import signal

from django.core.wsgi import get_wsgi_application
from django.db import connections
from granian import Granian

from wayfellow.operations.processes import end_with

TIME_TO_END = 25  # seconds for the requests that were begun; less than the supervisor waits
AGAIN = "Respawning"
# That a worker died is said when it is started again; "killing" is said of one that just ended, too.
SAID_OTHERWISE = ("Unexpected exit", "Killing worker")


def serve(*, host, port, workers, threads):
    """Answer on this address until asked to end. Each worker is a process of its own, started again if it dies."""
    Granian(
        "wayfellow.config.wsgi:application",
        address=host,
        port=port,
        interface="wsgi",
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=TIME_TO_END,
        log_dictconfig=LOGGING,
    ).serve(target_loader=_application_for(os.getpid()), wrap_loader=False)


def _application_for(keeper):
    def load():
        """Give a new worker its application, once it is sure that it shares no connection with anyone (I3)."""
        end_with(keeper, signal.SIGKILL)
        _inherits_no_connection()
        return get_wsgi_application()

    return load


def _inherits_no_connection():
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None or getattr(connection, "_connection_pools", None):
            raise RuntimeError("A web worker would share a database connection with the process that started it.")


def worth_saying(record):
    """Say in one line that a worker died and is started again, and else only what goes wrong."""
    if record.msg.startswith(AGAIN):
        record.msg = f"a web worker died and is started again ({record.msg.removeprefix(AGAIN).strip()})."
        return True
    return record.levelname in {"WARNING", "ERROR"} and not record.msg.startswith(SAID_OTHERWISE)


LOGGING = {
    "filters": {"worth_saying": {"()": "django.utils.log.CallbackFilter", "callback": worth_saying}},
    "formatters": {"line": {"format": "wayfellow: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["worth_saying"]}},
    "loggers": {"_granian": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}
