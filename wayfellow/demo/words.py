"""What the cast wrote, in each language of the pages, and how whoever looks around reads it in theirs.

It is kept in English, as people's words are kept as they wrote them. Only what an account of the demonstration
is shown changes with the language of the page.
"""

import gzip
import json
import re
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from jinja2.filters import do_truncate
from markupsafe import escape

DATA = Path(__file__).with_name("data") / "words.json"
KEPT_IN = "en"
LETTERS_OF_A_BEGINNING = 60  # what a list shows of a note
SERVER_ERROR = 500
TEXTS: list[dict[str, str]] = []  # each as one language → words


def _as_kept(told):
    if KEPT_IN not in told:
        return told
    TEXTS.append(told)
    return told[KEPT_IN]


TOLD = json.loads(DATA.read_text(encoding="utf-8"), object_hook=_as_kept)


def read_in_my_language(get_response):
    """Middleware: an account of the demonstration reads what the cast wrote in the language of the page."""

    def middleware(request):
        response = get_response(request)
        language = get_language()
        if language != KEPT_IN and _is_page(response) and getattr(request.user, "of_the_demo", False):
            response.content = said_in(language, _as_written(response).decode())
        return response

    return middleware


def _as_written(response):
    """Some pages come made small for the way: that is undone, and they go as they are."""
    if response.get("Content-Encoding") != "gzip":
        return response.content
    del response["Content-Encoding"], response["Content-Length"]
    return gzip.decompress(response.content)


def _is_page(response):
    is_html = response.get("Content-Type", "").startswith("text/html")
    return is_html and not response.streaming and response.status_code < SERVER_ERROR


def said_in(language: str, page: str) -> str:
    """Return a page with every text of the cast in that language."""
    words = _words(language)
    return _any_of_them(language).sub(lambda found: words[found[0]], page)


@cache
def _any_of_them(language):
    longest_first = sorted(_words(language), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def _words(language):
    """Return how a page shows the texts as they are kept → how it is to show them: by line, or by their beginning."""
    return {
        str(escape(kept)): str(escape(said))
        for text in TEXTS
        for kept, said in zip(_as_shown(text[KEPT_IN]), _as_shown(text.get(language, text[KEPT_IN])), strict=True)
    }


def _as_shown(text):
    beginning = do_truncate(None, text, LETTERS_OF_A_BEGINNING, end="…", leeway=5)
    return [beginning, *text.splitlines()]
