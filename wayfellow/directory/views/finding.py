"""The pages for anyone: searching, what is on today, one programme, several side by side, what somebody enjoys."""

from datetime import timedelta

from allauth.core import ratelimit
from csp.decorators import csp_replace
from django.conf import settings
from django.core.validators import slug_re
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from wayfellow.access.guard import public
from wayfellow.directory import actions, gazetteer, on_a_map, search_query
from wayfellow.directory.calendars import calendar_of
from wayfellow.directory.feeds import New
from wayfellow.directory.forms import MistakeForm
from wayfellow.directory.kinds import DAYS, KINDS, PARTS, parts_of
from wayfellow.directory.occurrences import coming
from wayfellow.directory.queries import finding, interests
from wayfellow.directory.queries.keeping import waits_for_a_look
from wayfellow.directory.reached import also_reached
from wayfellow.directory.structured import described
from wayfellow.ui.elsewhere import listed
from wayfellow.ui.home_pages import shown_at
from wayfellow.ui.paging import TEXTS, numbered

MOST_SIDE_BY_SIDE = 3
TOO_OFTEN = _("Several mistakes were reported from here just now. Please wait an hour, then send yours again.")


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # it changes nothing, and asks for no cookie
@gzip_page
@listed
@public
def find(request):
    """Search. What is typed comes in the body and stands in no log; the address it leads to holds no more than a place
    that anyone knows. While somebody types, the same page is asked for and only its results are put in.
    """
    asked = search_query.read(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST" and not request.htmx and not asked.is_lost:
        return redirect(request.path + asked.address())
    found = finding.search(asked, request.GET.get("page"))
    response = render(
        request,
        "directory/find.html",
        {
            "query": asked,
            "found": found,
            "map": _map(found, request.path + asked.address()) if asked.as_map else "",
            "panels": list(shown_at(finding.URGENT, request, asked)) if found.query.is_urgent else [],
            "kinds": KINDS.values(),
            "days": DAYS,
            "parts_of_day": PARTS,
            "places": gazetteer.places(),
            "distances": search_query.DISTANCES,
        },
    )
    if request.htmx:
        response["HX-Replace-Url"] = request.path + asked.address()
    return response


@require_safe
@gzip_page
@listed
@public
def listing(request, slug):
    about = _about(request, _published(slug))
    about["for_machines"] = described(about["listing"], about["address"], about["coming"])
    return render(request, "directory/listing.html", about)


@require_safe
@public
def calendar(request, slug):
    shown = _published(slug)
    content = calendar_of(shown, _address(request, shown), timezone.localdate())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.slug}.ics"'
    return response


@public
def report_mistake(request, slug):
    """Something is not right on a programme’s page. Nothing is kept of who says so."""
    shown = _published(slug)
    form = MistakeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if ratelimit.consume(request, action="report_mistake"):
            given = form.cleaned_data
            actions.report_mistake(shown, id=given["idempotency_key"], on=timezone.localdate(), words=given["words"])
            return redirect("directory:mistake_reported", shown.slug)
        form.add_error(None, TOO_OFTEN)
    return render(
        request, "directory/mistake.html", {"form": form, "record": shown}, status=422 if form.is_bound else 200
    )


@require_safe
@public
def mistake_reported(request, slug):
    return render(request, "directory/mistake_reported.html", {"listing": _published(slug)})


@require_safe
@gzip_page
@listed
@public
def today(request):
    """What there is today and on each of the next days, by the clock: which day and part of it stand in the address."""
    now = timezone.localtime()
    days = [now.date() + timedelta(days=ahead) for ahead in range(7)]
    day = next((each for each in days if each.isoformat() == request.GET.get("day")), days[0])
    there = finding.on_a_day(day, now)
    parts = finding.parts_of_day(there)
    part = next((part for part in parts if part == request.GET.get("part")), "")
    page = numbered([each for each in there if not part or part in parts_of(each)], request.GET.get("page"), TEXTS)
    shown = {"days": days, "on": day, "parts_of_day": parts, "part": part, "page": page, "kinds": KINDS}
    return render(request, "directory/today.html", shown)


@require_safe
@gzip_page
@public
def venue_week(request, pk):
    """What is on at one place on seven days, for anyone, and for a sheet of paper on its door."""
    venue = finding.venue(pk)
    if venue is None:
        raise Http404
    is_next = request.GET.get("week") == "next"
    first = timezone.localdate() + timedelta(days=7 * is_next)
    week = finding.week_at(venue, first)
    return render(request, "directory/venue_week.html", {"venue": venue, "week": week, "is_next": is_next})


@require_safe
@gzip_page
@xframe_options_exempt
@public
def embedded(request):
    """A search to read in a frame, on the sites that the operator named. Without any there is no such page."""
    if not settings.EMBEDDED_ON:
        raise Http404
    return csp_replace({"frame-ancestors": settings.EMBEDDED_ON})(_embedded)(request)


def _embedded(request):
    asked = search_query.read(request.GET)
    found = finding.search(asked, None)
    return render(request, "directory/embedded.html", {"query": asked, "found": found, "kinds": KINDS})


@require_safe
@gzip_page
@public
def new(request):
    """What is new, for a feed reader: near a place, of a kind. What was looked for by words stays out of it."""
    return New()(request)


@require_safe
@gzip_page
@public
def compare(request):
    """Up to three programmes side by side. Which ones stands in the address, and nowhere else."""
    named = list(dict.fromkeys(filter(slug_re.match, request.GET.getlist("with"))))
    shown = finding.side_by_side(named[:MOST_SIDE_BY_SIDE])
    return render(
        request,
        "directory/compare.html",
        {"shown": shown, "too_many": len(named) > MOST_SIDE_BY_SIDE, "most": MOST_SIDE_BY_SIDE, "kinds": KINDS},
    )


@require_safe
@gzip_page
@public
def enjoy(request):
    """What do you enjoy, when are you free, what matters to you? The answers stay in the address and on the device."""
    asked = search_query.read(request.GET)
    return render(
        request,
        "directory/interests.html",
        {
            "query": asked,
            "suggestions": [] if asked.is_anything else interests.suggest(asked),
            "kinds": KINDS,
            "matters": interests.MATTERS,
            "days": DAYS,
            "parts_of_day": PARTS,
        },
    )


def _map(found, address):
    """Draw what was found; an entry that stands on another page of the list is reached there."""
    names = {card.listing.slug: str(card.listing) for card in found.cards}
    pages = found.page.paginator
    there = [
        on_a_map.Found(
            slug,
            names.get(slug, ""),
            f"#at-{slug}" if slug in names else f"{address}&page={1 + place // pages.per_page}#at-{slug}",
            points,
        )
        for place, (slug, points) in enumerate(found.where)
    ]
    return on_a_map.drawn(there, gettext("Where they are"))


def _published(slug):
    shown = finding.listing(slug)
    if shown is None:
        raise Http404
    return shown


def _about(request, shown):
    return {
        "listing": shown,
        "kinds": KINDS,
        "address": _address(request, shown),
        "is_stale": waits_for_a_look(shown, timezone.localdate()),
        "is_preview": False,
        "coming": coming(shown),
        "also_reached": also_reached(shown),
        "panels": list(shown_at(finding.PLACE, request, shown)),
    }


def _address(request, shown):
    return request.build_absolute_uri(reverse("directory:listing", args=[shown.slug]))
