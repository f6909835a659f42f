"""Saying goodbye: in two voices, both agreeing; or gently, when it stops sooner."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.directory.models import Listing
from wayfellow.journeys import actions
from wayfellow.journeys.models import Closer, Journey
from wayfellow.people.models import Person
from wayfellow.surveys.models import Invitation

TODAY = timezone.localdate
BOTH = {"person_agrees": "on", "peer_agrees": "on"}


def page(name, journey):
    return reverse(f"journeys:{name}", args=[journey.pk])


@pytest.fixture
def journey(cast):
    """On the road since a month."""
    journey = story.set_out(cast, on=TODAY() - timedelta(days=30))
    story.walk(cast, journey, [TODAY() - timedelta(days=2)])
    return journey


@pytest.fixture
def goodbye(cast, journey):
    """The two have begun to say goodbye."""
    actions.begin_closing(journey, by=cast.pau, on=TODAY())
    return journey


@pytest.fixture
def answered(cast, goodbye):
    """Both have written their part."""
    answers = {objective.pk: (Closer.CLOSER, "") for objective in goodbye.objectives.all()}
    actions.answer_as_person(goodbye, by=cast.montse, answers=answers, takes="The square in the morning")
    his = {"takes": "Her humour", "how_to_come_back": "Ring Carme"}
    actions.answer_as_peer(goodbye, by=cast.pau, answers=answers, **his)
    return goodbye


@pytest.fixture
def montse(cast):
    return browser_of(cast.montse)


@pytest.fixture
def pau(cast):
    return browser_of(cast.pau)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def stage_of(journey):
    return Journey.objects.get(pk=journey.pk).stage


def test_either_begins_it_early_and_nothing_ends_by_that(montse, pau, journey):
    assert "Begin to say goodbye" in text_of(montse.get(page("closing", journey)))
    assert Tab(pau, page("begin_closing", journey)).send().url == page("closing", journey)
    assert stage_of(journey) == "closing"
    assert "Write my part" in text_of(montse.get(page("closing", journey)))


def test_beginning_twice_with_one_form_is_no_mistake(montse, journey):
    tab = Tab(montse, page("begin_closing", journey))
    assert [tab.send().status_code for _tap in range(2)] == [302, 302]


def test_beginning_when_the_other_has_begun_is_told_and_changes_nothing(montse, pau, journey):
    tab = Tab(montse, page("begin_closing", journey))
    Tab(pau, page("begin_closing", journey)).send()
    answer = tab.send()
    assert answer.status_code == 422
    assert "Coming to its end" in text_of(answer)


def test_it_was_not_the_end_after_all_and_what_was_written_stays(montse, pau, answered):
    assert Tab(montse, page("go_on_after_all", answered)).send().status_code == 302
    assert stage_of(answered) == "walking"
    assert "Her humour" in text_of(montse.get(page("closing", answered)))


def test_each_writes_their_own_voice_and_both_read_both(montse, pau, goodbye):
    hers = {"words_1": "I go each week", "takes": "The square"}
    his = {"words_1": "She chose the way", "takes": "Her humour"}
    Tab(montse, page("closing_answers", goodbye)).send(closer_1="3", **hers)
    Tab(pau, page("closing_answers_as_peer", goodbye)).send(closer_1="4", **his)
    for reader in (montse, pau):
        text = text_of(reader.get(page("closing", goodbye)))
        for words in [*hers.values(), "Much closer", *his.values(), "We got there"]:
            assert words in text


def test_nobody_writes_in_the_other_s_voice(montse, pau, goodbye):
    assert pau.get(page("closing_answers", goodbye)).status_code == 404
    assert pau.post(page("closing_answers", goodbye)).status_code == 404
    assert montse.get(page("closing_answers_as_peer", goodbye)).status_code == 404
    assert montse.post(page("closing_answers_as_peer", goodbye)).status_code == 404


@pytest.mark.parametrize("who", ["rosa", "carme", "silvia", "edu", "nil", "olga"])
def test_the_sheet_is_between_the_two(cast, answered, who):
    reader = browser_of(getattr(cast, who))
    for name in [
        "closing",
        "closing_answers",
        "closing_answers_as_peer",
        "closing_words",
        "agree_words",
        "close",
    ]:
        assert reader.get(page(name, answered)).status_code == 404


def test_rather_not_say_is_an_answer_and_an_open_one_can_wait(montse, goodbye):
    Tab(montse, page("closing_answers", goodbye)).send(closer_1="9")
    text = text_of(montse.get(page("closing", goodbye)))
    assert "I would rather not say" in text
    assert "You have not answered yet" in text


def test_another_tab_s_words_in_the_same_voice_are_not_replaced_unseen(montse, goodbye):
    first, second = (Tab(montse, page("closing_answers", goodbye)) for _tab in range(2))
    first.send(words_1="From the first tab")
    answer = second.send(words_1="From the second tab")
    assert answer.status_code == 422
    assert "From the first tab" in text_of(answer)
    assert "From the second tab" in text_of(answer)
    assert second.send_again().status_code == 302
    assert "From the second tab" in text_of(montse.get(page("closing", goodbye)))


def test_an_open_objective_is_named_when_someone_agrees_to_end(montse, goodbye):
    answer = Tab(montse, page("close", goodbye)).send()
    assert answer.status_code == 422
    assert "needs an answer from both of you" in text_of(answer)
    assert stage_of(goodbye) == "closing"


def test_it_ends_when_both_have_agreed(montse, pau, answered):
    assert Tab(montse, page("close", answered)).send().status_code == 302
    assert stage_of(answered) == "closing"
    assert "Montse agrees to end here" in text_of(pau.get(page("closing", answered)))
    Tab(pau, page("close", answered)).send()
    assert stage_of(answered) == "closed"
    for reader in (montse, pau):
        text = text_of(reader.get(page("closing", answered)))
        assert "You closed this journey together" in text
        assert "Ring Carme" in text


def test_two_who_agree_at_once_end_it_once(montse, pau, answered):
    hers, his = Tab(montse, page("close", answered)), Tab(pau, page("close", answered))
    assert [hers.send().status_code, his.send().status_code] == [302, 302]
    again = Tab(pau, page("close", answered))
    assert "not saying goodbye at the moment" in text_of(again.answer)
    assert stage_of(answered) == "closed"


def test_nobody_agrees_to_words_they_have_not_read(montse, pau, answered):
    tab = Tab(montse, page("close", answered))
    Tab(pau, page("closing_answers_as_peer", answered)).send(takes="Something new")
    answer = tab.send()
    assert answer.status_code == 422
    assert "Something new" in text_of(answer)
    assert tab.send_again().status_code == 302


def test_words_changed_after_one_agreed_ask_for_the_agreement_anew(montse, pau, answered):
    Tab(montse, page("close", answered)).send()
    Tab(pau, page("closing_answers_as_peer", answered)).send(takes="Something new")
    Tab(pau, page("close", answered)).send()
    assert stage_of(answered) == "closing"


def test_what_was_typed_stays_when_the_other_went_on_after_all(montse, pau, answered):
    tab = Tab(montse, page("closing_answers", answered))
    Tab(pau, page("go_on_after_all", answered)).send()
    answer = tab.send(words_1="I do not want to lose this")
    assert answer.status_code == 422
    assert "I do not want to lose this" in text_of(answer)
    assert "not coming to its end now" in text_of(answer)


def test_the_referrer_reads_the_agreed_words_only_at_the_end_and_only_those(cast, montse, pau, answered):
    rosa, hers = browser_of(cast.rosa), page("referral", answered)
    Tab(pau, page("closing_words", answered)).send(words="She found the square again")
    assert b"the square again" not in rosa.get(hers).content
    Tab(montse, page("agree_words", answered)).send()
    assert b"the square again" not in rosa.get(hers).content
    for reader in (montse, pau):
        Tab(reader, page("close", answered)).send()
    assert "She found the square again" in text_of(rosa.get(hers))
    assert b"Her humour" not in rosa.get(hers).content


def test_words_that_were_never_agreed_are_never_sent(cast, montse, pau, answered):
    Tab(pau, page("closing_words", answered)).send(words="She found the square again")
    for reader in (montse, pau):
        Tab(reader, page("close", answered)).send()
    assert b"the square again" not in browser_of(cast.rosa).get(page("referral", answered)).content
    assert "are not sent" in text_of(montse.get(page("closing", answered)))


class TestWhatComesNext:
    @pytest.fixture
    def places(self, cast):
        """An association that the programme knows, and a group of it in the directory."""
        group = Listing.objects.create(
            slug="walks", organisation=cast.associations[0], names={"en": "Walks"}, published_on=TODAY()
        )
        itself = {"organisation": cast.associations[0], "names": {"en": cast.associations[0].name}}
        Listing.objects.create(slug="itself", published_on=TODAY(), **itself)
        return [cast.associations[0].name, f"Walks · {group.organisation}"]

    def test_goes_to_the_referrer_with_the_words_and_only_with_the_yes(self, cast, montse, pau, answered, places):
        rosa, hers = browser_of(cast.rosa), page("referral", answered)
        tab = Tab(pau, page("closing_words", answered))
        offered = [box["value"] for box in page_of(tab.answer).select("[name=comes_next]")]
        assert set(places) <= set(offered) and f"{places[0]} · {places[0]}" not in offered
        tab.send(words="She found the square again", comes_next=places)
        for reader, name in [(montse, "agree_words"), (montse, "closing"), (pau, "closing"), (pau, "close")]:
            assert all(place in text_of(reader.get(page(name, answered))) for place in places), name
        for reader in (montse, pau):
            Tab(reader, page("close", answered)).send()
        assert not any(place in text_of(rosa.get(hers)) for place in places)
        Tab(montse, page("agree_words", answered)).send()
        assert all(place in text_of(rosa.get(hers)) for place in places)
        assert all(place in text_of(montse.get(reverse("journeys:where_i_stand"))) for place in places)

    def test_chosen_otherwise_it_waits_for_a_new_yes(self, montse, pau, answered, places):
        Tab(pau, page("closing_words", answered)).send(words="It went well", comes_next=places[:1])
        Tab(montse, page("agree_words", answered)).send()
        again = Tab(montse, page("closing_words", answered))
        ticked = [box["value"] for box in page_of(again.answer).select("[name=comes_next][checked]")]
        assert ticked == places[:1]
        again.send(comes_next=places[1:])
        assert "sent only once you have agreed" in text_of(montse.get(page("closing", answered)))

    def test_what_is_not_in_the_directory_is_refused_where_it_was_ticked(self, pau, answered, places):
        tab = Tab(pau, page("closing_words", answered))
        assert tab.send(words="It went well", comes_next=["Elsewhere"]).status_code == 422
        assert "It went well" in text_of(tab.answer)

    def test_it_stays_with_the_person_when_another_peer_supporter_comes(self, cast, montse, pau, answered, places):
        Tab(pau, page("closing_words", answered)).send(words="It went well", comes_next=places)
        actions.go_on_after_all(answered, by=cast.pau, on=TODAY())
        actions.change_peer(answered, by=cast.montse, on=TODAY())
        kept = answered.closing.__class__.objects.get(journey=answered)
        assert kept.comes_next is None and places[0] in kept.set_aside

    def test_without_an_account_it_is_part_of_what_both_tick(self, cast, pau, places):
        journey = story.set_out(cast, on=TODAY(), person={"name": "Nora", "language": "ca"})
        actions.begin_closing(journey, by=cast.pau, on=TODAY())
        actions.propose_words(journey, by=cast.pau, words="It went well", edit_token=None, comes_next=places)
        tab = Tab(pau, page("agree_words", journey))
        assert places[0] in text_of(tab.answer)
        assert tab.send(how="device", peer_agrees="on", person_agrees="on").status_code == 302


def test_a_yes_to_words_that_were_rewritten_meanwhile_is_refused(montse, pau, answered):
    Tab(pau, page("closing_words", answered)).send(words="The first version")
    tab = Tab(montse, page("agree_words", answered))
    Tab(pau, page("closing_words", answered)).send(words="The second version")
    answer = tab.send()
    assert answer.status_code == 422
    assert "have changed since you opened them" in text_of(answer)
    assert "The second version" in text_of(answer)
    assert tab.send_again().status_code == 302


def test_new_words_take_back_the_yes_to_the_old_ones(montse, pau, answered):
    Tab(pau, page("closing_words", answered)).send(words="The first version")
    Tab(montse, page("agree_words", answered)).send()
    Tab(pau, page("closing_words", answered)).send(words="The second version")
    assert "sent only once you have agreed" in text_of(montse.get(page("closing", answered)))


def test_two_who_propose_words_at_once_read_each_other_first(montse, pau, answered):
    hers, his = Tab(montse, page("closing_words", answered)), Tab(pau, page("closing_words", answered))
    his.send(words="His words")
    answer = hers.send(words="Her words")
    assert answer.status_code == 422
    assert "His words" in text_of(answer)
    assert "Her words" in text_of(answer)
    assert hers.send_again().status_code == 302


def test_only_the_person_says_yes_to_the_words(pau, answered):
    assert pau.get(page("agree_words", answered)).status_code == 404


def test_a_peer_supporter_ends_it_sooner_without_blame_and_with_the_door_open(montse, pau, journey):
    tab = Tab(pau, page("end_unplanned", journey))
    answer = tab.send(way="unreached", how_to_come_back="Ring Carme any morning")
    assert answer.url == page("closing", journey)
    assert stage_of(journey) == "ended"
    assert "Ring Carme any morning" in text_of(montse.get(page("closing", journey)))
    assert "next supervision" in text_of(pau.get(page("closing", journey)))


def test_a_coordinator_ends_it_and_is_led_to_what_they_may_see(cast, journey):
    carme = browser_of(cast.carme)
    assert Tab(carme, page("end_unplanned", journey)).send(way="service").url == page("desk_journey", journey)
    assert carme.get(page("desk_journey", journey)).status_code == 200


def test_an_unplanned_end_keeps_what_the_two_wrote_about_coming_back(cast, montse, answered):
    tab = Tab(browser_of(cast.carme), page("end_unplanned", answered))
    tab.send(way="moved", how_to_come_back="Or write to us")
    text = text_of(montse.get(page("closing", answered)))
    assert "Ring Carme" in text
    assert "Or write to us" in text


def test_a_day_still_to_come_is_said_in_place_and_what_was_typed_stays(pau, journey):
    tomorrow = (TODAY() + timedelta(days=1)).isoformat()
    tab = Tab(pau, page("end_unplanned", journey))
    answer = tab.send(way="moved", on=tomorrow, how_to_come_back="Ring Carme")
    assert answer.status_code == 422
    assert page_of(answer).find(id="id_on_error")
    assert "Ring Carme" in text_of(answer)


class TestAnEndingNotedByMistake:
    @pytest.fixture
    def ended(self, cast, journey):
        actions.end_unplanned(journey, by=cast.pau, on=TODAY(), way="moved", how_to_come_back="Ring Carme")
        return journey

    @pytest.mark.parametrize(
        "who, begins, leads", [("pau", "closing", "journey"), ("carme", "desk_journey", "desk_journey")]
    )
    def test_is_taken_back_within_a_week_and_the_two_go_on(self, cast, montse, ended, who, begins, leads):
        reader, address = browser_of(getattr(cast, who)), page("take_back_end", ended)
        assert address in reader.get(page(begins, ended)).content.decode()
        assert Tab(reader, address).send().url == page(leads, ended)
        assert stage_of(ended) == "walking"
        assert "You two go on after all." in text_of(montse.get("/my/"))
        assert "How was it for you?" not in text_of(montse.get("/my/")) and not Invitation.objects.exists()

    def test_what_was_written_stays_and_how_it_ends_is_open_again(self, cast, pau, ended):
        Tab(pau, page("take_back_end", ended)).send()
        assert "Ring Carme" in text_of(pau.get(page("closing", ended)))
        assert ended.closing.__class__.objects.get(journey=ended).way == "together"

    def test_after_a_week_it_stays(self, cast, pau, ended):
        Journey.objects.filter(pk=ended.pk).update(ended_on=TODAY() - timedelta(days=7), last_met_on=None)
        assert page("take_back_end", ended) not in pau.get(page("closing", ended)).content.decode()
        assert Tab(pau, page("take_back_end", ended)).send().status_code == 422
        assert stage_of(ended) == "ended"

    def test_nobody_goes_on_with_a_peer_supporter_who_has_left(self, cast, ended):
        cast.pau.peers.update(ends_on=TODAY() - timedelta(days=1))
        assert Tab(browser_of(cast.carme), page("take_back_end", ended)).send().status_code == 422

    def test_nor_beside_a_journey_that_was_begun_since(self, cast, pau, ended):
        story.propose(cast, on=TODAY(), person=cast.person)
        assert Tab(pau, page("take_back_end", ended)).send().status_code == 422


def test_no_reason_on_offer_blames_anyone(pau, journey):
    text = text_of(pau.get(page("end_unplanned", journey))).lower()
    for word in ["fail", "refus", "miss", "did not come", "disengag", "drop"]:
        assert word not in text


@pytest.fixture
def beside(cast, answered):
    """Montse has no account: what she says is written down beside her."""
    Person.objects.filter(pk=cast.person.pk).update(user=None)
    return answered


@pytest.mark.parametrize("ticked", [{}, {"person_agrees": "on"}, {"peer_agrees": "on"}])
def test_one_of_two_alone_does_not_end_it_on_one_screen(pau, beside, ticked):
    assert Tab(pau, page("close", beside)).send(**ticked).status_code == 422
    assert stage_of(beside) == "closing"


def test_an_ending_that_both_agreed_to_says_that_it_stays(pau, beside):
    Tab(pau, page("close", beside)).send(**BOTH)
    with pytest.raises(Refused, match="You both agreed to this ending"):
        actions.take_back_end(Journey.objects.get(pk=beside.pk), by=beside.peer.user, on=TODAY())


def test_someone_without_an_account_ends_it_beside_their_peer_supporter(pau, beside):
    Tab(pau, page("closing_answers", beside)).send(takes="A walk of my own")
    Tab(pau, page("closing_words", beside)).send(words="She walks alone now")
    Tab(pau, page("agree_words", beside)).send()
    Tab(pau, page("close", beside)).send(**BOTH)
    assert stage_of(beside) == "closed"
    assert "A walk of my own" in text_of(pau.get(page("closing", beside)))


def test_they_get_the_survey_on_paper_and_nobody_else_has_the_link_to_it(pau, beside):
    Person.objects.filter(pk=beside.person_id).update(language="ca")
    Tab(pau, page("close", beside)).send(**BOTH)
    invitation = str(Journey.objects.get(pk=beside.pk).survey)
    assert invitation not in pau.get(page("closing", beside)).content.decode()
    on_paper = pau.get(page("survey_on_paper", beside))
    assert invitation not in on_paper.content.decode()
    assert "Què hauria de canviar?" in text_of(on_paper)


def test_once_they_were_answered_there_is_nothing_to_print(pau, beside):
    Tab(pau, page("close", beside)).send(**BOTH)
    Invitation.objects.all().delete()
    assert "nothing to print" in text_of(pau.get(page("survey_on_paper", beside)))


def test_the_survey_of_someone_with_an_account_is_theirs_alone(montse, pau, answered):
    for reader in (montse, pau):
        Tab(reader, page("close", answered)).send()
    invitation = f"/survey/{Journey.objects.get(pk=answered.pk).survey}/"
    assert invitation in montse.get(page("closing", answered)).content.decode()
    assert invitation in montse.get("/my/").content.decode()
    assert invitation not in pau.get(page("closing", answered)).content.decode()


def propose_and_end(cast, answered, days_ago=0):
    """Words are proposed and nobody agrees; the journey ends."""
    words = "It went well, and Montse goes to the square by herself"
    actions.propose_words(answered, by=cast.pau, words=words, edit_token=edit_token_of([0]))
    for each in [cast.montse, cast.pau]:
        actions.close(answered, by=each, on=timezone.localdate())
    ended_on = timezone.localdate() - timedelta(days=days_ago)
    Journey.objects.filter(pk=answered.pk).update(ended_on=ended_on, last_met_on=None)
    return words


def test_words_that_are_not_agreed_to_are_said_before_the_end(cast, montse, answered):
    assert "not agreed to yet" not in text_of(montse.get(page("close", answered)))
    actions.propose_words(answered, by=cast.pau, words="It went well", edit_token=edit_token_of([0]))
    text = text_of(montse.get(page("close", answered)))
    assert "not agreed to yet" in text and "It went well" in text


def test_words_can_be_agreed_to_for_30_days_after_the_end_and_go_to_the_referrer(cast, montse, answered):
    words = propose_and_end(cast, answered, days_ago=30)
    rosa = browser_of(cast.rosa)
    assert words not in text_of(rosa.get(page("referral", answered)))
    assert page("agree_words", answered) in montse.get("/my/").content.decode()
    assert "can still agree until" in text_of(montse.get(page("closing", answered)))
    assert Tab(montse, page("agree_words", answered)).send().status_code == 302
    assert words in text_of(rosa.get(page("referral", answered)))
    assert "agreed to words for you" in text_of(rosa.get("/referrals/"))


def test_after_that_they_are_not_sent(cast, montse, answered):
    propose_and_end(cast, answered, days_ago=31)
    assert "These words were not sent." in text_of(montse.get(page("closing", answered)))
    assert page("agree_words", answered) not in montse.get("/my/").content.decode()
    with pytest.raises(Refused):
        actions.agree_words(answered, by=cast.montse, edit_token=edit_token_of([1]))


def test_without_an_account_both_tick_that_they_agree_here_or_on_paper(cast, pau):
    journey = story.set_out(cast, on=timezone.localdate(), person={"name": "Nora", "language": "ca"})
    actions.begin_closing(journey, by=cast.pau, on=timezone.localdate())
    actions.propose_words(journey, by=cast.pau, words="It went well", edit_token=edit_token_of([0]))
    tab = Tab(pau, page("agree_words", journey))
    assert tab.send(how="paper", peer_agrees="on").status_code == 422
    assert tab.send(how="paper", peer_agrees="on", person_agrees="on").status_code == 302
    journey.refresh_from_db()
    assert journey.closing.words_are_agreed and journey.closing.agreed_how == "paper"
    assert "On paper, signed by both" in text_of(pau.get(page("closing", journey)))
