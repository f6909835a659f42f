"""A diagnosis and a medicine have no place here: it is asked about once, and what stands there can be struck (I2)."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tests.architecture.test_every_url_is_guarded import PAGES
from tests.deeds import Can
from tests.journal.opened import said
from tests.journeys.on_the_road import AN_HOUR_OUT, page, send, soup_of
from tests.tabs import page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.access.policy import POLICY, RELATIONS
from wayfellow.access.roles import command_line
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.access.road import who_opened_the_space
from wayfellow.journeys.models import Accompaniment, Journey, Strike
from wayfellow.journeys.queries.striking import written
from wayfellow.plans.actions import begin_plan
from wayfellow.plans.models import Part

TODAY = timezone.localdate
CLINICAL = "F20.0, olanzapina 10 mg"
# A name or an address; and the very words that go.
SAY_NOTHING_OF_A_PERSON = {Can.INVITE_PERSON, Can.INVITE_TO_PART, Can.STRIKE, Can.CONFIRM_SPACE, Can.ASK_MERGE}

BY_THEMSELVES = {who_opened_the_space, command_line}  # for whom no page asks


def referral(cast, **answers):
    return {
        "idempotency_key": uuid.uuid4(), "name": "Lídia", "language": "ca", "source": cast.programme.sources.first().pk,
        "site": cast.sites[0].pk, "on": TODAY().isoformat(), "hope_words": CLINICAL, "phone": "600 111 222",
    } | answers  # fmt: skip


def refer(browser, cast, **answers):
    return browser.post(reverse("journeys:refer", args=[cast.programme.pk]), referral(cast, **answers))


class TestAsking:
    def test_a_referral_asks_once_in_place_with_everything_typed_kept(self, cast, browser_of):
        answer = refer(browser_of("rosa"), cast, practical_needs="The lift")
        asked = page_of(answer)
        assert answer.status_code == 422
        told = asked.find(id="id_hope_words_error").get_text()
        assert told.startswith("This looks like a diagnosis or a medicine: F20.0, olanzapina, 10 mg.")
        assert "Take it out?" in told
        assert asked.find(id="id_hope_words").get_text().strip() == CLINICAL
        assert asked.find(id="id_practical_needs").get_text().strip() == "The lift"
        assert len(asked.find_all("input", {"name": "as_it_is"})) == 1
        assert not Journey.objects.exists()

    def test_they_decide_and_it_is_kept_as_it_is(self, cast, browser_of):
        assert refer(browser_of("rosa"), cast, as_it_is="hope_words").status_code == 302
        assert Journey.objects.get().objectives.get().words == CLINICAL

    def test_what_is_decided_stays_decided_when_something_else_is_missing(self, cast, browser_of):
        asked = page_of(refer(browser_of("rosa"), cast, as_it_is="hope_words", name=""))
        assert asked.find("input", {"name": "as_it_is"}).has_attr("checked")
        assert asked.find(id="id_hope_words_error") is None

    def test_words_without_such_a_thing_are_not_asked_about(self, cast, browser_of):
        assert refer(browser_of("rosa"), cast, hope_words="To sleep with the window open").status_code == 302

    def test_a_note_asks_the_peer_supporter(self, road, pau):
        answer = send(pau, "log", road, person_says="I take Orfidal", **AN_HOUR_OUT)
        assert "Orfidal" in soup_of(answer).find(id="id_person_says_error").get_text()
        assert send(pau, "log", road, person_says="I sleep", **AN_HOUR_OUT).status_code == 302

    def test_nobody_is_asked_about_what_they_write_of_themself(self, cast, road, montse, pau):
        story.walk(cast, road, [TODAY()])
        note = road.accompaniments.get()
        assert send(pau, "add_to_note", note, words="She has schizophrenia").status_code == 422
        assert send(montse, "add_to_note", note, words="I have schizophrenia").status_code == 302
        begin_plan(cast.person, by=cast.montse)
        part = Part.objects.get(person=cast.person, kind="helps")
        typed = {"idempotency_key": uuid.uuid4(), "edit_token": "", "words": "Lithium at nine"}
        kept = montse.post(reverse("plans:write_part", args=[part.pk]), typed)
        assert "diagnosis" not in text_of(kept)

    def test_every_form_whose_words_are_about_a_person_says_so(self):
        for name, view in PAGES.items():
            form = getattr(view, "form_class", None)
            if form is None or not isinstance(view.needs, tuple) or view.needs[0] in SAY_NOTHING_OF_A_PERSON:
                continue
            can, model = view.needs
            others = {each for each in POLICY[model._meta.label][can] if not RELATIONS[each.__name__].is_own}
            others -= BY_THEMSELVES
            about = hasattr(model, "about_person") or can == Can.REFER
            free = [each for each, field in form.base_fields.items() if _takes_words(field)]
            if others and about and free:
                assert form.about_a_person, (name, free)

    def test_the_question_costs_no_statement_where_there_is_nothing_to_ask(self, cast, road, pau):
        """A note without such words is saved as before: `test_road.py` counts its statements."""
        assert send(pau, "log", road, what_we_did="We walked", **AN_HOUR_OUT).status_code == 302


def _takes_words(field):
    return type(field).__name__ == "CharField" and not field.widget.is_hidden


class TestStriking:
    @pytest.fixture
    def note(self, cast, road):
        story.walk(cast, road, [TODAY()], what_we_did="We spoke of olanzapina  10 mg, and of herons")
        return road.accompaniments.get()

    def fresh(self, note):
        return Accompaniment.objects.get(pk=note.pk).what_we_did

    def test_whoever_wrote_them_strikes_words_at_once_and_they_are_gone(self, road, note, pau, montse):
        before = bytes(Accompaniment.objects.values_list("what_we_did", flat=True).get())
        assert send(pau, "strike", road, words="Olanzapina 10 mg").status_code == 302
        assert self.fresh(note) == "We spoke of […], and of herons"
        assert bytes(Accompaniment.objects.values_list("what_we_did", flat=True).get()) != before
        assert Strike.objects.get().words == ""
        line = Entry.objects.get(deed=Can.STRIKE)
        assert said(line) == {"on": TODAY().isoformat()}
        assert "Took words out of what is written about you, or asked for it" in text_of(montse.get("/my/who-looked/"))
        assert "Words were taken out on" in page(montse, "strike", road).get_text()

    def test_a_person_asks_whoever_wrote_them_who_strikes_them_in_one_tap(self, road, note, pau, montse):
        assert send(montse, "strike", road, words="olanzapina 10 mg").status_code == 302
        assert "olanzapina" in self.fresh(note)
        assert "Pau has not done it yet" in page(montse, "strike", road).get_text()
        asked = Strike.objects.get()
        assert reverse("journeys:strike_as_asked", args=[asked.pk]) in str(page_of(pau.get("/today/")))
        idempotency_key = uuid.uuid4()
        assert [send(pau, "strike_as_asked", asked, idempotency_key).status_code for _tap in range(2)] == [302, 302]
        assert self.fresh(note) == "We spoke of […], and of herons"
        assert Strike.objects.get().words == ""
        assert reverse("journeys:strike_as_asked", args=[asked.pk]) not in str(page_of(pau.get("/today/")))

    def test_a_referrer_strikes_what_they_wrote(self, cast, browser_of):
        hopes = [("hope", "To sleep", "Takes Prozac")]
        journey = story.propose(cast, on=TODAY(), objectives=hopes, journey={"practical_needs": "prozac at nine"})
        actions.strike(journey, by=cast.montse, on=TODAY(), words="Prozac")
        assert reverse("journeys:strike_as_asked", args=[Strike.objects.get().pk]) in str(
            page_of(browser_of("rosa").get("/referrals/"))
        )
        actions.strike_as_asked(Strike.objects.get(), by=cast.rosa, on=TODAY())
        journey = Journey.objects.get(pk=journey.pk)
        assert (journey.practical_needs, journey.objectives.get().professional_view) == ("[…] at nine", "Takes […]")

    def test_nobody_strikes_or_finds_what_somebody_else_wrote(self, cast, road, note):
        for who in [cast.rosa, cast.carme]:
            with pytest.raises(
                Refused, match="These words are not there exactly as you wrote them here. Please copy them."
            ):
                actions.strike(road, by=who, on=TODAY(), words="olanzapina")
        with pytest.raises(PermissionDenied):
            actions.strike(road, by=cast.olga, on=TODAY(), words="olanzapina")
        assert "olanzapina" in self.fresh(note)

    def test_where_whoever_wrote_them_is_gone_they_go_at_once(self, cast, road, note):
        road.peer = None
        Journey.objects.filter(pk=road.pk).update(peer=None, offer_accepted=False, stage="chosen")
        actions.strike(road, by=cast.montse, on=TODAY(), words="olanzapina 10 mg")
        assert self.fresh(note) == "We spoke of […], and of herons"

    def test_every_sealed_text_of_a_journey_can_be_struck(self, cast, road, note):
        """All that somebody else writes on a journey is looked through, or named here with why not."""
        story.break_glass(cast, road, at=timezone.now())
        looked_through = {(type(record)._meta.label, column) for record, column, _author in written(road)}
        assert looked_through >= {
            ("journeys.Journey", "practical_needs"),
            ("journeys.Objective", "professional_view"),
            ("journeys.Accompaniment", "peer_takes"),
            ("journeys.Agreement", "if_worried"),
            ("journeys.BrokenGlass", "reason"),
            ("choices.Choice", "who_was_there"),
        }
