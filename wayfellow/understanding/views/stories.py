"""Stories: their owner's pages, those of whoever may read them, and of the coordinator who reads one first."""

from uuid import uuid4

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, public, signed_in
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.understanding import actions, queries
from wayfellow.understanding.access import Can
from wayfellow.understanding.forms import (
    Answer,
    ChangeStoryForm,
    ConsentForm,
    ExistingStoryForm,
    ReadFirstForm,
    StoryForm,
)


@require_safe
@public
@never_cache
def stories(request):
    return render(request, "understanding/stories.html", {"page": page_of(request, queries.public_stories(), TEXTS)})


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
    page = page_of(request, queries.stories_from_here(request.user), TEXTS)
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
    page = page_of(request, queries.my_stories(request.user), TEXTS)
    context = {"page": page, "person": person, "peers": peers, "withdrawals": {story.pk: uuid4() for story in page}}
    return render(request, "understanding/my_stories.html", context)


def _preview(story):
    return reverse("understanding:show_story", args=[story])


@form_page(Can.TELL_STORY, StoryForm, "understanding/tell.html")
def tell_story(person, *, by, idempotency_key, answers):
    actions.tell_story(person, by=by, idempotency_key=idempotency_key, id=idempotency_key, story=answers)
    return _preview(idempotency_key)


@form_page(Can.TELL_STORY_AS_PEER, StoryForm, "understanding/tell.html")
def tell_story_as_peer(peer, *, by, idempotency_key, answers):
    actions.tell_story_as_peer(peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, story=answers)
    return _preview(idempotency_key)


@form_page(Can.CHANGE_STORY, ChangeStoryForm, "understanding/tell.html")
def change_story(story, *, by, idempotency_key, answers):
    actions.change_story(
        story, by=by, idempotency_key=idempotency_key, edit_token=answers.pop("edit_token"), words=answers
    )
    return _preview(story.pk)


@form_page(Can.CHANGE_STORY, ExistingStoryForm, "understanding/let_story_go.html")
def let_story_go(story, *, by, idempotency_key, answers):
    actions.let_story_go(story, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("understanding:my_stories")


@form_page(Can.CONSENT_TO_STORY, ConsentForm, "understanding/show.html")
def show_story(story, *, by, idempotency_key, answers):
    actions.consent_to_story(story, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("understanding:my_stories")


@form_page(Can.WITHDRAW_STORY, Form, "understanding/withdraw.html")
def withdraw_story(story, *, by, idempotency_key, answers):
    actions.withdraw_story(story, by=by, idempotency_key=idempotency_key)
    return reverse("understanding:my_stories")


@require_safe
@signed_in
def stories_to_read(request):
    page = page_of(request, queries.stories_to_read_first(request.user), TEXTS)
    return render(request, "understanding/stories_to_read.html", {"page": page})


@form_page(Can.READ_STORY_FIRST, ReadFirstForm, "understanding/read_first.html")
def read_story_first(story, *, by, idempotency_key, answers):
    version = answers["version"]
    if answers["goes_up"] == Answer.UP:
        actions.let_story_up(story, by=by, idempotency_key=idempotency_key, version=version)
    else:
        actions.decline_story(story, by=by, idempotency_key=idempotency_key, version=version, answer=answers["answer"])
    return reverse("understanding:stories_to_read")
