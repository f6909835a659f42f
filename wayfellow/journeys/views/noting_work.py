"""Working notes: a coordinator writes one, and the person reads it and says how they see it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import signed_in
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.noting_work import (
    AnswerWorkingNoteForm,
    ChangeWorkingNoteForm,
    NoteWorkForm,
    TakeBackWorkingNoteForm,
)
from wayfellow.journeys.queries.noting_work import my_working_notes
from wayfellow.ui.pages import form_page
from wayfellow.ui.paging import TEXTS, page_of


@form_page(Can.NOTE_WORK, NoteWorkForm, "journeys/note_work.html")
def note_work(journey, *, by, idempotency_key, answers):
    actions.note_work(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _notes_of(journey.pk)


@form_page(Can.CHANGE_WORKING_NOTE, ChangeWorkingNoteForm, "journeys/change_working_note.html")
def change_working_note(note, *, by, idempotency_key, answers):
    actions.change_working_note(note, by=by, idempotency_key=idempotency_key, **answers)
    return _notes_of(note.journey_id)


@form_page(Can.CHANGE_WORKING_NOTE, TakeBackWorkingNoteForm, "journeys/take_back_working_note.html")
def take_back_working_note(note, *, by, idempotency_key, answers):
    actions.take_back_working_note(note, by=by, idempotency_key=idempotency_key)
    return _notes_of(answers["stood_in"] or note.journey_id)


@require_safe
@signed_in
def working_notes(request):
    """Every working note about the reader, as it was written."""
    page = page_of(request, my_working_notes(request.user), TEXTS)
    return render(request, "journeys/working_notes.html", {"page": page})


@form_page(Can.ANSWER_WORKING_NOTE, AnswerWorkingNoteForm, "journeys/answer_working_note.html")
def answer_working_note(note, *, by, idempotency_key, answers):
    actions.answer_working_note(note, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:working_notes")


def _notes_of(pk):
    return reverse("journeys:desk_journey", args=[pk]) + "#notes"
