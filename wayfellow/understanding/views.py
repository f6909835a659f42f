"""The public pages of information, the stories, the numbers to call, and the pages of those who keep them."""

from hashlib import sha256
from uuid import uuid4

from allauth.core import ratelimit
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, public, signed_in
from wayfellow.access.policy import Can
from wayfellow.ui.pages import UNPROCESSABLE, Form, form_page
from wayfellow.understanding import actions, queries
from wayfellow.understanding.contents import BY_SLUG, PAGES, beside
from wayfellow.understanding.forms import (
    Answer,
    ChangeHelpLineForm,
    ChangeStoryForm,
    ConsentForm,
    FeedbackForm,
    HelpLineForm,
    HoldForm,
    InviteForm,
    KeptHelpLineForm,
    KeptStoryForm,
    LeafletForm,
    PlanForm,
    ReadFirstForm,
    StoryForm,
)
from wayfellow.understanding.lifecycle import open_deeds

ON_A_PAGE = 20
TOO_OFTEN = _("Many answers came from where you are. Please try again in an hour; what you wrote is still here.")


# Information
@require_safe
@public
def contents(request):
    return render(request, "understanding/contents.html", {"pages": PAGES})


# No token against forged requests: it would need a cookie, and whoever forged this could only say something of a page.
@csrf_exempt
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
        id=form.cleaned_data["once"], page=shown.slug, language=get_language(), month=timezone.localdate(), **answers
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
    """Pick pages for somebody. Nothing of it is kept: all of it stands in the address."""
    picked = {"page": request.GET.getlist("page"), "easy": "easy" in request.GET}
    language = request.GET.get("language") or get_language()
    return render(request, "understanding/leaflet.html", {"form": LeafletForm(initial=picked | {"language": language})})


@require_safe
@public
def leaflet_to_print(request):
    """The picked pages, in the language of whoever gets them, whatever the reader's own is."""
    form = LeafletForm(request.GET)
    if not form.is_valid():
        return render(request, "understanding/leaflet.html", {"form": form})
    picked = form.cleaned_data
    pages = [page for page in PAGES if page.slug in picked["page"]]
    with override(picked["language"]):
        context = {"pages": pages, "easy": picked["easy"], "change": reverse("understanding:leaflet")}
        return render(request, "understanding/sheet.html", context)


@require_safe
@signed_in
def feedback(request):
    said = queries.what_readers_said(request.user)
    return render(request, "understanding/feedback.html", {"said": said, "few": queries.FEW})


# Numbers to call
@require_safe
@public
def help_now(request):
    """Whom to call: the visitor's place first. The language can be named, so that the page is kept in it offline."""
    language = request.GET.get("language")
    with override(language if language in dict(settings.LANGUAGES) else get_language()):
        places = queries.places(request.GET.get("place", ""))
        return render(request, "understanding/help_now.html", {"places": places})


@require_safe
@public
@never_cache
def worker(request):
    """Return the service worker. It differs as soon as what it keeps does, so that browsers take the new one."""
    language = request.GET.get("language")
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    kept = [queries.as_kept(line) for place in queries.places() for line in place.lines]
    version = sha256(repr(kept).encode()).hexdigest()[:12]
    context = {"language": language, "version": version}
    return render(request, "understanding/worker.js", context, content_type="text/javascript")


@require_safe
@signed_in
def help_lines(request):
    lines = queries.help_lines(request.user)
    return render(request, "understanding/help_lines.html", {"lines": lines})


@form_page(Can.ADD_HELP_LINE, HelpLineForm, "understanding/help_line.html")
def add_help_line(programme, *, by, once, answers):
    actions.add_help_line(programme, by=by, once=once, **answers)
    return reverse("understanding:help_lines")


@form_page(Can.CHANGE_HELP_LINE, ChangeHelpLineForm, "understanding/help_line.html")
def change_help_line(line, *, by, once, answers):
    actions.change_help_line(line, by=by, once=once, **answers)
    return reverse("understanding:help_lines")


@form_page(Can.CHANGE_HELP_LINE, KeptHelpLineForm, "understanding/let_help_line_go.html")
def let_help_line_go(line, *, by, once, answers):
    actions.let_help_line_go(line, by=by, once=once, **answers)
    return reverse("understanding:help_lines")


# Stories
def _listed(request, stories):
    return Paginator(stories, ON_A_PAGE).get_page(request.GET.get("page"))


@require_safe
@public
@never_cache
def stories(request):
    return render(request, "understanding/stories.html", {"page": _listed(request, queries.public_stories())})


@require_safe
@public
@never_cache
def story(request, pk):
    """A public story. One that was withdrawn looks as if there had never been one."""
    found = queries.public_story(pk)
    if found is None:
        raise Http404
    return render(request, "understanding/story.html", {"story": found, "back": reverse("understanding:stories")})


@require_safe
@signed_in
def stories_from_here(request):
    page = _listed(request, queries.stories_from_here(request.user))
    return render(request, "understanding/stories_from_here.html", {"page": page})


@require_safe
@needs(Can.SEE_STORY)
def story_from_here(request, story):
    back = reverse("understanding:stories_from_here")
    return render(request, "understanding/story.html", {"story": story, "back": back})


@require_safe
@signed_in
def my_stories(request):
    person, peers = queries.who_may_tell(request.user)
    page = _listed(request, queries.my_stories(request.user))
    context = {"page": page, "person": person, "peers": peers, "withdrawals": {story.pk: uuid4() for story in page}}
    return render(request, "understanding/my_stories.html", context)


def _preview(story):
    return reverse("understanding:show_story", args=[story])


@form_page(Can.TELL_STORY, StoryForm, "understanding/tell.html")
def tell_story(person, *, by, once, answers):
    actions.tell_story(person, by=by, once=once, id=once, story=answers)
    return _preview(once)


@form_page(Can.TELL_STORY_AS_PEER, StoryForm, "understanding/tell.html")
def tell_story_as_peer(peer, *, by, once, answers):
    actions.tell_story_as_peer(peer, by=by, once=once, id=once, story=answers)
    return _preview(once)


@form_page(Can.CHANGE_STORY, ChangeStoryForm, "understanding/tell.html")
def change_story(story, *, by, once, answers):
    actions.change_story(story, by=by, once=once, seen=answers.pop("seen"), words=answers)
    return _preview(story.pk)


@form_page(Can.CHANGE_STORY, KeptStoryForm, "understanding/let_story_go.html")
def let_story_go(story, *, by, once, answers):
    actions.let_story_go(story, by=by, once=once, **answers)
    return reverse("understanding:my_stories")


@form_page(Can.CONSENT_TO_STORY, ConsentForm, "understanding/show.html")
def show_story(story, *, by, once, answers):
    actions.consent_to_story(story, by=by, once=once, on=timezone.localdate(), **answers)
    return reverse("understanding:my_stories")


@form_page(Can.WITHDRAW_STORY, Form, "understanding/withdraw.html")
def withdraw_story(story, *, by, once, answers):
    actions.withdraw_story(story, by=by, once=once)
    return reverse("understanding:my_stories")


@require_safe
@signed_in
def stories_to_read(request):
    page = _listed(request, queries.stories_to_read_first(request.user))
    return render(request, "understanding/stories_to_read.html", {"page": page})


@form_page(Can.READ_STORY_FIRST, ReadFirstForm, "understanding/read_first.html")
def read_story_first(story, *, by, once, answers):
    version = answers["version"]
    if answers["goes_up"] == Answer.UP:
        actions.let_story_up(story, by=by, once=once, version=version)
    else:
        actions.decline_story(story, by=by, once=once, version=version, answer=answers["answer"])
    return reverse("understanding:stories_to_read")


# Presentations
@require_safe
@signed_in
def presentations(request):
    context = {"held": queries.held(request.user), "programmes": queries.programmes_to_invite(request.user)}
    page = _listed(request, queries.presentations(request.user))
    return render(request, "understanding/presentations.html", context | {"page": page})


@form_page(Can.INVITE_TO_PRESENT, InviteForm, "understanding/invite.html")
def invite_to_present(programme, *, by, once, answers):
    actions.invite_to_present(programme, by=by, once=once, id=once, on=timezone.localdate(), invitation=answers)
    return reverse("understanding:presentations")


@require_safe
@needs(Can.SEE_PRESENTATION, load=queries.with_who_asked)
def presentation(request, presentation):
    context = {"presentation": presentation, "deeds": open_deeds(presentation)}
    return render(request, "understanding/presentation.html", context)


@form_page(Can.PLAN_PRESENTATION, PlanForm, "understanding/settle_presentation.html")
def plan_presentation(presentation, *, by, once, answers):
    actions.plan_presentation(presentation, by=by, once=once, **answers)
    return reverse("understanding:presentations")


@form_page(Can.HOLD_PRESENTATION, HoldForm, "understanding/settle_presentation.html")
def hold_presentation(presentation, *, by, once, answers):
    actions.hold_presentation(presentation, by=by, once=once, on=timezone.localdate(), **answers)
    return reverse("understanding:presentations")


@form_page(Can.LET_PRESENTATION_GO, Form, "understanding/settle_presentation.html")
def let_presentation_go(presentation, *, by, once, answers):
    actions.let_presentation_go(presentation, by=by, once=once)
    return reverse("understanding:presentations")
