"""The desk is as quick with five hundred people as with five."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.journeys.test_desk import TODAY, ago, desk_of, journey_page, names, read
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys.models import GoingOn, Journey
from wayfellow.people.models import Person
from wayfellow.vault.models import Key


def many(cast, number):
    """Bring that many people on the road with Pau, each with a key of their own."""
    keys = [Key.new() for _one in range(number)]
    people = [Person(key=key, name=f"Person {place:03}", language="ca") for place, key in enumerate(keys)]
    choices = [
        Choice(
            person=person,
            programme=cast.programme,
            on=ago(40),
            answer="yes",
            idea="mine",
            free="yes",
            how="paper",
        )
        for person in people
    ]
    source = cast.programme.sources.get(code="nursing")
    journeys = [
        Journey(
            person=choice.person,
            programme=cast.programme,
            source=source,
            choice=choice,
            peer=cast.peer,
            offer_accepted=True,
            stage="walking",
            referred_on=ago(40),
            stage_since=ago(place % 40),
        )
        for place, choice in enumerate(choices)
    ]
    for model, records in [(Key, keys), (Person, people), (Choice, choices), (Journey, journeys)]:
        model.objects.bulk_create(records)
    return journeys


SESSION, NEEDS, GROUPS, ROWS, READING, OBJECTIVES, GOING_ON, NOTES, NEW = [1] * 9


@pytest.mark.parametrize("number", [5, 500])
def test_the_desk_asks_the_database_the_same_few_questions(cast, client, django_assert_num_queries, number):
    journeys = many(cast, number)
    GoingOn.objects.create(journey=journeys[0], asked_on=TODAY, up_to=16, person_reason="Yes", peer_reason="Yes")
    read(client, cast.carme, desk_of(cast))
    with django_assert_num_queries(SESSION + NEEDS + GROUPS + ROWS + NEW):
        page = BeautifulSoup(client.get(desk_of(cast)).content, "html.parser")
    assert len(names(page)) == min(number, 50)
    client.post(reverse("home:find_on_desk", args=[cast.programme.pk]), {"name": "person"})
    with django_assert_num_queries(SESSION + NEEDS + GROUPS + ROWS + NEW):
        page = BeautifulSoup(client.get(desk_of(cast) + "?named=1").content, "html.parser")
    assert len(names(page)) == min(number, 50)


@pytest.mark.parametrize("number", [5, 500])
def test_narrowed_sorted_and_turned_to_another_page_it_asks_no_more(cast, client, django_assert_num_queries, number):
    journeys = many(cast, number)
    place, source = cast.programme.sites.first(), cast.programme.sources.get(code="nursing")
    Journey.objects.filter(pk__in=[journey.pk for journey in journeys]).update(site=place, stage_since=ago(50))
    asked = {"group": "road", "shown": 1, "site": place.pk, "source": source.pk, "peer": cast.peer.pk}
    asked |= {"language": "ca", "waiting": 7, "sort": "name", "size": 25, "page": 2}
    client.force_login(cast.carme)
    client.get(desk_of(cast), asked)
    with django_assert_num_queries(SESSION + NEEDS + GROUPS + ROWS + NEW):
        page = BeautifulSoup(client.get(desk_of(cast), asked).content, "html.parser")
    assert len(names(page)) == min(number, 25)
    assert names(page) == sorted(names(page))
    assert place.name in page.main.text and "Pau" in page.main.text


def test_a_long_desk_has_pages_that_keep_the_group(cast, client):
    many(cast, 51)
    page = read(client, cast.carme, desk_of(cast, "road"))
    onward = page.select_one(".paging a[rel=next]")["href"]
    assert onward == "?group=road&page=2"
    shown = names(page) + names(read(client, cast.carme, desk_of(cast) + onward))
    assert len(set(shown)) == 51


@pytest.mark.parametrize("number", [1, 20])
def test_one_journey_asks_the_database_the_same_few_questions(cast, client, django_assert_num_queries, number):
    journey = story.set_out(cast, on=ago(40))
    story.walk(cast, journey, [ago(day) for day in range(number)])
    read(client, cast.carme, journey_page(journey))
    with django_assert_num_queries(SESSION + NEEDS + READING + OBJECTIVES + GOING_ON + NOTES + NEW):
        client.get(journey_page(journey))
