"""The installation stands as the plan says: who may import whom is held by import-linter."""

import ast
from pathlib import Path

import pytest

WAYFELLOW = Path(__file__).resolve().parents[2] / "wayfellow"
ROOMS = sorted(path for path in WAYFELLOW.iterdir() if path.is_dir() and (path / "__init__.py").exists())
SOURCES = [path for path in sorted(WAYFELLOW.rglob("*.py")) if "migrations" not in path.parts]
WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "add", "set", "remove", "clear",
}  # fmt: skip
ON_A_RECORD = {"save", "delete"}
FORBIDDEN_NAMES = {"services", "utils", "helpers", "signals", "mixins", "base", "managers", "constants"}


def name(path):
    return str(path.relative_to(WAYFELLOW))


def is_an_action(path):
    inside = path.relative_to(WAYFELLOW).parts
    return inside[1:2] == ("actions.py",) or inside[1:2] == ("actions",)


def may_write(path):
    """Acts write, the lifecycle moves a stage for them; so do journal, vault, jobs and accounts below, and the demo.

    What reads a file apart has no database to write in: what it saves is a picture.
    """
    room, *rest = path.relative_to(WAYFELLOW).parts
    return (
        is_an_action(path)
        or [room, *rest[:1]] == ["files", "apart"]
        or rest[:1] == ["lifecycle.py"]
        or room in {"journal", "vault", "jobs", "demo"}
        or name(path) == "people/models.py"
    )


def writes_in(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            receiver = ast.unparse(node.func.value)
            if ".objects" in receiver or (node.func.attr in ON_A_RECORD and receiver not in {"super()", "connection"}):
                yield f"line {node.lineno}: {ast.unparse(node.func)}"


def functions_in(path):
    return [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_is_written_outside_an_act(path):
    if not may_write(path):
        assert not list(writes_in(path))


ACTS = [path for path in SOURCES if is_an_action(path) and path.name != "within.py"]


@pytest.mark.parametrize("path", ACTS, ids=name)
def test_every_action_goes_through_the_door(path):
    for function in functions_in(path):
        doors = [ast.unparse(decorator) for decorator in function.decorator_list]
        if not function.name.startswith("_"):
            assert any(door.startswith(("act(", "anonymous")) for door in doors), function.name


@pytest.mark.parametrize("path", [path for path in SOURCES if "views" in name(path)], ids=name)
def test_a_view_is_handed_its_records_and_asks_no_query_itself(path):
    assert ".objects" not in path.read_text(), "ask for the record with @needs, or name the query in queries"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_file_is_a_place_for_anything(path):
    assert path.stem not in FORBIDDEN_NAMES
    assert "@receiver" not in path.read_text()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_in_fifteen_lines_what_it_is_for(room):
    assert 3 <= len((room / "README.md").read_text().splitlines()) <= 15
