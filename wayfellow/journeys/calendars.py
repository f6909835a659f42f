"""What two plan, as a calendar reads it."""

from datetime import UTC, timedelta

from django.utils import timezone

from wayfellow.ui.calendars import AN_HOUR, event, meeting


def event_of(note, name="", place=""):
    """Return a planned meeting. Its number stays, and its sequence grows, each time it is moved."""
    changes = note.arrangement.changes if hasattr(note, "arrangement") else 0
    made = event(note.pk, *_when(note), at=timezone.now(), place=place)
    made.add("sequence", changes)
    return meeting(made, name)


def _when(note):
    """Return from when to when: a whole day where no time is set, an hour where nobody said how long."""
    if note.at is None:
        return note.on, note.on + timedelta(days=1)
    ends = note.ends if note.minutes else note.begins + AN_HOUR
    return [timezone.make_aware(moment).astimezone(UTC) for moment in [note.begins, ends]]
