"""Twice the same person: likely the same one is shown to who sees both, and nothing is said elsewhere."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.choices.conftest import asked
from tests.tabs import page_of, text_of
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journeys import actions
from wayfellow.journeys.models import Journey
from wayfellow.people.models import Person, User

TODAY = timezone.localdate
NEW = "No, this is somebody else"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ramona(cast):
    """Rosa referred her; she has no account."""
    reach = {"phone": "+34 600 11 12 22", "email": "ramona@post.example"}
    return story.propose(cast, on=TODAY(), person={"name": "Ramona", "language": "ca"}, reach=reach).person


@pytest.fixture
def colleague(cast):
    """Somebody else who refers to the same programme, and has referred nobody."""
    ona = User.objects.create_user("ona@demo.example", name="Ona")
    join(ona, cast.programme, Role.REFERRER)
    return ona


def refer(browser, programme, **typed):
    said = {"idempotency_key": uuid.uuid4(), "name": "Ramona", "language": "ca", "hope_view": "Laughs more"}
    said |= {"source": programme.sources.first().pk, "on": TODAY().isoformat()} | typed
    if programme.sites.exists():
        said["site"] = programme.sites.first().pk
    return browser.post(reverse("journeys:refer", args=[programme.pk]), said)


def asked_which(answer):
    return [label.get_text(strip=True) for label in page_of(answer).select("label[for^=id_same]")]


@pytest.mark.parametrize(
    ("typed", "alike"),
    [
        ({"name": "RAMÓNA "}, "same name"),
        ({"name": "Mona", "phone": "600 111 222"}, "same phone"),
        ({"name": "Mona", "email": "Ramona@post.example"}, "same e-mail address"),
    ],
)
def test_whoever_referred_her_is_asked_once_whether_it_is_her(cast, ramona, typed, alike):
    answer = refer(signed_in(cast.rosa), cast.programme, **typed)
    assert answer.status_code == 422
    assert asked_which(answer) == [f"Ramona · {ramona.code} · {alike}", NEW]
    assert not Person.objects.filter(name__in=["Mona", "RAMÓNA"]).exists()


def test_it_is_her(cast, ramona):
    join(cast.rosa, cast.elsewhere, Role.REFERRER)
    answer = refer(signed_in(cast.rosa), cast.elsewhere, same=ramona.pk)
    assert answer.status_code == 302
    assert Person.objects.filter(name="Ramona").count() == 1
    assert set(ramona.journeys.values_list("programme", flat=True)) == {cast.programme.pk, cast.elsewhere.pk}


def test_or_somebody_else_with_a_surname_to_tell_them_apart(cast, ramona):
    rosa = signed_in(cast.rosa)
    answer = refer(rosa, cast.programme, same="new", also_called="Vidal", phone="600 333 444")
    assert answer.status_code == 302
    other = Person.objects.exclude(pk=ramona.pk).get(name="Ramona")
    assert other.also_called == "Vidal" and other.code != ramona.code
    assert b"Vidal" not in bytes(Person.objects.values_list("also_called", flat=True).get(pk=other.pk))
    page = text_of(rosa.get(answer.url))
    assert "Vidal" in page and other.code in page


def rows(browser, place):
    return {title.get_text(strip=True) for title in page_of(browser.get(place)).select(".row-title")}


def test_two_of_one_name_are_told_apart_in_every_list(cast, ramona):
    """By the surname, where there is one, and else by the code; nobody else has anything beside their name."""
    for name, also_called in [("ramóna", "Vidal"), ("Ivan", "")]:
        them = {"name": name, "language": "ca", "also_called": also_called}
        story.propose(cast, on=TODAY(), person=them, reach={"phone": "600 333 444"})
    told = {"Ivan", f"Ramona · {ramona.code}", "ramóna · Vidal"}
    assert rows(signed_in(cast.rosa), reverse("journeys:referrals")) == told
    assert told <= rows(signed_in(cast.carme), reverse("home:desk", args=[cast.programme.pk]))
    for journey in Journey.objects.all():
        story.say_yes(cast, journey, on=TODAY())
        actions.offer(journey, by=cast.carme, on=TODAY(), peer=cast.peer)
    assert told <= rows(signed_in(cast.pau), reverse("home:today"))
    for journey in Journey.objects.all():
        actions.accept_offer(journey, by=cast.pau, on=TODAY())
    assert told <= rows(signed_in(cast.pau), reverse("home:today"))


def test_somebody_of_another_age_is_not_her(cast, ramona):
    ramona.journeys.update(age=70)
    assert refer(signed_in(cast.rosa), cast.programme, age=25, phone="600 333 444").status_code == 302
    assert refer(signed_in(cast.rosa), cast.programme, age=71, name="ramona").status_code == 422


def test_a_coordinator_of_the_programme_sees_her(cast, ramona):
    assert ramona.code in text_of(refer(signed_in(cast.carme), cast.programme))


@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("same", [None, "new", "her"])
def test_two_worlds_are_the_same_to_who_does_not_see_her(cast, colleague, request, here, same):
    """Whether she is here or not, and whatever they send, whoever does not stand around her is answered alike."""
    hers = request.getfixturevalue("ramona").pk if here else uuid.uuid4()
    chosen = {None: {}, "new": {"same": "new"}, "her": {"same": hers}}[same]
    browser = signed_in(colleague)
    answer = refer(browser, cast.programme, phone="600 111 222", email="ramona@post.example", **chosen)
    assert answer.status_code == 302
    assert Person.objects.exclude(pk=hers).get(name="Ramona").journeys.get().referrer == colleague
    assert not Person.objects.filter(pk=hers, journeys__referrer=colleague).exists()


def test_a_coordinator_elsewhere_is_told_nothing(cast, ramona):
    answer = refer(signed_in(cast.olga), cast.elsewhere, phone="600 111 222")
    assert answer.status_code == 302
    assert Person.objects.filter(name="Ramona").count() == 2


def test_who_asked_without_an_account_turns_out_to_be_her(cast, ramona):
    step = asked(cast.programme, name="Ramona", phone="600 111 222").step
    carme, place = signed_in(cast.carme), reverse("journeys:begin_journey", args=[step.pk])
    join(cast.carme, cast.elsewhere, Role.COORDINATOR)
    ramona.journeys.update(programme=cast.elsewhere)
    said = {"language": "ca", "how": "phone", "who_was_there": "She and I", "on": TODAY().isoformat(), "free": "yes"}
    said |= {"idempotency_key": uuid.uuid4()}
    answer = carme.post(place, said)
    assert answer.status_code == 422 and ramona.code in text_of(answer)
    answer = carme.post(place, said | {"same": ramona.pk})
    assert answer.status_code == 302, text_of(answer)
    assert Person.objects.filter(name="Ramona").count() == 1 and ramona.journeys.count() == 2


def test_whoever_asks_at_the_door_is_told_nothing(cast, ramona):
    visitor = Client()
    place = reverse("choices:first_step", args=["call"])
    typed = {"name": "Ramona", "phone": "600 111 222", "programme": cast.programme.pk}
    hidden = {field["name"]: field["value"] for field in page_of(visitor.get(place)).select("main input[type=hidden]")}
    page = visitor.post(place, hidden | typed).content.decode()
    assert ramona.code not in page and "somebody else" not in page


def test_a_person_says_themself_how_else_they_are_called(cast, journey):
    browser = signed_in(cast.montse)
    page = page_of(browser.get("/my/details/"))
    fields = {field["name"]: field.get("value", "") for field in page.main.select("form input[type=hidden]")}
    said = {"name": "Montse", "also_called": "la del forn", "language": "ca", "reads": "ca", "gender": "woman"}
    assert browser.post("/my/details/", fields | said).status_code == 302
    assert "la del forn" in text_of(signed_in(cast.carme).get(reverse("journeys:reach", args=[cast.person.pk])))


# Somebody asks for themselves


def read_step(browser, step):
    return text_of(browser.get(reverse("choices:desk_step", args=[step.pk])))


MAY_BE_HERE = "This may be somebody who is here already"


@pytest.mark.parametrize(
    ("told", "alike"),
    [
        ({"name": "ramóna", "phone": ""}, "same name"),
        ({"name": "Mona", "phone": "600 111 222"}, "same phone"),
        ({"name": "Mona", "phone": "", "email": "ramona@post.example"}, "same e-mail address"),
    ],
)
def test_who_asked_and_may_be_here_is_marked_for_the_coordinator(cast, ramona, told, alike):
    step = asked(cast.programme, **told).step
    page = read_step(signed_in(cast.carme), step)
    assert MAY_BE_HERE in page and f"Ramona · {ramona.code} · {alike}" in page


def test_who_asked_and_is_somebody_else_is_not_marked(cast, ramona):
    assert MAY_BE_HERE not in read_step(
        signed_in(cast.carme), asked(cast.programme, name="Aina", phone="600 333 444").step
    )


def test_a_coordinator_of_another_programme_is_told_nothing_of_her(cast, ramona):
    step = asked(cast.elsewhere, name="Ramona", phone="600 111 222").step
    page = read_step(signed_in(cast.olga), step)
    assert MAY_BE_HERE not in page and ramona.code not in page


def test_who_asks_reads_the_same_whether_or_not_they_may_be_here(cast, ramona):
    pages = []
    for name, phone in [("Ramona", "600 111 222"), ("Mona", "600 333 444")]:
        one = asked(cast.programme, name=name, phone=phone)
        page = Client().get(reverse("choices:mine", args=[one.token])).content.decode()
        pages.append(re.sub(r"Ramona|Mona|600 \d+ \d+( \d+)*|[\w-]{20,}", "…", page))
    assert pages[0] == pages[1]
