"""A peer supporter's day, and who asks for them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.journeys.on_the_road import TODAY, days_before, page, send, soup_of, statements, words_of
from wayfellow.demo import crowd, story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Journey, Setting


class TestToday:
    def test_is_an_empty_place_for_whoever_is_no_peer_supporter(self, client, cast):
        client.force_login(cast.rosa)
        soup = soup_of(client.get("/today/"))
        assert "This page is for peer supporters" in words_of(soup)

    def test_says_what_will_be_here_before_anyone_came(self, pau):
        soup = soup_of(pau.get("/today/"))
        assert "When you begin to meet someone, you find them here." in words_of(soup)

    def test_shows_who_asks_who_is_planned_and_how_far_each_road_has_come(self, cast, pau, road):
        story.walk(cast, road, days_before(5))
        story_of_jordi = story.propose(cast, on=TODAY(), person={"name": "Jordi", "language": "es"})
        story.say_yes(cast, story_of_jordi, on=TODAY())
        actions.offer(story_of_jordi, by=cast.carme, peer=cast.peer, on=TODAY())
        actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=TODAY(), at=None, setting=Setting.CENTRE)
        told = words_of(soup_of(pau.get("/today/")))
        assert "Jordi" in told
        assert "5 of about 12" in told
        assert "Note this meeting with Montse" in told
        assert "Note a meeting with Montse" in told

    def test_names_the_person_to_greet_before_they_chose(self, cast, pau):
        proposed = story.propose(cast, on=TODAY())
        actions.ask_to_explain(proposed, by=cast.carme, greeter=cast.peer)
        soup = soup_of(pau.get("/today/"))
        assert soup.find("a", href=reverse("journeys:record_choice", args=[proposed.pk]))

    def test_asks_the_same_statements_however_many_roads(self, cast, pau, road):
        pau.get("/today/")
        with statements() as few:
            pau.get("/today/")
        for name in ["Aina", "Biel", "Clara"]:
            story.set_out(cast, on=TODAY() - timedelta(days=9), person={"name": name, "language": "ca"})
        with statements() as many:
            pau.get("/today/")
        assert len(few) == len(many) == 8  # two of them: how much is new, and what


class TestManyRoads:
    """Nobody has to scroll past hundreds of people, and what is due today is read first."""

    @pytest.fixture
    def many(self, cast, road):
        crowd.people(cast.programme, 38, 38)
        return cast

    def test_are_read_a_page_at_a_time(self, pau, many):
        first, second = (soup_of(pau.get("/today/", {"page": page})) for page in [1, 2])
        assert "Page 1 of 2" in words_of(first)
        assert first.find("a", rel="next")["href"] == "?page=2#people"
        assert first.find(id="people") and second.find(id="people")
        assert "Seeded 000002" in words_of(first) and "Seeded 000002" not in words_of(second)
        assert "Seeded 000037" in words_of(second) and "Seeded 000037" not in words_of(first)

    def test_the_last_page_may_have_only_those_they_parted_from(self, pau, many):
        ended = Journey.objects.filter(person__name__gt="Seeded 000018").exclude(person__name="Montse")
        ended.update(stage="closed", ended_on=TODAY())
        soup = soup_of(pau.get("/today/", {"page": 2}))
        assert soup.find(id="people").text == "Journeys that have ended"
        assert "People you meet" not in words_of(soup)

    def test_those_with_whom_something_waits_come_first(self, pau, many):
        due = Journey.objects.get(person__name="Seeded 000037")
        Journey.objects.filter(pk=due.pk).update(accompaniments_count=12)
        assert "It is time to talk with Seeded 000037" in words_of(soup_of(pau.get("/today/")))

    def test_ask_the_same_statements_on_each_page(self, pau, many):
        pau.get("/today/")
        with statements() as first:
            pau.get("/today/")
        with statements() as second:
            pau.get("/today/?page=2")
        assert len(second) == len(first) - 1  # what is new stands on the first page only

    def test_of_what_is_planned_only_the_time_after_this_week_is_folded(self, cast, pau, many):
        for place, road in enumerate(Journey.objects.filter(person__name__startswith="Seeded").order_by("pk")):
            on = TODAY() + timedelta(days=0 if place < 13 else place)
            actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=on, at=None, setting=Setting.CENTRE)
        soup = soup_of(pau.get("/today/"))
        assert len(soup.main.find_all("a", string=re.compile("Change this plan with"))) == 38
        assert len(soup.main.details.find_all("a", string=re.compile("Change this plan with"))) == 5
        assert len(soup.main.find_all("a", string=re.compile("Note this meeting with"))) == 13


class TestTheOffer:
    @pytest.fixture
    def asked(self, cast):
        road = story.propose(cast, on=TODAY(), journey={"practical_needs": "Afternoons"})
        story.say_yes(cast, road, on=TODAY())
        actions.offer(road, by=cast.carme, peer=cast.peer, on=TODAY())
        return road

    def test_shows_the_hopes_and_the_needs_before_the_answer(self, pau, asked):
        told = words_of(page(pau, "sheet", asked))
        for words in [
            "Montse",
            "To leave the house each week",
            "Afternoons",
            "Social ties",
            "As the professional sees it",
        ]:
            assert words in told

    def test_is_accepted_once_however_often_it_is_sent(self, cast, pau, asked):
        idempotency_key = uuid.uuid4()
        for _tap in range(2):
            assert send(pau, "accept_offer", asked, idempotency_key).status_code == 302
        assert "Getting to know each other" in words_of(page(pau, "journey", asked))

    def test_is_declined_without_a_reason_and_the_words_are_closed_again(self, cast, pau, asked):
        form = page(pau, "decline_offer", asked)
        assert "Nobody asks you why" in words_of(form)
        assert not form.find_all("textarea")
        idempotency_key = uuid.uuid4()
        for _tap in range(2):
            assert send(pau, "decline_offer", asked, idempotency_key).status_code == 302
        assert pau.get(reverse("journeys:sheet", args=[asked.pk])).status_code == 404

    def test_is_nobody_elses(self, client, cast, asked):
        for who in [cast.rosa, cast.olga, cast.silvia]:
            client.force_login(who)
            for name in ["sheet", "accept_offer", "decline_offer"]:
                assert client.get(reverse(f"journeys:{name}", args=[asked.pk])).status_code == 404
