"""The second step at the door: asked of everyone who works here; a person may choose it."""

from datetime import date, timedelta

from django.shortcuts import redirect
from django.utils import timezone

from wayfellow.people import actions, queries

GRACE_DAYS = 7  # from the first time someone signs in
BY = "second_step_by"


def look(request, user):
    """Note with the session until when a second step may still wait, if one is asked and there is none."""
    request.session.pop(BY, None)
    if is_asked_of(user) and not queries.has_second_step(user):
        if user.second_step_by is None:
            actions.give_time(user, by=user, until=timezone.localdate() + timedelta(days=GRACE_DAYS))
        request.session[BY] = user.second_step_by.isoformat()


def is_asked_of(user):
    """Everyone but the person; and nobody in a demonstration, where every account is invented."""
    return not user.of_the_demo and queries.works_here(user)


def is_the_last(authenticator):
    return not queries.second_steps(authenticator.user).exclude(pk=authenticator.pk).exists()


def due(request):
    """Return the day by which this reader is asked for a second step, or None."""
    day = request.session.get(BY)
    return date.fromisoformat(day) if day else None


def comes_first(get_response):
    """Middleware: once the time is over, every page but one's own account leads to adding a second step."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if getattr(view, "needs", None) is None or getattr(view, "own_account", False):
            return None
        by = request.user.is_authenticated and due(request)
        return redirect("mfa_index") if by and by < timezone.localdate() else None

    middleware.process_view = process_view
    return middleware
