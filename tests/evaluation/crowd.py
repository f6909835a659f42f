"""Many people at once, for what only shows with many."""

from datetime import date, timedelta

from wayfellow.choices.models import Choice
from wayfellow.journeys.models import Accompaniment, Journey
from wayfellow.people.models import Person
from wayfellow.vault.models import Key

REFERRED = date(2023, 1, 10)


def someone(times=6, *, gender="woman", age=40, source="nursing", since=date(2023, 2, 1), **step):
    return {"times": times, "gender": gender, "age": age, "source": source, "since": since, "step": step}


def walk_with(cast, people):
    """Put these people on the road in the programme of the cast, with their accompaniments, a day apart."""
    sources = {source.code: source for source in cast.programme.sources.order_by("pk")}
    keys = [Key.new() for _one in people]
    persons = [
        Person(key=key, name="Somebody", language="ca", gender=told["gender"])
        for key, told in zip(keys, people, strict=True)
    ]
    choices = [
        Choice(person=person, programme=cast.programme, on=REFERRED, answer="yes", how="before") for person in persons
    ]
    journeys = [
        Journey(
            person=choice.person, programme=cast.programme, source=sources[told["source"]], choice=choice,
            site=cast.sites[0], age=told["age"], peer=cast.peer, offer_accepted=True, stage="walking",
            referred_on=REFERRED, stage_since=REFERRED,
        )
        for choice, told in zip(choices, people, strict=True)
    ]  # fmt: skip
    steps = [
        Accompaniment(
            journey=journey, peer=cast.peer, state="held", on=told["since"] + timedelta(days=day),
            **{"minutes": 60, "setting": "centre", **told["step"]},
        )
        for journey, told in zip(journeys, people, strict=True)
        for day in range(told["times"])
    ]  # fmt: skip
    for model, records in [
        (Key, keys),
        (Person, persons),
        (Choice, choices),
        (Journey, journeys),
        (Accompaniment, steps),
    ]:
        model.objects.bulk_create(records)
    return journeys
