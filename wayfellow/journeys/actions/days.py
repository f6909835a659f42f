"""What every act asks of the day it is told."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused


def not_in_the_future(on):
    if on > timezone.localdate():
        raise Refused(_("This day is still to come. Please check the date."), field="on")


def on_or_after(on, earliest):
    if on < earliest:
        raise Refused(
            _("This day is before %(day)s, when it began. Please check the date.") % {"day": date_format(earliest)},
            field="on",
        )
