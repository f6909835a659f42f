"""What the road brings to the home pages."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.queries import my_first_steps
from wayfellow.journeys.forms.desk import Search
from wayfellow.journeys.models import Setting
from wayfellow.journeys.queries import asking, desk, glass, own, road
from wayfellow.journeys.queries.opened import choices_that_wait, digits_shown
from wayfellow.journeys.queries.reaching import proposed_reach
from wayfellow.journeys.queries.recorded import recorded_of
from wayfellow.journeys.queries.striking import to_strike, with_to_strike
from wayfellow.journeys.queries.waiting import wait_of
from wayfellow.ui.home_pages import link, panel
from wayfellow.ui.paging import page_of


# The person’s own space
@panel("my", order=10, template="journeys/panels/my_roads.html", statements=6, load=own.with_road)
def my_roads(request, person):
    """What is next, who walks along, where it stands, what waits, and what others wrote that waits for their word."""
    journeys = list(own.my_journeys(request.user)) if person.has_road else []
    if not journeys:
        return None
    return {
        "journeys": [(journey, list(own.what_waits(journey))) for journey in journeys],
        "settings": dict(Setting.choices),
        "recorded": _recorded(request.user, journeys),
        "reaches": _reaches(request.user, journeys),
        "opened": [each for road in journeys if road.was_opened for each in glass.to_tell(request.user, road)],
        "waits": {journey.pk: wait_of(journey, timezone.localdate()) for journey in journeys},
    }


def _recorded(user, journeys):
    """Return what waits for the reader's own word, each with the token of its form."""
    asked = [journey for journey in journeys if journey.recorded_waits and not journey.ended_on]
    return [(each, uuid.uuid4()) for each in recorded_of(user, asked)] if asked else []


def _reaches(user, journeys):
    """Return what others wrote of how to reach the reader, each with the token of its form."""
    waits = [journey.person for journey in journeys if journey.reach_waits]
    return [(each, uuid.uuid4()) for each in proposed_reach(user, waits[0])] if waits else []


@panel("my", order=20, template="journeys/panels/first_steps.html", statements=1)
def first_steps(request, person):
    """What they asked for, until a road comes of it."""
    return None if person.has_road else list(my_first_steps(request.user)) or None


link("my.everything", order=10, label=_("Where things stand"), to="journeys:where_i_stand")
link("my.everything", order=30, label=_("Notes about me"), to="journeys:notes")
link("my.everything", order=50, label=_("My people and supports"), to="journeys:people")
link(
    "kept",
    order=10,
    label=_("Notes about me"),
    to="journeys:notes",
    about=_("Every note, as it was written, with what I added. To read, search and print."),
)


# A space that was opened by a code and that nobody has confirmed yet
@panel("new_space", order=10, template="journeys/panels/digits.html", statements=0)
def digits(request, opened):
    return {"digits": digits_shown(opened)}


@panel("new_space", order=20, template="journeys/panels/choices_that_wait.html", statements=1)
def choices(request, opened):
    return list(choices_that_wait(request.user)) or None


# A peer supporter’s day
@panel("today", order=10, template="journeys/panels/offers.html", statements=1)
def offers(request, peer):
    return list(road.offers(request.user)) or None


@panel("today", order=20, template="journeys/panels/to_greet.html", statements=1)
def to_greet(request, peer):
    return list(road.to_greet(request.user)) or None


@panel("today", order=30, template="journeys/panels/to_strike.html", statements=1, load=with_to_strike)
def words_to_strike(request, peer):
    return list(to_strike(request.user)) or None if peer.to_strike_waits else None


@panel("today", order=40, template="journeys/panels/coming.html", statements=1)
def coming(request, peer):
    return list(road.coming(request.user)) or None


@panel("today", order=50, template="journeys/panels/walked.html", statements=1)
def walked(request, peer):
    return list(road.roads(request.user))


# The coordinator’s desk
@panel("desks", order=10, template="journeys/panels/second_look.html", statements=2)
@panel("supervision", order=10, template="journeys/panels/second_look.html", statements=2)
def second_look_at_any(request, programmes):
    return glass.waiting(request.user, programmes, timezone.localdate())


@panel("desk", order=10, template="journeys/panels/second_look.html", statements=2)
@panel("load", order=10, template="journeys/panels/second_look.html", statements=2)
def second_look(request, programme):
    return second_look_at_any(request, [programme])


@panel("desk", order=20, template="journeys/panels/on_desk.html", statements=2)
def on_desk(request, programme):
    """What waits, since when, and what is next: of one part of the road, or of those whose name is looked for."""
    sizes = desk.sizes(request.user, programme)
    journeys = desk.on_desk(request.user, programme)
    shown = _named(request, journeys) if request.method == "POST" else _in_group(request, journeys, sizes)
    lines = desk.lines(shown.pop("journeys"), timezone.localdate())
    return shown | {"sizes": sizes, "lines": lines, "most_found": desk.MOST_FOUND}


def _in_group(request, journeys, sizes):
    group = desk.group_of(request.GET.get("group"))
    page = page_of(request, desk.in_group(journeys, group), counted=sizes[group])
    return {"journeys": page, "page": page, "group": group, "search": Search()}


def _named(request, journeys):
    search = Search(request.POST)
    found = desk.named(journeys, search.cleaned_data["name"]) if search.is_valid() else []
    return {"journeys": found, "page": None, "group": None, "search": search}


@panel("desk", order=90, template="journeys/panels/glasses.html", statements=0)
@panel("load", order=90, template="journeys/panels/glasses.html", statements=0)
def glasses(request, programme):
    return True


# What each peer supporter carries
@panel("load", order=20, template="journeys/panels/load.html", statements=1)
def load(request, programme):
    """So that nobody carries too much. No person is named."""
    return list(asking.load(programme, timezone.localdate()))
