"""The person's own space, and how a journey ends."""

import uuid
from functools import partial

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wayfellow.access.deeds import Can
from wayfellow.access.guard import may, needs, signed_in
from wayfellow.choices.queries import meanwhile, my_first_steps
from wayfellow.journeys import actions
from wayfellow.journeys.forms.own import (
    AgreeWordsForm,
    CloseForm,
    EndUnplannedForm,
    LookedForm,
    NotesSearch,
    PassOnNotesForm,
    PeersVoiceForm,
    PersonsVoiceForm,
    RecordedForm,
    WordsForm,
)
from wayfellow.journeys.lifecycle import JOURNEY
from wayfellow.journeys.models import Setting
from wayfellow.journeys.queries import glass
from wayfellow.journeys.queries import notes as notes_queries
from wayfellow.journeys.queries import own as queries
from wayfellow.journeys.queries.opened import my_closed_space
from wayfellow.journeys.queries.reaching import proposed_reach
from wayfellow.journeys.queries.recorded import recorded_of
from wayfellow.journeys.queries.referrals import where_it_stands
from wayfellow.journeys.queries.waiting import wait_of
from wayfellow.journeys.queries.what_happened import by_day, my_places, what, what_happened, what_is_new, where, who
from wayfellow.journeys.views.opened import my_space_waits
from wayfellow.plans.queries import names_of_guests
from wayfellow.surveys.queries import that_wait
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import TEXTS, page_of

VOICE = "journeys/closing_answers.html"


@require_safe
@signed_in
def my(request):
    """What is next, who walks along, where it stands, what waits, what is new, and the way to the rest."""
    journeys = [(journey, list(queries.what_waits(journey))) for journey in queries.my_journeys(request.user)]
    person = journeys[0][0].person if journeys else queries.whose_space(request.user)
    if person is None and (waits := my_space_waits(request)):
        return waits
    shown = {
        "person": person,
        "journeys": journeys,
        "settings": dict(Setting.choices),
        "recorded": _recorded(request.user, [journey for journey, _waiting in journeys]),
        "reaches": _reaches(request.user, journeys),
        "opened": _opened(request.user, [journey for journey, _waiting in journeys if journey.was_opened]),
        "news": [(line, what(line)) for line in what_is_new(request.user, timezone.now())] if journeys else [],
        "waits": {journey.pk: wait_of(journey, timezone.localdate()) for journey, _waiting in journeys},
        "first_steps": [] if journeys or not person else my_first_steps(request.user),
        "closed": None if person else my_closed_space(request.user),
        "surveys": that_wait(request.user, timezone.localdate()) if person else [],
    }
    return render(request, "journeys/my.html", shown)


@form_page(Can.SAY_IF_IT_IS_SO, RecordedForm, "journeys/recorded.html")
def recorded(recorded, *, by, once, answers):
    settle = actions.take_as_own if answers["is_so"] == "yes" else actions.set_aside
    settle(recorded, by=by, once=once, on=timezone.localdate())
    return reverse("journeys:my")


def _recorded(user, journeys):
    """Return what waits for the reader's own word, each with the token of its form."""
    asked = [journey for journey in journeys if journey.recorded_waits and not journey.ended_on]
    return [(each, uuid.uuid4()) for each in recorded_of(user, asked)] if asked else []


def _reaches(user, journeys):
    """Return what others wrote of how to reach the reader, each with the token of its form."""
    waits = [journey.person for journey, _waiting in journeys if journey.reach_waits]
    return [(each, uuid.uuid4()) for each in proposed_reach(user, waits[0])] if waits else []


def _opened(user, journeys):
    return [each for journey in journeys for each in glass.to_tell(user, journey)]


@require_safe
@signed_in
def where_i_stand(request):
    """Each journey: where it stands, what the reader can do about it, and what whoever referred them reads of it."""
    person, today = queries.whose_space(request.user), timezone.localdate()
    if person is None:
        return redirect("journeys:my")
    journeys = [(journey, where_it_stands(journey, today)) for journey in queries.where_i_stand(request.user)]
    shown = {"person": person, "journeys": journeys, "first_steps": my_first_steps(request.user)}
    shown["meanwhile"] = partial(meanwhile, language=get_language())
    return render(request, "journeys/where_i_stand.html", shown)


@require_safe
@signed_in
def what_is_kept(request):
    """The way to everything that is kept about the reader."""
    if queries.whose_space(request.user) is None:
        return redirect("journeys:my")
    return render(request, "journeys/what_is_kept.html")


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
@signed_in
def who_looked(request):
    asked = {name: value for name in LookedForm.base_fields if (value := request.GET.get(name))}
    form = LookedForm(asked or None, reader=request.user)
    page = page_of(request, what_happened(request.user, **form.looked_for()))
    told = {"days": by_day(page), "who": who, "what": what, "invited": names_of_guests(page)}
    told["where"] = partial(where, journeys=my_places(request.user))
    told["reasons"] = glass.reasons(request.user, page.object_list)
    return render(request, "journeys/who_looked.html", {"form": form, "page": page, "asked": asked} | told)


@require_safe
@needs(Can.SEE_REFERRAL, load=queries.referral)
def my_referral(request, journey):
    return render(request, "journeys/my_referral.html", {"record": journey})


@form_page(Can.PASS_ON_NOTES, PassOnNotesForm, "journeys/pass_on_notes.html")
def pass_on_notes(journey, *, by, once, answers):
    actions.pass_on_notes(journey, by=by, once=once, **answers)
    return reverse("journeys:journey", args=[journey.pk])


@require_safe
@needs(Can.READ_CLOSING, load=queries.closing_sheet)
def closing(request, journey):
    sheet = {"is_written": queries.is_written(journey), "is_answered": queries.is_answered(journey)}
    return render(request, "journeys/closing.html", {"record": journey, "steps": JOURNEY.open_steps(journey)} | sheet)


@form_page(Can.BEGIN_CLOSING, Form, "journeys/begin_closing.html")
def begin_closing(journey, *, by, once, answers):
    actions.begin_closing(journey, by=by, once=once, on=timezone.localdate())
    return _closing_of(journey)


@form_page(Can.BEGIN_CLOSING, Form, "journeys/go_on_after_all.html")
def go_on_after_all(journey, *, by, once, answers):
    actions.go_on_after_all(journey, by=by, once=once, on=timezone.localdate())
    return reverse("journeys:journey", args=[journey.pk])


@form_page(Can.ANSWER_AS_PERSON, PersonsVoiceForm, VOICE, load=queries.closing_sheet)
def answer_as_person(journey, *, by, once, answers):
    actions.answer_as_person(journey, by=by, once=once, **answers)
    return _closing_of(journey)


@form_page(Can.ANSWER_AS_PEER, PeersVoiceForm, VOICE, load=queries.closing_sheet)
def answer_as_peer(journey, *, by, once, answers):
    actions.answer_as_peer(journey, by=by, once=once, **answers)
    return _closing_of(journey)


@form_page(Can.PROPOSE_WORDS, WordsForm, "journeys/closing_words.html", load=queries.closing_sheet)
def propose_words(journey, *, by, once, answers):
    actions.propose_words(journey, by=by, once=once, **answers)
    return _closing_of(journey)


@form_page(Can.AGREE_WORDS, AgreeWordsForm, "journeys/agree_words.html", load=queries.closing_sheet)
def agree_words(journey, *, by, once, answers):
    actions.agree_words(journey, by=by, once=once, **answers)
    return _closing_of(journey)


@form_page(Can.CLOSE, CloseForm, "journeys/close.html", load=queries.closing_sheet)
def close(journey, *, by, once, answers):
    actions.close(journey, by=by, once=once, on=timezone.localdate(), **answers)
    return _closing_of(journey)


@form_page(Can.END_UNPLANNED, EndUnplannedForm, "journeys/end_unplanned.html")
def end_unplanned(journey, *, by, once, answers):
    actions.end_unplanned(journey, by=by, once=once, **answers)
    if may(by, Can.SEE_JOURNEY, journey):
        return _closing_of(journey)
    return reverse("journeys:desk_journey", args=[journey.pk])


def _closing_of(journey):
    return reverse("journeys:closing", args=[journey.pk])
