"""Who leaves, how the people they walk with go on, and who walks with nobody since."""

from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Programme
from wayfellow.journeys.access import Can
from wayfellow.journeys.lifecycle import IS_CLOSING, IS_OFFERED, WAITS_FOR_A_PEER
from wayfellow.journeys.models import Accompaniment, Journey, WayOn
from wayfellow.journeys.queries.every import Every, EveryOne
from wayfellow.people.models import Person, User
from wayfellow.workforce import access as workforce
from wayfellow.workforce.models import Leaving, Peer


def of_whoever_leaves(leaving: Leaving) -> QuerySet[Journey]:
    """Return the journeys that somebody leaves behind, each with how it goes on, by the name of its person."""
    theirs = Journey.objects.filter(peer=leaving.peer_id, programme=leaving.programme_id, ended_on=None)
    return _with_way_on(theirs, Q(leaving=leaving))


def _with_way_on(journeys: QuerySet[Journey], which: Q) -> QuerySet[Journey]:
    ways = WayOn.objects.filter(which).select_related("kept_by")
    related = journeys.select_related("person__key", "person__user", "programme", "peer__user")
    return related.prefetch_related(Prefetch("ways_on", ways, to_attr="ways")).order_by("person__name", "pk")


def whom_they_walk_with(leaving: Leaving, reader: User) -> list[Journey]:
    """Return those of them whose names this reader may read, with how many meetings are planned after the last day."""
    later = Q(accompaniments__state=Accompaniment.State.PLANNED, accompaniments__on__gt=leaving.last_day)
    theirs = of_whoever_leaves(leaving).annotate(planned_later=Count("accompaniments", filter=later))
    return list(allowed(reader, Can.SEE_REFERRAL, theirs))


def who_have_no_way_on(journeys: list[Journey]) -> list[Journey]:
    return [journey for journey in journeys if not journey.has_way_on]


# On the first pages
def with_leaving(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say whether they leave somewhere, or have left and may read words of thanks."""
    return peers.annotate(leaves=Exists(Leaving.objects.going_on().filter(peer__user=OuterRef("user"))))


def own_leavings(user: User) -> QuerySet[Leaving]:
    """Return what a peer supporter is about to leave, the next first."""
    mine: QuerySet[Leaving] = allowed(user, workforce.Can.READ_THANKS, Leaving.objects.going_on())
    return mine.select_related("programme", "peer__user").order_by("last_day", "pk")


def with_peer_who_leaves(people: QuerySet[Person]) -> QuerySet[Person]:
    """Have a person say whether somebody they walk with leaves."""
    walks = {"peer__journeys__person": OuterRef("pk"), "peer__journeys__programme": F("programme")}
    now = {"peer__journeys__offer_accepted": True, "peer__journeys__ended_on": None}
    return people.annotate(peer_leaves=Exists(Leaving.objects.going_on().filter(**walks, **now)))


def own_ways_on(user: User) -> list[tuple[Journey, Leaving]]:
    """Return the reader's own journeys whose peer supporter leaves, each with when, and with how it goes on."""
    walked = Journey.objects.filter(person__user=user).walked_now()
    leavings = Leaving.objects.going_on().select_related("peer__user", "programme")
    theirs = {(each.peer_id, each.programme_id): each for each in leavings.filter(peer__journeys__in=walked)}
    mine = allowed(user, Can.CHOOSE_WAY_ON, _with_way_on(walked, Q(leaving__in=theirs.values())))
    found = [(journey, theirs.get((journey.peer_id, journey.programme_id))) for journey in mine]
    return [(journey, leaving) for journey, leaving in found if leaving]


def leaving_of(journey: Journey) -> Leaving | None:
    """Return that the peer supporter of this journey leaves its programme, if they do."""
    if not journey.is_walked_now:
        return None
    leavings = Leaving.objects.going_on().select_related("peer__user", "programme")
    found: Leaving | None = leavings.filter(peer=journey.peer_id, programme=journey.programme_id).first()
    return found


def leaving_before(journey: Journey, on: date) -> Leaving | None:
    """Return that the peer supporter of this journey leaves its programme before a day, if they do."""
    theirs: QuerySet[Leaving] = Leaving.objects.going_on().filter(peer=journey.peer_id, last_day__lt=on)
    return theirs.filter(programme=journey.programme_id).first()


def with_way_on(model: type[Journey]) -> QuerySet[Journey]:
    """Bring along who walks it, and what was chosen for when they leave."""
    return _with_way_on(model.objects.all(), Q(leaving__in=Leaving.objects.going_on()))


# On the desk
HAS_LEFT = WayOn.objects.filter(journey=OuterRef("pk"), leaving__ended_on__isnull=False).order_by("-on", "pk")
WALKS_WITH_NOBODY = WAITS_FOR_A_PEER & Q(Exists(HAS_LEFT))
LEAVES = Leaving.objects.going_on().filter(peer=OuterRef("peer"), programme=OuterRef("programme"))
WAY_ON = WayOn.objects.filter(journey=OuterRef("pk"), leaving__in=Leaving.objects.going_on())
HAS_NO_WAY_ON = Q(Exists(LEAVES), ~Exists(WAY_ON), ended_on=None) & ~IS_CLOSING & ~IS_OFFERED


def with_who_leaves(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have a programme say who leaves it, and whether somebody walks with nobody since."""
    left = Journey.objects.filter(WALKS_WITH_NOBODY, programme=OuterRef("pk"))
    leaving = Leaving.objects.going_on().filter(programme=OuterRef("pk")).order_by("last_day", "pk")
    shown = JSONObject(pk="pk", peer="peer", name="peer__user__name", last_day="last_day")
    return programmes.annotate(leavers=Every(leaving.values(item=shown)), has_left=Exists(left))


def left_behind(programme: Any) -> dict[str, EveryOne]:
    """Return, for the statement that counts a desk's journeys, of whom a leaving leaves its reader to think."""
    if not (programme.leavers or programme.has_left):
        return {}
    waiting = JSONObject(pk="pk", name="person__name", kept_by=Subquery(HAS_LEFT.values("kept_by__name")[:1]))
    return {
        "without_way_on": EveryOne(JSONObject(peer="peer", name="person__name"), filter=HAS_NO_WAY_ON),
        "with_nobody": EveryOne(waiting, filter=WALKS_WITH_NOBODY),
    }


def who_leaves(programme: Any, found: dict[str, Any], today: date) -> dict[str, Any]:
    """Return who leaves, each with those who have no way on yet; and who walks with nobody since somebody left."""
    missing, left = found.get("without_way_on") or [], found.get("with_nobody") or []
    return {
        "leaving": [_who_leaves(leaver, missing, today) for leaver in programme.leavers],
        "left": [each | {"pk": UUID(each["pk"])} for each in sorted(left, key=itemgetter("name"))],
    }


def _who_leaves(leaver: dict[str, Any], missing: list[dict[str, Any]], today: date) -> dict[str, Any]:
    last_day = date.fromisoformat(leaver["last_day"])
    names = sorted(each["name"] for each in missing if each["peer"] == leaver["peer"])
    return leaver | {
        "pk": UUID(leaver["pk"]),
        "last_day": last_day,
        "has_come": last_day <= today,
        "names": names,
    }
