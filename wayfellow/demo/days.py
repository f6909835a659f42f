"""The journal of the demonstration: each act on the day that it is told of, and what is older has been read."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from wayfellow.journal.models import MOMENT_OF, Entry
from wayfellow.notices.actions import mark_read
from wayfellow.notices.news import KEPT_FOR
from wayfellow.people.models import User

BEGINS, A_STEP, AN_HOUR = time(10), timedelta(minutes=7), timedelta(hours=1)
LATELY = timedelta(days=3)


@contextmanager
def as_they_passed():
    """Have each act that is told in here stand in the journal on its day."""
    before = MOMENT_OF.set(Days(timezone.localtime()))
    try:
        yield
    finally:
        MOMENT_OF.reset(before)


class Days:
    """Says when an act was done: on the day it names, a little after what was told before of that day.

    One that names none, or a day to come, follows what was told before it.
    """

    def __init__(self, now):
        self.now = self.last = now

    def __call__(self, facts):
        on = _day_in(facts)
        if on is None or on > self.now.date() or on == self.last.date():
            following = self.last + A_STEP
        elif on == self.now.date():
            following = self.now - AN_HOUR
        else:
            following = datetime.combine(on, BEGINS, self.now.tzinfo)
        self.last = min(following, self.now)
        return self.last


def _day_in(facts):
    try:
        return date.fromisoformat(facts["on"])
    except (KeyError, TypeError, ValueError):
        return None


def have_been_read():
    """Whoever looks in finds what is new since a few days; what was new before has been read by everyone."""
    now = timezone.now()
    lines = Entry.objects.filter(at__gte=now - KEPT_FOR, at__lt=now - LATELY).values_list("pk", flat=True)
    for account in User.objects.filter(of_the_demo=True):
        mark_read([*lines], by=account, at=now - timedelta(days=1))
