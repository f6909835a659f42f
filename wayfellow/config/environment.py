"""What the environment says. A wrong value stops the start with one line that says which and why."""

import csv
import os
import secrets
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

import dj_database_url

SECRET_BYTES = 32
MAIL_PORTS = {"smtps": 465, "smtp": 587}


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
    """Make the file before SQLite does, for its owner only; SQLite gives what it writes beside it the same mode."""
    try:
        if file != ":memory:":
            make_folder(Path(file).parent)
            Path(file).touch(mode=0o600)
    except OSError as error:
        stop(f"WAYFELLOW_DATABASE_URL: cannot write beside {file} ({error.strerror})")


def make_folder(path):
    """Make a folder that nobody else on the machine can look into; one that is there stays as it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # What is let go of is overwritten (I11); Debian's SQLite does it unasked, others do not.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;",
}


def signing_secret(beside):
    """Return the secret that signs cookies: from the environment, or made and kept beside the key."""
    return os.environ.get("WAYFELLOW_SECRET_KEY") or _kept(beside.with_name("wayfellow.secret"), "WAYFELLOW_SECRET_KEY")


def _kept(path, setting):
    try:
        if not path.exists():
            make_folder(path.parent)
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


def on_tls():
    return os.environ.get("WAYFELLOW_TLS") == "1"


def site():
    """Return the address people type, for the links in letters: said, or made of the first name it answers to."""
    said = os.environ.get("WAYFELLOW_SITE", "").rstrip("/")
    if said and urlsplit(said).scheme not in {"http", "https"}:
        stop(f"WAYFELLOW_SITE is {said!r}; it is the address people type, such as https://support.example.org")
    return said or f"{'https' if on_tls() else 'http'}://{next(iter(hosts()), 'localhost')}"


def minutes(setting, usual):
    text = os.environ.get(setting, str(usual))
    if not text.isdecimal() or not int(text):
        stop(f"{setting} is {text!r}; it is a number of minutes, such as {usual}")
    return int(text)


def mail():
    """Return Django's settings for the server that carries e-mail; without one, none is sent."""
    url = os.environ.get("WAYFELLOW_MAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "DEFAULT_FROM_EMAIL": ""}
    server, sender = urlsplit(url), os.environ.get("WAYFELLOW_MAIL_FROM")
    if server.scheme not in MAIL_PORTS or not server.hostname:
        stop("WAYFELLOW_MAIL_URL is not an address this can use. Example: smtps://user:password@mail.example:465")
    return {
        "DEFAULT_FROM_EMAIL": sender or stop("WAYFELLOW_MAIL_FROM: from which address does e-mail come?"),
        "EMAIL_HOST": server.hostname,
        "EMAIL_PORT": server.port or MAIL_PORTS[server.scheme],
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_USE_TLS": server.scheme == "smtp",
        "EMAIL_TIMEOUT": 10,
    }


def oidc():
    """Return how people sign in through their organisation; nothing where they do not."""
    said = {name: os.environ.get(f"WAYFELLOW_OIDC_{name.upper()}", "") for name in ["url", "client", "secret", "name"]}
    if not said["url"]:
        return {}
    missing = [f"WAYFELLOW_OIDC_{name.upper()}" for name, value in said.items() if not value]
    return stop(f"WAYFELLOW_OIDC_URL is set, so {' and '.join(missing)} must be too") if missing else said


def places():
    """Return the places of this part of the world, beside those that are shipped, as (names, latitude, longitude)."""
    file = os.environ.get("WAYFELLOW_PLACES")
    try:
        with open(file or os.devnull, encoding="utf-8-sig", newline="") as lines:
            return [(one["names"], float(one["latitude"]), float(one["longitude"])) for one in csv.DictReader(lines)]
    except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError, csv.Error) as error:
        stop(f"WAYFELLOW_PLACES: {file} is not a CSV file with names, latitude and longitude ({error})")


def hosts():
    named = os.environ.get("WAYFELLOW_HOSTS", "localhost,127.0.0.1,[::1]")
    return [host.strip() for host in named.split(",") if host.strip()]


def language(offered):
    chosen = os.environ.get("WAYFELLOW_LANGUAGE", "en")
    if chosen not in dict(offered):
        stop(f"WAYFELLOW_LANGUAGE is {chosen!r}; it can be one of {', '.join(dict(offered))}")
    return chosen
