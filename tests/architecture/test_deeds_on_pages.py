"""A page that asks what its reader may do asks by a name that exists: a slip would hide a button from everybody."""

import re
from pathlib import Path

import pytest

from wayfellow.access.lifecycle import lifecycles
from wayfellow.access.policy import POLICY

WAYFELLOW = Path(__file__).resolve().parents[2] / "wayfellow"
TEMPLATES = sorted(WAYFELLOW.rglob("templates/**/*.html"))
DEEDS = {str(can) for deeds in POLICY.values() for can in deeds}
TRANSITIONS = {room: set() for room in [module.split(".")[1] for module, _lifecycle in lifecycles()]}
for module, lifecycle in lifecycles():
    TRANSITIONS[module.split(".")[1]] |= {str(transition) for transition in lifecycle.rules}
ASKED = re.compile(r"\bin (?:\w+\.)?deeds\b")
BY_NAME = re.compile(r"""["']([\w.]+)["'] (?:not )?in (?:\w+\.)?deeds\b""")
A_STEP = re.compile(r"""["'](\w+)["'] (?:not )?in steps\b""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_asks_for_deeds_and_transitions_that_there_are(path):
    text, room = path.read_text(), path.relative_to(WAYFELLOW).parts[0]
    assert set(BY_NAME.findall(text)) <= DEEDS
    assert set(A_STEP.findall(text)) <= TRANSITIONS.get(room, set())


def test_every_page_that_asks_for_a_deed_names_it():
    asked = sum(len(ASKED.findall(path.read_text())) for path in TEMPLATES)
    told_one_by_one = 2  # the rules for everyone, and who sees what now: each deed that there is
    assert sum(len(BY_NAME.findall(path.read_text())) for path in TEMPLATES) == asked - told_one_by_one > 50
