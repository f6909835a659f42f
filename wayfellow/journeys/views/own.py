"""The person's own space, and how a journey ends."""

from functools import partial

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from wayfellow.access.guard import may, needs, signed_in
from wayfellow.choices.queries import meanwhile, my_first_steps
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.own import (
    AgreeForm,
    CloseForm,
    EndUnplannedForm,
    NotesSearch,
    PassOnNotesForm,
    PeersVoiceForm,
    PersonsVoiceForm,
    RecordedForm,
    WordsForm,
)
from wayfellow.journeys.lifecycle import JOURNEY
from wayfellow.journeys.queries import notes as notes_queries
from wayfellow.journeys.queries import own as queries
from wayfellow.journeys.queries.proposing import places_of
from wayfellow.journeys.queries.referrals import where_it_stands
from wayfellow.journeys.queries.referring import earlier_referrals
from wayfellow.surveys.queries import options
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import TEXTS, page_of

VOICE = "journeys/closing_answers.html"


@form_page(Can.SAY_IF_IT_IS_SO, RecordedForm, "journeys/recorded.html")
def recorded(recorded, *, by, idempotency_key, answers):
    settle = actions.take_as_own if answers["is_so"] == "yes" else actions.set_aside
    settle(recorded, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("home:my")


@require_safe
@signed_in
def where_i_stand(request):
    """Each journey: where it stands, what the reader can do about it, and what whoever referred them reads of it."""
    person, today = queries.whose_space(request.user), timezone.localdate()
    if person is None:
        return redirect("home:my")
    journeys = [(journey, where_it_stands(journey, today)) for journey in queries.where_i_stand(request.user)]
    shown = {"person": person, "journeys": journeys, "first_steps": my_first_steps(request.user)}
    shown["meanwhile"] = partial(meanwhile, language=get_language())
    return render(request, "journeys/where_i_stand.html", shown)


@require_safe
@signed_in
def notes(request):
    """Every note about the reader, as it was written."""
    page = page_of(request, notes_queries.my_notes(request.user), TEXTS)
    return render(request, "journeys/notes.html", {"notes": page.object_list, "page": page, "search": NotesSearch()})


@signed_in
def find_in_notes(request):
    """Find words in one's own notes. They travel by POST, so that they stand in no address, no log and no history."""
    if request.method != "POST":
        return redirect("journeys:notes")
    search = NotesSearch(request.POST)
    mine = notes_queries.my_notes(request.user)
    found = notes_queries.found(mine, search.cleaned_data["words"]) if search.is_valid() else []
    shown = {"notes": found, "page": None, "search": search, "most_found": notes_queries.MOST_FOUND}
    return render(request, "journeys/notes.html", shown)


@require_safe
@needs(Can.SEE_REFERRAL, load=queries.referral)
def my_referral(request, journey):
    return render(request, "journeys/my_referral.html", {"record": journey, "earlier": earlier_referrals(journey)})


@form_page(Can.PASS_ON_NOTES, PassOnNotesForm, "journeys/pass_on_notes.html")
def pass_on_notes(journey, *, by, idempotency_key, answers):
    actions.pass_on_notes(journey, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:journey", args=[journey.pk])


@require_safe
@needs(Can.READ_CLOSING, load=queries.closing_sheet)
def closing(request, journey):
    sheet = {"is_written": queries.is_written(journey), "is_answered": queries.is_answered(journey)}
    shown = {"record": journey, "steps": JOURNEY.open_steps(journey), "places": places_of(journey)}
    return render(request, "journeys/closing.html", shown | sheet)


@form_page(Can.BEGIN_CLOSING, Form, "journeys/begin_closing.html")
def begin_closing(journey, *, by, idempotency_key, answers):
    actions.begin_closing(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _closing_of(journey)


@form_page(Can.BEGIN_CLOSING, Form, "journeys/go_on_after_all.html")
def go_on_after_all(journey, *, by, idempotency_key, answers):
    actions.go_on_after_all(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("journeys:journey", args=[journey.pk])


@form_page(Can.ANSWER_AS_PERSON, PersonsVoiceForm, VOICE, load=queries.closing_sheet)
def answer_as_person(journey, *, by, idempotency_key, answers):
    actions.answer_as_person(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _closing_of(journey)


@form_page(Can.ANSWER_AS_PEER, PeersVoiceForm, VOICE, load=queries.closing_sheet)
def answer_as_peer(journey, *, by, idempotency_key, answers):
    actions.answer_as_peer(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _closing_of(journey)


@form_page(Can.PROPOSE_WORDS, WordsForm, "journeys/closing_words.html", load=queries.closing_sheet)
def propose_words(journey, *, by, idempotency_key, answers):
    actions.propose_words(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _closing_of(journey)


@form_page(Can.AGREE_WORDS, AgreeForm, "journeys/agree_words.html", load=queries.closing_sheet)
def agree_words(journey, *, by, idempotency_key, answers):
    actions.agree_words(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _closing_of(journey)


@form_page(Can.CLOSE, CloseForm, "journeys/close.html", load=queries.closing_sheet)
def close(journey, *, by, idempotency_key, answers):
    actions.close(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _closing_of(journey)


@form_page(
    Can.END_UNPLANNED,
    EndUnplannedForm,
    "journeys/end_unplanned.html",
)
def end_unplanned(journey, *, by, idempotency_key, answers):
    actions.end_unplanned(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _closing_of(journey) if may(by, Can.SEE_JOURNEY, journey) else _desk_of(journey)


@form_page(Can.TAKE_BACK_END, Form, "journeys/take_back_end.html")
def take_back_end(journey, *, by, idempotency_key, answers):
    actions.take_back_end(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    is_walked = may(by, Can.SEE_JOURNEY, journey)
    return reverse("journeys:journey", args=[journey.pk]) if is_walked else _desk_of(journey)


def _desk_of(journey):
    return reverse("journeys:desk_journey", args=[journey.pk])


def _closing_of(journey):
    return reverse("journeys:closing", args=[journey.pk])


@require_safe
@needs(Can.GET_SURVEY, load=queries.closing_sheet)
def survey_on_paper(request, journey):
    """The questions at the end, to answer by hand, in the person's language. The link to them is theirs alone."""
    content = queries.asked_on_paper(journey)
    with override(journey.person.reads_in if content else get_language()):
        shown = {"journey": journey, "content": content, "options": options}
        return render(request, "journeys/survey_on_paper.html", shown)
