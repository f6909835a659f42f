"""What a line of the desk says is next: one sentence for each place on the road."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.desk import what_is_next

TODAY = timezone.localdate()
WHY_GO_ON = "More accompaniments than agreed: the two write why going on helps"
NEXT = [
    ({"stage": "proposed", "days": 0}, "Waiting for the person’s choice since today"),
    ({"stage": "proposed", "days": 1}, "Has waited 1 day for the person’s choice"),
    ({"stage": "proposed", "days": 12}, "Has waited 12 days for the person’s choice"),
    ({"stage": "paused", "days": 3}, "Talk with whoever proposed it, so that the choice can be free"),
    ({"stage": "not_now", "days": 3}, "Nothing to do: the person can come back whenever they like"),
    ({"stage": "said_no", "days": 90}, "Nothing to do: the person can come back whenever they like"),
    ({"stage": "chosen", "days": 3}, "Choose a peer supporter"),
    ({"stage": "offered", "days": 0}, "Pau was asked today"),
    ({"stage": "offered", "days": 4}, "Pau has not answered for 4 days"),
    ({"stage": "meeting", "days": 3}, "The two are working out their agreement"),
    ({"stage": "walking", "days": 3}, "The journey is under way"),
    ({"stage": "walking", "days": 29, "count": 7}, "The journey is under way"),
    ({"stage": "walking", "days": 40}, "No meeting noted for 5 weeks"),
    ({"stage": "walking", "days": 40, "rests": True}, "They are taking a break"),
    ({"stage": "walking", "days": 3, "count": 8}, "The talk around 8 can take place now"),
    ({"stage": "walking", "days": 3, "count": 8, "talked_on": TODAY}, "The journey is under way"),
    ({"stage": "walking", "days": 3, "count": 12}, "The talk about how to go on is due"),
    ({"stage": "walking", "days": 3, "count": 13}, WHY_GO_ON),
    ({"stage": "walking", "days": 3, "count": 13, "talked_on": TODAY, "up_to": 16}, "The journey is under way"),
    ({"stage": "walking", "days": 3, "count": 12, "up_to": 16}, "The journey is under way"),
    ({"stage": "walking", "days": 3, "count": 17, "up_to": 16}, WHY_GO_ON),
    ({"stage": "walking", "days": 40, "count": 13, "nod": True}, "A reason to go on is waiting for your approval"),
    (
        {"stage": "walking", "days": 3, "left": True},
        "The professional who referred them no longer works there: choose who takes over",
    ),
    ({"stage": "chosen", "days": 3, "left": True}, "Choose a peer supporter"),
    ({"stage": "closing", "days": 3}, "The two are writing the closing sheet"),
    ({"stage": "closed", "days": 3}, "Closed together"),
    ({"stage": "ended", "days": 3}, "Ended sooner than planned"),
    ({"stage": "left", "days": 3}, "The person stopped"),
    ({"stage": "withdrawn", "days": 3}, "The referral was withdrawn"),
]  # fmt: skip


@pytest.mark.parametrize("state, sentence", NEXT)
def test_what_is_next_is_one_sentence(state, sentence):
    journey = Journey(
        stage=state["stage"], accompaniments_count=state.get("count", 0), talked_on=state.get("talked_on")
    )
    journey._state.fields_cache["programme"] = SimpleNamespace(talk_at=8, proposed_accompaniments=12, days_to_answer=7)
    journey._state.fields_cache["peer"] = "Pau"
    journey.waits_since = TODAY - timedelta(days=state["days"])
    journey.waits_for_nod, journey.agreed_up_to = state.get("nod", False), state.get("up_to")
    journey.nobody_refers = state.get("left", False)
    journey.is_resting, journey.rests_until = state.get("rests", False), None
    assert str(what_is_next(journey, TODAY)) == sentence
