"""How long a yes waits for a peer supporter, and where one person stands. Nothing of anybody else is told."""

from datetime import date

from django.db.models import Q

from wayfellow.choices.models import FirstStep
from wayfellow.choices.queries import LATELY, under
from wayfellow.choices.waiting import Wait, usual
from wayfellow.journeys.lifecycle import WAITS_FOR_A_PEER
from wayfellow.journeys.models import Journey
from wayfellow.journeys.stages import FINDING, Stage


def wait_of(journey: Journey, today: date) -> Wait | None:
    """Say where somebody stands who said yes and waits for a peer supporter; None: they do not wait for one."""
    if not journey.waits_for_a_peer:
        return None
    here = Journey.objects.filter(WAITS_FOR_A_PEER | Q(referred_on__gt=today - LATELY))
    here = here.filter(programme=journey.programme_id).order_by("pk")
    ways = here.values_list("stage", "stage_since", "referred_on", "first_met_on", named=True)
    lately = [way for way in ways if way.referred_on > today - LATELY]
    return Wait(
        before=sum(way.stage == Stage.CHOSEN and way.stage_since < journey.stage_since for way in ways),
        usual=usual(
            [(way.first_met_on - way.referred_on).days for way in lately if way.first_met_on],
            [(today - way.referred_on).days for way in lately if not way.first_met_on and way.stage in FINDING],
        ),
    )


def road_under(token: str) -> Journey | None:
    """Return the journey that came of what was asked under a private address, if one did."""
    step = under(token)
    if step is None or step.person_id is None or step.outcome != FirstStep.Outcome.ONE_TO_ONE:
        return None
    theirs = Journey.objects.filter(person=step.person_id, programme=step.programme_id)
    return theirs.select_related("programme").order_by("-referred_on", "pk").first()
