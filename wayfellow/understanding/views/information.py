"""The pages of information, their booklet and leaflets, and what readers say of them."""

from allauth.core import ratelimit
from django.core.validators import slug_re
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wayfellow.access.guard import public, signed_in
from wayfellow.directory.kinds import KINDS
from wayfellow.directory.queries.finding import side_by_side
from wayfellow.ui.elsewhere import listed
from wayfellow.ui.pages import UNPROCESSABLE
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.understanding import actions, queries
from wayfellow.understanding.contents import BY_SLUG, PAGES, beside
from wayfellow.understanding.forms import FeedbackForm, LeafletForm

MOST_PROGRAMMES = 3
TOO_OFTEN = _("Many answers came from where you are. Please try again in an hour; what you wrote is still here.")


@require_safe
@listed
@public
def contents(request):
    return render(request, "understanding/contents.html", {"pages": PAGES})


# No token against forged requests: it would need a cookie, and whoever forged this could only say something of a page.
@csrf_exempt
@listed
@public
def page(request, slug, easy=False):
    """One page of information, and under it two questions about it."""
    shown = BY_SLUG.get(slug)
    if shown is None:
        raise Http404
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _keep(request, shown, form):
        return HttpResponseRedirect(reverse("understanding:thanks", args=[slug]))
    form.look_again(None)
    before, after = beside(shown)
    return render(
        request,
        "understanding/page.html",
        {"page": shown, "easy": easy, "form": form, "before": before, "after": after},
        status=UNPROCESSABLE if form.is_bound else None,
    )


def _keep(request, shown, form):
    if not ratelimit.consume(request, action="feedback"):
        form.add_error(None, TOO_OFTEN)
        return False
    answers = form.answers()
    actions.give_feedback(
        id=form.cleaned_data["idempotency_key"],
        page=shown.slug,
        language=get_language(),
        month=timezone.localdate(),
        **answers,
    )
    return True


@require_safe
@public
def thanks(request, slug):
    if slug not in BY_SLUG:
        raise Http404
    return render(request, "understanding/thanks.html", {"after": beside(BY_SLUG[slug])[1]})


@require_safe
@public
def booklet(request, easy=False):
    """Every page in one, to print."""
    return render(request, "understanding/sheet.html", {"pages": PAGES, "easy": easy, "change": None})


@require_safe
@public
def leaflet(request):
    """Pick pages and programmes for somebody. Nothing of it is kept: all of it stands in the address."""
    programmes = _programmes(request)
    picked = {"page": request.GET.getlist("page"), "easy": "easy" in request.GET}
    picked |= {"with": [one.slug for one in programmes], "language": request.GET.get("language") or get_language()}
    form = LeafletForm(initial=picked, programmes=programmes)
    return render(request, "understanding/leaflet.html", {"form": form, "programmes": programmes})


@require_safe
@public
def leaflet_to_print(request):
    """What was picked, in the language of whoever gets it, whatever the reader's own is."""
    programmes = _programmes(request)
    form = LeafletForm(request.GET, programmes=programmes)
    if not form.is_valid():
        return render(request, "understanding/leaflet.html", {"form": form, "programmes": programmes})
    picked = form.cleaned_data
    with override(picked["language"]):
        context = {
            "pages": [page for page in PAGES if page.slug in picked["page"]],
            "easy": picked["easy"],
            "programmes": programmes,
            "kinds": KINDS,
            "places": queries.places()[:1],
            "change": reverse("understanding:leaflet"),
        }
        return render(request, "understanding/sheet.html", context)


def _programmes(request):
    """Return the programmes that were ticked in the directory, as many as stand side by side there."""
    named = dict.fromkeys(filter(slug_re.match, request.GET.getlist("with")))
    return side_by_side(list(named)[:MOST_PROGRAMMES])


@require_safe
@signed_in
def feedback(request):
    said = queries.what_readers_said(request.user, timezone.localdate())
    return render(request, "understanding/feedback.html", {"said": said, "few": queries.FEW})


@require_safe
@signed_in
def missed(request):
    """What readers miss on one page, in one language."""
    slug, language = request.GET.get("of", ""), request.GET.get("language", "")
    page = page_of(request, queries.what_readers_miss(request.user, slug, language, timezone.localdate()), TEXTS)
    return render(request, "understanding/missed.html", {"page": page, "of": BY_SLUG.get(slug), "language": language})
