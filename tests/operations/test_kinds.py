"""What rooms bring is found: their kinds of import and export, and what they check."""

from pathlib import Path

from django.core.management import get_commands, load_command_class

import wayfellow
from wayfellow.operations.management.commands.check import checks_of_rooms

ROOMS = Path(wayfellow.__file__).parent


def kinds_of(name):
    parser = load_command_class(get_commands()[name], name).create_parser("wayfellow", name)
    [kinds] = [action for action in parser._actions if action.choices and action.dest == "kind"]
    return list(kinds.choices)


def test_every_kind_of_import_and_export_is_offered():
    assert (kinds_of("import"), kinds_of("export")) == (["caseload", "directory"], ["person", "directory"])


def test_what_any_room_checks_is_checked():
    there = {f"wayfellow.{path.parent.name}.checks" for path in ROOMS.glob("*/checks.py")}
    assert {checks.__name__ for checks in checks_of_rooms()} == there
