"""A language is added by a file: what it says is what the whole house says (docs/adding-a-language.md)."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
SPANISH = ROOT / "wayfellow/locale/es/LC_MESSAGES/django.po"
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.mo")
CODE = "eo"  # Esperanto: whatever else speaks of languages knows it, and Wayfellow does not


@pytest.fixture
def checkout(tmp_path):
    """Wayfellow with one catalogue more, in which each sentence is marked and otherwise as it is."""
    for folder in ["wayfellow", "tests", "lock"]:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=LEFT_BEHIND)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    catalogue = polib.pofile(str(SPANISH))
    for entry in catalogue:
        entry.msgstr = "" if entry.msgid_plural else f"‹{entry.msgid}›"
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, f"‹{entry.msgid_plural}›")
    folder = tmp_path / "wayfellow/locale" / CODE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue.save(str(folder / "django.po"))
    catalogue.save_as_mofile(str(folder / "django.mo"))
    return tmp_path


@pytest.mark.slow
def test_with_a_catalogue_more_every_page_speaks_it_and_none_breaks(checkout, pytestconfig):
    turn = f"--turn={pytestconfig.getoption('turn')}"
    walked = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--show-capture=no", turn, "tests/architecture/in_a_new_language.py"],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout), "WAYFELLOW_LANGUAGE": CODE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"\b1 passed\b", walked.stdout), walked.stdout[-9000:]
