"""The `wayfellow` command: Django's own command runner under the project's name."""

import os
import sys
from argparse import ArgumentError, ArgumentParser

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import DatabaseError

from wayfellow import __version__
from wayfellow.config import installation
from wayfellow.config.said import stop
from wayfellow.vault.installation import KeyTrouble


def main():
    if sys.argv[1:] in (["--version"], ["version"]):
        sys.stdout.write(f"Wayfellow {__version__}\n")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayfellow.config.settings")
    program, *words = _without_config(sys.argv)
    if words[:1] in (["serve"], ["prepare"]):
        os.environ["WAYFELLOW_SERVING"] = "1"
    try:
        installation.find(words)
        execute_from_command_line([program, *words])
    except KeyTrouble as trouble:
        stop(trouble)
    except ImproperlyConfigured:
        installation.stop_without_secret()
        raise
    except DatabaseError:
        installation.stop_without_database()
        raise


def _without_config(argv):
    """Take `--config FILE` out, wherever it stands, and let every process that is started from here know of it."""
    reader = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    reader.add_argument("--config")
    try:
        said, rest = reader.parse_known_args(argv)
    except ArgumentError:
        stop("--config: which file?")
    if said.config is not None:
        os.environ["WAYFELLOW_CONFIG"] = os.path.abspath(said.config)
    return rest
