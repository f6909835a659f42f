"""Long lists come a page at a time, all of them in one way."""

import ast
from pathlib import Path

import pytest
from django.test import RequestFactory

from wayfellow.ui.paging import ROWS, TEXTS, page_of

WAYFELLOW = Path(__file__).resolve().parents[2] / "wayfellow"
ITS_OWN = {"ui/paging.py", "hsds/views/machines.py"}  # the HSDS says how many there are on a page


class Counted(list):
    """A list that says how often it was counted."""

    counts = 0

    def __len__(self):
        self.counts += 1
        return super().__len__()


def asked(query):
    return RequestFactory().get(f"/list/{query}")


@pytest.mark.parametrize("query, number", [("", 1), ("?page=2", 2), ("?page=99", 3), ("?page=x", 1), ("?page=", 1)])
def test_an_address_leads_to_the_page_it_asks_for_or_the_nearest_there_is(query, number):
    assert page_of(asked(query), list(range(TEXTS * 3)), TEXTS).number == number


def test_a_list_of_lines_is_longer_than_one_of_words_to_read():
    assert len(page_of(asked(""), list(range(100)))) == ROWS > len(page_of(asked(""), list(range(100)), TEXTS)) == TEXTS


def test_what_was_counted_already_is_not_counted_again():
    lines = Counted(range(60))
    assert page_of(asked("?page=2"), lines, counted=60).paginator.num_pages == 2
    assert lines.counts == 0


def test_nobody_makes_pages_by_hand():
    found = set()
    for path in WAYFELLOW.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and "Paginator" in {name.name for name in node.names}:
                found.add(str(path.relative_to(WAYFELLOW)))
    assert found == ITS_OWN
