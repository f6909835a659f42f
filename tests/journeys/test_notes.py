"""All notes about a person in one place, and what is new, in their own space (I3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.tabs import page_of, text_of
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.people.models import Person
from wayfellow.vault.models import Key

TODAY = timezone.localdate()
NOTES, FIND = "/my/notes/", "/my/notes/find/"


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def noted(cast, road):
    """Three notes; Montse added to one, and disputes another."""
    story.walk(cast, road, [ago(90)], what_we_did="The café on the corner")
    story.walk(cast, road, [ago(60)], person_says="El col·legi dels meus fills")
    story.walk(cast, road, [ago(3)], peer_takes="A good bench")
    first, _second, latest = road.accompaniments.order_by("on")
    actions.add_to_note(first, by=cast.montse, on=ago(80), words="We had churros too")
    actions.dispute_note(latest, by=cast.montse, on=ago(2), words="It was too cold")
    return road


def days(answer):
    return [heading.text for heading in page_of(answer).select("article h2")]


def find(browser, words):
    return browser.post(FIND, {"words": words})


def test_every_note_stands_as_it_was_written_the_newest_first(noted, montse):
    page = montse.get(NOTES)
    assert len(days(page)) == 3
    words = text_of(page)
    places = [words.index(each) for each in ["A good bench", "It was too cold", "dels meus fills", "churros"]]
    assert places == sorted(places)
    assert NOTES in montse.get("/my/").content.decode()


@pytest.mark.parametrize(
    ("words", "how_many"),
    [("CAFE", 1), ("churro", 1), ("collegi fill", 1), ("cold bench", 1), ("pau", 3), ("cold café", 0), ("", 0)],
)
def test_words_are_found_however_they_are_typed(noted, montse, words, how_many):
    assert len(days(find(montse, words))) == how_many


def test_nothing_found_says_so_and_what_was_typed_stays(noted, montse):
    page = find(montse, "<b>snow</b>")
    assert "No notes found" in text_of(page)
    assert page_of(page).find(id="id_words")["value"] == "<b>snow</b>"
    assert montse.get(FIND).url == NOTES


def test_nobody_finds_notes_about_somebody_else(cast, noted, client):
    key = Key.new()
    key.save()
    Person.objects.create(user=cast.pau, key=key, name="Pau", language="ca")
    for user in [cast.pau, cast.rosa, cast.carme]:
        client.force_login(user)
        assert days(client.get(NOTES)) == days(find(client, "bench")) == []


def test_many_notes_have_pages_and_cost_the_same(cast, road, montse, django_assert_num_queries):
    story.walk(cast, road, [ago(day) for day in range(1, 24)])
    assert len(days(montse.get(NOTES))) == 20
    with django_assert_num_queries(5):  # the session, how many, the notes, what was added, how much is new
        page = montse.get(f"{NOTES}?page=2")
    assert len(days(page)) == 3


def test_what_others_wrote_lately_is_new_and_what_the_person_wrote_is_not(cast, noted, montse):
    page = page_of(montse.get("/my/")).select_one("#new")
    assert len(page.select("li")) == 5
    assert "Pau" in page.text and "Montse" not in page.text
    led_to = {montse.get(link["href"]).url for link in page.select(".row-title")}
    assert f"/accompaniments/{noted.accompaniments.latest('on').pk}/" in led_to


def test_nothing_new_says_nothing(cast, montse):
    assert "New for you" not in text_of(montse.get("/my/"))
