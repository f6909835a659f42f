"""Load is watched over so that nobody carries too much: numbers of journeys, never names of people."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journeys import actions as journeys
from wayfellow.journeys.models import Closing, Setting
from wayfellow.journeys.queries.asking import load
from wayfellow.people.models import User
from wayfellow.workforce.models import Peer
from wayfellow.workforce.queries import peers_of

TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def walking(cast):
    """Pau walks with Montse; Adam, in the same programme, with nobody yet."""
    adam = User.objects.create_user("adam@demo.example", name="Adam")
    Peer.objects.create(user=adam, employer=cast.federation, places=3).programmes.add(cast.programme)
    cast.journey = story.set_out(cast, on=ago(90))
    story.walk(cast, cast.journey, [ago(80), ago(29), ago(2)])
    return cast


def load_of(cast):
    return reverse("home:load", args=[cast.programme.pk])


def lines(client, cast):
    client.force_login(cast.silvia)
    page = BeautifulSoup(client.get(load_of(cast)).content, "html.parser")
    load = page.find("h2", string="Load of each peer supporter").find_next("ul")
    return [[part.text.strip() for part in row.select(".row-title, dd, .chip")] for row in load.select(".row")]


def test_each_peer_supporter_stands_by_name_with_what_they_carry(walking, client):
    adam, pau = lines(client, walking)
    assert adam == ["Adam", "0", "3", "0", "0", "0", "None yet", "3 places free"]
    assert pau[:4] == ["Pau", "1", "12", "2"]
    assert pau[-1] == "11 places free"


def test_so_do_the_ways_they_made_and_the_endings(walking, client):
    story.walk(walking, walking.journey, [ago(4)], setting=Setting.CENTRE)
    story.walk(walking, walking.journey, [ago(3)], setting=Setting.PHONE)
    assert lines(client, walking)[1][3:6] == ["4", "2", "0"]
    story.close(walking, walking.journey, on=TODAY)
    assert lines(client, walking)[1][3:6] == ["4", "2", "1"]
    in_three_months = load(walking.programme, TODAY + timedelta(days=90))
    assert [peer.ended_lately for peer in in_three_months] == [0, 0]


def test_whoever_never_met_has_not_parted(walking, client):
    """They were asked and had agreed, and it ended before the first meeting."""
    asked = story.set_out(walking, on=ago(9), person={"name": "Laia", "language": "ca"})
    journeys.end_unplanned(asked, by=walking.pau, on=TODAY, way=Closing.Way.PEER, how_to_come_back="")
    assert lines(client, walking)[1][5] == "0"


def test_what_is_more_than_their_places_is_said(walking, client):
    Peer.objects.update(places=0)
    assert [line[-1] for line in lines(client, walking)] == ["No place free", "1 over capacity"]


def test_a_journey_that_ended_is_carried_no_longer(walking):
    story.close(walking, walking.journey, on=TODAY)
    assert [peer.load for peer in peers_of(walking.programme)] == [0, 0]


def test_the_load_of_a_programme_is_read_in_one_statement(walking, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert {peer.user.name: (peer.load, peer.free) for peer in peers_of(walking.programme)} == {
            "Adam": (0, 3),
            "Pau": (1, 11),
        }


def test_no_person_is_named(walking, client):
    client.force_login(walking.silvia)
    assert "Montse" not in client.get(load_of(walking)).content.decode()


def test_the_page_asks_the_database_the_same_few_questions(walking, client, django_assert_num_queries):
    client.force_login(walking.silvia)
    client.get(load_of(walking))
    with django_assert_num_queries(6):  # session, door, whose turn, what to sign, load, how much is new
        client.get(load_of(walking))


@pytest.mark.parametrize("who", ["olga", "pau", "rosa", "montse", "edu", "nil"])
def test_nobody_else_sees_it(walking, client, who):
    client.force_login(getattr(walking, who))
    assert client.get(load_of(walking)).status_code == 404


def test_where_there_is_one_programme_it_opens_and_where_there_are_two_one_chooses(walking, client):
    client.force_login(walking.silvia)
    supervision = reverse("home:supervision")
    assert client.get(supervision).url == load_of(walking)
    join(walking.silvia, walking.elsewhere, Role.SUPERVISOR)
    assert walking.elsewhere.name in client.get(supervision).content.decode()
    client.force_login(walking.pau)
    assert "Nothing to supervise yet" in client.get(supervision).content.decode()
