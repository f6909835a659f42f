"""Whoever types what they feel, or types it wrong, finds where to go; who may be in danger reads first whom to call."""

import pytest
from django.utils.translation import override

from tests.directory.listings import publish
from tests.directory.test_search import names, search
from tests.journeys.test_asking import page_of
from wayfellow.directory import plain_words
from wayfellow.understanding.models import HelpLine

CAFE, CHOIR, WALK, MEN = "Example: A table at five", "Example: Voices", "Example: On foot", "Example: Twelve chairs"
PARENTS, PHONE, MORNINGS = "Example: At home too", "Example: The line", "Example: Early birds"


@pytest.fixture
def listed(cast):
    """Nothing of what is asked for stands in the words of any of them, but that all of them are “solo” or “call”."""
    bare = {"in_one_sentence": {"en": "You only need to call", "es": "Solo hace falta venir a la calle"}}
    for name, said, times in [
        (CAFE, {"formats": ["drop_in"], "life_areas": ["company"]}, [(4, "17:00", "18:00")]),
        (CHOIR, {"interests": ["music"], "languages": ["es", "ca"]}, [(0, "18:00", "20:00")]),
        (WALK, {"interests": ["walking", "nature"], "formats": ["activities"]}, [(0, "10:00", "12:00")]),
        (MEN, {"formats": ["self_help"], "life_areas": ["drink_and_drugs"], "cost": "free"}, [(5, "21:00", "22:00")]),
        (PARENTS, {"audiences": ["family"], "life_areas": ["family"], "languages": ["en"]}, []),
        (PHONE, {"formats": ["warm_line"], "life_areas": ["hard_times"]}, []),
        (MORNINGS, {"life_areas": ["work", "home"], "audiences": ["young"]}, [(2, "09:00", "11:00")]),
    ]:
        publish(cast, name, times=times, **{"formats": ["group"], "cost": "donation"} | bare | said)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lonely", [CAFE]),
        ("I feel so lonely", [CAFE]),
        ("alone", [CAFE]),
        ("soledad", [CAFE]),
        ("me siento sola", [CAFE]),
        ("solo", [CAFE]),
        ("amigos", [CAFE]),
        ("em sento sol", [CAFE]),
        ("solitud", [CAFE]),
        ("grief", [PHONE]),
        ("duelo", [PHONE]),
        ("estoy muy triste", [PHONE]),
        ("angoixa", [PHONE]),
        ("someone to call", [PHONE]),
        ("teléfono", [PHONE]),
        ("trucar", [PHONE]),
        ("choir monday", [CHOIR]),
        ("singing", [CHOIR]),
        ("coro los lunes", [CHOIR]),
        ("cor", [CHOIR]),
        ("dilluns cantar", [CHOIR]),
        ("català", [CHOIR]),
        ("monday", [WALK, CHOIR]),
        ("lunes por la mañana", [WALK]),
        ("hiking", [WALK]),
        ("pasear", [WALK]),
        ("muntanya", [WALK]),
        ("alcohol", [MEN]),
        ("need to stay sober", []),
        ("sober saturday night", [MEN]),
        ("drogas gratis", [MEN]),
        ("beure", [MEN]),
        ("parents", [PARENTS]),
        ("mi hijo", [PARENTS]),
        ("la meva mare", []),
        ("mare", [PARENTS]),
        ("english", [PARENTS]),
        ("inglés familia", [PARENTS]),
        ("job", [MORNINGS]),
        ("trabajo", [MORNINGS]),
        ("feina", [MORNINGS]),
        ("rent", [MORNINGS]),
        ("joves dimecres", [MORNINGS]),
        ("cafés", [CAFE, WALK]),
        ("einsam", [CAFE]),
        ("ich fühle mich so allein", [CAFE]),
        ("Trauer", [PHONE]),
        ("Telefon", [PHONE]),
        ("Chor am Montag", [CHOIR]),
        ("singen", [CHOIR]),
        ("Spaziergang", [WALK]),
        ("Alkohol kostenlos", [MEN]),
        ("Eltern", [PARENTS]),
        ("Arbeit", [MORNINGS]),
        ("Mittwoch", [MORNINGS]),
        ("seule", [CAFE]),
        ("je me sens seul", [CAFE]),
        ("deuil", [PHONE]),
        ("téléphone", [PHONE]),
        ("chorale lundi", [CHOIR]),
        ("promenade", [WALK]),
        ("alcool samedi soir", [MEN]),
        ("famille", [PARENTS]),
        ("anglais", [PARENTS]),
        ("travail", [MORNINGS]),
        # Typed wrong
        ("lonley", [CAFE]),
        ("soledat", [CAFE]),
        ("chior", [CHOIR]),
        ("wlaking", [WALK]),
        ("alchol", [MEN]),
        ("telefno", [PHONE]),
        ("einsamm", [CAFE]),
        ("Spazirgang", [WALK]),
        ("chorrale", [CHOIR]),
        ("xyzzyx", []),
    ],
)
def test_a_plain_word_finds_what_is_meant(listed, typed, found):
    assert names(f"q={typed}") == sorted(found)


def test_the_words_that_were_used_are_said_back(listed, client):
    assert "Shown for: choir, Music, Monday" in page_of(client.get("/find/?q=choir+Monday")).text
    assert "Shown for: singing, Music" in page_of(client.get("/find/?q=sinigng")).text
    assert "Shown for" not in page_of(client.get("/find/?q=example")).text
    with override("es"):
        assert search("q=soledad").query.taken_for == ["Sentir menos soledad"]


@pytest.mark.parametrize(
    "typed",
    [
        "suicide",
        "I want to die",
        "suicidarme",
        "quiero morir",
        "matar-me",
        "suïcidi",
        "Selbstmord",
        "envie de mourir",
        "end my life",
        "I don’t want to live anymore",
        "self-harm",
        "suicde",
        "no quiero vivir",
        "quitarme la vida",
        "No vull viure",
        "llevar-me la vida",
        "Ich will nicht mehr leben",
        "mir das Leben nehmen",
        "ritzen",
        "je ne veux plus vivre",
        "mettre fin à mes jours",
        "me tuer",
    ],
)
def test_who_may_be_in_danger_reads_first_whom_to_call_and_then_what_there_is(listed, client, typed):
    call = HelpLine.objects.filter(place="ES").first()
    page = page_of(client.get("/find/", {"q": typed})).main
    assert page.select("a[href^=tel]")[0].text == call.number
    assert page.text.index(call.number) < page.text.index("What are you looking for?") < page.text.index(CAFE)


def test_an_article_in_german_is_no_cry_for_help(listed, client):
    client.cookies["django_language"] = "de"
    assert not page_of(client.get("/find/?q=die+Natur")).main.select("a[href^=tel]")
    with override("de"):
        assert names("q=die Natur") == [WALK]


def test_nobody_else_is_asked_whether_they_are_in_danger(listed, client):
    assert not page_of(client.get("/find/?q=lonely")).main.select("a[href^=tel]")


def test_each_word_means_something_that_a_listing_can_say():
    assert {mark.partition(":")[0] for mark in plain_words.marks() - {"urgent"}} <= plain_words.NAMES.keys()
    for word in plain_words.words():
        assert plain_words.meaning(word).labels or plain_words.meaning(word).is_urgent, word
