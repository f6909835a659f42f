"""Texts that are kept in several languages, as one language → words; and words compared in any of them."""

import unicodedata
from typing import Any, Literal

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, override


def of_the_pages() -> list[tuple[str, str]]:
    """Return the languages that pages can be read in, for a column: which they are is no matter of the database."""
    return list(settings.LANGUAGES)


def in_each_language(words: Any) -> dict[str, str]:
    """Return a sentence of the catalogues in every language of the pages."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = str(words)
    return said


def in_my_language(text: dict[str, str]) -> str:
    """Return a text in the reader's language, or else in English, or else in whatever there is."""
    return str(text.get(get_language() or "") or text.get("en") or next(filter(None, text.values()), ""))


def within_a_sentence(label: object) -> str:
    """Return a label as it stands within a sentence: small, but in German, whose nouns are large there, too."""
    return str(label) if get_language() == "de" else str(label).lower()


def begun_large(words: object) -> str:
    """Return words as they stand at the beginning."""
    return str(words)[:1].upper() + str(words)[1:]


def without_accents(text: str, form: Literal["NFD", "NFKD"] = "NFD") -> str:
    """Return a text as two ways of writing it are compared: capitals and accents do not matter."""
    letters = unicodedata.normalize(form, text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def as_heard(name: str) -> str:
    """Return a name as two ways of writing it are compared: capitals, accents and spaces do not matter."""
    return without_accents(" ".join(name.split()))


def remember_language(response: HttpResponse, language: str) -> None:
    """Have the browser ask for its next pages in a language, as if it had been chosen there."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        samesite="Lax",
        httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        max_age=settings.LANGUAGE_COOKIE_AGE,
    )
