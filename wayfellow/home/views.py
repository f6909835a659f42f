"""The first page, and the pages for anyone."""

from collections import Counter
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from wayfellow.access import words
from wayfellow.access.guard import needs, public, sign_in_first, signed_in
from wayfellow.directory import access as directory
from wayfellow.home import home_screen as home_screens
from wayfellow.home import queries, trouble
from wayfellow.home.composing import composed, shown_at
from wayfellow.home.forms import LookedForm
from wayfellow.home.home_screen import NAMES, PICTURES, HomeScreenForm
from wayfellow.home.navigation import SECTIONS, news_of, sections_of, told_here
from wayfellow.journeys import access as journeys
from wayfellow.journeys.queries.glass import reasons
from wayfellow.journeys.queries.places import my_places, where
from wayfellow.keeping.plain import PLAIN
from wayfellow.notices import news as whats_new
from wayfellow.notices.actions import mark_read, mark_unread, take_back_last
from wayfellow.people import sealed_drafts
from wayfellow.people.what_happened import by_day, what, what_happened, who
from wayfellow.plans.queries import names_of_guests
from wayfellow.ui.paging import TEXTS, page_of


@require_safe
@gzip_page
@public
def home(request):
    """Lead someone signed in to their own first page, and tell anyone else what this is."""
    if request.user.is_authenticated:
        sections = sections_of(request)
        if sections:
            return redirect(reverse(SECTIONS[sections[0]][0]))
        return render(request, "home/nothing_yet.html")
    return render(request, "home/home.html")


@require_safe
@signed_in
def my(request):
    """A person’s own space; or what such a space shows before somebody has confirmed that it is theirs."""
    if person := queries.own_space(request.user):
        return render(request, "home/my.html", composed("my", request, person))
    if opened := queries.new_space(request.user):
        return render(request, "home/new_space.html", composed("new_space", request, opened))
    return render(request, "home/no_space.html", {"closed": queries.closed_space(request.user)})


@require_safe
@signed_in
def what_is_kept(request):
    """The way to everything that is kept about the reader."""
    person = queries.own_space(request.user)
    if person is None:
        return redirect("home:my")
    return render(request, "home/what_is_kept.html", composed("kept", request, person))


@require_safe
@signed_in
def who_looked(request):
    """Who opened or wrote something about the reader, when, and in which role."""
    asked = {name: value for name in LookedForm.base_fields if (value := request.GET.get(name))}
    form = LookedForm(asked or None, reader=request.user)
    lines = what_happened(request.user, **form.looked_for())
    page = page_of(request, lines)
    told = {"days": by_day(page), "who": who, "what": what, "invited": names_of_guests(page)}
    told["where"] = partial(where, journeys=my_places(request.user))
    told["reasons"] = reasons(request.user, page.object_list)
    return render(request, "home/who_looked.html", {"form": form, "page": page, "asked": asked} | told)


@require_safe
@signed_in
def today(request):
    """A peer supporter’s day."""
    peer = queries.own_day(request.user)
    if peer is None:
        return render(request, "home/no_day.html")
    return render(request, "home/today.html", composed("today", request, peer))


@require_safe
@signed_in
def desks(request):
    """Which desk? Where there is one, that one."""
    programmes = queries.desks(request.user)
    if len(programmes) == 1:
        return redirect("home:desk", programmes[0].pk)
    lines = {programme: list(shown_at("desk.line", request, programme)) for programme in programmes}
    return render(request, "home/desks.html", composed("desks", request, programmes) | {"lines": lines})


@require_safe
@needs(directory.Can.SEE_DESK, load=queries.desk)
def desk(request, programme):
    """What waits, since when, and what is next."""
    return render(request, "home/desk.html", composed("desk", request, programme))


@needs(directory.Can.SEE_DESK, load=queries.desk)
def find_on_desk(request, programme):
    """Find by name. The name travels by POST, so that it stands in no address, no log and no history."""
    if request.method != "POST":
        return redirect("home:desk", programme.pk)
    return render(request, "home/desk.html", composed("desk", request, programme))


@require_safe
@signed_in
def supervision(request):
    """Whose load? Where there is one programme, that one’s."""
    programmes = queries.watched_over(request.user)
    if len(programmes) == 1:
        return redirect("home:load", programmes[0].pk)
    return render(request, "home/supervision.html", composed("supervision", request, programmes))


@require_safe
@needs(journeys.Can.SEE_LOAD, load=queries.load)
def load(request, programme):
    """What each peer supporter carries."""
    return render(request, "home/load.html", composed("load", request, programme))


@require_safe
@signed_in
def news(request):
    """What is new for the reader, whatever they are here: unread, or all of the last thirty days."""
    show = "all" if request.GET.get("show") == "all" else "new"
    counted = sum((news_of(request)[section] for section in told_here(request)), Counter())
    lines = whats_new.news(request.user, told_here(request), None if show == "all" else whats_new.IS_IN_SIGHT)
    page = page_of(request, lines, TEXTS, counted=counted["every" if show == "all" else "in_sight"])
    page.object_list = whats_new.told(page.object_list)
    return render(request, "home/news.html", {"page": page, "show": show, "unread": counted["unread"]})


@require_safe
@signed_in
def open_news(request, line):
    """Lead to what a line tells of. From now on it is read."""
    found = _told_to(request, line)
    _mark_read(request, [found])
    return redirect(whats_new.place(found))


@require_POST
@signed_in
def mark_news(request):
    """Say that one thing was read, or all of it, or that it was not."""
    line, is_read, back = (request.POST.get(name, "") for name in ["line", "is_read", "back"])
    every = line == "all"
    if every and is_read == "yes":
        _mark_read(request, whats_new.news(request.user, told_here(request), whats_new.IS_UNREAD))
    elif every:
        take_back_last(request.user)
    elif is_read == "yes":
        _mark_read(request, [_told_to(request, line)])
    else:
        mark_unread([_told_to(request, line).pk], by=request.user)
    if back in SECTIONS:
        return redirect(SECTIONS[back][0])
    return redirect(reverse("home:news") + ("?show=all" if request.POST.get("show") == "all" else ""))


def _mark_read(request, lines):
    mark_read([line.pk for line in lines], by=request.user, at=timezone.now())


def _told_to(request, line):
    """Return a line that is told to this reader; for any other there is no such page."""
    try:
        only = Q(pk=UUID(line))
    except ValueError:
        raise Http404 from None
    found = next(iter(whats_new.news(request.user, told_here(request), only)[:1]), None)
    if found is None:
        raise Http404
    return found


@require_safe
@public
def who_sees_what(request):
    told = {"readers": words.who_reads_what(), "table": words.who_may_what(), "plain": PLAIN}
    return render(request, "home/who_sees_what.html", told)


@require_safe
@signed_in
def home_screen(request):
    """Pick a neutral name and picture, and read how a phone puts them on its home screen."""
    form = HomeScreenForm(request.GET or None)
    return render(request, "home/home_screen.html", {"form": form, "names": NAMES, "pictures": PICTURES})


@require_safe
@public
def manifest(request, language, name, picture):
    """For the phone itself, which asks without saying who it is. The address says what was picked, and nothing else."""
    if language not in dict(settings.LANGUAGES) or name not in NAMES or picture not in PICTURES:
        raise Http404
    return JsonResponse(home_screens.manifest(language, name, picture), content_type="application/manifest+json")


def form_expired(request, reason=""):
    """Somebody signed in or out in another tab since this page was opened, or it came from elsewhere."""
    if request.POST.get("whose") and not request.user.is_authenticated:
        return sign_in_first(request)
    return sealed_drafts.from_another_session(request) or render(request, "home/form_expired.html", status=403)


def not_found(request, exception=None):
    return render(request, "home/not_found.html", status=404)


def broken(request):
    return trouble.answer(request)
