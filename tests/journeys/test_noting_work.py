"""Working notes of the coordinators: for them, read by the person, who says how they see it."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.deeds import Can
from tests.journeys.on_the_road import page, send, words_of
from tests.tabs import Tab, text_of
from wayfellow.access.guard import may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.people.models import Membership, User

MINE = "/my/working-notes/"


@pytest.fixture
def noted(cast, client, today):
    """Peer support was proposed to Montse, and Carme could not reach her yet."""
    cast.journey = story.propose(cast, on=today)
    client.force_login(cast.carme)
    assert send(client, "note_work", cast.journey, words="Rang twice, no answer").status_code == 302
    return cast


def test_a_coordinator_notes_what_was_tried_and_finds_it_on_the_journey_and_the_desk(noted, client):
    assert "Rang twice, no answer" in words_of(page(client, "desk_journey", noted.journey))
    desk = text_of(client.get(reverse("home:desk", args=[noted.programme.pk])))
    assert "working note of" in desk and "Rang twice" not in desk


def test_sent_twice_it_is_noted_once(noted, client):
    tab = Tab(client, reverse("journeys:note_work", args=[noted.journey.pk]))
    assert {tab.send(words="Wrote a card").status_code for _tap in range(2)} == {302}
    assert noted.journey.working_notes.count() == 2


def test_an_empty_note_and_one_with_a_diagnosis_come_back(noted, client):
    assert send(client, "note_work", noted.journey, words=" ").status_code == 422
    asked = send(client, "note_work", noted.journey, words="Has schizophrenia")
    assert asked.status_code == 422 and "Has schizophrenia" in asked.content.decode()


def test_the_person_reads_it_says_how_they_see_it_and_takes_that_back(noted, client, montse):
    assert "Rang twice, no answer" in text_of(montse.get(MINE))
    note = noted.journey.working_notes.get()
    place = reverse("journeys:answer_working_note", args=[note.pk])
    Tab(montse, place).send(words="My phone was off")
    assert "My phone was off" in text_of(montse.get(MINE))
    client.force_login(noted.carme)
    assert "My phone was off" in words_of(page(client, "desk_journey", noted.journey))
    client.force_login(noted.montse)
    Tab(client, place).send(words="")
    assert "My phone was off" not in text_of(client.get(MINE))


def place_of(name, noted):
    return reverse(f"journeys:{name}", args=[noted.journey.working_notes.get().pk])


def test_whoever_wrote_it_puts_it_in_other_words_the_same_day(noted, client, montse):
    client.force_login(noted.carme)
    place = place_of("change_working_note", noted)
    assert page(client, "desk_journey", noted.journey).select(f"a[href='{place}']")
    first, second = Tab(client, place), Tab(client, place)
    assert {first.send(words="Rang once, no answer").status_code for _tap in range(2)} == {302}
    late = second.send(words="Rang three times")
    assert late.status_code == 422 and "Rang three times" in late.content.decode()
    assert Tab(client, place).send(words="").status_code == 422
    client.force_login(noted.montse)
    read = text_of(client.get(MINE))
    assert "Rang once, no answer" in read and "Rang twice" not in read


def test_and_takes_it_back_and_nothing_of_it_stays(noted, client):
    client.force_login(noted.carme)
    tab = Tab(client, place_of("take_back_working_note", noted))
    answers = [tab.send() for _tap in range(2)]
    assert {each.url for each in answers} == {reverse("journeys:desk_journey", args=[noted.journey.pk]) + "#notes"}
    client.force_login(noted.montse)
    assert "Rang twice" not in text_of(client.get(MINE)) and not noted.journey.working_notes.exists()


def the_next_day(noted):
    noted.journey.working_notes.update(on=timezone.localdate() - timedelta(days=1))


def the_person_answered(noted):
    note = noted.journey.working_notes.get()
    answer = {"words": "My phone was off", "edit_token": None}
    actions.answer_working_note(note, by=noted.montse, on=timezone.localdate(), **answer)


@pytest.mark.parametrize("name", ["change_working_note", "take_back_working_note"])
@pytest.mark.parametrize("meanwhile", [the_next_day, the_person_answered])
def test_from_the_next_day_on_or_once_the_person_said_something_to_it_it_stays(noted, client, name, meanwhile):
    client.force_login(noted.carme)
    tab = Tab(client, place_of(name, noted))
    meanwhile(noted)
    late = tab.send(words="Rang once") if name == "change_working_note" else tab.send()
    assert late.status_code == 422 and "can be changed on the day it was written" in text_of(late)
    opened = client.get(tab.address)
    assert "Rang twice, no answer" in text_of(opened)
    assert opened.content.decode().count("<textarea") == 0
    assert tab.address not in client.get(reverse("journeys:desk_journey", args=[noted.journey.pk])).content.decode()


def test_another_coordinator_cannot_change_it(noted):
    other, ago = User.objects.create_user("berta@demo.example", name="Berta"), timezone.localdate() - timedelta(days=9)
    Membership.objects.create(user=other, programme=noted.programme, role=Role.COORDINATOR, starts_on=ago)
    note = noted.journey.working_notes.get()
    assert may(other, Can.SEE_WORKING_NOTE, note) and not may(other, Can.CHANGE_WORKING_NOTE, note)
    for who in ["montse", "rosa", "pau", "silvia", "edu", "nil", "olga"]:
        assert not may(getattr(noted, who), Can.CHANGE_WORKING_NOTE, note), who


def test_nobody_else_reads_it(noted):
    note = noted.journey.working_notes.get()
    for who in ["rosa", "pau", "silvia", "edu", "nil", "olga"]:
        assert not may(getattr(noted, who), Can.SEE_WORKING_NOTE, note), who


def test_it_goes_along_with_everything_about_the_person(noted, montse):
    answer = montse.get(reverse("keeping:everything_in_files"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        kept = json.loads(files.read("everything.json"))
        assert "Rang twice, no answer" in files.read("everything.html").decode()
    assert kept["journeys"][0]["working_notes"][0]["words"] == "Rang twice, no answer"


def test_the_person_has_words_taken_out_of_it(noted, today):
    actions.strike(noted.journey, by=noted.montse, on=today, words="no answer")
    actions.strike_as_asked(noted.journey.strikes.get(), by=noted.carme, on=today)
    assert noted.journey.working_notes.get().words == "Rang twice, […]"


def test_where_there_is_none_the_page_says_what_will_be_there(cast, montse):
    assert "When a coordinator notes something about you, you read it here." in text_of(montse.get(MINE))
