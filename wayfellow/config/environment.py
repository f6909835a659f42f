"""What the environment says. A wrong value stops the start with one line that says which and why."""

import os
import secrets
from pathlib import Path
from typing import NoReturn

import dj_database_url

SECRET_BYTES = 32


def stop(why) -> NoReturn:
    raise SystemExit(f"wayfellow: {why}")


def database(url):
    """Return Django's settings for the database that the address names."""
    try:
        found = dj_database_url.parse(url)
    except (ValueError, KeyError, dj_database_url.ParseError):
        stop(
            "WAYFELLOW_DATABASE_URL is not an address this can use. Examples: sqlite:///var/wayfellow.sqlite3, postgres://user@host/name"
        )
    match found.get("ENGINE"):
        case "django.db.backends.sqlite3":
            _room_for(found["NAME"])
            return found | {"OPTIONS": SQLITE}
        case "django.db.backends.postgresql":
            return found | {"OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}}
        case _:
            stop("WAYFELLOW_DATABASE_URL must begin with sqlite:// or postgres://")


def _room_for(file):
    try:
        if file != ":memory:":
            Path(file).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"WAYFELLOW_DATABASE_URL: cannot write beside {file} ({error.strerror})")


SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def signing_secret(beside):
    """Return the secret that signs cookies: from the environment, or made and kept beside the key."""
    return os.environ.get("WAYFELLOW_SECRET_KEY") or _kept(beside.with_name("wayfellow.secret"), "WAYFELLOW_SECRET_KEY")


def _kept(path, setting):
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_once(path, secrets.token_hex(SECRET_BYTES))
        text = path.read_text().strip()
    except OSError as error:
        stop(f"{setting}: cannot read {path} ({error.strerror})")
    return text or stop(f"{setting}: {path} is empty")


def _write_once(path, text):
    """Two processes that start together agree on the file that was there first."""
    draft = Path(f"{path}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def hosts():
    named = os.environ.get("WAYFELLOW_HOSTS", "localhost,127.0.0.1,[::1]")
    return [host.strip() for host in named.split(",") if host.strip()]


def language(offered):
    chosen = os.environ.get("WAYFELLOW_LANGUAGE", "en")
    if chosen not in dict(offered):
        stop(f"WAYFELLOW_LANGUAGE is {chosen!r}; it can be one of {', '.join(dict(offered))}")
    return chosen
