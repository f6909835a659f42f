"""What is read on the road: a peer supporter's day, the page of the two, their notes."""

from datetime import date
from operator import itemgetter
from uuid import UUID

from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import JSONObject

from wayfellow.access.guard import allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.access.road import the_greeter
from wayfellow.journeys.models import (
    Addition,
    Agreement,
    Connection,
    GoingOn,
    Journey,
    Objective,
)
from wayfellow.journeys.queries.agenda import with_arrangement, with_break
from wayfellow.journeys.queries.away import with_absence
from wayfellow.journeys.queries.every import Every
from wayfellow.journeys.queries.glass import was_opened
from wayfellow.journeys.queries.opened import space_is_new
from wayfellow.plans.queries import is_shared
from wayfellow.ui.paging import ROWS

WITH_THIS_PEER = Q(peer=F("journey__peer"))  # what was settled with an earlier one is not the next one's to read (I4)


OF_A_NOTE = ("peer__user", "arrangement__changed_by")


def roads(reader):
    """Return whom a peer supporter walks with, and after them those they parted from in the last 30 days."""
    around = Journey.objects.select_related("person__key", "programme", "site").annotate(space_is_new=space_is_new())
    around = around.select_related("introduction__meeting", "referrer")
    journeys = with_break(_with_agreement(around))
    return allowed(reader, Can.LOG, journeys).order_by(F("ended_on").desc(nulls_first=True), "person__name")


def what_waits_first(roads, *, is_away):
    """Return roads in their order, but before the others those on which something waits for the peer supporter."""
    return sorted(roads, key=lambda journey: (journey.is_over, not _waits(journey, is_away)))


def _waits(journey, is_away):
    agreement = journey.agreement or {}
    settled = agreement.get("person_accepted_on") and agreement.get("peer_accepted_on")
    to_accept = bool(agreement) and not settled and not journey.is_closing
    to_talk = journey.is_walking and journey.talk_is_due and not (journey.is_on_break or is_away)
    return bool(journey.space_is_new or journey.is_meeting or to_accept or to_talk)


def offers(reader):
    """Return who asks for this peer supporter, the longest waiting first."""
    journeys = Journey.objects.select_related("person__key", "programme", "site")
    return allowed(reader, Can.ACCEPT_OFFER, journeys).order_by("stage_since", "person__name")


def to_greet(reader):
    """Return to whom this peer supporter was asked to tell what peer support is."""
    asked = Journey.objects.filter(the_greeter(reader)).select_related("person").annotate(space_is_new=space_is_new())
    return allowed(reader, Can.RECORD_CHOICE, asked).order_by("referred_on", "person__name")


def with_sheet(journeys):
    """Bring along the referral sheet: the person, the practical needs, the objectives."""
    around = journeys.objects.select_related("person__key", "programme", "site", "peer__user", "referrer")
    return around.prefetch_related(Prefetch("objectives", Objective.objects.now()))


def with_everything(journeys):
    """Bring along all that stands around the notes on the page of the two, in two statements."""
    asked = JSONObject(up_to="up_to", nodded_on="nodded_on")
    known = JSONObject(pk="pk", association="association__name", state="state", next_on="next_on")
    return (
        with_absence(with_break(_with_agreement(with_sheet(journeys))))
        .select_related("person__reach", "closing", "introduction__meeting")
        .annotate(
            asked_to_go_on=Subquery(_of_the_journey(GoingOn, asked).order_by("-asked_on")[:1]),
            connected=Every(_of_the_journey(Connection, known)),
            was_opened=was_opened(),
            plan_is_shared=is_shared(OuterRef("person"), OuterRef("peer")),
        )
    )


def connected(journey):
    """Return what `with_everything` brought of the associations, by name, and the day of the next step as a day."""
    found = [known | {"pk": UUID(known["pk"]), "next_on": _day(known["next_on"])} for known in journey.connected]
    return sorted(found, key=itemgetter("association"))


def notes(journey, reader, page=1):
    """Return what this reader may read of the road, newest first, and whether there is more before it."""
    start = (page - 1) * ROWS
    readable = _with_additions(allowed(reader, Can.READ_NOTE, journey.accompaniments.select_related(*OF_A_NOTE)))
    found = list(readable.order_by("-on", "-at", "pk")[start : start + ROWS + 1])
    return found[:ROWS], len(found) > ROWS


def with_additions(accompaniments):
    """Bring along what was added to a note, and whose key opens it."""
    return _with_additions(with_arrangement(accompaniments))


def with_agreements(journeys):
    """Bring along every version of the agreement, the newest first."""
    return journeys.objects.select_related("person__key", "programme", "peer__user").prefetch_related(
        Prefetch("agreements", Agreement.objects.select_related("peer__user").order_by("-version"))
    )


def agreements_to_read(journey):
    """Return what this reader may read: the person all, a peer supporter their own, or what was passed on (I4)."""
    is_peer = Can.LOG in journey.deeds
    return journey.own_agreements if is_peer and not journey.notes_passed_on else journey.agreements.all()


def as_agreed(agreement):
    """Return all that a newer version would replace: there is one text to a version."""
    return [agreement.version if agreement else 0]


def with_reasons(journeys):
    """Bring along why the two went on before."""
    return journeys.objects.select_related("person__key", "programme").prefetch_related(
        Prefetch("going_on", GoingOn.objects.filter(WITH_THIS_PEER).order_by("-asked_on"))
    )


def _with_agreement(journeys):
    newest = JSONObject(version="version", person_accepted_on="person_accepted_on", peer_accepted_on="peer_accepted_on")
    own = _of_the_journey(Agreement, newest).filter(WITH_THIS_PEER)
    return journeys.annotate(agreement=Subquery(own.order_by("-version")[:1]))


def _day(written):
    return date.fromisoformat(written) if written else None


def _with_additions(accompaniments):
    added = Addition.objects.select_related("author").order_by("on", "pk")
    return accompaniments.prefetch_related(Prefetch("additions", added))


def _of_the_journey(model, item):
    return model.objects.filter(journey=OuterRef("pk")).values(item=item)
