"""The first page, and the pages for anyone."""

from collections import Counter
from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from wayfellow.access import words
from wayfellow.access.guard import needs, private, public, sign_in_first, signed_in
from wayfellow.choices.links import digest_of, token_of
from wayfellow.directory import access as directory
from wayfellow.home import home_screen as home_screens
from wayfellow.home import queries, trouble
from wayfellow.home.composing import composed
from wayfellow.home.forms import (
    MEETINGS_OF,
    CalendarForm,
    CloseCalendarForm,
    LettersForm,
    LookedForm,
    OpenCalendarForm,
)
from wayfellow.home.home_screen import NAMES, PICTURES, HomeScreenForm
from wayfellow.home.navigation import news_of, sections_of, told_here
from wayfellow.journeys import access as journeys
from wayfellow.journeys.queries.glass import reasons
from wayfellow.journeys.queries.narrowing import the_desk
from wayfellow.journeys.queries.places import my_places, where
from wayfellow.keeping.plain import PLAIN
from wayfellow.notices import news as whats_new
from wayfellow.notices.actions import choose_letters, mark_read, mark_unread, take_back_last
from wayfellow.notices.letters import address_of, can_be_sent
from wayfellow.notices.models import Kind, When
from wayfellow.notices.queries import came_back_on
from wayfellow.notices.telling_letters import read_token
from wayfellow.notices.texts import asks_for_a_number
from wayfellow.people import access as people
from wayfellow.people import actions, limits, sealed_drafts
from wayfellow.people.lists import look_for
from wayfellow.people.queries import calendar_under, calendars_of
from wayfellow.people.what_happened import by_day, what, what_happened, who
from wayfellow.plans.queries import names_of_guests
from wayfellow.ui.calendars import KIND, offered_to, own_file
from wayfellow.ui.elsewhere import listed
from wayfellow.ui.home_pages import SECTIONS, shown_at
from wayfellow.ui.pages import UNPROCESSABLE, form_page, of_the_reader, posted
from wayfellow.ui.paging import TEXTS, page_of

TOO_LARGE, TOO_MANY = 413, 429


@require_safe
@gzip_page
@listed
@public
def home(request):
    """Lead someone signed in to their own first page, and tell anyone else what this is."""
    if request.user.is_authenticated:
        sections = sections_of(request)
        if sections:
            return redirect(SECTIONS[sections[0]].address)
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
    found, place = look_for(request, the_desk(programme)), reverse("home:desk", args=[programme.pk])
    if found or request.method != "POST":
        return redirect(place + (found or ""))
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
        return redirect(SECTIONS[back].address)
    return redirect(reverse("home:news") + ("?show=all" if request.POST.get("show") == "all" else ""))


@signed_in
def letters(request):
    """When the reader wants to be written to about what. What is proposed to everyone like them needs no row."""
    form = LettersForm(posted(request), record=request.user, reader=request.user, sections=told_here(request))
    if form.is_valid():
        choose_letters(request.user.pk, chosen=form.chosen())
        messages.success(request, _("Saved. From now on we write to you like this."))
        return redirect("home:letters")
    page = {"form": form, "can_be_sent": can_be_sent(), "asks_for_a_number": asks_for_a_number(request.user)}
    page["came_back_on"] = came_back_on(request.user.email)
    return render(request, "home/letters.html", page, status=UNPROCESSABLE if form.errors else None)


@csrf_exempt
@private
@public
@never_cache
def stop_letters(request, token):
    """Whoever has the link of a letter, or their mail program for them, says that no more like it are to come.

    The link alone is enough, so that nobody has to sign in; the same page undoes it.
    """
    reader, wanted = read_token(token)
    if reader is None:
        return render(request, "home/stop_letters.html", {"state": "unknown"}, status=404)
    state = "asked"
    if request.method == "POST":
        state = "again" if "again" in request.POST else "stopped"
        choose_letters(reader, chosen=wanted if state == "again" else dict.fromkeys(wanted, When.NEVER))
    return render(request, "home/stop_letters.html", {"state": state, "kinds": [Kind(kind).label for kind in wanted]})


@require_safe
@signed_in
def calendars(request):
    """Which of the reader's meetings a calendar of theirs shows, and when it looked last."""
    kept = calendars_of(request.user)
    shown = [(said, kept.get(each)) for each, said in MEETINGS_OF.items() if queries.has_meetings(request.user, each)]
    return render(request, "home/calendars.html", {"shown": shown, "kept": kept})


@of_the_reader
@form_page(people.Can.OPEN_CALENDAR, OpenCalendarForm, "home/open_calendar.html")
def open_calendar(user, *, by, idempotency_key, answers):
    """Make a secret address. It is made of the form's own token, so that a second tap shows the same one."""
    token, today = token_of(idempotency_key), timezone.localdate()
    told = {"id": idempotency_key, "address": digest_of(token), "on": today} | answers
    actions.open_calendar(user, by=by, idempotency_key=idempotency_key, **told)
    return partial(_show_address, token=token)


def _show_address(request, token):
    """Show it in the answer itself, this once: so it stands in no history, and nowhere here."""
    if calendar_under(digest_of(token)) is None:
        return redirect("home:calendars")
    address = address_of(reverse("home:read_calendar", args=[token]))
    return render(request, "home/calendar_address.html", {"address": address})


@form_page(people.Can.KEEP_CALENDAR, CalendarForm, "home/change_calendar.html")
def change_calendar(calendar, *, by, idempotency_key, answers):
    actions.change_calendar(calendar, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:calendars")


@form_page(people.Can.KEEP_CALENDAR, CloseCalendarForm, "home/close_calendar.html")
def close_calendar(calendar, *, by, idempotency_key, answers):
    actions.close_calendar(calendar, by=by, idempotency_key=idempotency_key)
    return reverse("home:calendars")


@private
@require_safe
@public
def read_calendar(request, token):
    """What a calendar asks for by itself, again and again. Whatever is wrong, there is no such page."""
    calendar, today = calendar_under(digest_of(token)), timezone.localdate()
    if calendar is None or not queries.has_meetings(calendar.user, calendar.section):
        raise Http404
    if not limits.take(request, "read_calendar", calendar.pk):
        return HttpResponse(status=TOO_MANY)
    actions.note_reading(calendar, on=today)
    with override(calendar.user.language):
        return HttpResponse(own_file(offered_to(calendar, today), today), content_type=KIND)


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


def not_open(request, exception=None):
    """What was sent is not this reader's to do any more: as if there were no such page."""
    return render(request, "home/not_found.html", status=403)


def not_understood(request, exception=None):
    """What was sent was not of this house, or larger than anything that is taken: then nothing of it was read."""
    if isinstance(exception, RequestDataTooBig) and request.content_type == "multipart/form-data":
        megabytes = settings.LARGEST_FILE // 1_000_000
        return render(request, "home/too_large.html", {"megabytes": megabytes}, status=TOO_LARGE)
    return trouble.not_understood(request)


def broken(request):
    return trouble.answer(request)
