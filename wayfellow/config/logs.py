"""What the log does not say: a private address opens to whoever reads it, so its end is left out."""

import re
from functools import cache

from django.apps import apps
from django.urls import URLPattern, get_resolver


def without_private_addresses(record):
    """Let every line pass, with the end of each private address left out."""
    if apps.ready and isinstance(record.args, tuple):
        record.args = tuple(_shortened(each) if isinstance(each, str) else each for each in record.args)
    return True


def _shortened(text):
    return _private().sub(r"\1…", text)


@cache
def _private():
    """Find what follows the beginning of an address whose page says of itself that it is private."""
    beginnings = sorted({re.escape(f"/{beginning}") for beginning in _beginnings(get_resolver())})
    return re.compile(rf"({'|'.join(beginnings)})[^\s]+")


def _beginnings(resolver, before=""):
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if not isinstance(entry, URLPattern):
            yield from _beginnings(entry, here)
        elif getattr(entry.callback, "is_private", False):
            yield here.partition("<")[0]
