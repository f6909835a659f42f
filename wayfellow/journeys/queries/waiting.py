"""How long a yes waits for a peer supporter, and where one person stands. Nothing of anybody else is told."""

from datetime import date

from django.db.models import F

from wayfellow.choices.models import FirstStep
from wayfellow.choices.queries import LATELY, under
from wayfellow.choices.waiting import Wait, usual
from wayfellow.journeys.lifecycle import FINDING, Stage
from wayfellow.journeys.models import Journey


def wait_of(journey: Journey, today: date) -> Wait | None:
    """Say where somebody stands who said yes and waits for a peer supporter; None: they do not wait for one."""
    if journey.stage != Stage.CHOSEN:
        return None
    here = Journey.objects.filter(programme=journey.programme_id)
    met = here.filter(referred_on__gt=today - LATELY, first_met_on__isnull=False)
    waiting = here.filter(referred_on__gt=today - LATELY, first_met_on=None, stage__in=FINDING)
    took = met.order_by("pk").annotate(days=F("first_met_on") - F("referred_on")).values_list("days", flat=True)
    waited = [today - on for on in waiting.order_by("pk").values_list("referred_on", flat=True)]
    return Wait(
        before=here.filter(stage=Stage.CHOSEN, stage_since__lt=journey.stage_since).count(),
        usual=usual([each.days for each in took], [each.days for each in waited]),
    )


def road_under(token: str) -> Journey | None:
    """Return the journey that came of what was asked under a private address, if one did."""
    step = under(token)
    if step is None or step.person_id is None or step.outcome != FirstStep.Outcome.ONE_TO_ONE:
        return None
    theirs = Journey.objects.filter(person=step.person_id, programme=step.programme_id)
    return theirs.select_related("programme").order_by("-referred_on", "pk").first()
