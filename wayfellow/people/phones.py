"""A telephone number: what looks like one, and how it is kept so that any phone dials it."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import MatchType, NumberParseException, PhoneNumberFormat

from wayfellow.ui.money import country_here

NO_NUMBER = _("This does not look like a phone number. Please write only the number, such as 600 123 456.")


def as_dialled(typed, programme=None):
    """Return a number with the code of its country, or refuse what is none. Where it has no code, it is of here."""
    if not typed:
        return ""
    try:
        number = phonenumbers.parse(typed, _country_of(programme))
    except NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(NO_NUMBER)
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def are_same(one, other):
    """Say whether two numbers lead to one phone, however each was written."""
    alike = {MatchType.EXACT_MATCH, MatchType.NSN_MATCH}
    return one == other or bool(one and other) and phonenumbers.is_number_match(one, other) in alike


def _country_of(programme):
    """Return the country of a programme's law, or else the one of the installation's time zone."""
    by_law = programme.jurisdiction.partition("-")[0] if programme else ""
    return by_law or country_here()
