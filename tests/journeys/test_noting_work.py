"""Working notes of the coordinators: for them, read by the person, who says how they see it."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from tests.deeds import Can
from tests.journeys.on_the_road import page, send, words_of
from tests.tabs import Tab, text_of
from wayfellow.access.guard import may
from wayfellow.demo import story
from wayfellow.journeys import actions

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
