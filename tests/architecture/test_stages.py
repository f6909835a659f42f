"""Where a record stands has a name: no page and no query outside its room spells a stage."""

import ast
import re
from pathlib import Path

import pytest

from wayfellow.access.lifecycle import lifecycles

WAYFELLOW = Path(__file__).resolve().parents[2] / "wayfellow"
TEMPLATES = sorted(WAYFELLOW.rglob("templates/**/*.html"))
ASKING = {"queries", "queries.py", "views", "views.py", "forms", "forms.py"}
PAGES_AND_QUERIES = [path for path in WAYFELLOW.rglob("*.py") if ASKING & {*path.relative_to(WAYFELLOW).parts[1:2]}]
LIFECYCLES = list(lifecycles())


def spelled(lifecycle, text):
    """Return where a template compares a stage with a text, or looks something up by it."""
    stages = "|".join(lifecycle.stages.values)
    by_text = rf"\.{lifecycle.column}\b[^%}}]*?[\"'](?:{stages})[\"']"
    looked_up = rf"(?:\}}|\.get)[\[(]\w+\.{lifecycle.column}\b"
    filtered = rf"attr\(\"{lifecycle.column}\""
    return re.findall(f"{by_text}|{looked_up}|{filtered}", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_spells_a_stage(path):
    text = path.read_text()
    assert not [found for _room, lifecycle in LIFECYCLES for found in spelled(lifecycle, text)]


def test_spelling_one_is_noticed():
    lifecycle = dict(zip([each.of for _room, each in LIFECYCLES], [each for _room, each in LIFECYCLES], strict=True))
    journey = lifecycle["a journey"]
    assert spelled(journey, '{% if record.stage == "closing" %}')
    assert spelled(journey, '{% if journey.stage in ["walking", "closing"] %}')
    assert spelled(journey, '{{ {"paused": "x"}[journey.stage] }}')
    assert not spelled(journey, "{% if journey.is_closing %}{{ journey.get_stage_display() }}{% endif %}")


@pytest.mark.parametrize("path", PAGES_AND_QUERIES, ids=lambda path: str(path.relative_to(WAYFELLOW)))
def test_no_query_outside_its_room_spells_a_stage(path):
    room = path.relative_to(WAYFELLOW).parts[0]
    others = {f"{module}.{each.stages.__name__}" for module, each in LIFECYCLES if f".{room}." not in module}
    tree = ast.parse(path.read_text())
    imported = {
        f"{node.module}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert not imported & others
    if not {"journeys", "understanding"} & {room}:
        asked = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
        assert not {name for name in asked if re.fullmatch(r"(\w+__)?stage(__in)?", name)}
