"""The road the two walk."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms import road as forms
from wayfellow.journeys.lifecycle import JOURNEY
from wayfellow.journeys.models import Agreement, Connection
from wayfellow.journeys.queries import glass
from wayfellow.journeys.queries import road as queries
from wayfellow.journeys.queries.correcting import earlier_notes
from wayfellow.journeys.queries.places import looked_at
from wayfellow.people.what_happened import by_day, what, who
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import page_of


@require_safe
@needs(Can.SEE_REFERRAL, load=queries.with_sheet)
def sheet(request, journey):
    """What a peer supporter reads before they answer whether they will walk along."""
    return render(request, "journeys/sheet.html", {"journey": journey, "steps": JOURNEY.open_steps(journey)})


@form_page(Can.ACCEPT_OFFER, Form, "journeys/accept_offer.html")
def accept_offer(record, *, by, idempotency_key, answers):
    actions.accept_offer(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("journeys:journey", args=[record.pk])


@form_page(Can.DECLINE_OFFER, Form, "journeys/decline_offer.html")
def decline_offer(record, *, by, idempotency_key, answers):
    actions.decline_offer(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("home:today")


@form_page(Can.TAKE_BACK_NO, Form, "journeys/take_back_no.html")
def take_back_no(record, *, by, idempotency_key, answers):
    actions.take_back_no(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("home:today")


@require_safe
@needs(Can.SEE_JOURNEY, load=queries.with_everything)
def journey(request, journey):
    """The page of the two: where they stand, and the road so far in both voices."""
    page = _page(request)
    notes, has_earlier = queries.notes(journey, request.user, page)
    road = {
        "journey": journey,
        "steps": JOURNEY.open_steps(journey),
        "notes": notes,
        "page": page,
        "has_earlier": has_earlier,
        "to_tell": glass.to_tell(request.user, journey) if journey.was_opened and not journey.person.user_id else [],
        "connected": queries.connected(journey),
        "connection_states": dict(Connection.State.choices),
    }
    return render(request, "journeys/journey.html", road)


@require_safe
@needs(Can.READ_AGREEMENT, load=queries.with_agreements)
def agreement(request, journey):
    """What the two settled, in the version asked for, or the newest."""
    versions = {str(agreement.version): agreement for agreement in queries.agreements_to_read(journey)}
    newest = journey.newest_agreement
    shown = versions.get(request.GET.get("version"), newest or next(iter(versions.values()), None))
    settled = {"journey": journey, "versions": versions.values(), "shown": shown, "newest": newest}
    return render(request, "journeys/agreement.html", settled)


def _newest_version(journey):
    newest = journey.newest_agreement
    return {"version": newest.version if newest else None}


def _newest_words(journey):
    """What the newest version says, so that a change starts from it."""
    newest = journey.newest_agreement
    return {name: getattr(newest, name) for name in Agreement.SETTLED if newest}


@form_page(
    Can.WRITE_AGREEMENT,
    forms.WriteAgreement,
    "journeys/write_agreement.html",
    load=queries.with_agreements,
    initial=_newest_words,
)
def write_agreement(record, *, by, idempotency_key, answers):
    actions.write_agreement(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:agreement", args=[record.pk])


@form_page(
    Can.ACCEPT_AGREEMENT,
    forms.AcceptAgreement,
    "journeys/accept_agreement.html",
    load=queries.with_agreements,
    initial=_newest_version,
)
def accept_agreement(record, *, by, idempotency_key, answers):
    actions.accept_agreement(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:agreement", args=[record.pk])


@form_page(
    Can.ACCEPT_TOGETHER,
    forms.AcceptTogether,
    "journeys/accept_together.html",
    load=queries.with_agreements,
    initial=_newest_version,
)
def accept_together(record, *, by, idempotency_key, answers):
    actions.accept_together(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:agreement", args=[record.pk])


@form_page(Can.LOG, forms.Log, "journeys/log.html")
def log(record, *, by, idempotency_key, answers):
    actions.log(record, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return reverse("journeys:journey", args=[record.pk]) + "?noted"


@require_safe
@needs(Can.READ_NOTE, load=queries.with_additions)
def accompaniment(request, note):
    """One note as it was written, with all that was added to it, and what it said before it was corrected."""
    return render(request, "journeys/accompaniment.html", {"note": note, "earlier": earlier_notes(note)})


def _as_planned(accompaniment):
    return {"on": accompaniment.on, "setting": accompaniment.setting, **forms.as_asked(accompaniment)}


@form_page(Can.HOLD, forms.Log, "journeys/log.html", initial=_as_planned)
def hold(record, *, by, idempotency_key, answers):
    actions.hold(record, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:accompaniment", args=[record.pk])


@form_page(Can.ADD_TO_NOTE, forms.Words, "journeys/add_to_note.html", load=queries.with_additions)
def add_to_note(record, *, by, idempotency_key, answers):
    actions.add_to_note(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:accompaniment", args=[record.pk])


@form_page(Can.DISPUTE_NOTE, forms.Words, "journeys/dispute_note.html", load=queries.with_additions)
def dispute_note(record, *, by, idempotency_key, answers):
    actions.dispute_note(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:accompaniment", args=[record.pk])


@form_page(Can.TALK_ABOUT_THE_ROAD, forms.Talk, "journeys/talk.html")
def talk(record, *, by, idempotency_key, answers):
    actions.talk_about_the_road(record, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:journey", args=[record.pk])


@form_page(Can.ASK_TO_GO_ON, forms.GoOn, "journeys/go_on.html", load=queries.with_reasons)
def go_on(record, *, by, idempotency_key, answers):
    actions.ask_to_go_on(record, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:journey", args=[record.pk])


@require_safe
@needs(Can.SEE_WHO_LOOKED, load=queries.with_sheet)
def who_looked(request, journey):
    """For someone without an account, on paper: who opened what is written on this journey, and in which role."""
    page = page_of(request, looked_at(journey))
    told = {"journey": journey, "page": page, "days": by_day(page), "who": who, "what": what}
    return render(request, "journeys/who_looked.html", told)


def _page(request):
    wanted = request.GET.get("page", "")
    return max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 5 else 1
