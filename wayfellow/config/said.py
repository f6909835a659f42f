"""What the file of settings says is read into the environment, where whatever stands there already wins.

What is wrong stops the start with one line that says which setting, why, and where it stands.
"""

import os
import re
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import NoReturn

from dotenv.parser import parse_stream

USUAL_FILE = Path("/etc/wayfellow/wayfellow.env")
SETTINGS = [
    "WAYFELLOW_CONFIG",
    "WAYFELLOW_DATA",
    "WAYFELLOW_DATABASE_URL",
    "WAYFELLOW_KEY_FILE",
    "WAYFELLOW_SECRET_KEY",
    "WAYFELLOW_HOSTS",
    "WAYFELLOW_SITE",
    "WAYFELLOW_EMBEDDED_ON",
    "WAYFELLOW_TLS",
    "WAYFELLOW_MAIL_URL",
    "WAYFELLOW_MAIL_FROM",
    "WAYFELLOW_BOUNCES_URL",
    "WAYFELLOW_TEXTS_URL",
    "WAYFELLOW_TEXTS_BODY",
    "WAYFELLOW_TEXTS_HEADER",
    "WAYFELLOW_OIDC_URL",
    "WAYFELLOW_OIDC_CLIENT",
    "WAYFELLOW_OIDC_SECRET",
    "WAYFELLOW_OIDC_NAME",
    "WAYFELLOW_IDLE_MINUTES",
    "WAYFELLOW_IDLE_MINUTES_AT_HOME",
    "WAYFELLOW_FILE_MEGABYTES",
    "WAYFELLOW_LANGUAGE",
    "WAYFELLOW_LANGUAGES",
    "WAYFELLOW_TIME_ZONE",
    "WAYFELLOW_PLACES",
    "WAYFELLOW_BACKUP_PASSPHRASE",
    "WAYFELLOW_DEBUG",
]
AMONG_OURSELVES = {"WAYFELLOW_SERVING"}  # what one of our processes tells those it starts
OF_THE_GATEWAY = {"WAYFELLOW_TEXTS_URL", "WAYFELLOW_TEXTS_BODY", "WAYFELLOW_TEXTS_HEADER"}  # each may hold its key
SECRETS = {"WAYFELLOW_SECRET_KEY", "WAYFELLOW_OIDC_SECRET", "WAYFELLOW_BACKUP_PASSPHRASE", *OF_THE_GATEWAY}
WITH_A_PASSWORD = re.compile(r"\w+://[^/]*:[^/]*@")
YES, NO = {"true", "1", "yes", "on"}, {"false", "0", "no", "off"}
_standing: dict[str, str] = {}


def stop(why) -> NoReturn:
    raise SystemExit(f"wayfellow: {why}")


def wrong(setting, why) -> NoReturn:
    stop(f"{setting} {why}{_standing.get(setting, '')}")


def read():
    """Read the file that is named, or the usual one if it is there. Return it, and whether it holds secrets."""
    path = whole_path("WAYFELLOW_CONFIG", USUAL_FILE)
    text = _text_of(path)
    said = {name: (value, line) for name, value, line in _said_in(path, text or "")}
    for name, (value, line) in said.items():
        if os.environ.setdefault(name, value) == value:
            _standing[name] = f" ({path}, line {line})"
    _know_every_name()
    if text is None:
        return None, False
    os.environ["WAYFELLOW_CONFIG"] = str(path)
    return path, any(name in SECRETS or WITH_A_PASSWORD.match(value) for name, (value, _line) in said.items())


def _text_of(path):
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        stop(f"the settings in {path} cannot be read (not UTF-8)")
    except OSError as error:
        if isinstance(error, FileNotFoundError) and "WAYFELLOW_CONFIG" not in os.environ:
            return None
        stop(f"the settings in {path} cannot be read ({error.strerror}). Another file: --config FILE")


def _said_in(path, text):
    """Yield the name, value and line of each setting: comments, quotes and `export` as in any file of this kind."""
    for line in parse_stream(StringIO(text)):
        blank, said = re.fullmatch(r"(\s*)(.*)", line.original.string, re.DOTALL).groups()
        number = line.original.line + blank.count("\n")
        if not said or said.startswith(("#", ";")):
            continue
        if line.key is None or line.value is None:
            stop(f"{path}, line {number}, is not of the form NAME=value")
        if re.search(r"=\s*[^'\"\s][^'\"]*\s#", said):
            stop(f"{path}, line {number}: a # after a space would end the value; put quotes around all of it")
        yield line.key, line.value, number


def _know_every_name():
    """A slip of the pen would otherwise be a setting that nobody reads."""
    for name in os.environ:
        if name.upper().startswith("WAYF") and name not in AMONG_OURSELVES.union(SETTINGS):
            [nearest] = get_close_matches(name.upper(), SETTINGS, n=1, cutoff=0)
            wrong(name, f"is no setting; did you mean {nearest}?")


def truth(setting):
    text = os.environ.get(setting, "no")
    if text.lower() not in YES | NO:
        wrong(setting, f"is {text!r}; it is yes or no")
    return text.lower() in YES


def whole_path(setting, usual):
    """Return the file or folder it names. Where a command is run makes no difference, so it begins at the root."""
    text = os.environ.get(setting)
    if text is None:
        return usual
    if not os.path.isabs(text):
        wrong(setting, f"is {text!r}, which depends on the folder one is in; write the whole path, from / on")
    return Path(text)
