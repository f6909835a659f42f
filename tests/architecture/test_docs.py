"""Documents that are drawn from the code say what the code says."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
drawn = runpy.run_path(str(ROOT / "bin" / "docs"))["drawn"]


@pytest.mark.parametrize("name", ["access.md", "lifecycle.md", "tells.md"])
def test_a_drawn_document_is_fresh(name):
    assert (ROOT / "docs" / name).read_text() == drawn()[name], "draw it again: .venv/bin/python bin/docs"


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert numbers and len(numbers) == len(set(numbers))
