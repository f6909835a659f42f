"""Whether the installation is set up so that strangers stay outside."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection

THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}
FOR_OTHERS = 0o077
BUT_THE_GROUP_READS = 0o037  # root writes the settings, who serves reads them


def findings() -> Iterator[str]:
    """Say of each setting and file what lets strangers in, and how to mend it. No database is asked."""
    if settings.DEBUG:
        yield "settings: WAYFELLOW_DEBUG is on, and error pages show what is inside"
    if "*" in settings.ALLOWED_HOSTS:
        yield "settings: WAYFELLOW_HOSTS answers to any name; list the names this house has"
    yield from _of_cookies()
    for file in _private_files():
        yield from _of_file(file, FOR_OTHERS, "600")
    if settings.SETTINGS_FILE_HOLDS_SECRETS:
        yield from _of_file(settings.SETTINGS_FILE, BUT_THE_GROUP_READS, "640")


def _private_files() -> Iterator[Path]:
    yield settings.KEY_FILE
    yield settings.KEY_FILE.with_name("wayfellow.secret")
    if connection.vendor == "sqlite":
        file = unquote(urlsplit(str(connection.settings_dict["NAME"])).path)
        yield from (Path(f"{file}{beside}") for beside in ["", "-wal", "-shm"])


def _of_cookies() -> Iterator[str]:
    """Off this machine everything travels under TLS, the cookies too."""
    if set(settings.ALLOWED_HOSTS) <= THIS_MACHINE:
        return
    for setting in ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]:
        if not getattr(settings, setting):
            yield f"settings: {setting} is off while others than this machine are answered; serve it under TLS"


def _of_file(file: Path, closed: int, mended: str) -> Iterator[str]:
    if file.exists() and (mode := file.stat().st_mode & 0o777) & closed:
        yield f"settings: others on this machine may read {file} (mode {mode:o}); chmod {mended} it"
