"""When a check-in is offered: wellbeing often dips around the fourth month and recovers by the twelfth with support."""

from datetime import date, timedelta

from wayfellow.ui.days import months_later

MONTHS = [1, 4, 12]
STANDS_FOR = timedelta(days=21)


def month_reached(begun: date | None, today: date) -> tuple[int, date] | None:
    """Return which of the months was reached of late, and on which day; None on any other day."""
    if begun is None:
        return None
    days = [(months, months_later(begun, months)) for months in MONTHS]
    return next(((months, day) for months, day in days if day <= today < day + STANDS_FOR), None)
