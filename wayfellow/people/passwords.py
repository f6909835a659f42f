"""What a new password may not be like."""

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.utils.translation import gettext as _


class UnlikeTheirName(UserAttributeSimilarityValidator):
    """Not like somebody's name or address. Django would say which of the two, by the name of our column."""

    def get_error_message(self):
        return _("This password is too much like your name or your e-mail address.")
