"""The person is spoken to, not about; and of who has no account nothing is said that takes one."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys.on_the_road import TODAY, page, words_of
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment

BIEL = {"name": "Biel", "language": "ca"}
ABOUT_THEM = re.compile(
    r"Montse (wants|agrees|has|can|hopes)|for Montse\b|reach Montse|space of Montse|the person(?! who)"
    r"|[Tt]heir own space|they asked for"
)
TAKES_AN_ACCOUNT = re.compile(
    r"[Bb]oth of you (see|can)|Biel (reads|is told that)|[Tt]he person (reads|is told)|Each of them reads"
)


def ago(days):
    return TODAY() - timedelta(days=days)


@pytest.fixture
def road(cast):
    road = story.set_out(cast, on=ago(40))
    story.walk(cast, road, [ago(3)])
    return road


def said(browser, name, record):
    shown = page(browser, name, record)
    for quoted in shown.select("blockquote"):
        quoted.extract()
    return words_of(shown)


class TestThePersonIsSpokenTo:
    @pytest.mark.parametrize(
        "name", ["sheet", "objectives", "change_objectives", "write_agreement", "go_on", "closing", "closing_words"]
    )
    def test_on_the_road(self, montse, road, name):
        if name == "closing_words":
            actions.begin_closing(road, by=road.person.user, on=TODAY())
        assert not ABOUT_THEM.search(said(montse, name, road))

    @pytest.mark.parametrize("name", ["reach", "space"])
    def test_in_what_concerns_them(self, montse, road, name):
        assert not ABOUT_THEM.search(said(montse, name, road.person))

    def test_at_the_end(self, cast, montse, road):
        actions.begin_closing(road, by=cast.pau, on=TODAY())
        actions.propose_words(road, by=cast.pau, words="It went well", edit_token=None)
        for name in ["closing", "close", "agree_words"]:
            assert not ABOUT_THEM.search(said(montse, name, road)), name
        actions.agree_words(road, by=cast.montse, edit_token=None)
        assert "You agree to exactly these words" in said(montse, "closing", road)
        actions.propose_words(road, by=cast.pau, words="It went very well", edit_token=None)
        actions.end_unplanned(road, by=cast.pau, on=TODAY(), way="moved", how_to_come_back="")
        assert "You can still agree until" in said(montse, "closing", road)
        assert not ABOUT_THEM.search(said(montse, "closing", road))

    def test_and_who_walks_along_reads_their_name(self, pau, road):
        assert "What Montse wants" in said(pau, "objectives", road)
        assert "Please respect what they asked for" in said(pau, "reach", road.person)


class TestOfSomebodyWithoutAnAccount:
    @pytest.fixture
    def biel(self, cast):
        biel = story.propose(cast, on=ago(40), person=BIEL)
        yes = {"answer": "yes", "how": Choice.How.PAPER, "who_was_there": "Rosa", "idea": "mine", "free": "yes"}
        actions.record_choice(biel, by=cast.rosa, on=ago(39), **yes)
        actions.offer(biel, by=cast.carme, peer=cast.peer, on=ago(38))
        actions.accept_offer(biel, by=cast.pau, on=ago(37))
        settled = {"rhythm": "weekly", "own_rhythm": "", "places": "x", "contact": "x", "if_worried": "x"}
        actions.write_agreement(biel, by=cast.pau, on=ago(37), edit_token=None, **settled)
        actions.accept_together(biel, by=cast.pau, on=ago(37), version=1)
        story.walk(cast, biel, [ago(3)])
        return biel

    @pytest.mark.parametrize("name", ["plan", "log", "change_objectives", "strike", "closing", "agreement"])
    def test_the_peer_supporter_reads_what_is_so(self, pau, biel, name):
        assert not TAKES_AN_ACCOUNT.search(said(pau, name, biel))

    def test_also_of_a_note(self, pau, biel):
        note = Accompaniment.objects.get(journey=biel)
        for name in ["correct_note", "strike_note"]:
            assert not TAKES_AN_ACCOUNT.search(said(pau, name, note)), name
        noted = pau.get(reverse("journeys:journey", args=[biel.pk]), {"noted": "1"})
        assert "Noted. Biel has no account" in noted.content.decode()

    @pytest.mark.parametrize(
        "who, name",
        [("carme", "note_work"), ("carme", "desk_journey"), ("rosa", "referral"), ("rosa", "strike")],
    )
    def test_and_so_do_the_others(self, cast, biel, who, name):
        browser = Client()
        browser.force_login(getattr(cast, who))
        assert not TAKES_AN_ACCOUNT.search(said(browser, name, biel))

    def test_and_of_who_has_one_it_still_stands(self, pau, road):
        assert "Both of you see it at once" in said(pau, "plan", road)
        assert "Both of you can read everything" in said(pau, "log", road)
