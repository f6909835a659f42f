"""Being found from elsewhere: which pages search engines list, and at which address in which language."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from wayfellow.ui.languages import remember_language

IN_LANGUAGE = "lang"


def listed(view: Any) -> Any:
    """Say that search engines may list a page: it is for anyone, and the same for everyone but for its language."""
    view.is_listed = True
    return view


def is_listed(request: HttpRequest) -> bool:
    found = request.resolver_match
    return found is not None and getattr(found.func, "is_listed", False)


def address_in(language: str, place: str) -> str:
    """Return the one address of a page in a language. Without a language a page speaks its reader's own."""
    return f"{place}?{urlencode({IN_LANGUAGE: language})}"


def without_language(request: HttpRequest) -> str:
    """Return the address of this page as it is, but for the language it names: a reader is about to choose another."""
    if IN_LANGUAGE not in request.GET:
        return request.get_full_path()
    asked = request.GET.copy()
    del asked[IN_LANGUAGE]
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def addresses(request: HttpRequest) -> dict[str, Any] | None:
    """Return where a listed page stands in each language, and where in that of this reader; of any other, nothing."""
    if not is_listed(request):
        return None
    whole = request.build_absolute_uri(request.path)
    return {
        "here": address_in(translation.get_language(), whole),
        "each": [(language, address_in(language, whole)) for language, _name in settings.LANGUAGES],
        "any": address_in(settings.LANGUAGE_CODE, whole),  # one that is canonical, which that without a language is not
    }


def in_the_language_of_the_address(get_response: Any) -> Any:
    """Middleware: a page for anyone speaks the language its address names; one not listed is for no search engine.

    Whoever came to a listed one goes on in that language, as if they had chosen it there.
    """

    def middleware(request):
        response = get_response(request)
        if not is_listed(request):
            response.setdefault("X-Robots-Tag", "noindex")
        elif language := _named(request):
            remember_language(response, language)
        return response

    def process_view(request, view, args, kwargs):
        language = _named(request)
        if getattr(view, "needs", "signed in") is None and language:
            translation.activate(language)
            request.LANGUAGE_CODE = language

    vars(middleware)["process_view"] = process_view
    return middleware


def _named(request: HttpRequest) -> str:
    """Return the language that the address of a page names, if it is one of ours."""
    named = request.GET.get(IN_LANGUAGE, "")
    return named if named in dict(settings.LANGUAGES) else ""
