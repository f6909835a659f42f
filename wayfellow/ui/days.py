"""Days, counted as people count them."""

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

MINUTES, MONTHS = 60, 12


def in_hours(minutes: int) -> str:
    """Say shortly how long that is: 600 minutes are 10 h, 241 are 4 h 1 min."""
    hours, rest = divmod(minutes, MINUTES)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or before; the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
