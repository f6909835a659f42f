"""What is planned here, in somebody's own calendar elsewhere."""

from django.utils import timezone

from wayfellow.access.guard import act, anonymous
from wayfellow.people.access import Can
from wayfellow.people.actions.noting import note
from wayfellow.people.models import OwnCalendar, SecurityLine


@act(Can.OPEN_CALENDAR)
def open_calendar(user, *, by, id, section, address, on, says_names=False, says_places=False, device=""):
    """Have it be read under a secret address. One from before opens nothing any more."""
    OwnCalendar.objects.filter(user=user, section=section).delete()
    note(user, SecurityLine.Kind.CALENDAR, at=timezone.now(), by=by, device=device)
    said = {"says_names": says_names, "says_places": says_places}
    return OwnCalendar.objects.create(id=id, user=user, section=section, address=address, made_on=on, **said)


@act(Can.KEEP_CALENDAR)
def change_calendar(calendar, *, by, says_names, says_places):
    """Choose what it says of each meeting. The address stays."""
    calendar.says_names, calendar.says_places = says_names, says_places
    calendar.save(update_fields=["says_names", "says_places"])


@act(Can.KEEP_CALENDAR)
def close_calendar(calendar, *, by):
    """From this moment its address opens nothing."""
    OwnCalendar.objects.filter(pk=calendar.pk).delete()


@anonymous
def note_reading(calendar, *, on):
    """It was read on this day: that is kept once a day, and nothing else of it."""
    if calendar.last_read_on != on:
        calendar.last_read_on = on
        calendar.save(update_fields=["last_read_on"])
