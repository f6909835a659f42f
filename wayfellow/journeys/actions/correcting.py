"""What was noted wrongly is put right by whoever noted it, as long as they walk along."""

from typing import Any

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import NOTHING_NEW, it_can_have_happened, not_noted_yet, still_noted
from wayfellow.journeys.models import Accompaniment, Arrangement, EarlierNote
from wayfellow.journeys.queries.correcting import as_noted

NOTHING_OF_THE_MEETING: dict[str, Any] = {
    "at": None,
    "minutes": None,
    "setting": "",
    "joined_by": [],
    "with_referrer": False,
    "touched": [],
    "corrected_on": None,
}


@act(Can.CORRECT_NOTE, when=still_noted)
def correct_note(note, *, by, today, edit_token=None, another=False, **said):
    """Say what a note should have said. What it said before stays readable for both, and the person is told."""
    unless_changed(as_noted(note), edit_token=edit_token)
    changed = {name for name, value in said.items() if getattr(note, name) != value}
    if not changed:
        raise Refused(NOTHING_NEW)
    if changed & {"on", "setting"}:
        it_can_have_happened(note.journey, said["on"])
        if not another:
            not_noted_yet(note.journey, on=said["on"], setting=said["setting"], but=note.pk)
    EarlierNote.of(note, on=today).save()
    for name in changed:
        setattr(note, name, said[name])
    note.corrected_on = today
    note.save(update_fields=["corrected_on", *changed])


@act(Can.STRIKE_NOTE, when=still_noted)
def strike_note(note, *, by, on, because):
    """Take a note out. Its words are gone, what it said before too; a line says who took it out, when and why.

    What the person added to it is theirs, and stays.
    """
    note.earlier.all().delete()
    Arrangement.objects.filter(accompaniment=note).delete()
    note.additions.exclude(author=note.journey.person.user_id).delete()
    by.drafts.filter(place__contains=str(note.pk)).delete()
    gone = {**dict.fromkeys(Accompaniment.WORDS, ""), **NOTHING_OF_THE_MEETING}
    struck = {"state": Accompaniment.State.STRUCK, "struck_on": on, "struck_because": because}
    for name, value in {**gone, **struck}.items():
        setattr(note, name, value)
    note.save(update_fields=[*gone, *struck])
