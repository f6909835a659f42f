"""Nothing starts without the person's own yes, and every answer has the same weight (I1)."""

import uuid
from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tests.journeys.answers import A_YES, NOT_FREE, choose, record, stage_of
from tests.tabs import page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.stages import Stage

TODAY = timezone.localdate
ANSWERS = [
    dict(zip(["answer", "idea", "free"], given, strict=True))
    for given in product(Choice.Answer.values, ["", *Choice.Idea.values], ["", *Choice.Free.values])
]


def set_out_without_a_yes(cast, journey):
    """Try every act that would lead past the proposal. None may be let through."""
    note = {"on": TODAY(), "minutes": 30, "setting": "centre"}
    agreement = {
        "rhythm": "weekly",
        "own_rhythm": "",
        "places": "",
        "contact": "",
        "if_worried": "",
        "edit_token": None,
    }
    attempts = [
        lambda: actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY()),
        lambda: actions.accept_offer(journey, by=cast.pau, on=TODAY()),
        lambda: actions.write_agreement(journey, by=cast.montse, on=TODAY(), **agreement),
        lambda: actions.accept_agreement(journey, by=cast.montse, on=TODAY(), version=1),
        lambda: actions.accept_together(journey, by=cast.pau, on=TODAY(), version=1),
        lambda: actions.log(journey, by=cast.pau, id=uuid.uuid4(), **note),
        lambda: actions.begin_closing(journey, by=cast.montse, on=TODAY()),
        lambda: actions.end_unplanned(journey, by=cast.carme, on=TODAY(), way="person", how_to_come_back=""),
    ]
    for attempt in attempts:
        with pytest.raises((Refused, PermissionDenied)):
            attempt()


@pytest.mark.parametrize("given", ANSWERS, ids=lambda given: "-".join(value or "none" for value in given.values()))
def test_a_journey_moves_past_its_proposal_only_with_a_free_yes(cast, journey, browser_of, given):
    choose(browser_of("montse"), journey, **given)

    free = given["answer"] == "yes" and given["free"] == "yes" and given["idea"] not in {"", "treatment_plan"}
    if free:
        actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY())
        assert stage_of(journey) == Stage.OFFERED
    else:
        set_out_without_a_yes(cast, journey)
        assert stage_of(journey) in {Stage.PROPOSED, Stage.PAUSED, Stage.NOT_NOW, Stage.SAID_NO}


def test_without_any_answer_nothing_starts(cast, journey):
    set_out_without_a_yes(cast, journey)
    assert stage_of(journey) == Stage.PROPOSED


@pytest.mark.parametrize("given", NOT_FREE)
def test_a_yes_that_is_not_free_pauses_and_explains_to_both_without_shame(journey, browser_of, given):
    answer = browser_of("montse").post(
        reverse("journeys:choose", args=[journey.pk]), {"idempotency_key": uuid.uuid4()} | given, follow=True
    )
    assert "Nothing has gone wrong" in text_of(answer)

    read = text_of(browser_of("rosa").get(reverse("journeys:referral", args=[journey.pk])))
    assert "Peer support works when it is chosen freely" in read
    assert "Nothing has gone wrong" in read


@pytest.mark.parametrize("answer", ["no", "not_now"])
def test_no_and_not_now_ask_nothing_more(journey, browser_of, answer):
    assert choose(browser_of("montse"), journey, answer=answer).url == reverse("home:my")


def test_a_yes_asks_in_place_whose_idea_it_was_and_keeps_the_rest(journey, browser_of):
    answer = choose(browser_of("montse"), journey, answer="yes", words="To see people", tell_team="on")

    page = page_of(answer)
    assert answer.status_code == 422
    assert page.find(id="id_idea_error")
    assert page.find(id="id_free_error")
    assert page.find("input", {"name": "answer", "value": "yes"}).has_attr("checked")
    assert page.find(id="id_words").get_text().strip() == "To see people"
    assert page.find(id="id_tell_team").has_attr("checked")


def test_yes_not_now_and_no_have_the_same_weight(journey, browser_of):
    page = page_of(browser_of("montse").get(reverse("journeys:choose", args=[journey.pk])))
    options = page.select("input[name=answer]")

    assert [option["value"] for option in options] == ["yes", "not_now", "no"]
    assert not any(option.has_attr("checked") for option in options)
    assert len({tuple(sorted(set(option.attrs) - {"id", "value"})) for option in options}) == 1
    assert len({tuple(option.parent["class"]) for option in options}) == 1


@pytest.mark.parametrize("stage", ["chosen", "offered", "meeting", "walking", "closing"])
@pytest.mark.parametrize("answer", ["no", "not_now"])
def test_a_yes_is_taken_back_on_any_day_without_a_reason(cast, journey, browser_of, stage, answer):
    steps = {
        "chosen": lambda: story.say_yes(cast, journey, on=TODAY()),
        "offered": lambda: actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY()),
        "meeting": lambda: actions.accept_offer(journey, by=cast.pau, on=TODAY()),
        "walking": lambda: story.begin_walking(cast, journey, on=TODAY()),
        "closing": lambda: actions.begin_closing(journey, by=cast.pau, on=TODAY()),
    }
    for name, step in steps.items():
        step()
        if name == stage:
            break
    assert stage_of(journey) == stage
    assert choose(browser_of("montse"), journey, answer=answer).status_code == 302

    before_the_road = {"no": "said_no", "not_now": "not_now"}
    on_the_road = {"no": "left", "not_now": stage}  # a “not now” there is a break
    assert stage_of(journey) == (on_the_road if stage in {"walking", "closing"} else before_the_road)[answer]


def test_a_no_can_become_a_yes_and_the_same_peer_supporter_be_asked_again(cast, journey, browser_of):
    story.say_yes(cast, journey, on=TODAY())
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY())
    choose(browser_of("montse"), journey, answer="no")
    choose(browser_of("montse"), journey, **A_YES)
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY())

    assert stage_of(journey) == Stage.OFFERED


def test_the_person_reads_all_their_own_answers(journey, browser_of):
    choose(browser_of("montse"), journey, answer="no", words="I am tired now")
    choose(browser_of("montse"), journey, words="Spring is coming", **A_YES)
    page = page_of(browser_of("montse").get(reverse("journeys:choose", args=[journey.pk])))

    assert "Spring is coming" in page.find("h2", string="What you answered last").parent.get_text()
    assert "I am tired now" in page.select_one(".timeline").get_text()


def test_the_person_reads_who_kept_an_answer_for_them_and_who_was_there(journey, browser_of):
    record(browser_of("rosa"), journey, **A_YES)
    written = {"idempotency_key": uuid.uuid4(), "is_so": "yes"}
    browser_of("montse").post(reverse("journeys:recorded", args=[journey.recorded.get().pk]), written)
    read = text_of(browser_of("montse").get(reverse("journeys:choose", args=[journey.pk])))

    assert "On paper, recorded by Rosa. Who was there: Montse and Rosa" in read


def test_the_same_answer_sent_twice_is_kept_once(cast, journey, browser_of):
    typed = {"idempotency_key": uuid.uuid4()} | A_YES
    here = reverse("journeys:choose", args=[journey.pk])
    first, second = (browser_of("montse").post(here, typed) for _tap in range(2))

    assert first.url == second.url
    assert cast.person.choices.count() == 1


@pytest.mark.parametrize("who", ["pau", "rosa", "carme", "silvia", "edu", "nil", "olga"])
def test_nobody_else_chooses_in_the_persons_place(journey, browser_of, who):
    assert browser_of(who).get(reverse("journeys:choose", args=[journey.pk])).status_code == 404
    assert choose(browser_of(who), journey, **A_YES).status_code == 404
    assert stage_of(journey) == Stage.PROPOSED


@pytest.mark.parametrize(
    "who, place",
    [("rosa", "journeys:referral"), ("carme", "journeys:desk_journey"), ("pau", "home:today")],
)
def test_who_kept_the_answer_goes_back_to_their_own_page(cast, browser_of, who, place):
    journey = story.propose(cast, on=TODAY(), person={"name": "Biel", "language": "ca"})
    actions.ask_to_explain(journey, by=cast.carme, greeter=cast.peer)
    answer = record(browser_of(who), journey, **A_YES)

    assert answer.url == reverse(place, args=[] if place == "home:today" else [journey.pk])
    assert stage_of(journey) == Stage.CHOSEN


@pytest.mark.parametrize("who", ["montse", "pau", "silvia", "edu", "nil", "olga"])
def test_only_those_beside_the_person_keep_an_answer_for_them(journey, browser_of, who):
    assert browser_of(who).get(reverse("journeys:record_choice", args=[journey.pk])).status_code == 404
    assert record(browser_of(who), journey, **A_YES).status_code == 404


@pytest.mark.parametrize(
    "missing, place, message",
    [
        ({"who_was_there": ""}, "who_was_there", "required"),
        ({"how": ""}, "how", "required"),
        ({"how": "before"}, "how", "can no longer be chosen"),
        ({"on": (TODAY() + timedelta(days=1)).isoformat()}, "on", "still to come"),
        ({"on": (TODAY() - timedelta(days=1)).isoformat()}, "on", "the coordinator can write down"),
    ],
)
def test_what_is_missing_around_the_answer_is_said_in_place_and_the_answer_kept(
    journey, browser_of, missing, place, message
):
    answer = record(browser_of("rosa"), journey, **A_YES | {"words": "To go out"} | missing)

    page = page_of(answer)
    assert message in page.find(id=f"id_{place}_error").get_text()
    assert page.find(id="id_words").get_text().strip() == "To go out"
    assert page.find("input", {"name": "free", "value": "yes"}).has_attr("checked")
    assert stage_of(journey) == Stage.PROPOSED


def test_the_person_is_told_before_they_are_asked(journey, browser_of):
    for who, page in [("montse", "journeys:choose"), ("rosa", "journeys:record_choice")]:
        answer = page_of(browser_of(who).get(reverse(page, args=[journey.pk])))
        told, form = answer.find(id="told"), answer.main.find("form")
        assert "about 12 times" in told.get_text()
        assert told in form.find_all_previous("section")


def test_a_choice_is_read_in_the_language_of_who_chooses_or_in_the_readers(cast, browser_of, today):
    journey = story.propose(cast, on=today, person={"name": "Núria", "language": "ca"})
    page = reverse("journeys:record_choice", args=[journey.pk])
    rosa = browser_of("rosa")
    theirs = page_of(rosa.get(page))
    assert theirs.html["lang"] == "ca" and "Vols suport entre iguals, Núria?" in theirs.h1.text
    mine = page_of(rosa.get(page + theirs.find("a", string="English")["href"]))
    assert mine.html["lang"] == "en" and mine.find("a", string="Català")
    refused = rosa.post(page, {"answer": "yes"})
    assert refused.status_code == 422 and page_of(refused).html["lang"] == "ca"
    assert page_of(rosa.get(reverse("journeys:referral", args=[journey.pk]))).html["lang"] == "en"
