"""Texts that are kept in several languages, as one language → words."""

from django.utils.translation import get_language


def in_my_language(text: dict[str, str]) -> str:
    """Return a text in the reader's language, or else in English, or else in whatever there is."""
    return str(text.get(get_language() or "") or text.get("en") or next(filter(None, text.values()), ""))
