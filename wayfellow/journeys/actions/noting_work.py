"""What coordinators note among themselves, and what the person says to it (I3)."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import NOTHING_NEW, still_fresh
from wayfellow.journeys.models import WorkingNote

SAID_MEANWHILE = _("You said something about this note in another tab. Both are here: please put them together.")


@act(Can.NOTE_WORK)
def note_work(journey, *, by, on, words):
    """Write down for the other coordinators what was done or tried. The person reads it like anything else."""
    return WorkingNote.objects.create(journey=journey, author=by, on=on, words=words)


@act(Can.CHANGE_WORKING_NOTE, when=still_fresh)
def change_working_note(note, *, by, words, edit_token):
    """Put a slip right before it is anybody's memory. From the next day on it stays as it was written."""
    unless_changed([note.words], edit_token=edit_token)
    if note.words == words:
        raise Refused(NOTHING_NEW)
    note.words = words
    note.save(update_fields=["words"])


@act(Can.CHANGE_WORKING_NOTE, when=still_fresh)
def take_back_working_note(note, *, by):
    """It was written by mistake, or about somebody else. Nothing of it stays."""
    by.drafts.filter(place__contains=str(note.pk)).delete()
    WorkingNote.objects.filter(pk=note.pk).delete()


@act(Can.ANSWER_WORKING_NOTE)
def answer_working_note(note, *, by, on, words, edit_token):
    """The person says how they see it. Their words stay beside the note, and can be changed or taken back by them."""
    unless_changed([note.person_says], edit_token=edit_token, because=SAID_MEANWHILE)
    note.person_says, note.said_on = words, on if words else None
    note.save(update_fields=["person_says", "said_on"])
