"""The languages that people speak, by their ISO 639 code, each called by its own name."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wayfellow.ui.languages import as_heard

FILE = Path(__file__).with_name("spoken.csv")  # drawn by bin/languages


@cache
def names() -> dict[str, dict[str, str]]:
    """Return of each language its own name, and what it is called in the languages of the pages."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row.pop("code"): row for row in csv.DictReader(file)}


def own_name(code: str) -> str:
    return names()[code]["own"] if code in names() else code


def own_names(codes: list[str]) -> str:
    return ", ".join(map(own_name, codes))


def to_choose_from() -> list[tuple[Any, Any]]:
    """Return every language as a list to choose from: those of the pages first."""
    first = [code for code, _name in settings.LANGUAGES]
    others = [(code, own_name(code)) for code in names() if code not in first]
    return [*((code, own_name(code)) for code in first), (_("More languages"), others)]


def to_choose_one() -> list[tuple[Any, Any]]:
    """Return the same where nothing is chosen beforehand, and one has to be."""
    return [("", _("Please choose")), *to_choose_from()]


def code_of(words: str) -> str | None:
    """Return the language that is called so, in itself, in a language of the pages or by its code."""
    return _called().get(as_heard(words))


@cache
def _called() -> dict[str, str]:
    called: dict[str, str] = {}
    for code, row in names().items():
        for name in [*row.values(), code]:
            called.setdefault(as_heard(name), code)
    return called
