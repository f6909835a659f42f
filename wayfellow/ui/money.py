"""Sums of money, in the currency of the country where this stands."""

from decimal import Decimal
from functools import cache
from typing import Any

from babel.core import get_global
from babel.numbers import format_currency, get_currency_name, get_territory_currencies
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import get_language


def country_here() -> Any:
    """Return the country of the installation's time zone."""
    return get_global("zone_territories").get(settings.TIME_ZONE)


@cache
def _currencies_of(country: str) -> list[str]:
    return list(get_territory_currencies(country))


def currency_here() -> str:
    """Return the code (ISO 4217) of what is paid with there; nothing where the time zone is of no country."""
    country = country_here()
    return next(iter(_currencies_of(country)), "") if country else ""


def currency_in_words() -> str:
    """Return what several of it are called: “euros”."""
    code = currency_here()
    return str(get_currency_name(code, count=2, locale=get_language())) if code else ""


def money(amount: Decimal) -> str:
    """Return a sum as it is written in the reader's language, with its sign where it is known."""
    code = currency_here()
    return str(format_currency(amount, code, locale=get_language())) if code else str(number_format(amount, 2))
