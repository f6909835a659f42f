"""What a peer supporter keeps for themself, and who does not wish to meet whom."""

import io
import json
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.tabs import Tab
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.journeys import actions as journeys
from wayfellow.journeys.queries.asking import who_can_be_asked
from wayfellow.keeping.actions import erase
from wayfellow.keeping.files import everything_in_files
from wayfellow.people.models import User
from wayfellow.workforce import actions
from wayfellow.workforce.models import Peer, Reflection

TODAY = timezone.localdate()


@pytest.fixture
def chosen(cast):
    """Montse has said yes, and nobody has been asked yet."""
    cast.journey = story.propose(cast, on=TODAY - timedelta(days=9))
    story.say_yes(cast, cast.journey, on=TODAY - timedelta(days=8))
    return cast


def can_be_asked(installation):
    return set(who_can_be_asked(installation.journey))


def test_a_reflection_is_written_changed_and_let_go(cast, client):
    client.force_login(cast.pau)
    write = f"/today/{cast.peer.pk}/reflections/add/"
    assert Tab(client, write).send(on=TODAY.isoformat(), words="A good walk").status_code == 302
    kept = Reflection.objects.get()
    assert kept.words == "A good walk"
    change = Tab(client, f"/today/reflections/{kept.pk}/")
    assert change.send(on=TODAY.isoformat(), words="A very good walk").status_code == 302
    assert "A very good walk" in client.get("/today/reflections/").content.decode()
    Tab(client, f"/today/reflections/{kept.pk}/let-go/").send()
    assert not Reflection.objects.exists()
    assert "Nothing here yet" in client.get("/today/reflections/").content.decode()


def test_it_is_sealed_with_the_peer_supporters_own_key(cast):
    actions.reflect(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, words="Mine alone")
    peer = Peer.objects.get(pk=cast.peer.pk)
    assert peer.key and peer.key_id != cast.person.key_id
    assert b"Mine alone" not in bytes(Reflection.objects.values_list("words", flat=True).get())


def test_two_tabs_lose_nothing(cast, client):
    client.force_login(cast.pau)
    actions.reflect(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, words="First")
    place = f"/today/reflections/{Reflection.objects.get().pk}/"
    one, other = Tab(client, place), Tab(client, place)
    one.send(on=TODAY.isoformat(), words="From one tab")
    answer = other.send(on=TODAY.isoformat(), words="From the other")
    assert answer.status_code == 422
    assert "From one tab" in answer.content.decode() and "From the other" in answer.content.decode()


def test_nobody_is_proposed_to_somebody_they_say_they_know(chosen, client):
    assert chosen.peer in can_be_asked(chosen)
    client.force_login(chosen.montse)
    place = f"/my/{chosen.person.pk}/known/"
    assert "Pau" in client.get(place).content.decode()
    assert Tab(client, place).send(peers=[str(chosen.peer.pk)]).status_code == 302
    assert chosen.peer not in can_be_asked(chosen)
    with pytest.raises(Refused, match="not available"):
        journeys.offer(chosen.journey, by=chosen.carme, peer=chosen.peer, on=TODAY)
    Tab(client, place).send(peers=[])
    assert chosen.peer in can_be_asked(chosen)


@pytest.mark.parametrize("written", ["Montse", "Laia\n  montsé \nPep", "MONTSE"])
def test_a_name_a_peer_supporter_knows_is_found_however_it_is_written(chosen, written):
    actions.say_whom_they_know(chosen.peer, by=chosen.pau, edit_token=edit_token_of([""]), names=written)
    assert chosen.peer not in can_be_asked(chosen)


@pytest.mark.parametrize("written", ["", "Mont", "Montserrat"])
def test_another_name_keeps_nobody_apart(chosen, written):
    actions.say_whom_they_know(chosen.peer, by=chosen.pau, edit_token=edit_token_of([""]), names=written)
    assert chosen.peer in can_be_asked(chosen)


def test_the_desk_does_not_tell_who_knows_whom(chosen, client):
    other = User.objects.create(email="zoe@demo.example", name="Zoe", password=make_password(None))
    Peer.objects.create(user=other, employer=chosen.federation).programmes.add(chosen.programme)
    client.force_login(chosen.carme)
    place = f"/desk/journeys/{chosen.journey.pk}/offer/"
    assert "Pau" in client.get(place).content.decode()
    actions.say_whom_i_know(chosen.person, by=chosen.montse, peers=[chosen.peer])
    page = client.get(place).content.decode()
    assert "Zoe" in page and "Pau" not in page and "know" not in page


def test_what_the_person_said_goes_along_with_them_and_goes_when_they_go(chosen, client):
    actions.say_whom_i_know(chosen.person, by=chosen.montse, peers=[chosen.peer])
    for reader, read in [(chosen.montse, ["Pau"]), (None, [])]:
        with zipfile.ZipFile(io.BytesIO(everything_in_files(chosen.person, reader))) as files:
            assert json.loads(files.read("everything.json"))["knows"] == read
    erase(chosen.person, by=chosen.montse, on=TODAY)
    assert not chosen.peer.known_by.exists()
