"""Commands of several kinds, of which each room brings its own.

`wayfellow import caseload` is the `Command` in `management/imports/caseload.py` of the room that reads caseloads.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandParser


class CommandOfKinds(BaseCommand):
    """Hand what was typed to the kind that it names."""

    folder: str

    def add_arguments(self, parser: CommandParser) -> None:
        self.kinds = _kinds_in(self.folder)
        names = " | ".join(self.kinds)
        kinds = parser.add_subparsers(dest="kind", required=True, metavar=names)
        for name, command in self.kinds.items():
            command.add_arguments(kinds.add_parser(name, help=command.help))

    def handle(self, *, kind: str, **options: Any) -> None:
        command = self.kinds[kind]
        command.stdout, command.stderr = self.stdout, self.stderr
        command.handle(**options)


def _kinds_in(folder: str) -> dict[str, BaseCommand]:
    return {
        module.name: import_module(f"{room.name}.management.{folder}.{module.name}").Command()
        for room in apps.get_app_configs()
        for module in iter_modules([str(Path(room.path) / "management" / folder)])
    }
