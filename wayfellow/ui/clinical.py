"""Words that look like a diagnosis or a medicine (I2): a list to compare with, and two shapes. Nobody is guessed at."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from django.forms import CharField
from django.utils.translation import gettext_lazy as _

from wayfellow.ui.languages import without_accents

LIST = Path(__file__).with_name("clinical_words.txt")
CODE = r"(?:F\d{2}(?:\.\d{1,2})?|[A-TV-Z]\d{2}\.\d{1,2}|6[A-E]\d{2}(?:\.\d{1,2})?)"
DOSE = r"\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|μg|miligram\w*|milligram\w*)"
SHAPES = re.compile(rf"(?<![\w.]){CODE}(?!\w)|(?<![\w.,]){DOSE}(?!\w)", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
ASKED = _(
    "This looks like a diagnosis or a medicine: %(words)s. It does not belong here, and the "
    "person reads it. Take it out?"
)
KEPT = "as_it_is"


@cache
def listed(*sections: str) -> frozenset[tuple[str, ...]]:
    """Return the names in these sections of the list, or in all of it, each as its words."""
    found, section = set(), ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#") and (section in sections or not sections):
            found.add(tuple(line.split()))
    return frozenset(found)


def clinical(text: str) -> list[str]:
    """Return what in a text looks like a diagnosis or a medicine, as it stands there, each once and in order."""
    return _found(text, listed("diagnoses", "medicines"))


def asks_for_clinical(text: str) -> list[str]:
    """Return what in a question asks for a diagnosis or a medicine, by name or at all."""
    return _found(text, listed())


def ask(form: Any) -> None:
    """Ask in place about such words, where somebody who works here writes about a person, who reads them.

    They decide: what they tick to keep is kept. Nobody is asked about what they write of themself.
    """
    found = {
        name: words
        for name, field in form.fields.items()
        if isinstance(field, CharField) and not field.widget.is_hidden
        if (words := clinical(form.cleaned_data.get(name) or ""))
    }
    if not found or _is_own(form):
        return
    kept = set(form.data.getlist(KEPT))
    form.looks_clinical = {name: name in kept for name in found}
    for name in found.keys() - kept:
        form.add_error(name, ASKED % {"words": ", ".join(found[name])})


def _is_own(form: Any) -> bool:
    """Say whether the reader writes about themself, or is nobody who works here."""
    if form.reader is None or form.reader.pk is None:
        return True
    person = getattr(form.reader, "person", None)
    about = getattr(form.record, "about_person", None)
    return person is not None and about is not None and about() == person.pk


def _found(text: str, names: frozenset[tuple[str, ...]]) -> list[str]:
    text = unicodedata.normalize("NFC", text)
    places = [shape.span() for shape in SHAPES.finditer(text)]
    words = list(WORD.finditer(text))
    folded = [without_accents(word.group(), "NFKD") for word in words]
    for length in {len(name) for name in names}:
        for first in range(len(words) - length + 1):
            if tuple(folded[first : first + length]) in names:
                places.append((words[first].start(), words[first + length - 1].end()))
    return list(dict.fromkeys(text[start:end] for start, end in _widest(places)))


def _widest(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places in order, without those that lie within another."""
    widest: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not widest or end > widest[-1][1]:
            widest.append((start, end))
    return widest
