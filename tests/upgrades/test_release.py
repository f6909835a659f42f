"""A release is a wheel that needs no checkout beside it, and says which one it is."""

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import wayfellow

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    build = [BIN / "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [file] = folder.iterdir()
    return file


def test_it_holds_everything_the_package_is_made_of(wheel):
    kept = {name for name in ZipFile(wheel).namelist() if not name.startswith("wayfellow-")}
    ours = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "wayfellow").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert kept == ours and "wayfellow/locale/ca/LC_MESSAGES/django.mo" in kept


def test_it_says_its_version_wherever_it_is_asked(wheel, tmp_path):
    """Installed by itself, and asked from a folder where nothing else is."""
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        tmp_path / "there",
    ]
    subprocess.run([*install, wheel], check=True, capture_output=True)
    for command in ["--version", "version"]:
        asked = subprocess.run(
            [tmp_path / "there" / "bin" / "wayfellow", command],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path / "there")},
            capture_output=True,
            text=True,
            check=True,
        )
        assert asked.stdout == f"Wayfellow {wayfellow.__version__}\n" and not list(tmp_path.glob("var"))
    assert wheel.name == f"wayfellow-{wayfellow.__version__}-py3-none-any.whl"


def test_the_changes_begin_with_this_version():
    top = re.search(r"^## (\S+) ", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[1]
    assert top == wayfellow.__version__
