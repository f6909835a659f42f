"""The first page, and the pages for anyone."""

from functools import partial

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from wayfellow.access import words
from wayfellow.access.guard import needs, public, sign_in_first, signed_in
from wayfellow.directory import access as directory
from wayfellow.home import home_screen as home_screens
from wayfellow.home import queries, trouble
from wayfellow.home.composing import composed, shown_at
from wayfellow.home.forms import LookedForm
from wayfellow.home.home_screen import NAMES, PICTURES, HomeScreenForm
from wayfellow.home.navigation import SECTIONS, sections_of
from wayfellow.journeys import access as journeys
from wayfellow.journeys.queries.glass import reasons
from wayfellow.journeys.queries.places import my_places, where
from wayfellow.keeping.plain import PLAIN
from wayfellow.people import sealed_drafts
from wayfellow.people.what_happened import by_day, what, what_happened, who
from wayfellow.plans.queries import names_of_guests
from wayfellow.ui.paging import page_of


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
