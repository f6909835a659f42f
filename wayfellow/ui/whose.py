"""Whose page a form stood on. The form brings it along, so that it is known after the session has run out."""

from django.utils.crypto import constant_time_compare, salted_hmac


def mark_of(account):
    """Return what tells nobody who it is, and is known again once they have signed in."""
    return salted_hmac("whose page", str(account.pk), algorithm="sha256").hexdigest()


def is_whose(account, marked):
    return constant_time_compare(marked, mark_of(account))
