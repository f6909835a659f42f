"""A peer supporter leaves: each person says how they go on, and nobody is left without a way."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act, allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.ending import end_unplanned
from wayfellow.journeys.actions.finding import change_peer, let_go_of_offer, let_rest
from wayfellow.journeys.actions.within import not_over
from wayfellow.journeys.models import Closing, WayOn
from wayfellow.journeys.queries.leaving import leaving_of, of_whoever_leaves, who_have_no_way_on
from wayfellow.workforce.lifecycle import still_leaving
from wayfellow.workforce.models import Belonging

NOBODY_LEAVES = _("The peer supporter stays, or has left already. Nothing was changed.")
ANOTHER_COORDINATOR = _("They walk with somebody whose journey you may not open. Another coordinator has to end this.")
Way = WayOn.Way


@act(Can.CHOOSE_WAY_ON)
def choose_way_on(journey, *, by, on, way, wants_to_meet=False):
    """The person chooses how to go on, and can choose anew until the peer supporter has left. Until then all stays."""
    way_on = _way_on(journey, on=on)
    way_on.way, way_on.wants_to_meet, way_on.kept_by = way, wants_to_meet, None
    way_on.save()


@act(Can.STAY_IN_TOUCH)
def stay_in_touch(journey, *, by, on):
    """Somebody has not chosen yet: a coordinator stays in touch with them, by name, until they have."""
    way_on = _way_on(journey, on=on)
    if way_on.way:
        raise Refused(_("They have chosen in the meantime how to go on. Nothing was changed."))
    way_on.kept_by = by
    way_on.save()


def _way_on(journey, *, on):
    not_over(journey)
    leaving = leaving_of(journey)
    if leaving is None:
        raise Refused(NOBODY_LEAVES)
    if journey.is_closing:
        raise Refused(_("The two are saying goodbye already. What they say there counts."))
    way_on = WayOn.objects.filter(journey=journey, leaving=leaving).first() or WayOn(leaving=leaving)
    way_on.journey, way_on.on = journey, on
    return way_on


@act(Can.END_LEAVING, when=still_leaving)
def end_leaving(leaving, *, by, on):
    """End a peer supporter's part in a programme, and have everyone they walk with go on as each chose."""
    if on < leaving.last_day:
        said = {"name": leaving.peer, "day": date_format(leaving.last_day)}
        raise Refused(_("%(name)s is there until %(day)s. It can be ended on that day.") % said)
    journeys = list(of_whoever_leaves(leaving))
    if missing := who_have_no_way_on(journeys):
        names = ", ".join(journey.person.name for journey in missing)
        raise Refused(_("Nobody knows yet how they go on: %(names)s.") % {"names": names})
    if allowed(by, Can.STAY_IN_TOUCH, of_whoever_leaves(leaving)).count() < len(journeys):
        raise Refused(ANOTHER_COORDINATOR)
    for journey in journeys:
        _go_on(journey, by=by, on=on)
    Belonging.objects.filter(peer=leaving.peer_id, programme=leaving.programme_id).update(ends_on=leaving.last_day)
    leaving.ended_on = on
    leaving.save(update_fields=["ended_on"])


def _go_on(journey, *, by, on):
    way = journey.way_on.way if journey.way_on else ""
    if journey.is_offered:
        let_go_of_offer(journey, by=by, on=on)
    elif journey.is_closing or way == Way.END:
        end_unplanned(journey, by=by, on=on, way=Closing.Way.PEER, how_to_come_back="")
    elif way == Way.REST:
        let_rest(journey, by=by, on=on)
    else:
        change_peer(journey, by=by, on=on)
