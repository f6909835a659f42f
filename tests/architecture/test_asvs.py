"""What docs/asvs.md says of itself is so: no item is left out, the counts are right, and what it names is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAID = (ROOT / "docs" / "asvs.md").read_text()
STATES = ["met", "in part", "not met", "not applicable"]
# How many items a section has at levels 1 and 2: those of level 3 come last in each.
ITEMS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
WANTED = [f"{section}.{number}" for section, many in ITEMS.items() for number in range(1, many + 1)]
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", SAID, re.MULTILINE)
PLACES = re.findall(r"`((?:wayfellow|tests|docs|lock|bin)/[\w./-]+|[\w-]+\.(?:toml|md))`", SAID)
LINKS = re.findall(r"\]\(([^)#:]+)\)", SAID)


def test_every_item_is_there_once_and_in_order():
    assert [item for item, *_said in ROWS] == WANTED


def test_each_says_one_of_four_words():
    assert {state for _item, _what, state, _how in ROWS} <= set(STATES)
    assert len(ROWS) == len(re.findall(r"^\| \d", SAID, re.MULTILINE))


def test_the_counts_at_its_top_are_right():
    counted = Counter(state for _item, _what, state, _how in ROWS)
    assert ", ".join(f"{counted[state]} {state}" for state in STATES) in SAID.partition("\n## ")[0]


def test_whatever_is_not_met_is_in_the_list_of_what_is_not():
    listed = SAID.partition("## What is not met")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"\d+\.\d+\.\d+", listed)) == sorted(
        item for item, _what, is_, _how in ROWS if is_ == "not met"
    )


@pytest.mark.parametrize("place", sorted({*PLACES, *(f"docs/{link}" for link in LINKS)}))
def test_what_it_names_is_there(place):
    assert (ROOT / place).exists()
