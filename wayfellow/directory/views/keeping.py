"""The pages of those who keep listings."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.directory import actions
from wayfellow.directory.access import Can
from wayfellow.directory.forms import (
    AddListingForm,
    AddVenueForm,
    AssociationForm,
    AsUsualForm,
    ChangeTimeForm,
    ChangeVenueForm,
    ChooseVenueForm,
    CorrectAssociationForm,
    DescribedForm,
    LastDayForm,
    LeaveAssociationForm,
    LeaveVenueForm,
    OneDayForm,
    PreparedForm,
    SomeDaysForm,
    TakeTimeAwayForm,
    TimeForm,
    WordsForm,
)
from wayfellow.directory.kinds import KINDS
from wayfellow.directory.occurrences import coming
from wayfellow.directory.queries import keeping
from wayfellow.directory.reached import also_reached
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import page_of


@require_safe
@signed_in
def listings(request):
    """All listings the reader keeps: what waits for a look stands first."""
    page = page_of(request, keeping.kept_listings(request.user, timezone.localdate()))
    return render(request, "directory/listings.html", {"page": page, "programmes": keeping.may_add_to(request.user)})


@require_safe
@needs(Can.KEEP_LISTING, load=keeping.whole)
def kept(request, listing):
    """One listing: where it stands, what visitors reported, and each part to change."""
    ready = keeping.as_prepared(listing)
    return render(
        request,
        "directory/kept.html",
        {
            "listing": ready,
            "prepared": keeping.prepared_for(listing),
            "kinds": KINDS,
            "missing": keeping.missing(ready),
            "coming": coming(listing),
            "is_stale": keeping.waits_for_a_look(listing, timezone.localdate()),
        },
    )


@require_safe
@needs(Can.KEEP_LISTING, load=keeping.whole)
def preview(request, listing):
    """The page as anyone would see it, published or not, with what is prepared."""
    return render(
        request,
        "directory/listing.html",
        {
            "listing": keeping.as_prepared(listing),
            "prepared": keeping.prepared_for(listing),
            "kinds": KINDS,
            "address": request.build_absolute_uri(reverse("directory:listing", args=[listing.slug])),
            "is_stale": keeping.waits_for_a_look(listing, timezone.localdate()),
            "is_preview": True,
            "panels": [],
            "coming": coming(listing),
            "also_reached": also_reached(listing),
        },
    )


@form_page(Can.ADD_LISTING, AddListingForm, "directory/add.html")
def add(programme, *, by, idempotency_key, answers):
    actions.add_listing(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _page_of(idempotency_key)


@form_page(Can.KEEP_ASSOCIATIONS, AssociationForm, "directory/associations.html", load=keeping.with_associations)
def associations(programme, *, by, idempotency_key, answers):
    actions.add_association(programme, by=by, idempotency_key=idempotency_key, **answers)
    return _associations_of(programme)


@form_page(Can.KEEP_ASSOCIATIONS, LeaveAssociationForm, "directory/leave_association.html")
def leave_association(programme, *, by, idempotency_key, answers):
    actions.leave_association(programme, by=by, idempotency_key=idempotency_key, **answers)
    return _associations_of(programme)


@form_page(Can.CORRECT_ASSOCIATION, CorrectAssociationForm, "directory/correct_association.html")
def correct_association(association, *, by, idempotency_key, answers):
    actions.correct_association(association, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("directory:listings")


@form_page(Can.CHANGE_LISTING, WordsForm, "directory/words.html", load=keeping.whole)
def change_words(listing, *, by, idempotency_key, answers):
    actions.change_listing(listing, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(listing.pk)


@form_page(Can.CHANGE_LISTING, DescribedForm, "directory/described.html", load=keeping.whole)
def describe(listing, *, by, idempotency_key, answers):
    actions.change_listing(listing, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(listing.pk)


@form_page(Can.CHANGE_LISTING, Form, "directory/prepare.html")
def prepare(listing, *, by, idempotency_key, answers):
    actions.prepare_changes(listing, by=by, idempotency_key=idempotency_key)
    return _page_of(listing.pk)


@form_page(Can.CHANGE_LISTING, PreparedForm, "directory/let_changes_go.html", load=keeping.whole)
def let_changes_go(listing, *, by, idempotency_key, answers):
    actions.let_changes_go(listing, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(listing.pk)


@form_page(Can.PUBLISH_LISTING, PreparedForm, "directory/publish.html", load=keeping.whole)
def publish(listing, *, by, idempotency_key, answers):
    actions.publish(listing, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _page_of(listing.pk)


@form_page(Can.UNPUBLISH_LISTING, Form, "directory/unpublish.html")
def unpublish(listing, *, by, idempotency_key, answers):
    actions.unpublish(listing, by=by, idempotency_key=idempotency_key)
    return _page_of(listing.pk)


@form_page(Can.CHECK_LISTING, Form, "directory/check.html", load=keeping.whole)
def check(listing, *, by, idempotency_key, answers):
    actions.check(listing, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _page_of(listing.pk)


@form_page(Can.ADD_VENUE, AddVenueForm, "directory/venue.html")
def add_venue(listing, *, by, idempotency_key, answers):
    actions.add_venue(listing, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _page_of(listing.pk)


@form_page(Can.ADD_VENUE, ChooseVenueForm, "directory/choose_venue.html")
def choose_venue(listing, *, by, idempotency_key, answers):
    actions.add_venue(listing, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _page_of(listing.pk)


@form_page(Can.LEAVE_VENUE, LeaveVenueForm, "directory/leave_venue.html")
def leave_venue(listing, *, by, idempotency_key, answers):
    actions.leave_venue(listing, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(listing.pk)


@form_page(Can.CHANGE_VENUE, ChangeVenueForm, "directory/change_venue.html")
def change_venue(venue, *, by, idempotency_key, answers):
    actions.change_venue(venue, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("directory:listings")


@form_page(Can.ADD_TIME, TimeForm, "directory/time.html")
def add_time(listing, *, by, idempotency_key, answers):
    actions.add_time(listing, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _page_of(listing.pk)


@form_page(Can.CHANGE_TIME, ChangeTimeForm, "directory/change_time.html")
def change_time(time, *, by, idempotency_key, answers):
    actions.change_time(time, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(time.listing_id)


@form_page(Can.CHANGE_TIME, TakeTimeAwayForm, "directory/take_time_away.html")
def take_time_away(time, *, by, idempotency_key, answers):
    actions.take_time_away(time, by=by, idempotency_key=idempotency_key)
    return _page_of(answers["stood_in"] or time.listing_id)


@form_page(Can.EXCEPT_TIME, OneDayForm, "directory/one_day.html")
def except_time(time, *, by, idempotency_key, answers):
    actions.except_time(time, by=by, idempotency_key=idempotency_key, **answers)
    return _as_shown(time)


@form_page(Can.EXCEPT_TIME, AsUsualForm, "directory/as_usual.html")
def hold_as_usual(time, *, by, idempotency_key, answers):
    actions.hold_as_usual(time, by=by, idempotency_key=idempotency_key, **answers)
    return _as_shown(time)


@form_page(Can.EXCEPT_DAYS, SomeDaysForm, "directory/some_days.html")
def except_days(listing, *, by, idempotency_key, answers):
    actions.except_days(listing, by=by, idempotency_key=idempotency_key, **answers)
    return _as_shown_of(listing)


@form_page(Can.SET_LAST_DAY, LastDayForm, "directory/last_day.html")
def set_last_day(listing, *, by, idempotency_key, answers):
    actions.set_last_day(listing, by=by, idempotency_key=idempotency_key, **answers)
    return _as_shown_of(listing)


@form_page(Can.SETTLE_MISTAKE, Form, "directory/settle.html")
def settle_mistake(mistake, *, by, idempotency_key, answers):
    actions.settle_mistake(mistake, by=by, idempotency_key=idempotency_key)
    return reverse("directory:listings")


def _associations_of(programme):
    return reverse("directory:associations", args=[programme.pk])


def _page_of(pk):
    return reverse("directory:kept", args=[pk])


def _as_shown(time):
    """Lead to what everyone sees now, or to the draft that nobody does."""
    return _as_shown_of(time.listing)


def _as_shown_of(listing):
    return reverse("directory:listing", args=[listing.slug]) if listing.published_on else _page_of(listing.pk)
