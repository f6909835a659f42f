"""Somebody who would like to become a peer supporter, for tests."""

from uuid import uuid4

from django.utils import timezone

from wayfellow.choices.links import token_of
from wayfellow.joining import actions
from wayfellow.joining.queries import under
from wayfellow.joining.steps import AS_USUAL

TODAY = timezone.localdate()
SAID = {"name": "Jordi", "reach": "600 111 222", "words": "I have been there", "practical": "Mornings"}


def look_for_some(cast, **said):
    way = {"is_open": True, "words": "We look for people", "steps": AS_USUAL} | said
    actions.keep_way_in(cast.programme, by=cast.carme, edit_token=None, **way)


def applied(cast, *, on=TODAY, **said):
    """Return the application of somebody, and the end of its private address."""
    token = token_of(uuid4())
    actions.apply(cast.programme, token=token, on=on, **SAID | said)
    return under(token), token


def on_the_way(cast, *, on=TODAY):
    application, token = applied(cast, on=on)
    actions.take_on(application, by=cast.carme, on=on)
    return under(token), token


def step(application, kind):
    return application.steps.select_related("application__key", "application__programme").get(kind=kind)


def do(application, kind, cast, *, on=TODAY, **said):
    actions.do_step(step(application, kind), by=cast.carme, edit_token=None, on=on, **{"done_on": on} | said)
