"""What the demonstration's directory tells: of real organisations what the sources say, and examples named as such."""

import json

import pytest
from django.core.management import CommandError, call_command

from wayfellow.demo import directory
from wayfellow.demo.cast import add_programme, gather
from wayfellow.directory import checks
from wayfellow.directory.kinds import KINDS
from wayfellow.directory.models import Findable, Listing, Venue
from wayfellow.directory.terms import VenueKind

EXAMPLES = {"en": "Example: ", "es": "Ejemplo: ", "ca": "Exemple: "}
TOLD = json.loads(directory.DATA.read_text(encoding="utf-8"))


def is_example(listing):
    return all(name.startswith(EXAMPLES[language]) for language, name in listing["names"].items())


def test_whatever_is_invented_is_named_an_example():
    invented = [one for one in TOLD["listings"] if "checked" in one]
    assert len(invented) == 42
    assert all(is_example(one) and one["organisation"].startswith("Example ") for one in invented)


def test_of_a_real_programme_nothing_is_told_that_no_source_says():
    real = [one for one in TOLD["listings"] if "checked" not in one]
    assert len(real) == 18 and not any(is_example(one) for one in real)
    for column in ["phone", "email", "times", "languages", "cost", "listening"]:
        assert not [one["names"] for one in real if one.get(column)], column


def test_every_code_is_known_and_every_listing_is_found(db):
    add_programme(directory.KEPT_BY, "Example", gather().provider)
    directory.tell()
    for kind in KINDS.values():
        for listing in Listing.objects.all():
            answer = getattr(listing, kind.column)
            assert len(kind.codes_of(listing)) == (len(answer) if kind.several else bool(answer)), (listing, kind.name)
    assert {venue.kind for venue in Venue.objects.all()} <= set(VenueKind.values)
    assert Findable.objects.count() == 60 and list(checks.findings()) == []


def test_a_database_is_seeded_once(db):
    call_command("seed", programmes=3, verbosity=0)
    assert Listing.objects.filter(slug__startswith="seeded-", published_on__isnull=False).count() == 3
    for number in [3, 0, -1, 10**9]:
        with pytest.raises(CommandError):
            call_command("seed", programmes=number)


def test_people_are_put_on_the_road_of_the_demonstration_once(db):
    with pytest.raises(CommandError, match="run `wayfellow demo` first"):
        call_command("seed", people=4, accompaniments=10)
    cast = gather()
    call_command("seed", people=4, accompaniments=10, verbosity=0)
    seeded = cast.programme.journeys.filter(person__name__startswith="Seeded").order_by("person__name")
    assert [journey.accompaniments_count for journey in seeded] == [3, 3, 2, 2]
    with pytest.raises(CommandError, match="already"):
        call_command("seed", people=4)
