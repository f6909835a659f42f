"""A migration that was released is never rewritten: installations have run it."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
release = runpy.run_path(str(ROOT / "bin" / "release"))


@pytest.mark.parametrize("place", release["held"]())
def test_a_released_migration_stays_as_it_was(place):
    here = release["fingerprints"]().get(place)
    assert here is not None, f"{place} was released, and is gone"
    assert here == release["held"]()[place], f"{place} was released, and is changed: write a new migration instead"


def test_the_first_ones_are_held():
    assert "wayfellow/vault/migrations/0001_initial.py" in release["held"]()
