"""What the environment says, as Django's settings. A wrong value stops the start with one line."""

import csv
import os
import re
import secrets
from base64 import b64encode
from difflib import get_close_matches
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

import dj_database_url
from django.conf.locale import LANG_INFO
from django.utils.translation import to_language

from wayfellow.config.said import whole_path, wrong

CHECKOUT = Path(__file__).resolve().parents[2]
INSTALLED = Path("/var/lib/wayfellow")
IN_MEMORY = ":memory:"
SECRET_BYTES = 32
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
A_NUMBER = re.compile(r"\{(number|digits)\}")
MAIL_PORTS = {"smtps": 465, "smtp": 587, "imaps": 993, "imap": 143}
A_HOST = re.compile(r"\*|\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)


def data():
    """Return the folder of everything for which no other place is named. A checkout has its own."""
    in_a_checkout = (CHECKOUT / "manage.py").exists()
    return whole_path("WAYFELLOW_DATA", CHECKOUT / "var" if in_a_checkout else INSTALLED)


def database(usual):
    """Return Django's settings for the database that the address names, or for the usual file of SQLite."""
    url = os.environ.get("WAYFELLOW_DATABASE_URL", f"sqlite:///{quote(str(usual))}")
    try:
        found = dj_database_url.parse(url)
    except (ValueError, KeyError, dj_database_url.ParseError):
        wrong("WAYFELLOW_DATABASE_URL", f"is not an address this can use. Examples: {EXAMPLES}")
    match found:
        case {"ENGINE": "django.db.backends.sqlite3", "NAME": name}:
            return found | {"NAME": _file(url, name), "OPTIONS": SQLITE}
        # A “/” in a password ends the server’s part too early, and what follows would be said as the name.
        case {"ENGINE": "django.db.backends.postgresql", "NAME": name} if name and "@" not in name:
            return found | {"CONN_HEALTH_CHECKS": True, "OPTIONS": _options(found)}
    return wrong("WAYFELLOW_DATABASE_URL", f"names no database this can use. Examples: {EXAMPLES}")


def _options(found):
    said = found.get("OPTIONS", {})
    if not said.get("prepare_threshold", KEEPS_PLANS_FROM):
        return said | POOL | {"prepare_threshold": None}
    return {"prepare_threshold": KEEPS_PLANS_FROM} | said | POOL | {"options": f"{PLANS} {said.get('options', '')}"}


def _file(url, name):
    """SQLite opens a file that is there, and makes none: whoever is in the wrong place is not given an empty one."""
    if url == f"sqlite://{IN_MEMORY}":
        return IN_MEMORY
    if not os.path.isabs(name):
        wrong("WAYFELLOW_DATABASE_URL", f"depends on the folder one is in; write the whole path: {EXAMPLES}")
    return f"{Path(name).as_uri()}?mode=rw"


EXAMPLES = "sqlite:////var/lib/wayfellow/wayfellow.sqlite3, postgres://user@host/name"
# A socket that died with the server is found before a page is given it, and the server soon found again.
POOL = {"pool": {"min_size": 1, "max_size": 8, "timeout": 5, "reconnect_timeout": 3}}
# How often a statement is asked before PostgreSQL keeps its plan, on the connections that `planned_once` asks on.
KEEPS_PLANS_FROM = 2
# PostgreSQL would plan most of them anew for each reader: what planning costs, it rates as next to nothing.
PLANS = "-c plan_cache_mode=force_generic_plan"
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # What is let go of is overwritten (I11); Debian's SQLite does it unasked, others do not.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;",
}


def sqlite_file(database):
    """Return the file of a database of SQLite; nothing for one in memory, or on a server."""
    name = urlsplit(str(database["NAME"]))
    return Path(unquote(name.path)) if name.scheme == "file" else None


def in_words(database):
    """Say where a database is, without the password that opens it."""
    if file := sqlite_file(database):
        return str(file)
    said = {key.lower(): value for key, value in database.items() if value} | database["OPTIONS"]
    return f"{database['NAME']} on {said.get('host', 'this machine')}, port {said.get('port', 5432)}"


def make_file(file):
    """Make the file before SQLite does, for its owner only; SQLite gives what it writes beside it the same mode."""
    try:
        make_folder(file.parent)
        file.touch(mode=0o600)
    except OSError as error:
        wrong("WAYFELLOW_DATABASE_URL", f"names {file}, which cannot be made ({error.strerror})")


def make_folder(path):
    """Make a folder that nobody else on the machine can look into; one that is there stays as it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def signing_secret(kept_in):
    """Return the secret that signs cookies: what is said, or what is kept; nothing where none was made yet."""
    said = os.environ.get("WAYFELLOW_SECRET_KEY")
    try:
        return said or kept_in.read_text().strip() or wrong("WAYFELLOW_SECRET_KEY", f"is empty in {kept_in}")
    except FileNotFoundError:
        return ""
    except OSError as error:
        wrong("WAYFELLOW_SECRET_KEY", f"cannot be read from {kept_in} ({error.strerror})")


def make_signing_secret(path):
    """Keep a secret for a new one, and return it. Of two processes that start together both take the first one's."""
    draft = Path(f"{path}.{os.getpid()}")
    try:
        make_folder(path.parent)
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(SECRET_BYTES))
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        wrong("WAYFELLOW_SECRET_KEY", f"cannot be kept in {path} ({error.strerror})")
    finally:
        draft.unlink(missing_ok=True)
    return signing_secret(path)


def site(hosts, *, tls):
    """Return the address people type, for the links in letters: said, or made of the first name it answers to."""
    said = os.environ.get("WAYFELLOW_SITE", "").rstrip("/")
    if said and not re.match(r"https?://[^/]", said):
        wrong("WAYFELLOW_SITE", f"is {said!r}; it is the address people type, such as https://support.example.org")
    return (
        said or f"{'https' if tls else 'http'}://{next((name for name in hosts if name[0] not in '*.'), 'localhost')}"
    )


def minutes(setting, usual):
    """Return a number of minutes; it may have a fraction, so that a try of it need not take long."""
    text = os.environ.get(setting, str(usual))
    if not text.replace(".", "", 1).isdecimal() or not float(text):
        wrong(setting, f"is {text!r}; it is a number of minutes, such as {usual}")
    return float(text)


def megabytes(setting, usual, most):
    """Return a size in bytes, said in whole megabytes."""
    text = os.environ.get(setting, str(usual))
    if not text.isdecimal() or not 1 <= int(text) <= most:
        wrong(setting, f"is {text!r}; it is a whole number of megabytes from 1 to {most}, such as {usual}")
    return int(text) * 1_000_000


def mail():
    """Return Django's settings for the server that carries e-mail; without one, none is sent."""
    url = os.environ.get("WAYFELLOW_MAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "DEFAULT_FROM_EMAIL": ""}
    try:
        server = urlsplit(url)
        port = server.port or MAIL_PORTS[server.scheme]
    except (ValueError, KeyError):
        server = None
    if not server or not server.hostname:
        wrong(
            "WAYFELLOW_MAIL_URL",
            "is not an address this can use. Example: smtps://user:password@mail.example:465,"
            " with %40 for @, %2F for / and %23 for # in a password",
        )
    return {
        "DEFAULT_FROM_EMAIL": _sender(),
        "EMAIL_HOST": server.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_USE_TLS": server.scheme == "smtp" and server.hostname not in THIS_MACHINE,
        "EMAIL_TIMEOUT": 10,
    }


def bounces():
    """Return where the mailbox is to which letters come back; nothing where nobody looks into it."""
    url = os.environ.get("WAYFELLOW_BOUNCES_URL")
    if not url:
        return {}
    try:
        server = urlsplit(url)
        port = server.port or MAIL_PORTS[server.scheme]
    except (ValueError, KeyError):
        server = None
    if not server or not server.scheme.startswith("imap") or not (server.hostname and server.username):
        wrong("WAYFELLOW_BOUNCES_URL", "is not a mailbox. Example: imaps://user:password@mail.example:993")
    if server.scheme == "imap" and server.hostname not in THIS_MACHINE:
        wrong("WAYFELLOW_BOUNCES_URL", "would send the password unencrypted; use imaps://")
    if not os.environ.get("WAYFELLOW_MAIL_URL"):
        wrong("WAYFELLOW_BOUNCES_URL", "is set, so WAYFELLOW_MAIL_URL must be too")
    return {
        "host": server.hostname,
        "port": port,
        "user": unquote(server.username),
        "password": unquote(server.password or ""),
        "is_encrypted": server.scheme == "imaps",
    }


def texts():
    """Return how short messages go out, as `notices.gateways` reads it; nothing where none do."""
    address, body, header = (os.environ.get(f"WAYFELLOW_TEXTS_{name}", "") for name in ["URL", "BODY", "HEADER"])
    if not address:
        for name, value in {"BODY": body, "HEADER": header}.items():
            if value:
                wrong(f"WAYFELLOW_TEXTS_{name}", "is set, so WAYFELLOW_TEXTS_URL must be too")
        return {}
    if address.startswith("mailto:"):
        return _texts_by_mail(address)
    return _texts_by_http(address, body, header)


def _texts_by_mail(address):
    name, _at, host = address.removeprefix("mailto:").rpartition("@")
    if not A_NUMBER.search(name) or not host:
        wrong("WAYFELLOW_TEXTS_URL", "has no place for the number. Example: mailto:{digits}@sms.example")
    if not os.environ.get("WAYFELLOW_MAIL_URL"):
        wrong("WAYFELLOW_TEXTS_URL", "sends by e-mail, so WAYFELLOW_MAIL_URL must be set too")
    return {"address": address}


def _texts_by_http(address, body, header):
    try:
        server = urlsplit(address)
        is_one = server.scheme in {"https", "http"} and server.hostname and server.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        wrong(
            "WAYFELLOW_TEXTS_URL",
            "is not an address this can use. Example: https://sms.example/?to={number}&text={words}",
        )
    if server.scheme == "http" and not _is_nearby(server.hostname):
        wrong("WAYFELLOW_TEXTS_URL", "would carry numbers over the open net unencrypted; use https://")
    if not A_NUMBER.search(address + body) or "{words}" not in address + body:
        wrong(
            "WAYFELLOW_TEXTS_URL", "has no place for {number} (or {digits}) and {words}, nor has WAYFELLOW_TEXTS_BODY"
        )
    name, colon, value = header.partition(":")
    if header and not (colon and name.strip() and value.strip()):
        wrong("WAYFELLOW_TEXTS_HEADER", "is not of the form Name: value. Example: Authorization: Bearer abc")
    headers = {name.strip(): value.strip()} if header else {}
    if server.username:
        whom = f"{unquote(server.username)}:{unquote(server.password or '')}"
        headers["Authorization"] = f"Basic {b64encode(whom.encode()).decode()}"
    address = server._replace(netloc=server.netloc.rpartition("@")[2]).geturl()
    return {"address": address, "body": body, "headers": headers}


def _is_nearby(host):
    """Whether a name is of this machine or of the house's own net, as that of a phone that sends texts."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host in THIS_MACHINE or host.endswith((".local", ".internal", ".lan")) or "." not in host


def _sender():
    sender = os.environ.get("WAYFELLOW_MAIL_FROM", "")
    if "@" not in parseaddr(sender)[1]:
        wrong("WAYFELLOW_MAIL_FROM", f"is {sender!r}; from which address does e-mail come?")
    return sender


def oidc():
    """Return how people sign in through their organisation; nothing where they do not."""
    said = {name: os.environ.get(f"WAYFELLOW_OIDC_{name.upper()}", "") for name in ["url", "client", "secret", "name"]}
    if not said["url"]:
        return {}
    missing = [f"WAYFELLOW_OIDC_{name.upper()}" for name, value in said.items() if not value]
    return wrong("WAYFELLOW_OIDC_URL", f"is set, so {' and '.join(missing)} must be too") if missing else said


def places():
    """Return the places of this part of the world, beside those that are shipped, as (names, latitude, longitude)."""
    file = whole_path("WAYFELLOW_PLACES", Path(os.devnull))
    try:
        with open(file, encoding="utf-8-sig", newline="") as lines:
            return [(one["names"], float(one["latitude"]), float(one["longitude"])) for one in csv.DictReader(lines)]
    except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError, csv.Error) as error:
        wrong("WAYFELLOW_PLACES", f"names {file}, which is no CSV file with names, latitude and longitude ({error})")


def hosts():
    """Return the names this installation answers to."""
    said = os.environ.get("WAYFELLOW_HOSTS", "localhost,127.0.0.1,[::1]")
    named = _names("WAYFELLOW_HOSTS", said)
    return named or wrong("WAYFELLOW_HOSTS", "is empty; write the names this house has, by comma, or leave it out")


def embedded_on():
    """Return the sites on whose pages the directory may stand in a frame."""
    return [f"https://{host}" for host in _names("WAYFELLOW_EMBEDDED_ON", os.environ.get("WAYFELLOW_EMBEDDED_ON", ""))]


def _names(setting, said):
    named = [host.strip() for host in said.split(",") if host.strip()]
    for host in named:
        if not A_HOST.fullmatch(host):
            wrong(setting, f"names {host!r}; write the name alone, such as {_name_in(host)}")
    return named


def _name_in(address):
    """Return the name that stands in an address, as browsers send it."""
    try:
        name = urlsplit(address if "://" in address else f"//{address}").hostname.encode("idna").decode()
    except (ValueError, AttributeError):
        name = address
    return next((each for each in [name, f"[{name}]"] if A_HOST.fullmatch(each)), "peers.example")


def languages(catalogues):
    """Return what the pages can be read in, by its own name: English, and each language that has a folder there.

    An installation may offer some of them, in an order of its own.
    """
    there = ["en", *sorted(to_language(folder.name) for folder in catalogues.iterdir() if folder.is_dir())]
    if "WAYFELLOW_LANGUAGES" not in os.environ:
        return [(code, _own_name(code)) for code in there]
    offered = list(dict.fromkeys(os.environ["WAYFELLOW_LANGUAGES"].replace(",", " ").split()))
    unknown = [code for code in offered if code not in there]
    if unknown or not offered:
        names = repr(unknown[0]) if unknown else "nothing"
        wrong("WAYFELLOW_LANGUAGES", f"names {names}; it can name {', '.join(there)}")
    return [(code, _own_name(code)) for code in offered]


def _own_name(code):
    name = LANG_INFO.get(code, {}).get("name_local", code)
    return name[:1].upper() + name[1:]


def language(offered):
    chosen = os.environ.get("WAYFELLOW_LANGUAGE", "en" if "en" in dict(offered) else offered[0][0])
    if chosen not in dict(offered):
        wrong("WAYFELLOW_LANGUAGE", f"is {chosen!r}; it can be one of {', '.join(dict(offered))}")
    return chosen


def time_zone():
    chosen = os.environ.get("WAYFELLOW_TIME_ZONE", "Europe/Madrid")
    try:
        ZoneInfo(chosen)
    except (LookupError, ValueError, OSError):
        nearest = get_close_matches(chosen, available_timezones(), n=1, cutoff=0) or ["none: install tzdata"]
        wrong("WAYFELLOW_TIME_ZONE", f"is {chosen!r}; the nearest this machine knows is {nearest[0]}")
    return chosen
