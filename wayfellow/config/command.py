"""The `wayfellow` command: Django's own command runner under the project's name."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db.utils import DatabaseError

from wayfellow import __version__
from wayfellow.config.environment import stop
from wayfellow.operations.up_to_date import NOT_UP_TO_DATE, is_up_to_date
from wayfellow.vault.installation import KeyTrouble


def main():
    if sys.argv[1:] in (["--version"], ["version"]):
        sys.stdout.write(f"Wayfellow {__version__}\n")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayfellow.config.settings")
    if sys.argv[1:2] == ["serve"]:
        os.environ["WAYFELLOW_SERVING"] = "1"
    try:
        execute_from_command_line(sys.argv)
    except KeyTrouble as trouble:
        stop(trouble)
    except DatabaseError:
        if is_up_to_date():
            raise
        stop(NOT_UP_TO_DATE)
