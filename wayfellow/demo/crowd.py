"""People on the road by the hundred, for measurements: invented, and the same every time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wayfellow.choices.models import Choice
from wayfellow.directory.models import Programme
from wayfellow.journeys.models import Accompaniment, Journey, Setting
from wayfellow.journeys.stages import Stage
from wayfellow.people.models import Person
from wayfellow.vault.models import Key

AT_ONCE = 2_000
NAMED = "Seeded"
A_WEEK = timedelta(days=7)
NOTE = "We walked along the river, sat on a bench for a while and talked about the garden."


@transaction.atomic
def people(programme: Programme, number: int, accompaniments: int) -> None:
    """Put that many people on the road with the programme’s peer supporter, the accompaniments shared out evenly."""
    peer = programme.peers.order_by("pk").first()
    keys = [Key.new() for _one in range(number)]
    persons = [Person(key=key, name=f"{NAMED} {place:06}", language="ca") for place, key in enumerate(keys)]
    each = -(-accompaniments // number)
    referred_on = timezone.localdate() - A_WEEK * (each + 1)
    choices = [
        Choice(person=one, programme=programme, on=referred_on, answer="yes", idea="mine", free="yes", how="paper")
        for one in persons
    ]
    source = programme.sources.get(code="nursing")
    journeys = [
        Journey(
            person=choice.person,
            programme=programme,
            source=source,
            choice=choice,
            peer=peer,
            offer_accepted=True,
            stage=Stage.WALKING,
            referred_on=referred_on,
            stage_since=referred_on,
        )
        for choice in choices
    ]
    walked = [_step(journeys[place % number], place // number, peer) for place in range(accompaniments)]
    for model, records in [
        (Key, keys),
        (Person, persons),
        (Choice, choices),
        (Journey, journeys),
        (Accompaniment, walked),
    ]:
        model._default_manager.bulk_create(records, batch_size=AT_ONCE)


def _step(journey, weeks, peer):
    settings = Setting.values
    return Accompaniment(
        journey=journey,
        peer=peer,
        state="held",
        on=timezone.localdate() - A_WEEK * weeks,
        minutes=60,
        setting=settings[weeks % len(settings)],
        what_we_did=NOTE,
        person_says="It was good to be out.",
    )
