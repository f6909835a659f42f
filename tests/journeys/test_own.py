"""A person's own space: where they stand, what waits for them, what is written, and who looked."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from tests.deeds import Can
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.policy import POLICY, RELATIONS
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.access.road import the_peer_the_notes_were_passed_to
from wayfellow.journeys.models import Accompaniment, Setting
from wayfellow.people.models import Person, User
from wayfellow.vault.models import Key
from wayfellow.workforce.models import Peer

MY = "/my/"
WHERE = "/my/where/"
LOOKED = "/my/who-looked/"


def links(answer):
    return {link["href"] for link in page_of(answer).main.find_all("a", href=True)}


def waiting(answer):
    heading = page_of(answer).main.find("h3", string="Waiting for you")
    return [link["href"] for link in heading.find_next("ul").find_all("a")] if heading else []


def test_someone_with_no_journey_finds_a_kind_quiet_place(montse):
    answer = montse.get(MY)
    assert "Hello, Montse" in text_of(answer)
    assert "It is quiet here" in text_of(answer)
    assert links(answer) >= {"/my/visits/", "/my/kept/", WHERE}
    assert LOOKED in links(montse.get("/my/kept/"))
    assert "A first step" in text_of(montse.get(WHERE))


def test_an_account_that_is_nobody_s_space_says_so(cast, client):
    client.force_login(cast.rosa)
    for place in [MY, WHERE, "/my/kept/"]:
        assert "nothing of yours here" in text_of(client.get(place, follow=True))


def test_a_peer_supporter_who_is_a_person_here_too_finds_only_their_own(cast, client, today):
    story.set_out(cast, on=today)
    key = Key.new()
    key.save()
    Person.objects.create(user=cast.pau, key=key, name="Pau", language="ca")
    client.force_login(cast.pau)
    assert "It is quiet here" in text_of(client.get(MY))


def test_a_proposal_waits_for_the_person_s_choice(cast, montse, today):
    journey = story.propose(cast, on=today)
    answer = montse.get(MY)
    assert waiting(answer) == [reverse("journeys:choose", args=[journey.pk])]
    assert "up to you" in text_of(answer)


@pytest.mark.parametrize("answer", [Choice.Answer.NO, Choice.Answer.NOT_NOW])
def test_after_a_no_nothing_waits_and_the_mind_can_be_changed(cast, montse, today, answer):
    journey = story.propose(cast, on=today)
    actions.choose(journey, by=cast.montse, on=today, answer=answer)
    assert waiting(montse.get(MY)) == []
    page = montse.get(WHERE)
    assert reverse("journeys:choose", args=[journey.pk]) in links(page)
    assert "The person is considering it." in text_of(page), "what the referrer reads of a no"


def test_whoever_was_asked_is_introduced_and_can_be_exchanged_without_a_reason(cast, montse, today):
    journey = story.propose(cast, on=today)
    story.say_yes(cast, journey, on=today)
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=today)
    page = montse.get(MY)
    assert cast.peer.about in text_of(page)
    assert reverse("journeys:prefer_someone_else", args=[journey.pk]) in links(page)


def test_an_agreement_waits_until_the_person_has_accepted_it(cast, montse, today):
    journey = story.propose(cast, on=today)
    story.say_yes(cast, journey, on=today)
    story.find_peer(cast, journey, on=today)
    words = {"rhythm": "weekly", "own_rhythm": "", "places": "", "contact": "", "if_worried": ""}
    actions.write_agreement(journey, by=cast.pau, on=today, edit_token=None, **words)
    assert waiting(montse.get(MY)) == [reverse("journeys:agreement", args=[journey.pk])]
    actions.accept_agreement(journey, by=cast.montse, on=today, version=1)
    assert waiting(montse.get(MY)) == []


def test_on_the_road_the_next_meeting_and_the_count_are_in_sight(cast, montse, today):
    journey = story.set_out(cast, on=today - timedelta(days=30))
    story.walk(cast, journey, [today - timedelta(days=days) for days in (20, 10)])
    plan = {"setting": Setting.COMMUNITY, "at": time(17, 30)}
    for days in (9, 3):
        actions.plan(journey, by=cast.pau, id=story.uuid.uuid4(), on=today + timedelta(days=days), **plan)
    page = montse.get(MY)
    assert (today + timedelta(days=3)).isoformat() in page.content.decode()
    assert "17:30" in text_of(page)
    assert "2 of about 12" in text_of(page)
    assert reverse("journeys:change_peer", args=[journey.pk]) in links(montse.get(WHERE))
    assert [heading.text for heading in page_of(page).main.select("h2, h3")][2:4] == [
        "Next meeting", "Pau, peer supporter",
    ]  # fmt: skip


def test_the_page_asks_few_questions_of_the_database(cast, montse, today, django_assert_num_queries):
    def asked(statements):
        montse.get(MY)
        with django_assert_num_queries(statements):
            montse.get(MY)

    asked(4)  # the session, whose space it is and what there is to ask for, what they asked for, how much is new
    journey = story.propose(cast, on=today - timedelta(days=200))
    asked(6)  # the session, whose space it is, the journeys, what is planned, how much is new, what is new
    story.say_yes(cast, journey, on=today - timedelta(days=190))
    asked(6)  # the choice is made: it is no longer new; and how long the others waited
    assert "These associations work with the programme" in text_of(montse.get(WHERE))
    story.find_peer(cast, journey, on=today - timedelta(days=180))
    story.begin_walking(cast, journey, on=today - timedelta(days=170))
    story.walk(cast, journey, [today - timedelta(days=days) for days in range(60)])
    asked(6)  # and what is new


def test_what_the_referrer_got_stands_where_the_person_stands(cast, montse, client, today):
    journey = story.set_out(cast, on=today - timedelta(days=30))
    story.walk(cast, journey, [today - timedelta(days=20)], with_referrer=True)
    page = text_of(montse.get(WHERE))
    assert "What Rosa, who referred you, reads" in page and "It is going on." in page
    assert "1 meeting at which they were with you" in page
    client.force_login(cast.rosa)
    assert "It is going on." in text_of(client.get(reverse("journeys:referral", args=[journey.pk])))


def test_a_peer_supporter_s_long_words_stand_behind_their_beginning(cast, montse, today):
    type(cast.peer).objects.update(about="A walk. " * 100)
    story.set_out(cast, on=today)
    words = page_of(montse.get(MY)).main.select_one("details")
    assert len(words.summary.text) < 310 and words.p.text == "A walk. " * 100


def test_what_somebody_did_twice_on_a_day_is_told_once(cast, montse, today):
    journey = story.set_out(cast, on=today)
    story.walk(cast, journey, [today])
    note = journey.accompaniments.get()
    for words in ["The heron", "And the pond"]:
        actions.add_to_note(note, by=cast.pau, on=today, words=words)
    news = page_of(montse.get(MY)).main.select_one("#new")
    assert news.text.count("added to the note of a meeting") == 1


def test_the_person_reads_all_that_the_referral_says(cast, montse, today):
    journey = story.propose(cast, on=today, journey={"practical_needs": "A lift, please"})
    page = text_of(montse.get(reverse("journeys:my_referral", args=[journey.pk])))
    written = [
        "To leave the house each week",
        "Social ties",
        "A lift, please",
        "600 000 000",
        "Rosa",
        "Psychiatry",
    ]
    assert [words for words in written if words not in page] == []


def test_a_peer_supporter_who_was_only_asked_does_not_read_how_to_reach_the_person(cast, client, today):
    journey = story.propose(cast, on=today)
    story.say_yes(cast, journey, on=today)
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=today)
    client.force_login(cast.pau)
    answer = client.get(reverse("journeys:my_referral", args=[journey.pk]))
    assert "To leave the house each week" in text_of(answer)
    assert "600 000 000" not in text_of(answer)


def test_whether_someone_could_walk_along_is_told_alike_for_yes_and_no(cast, montse, today):
    assert Can.ACCEPT_OFFER.told == Can.DECLINE_OFFER.told


UNTOLD = {Can.KEEP_SUPPORTS, Can.SEE_REMARK, Can.SEE_STORY}  # no line of the journal is about these
# The record is about nobody, or about nobody who is supported.
ELSEWHERE = {Can.REFER, Can.TAKE_UP_INVITATION, Can.ANSWER_SURVEY, Can.SHOW_OVER_TIME, Can.SEE_APPLICATION}


def test_every_deed_and_every_standing_that_can_concern_a_person_has_words():
    about_people = ["people.Person", "people.ProposedReach", "choices.FirstStep", "journeys.Journey"]
    about_people += ["journeys.BrokenGlass", "journeys.RecordedChoice", "journeys.Strike", "journeys.WorkingNote"]
    about_people += ["journeys.Connection", "journeys.ProposedPlace", "plans.Visit"]
    about_people += ["journeys.Accompaniment", "plans.Part", "plans.Remark", "plans.Guest", "understanding.Story"]
    about_people += ["surveys.OwnAnswers", "surveys.Shown", "people.OpenedSpace", "people.Merge"]
    deeds = {deed for record in about_people for deed in POLICY[record]} | ELSEWHERE
    rules = [rule for record in about_people for can, rule in POLICY[record].items() if can not in UNTOLD]
    rules += [rule for deeds in POLICY.values() for can, rule in deeds.items() if can in ELSEWHERE]
    assert deeds - UNTOLD == {can for can in Can if can.told}
    standings = {relation.__name__ for rule in rules for relation in rule}
    assert all(RELATIONS[name].is_own or RELATIONS[name].told for name in standings)


def test_a_new_peer_supporter_reads_earlier_notes_only_as_long_as_the_person_wants(cast, montse, today):
    journey = story.set_out(cast, on=today)
    story.walk(cast, journey, [today], what_we_did="The heron by the pond")
    oriol = another_peer(cast)
    actions.change_peer(journey, by=cast.montse, on=today)
    assert "Earlier notes" not in text_of(montse.get(WHERE))
    actions.offer(journey, by=cast.carme, peer=oriol, on=today)
    actions.accept_offer(journey, by=oriol.user, on=today)
    address = reverse("journeys:pass_on_notes", args=[journey.pk])
    assert address in links(montse.get(WHERE))
    for answer, can_read in [("yes", True), ("no", False)]:
        assert Tab(montse, address).send(passed_on=answer).status_code == 302
        notes = the_peer_the_notes_were_passed_to(oriol.user)
        assert Accompaniment.objects.filter(notes).exists() is can_read


def another_peer(cast):
    oriol = User.objects.create_user("oriol@demo.example", name="Oriol")
    peer = Peer.objects.create(user=oriol, employer=cast.federation)
    peer.programmes.add(cast.programme)
    return peer
