"""Where the installation is: its database, and the secret kept beside its key. Only who asks for a new one makes it."""

from pathlib import Path

from django.conf import settings

from wayfellow.config import environment
from wayfellow.config.said import USUAL_FILE, stop
from wayfellow.operations.up_to_date import NOT_UP_TO_DATE, is_up_to_date, why_it_does_not_answer

PACKAGE = Path(__file__).resolve().parent.parent
ONLY_ASKS = {"-h", "--help", "--plan", "--check"}
SERVES = {"serve", "prepare", "web", "work"}


def find(words):
    """Make room for a new one where that is asked for. Every other command of ours stops where there is none."""
    if not words or ONLY_ASKS.intersection(words):
        return
    command = words[0]
    if command in {"migrate", "demo"} or (command in SERVES and "--demo" in words):
        _make_room()
    elif command in SERVES:  # these knock by themselves, or wait
        _stop_without_file()
        stop_without_secret()
    elif any(PACKAGE.glob(f"*/management/commands/{command}.py")):
        _stop_without_answer()


def stop_without_database():
    """Where it is the database that is not as it should be, and not the code, say so."""
    _stop_without_answer()
    if not is_up_to_date():
        stop(NOT_UP_TO_DATE)


def stop_without_secret():
    if not environment.signing_secret(settings.SECRET_FILE):
        stop(
            f"there is no {settings.SECRET_FILE}, which signs cookies. Put it there, or say WAYFELLOW_SECRET_KEY;"
            " `wayfellow migrate` makes a new one, with which everyone signs in anew"
        )


def _make_room():
    if settings.DATABASE_FILE:
        environment.make_file(settings.DATABASE_FILE)
    kept_in = settings.SECRET_FILE
    settings.SECRET_KEY = environment.signing_secret(kept_in) or environment.make_signing_secret(kept_in)


def _stop_without_file():
    if file := settings.DATABASE_FILE:
        try:
            file.stat()
        except OSError as error:
            why = f"{file} ({error.strerror})"
            stop(f"there is no database at {why}. {_how_to_say()}; `wayfellow migrate` makes a new one")


def _stop_without_answer():
    _stop_without_file()
    if reason := why_it_does_not_answer():
        stop(f"no database answers as {settings.DATABASE_IN_WORDS}: {reason}. {_how_to_say()}")


def _how_to_say():
    where = settings.SETTINGS_FILE or f"{USUAL_FILE}, or name another file with --config"
    return f"Say where it is with WAYFELLOW_DATABASE_URL in {where}"
