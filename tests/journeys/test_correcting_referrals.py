"""A referral is put right, withdrawn or taken back by whoever wrote it; what is hoped for changes together later."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.journeys.on_the_road import TODAY, page, words_of
from tests.tabs import Tab, filled_in, page_of, text_of
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.checks import findings
from wayfellow.journeys.models import Closer, Journey, Objective
from wayfellow.people.models import Person

NORA = {"name": "Nora", "language": "ca", "gender": ""}
HOPES = [("hope", "To sleep well", "Tired of waiting"), ("meaning", "To paint", "")]
UNTOLD = [Choice.Answer.NO, Choice.Answer.NOT_NOW]


@pytest.fixture
def rosa(cast, client):
    client.force_login(cast.rosa)
    return client


@pytest.fixture
def proposed(cast):
    """Proposed to Montse, who has an account."""
    return story.propose(cast, on=TODAY(), objectives=HOPES, journey={"practical_needs": "A lift"})


@pytest.fixture
def nora(cast):
    """Proposed to Nora, who has no account and is known by nothing else."""
    return story.propose(cast, on=TODAY(), person=NORA, objectives=HOPES)


def tab(browser, name, journey, room="journeys"):
    opened = Tab(browser, reverse(f"{room}:{name}", args=[journey.pk]))
    chosen = page_of(opened.answer).select("main form select option[selected]")
    opened.filled_in |= {option.find_parent("select")["name"]: option["value"] for option in chosen}
    return opened


def correct(browser, journey, **typed):
    return tab(browser, "correct_referral", journey).send(**typed)


class TestCorrecting:
    def test_says_it_anew_and_both_read_what_it_said_before(self, rosa, montse, proposed):
        answer = correct(rosa, proposed, hope_words="To sleep through", meaning_words="", practical_needs="A bus")
        assert answer.url == reverse("journeys:referral", args=[proposed.pk])
        for read in [page(rosa, "referral", proposed), page(montse, "my_referral", proposed)]:
            before = read.main.details.extract()
            assert "To sleep through" in words_of(read) and "A bus" in words_of(read)
            assert "To paint" not in words_of(read) and "A lift" not in words_of(read)
            for words in ["To sleep well", "To paint", "A lift"]:
                assert words in before.text

    def test_of_a_day_far_back_leaves_what_its_page_says(self, rosa, proposed):
        stands = "The person is considering it."
        correct(rosa, proposed, on=(TODAY() - timedelta(days=90)).isoformat())
        assert Journey.objects.get(pk=proposed.pk).referred_on == TODAY() - timedelta(days=90)
        assert stands in words_of(page(rosa, "referral", proposed))
        assert stands in text_of(rosa.get(reverse("journeys:referrals")))
        Journey.objects.update(corrected_on=TODAY() - timedelta(days=30))
        assert "Not at the moment." in words_of(page(rosa, "referral", proposed))

    @pytest.mark.parametrize("age, called", [("45", "Nora"), ("", "Ivan")])
    def test_stays_about_whom_it_was_written_however_alike_somebody_is(self, cast, rosa, nora, age, called):
        story.propose(cast, on=TODAY(), person=NORA | {"name": "Ivan"})
        assert correct(rosa, nora, age=age, name=called).status_code == 302
        assert correct(rosa, nora, age=age, name=called, practical_needs="A bus").status_code == 302

    def test_is_told_to_the_person(self, rosa, montse, proposed):
        correct(rosa, proposed, practical_needs="A bus")
        assert "Your referral was corrected" in text_of(montse.get("/my/"))

    def test_corrects_the_name_of_someone_without_an_account_and_nobody_elses(self, rosa, nora, proposed):
        assert correct(rosa, nora, name="Nora V.").status_code == 302
        assert Person.objects.get(pk=nora.person_id).name == "Nora V."
        assert "Nora" in page(rosa, "referral", nora).main.details.text
        assert not page(rosa, "correct_referral", proposed).find("input", {"name": "name"})

    def test_adds_a_surname_to_tell_them_from_somebody_of_their_name(self, rosa, nora):
        for surname in ["Vidla", "Vidal"]:
            assert correct(rosa, nora, also_called=surname).status_code == 302
        read = page(rosa, "referral", nora)
        assert "Vidla" in read.main.details.extract().text and "Vidal" in words_of(read)

    def test_leaves_nobody_without_a_name(self, rosa, nora):
        answer = correct(rosa, nora, name="")
        assert answer.status_code == 422
        assert Person.objects.get(pk=nora.person_id).name == "Nora"

    @pytest.mark.parametrize("answer", UNTOLD)
    def test_tells_nothing_of_a_no(self, cast, rosa, proposed, answer):
        actions.choose(proposed, by=cast.montse, on=TODAY(), answer=answer)
        assert "Correct the referral" in words_of(page(rosa, "referral", proposed))
        assert correct(rosa, proposed, practical_needs="A bus").status_code == 302

    def test_ends_with_a_yes_also_one_that_was_taken_back(self, cast, rosa, proposed):
        form = tab(rosa, "correct_referral", proposed)
        story.say_yes(cast, proposed, on=TODAY())
        assert "has said yes" in text_of(form.send(practical_needs="A bus"))
        for again in [None, Choice.Answer.NO]:
            if again:
                actions.choose(proposed, by=cast.montse, on=TODAY(), answer=again)
            assert "Correct the referral" not in words_of(page(rosa, "referral", proposed))
            assert "A bus" in text_of(correct(rosa, proposed, practical_needs="A bus"))

    def test_in_two_tabs_replaces_nothing_unseen(self, rosa, proposed):
        first, second = (tab(rosa, "correct_referral", proposed) for _tab in range(2))
        assert first.send(hope_words="To sleep through").status_code == 302
        assert second.send(hope_words="To rest").status_code == 422
        assert "To sleep through" in text_of(second.answer)
        token = filled_in(second.answer)["edit_token"]
        assert second.send(hope_words="To rest", edit_token=token).status_code == 302

    def test_without_a_change_says_so_and_keeps_no_version(self, rosa, proposed):
        assert "already saved" in text_of(correct(rosa, proposed))
        assert not proposed.earlier.exists()

    def test_needs_something_that_is_hoped_for(self, rosa, proposed):
        answer = correct(rosa, proposed, hope_words="", hope_view="", meaning_words="")
        assert answer.status_code == 422 and "at least one thing" in text_of(answer)

    def test_words_that_a_person_wants_out_are_gone_from_earlier_versions_too(self, cast, rosa, proposed):
        correct(rosa, proposed, practical_needs="A bus", hope_words="To sleep through")
        for words in ["A lift", "sleep well"]:
            actions.strike(proposed, by=cast.rosa, on=TODAY(), words=words)
        earlier = proposed.earlier.get()
        assert earlier.practical_needs == "[…]" and earlier.objectives.get().words == "To […]"

    def test_is_for_whoever_wrote_it(self, cast, montse, pau, proposed):
        for name in ["correct_referral", "withdraw_referral"]:
            assert montse.get(reverse(f"journeys:{name}", args=[proposed.pk])).status_code == 404
            assert pau.get(reverse(f"journeys:{name}", args=[proposed.pk])).status_code == 404


class TestWithdrawing:
    def test_ends_the_proposal_and_what_was_written_stays(self, rosa, montse, proposed):
        assert tab(rosa, "withdraw_referral", proposed).send().status_code == 302
        assert "The referral was withdrawn." in words_of(page(rosa, "referral", proposed))
        assert "To paint" in words_of(page(montse, "my_referral", proposed))
        for place in ["/my/", "/my/where/"]:
            assert "The proposal was withdrawn" in text_of(montse.get(place))
        assert "This has ended." in words_of(page(montse, "choose", proposed))
        assert list(findings()) == []

    def test_leaves_room_for_another_one(self, cast, rosa, proposed):
        tab(rosa, "withdraw_referral", proposed).send()
        again = story.propose(cast, on=TODAY(), person=proposed.person)
        assert again.is_choosing

    @pytest.mark.parametrize("answer", UNTOLD)
    def test_tells_nothing_of_a_no(self, cast, rosa, proposed, answer):
        actions.choose(proposed, by=cast.montse, on=TODAY(), answer=answer)
        assert tab(rosa, "withdraw_referral", proposed).send().status_code == 302

    def test_ends_with_a_yes(self, cast, rosa, proposed):
        form = tab(rosa, "withdraw_referral", proposed)
        story.say_yes(cast, proposed, on=TODAY())
        assert "has said yes" in text_of(form.send())

    def test_stands_among_what_has_ended_on_the_desk(self, cast, rosa, client, proposed):
        tab(rosa, "withdraw_referral", proposed).send()
        client.force_login(cast.carme)
        assert "Montse" in text_of(client.get(reverse("home:desk", args=[cast.programme.pk]), {"group": "ended"}))
        assert "The referral was withdrawn" in words_of(page(client, "desk_journey", proposed))


class TestTakingBack:
    def take_back(self, browser, journey):
        return tab(browser, "take_back_referral", journey, room="keeping").send()

    def test_keeps_nothing_of_someone_who_is_known_by_nothing_else(self, rosa, nora):
        person = nora.person
        assert self.take_back(rosa, nora).url == reverse("journeys:referrals")
        assert not Journey.objects.filter(pk=nora.pk).exists()
        assert not Objective.objects.filter(journey=nora.pk).exists()
        gone = Person.objects.select_related("key").get(pk=person.pk)
        assert gone.erased_on and gone.key.is_destroyed and gone.name != "Nora"
        assert "Nora" not in text_of(rosa.get(reverse("journeys:referrals")))

    def test_leaves_who_has_an_account_as_they_are_and_tells_them(self, rosa, montse, proposed):
        self.take_back(rosa, proposed)
        person = Person.objects.get(pk=proposed.person_id)
        assert person.name == "Montse" and not person.erased_on
        assert "by mistake" in text_of(montse.get("/my/"))
        assert "Took back a referral" in text_of(montse.get("/my/who-looked/"))

    @pytest.mark.parametrize("answer", UNTOLD)
    def test_tells_nothing_of_a_no_and_leaves_the_persons_own_words(self, cast, rosa, proposed, answer):
        actions.choose(proposed, by=cast.montse, on=TODAY(), answer=answer, words="I am fine")
        assert self.take_back(rosa, proposed).status_code == 302
        assert cast.person.choices.get().words == "I am fine"

    def test_twice_by_a_double_tap_is_done_once(self, rosa, nora):
        form = tab(rosa, "take_back_referral", nora, room="keeping")
        assert [form.send().status_code for _tap in range(2)] == [302, 302]
        assert Entry.objects.filter(deed="journey.take_back_referral").count() == 1

    def test_is_possible_for_a_day(self, rosa, proposed):
        read = page(rosa, "referral", proposed)
        assert "Begun by mistake" in words_of(read)
        Journey.objects.update(written_at=timezone.now() - timedelta(hours=25))
        assert "Begun by mistake" not in words_of(page(rosa, "referral", proposed))
        assert rosa.get(reverse("keeping:take_back_referral", args=[proposed.pk])).status_code == 404

    def test_ends_with_a_yes(self, cast, rosa, proposed):
        form = tab(rosa, "take_back_referral", proposed, room="keeping")
        story.say_yes(cast, proposed, on=TODAY())
        assert "has said yes" in text_of(form.send())


class TestWhatIsHopedFor:
    @pytest.fixture
    def walked(self, cast):
        return story.set_out(cast, on=TODAY() - timedelta(days=20), objectives=HOPES)

    @pytest.fixture
    def beside(self, cast):
        """On the road with Nora, who has no account."""
        return story.set_out(cast, on=TODAY() - timedelta(days=20), person=NORA, objectives=HOPES)

    def change(self, browser, journey, **typed):
        return tab(browser, "change_objectives", journey).send(**typed)

    def test_changes_in_the_persons_own_space_and_both_read_it(self, montse, pau, walked):
        typed = {"words_1": "To sleep through", "let_go_2": "on", "dimension": "identity", "more": "To be myself"}
        assert self.change(montse, walked, **typed).status_code == 302
        for browser in [montse, pau]:
            read = words_of(page(browser, "objectives", walked))
            now, before = read.split("What was said before")
            assert "To sleep through" in now and "To be myself" in now and "To paint" not in now
            assert "To sleep well" in before and "To paint" in before
            assert "To be myself" in words_of(page(browser, "journey", walked))
        assert "says anew what they hope for" in text_of(pau.get("/today/"))

    def test_leaves_what_whoever_referred_wrote_and_tells_them_nothing(self, rosa, montse, walked):
        self.change(montse, walked, words_1="To sleep through")
        read = words_of(page(rosa, "referral", walked))
        assert "To sleep well" in read and "To sleep through" not in read

    def test_is_not_the_peer_supporters_alone(self, pau, walked):
        assert pau.get(reverse("journeys:change_objectives", args=[walked.pk])).status_code == 404
        assert "in their own space" in words_of(page(pau, "objectives", walked))

    def test_without_an_account_changes_beside_the_peer_supporter(self, pau, beside):
        assert "required" in text_of(self.change(pau, beside, words_1="To sleep through"))
        assert self.change(pau, beside, words_1="To sleep through", together="on").status_code == 302

    def test_has_the_closing_sheet_follow(self, cast, montse, pau, walked):
        actions.begin_closing(walked, by=cast.pau, on=TODAY())
        answers = {each.pk: (Closer.CLOSER, "") for each in walked.objectives.now()}
        actions.answer_as_peer(walked, by=cast.pau, answers=answers, takes="", how_to_come_back="")
        actions.answer_as_person(walked, by=cast.montse, answers=answers, takes="")
        actions.close(walked, by=cast.pau, on=TODAY())
        self.change(montse, walked, let_go_2="on", dimension="identity", more="To be myself")
        walked.refresh_from_db()
        assert walked.is_closing and walked.closing.peer_agreed_on is None
        sheet = page(montse, "closing", walked)
        assert "To be myself" in words_of(sheet) and "To paint" not in words_of(sheet)
        assert "Agree to end here" not in words_of(sheet)
        assert page_of(montse.get(reverse("journeys:closing_answers", args=[walked.pk]))).find(string="To be myself")

    def test_in_two_tabs_replaces_nothing_unseen(self, montse, walked):
        first, second = (tab(montse, "change_objectives", walked) for _tab in range(2))
        assert first.send(words_1="To sleep through").status_code == 302
        assert second.send(words_1="To rest").status_code == 422
        assert "To rest" in text_of(second.answer)

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({}, "already saved"),
            ({"more": "To be myself"}, "say what it is about"),
            ({"dimension": "identity"}, "what is hoped for"),
        ],
    )
    def test_says_in_place_what_needs_another_look(self, montse, walked, typed, message):
        answer = self.change(montse, walked, **typed)
        assert answer.status_code == 422 and message in text_of(answer)

    def test_ends_with_the_journey(self, cast, montse, walked):
        story.close(cast, walked, on=TODAY())
        assert "until the end of the journey" in text_of(self.change(montse, walked, words_1="To rest"))
