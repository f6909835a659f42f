"""The coordinator’s desk: what waits, since when, and what is next, for the coordinator and nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from wayfellow.access.roles import Role
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.queries.desk import Group

TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


def someone(name):
    return {"name": name, "language": "ca"}


def read(client, user, address):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def desk_of(cast, group=None):
    address = reverse("home:desk", args=[cast.programme.pk])
    return f"{address}?group={group}" if group else address


def journey_page(journey):
    return reverse("journeys:desk_journey", args=[journey.pk])


def names(page):
    return [link.text for link in page.select("a.row-title") if not link.find_parent(id="new")]


def tabs(page):
    return [tab.text for tab in page.select(".tabs a")]


def say(cast, journey, answer, *, on=TODAY):
    details = {"how": Choice.How.PAPER, "who_was_there": "Rosa", "words": ""}
    actions.record_choice(journey, by=cast.rosa, on=on, answer=answer, **details)


@pytest.fixture
def busy(cast):
    """A desk with somebody in each part of the road."""
    cast.waiting = story.propose(cast, on=ago(12))
    cast.chosen = story.propose(cast, on=ago(40), person=someone("Òscar"))
    story.say_yes(cast, cast.chosen, on=ago(30))
    cast.asked = story.propose(cast, on=ago(20), person=someone("Joana"))
    story.say_yes(cast, cast.asked, on=ago(19))
    actions.offer(cast.asked, by=cast.carme, peer=cast.peer, on=ago(4))
    cast.walking = story.set_out(cast, on=ago(60), person=someone("Núria"))
    story.walk(cast, cast.walking, [ago(50), ago(3)], what_we_did="PRIVATE WORDS")
    cast.ended = story.set_out(cast, on=ago(90), person=someone("Rafel"))
    story.close(cast, cast.ended, on=ago(80))
    cast.at_rest = story.propose(cast, on=ago(25), person=someone("Biel"))
    say(cast, cast.at_rest, Choice.Answer.NO, on=ago(21))
    return cast


# What waits


def test_what_waits_longest_stands_first(busy, client):
    assert names(read(client, busy.carme, desk_of(busy))) == ["Òscar", "Montse", "Joana", "Núria"]


def test_a_line_says_where_from_who_how_far_since_when_and_what_is_next(busy, client):
    [line] = read(client, busy.carme, desk_of(busy, "road")).select(".row")
    assert line.get_text(" · ", strip=True) == (
        f"Núria · Psychiatry · Pau · 2 of about 12 · last met on {date_format(ago(3))}"
        " · The journey is under way · For 3 days"
    )


def test_each_part_of_the_road_is_counted_and_opens_with_its_own_people(busy, client):
    page = read(client, busy.carme, desk_of(busy))
    assert tabs(page) == [
        "Active (4)",
        "For you (1)",
        "Choosing (1)",
        "Matching (2)",
        "First meetings (0)",
        "Under way (1)",
        "Closing (0)",
        "Ended (1)",
        "Not now (1)",
    ]
    found = {group: names(read(client, busy.carme, desk_of(busy, group))) for group in Group.values}
    assert found["yours"] == ["Òscar"]
    assert found["finding"] == ["Òscar", "Joana"]
    assert found["ended"] == ["Rafel"]
    assert found["meeting"] == []


def test_someone_who_said_no_rests_in_a_quiet_place(busy, client):
    assert "Biel" not in names(read(client, busy.carme, desk_of(busy)))
    assert names(read(client, busy.carme, desk_of(busy, "not-now"))) == ["Biel"]


@pytest.mark.parametrize("address", ["?group=nonsense", "?page=nonsense", "?page=99", "?group=&page=-1"])
def test_an_address_typed_wrong_still_opens_the_desk(busy, client, address):
    assert "Montse" in names(read(client, busy.carme, desk_of(busy) + address))


def test_an_empty_desk_says_what_will_be_there(cast, client):
    assert "Nothing is waiting" in read(client, cast.carme, desk_of(cast)).main.text


def test_where_there_is_one_desk_it_opens_and_where_there_are_two_one_chooses(cast, client):
    client.force_login(cast.carme)
    assert client.get(reverse("home:desks")).url == desk_of(cast)
    join(cast.carme, cast.elsewhere, Role.COORDINATOR)
    assert names(read(client, cast.carme, reverse("home:desks"))) == [
        cast.elsewhere.name,
        cast.programme.name,
    ]
    assert "No desk here yet" in read(client, cast.pau, reverse("home:desks")).main.text


# Only those who keep the desk

ELSEWHERE = ["olga", "pau", "rosa", "montse", "silvia", "edu", "nil"]


@pytest.mark.parametrize("who", ELSEWHERE)
def test_nobody_but_the_coordinator_finds_the_desk(busy, client, who):
    client.force_login(getattr(busy, who))
    pages = {
        "home:desk": busy.programme,
        "home:find_on_desk": busy.programme,
        "journeys:desk_journey": busy.chosen,
        "journeys:offer": busy.chosen,
        "journeys:ask_to_explain": busy.waiting,
        "journeys:nod": busy.walking,
    }
    for name, record in pages.items():
        address = reverse(name, args=[record.pk])
        assert client.get(address).status_code == 404, name
        assert client.post(address, {"idempotency_key": uuid4(), "name": "Montse"}).status_code in {404, 405}, name


def test_people_of_another_programme_never_appear(busy, client):
    story.propose(
        busy, on=TODAY, person=someone("Elsa"), programme=busy.elsewhere, by=busy.olga, journey={"site": None}
    )
    assert "Elsa" not in read(client, busy.carme, desk_of(busy)).text
    assert names(find(client, busy, "Elsa")) == []
    assert names(read(client, busy.olga, reverse("home:desk", args=[busy.elsewhere.pk]))) == ["Elsa"]


# Find by name


def find(client, cast, name):
    client.force_login(cast.carme)
    answer = client.post(reverse("home:find_on_desk", args=[cast.programme.pk]), {"name": name}, follow=True)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize("typed", ["Núria", "nuria", "NÚR", "uri"])
def test_a_name_is_found_however_it_is_typed(busy, client, typed):
    assert names(find(client, busy, typed)) == ["Núria"]


def test_those_who_rest_and_those_who_ended_are_found_too(busy, client):
    assert names(find(client, busy, "biel")) == ["Biel"]
    assert names(find(client, busy, "rafel")) == ["Rafel"]


@pytest.mark.parametrize("typed", [".*", "(", "[a-z]", "%", "\\", "Montse'; --", "<b>", "مرحبا", "🌱"])
def test_signs_are_only_signs(busy, client, typed):
    assert names(find(client, busy, typed)) == []


def test_no_name_is_asked_for_again_and_what_was_typed_stays(busy, client):
    assert "required" in find(client, busy, " ").find(id="id_name_error").text
    assert find(client, busy, "Zzz").find(id="id_name")["value"] == "Zzz"


def test_a_name_stands_in_no_address(busy, client):
    page = find(client, busy, "Núria")
    addresses = [
        element.get(place) or "" for place in ["href", "src", "action"] for element in page.select(f"[{place}]")
    ]
    assert addresses
    assert not [address for address in addresses if "ria" in address.lower()]
    assert page.find(id="id_name").find_parent("form")["method"] == "post"
    assert client.get(reverse("home:find_on_desk", args=[busy.programme.pk])).url == desk_of(busy)


# One journey


def test_one_journey_shows_the_referral_and_never_the_notes(busy, client):
    page = read(client, busy.carme, journey_page(busy.walking)).main.text
    assert "To leave the house each week" in page
    assert "Social ties" in page
    assert "PRIVATE WORDS" not in page


def test_the_person_can_read_that_the_coordinator_looked(busy, client):
    for _time in range(2):
        read(client, busy.carme, journey_page(busy.waiting))
        read(client, busy.carme, reverse("journeys:reach", args=[busy.person.pk]))
    looked = Entry.objects.filter(actor=busy.carme, person=busy.person.pk).values_list("deed", flat=True)
    assert sorted(looked) == ["journey.see_place_on_desk", "person.see_reach"]


@pytest.mark.parametrize("who", ["waiting", "chosen", "asked", "walking", "ended", "at_rest"])
def test_every_button_that_is_shown_opens(busy, client, who):
    page = read(client, busy.carme, journey_page(getattr(busy, who)))
    for button in page.select("main .actions a"):
        assert client.get(button["href"]).status_code == 200, button.text


def test_how_to_reach_someone_safely(busy, client):
    assert "600 000 000" in read(client, busy.carme, reverse("journeys:reach", args=[busy.person.pk])).main.text
