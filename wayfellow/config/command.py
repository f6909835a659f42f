"""The `wayfellow` command: Django's own command runner under the project's name."""

import os
import sys

from django.core.management import execute_from_command_line


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayfellow.config.settings")
    if sys.argv[1:2] == ["serve"]:
        os.environ["WAYFELLOW_SERVING"] = "1"
    execute_from_command_line(sys.argv)
