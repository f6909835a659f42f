"""What `make mutate` is told to change, to copy and to ask is there: moved away, it would begin and do nothing."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOLD = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]


@pytest.mark.parametrize(
    "named",
    [*TOLD["only_mutate"], *TOLD["do_not_mutate"], *TOLD["also_copy"], *TOLD["pytest_add_cli_args_test_selection"]],
)
def test_what_it_names_is_there(named):
    assert list(ROOT.glob(named))


def test_the_tests_of_every_lifecycle_are_asked():
    asked = {Path(each).parts[1] for each in TOLD["pytest_add_cli_args_test_selection"]}
    assert {each.parent.name for each in ROOT.glob("wayfellow/*/lifecycle.py")} <= asked
