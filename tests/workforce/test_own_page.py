"""A peer supporter writes what is read about them, and the desk finds by it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.journeys import actions as journeys
from wayfellow.preferences.actions import say_what_matters
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()
ABOUT_ME = "/today/about-me/"


@pytest.fixture
def pau(cast, client):
    client.force_login(cast.pau)
    return client


def own_page(cast):
    return reverse("workforce:own_page", args=[cast.peer.pk])


def write(cast, client, **said):
    client.force_login(cast.pau)
    said = {"about": "I am Pau.", "languages": ["ca", "es"]} | said
    answer = Tab(client, own_page(cast)).send(**said)
    assert answer.status_code == 302, text_of(answer)


def test_the_day_leads_to_it_and_it_is_kept_as_written(cast, pau):
    assert ABOUT_ME in pau.get("/today/").content.decode()
    assert pau.get(ABOUT_ME).url == own_page(cast)
    write(cast, pau, more_languages="اردو\nllengua de signes catalana", gender="man", interests="Chess in the park")
    peer = Peer.objects.get(pk=cast.peer.pk)
    assert (peer.languages, peer.interests) == (["ca", "es", "ur", "csc"], "Chess in the park")
    tab = Tab(pau, own_page(cast))
    assert tab.filled_in["more_languages"] == "اردو\nLlengua de signes catalana"


def test_what_tells_of_their_life_is_sealed_with_their_own_key(cast, pau):
    write(cast, pau, experience="I heard voices too")
    assert b"voices" not in bytes(Peer.objects.values_list("experience", flat=True).get(pk=cast.peer.pk))
    assert Peer.objects.get(pk=cast.peer.pk).key_id not in {None, cast.person.key_id}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("own", "Own experience"),
        ("family", "Experience as a family member"),
        ("both", "Own experience, and as a family member"),
    ],
)
def test_whose_experience_they_bring_is_read_by_whoever_they_are_proposed_to(offered, client, said, read):
    write(offered, client, experience_of=said)
    journeys.offer(offered.journey, by=offered.carme, peer=offered.peer, on=TODAY)
    client.force_login(offered.montse)
    facts = page_of(client.get("/my/")).find("dt", string="Supports from")
    assert facts.find_next("dd").get_text(strip=True) == read


def test_whose_experience_it_is_is_sealed_to_one_length_and_can_be_taken_back(cast, pau):
    lengths = set()
    for said in ["own", "family", "both", ""]:
        write(cast, pau, experience_of=said)
        kept = bytes(Peer.objects.values_list("experience_of", flat=True).get(pk=cast.peer.pk))
        lengths.add(len(kept))
    assert len(lengths) == 1
    assert Peer.objects.get(pk=cast.peer.pk).experience_of == ""


def test_whoever_never_said_it_is_read_as_before(offered, client):
    journeys.offer(offered.journey, by=offered.carme, peer=offered.peer, on=TODAY)
    client.force_login(offered.montse)
    assert "Supports from" not in text_of(client.get("/my/"))


def test_a_language_nobody_knows_comes_back_where_it_was_typed(cast, pau):
    answer = Tab(pau, own_page(cast)).send(languages=["ca"], more_languages="Urdu, Moonish")
    assert answer.status_code == 422
    assert "Moonish" in page_of(answer).find(id="id_more_languages_error").get_text()
    assert "Urdu, Moonish" in text_of(answer)


def test_two_tabs_lose_nothing(cast, pau):
    first, second = Tab(pau, own_page(cast)), Tab(pau, own_page(cast))
    first.send(interests="Chess")
    answer = second.send(interests="Football")
    assert answer.status_code == 422 and "Chess" in text_of(answer) and "Football" in text_of(answer)


def test_the_page_says_who_reads_it(pau, cast):
    page = text_of(pau.get(own_page(cast)))
    assert "Who reads this" in page and "coordinators of your programmes" in page


@pytest.mark.parametrize("who", ["carme", "nil", "montse", "olga"])
def test_nobody_writes_it_for_them(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(own_page(cast)).status_code == 404


def test_an_account_that_supports_nobody_reads_so(cast, client):
    client.force_login(cast.carme)
    assert "Nothing here yet" in text_of(client.get(ABOUT_ME))


# Who reads it, and what is made of it
@pytest.fixture
def offered(cast):
    cast.journey = story.propose(cast, on=TODAY - timedelta(days=9))
    story.say_yes(cast, cast.journey, on=TODAY - timedelta(days=8))
    return cast


def test_the_reasons_on_the_desk_use_all_of_it(offered, client):
    write(offered, client, more_languages="Urdu", experience="I lost my home once", cultures="Grew up in Lahore")
    say_what_matters(
        offered.person,
        by=offered.montse,
        edit_token=None,
        wishes={
            "language": "ur", "language_weight": "must", "experience": "lost home", "experience_weight": "nice",
            "culture": "Lahore", "culture_weight": "nice",
        },
    )  # fmt: skip
    client.force_login(offered.carme)
    page = page_of(client.get(reverse("journeys:offer", args=[offered.journey.pk]))).main
    said = " ".join(page.get_text(" ").split())
    assert "Speaks اردو, as they asked" in said
    assert "Writes about “lost home”, as they asked" in said and "Writes about “Lahore”, as they asked" in said
    assert "must be someone who speaks" not in said
    assert "From their own experience: I lost my home once" in said


def test_what_they_say_of_their_gender_is_read_on_the_desk_and_by_whoever_they_are_proposed_to(offered, client):
    def read_in(page):
        return "Gender: Man" in " ".join(page.get_text(" ").split()) or "Gender Man" in page.get_text(" ", strip=True)

    desk = reverse("journeys:offer", args=[offered.journey.pk])
    for said in ("", "man"):
        write(offered, client, gender=said)
        client.force_login(offered.carme)
        assert read_in(page_of(client.get(desk)).main) == bool(said)
    journeys.offer(offered.journey, by=offered.carme, peer=offered.peer, on=TODAY)
    client.force_login(offered.montse)
    assert read_in(page_of(client.get("/my/")).main)


def test_who_is_proposed_to_reads_it_before_they_meet(offered, client):
    write(offered, client, interests="Chess in the park", more_languages="Urdu")
    journeys.offer(offered.journey, by=offered.carme, peer=offered.peer, on=TODAY)
    client.force_login(offered.montse)
    page = text_of(client.get("/my/"))
    assert "Chess in the park" in page and "Català, Español, اردو" in page


def test_a_language_without_pages_is_spoken_and_letters_come_in_one_that_is_read(cast, client):
    client.force_login(cast.montse)
    answer = Tab(client, "/my/details/").send(name="Montse", language="ur", gender="", reads="es")
    assert answer.status_code == 302
    cast.person.refresh_from_db()
    cast.montse.refresh_from_db()
    assert (cast.person.language, cast.montse.language) == ("ur", "es")
    cast.person.user = None
    assert cast.person.get_language_display() == "اردو" and cast.person.reads_in == "en"
