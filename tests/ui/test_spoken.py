"""Languages by their own names, as the Unicode repository has them and whoever speaks them writes them."""

import runpy
from pathlib import Path

import pytest
from django.conf import settings

from wayfellow.ui.spoken import code_of, names, own_name, to_choose_from

DRAW = Path(__file__).resolve().parents[2] / "bin" / "languages"


def test_the_list_is_as_it_is_drawn():
    drawn = runpy.run_path(str(DRAW))["drawn"]()
    kept = [[code, *row.values()] for code, row in names().items()]
    assert kept == drawn


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("اردو", "ur"),
        ("Urdu", "ur"),
        ("àrab", "ar"),
        ("ARABE", "ar"),
        ("llengua de signes catalana", "csc"),
        ("wo", "wo"),
    ],
)
def test_a_language_is_found_by_any_of_its_names(words, code):
    assert code_of(words) == code


def test_what_nobody_speaks_is_not_found():
    assert code_of("Quenya of the moon") is None and own_name("xx") == "xx"


def test_the_languages_of_the_pages_come_first():
    *first, (_more, others) = to_choose_from()
    assert first == settings.LANGUAGES == [(code, own_name(code)) for code in ["en", "ca", "de", "es", "fr"]]
    assert dict(others)["uk"] == "Українська" and len(others) > 300
