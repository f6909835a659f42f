"""Walking: meetings are planned, noted, added to and disputed."""

import uuid
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
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Setting

WORDS_WE_DO_NOT_USE = ["no-show", "no show", "missed", "failed", "did not attend", "adherence", "patient"]


class TestLogging:
    def test_asks_for_no_more_than_when_how_long_and_where(self, pau, montse, road):
        noted = send(pau, "log", road, **AN_HOUR_OUT)
        assert noted.status_code == 302
        assert "Noted." in words_of(soup_of(pau.get(noted.url)))
        assert "1 of about 12" in words_of(page(montse, "journey", road))

    def test_keeps_every_voice_as_it_was_written(self, pau, montse, road):
        said = {
            "what_we_did": "A bench <b>and</b> the sea 🌊",
            "person_says": "I had forgotten it",
            "peer_takes": "So had I",
            "person_step": "Thursday again",
            "peer_step": "Bring bread",
        }
        more = {"joined_by": ["nurse", "referrer"], "touched": ["hope"]}
        send(pau, "log", road, **AN_HOUR_OUT, **said, **more)
        told = words_of(page(montse, "journey", road))
        for words in [*said.values(), "A nurse", "The professional who made the referral", "Hope"]:
            assert words in told

    @pytest.mark.parametrize(
        ("mistake", "message"),
        [
            ({"length": "other", "minutes": str(25 * 60)}, "at most 12 hours"),
            ({"length": "other", "minutes": "0"}, "above zero"),
            ({"length": "other", "minutes": "ten"}, "whole number"),
            ({"length": "other", "minutes": ""}, "required"),
            ({"length": ""}, "required"),
            ({"on": (TODAY() + timedelta(days=2)).isoformat()}, "still to come"),
            ({"on": (TODAY() - timedelta(days=300)).isoformat()}, "before"),
            ({"on": "2001-01-01"}, "check the year"),
            ({"on": "0001-01-01"}, "check the year"),
            ({"on": "9999-12-31"}, "check the year"),
            ({"on": "31/31/2024"}, "valid date"),
            ({"setting": "moon"}, "can no longer be chosen"),
            ({"what_we_did": "a" * 20_001}, "at most 20000"),
        ],
    )
    def test_says_in_place_what_needs_another_look_and_keeps_what_was_typed(self, pau, road, mistake, message):
        refused = send(pau, "log", road, **AN_HOUR_OUT | {"person_says": "Kept words"} | mistake)
        assert refused.status_code == 422
        soup = soup_of(refused)
        assert message in words_of(soup).replace("20,000", "20000")
        assert "Kept words" in soup.find("textarea", {"name": "person_says"}).string
        assert soup.find("details", open=True).find("textarea", {"name": "person_says"})
        assert not road.accompaniments.exists()

    def test_twice_by_a_double_tap_is_there_once(self, pau, road):
        idempotency_key = uuid.uuid4()
        for _tap in range(2):
            assert send(pau, "log", road, idempotency_key, **AN_HOUR_OUT).status_code == 302
        assert "1 of about 12" in words_of(page(pau, "journey", road))

    @pytest.mark.parametrize("idempotency_key", ["", "heron"])
    def test_without_the_mark_of_its_page_asks_to_be_sent_once_more(self, pau, road, idempotency_key):
        typed = AN_HOUR_OUT | {
            "on": TODAY().isoformat(),
            "person_says": "Kept words",
            "idempotency_key": idempotency_key,
        }
        place = reverse("journeys:log", args=[road.pk])
        refused = pau.post(place, typed)
        assert refused.status_code == 422
        soup = soup_of(refused)
        assert "send it once more" in words_of(soup) and "Kept words" in words_of(soup)
        assert (
            pau.post(
                place, typed | {"idempotency_key": soup.find("input", {"name": "idempotency_key"})["value"]}
            ).status_code
            == 302
        )

    def test_with_the_mark_of_another_page_is_written_like_any_other(self, pau, road):
        idempotency_key = uuid.uuid4()
        for name in ["talk", "log"]:
            assert send(pau, name, road, idempotency_key, **AN_HOUR_OUT).status_code == 302
        assert "1 of about 12" in words_of(page(pau, "journey", road))

    def test_of_a_meeting_like_one_before_asks_whether_it_is_another(self, cast, pau, road):
        assert not page(pau, "log", road).find("input", {"name": "another"})
        for _time in range(2):
            answer = send(pau, "log", road, **AN_HOUR_OUT)
        assert answer.status_code == 422
        assert "If this was another one, tick here" in words_of(soup_of(answer))
        assert soup_of(answer).find("input", {"name": "another"})
        assert "1 of about 12" in words_of(page(pau, "journey", road))
        assert send(pau, "log", road, **AN_HOUR_OUT, another="on").status_code == 302
        assert "2 of about 12" in words_of(page(pau, "journey", road))

    def test_that_differs_only_in_its_length_asks_too(self, pau, road):
        send(pau, "log", road, **AN_HOUR_OUT)
        answer = send(pau, "log", road, **AN_HOUR_OUT | {"length": "30"})
        assert answer.status_code == 422 and "If this was another one, tick here" in words_of(soup_of(answer))
        assert send(pau, "log", road, **AN_HOUR_OUT | {"setting": "phone"}).status_code == 302

    @pytest.mark.parametrize(("minutes", "said"), [("600", "10 h"), ("241", "4 h 1 min"), ("4", "4 min")])
    @pytest.mark.parametrize("name", ["log", "plan"])
    def test_of_an_unusual_length_asks_whether_that_is_right(self, pau, road, name, minutes, said):
        typed = {"setting": "community", "length": "other", "minutes": minutes, "at": "10:00"}
        answer = send(pau, name, road, **typed)
        assert answer.status_code == 422
        assert f"{said}: is that right? If it is, tick here." in words_of(soup_of(answer))
        assert not road.accompaniments.exists()
        assert send(pau, name, road, **typed, that_long="on").status_code == 302
        assert road.accompaniments.get().minutes == int(minutes)

    @pytest.mark.parametrize("minutes", ["5", "240"])
    def test_of_a_length_that_happens_is_not_asked_about(self, pau, road, minutes):
        assert not page(pau, "log", road).find("input", {"name": "that_long"})
        assert send(pau, "log", road, setting="community", length="other", minutes=minutes).status_code == 302

    def test_that_was_so_long_before_is_not_asked_about_when_it_is_moved(self, cast, pau, road):
        when = {"on": TODAY() + timedelta(days=2), "at": None, "setting": "community"}
        plan = actions.plan(road, by=cast.pau, id=uuid.uuid4(), minutes=600, **when)
        moved = {"state": "moved", "on": (TODAY() + timedelta(days=3)).isoformat(), "length": "other"}
        assert send(pau, "settle", plan, **moved, minutes="600").status_code == 302
        answer = send(pau, "settle", plan, **moved, minutes="660")
        assert "11 h: is that right?" in words_of(soup_of(answer))

    def test_is_not_filled_in_again_by_the_browser_under_a_new_mark(self, pau, road):
        assert page(pau, "log", road).main.form["autocomplete"] == "off"

    def test_is_the_peer_supporters_to_do(self, client, cast, road, montse):
        assert montse.get(reverse("journeys:log", args=[road.pk])).status_code == 404
        assert send(montse, "log", road, **AN_HOUR_OUT).status_code == 404
        for who in [cast.rosa, cast.carme, cast.olga]:
            client.force_login(who)
            assert send(client, "log", road, **AN_HOUR_OUT).status_code == 404

    def test_of_the_thirteenth_is_never_refused_and_asks_for_the_reason(self, cast, pau, road):
        story.walk(cast, road, days_before(12))
        assert "coordinator has not agreed yet" not in words_of(page(pau, "journey", road))
        noted = send(pau, "log", road, **AN_HOUR_OUT)
        told = pau.get(noted.url)
        soup = soup_of(told)
        assert "You have met 13 times" in words_of(soup)
        assert soup.main.find("a", href=reverse("journeys:go_on", args=[road.pk]))

    def test_of_the_first_meeting_does_not_wait_for_the_agreement(self, cast, pau):
        road = story.propose(cast, on=TODAY())
        story.say_yes(cast, road, on=TODAY())
        story.find_peer(cast, road, on=TODAY())
        for told in [page(pau, "journey", road), soup_of(pau.get("/today/"))]:
            assert "quiet" in told.find("a", href=reverse("journeys:log", args=[road.pk]))["class"]
        assert send(pau, "log", road, **AN_HOUR_OUT).status_code == 302
        assert "1 of about 12" in words_of(page(pau, "journey", road))

    def test_after_the_end_says_what_can_still_be_noted(self, cast, pau, road):
        story.close(cast, road, on=TODAY() - timedelta(days=1))
        assert "This journey ended on" in words_of(soup_of(send(pau, "log", road, **AN_HOUR_OUT)))
        yesterday = (TODAY() - timedelta(days=1)).isoformat()
        assert send(pau, "log", road, **AN_HOUR_OUT, on=yesterday).status_code == 302

    def test_takes_four_statements(self, pau, road):
        page(pau, "journey", road)
        with statements() as taken:
            assert send(pau, "log", road, **AN_HOUR_OUT).status_code == 302
        assert len(taken) == 4


class TestAPlan:
    @pytest.fixture
    def planned(self, cast, road):
        return actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=TODAY(), at=None, setting=Setting.CENTRE)

    def test_is_made_by_either_of_the_two(self, pau, montse, road):
        for client, at in [(pau, "17:00"), (montse, "18:30")]:
            assert send(client, "plan", road, at=at, setting="centre").status_code == 302
        told = words_of(page(pau, "journey", road))
        assert "17:00" in told and "18:30" in told

    def test_in_the_past_is_sent_back_with_the_way_to_note_it(self, pau, road):
        refused = send(pau, "plan", road, on="2020-01-01", setting="centre")
        assert refused.status_code == 422
        assert "This day has passed" in refused.content.decode()

    def test_on_a_road_that_has_ended_says_so(self, cast, pau, road):
        story.close(cast, road, on=TODAY())
        refused = send(pau, "plan", road, setting="centre")
        assert "This journey ended on" in words_of(soup_of(refused))
        assert "accepted the agreement" not in words_of(soup_of(refused))

    def test_becomes_a_note_with_the_same_questions(self, pau, planned):
        form = page(pau, "hold", planned)
        assert form.find("input", {"name": "on"})["value"] == TODAY().isoformat()
        assert form.find("input", {"name": "setting", "value": "centre"}).has_attr("checked")
        idempotency_key = uuid.uuid4()
        for _tap in range(2):
            assert (
                send(
                    pau, "hold", planned, idempotency_key, length="45", setting="centre", what_we_did="Tea"
                ).status_code
                == 302
            )
        assert "Tea" in words_of(page(pau, "accompaniment", planned))

    def test_that_was_noted_already_asks_whether_it_is_another(self, pau, road, planned):
        send(pau, "log", road, length="45", setting="centre")
        refused = send(pau, "hold", planned, length="45", setting="centre")
        assert "If this was another one, tick here" in words_of(soup_of(refused))
        assert send(pau, "hold", planned, length="45", setting="centre", another="on").status_code == 302

    def test_is_moved_or_let_go_by_either_and_nobody_is_blamed(self, pau, montse, road, planned):
        new_day = TODAY() + timedelta(days=3)
        assert send(montse, "settle", planned, state="moved", on=new_day.isoformat()).status_code == 302
        moved = road.accompaniments.get(state="planned")
        assert send(pau, "settle", moved, state="let_go", on="").status_code == 302
        for client in [pau, montse]:
            for name, record in [("journey", road), ("accompaniment", planned), ("settle", moved)]:
                told = words_of(page(client, name, record)).lower()
                assert not [words for words in WORDS_WE_DO_NOT_USE if words in told]

    def test_moved_needs_its_new_day(self, pau, planned):
        refused = send(pau, "settle", planned, state="moved", on="")
        assert "choose a new day" in words_of(soup_of(refused))

    def test_is_noted_by_the_peer_supporter_not_by_the_person(self, montse, planned):
        assert montse.get(reverse("journeys:hold", args=[planned.pk])).status_code == 404
        assert send(montse, "hold", planned, **AN_HOUR_OUT).status_code == 404


@pytest.mark.parametrize("year", ["0001", "1899", "9999"])
@pytest.mark.parametrize("name", ["plan", "talk", "connections", "end_unplanned"])
def test_a_year_out_of_reach_is_asked_about_and_kept_as_typed(pau, road, name, year):
    refused = send(pau, name, road, on=f"{year}-12-31")
    assert refused.status_code == 422
    soup = soup_of(refused)
    assert "Please check the year" in words_of(soup)
    assert soup.find("input", {"name": "on"})["value"] == f"{year}-12-31"


class TestANote:
    @pytest.fixture
    def note(self, cast, road):
        story.walk(cast, road, days_before(1), what_we_did="We were late")
        return road.accompaniments.get()

    def test_is_added_to_and_disputed_beside_what_is_written(self, pau, montse, road, note):
        assert send(pau, "add_to_note", note, words="It rained").status_code == 302
        assert send(montse, "dispute_note", note, words="We were on time").status_code == 302
        for client in [pau, montse]:
            for name, record in [("journey", road), ("accompaniment", note)]:
                told = words_of(page(client, name, record))
                assert "We were late" in told
                assert "It rained" in told
                assert "Montse sees it differently" in told and "We were on time" in told

    def test_is_disputed_by_the_person_only(self, pau, note):
        assert "I see it differently" not in words_of(page(pau, "accompaniment", note))
        assert send(pau, "dispute_note", note, words="No").status_code == 404

    def test_added_to_twice_by_a_double_tap_holds_the_words_once(self, montse, note):
        idempotency_key = uuid.uuid4()
        for _tap in range(2):
            assert send(montse, "add_to_note", note, idempotency_key, words="A box of colours").status_code == 302
        assert words_of(page(montse, "accompaniment", note)).count("A box of colours") == 1

    def test_is_nobody_elses(self, client, cast, note):
        for who in [cast.rosa, cast.carme, cast.silvia, cast.edu, cast.nil, cast.olga]:
            client.force_login(who)
            for name in ["accompaniment", "add_to_note", "dispute_note", "settle", "hold"]:
                assert client.get(reverse(f"journeys:{name}", args=[note.pk])).status_code == 404
