"""What the cast wrote is read in the visitor's language: on the page, and only by the accounts of the demonstration."""

import json
import re
from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings

from tests.tabs import page_of, text_of
from wayfellow.demo import today, words
from wayfellow.plans.models import Part
from wayfellow.vault.models import SealedText

NO_SENTENCE = re.compile(r"[\d :+()-]*|[\w-]+|eyJ[\w.-]+|[\w’]+ \(example\)")  # a number, a code, a signed text, a name
OF_ONE_KIND = re.compile(r"[0-9a-f-]{36}|\d+")
MOST_PAGES = 80


@pytest.fixture(scope="module")
def told(told_cast):
    today.tell(told_cast)
    return told_cast


@pytest.fixture
def visitor(told, client, db):
    """Opens the demonstration as one of the cast, in a language."""

    def open_as(who, language):
        client.force_login(getattr(told, who))
        client.cookies["django_language"] = language
        return client

    return open_as


@pytest.fixture
def road(told, db):
    return f"/journeys/{told.person.journeys.get().pk}/"


def pages(client):
    """Follow the links of one account, two pages of each kind."""
    waiting, been_to, kinds = ["/"], set(), Counter()
    while waiting and len(been_to) < MOST_PAGES:
        place = waiting.pop(0).partition("#")[0]
        kind = OF_ONE_KIND.sub("…", place)
        if place in been_to or kinds[kind] == 2 or place.startswith(("/find/", "/understanding/", "/my-account/")):
            continue
        been_to.add(place)
        kinds[kind] += 1
        answer = client.get(place, follow=True)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield place, answer
            waiting += [link["href"] for link in page_of(answer).select("a[href^='/']")]


def everything_sealed():
    for model in apps.get_models():
        columns = [field.name for field in model._meta.concrete_fields if isinstance(field, SealedText)]
        if columns:
            yield from (getattr(row, column) for row in model._default_manager.all() for column in columns)


def sentences(sealed):
    """Return what somebody wrote, wherever in a sealed column it stands."""
    if isinstance(sealed, str) and sealed.startswith(("{", "[")):
        sealed = json.loads(sealed)
    if isinstance(sealed, dict | list):
        return [each for one in (sealed.values() if isinstance(sealed, dict) else sealed) for each in sentences(one)]
    return [sealed] if isinstance(sealed, str) and not NO_SENTENCE.fullmatch(sealed) else []


def lines_in(language):
    return [line for text in words.TEXTS for line in text[language].splitlines() if line]


def test_whatever_the_cast_wrote_is_there_in_every_language(told, db):
    languages = dict(settings.LANGUAGES).keys()
    known = {text["en"] for text in words.TEXTS}
    assert all(text.keys() == languages and all(text.values()) for text in words.TEXTS)
    for sealed in everything_sealed():
        assert not {each for each in sentences(sealed) if each not in known}


def test_every_text_has_as_many_lines_in_each_language():
    for text in words.TEXTS:
        assert len({len(each.splitlines()) for each in text.values()}) == 1, text


@pytest.mark.parametrize("who, language", [("montse", "es"), ("pau", "ca")])
def test_nobody_who_looks_around_meets_words_in_another_language(visitor, who, language):
    read = set()
    for place, answer in pages(visitor(who, language)):
        page = answer.content.decode()
        for line in lines_in("en"):
            assert line[:25] not in page, (place, line)
        read |= {line for line in lines_in(language) if line in page}
    assert len(read) > 20


def test_a_page_that_is_made_small_for_the_way_is_read_too(visitor):
    page = visitor("carme", "ca").get("/find/", headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200 and "Troba" in page.content.decode()


def test_in_english_they_are_read_as_they_are_kept(visitor, road):
    page = text_of(visitor("montse", "en").get(road))
    assert "To paint again" in page and "Volver a pintar" not in page


def test_another_language_may_be_chosen_on_any_page(visitor, road):
    client = visitor("montse", "es")
    assert "Volver a pintar" in text_of(client.get(road))
    client.post("/language/", {"language": "ca", "next": road})
    assert "Tornar a pintar" in text_of(client.get(road))


def test_reading_changes_nothing_that_is_kept(visitor, told):
    client = visitor("montse", "ca")
    list(pages(client))
    part = Part.objects.get(person=told.person, kind="recovery")
    assert part.said["words"] == words.TOLD["montse"]["plan"]["recovery"]


def test_an_account_that_is_not_of_the_demonstration_reads_what_is_kept(visitor, told, road):
    type(told.montse).objects.filter(pk=told.montse.pk).update(of_the_demo=False)
    page = text_of(visitor("montse", "es").get(road))
    assert "To paint again" in page and "Volver a pintar" not in page
