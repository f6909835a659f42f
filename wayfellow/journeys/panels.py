"""What the road brings to the home pages."""

from django.core.paginator import Paginator
from django.utils import timezone

from wayfellow.journeys.forms.desk import Search
from wayfellow.journeys.queries import asking, desk, glass, road
from wayfellow.journeys.queries.striking import to_strike, with_to_strike
from wayfellow.ui.home_pages import panel

LINES_ON_A_PAGE = 50


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
    pages = Paginator(desk.in_group(journeys, group), LINES_ON_A_PAGE)
    pages.count = sizes[group]  # the tabs have counted already
    page = pages.get_page(request.GET.get("page"))
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
