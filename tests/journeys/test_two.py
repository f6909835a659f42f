"""How it is between the two: both get the same three, and see each other's only if both answered and both show it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.evaluation.actions import publish
from wayfellow.evaluation.models import PAIRS
from wayfellow.evaluation.queries import edition
from wayfellow.evaluation.surveys import pairs_as_facts
from wayfellow.journeys import actions
from wayfellow.journeys.models import OneSide
from wayfellow.keeping.actions import erase
from wayfellow.people.models import Person
from wayfellow.surveys.actions import newest_shipped
from wayfellow.vault.models import Key

TODAY = timezone.localdate()
THREE = ["both_learn", "both_decide", "both_honest"]


@pytest.fixture
def road(cast):
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=20))
    return cast


def say(road, who, step, shows):
    given = dict.fromkeys(THREE, step)
    actions.say_for_the_two(road.journey, by=getattr(road, who), on=TODAY, given=given, shows=shows)


def seen_by(road, client, who):
    """Return each row of the table that this one of the two sees."""
    client.force_login(getattr(road, who))
    page = page_of(client.get(reverse("journeys:two", args=[road.journey.pk]))).main
    return [[cell.text for cell in row.select("td")] for row in page.select("tbody tr")]


def test_the_two_get_the_same_three_and_answer_from_the_page_of_the_road(road, client):
    for who in ["montse", "pau"]:
        client.force_login(getattr(road, who))
        assert "The two of us: three questions for both" in text_of(
            client.get(reverse("journeys:journey", args=[road.journey.pk]))
        )
        tab = Tab(client, reverse("journeys:answer_two", args=[road.journey.pk]))
        assert tab.send(**dict.fromkeys(THREE, "3"), shows="on").status_code == 302
        assert tab.send(**dict.fromkeys(THREE, "3"), shows="on").status_code == 302
    assert OneSide.objects.count() == 2
    assert seen_by(road, client, "pau") == [["3", "3"]] * 3


@pytest.mark.parametrize("mine, theirs, both", [(True, True, True), (True, False, False), (False, True, False)])
def test_side_by_side_only_if_both_show_it_and_nobody_learns_who_does_not(road, client, mine, theirs, both):
    say(road, "montse", 4, mine)
    assert seen_by(road, client, "pau") == []
    say(road, "pau", 1, theirs)
    assert seen_by(road, client, "montse") == [["4 · Very much", "1"] if both else ["4 · Very much"]] * 3
    assert seen_by(road, client, "pau") == [["1", "4 · Very much"] if both else ["1"]] * 3
    client.force_login(road.montse)
    assert (
        (
            "You see the other person’s answers here once both of you have answered and both of you show "
            "them. Until then, and otherwise, neither of you is told anything."
        )
        in text_of(client.get(reverse("journeys:two", args=[road.journey.pk])))
    ) == (not both)


def test_showing_is_ended_at_once(road, client):
    say(road, "montse", 4, True)
    say(road, "pau", 1, True)
    say(road, "montse", 4, False)
    assert seen_by(road, client, "pau") == [["1"]] * 3


def test_it_opens_to_nobody_else_and_not_to_whoever_walks_along_later(road, client):
    say(road, "montse", 4, True)
    say(road, "pau", 1, True)
    for who in ["rosa", "carme", "silvia", "edu", "nil", "olga"]:
        client.force_login(getattr(road, who))
        assert client.get(reverse("journeys:two", args=[road.journey.pk])).status_code == 404, who
    other = type(road.peer).objects.create(user=road.silvia, employer=road.federation)
    type(road.journey).objects.filter(pk=road.journey.pk).update(peer=other)
    road.journey.refresh_from_db()
    assert seen_by(road, client, "montse") == []


def another_road(road):
    key = Key.new()
    key.save()
    person = Person.objects.create(name="Example", language="ca", key=key)
    return story.set_out(road, on=TODAY, person=person)


def figures_in(months, road):
    """What the programme reads after so many months, if it is told anything."""
    publish(road.programme, today=TODAY.replace(day=1) + timedelta(days=31 * months))
    return edition(road.programme, PAIRS)


def test_the_programme_sees_means_over_enough_pairs_and_nothing_of_fewer(road, client):
    for number in range(6):
        road.journey = another_road(road) if number else road.journey
        say(road, "pau", 2, False)
        OneSide.objects.create(
            journey=road.journey, peer=road.peer, is_the_persons=True, on=TODAY, given=dict.fromkeys(THREE, 4),
            questionnaire=newest_shipped("mutuality-person"),
        )  # fmt: skip
        if number == 3:
            assert figures_in(1, road) is None
    facts = pairs_as_facts(figures_in(2, road))
    assert {(fact.value, fact.n, fact.missing) for fact in facts} == {(4, 6, 0), (2, 6, 0)}
    client.force_login(road.edu)
    assert "The two of us" in text_of(client.get(reverse("evaluation:surveys", args=[road.programme.pk])))


def test_erased_nothing_of_it_stays(road):
    say(road, "montse", 4, True)
    say(road, "pau", 1, True)
    erase(road.person, by=road.montse, on=TODAY)
    assert not OneSide.objects.exists()
