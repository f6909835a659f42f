"""The page of the two: who reads it, how long the road is, how light the page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.journeys.on_the_road import (
    AN_HOUR_OUT,
    TODAY,
    days_before,
    page,
    send,
    soup_of,
    statements,
    words_of,
)
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Connection


class TestWhoReadsTheRoad:
    """I4: only those who walk along."""

    def test_is_read_for_30_days_after_the_end_and_no_longer(self, cast, pau, montse, road):
        ended = TODAY() - timedelta(days=30)
        actions.end_unplanned(road, by=cast.carme, on=ended, way="together", how_to_come_back="")
        page(pau, "journey", road)
        road.ended_on = ended - timedelta(days=1)
        road.save(update_fields=["ended_on"])
        for name in ["journey", "agreement", "log", "sheet"]:
            assert pau.get(reverse(f"journeys:{name}", args=[road.pk])).status_code == 404
        page(montse, "journey", road)

    @pytest.fixture
    def laia(self, cast, client, road):
        """A new peer supporter, after Pau."""
        story.walk(cast, road, days_before(2), what_we_did="Between Pau and Montse")
        actions.change_peer(road, by=cast.montse, on=TODAY())
        user = type(cast.pau).objects.create_user("laia@demo.example", name="Laia")
        cast.second = type(cast.peer).objects.create(user=user, employer=cast.federation)
        cast.second.programmes.add(cast.programme)
        actions.offer(road, by=cast.carme, peer=cast.second, on=TODAY())
        actions.accept_offer(road, by=user, on=TODAY())
        other = type(client)()
        other.force_login(user)
        return other

    def test_earlier_notes_are_not_inherited(self, pau, laia, montse, road):
        note = road.accompaniments.first()
        assert "Between Pau and Montse" not in words_of(page(laia, "journey", road))
        assert laia.get(reverse("journeys:accompaniment", args=[note.pk])).status_code == 404
        assert "Between Pau and Montse" in words_of(page(montse, "journey", road))
        assert pau.get(reverse("journeys:journey", args=[road.pk])).status_code == 404

    def test_earlier_notes_are_passed_on_and_taken_back_by_the_person(self, cast, laia, road):
        actions.pass_on_notes(road, by=cast.montse, passed_on=True)
        assert "Between Pau and Montse" in words_of(page(laia, "journey", road))
        actions.pass_on_notes(road, by=cast.montse, passed_on=False)
        assert "Between Pau and Montse" not in words_of(page(laia, "journey", road))

    def test_the_agreement_with_someone_before_is_not_inherited_either(self, cast, laia, montse, road):
        assert "the square" not in words_of(page(laia, "agreement", road))
        assert send(laia, "accept_agreement", road, version=1).status_code == 422
        assert "the square" in words_of(page(montse, "agreement", road))
        actions.pass_on_notes(road, by=cast.montse, passed_on=True)
        assert "the square" in words_of(page(laia, "agreement", road))

    def test_the_two_who_go_on_settle_their_own_and_every_version_is_kept(self, laia, montse, road):
        anew = {"rhythm": "weekly", "places": "The library", "contact": "By phone", "if_worried": "We call"}
        assert send(laia, "write_agreement", road, edit_token=edit_token_of([0]), **anew).status_code == 302
        assert send(laia, "accept_agreement", road, version=2).status_code == 302
        assert send(montse, "accept_agreement", road, version=2).status_code == 302
        assert "Under way" in words_of(page(montse, "journey", road))
        assert "The library" in words_of(page(montse, "agreement", road))
        assert "Version 1" in words_of(page(montse, "agreement", road))
        assert "Version 1" not in words_of(page(laia, "agreement", road))

    def test_is_closed_to_everyone_else(self, client, cast, road):
        pages = ["journey", "agreement", "plan", "log", "talk", "go_on", "connections", "write_agreement"]
        for who in [cast.rosa, cast.carme, cast.silvia, cast.edu, cast.nil, cast.olga]:
            client.force_login(who)
            for name in pages:
                assert client.get(reverse(f"journeys:{name}", args=[road.pk])).status_code == 404

    def test_how_to_reach_the_person_is_for_the_peer_supporter(self, pau, montse, road):
        assert "600 000 000" in words_of(page(pau, "journey", road))
        assert "600 000 000" not in words_of(page(montse, "journey", road))


class TestGoingOn:
    """I6: a soft limit."""

    def test_the_talk_is_offered_at_eight_and_due_at_twelve(self, cast, pau, road):
        story.walk(cast, road, days_before(7))
        assert "A good moment to talk" not in words_of(page(pau, "journey", road))
        story.walk(cast, road, [TODAY()])
        assert "A good moment to talk" in words_of(page(pau, "journey", road))
        story.walk(cast, road, days_before(4, first=50))
        assert "It is time to talk" in words_of(page(pau, "journey", road))
        assert send(pau, "talk", road).status_code == 302
        told = words_of(page(pau, "journey", road))
        assert "It is time to talk" not in told and "you talked about how to go on." in told

    REASONS = {
        "person_reason": "I am nearly at the choir",
        "peer_reason": "The door is open now",
        "up_to": "16",
    }

    def test_takes_a_reason_both_write_and_a_nod(self, cast, pau, montse, road):
        story.walk(cast, road, days_before(13))
        assert send(pau, "go_on", road, **self.REASONS).status_code == 302
        told = words_of(page(montse, "journey", road))
        assert "The coordinator has not agreed yet" in told and "Write together" not in told
        assert "I am nearly at the choir" in words_of(page(montse, "go_on", road))
        assert send(pau, "log", road, **AN_HOUR_OUT).status_code == 302
        actions.nod(road, by=cast.carme, on=TODAY())
        assert "The coordinator has agreed" in words_of(page(pau, "journey", road))

    def test_asks_both_voices(self, pau, road):
        refused = send(pau, "go_on", road, **self.REASONS | {"person_reason": ""})
        assert refused.status_code == 422
        assert "The door is open now" in refused.content.decode()

    def test_past_what_was_asked_for_asks_again(self, cast, pau, road):
        story.walk(cast, road, days_before(17))
        actions.ask_to_go_on(road, by=cast.pau, on=TODAY(), up_to=16, person_reason="a", peer_reason="b")
        assert "Write together why going on helps" in words_of(page(pau, "journey", road))


class TestThePageOfTheTwo:
    NOTE = {
        "what_we_did": "A walk round the square, and then half an hour on the bench beside the orange trees.",
        "person_says": "I had forgotten that there are orange trees. I want to come back on Thursday.",
        "peer_takes": "How much there is to see when nobody hurries.",
        "person_step": "Sit on the bench again on Thursday",
        "peer_step": "Bring the leaflet of the workshops",
        "touched": ["connectedness", "meaning"],
    }

    @pytest.mark.parametrize("count", [5, 50])
    def test_takes_the_same_statements_whatever_the_number(self, cast, pau, montse, road, count):
        story.walk(cast, road, days_before(count), **self.NOTE)
        for note in road.accompaniments.all():
            actions.add_to_note(note, by=cast.montse, on=TODAY(), words="And bread")
        actions.connect(road, by=cast.pau, association=cast.associations[0], state=Connection.State.TOLD, on=TODAY())
        for client, expected in [(pau, 7), (montse, 6)]:
            page(client, "journey", road)
            with statements() as taken:
                page(client, "journey", road)
            assert len(taken) == expected

    def test_takes_no_more_of_them_where_the_person_has_no_account(self, cast, pau):
        road = story.set_out(cast, on=TODAY() - timedelta(days=20), person={"name": "Núria", "language": "ca"})
        story.walk(cast, road, days_before(5), **self.NOTE)
        page(pau, "journey", road)
        with statements() as taken:
            page(pau, "journey", road)
        assert len(taken) <= 7

    def test_is_light_with_fifty_accompaniments(self, cast, pau, road):
        story.walk(cast, road, days_before(50), **self.NOTE)
        response = pau.get(reverse("journeys:journey", args=[road.pk]))
        assert len(soup_of(response).find_all(class_="entry")) == 50
        assert len(response.content) <= 25_000

    def test_leads_to_what_lies_further_back(self, cast, pau, road):
        story.walk(cast, road, days_before(51))
        first = page(pau, "journey", road)
        assert first.find("a", href="?page=2#road") and not first.find("a", href="?page=1#road")
        second = page(pau, "journey", road, page=2)
        assert len(second.find_all(class_="entry")) == 1
        assert page(pau, "journey", road, page="x").find_all(class_="entry")

    def test_says_what_will_be_here(self, montse, road):
        assert "Nothing is noted yet" in words_of(page(montse, "journey", road))

    def test_is_open_to_the_person_before_anyone_walks_along(self, cast, montse):
        proposed = story.propose(cast, on=TODAY())
        assert "waiting for the person’s choice" in words_of(page(montse, "journey", proposed))
