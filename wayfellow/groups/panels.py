"""Groups on the home pages of those who lead them, and on the page of a listing."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.calendars import events_of
from wayfellow.directory.models import said
from wayfellow.groups import courses, queries
from wayfellow.groups.queries import (
    led_by,
    my_groups,
    who_lead,
    with_nobody_who_leads,
    with_register,
    with_who_leads,
)
from wayfellow.ui.calendars import in_calendar, meeting
from wayfellow.ui.home_pages import link, panel
from wayfellow.workforce.engagements import Engagement, engages

link(
    "today.more",
    order=7,
    label=_("My groups"),
    to="groups:groups",
    about=_("When they meet, and how many came."),
)
link("my.everything", order=45, label=_("My groups"), to="groups:mine")
link("desk.more", order=40, label=_("Groups"), to="groups:groups")
link("desk.around", order=47, label=_("How the groups are doing"), to="groups:programme", of_record=True)


@panel("load", order=22, template="groups/panels/load.html", statements=1, load=with_who_leads)
def load(request, programme):
    """What leading groups adds to what peer supporters carry. Nobody who comes is named."""
    return (list(who_lead(programme, timezone.localdate())) or None) if programme.has_facilitators else None


@panel("today", order=35, template="groups/panels/asked.html", statements=0, load=queries.with_who_asked)
def asked(request, peer):
    """How many wait for a place in a group that the reader leads."""
    return peer.asked_for_a_place or None


@panel("today", order=42, template="groups/panels/this_week.html", statements=4, load=queries.with_groups_to_lead)
def this_week(request, peer):
    """When the groups that somebody leads take place in these seven days."""
    today = timezone.localdate()
    return queries.led_between(request.user, today, today + queries.A_WEEK_FROM_TODAY) if peer.leads_groups else None


@engages
def groups_of_a_day(user, on):
    for listing, each in queries.led_between(user, on, on):
        yield Engagement(timezone.make_naive(each.starts), timezone.make_naive(each.ends), str(listing))


@in_calendar("today")
def groups_that_one_leads(calendar, today):
    """When the groups that a peer supporter leads meet."""
    for listing in led_by(calendar.user):
        yield from _in_words_of(calendar, listing, today)


@in_calendar("my")
def groups_that_one_goes_to(calendar, today):
    """When the groups of a person’s own list meet in which they have a place."""
    person = queries.whose_list(calendar.user)
    for own in queries.own_groups(person)[0] if person else []:
        listing = own.member.register.group.listing
        if own.member.joined_on and listing.published_on:
            yield from _in_words_of(calendar, listing, today)


def _in_words_of(calendar, listing, today):
    """Yield when a group meets, with what its owner lets their calendar say."""
    for each in events_of(listing, today):
        if not calendar.says_places:
            each.pop("location", None)
        yield meeting(each, said(listing.names) if calendar.says_names else "")


@panel("listing", order=5, template="groups/panels/its_page.html", statements=1, load=with_register)
def its_page(request, listing):
    """The way to the page of the group, for those who lead or coordinate it: they may come from there."""
    if not listing.is_run_here or not request.user.is_authenticated:
        return None
    return my_groups(request.user).filter(listing=listing).first()


@panel("away", order=20, template="groups/panels/while_away.html", statements=7)
def while_away(request, absence):
    """When the groups meet that somebody leads who is away then."""
    return queries.while_away(request.user, absence, timezone.localdate()) or None


@panel("leaving", order=10, template="groups/panels/left_behind.html", statements=3)
def left_behind(request, leaving):
    """Which groups somebody leads who leaves, so that another does in time."""
    return queries.left_behind(request.user, leaving) or None


@panel("desk.asked", order=55, template="groups/panels/without_anybody.html", statements=0, load=with_nobody_who_leads)
def without_anybody(request, programme):
    return programme.groups_nobody_leads or None


@panel("listing", order=7, template="groups/panels/course.html", statements=2, load=with_register)
def course(request, listing):
    """What a course is about, session by session, when it begins, and whether there is room."""
    parts = courses.parts_of(listing)
    if not parts or not listing.is_run_here:
        return None
    register = listing.group.register
    return {
        "parts": parts,
        "next_part": courses.next_part(parts, timezone.localtime()),
        "takes_new": courses.takes_new(listing, parts, timezone.localtime()),
        "joins_until": listing.course.joins_until,
        "free": queries.places_free(register) if register else None,
    }


@panel("listing", order=10, template="groups/panels/join.html", statements=1, load=with_register)
def join(request, listing):
    """The way to ask for a place, where the group keeps who belongs to it; or that it is full, or has ended."""
    if not listing.is_run_here:
        return None
    if ended := queries.ended_on(listing):
        return {"ended": ended}
    parts = courses.parts_of(listing)
    if not listing.can_be_joined or not courses.takes_new(listing, parts, timezone.localtime()):
        return None
    is_full = queries.places_free(listing.group.register) == 0
    return {"slug": listing.slug, "is_full": is_full, "is_said": bool(parts)}


@panel("listing", order=20, template="groups/panels/tell_me.html", statements=0, load=with_register)
def tell_me(request, listing):
    """The way to be told by e-mail when a day is otherwise."""
    goes_on = listing.writes_letters and not queries.ended_on(listing)
    return listing.slug if goes_on and settings.DEFAULT_FROM_EMAIL else None


@panel("listing.hears", order=10, template="groups/panels/hears.html", statements=2)
def hears(request, listing):
    """How many are told, before it is changed when a group meets."""
    return queries.who_hears(listing) or None
