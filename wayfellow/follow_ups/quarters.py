"""The quarters of a year, and until when one is looked at."""

from datetime import date, timedelta

from wayfellow.ui.days import months_later

MONTHS = 3
TIME_TO_SIGN = timedelta(weeks=4)
ASKED_FOR = 4  # so many quarters back can still be begun


def quarter_of(day: date) -> date:
    """Return the first day of the quarter of a day."""
    return date(day.year, day.month - (day.month - 1) % MONTHS, 1)


def last_quarter(today: date) -> date:
    """Return the first day of the last quarter that is over."""
    return months_later(quarter_of(today), -MONTHS)


def lately_over(today: date) -> list[date]:
    """Return the quarters that are over and can still be looked at, the last first."""
    return [months_later(last_quarter(today), -MONTHS * number) for number in range(ASKED_FOR)]


def end_of(quarter: date) -> date:
    """Return the last day of a quarter."""
    return months_later(quarter, MONTHS) - timedelta(days=1)


def due_on(quarter: date) -> date:
    """Return the day by which both have signed."""
    return end_of(quarter) + TIME_TO_SIGN
