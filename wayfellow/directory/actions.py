"""What coordinators do with the directory, and the one thing a visitor does: say that something is not right."""

from django.db import connection
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.directory import findable, full_text
from wayfellow.directory.access import Can
from wayfellow.directory.models import (
    AtVenue,
    Findable,
    Listing,
    Mistake,
    Organisation,
    Prepared,
    TimeException,
    Venue,
    WeeklyTime,
    said,
)
from wayfellow.directory.occurrences import days_of, takes_place
from wayfellow.directory.queries import keeping
from wayfellow.directory.queries.finding import with_places

AT_ONCE = 500
LONGEST_SLUG = 70
WHEN = ["weekday", "starts_at", "ends_at", "rhythm", "starts_on", "ends_on", "venue"]
ADDRESSES_OF_THEIR_OWN = {"compare", "interests", "today"}


@act(Can.ADD_LISTING)
def add_listing(programme, *, by, id, names, organisation):
    """Begin to write about a programme. Nobody else sees it until it is published."""
    runs_it, _is_new = Organisation.objects.get_or_create(name=organisation)
    return Listing.objects.create(
        id=id, slug=_free_address(said(names)), organisation=runs_it, kept_by=programme, names=names
    )


@act(Can.KEEP_ASSOCIATIONS)
def add_association(programme, *, by, name, about, website):
    """Have people go there next. One that the directory has already stays as it says, however its name was typed."""
    found = keeping.organisation_called(name)
    kind = Organisation.Kind.ASSOCIATION
    programme.associations.add(found or Organisation.objects.create(name=name, kind=kind, about=about, website=website))


@act(Can.KEEP_ASSOCIATIONS)
def leave_association(programme, *, by, association):
    """People are no longer told of it here. What was noted with those who went there stays."""
    programme.associations.remove(association)


@act(Can.CORRECT_ASSOCIATION)
def correct_association(association, *, by, edit_token, details):
    """Correct its name, its address or what is said about it."""
    unless_changed(keeping.snapshot_of(association, details), edit_token=edit_token)
    found = keeping.organisation_called(details["name"])
    if found and found != association:
        raise Refused(_("There is one with this name already. Please choose another name."), field="name")
    for name, value in details.items():
        setattr(association, name, value)
    association.save(update_fields=list(details))
    make_findable(*association.listings.all())


@act(Can.CHANGE_LISTING)
def change_listing(listing, *, by, edit_token, details):
    """Write some of it anew: for everyone to read, or where changes are prepared, for when these are published.

    What somebody else kept meanwhile is not replaced unseen (I8).
    """
    unless_changed(keeping.snapshot_of(keeping.as_prepared(listing), details), edit_token=edit_token)
    if prepared := keeping.prepared_for(listing):
        prepared.details |= details
        prepared.save()
    else:
        _say(listing, details)


@act(Can.CHANGE_LISTING)
def prepare_changes(listing, *, by):
    """From now on what is changed is not shown until it is published; visitors go on reading the page as it is."""
    Prepared.objects.get_or_create(listing=listing)


@act(Can.CHANGE_LISTING)
def let_changes_go(listing, *, by, edit_token):
    """What was prepared goes, and the page stays as everyone reads it."""
    unless_changed(keeping.what_is_prepared(listing).items(), edit_token=edit_token)
    Prepared.objects.filter(listing=listing).delete()


@act(Can.PUBLISH_LISTING)
def publish(listing, *, by, on, edit_token=None):
    """Show it to everyone, with what was prepared. Publishing says that it has been looked through today."""
    unless_changed(keeping.what_is_prepared(listing).items(), edit_token=edit_token)
    missing = keeping.missing(keeping.as_prepared(listing))
    if missing:
        raise Refused(_("This is still missing: %(what)s.") % {"what": ", ".join(str(one) for one in missing)})
    looked_through = {"published_on": listing.published_on or on, "checked_on": on, "checked_by": listing.kept_by.name}
    prepared = keeping.what_is_prepared(listing)
    Prepared.objects.filter(listing=listing).delete()
    _say(listing, prepared | looked_through)


def _is_shown(listing):
    if listing.published_on is None:
        raise Refused(_("It is not in the directory. Nothing was changed."))


@act(Can.UNPUBLISH_LISTING, when=_is_shown)
def unpublish(listing, *, by):
    """Take it out of the directory. Its words stay, as a draft."""
    listing.published_on = None
    _keep(listing, "published_on")


@act(Can.CHECK_LISTING)
def check(listing, *, by, on):
    """Somebody who knows went through it: everything is still right."""
    listing.checked_on, listing.checked_by = on, listing.kept_by.name
    _keep(listing, "checked_on", "checked_by")


@act(Can.ADD_VENUE)
def add_venue(listing, *, by, id, venue):
    """Say where it meets: at a place the programme knows already, or at a new one."""
    place = venue if isinstance(venue, Venue) else Venue.objects.create(id=id, kept_by=listing.kept_by, **venue)
    AtVenue.objects.get_or_create(listing=listing, venue=place)
    _keep(listing)


@act(Can.LEAVE_VENUE)
def leave_venue(listing, *, by, venue):
    """It no longer meets there, at no time."""
    listing.facts = {"is_otherwise": listing.times.filter(venue=venue).exists()}
    listing.times.filter(venue=venue).delete()
    listing.at_venues.filter(venue=venue).delete()
    _keep(listing)


@act(Can.CHANGE_VENUE)
def change_venue(venue, *, by, edit_token, details):
    """Correct where a place is, for every programme that meets there."""
    unless_changed(keeping.snapshot_of(venue, details), edit_token=edit_token)
    for name, value in details.items():
        setattr(venue, name, value)
    venue.save(update_fields=list(details))
    make_findable(*Listing.objects.filter(venues=venue))


@act(Can.ADD_TIME)
def add_time(listing, *, by, id, time):
    """Add a time of the week, once."""
    there = listing.times.filter(weekday=time["weekday"], starts_at=time["starts_at"], rhythm=time["rhythm"])
    if any(
        (one.venue, one.starts_on, one.ends_on) == (time["venue"], time["starts_on"], time["ends_on"]) for one in there
    ):
        raise Refused(_("It takes place then already. Nothing was changed."), field="starts_at")
    WeeklyTime.objects.create(id=id, listing=listing, **time)
    _keep(listing)


@act(Can.CHANGE_TIME)
def change_time(time, *, by, edit_token, details):
    """Move a time of the week."""
    unless_changed(keeping.snapshot_of(time, details), edit_token=edit_token)
    time.facts = {"is_otherwise": any(getattr(time, name) != details.get(name, getattr(time, name)) for name in WHEN)}
    for name, value in details.items():
        setattr(time, name, value)
    time.save(update_fields=list(details))
    return _keep(time.listing)


@act(Can.CHANGE_TIME)
def take_time_away(time, *, by):
    """It no longer meets then."""
    listing = time.listing
    WeeklyTime.objects.filter(pk=time.pk).delete()
    return _keep(listing)


@act(Can.EXCEPT_TIME)
def except_time(time, *, by, on, change, anyway=False):
    """On one day it does not take place, or at another time: whoever opens its page or its calendar sees it at once.

    What somebody has said of that day already is not replaced unseen (I8).
    """
    if not takes_place(time, on):
        raise Refused(_("It does not take place on that day."), field="on")
    if change["moved_to"] and keeping.is_held_at(time, change["moved_to"], change["starts_at"], but=on):
        raise Refused(_("It takes place then anyway. Please choose another day or hour."), field="moved_to")
    if not anyway and keeping.is_otherwise(time, on, change):
        raise Refused(
            _("Somebody has cancelled or moved that day already. To replace what they said, tick here."), field="anyway"
        )
    TimeException.objects.update_or_create(time=time, on=on, defaults=change)
    return _keep(time.listing)


@act(Can.EXCEPT_TIME)
def hold_as_usual(time, *, by, on):
    """On that day it takes place as on any other, after all."""
    time.exceptions.filter(on=on).delete()
    return _keep(time.listing)


@act(Can.EXCEPT_DAYS)
def except_days(listing, *, by, first, last, change):
    """On none of its days from then to then it takes place; or, with no `change`, on all of them as usual after all."""
    days = [(one, on) for one in listing.times.order_by("pk") for on in days_of(one, first, last)]
    if not days:
        raise Refused(_("It takes place on none of these days anyway."), field="last")
    TimeException.objects.filter(time__listing=listing, on__range=(first, last)).delete()
    if change is not None:
        TimeException.objects.bulk_create(TimeException(time=one, on=on, **change) for one, on in days)
    _keep(listing)


@act(Can.SET_LAST_DAY)
def set_last_day(listing, *, by, edit_token, last):
    """It takes place no more after that day, or goes on until then; with no day, until somebody says otherwise.

    Times that were over before the others stay as they are.
    """
    unless_changed([keeping.last_day_of(listing)], edit_token=edit_token)
    times = keeping.which_end_last(listing, last)
    listing.facts = {"is_otherwise": any(one.ends_on != last for one in times)}
    if last and any(one.starts_on and one.starts_on > last for one in times):
        raise Refused(_("One of its times begins only after that day. Delete that one first."), field="last")
    WeeklyTime.objects.filter(pk__in=[one.pk for one in times]).update(ends_on=last)
    _keep(listing)


@act(Can.SETTLE_MISTAKE)
def settle_mistake(mistake, *, by):
    """It is corrected, or it was none. The words go."""
    Mistake.objects.filter(pk=mistake.pk).delete()


@anonymous
def report_mistake(listing, *, id, on, words):
    """A visitor says that something is not right. Sent twice, it is there once."""
    Mistake.objects.get_or_create(id=id, defaults={"listing": listing, "reported_on": on, "words": words})


@anonymous
def make_findable(*listings):
    """Have the search read these listings as they are now. A draft is not found."""
    Findable.objects.filter(listing__in=listings).delete()
    published = Listing.objects.filter(pk__in=[one.pk for one in listings], published_on__isnull=False)
    Findable.objects.bulk_create(
        Findable(listing=one, **findable.read(one)) for one in with_places(published.select_related("organisation"))
    )


@anonymous
def read_anew():
    """Have the search read every listing as this version reads, and return how many there are."""
    full_text.rebuild(connection)
    listings = list(Listing.objects.only("pk", "published_on").order_by("pk"))
    for start in range(0, len(listings), AT_ONCE):
        make_findable(*listings[start : start + AT_ONCE])
    return len(listings)


def _say(listing, details):
    for name, value in details.items():
        setattr(listing, name, value)
    _keep(listing, *details)


def _keep(listing, *columns):
    listing.changed_at = timezone.now()
    listing.save(update_fields=[*columns, "changed_at"])
    make_findable(listing)
    return listing


def _free_address(name):
    """Return an address that no other listing has: the name, and a number where it is taken."""
    wish = slugify(name)[:LONGEST_SLUG].strip("-") or "programme"
    taken = {*Listing.objects.filter(slug__startswith=wish).values_list("slug", flat=True), *ADDRESSES_OF_THEIR_OWN}
    number = 1
    while (address := wish if number == 1 else f"{wish}-{number}") in taken:
        number += 1
    return address
