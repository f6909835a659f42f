"""Programmes by the thousand, for measurements: invented, named as examples, and the same every time."""

import random
from datetime import date, time
from uuid import UUID

from django.db import transaction

from wayfellow.directory import terms
from wayfellow.directory.actions import make_findable
from wayfellow.directory.gazetteer import places
from wayfellow.directory.models import AtVenue, Listing, Organisation, Venue, WeeklyTime

AT_ONCE = 500
SEED = 20220501
PUBLISHED_ON = date(2026, 1, 1)
NAMES = [
    "Camí",
    "Riu",
    "Mar",
    "Bosc",
    "Pont",
    "Llum",
    "Plaça",
    "Font",
    "Taula",
    "Veu",
    "Pas",
    "Niu",
    "Roure",
    "Far",
    "Vela",
]
LIKE = {
    "en": "A group for people who like {interest}, with company from somebody who has been there.",
    "es": "Un grupo para quien disfruta con {interest}, en compañía de alguien que ha pasado por ello.",
    "ca": "Un grup per a qui gaudeix amb {interest}, en companyia d’algú que hi ha passat.",
}


@transaction.atomic
def programmes(number: int) -> None:
    """Add that many published programmes, each at a venue and at one to three times of the week."""
    chance = random.Random(SEED)  # noqa: S311  # the same programmes every time
    organisations = _organisations(chance)
    for start in range(0, number, AT_ONCE):
        _some(chance, organisations, range(start, min(start + AT_ONCE, number)))


def _organisations(chance):
    return [
        Organisation.objects.get_or_create(name=f"Example association {name} {letter}", defaults={"uid": _id(chance)})[
            0
        ]
        for name in NAMES
        for letter in "AB"
    ]


def _some(chance, organisations, numbers):
    listings, venues, at, times = [], [], [], []
    for number in numbers:
        listing = _listing(chance, number, chance.choice(organisations))
        venue = _venue(chance, number)
        listings.append(listing)
        venues.append(venue)
        at.append(AtVenue(id=_id(chance), listing=listing, venue=venue))
        times += [_time(chance, listing, venue) for _one in range(chance.randint(1, 3))]
    for model, records in [(Listing, listings), (Venue, venues), (AtVenue, at), (WeeklyTime, times)]:
        model.objects.bulk_create(records)
    make_findable(*listings)


def _listing(chance, number, organisation):
    interest = chance.choice(terms.Interest.values)
    return Listing(
        id=_id(chance),
        slug=f"seeded-{number}",
        organisation=organisation,
        names=_names(chance.choice(NAMES), interest, number),
        in_one_sentence={language: words.format(interest=interest) for language, words in LIKE.items()},
        formats=chance.sample(terms.Format.values, 2),
        moments=chance.sample(terms.Moment.values, 2),
        life_areas=chance.sample(terms.LifeArea.values, 3),
        audiences=[chance.choice(terms.Audience.values)],
        interests=[interest],
        languages=chance.sample(list(terms.LANGUAGES)[:8], 2),
        cost=chance.choice(terms.Cost.values),
        listening=chance.choice(terms.Listening.values),
        writing=chance.choice(terms.Writing.values),
        door=chance.choice(terms.Door.values),
        run_by=chance.choice(terms.RunBy.values),
        belief=chance.choice(terms.Belief.values),
        checked_on=PUBLISHED_ON,
        published_on=PUBLISHED_ON,
    )


def _names(name, interest, number):
    return {
        "es": f"Ejemplo: {name} {interest} {number}",
        "en": f"Example: {name} {interest} {number}",
        "ca": f"Exemple: {name} {interest} {number}",
    }


def _venue(chance, number):
    place = chance.choice(places())
    return Venue(
        id=_id(chance),
        kind=chance.choice(terms.VenueKind.values),
        name=f"Example hall {number}",
        town=place.name,
        country="ES",
        latitude=round(place.point[0] + chance.uniform(-0.02, 0.02), 5),
        longitude=round(place.point[1] + chance.uniform(-0.02, 0.02), 5),
        access=chance.sample(terms.Access.values, 2),
    )


def _time(chance, listing, venue):
    hour = chance.randint(8, 20)
    return WeeklyTime(
        id=_id(chance),
        listing=listing,
        venue=venue,
        weekday=chance.randrange(7),
        starts_at=time(hour),
        ends_at=time(hour + 2),
    )


def _id(chance):
    return UUID(int=chance.getrandbits(128), version=4)
