"""On a phone's home screen, under a name and a picture that tell nobody what it is."""

import json

import pytest
from django.contrib.staticfiles import finders

from tests.tabs import page_of, text_of

PLACE = "/my/home-screen/"
GIVEAWAYS = ["wayfellow", "support", "peer", "mental", "health", "my space"]


def test_a_name_and_a_picture_are_picked_and_the_page_offers_them_to_the_phone(cast, client):
    client.force_login(cast.montse)
    assert page_of(client.get(PLACE)).find("input", {"name": "name"})
    assert not client.get(PLACE).content.count(b'rel="manifest"')
    picked = client.get(PLACE, {"name": "diary", "picture": "cup"})
    assert "Diary" in text_of(picked) and "Add to home screen" in text_of(picked)
    assert b'href="/home-screen/en/diary/cup/manifest.webmanifest"' in picked.content


@pytest.mark.parametrize(("language", "called"), [("en", "Notes"), ("es", "Notas"), ("ca", "Notes")])
def test_the_phone_reads_no_word_of_what_it_is(client, db, language, called):
    answer = client.get(f"/home-screen/{language}/notes/leaf/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json" and not answer.cookies
    told = json.loads(answer.content)
    assert (told["name"], told["short_name"], told["start_url"]) == (called, called, "/my/")
    assert not [word for word in GIVEAWAYS if word in answer.content.decode().lower()]
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in told["icons"])


@pytest.mark.parametrize("choice", ["xx/notes/leaf", "en/support/leaf", "en/notes/heart"])
def test_what_was_never_offered_is_not_there(client, db, choice):
    assert client.get(f"/home-screen/{choice}/manifest.webmanifest").status_code == 404


def test_what_is_not_offered_is_asked_again(cast, client):
    client.force_login(cast.montse)
    answer = client.get(PLACE, {"name": "<b>", "picture": "leaf"})
    assert answer.status_code == 200 and b'rel="manifest"' not in answer.content
    assert page_of(answer).find(role="alert")
