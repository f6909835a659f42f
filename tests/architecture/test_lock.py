"""What is installed is what the lock says, and the lock says what pyproject.toml asks for."""

import re
import runpy
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["develop", "run", "build"]
lock = runpy.run_path(str(ROOT / "bin" / "lock"))


def text(name):
    return (ROOT / "lock" / f"{name}.txt").read_text()


def locked(name):
    """Return the version of everything that a lock has installed here."""
    found = lock["locked"](f"lock/{name}.txt").items()
    return {part: number for (part, condition), number in found if _applies(condition)}


def _applies(condition):
    return not condition or Marker(condition.removeprefix(";")).evaluate()


def asked_for(name):
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run, build = asked["project"]["dependencies"], asked["dependency-groups"]["build"]
    every = [*run, *build, *asked["project"]["optional-dependencies"]["dev"]]
    return [Requirement(one) for one in {"run": run, "build": build, "develop": every}[name]]


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_everything_asked_for_is_locked_at_a_version_that_will_do(name):
    kept = locked(name)
    for asked in asked_for(name):
        number = kept.get(plain(asked.name))
        assert number and number in asked.specifier, f"{asked}, locked {number}: take it in with bin/lock --keep"


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_has_a_sum_and_names_no_place(name):
    for part in re.split(r"\n(?=\S)", text(name).strip()):
        assert re.match(r"[a-z0-9-]+==\S+ .*\\\n +--hash=sha256:[0-9a-f]{64}", part), part
    assert not re.search(r"://|^-|index|host", text(name), re.MULTILINE)


@pytest.mark.parametrize("name", ["run", "build"])
def test_what_serves_is_what_was_tested(name):
    assert locked(name).items() <= locked("develop").items()


def test_what_is_installed_is_what_is_locked():
    here = {plain(each.name): each.version for each in distributions()}
    other = {part: here.get(part) for part, number in locked("develop").items() if here.get(part) != number}
    assert not other, f"{other} is not what the lock says: make .venv/developed"


def test_what_builds_the_package_is_locked_too():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert {plain(Requirement(one).name) for one in build} <= locked("build").keys()


def test_make_installs_nothing_but_the_lock():
    """Whatever make installs has its sum in the lock, or is this very package."""
    for line in re.findall(r"pip install.*", (ROOT / "Makefile").read_text()):
        assert "--quiet" in line  # the one place, PIP
    for line in re.findall(r"\$\(PIP\)(.*)", (ROOT / "Makefile").read_text()):
        assert "--require-hashes" in line or "--no-deps --no-index --no-build-isolation" in line


def test_moving_the_lock_names_what_moved():
    before = {("one", ""): "1.0", ("two", ""): "1.0", ("three", "; sys_platform == 'win32'"): "1.0"}
    after = {("one", ""): "1.1", ("two", ""): "1.0", ("four", ""): "2.0"}
    assert list(lock["moved"](before, after)) == [
        "four: new → 2.0",
        "one: 1.0 → 1.1",
        "three ; sys_platform == 'win32': 1.0 → gone",
    ]
