"""What a note says now, and what it said before it was corrected."""

from wayfellow.journeys.models import Accompaniment


def as_noted(note: Accompaniment) -> list:
    """Return all that correcting a note would replace."""
    return [getattr(note, name) for name in [*Accompaniment.MEETING, *Accompaniment.WORDS]]


def earlier_notes(note: Accompaniment) -> list:
    """Return what a note said before, the newest first: the day on which it was replaced, and the note as it was."""
    if not note.corrected_on:
        return []
    return [(earlier.replaced_on, earlier.as_note()) for earlier in note.earlier.order_by("-version")]
