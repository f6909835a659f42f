"""What the road brings to the home pages."""

from wayfellow.journeys.queries import road
from wayfellow.journeys.queries.striking import to_strike, with_to_strike
from wayfellow.ui.home_pages import panel


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
