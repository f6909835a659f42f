"""Sums of money, in the currency of the country where this stands."""

import re
from decimal import Decimal
from functools import cache
from typing import Any

from babel.core import get_global
from babel.numbers import format_currency, get_currency_name, get_territory_currencies
from django import forms
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CENTS = re.compile(r"[.,](?=\d{1,2}$)")
IN_GROUPS = re.compile(r"[.,’'\s](?=\d{3}(?:\D|$))")
SIGNS = "€$£\xa0 "
NO_AMOUNT = _("Please write an amount above zero, such as 4.50.")


class AmountField(forms.DecimalField):
    """A sum of money, with a comma or a point before the cents: not everybody writes as their page's language does."""

    def __init__(self, **said):
        wrong = ["invalid", "min_value", "max_digits", "max_whole_digits", "max_decimal_places"]
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        messages = dict.fromkeys(wrong, NO_AMOUNT)
        super().__init__(decimal_places=2, min_value=0.01, widget=widget, error_messages=messages, **said)

    def to_python(self, value):
        whole, *cents = CENTS.split(str(value or "").strip(SIGNS))
        return super().to_python(".".join([IN_GROUPS.sub("", whole), *cents]))

    def prepare_value(self, value):
        return number_format(value, 2) if isinstance(value, Decimal) else value


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
