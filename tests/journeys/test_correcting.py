"""What was noted wrongly is put right by whoever noted it; what it said before stays, or is gone for good."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.journeys.on_the_road import TODAY, page, send, words_of
from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.checks import findings
from wayfellow.journeys.models import Accompaniment, EarlierNote, Journey

YESTERDAY = TODAY() - timedelta(days=1)
LONG_AGO = TODAY() - timedelta(days=150)


@pytest.fixture
def note(cast, road):
    """A meeting of an hour ten days ago, at which whoever referred was there."""
    words = {"what_we_did": "We sat by the harbour", "person_says": "The gulls were loud", "with_referrer": True}
    story.walk(cast, road, [TODAY() - timedelta(days=10)], **words)
    return road.accompaniments.get()


def correct(browser, note, **typed):
    return Tab(browser, reverse("journeys:correct_note", args=[note.pk])).send(**typed)


def take_out(browser, note, because="twice"):
    return Tab(browser, reverse("journeys:strike_note", args=[note.pk])).send(because=because)


class TestCorrecting:
    def test_begins_with_the_note_as_it_is(self, pau, note):
        form = page(pau, "correct_note", note).main.form
        assert form.find("input", {"name": "on"})["value"] == note.on.isoformat()
        assert form.find("input", {"name": "length", "checked": True})["value"] == "60"
        assert form.find("input", {"name": "joined_by", "checked": True})["value"] == "referrer"
        assert "We sat by the harbour" in form.find("textarea", {"name": "what_we_did"}).string

    def test_says_it_anew_and_both_still_read_what_it_said_before(self, pau, montse, road, note):
        answer = correct(pau, note, on=YESTERDAY.isoformat(), length="90", what_we_did="We sat by the river")
        assert answer.url == reverse("journeys:accompaniment", args=[note.pk])
        for browser in [pau, montse]:
            read = page(browser, "accompaniment", note)
            before = read.main.details.extract()
            assert "We sat by the river" in words_of(read) and "90 minutes" in words_of(read)
            assert "corrected on" in words_of(read)
            assert "We sat by the harbour" in before.text and "60 minutes" in before.text
        assert "corrected on" in words_of(page(montse, "journey", road))

    def test_has_the_counters_and_the_evaluation_follow(self, pau, road, note, capsys):
        correct(pau, note, on=YESTERDAY.isoformat())
        road.refresh_from_db()
        assert (road.first_met_on, road.last_met_on) == (YESTERDAY, YESTERDAY)
        period = {"from": note.on.isoformat(), "to": note.on.isoformat()}
        call_command("evaluate", road.programme.slug, "--json", "-", *(f"--{k}={v}" for k, v in period.items()))
        assert json.loads(capsys.readouterr().out)["accompaniments"] == 0
        assert list(findings()) == []

    def test_no_longer_shows_the_referrer_a_meeting_they_were_not_at(self, cast, pau, client, road, note):
        client.force_login(cast.rosa)
        assert "Meetings you took part in" in words_of(page(client, "referral", road))
        correct(pau, note, joined_by=[])
        assert "Meetings you took part in" not in words_of(page(client, "referral", road))

    def test_is_told_to_the_person_and_stands_in_their_list(self, pau, montse, note):
        correct(pau, note, what_we_did="We sat by the river")
        assert "was corrected" in text_of(montse.get("/my/"))
        assert "Corrected the note of a meeting" in text_of(montse.get("/my/who-looked/"))

    @pytest.mark.parametrize(
        ("mistake", "message"),
        [
            ({}, "already saved"),
            ({"on": (TODAY() + timedelta(days=2)).isoformat()}, "still to come"),
            ({"on": (TODAY() - timedelta(days=300)).isoformat()}, "before"),
            ({"length": "other", "minutes": "900"}, "at most 12 hours"),
        ],
    )
    def test_says_in_place_what_needs_another_look(self, pau, note, mistake, message):
        answer = correct(pau, note, **mistake)
        assert answer.status_code == 422 and message in text_of(answer)
        assert not EarlierNote.objects.exists()

    def test_into_another_meeting_of_that_day_asks_whether_it_is_one(self, cast, pau, road, note):
        story.walk(cast, road, [YESTERDAY])
        answer = correct(pau, note, on=YESTERDAY.isoformat())
        assert "If this was another one, tick here" in text_of(answer)
        assert correct(pau, note, on=YESTERDAY.isoformat(), another="on").status_code == 302

    def test_in_two_tabs_replaces_nothing_unseen(self, pau, note):
        place = reverse("journeys:correct_note", args=[note.pk])
        first, second = Tab(pau, place), Tab(pau, place)
        assert first.send(what_we_did="We sat by the river").status_code == 302
        assert second.send(what_we_did="We walked").status_code == 422
        assert "We sat by the river" in text_of(second.answer) and "We walked" in text_of(second.answer)
        assert second.send_again().status_code == 302
        assert [each.what_we_did for each in note.earlier.order_by("version")] == [
            "We sat by the harbour", "We sat by the river",
        ]  # fmt: skip

    def test_after_the_end_keeps_to_the_days_of_the_journey(self, cast, pau, road, note):
        story.close(cast, road, on=TODAY() - timedelta(days=5))
        assert "ended on" in text_of(correct(pau, note, on=YESTERDAY.isoformat()))
        assert correct(pau, note, length="30").status_code == 302

    def test_is_for_whoever_wrote_it_while_they_walk_along(self, cast, pau, montse, road, note):
        for name in ["correct_note", "strike_note"]:
            assert montse.get(reverse(f"journeys:{name}", args=[note.pk])).status_code == 404
        actions.change_peer(road, by=cast.montse, on=TODAY())
        assert pau.get(reverse("journeys:correct_note", args=[note.pk])).status_code == 404

    def test_leaves_a_planned_meeting_alone(self, cast, pau, road):
        planned = {"id": story.uuid.uuid4(), "on": TODAY(), "at": None, "setting": "phone"}
        actions.plan(road, by=cast.pau, **planned)
        answer = send(pau, "strike_note", road.accompaniments.get(), because="twice")
        assert "has not been noted" in text_of(answer)

    def test_words_that_a_person_wants_out_are_gone_from_earlier_versions_too(self, cast, pau, road, note):
        correct(pau, note, what_we_did="We sat by the river")
        actions.strike(road, by=cast.pau, on=TODAY(), words="by the harbour")
        assert note.earlier.get().what_we_did == "We sat […]"


class TestTakingOut:
    @pytest.mark.parametrize(
        ("because", "why"), [("twice", "written twice"), ("other_person", "wrong person"), ("not_held", "take place")]
    )
    def test_leaves_a_line_by_whom_when_and_why(self, pau, montse, road, note, because, why):
        assert take_out(pau, note, because).status_code == 302
        for browser in [pau, montse]:
            for read in [page(browser, "accompaniment", note), page(browser, "journey", road)]:
                assert "Pau took this note out on" in words_of(read) and why in words_of(read)
                assert "harbour" not in words_of(read) and "60 minutes" not in words_of(read)
        notes = page_of(montse.get("/my/notes/"))
        assert "Pau took this note out" in words_of(notes)
        assert not notes.find("a", string="I see it differently")

    def test_destroys_what_was_sealed_the_versions_before_too(self, cast, pau, note):
        correct(pau, note, what_we_did="We sat by the river")
        actions.add_to_note(note, by=cast.pau, on=TODAY(), words="And it rained")
        take_out(pau, note)
        kept = Accompaniment.objects.values(*Accompaniment.WORDS).get(pk=note.pk)
        assert {bytes(value) for value in kept.values()} == {b""}
        assert not EarlierNote.objects.exists() and not note.additions.exists()

    def test_leaves_what_the_person_said_about_it(self, cast, pau, montse, note):
        actions.dispute_note(note, by=cast.montse, on=TODAY(), words="I was not there")
        take_out(pau, note, "other_person")
        assert "I was not there" in words_of(page(montse, "accompaniment", note))

    def test_is_not_counted_any_more(self, cast, pau, road, note, capsys):
        story.walk(cast, road, [LONG_AGO])
        take_out(pau, note)
        road.refresh_from_db()
        assert (road.accompaniments_count, road.last_met_on) == (1, LONG_AGO)
        call_command("evaluate", road.programme.slug, "--json", "-")
        assert json.loads(capsys.readouterr().out)["accompaniments"] == 1
        assert list(findings()) == []

    def test_is_told_to_the_person(self, pau, montse, note):
        take_out(pau, note)
        read = text_of(montse.get("/my/"))
        assert "A note of a meeting was taken out" in read and "was written." not in read

    def test_twice_is_done_once(self, pau, note):
        tab = Tab(pau, reverse("journeys:strike_note", args=[note.pk]))
        other = Tab(pau, reverse("journeys:strike_note", args=[note.pk]))
        assert [tab.send(because="twice").status_code for _tap in range(2)] == [302, 302]
        assert "taken out already" in text_of(other.send(because="twice"))
        assert Entry.objects.filter(deed="accompaniment.strike_note").count() == 1

    def test_a_meeting_noted_for_the_wrong_person_can_be_noted_for_the_right_one(self, cast, pau, road, note):
        other = story.set_out(cast, on=LONG_AGO, person={"name": "Nora", "language": "ca"})
        take_out(pau, note, "other_person")
        again = {"on": note.on.isoformat(), "length": "60", "setting": note.setting}
        assert send(pau, "log", other, **again).status_code == 302
        counts = Journey.objects.filter(pk__in=[road.pk, other.pk]).values_list("accompaniments_count", flat=True)
        assert sorted(counts) == [0, 1]

    def test_says_what_goes_before_it_goes(self, pau, note):
        read = words_of(page(pau, "strike_note", note))
        assert "We sat by the harbour" in read and "gone for good" in read
        assert "required" in text_of(send(pau, "strike_note", note))
