"""The people and supports around a person: one picture for them, and what of it they show to somebody."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wayfellow.access.guard import signed_in
from wayfellow.journeys.drawn import people_drawn
from wayfellow.journeys.queries.around import around
from wayfellow.journeys.queries.own import whose_space


@require_safe
@signed_in
def people(request):
    person, everyone = _those_around(request.user)
    return render(request, "journeys/people.html", {"person": person, "everyone": everyone, "svg": _drawn(everyone)})


@signed_in
def show_people(request):
    """A calm page to show to somebody on one's phone: only those who were ticked. Nothing of it is kept or sent."""
    if request.method != "POST":
        return redirect("journeys:people")
    _person, everyone = _those_around(request.user)
    shown = [one for one in everyone if one.mark in request.POST.getlist("who")]
    return render(request, "journeys/people_shown.html", {"everyone": shown, "svg": _drawn(shown)})


def _those_around(user):
    person = whose_space(user)
    if person is None:
        raise Http404
    return person, around(user, person)


def _drawn(everyone):
    return people_drawn([one.name for one in everyone])
