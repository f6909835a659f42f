"""Whose peer supporter a coordinator may remind: where something waits for them, and they are not away."""

from datetime import timedelta

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from wayfellow.access.open_values import TODAY
from wayfellow.journeys.lifecycle import IS_OFFERED, IS_TOGETHER, JOURNEY
from wayfellow.journeys.models import Accompaniment, Break, GoingOn
from wayfellow.journeys.queries.narrowing import WAITS_SINCE
from wayfellow.journeys.stages import TO_AGREE, TWO_WALK_NOW, Stage
from wayfellow.workforce.models import Absence

LONG_APART = 30  # days
ASKED_TO_GO_ON = GoingOn.objects.filter(journey=OuterRef("pk"))
WAITS_FOR_NOD = Q(Exists(ASKED_TO_GO_ON.filter(nodded_on=None))) & IS_TOGETHER
AGREED_UP_TO = Subquery(
    ASKED_TO_GO_ON.exclude(nodded_on=None).order_by().values("journey").annotate(most=Max("up_to")).values("most")
)
RESTING = Break.objects.going_on().filter(journey=OuterRef("pk"))

IS_WALKING = JOURNEY.where({Stage.WALKING})
ANSWER_WAITS = IS_OFFERED & Q(stage_since__lt=TODAY)
TALK_WAITS = IS_WALKING & (
    Q(talked_on=None, accompaniments_count__gte=F("programme__proposed_accompaniments"))
    & ~Exists(ASKED_TO_GO_ON.exclude(nodded_on=None))
    | Q(
        GreaterThan(
            F("accompaniments_count"), Greatest(Coalesce(AGREED_UP_TO, 0), F("programme__proposed_accompaniments"))
        )
    )
)
NOT_NOTED = Accompaniment.objects.filter(
    journey=OuterRef("pk"), peer=OuterRef("peer"), state=Accompaniment.State.PLANNED, on__lt=TODAY
)
MEETING_WAITS = TWO_WALK_NOW & (
    JOURNEY.where(TO_AGREE) & Q(LessThanOrEqual(WAITS_SINCE, TODAY.less(timedelta(LONG_APART)))) | Q(Exists(NOT_NOTED))
)
IS_AWAY = Q(Exists(Absence.objects.on(TODAY).filter(peer=OuterRef("peer"))))
CAN_BE_REMINDED = (ANSWER_WAITS | TALK_WAITS | MEETING_WAITS) & ~WAITS_FOR_NOD & ~Q(Exists(RESTING)) & ~IS_AWAY
