"""A no is told to nobody: what a referrer reads does not give it away (I1)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.journeys.answers import A_YES, NOT_FREE, choose, record, stage_of
from tests.tabs import page_of, text_of
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Closer, Closing, Journey
from wayfellow.journeys.stages import Stage

TODAY = timezone.localdate


def everything_read(browser, journey):
    """Every byte a referrer is shown of a journey, but for the tokens that are new each time."""
    pages = ["journeys:referrals", "journeys:referral", "journeys:record_choice", "journeys:refer"]
    here = {"journeys:refer": [journey.programme_id], "journeys:referrals": []}
    addresses = [reverse(page, args=here.get(page, [journey.pk])) for page in pages]
    browser.get(addresses[0])  # as after each answer, so that what was done is said there
    addresses += [addresses[0] + show for show in ["?show=all", "?show=going-on", "?show=ended"]]
    return [_without_tokens(browser.get(address).content.decode()) for address in addresses]


def _without_tokens(page):
    return re.sub(r'name="(csrfmiddlewaretoken|idempotency_key|draft|draft_before)" value="[^"]+"', "", page)


@pytest.mark.parametrize("days", [0, 29, 30, 400])
@pytest.mark.parametrize("by", ["montse", "rosa"])
def test_the_referrer_cannot_tell_a_no_from_no_answer(cast, browser_of, days, by):
    """Whatever was answered, by whose hand, how often, and how long ago: the same bytes on every page."""
    journey = story.propose(cast, on=TODAY() - timedelta(days=days))
    beside = story.propose(cast, on=TODAY() - timedelta(days=days), person={"name": "Biel", "language": "ca"})
    journey = beside if by == "rosa" else journey  # what is written of who has an account waits for them
    unanswered = everything_read(browser_of("rosa"), journey)
    expected = "Not at the moment." if days >= 30 else "The person is considering it."
    assert all(expected in page for page in unanswered[:2])

    for answer in ["not_now", "no", "not_now", "no", "no"]:
        tell = choose if by == "montse" else record
        assert tell(browser_of(by), journey, answer=answer, words="I would rather not").status_code == 302
        assert stage_of(journey) in {Stage.NOT_NOW, Stage.SAID_NO}
        assert everything_read(browser_of("rosa"), journey) == unanswered


@pytest.mark.parametrize("days, reads", [(0, "is looking for a peer supporter"), (30, "It has not begun yet.")])
def test_a_yes_taken_back_reads_like_one_that_stands(cast, browser_of, days, reads):
    """For a month as if somebody were looked for, then as if nobody had been found."""
    journey = story.propose(cast, on=TODAY() - timedelta(days=days))
    story.say_yes(cast, journey, on=TODAY() - timedelta(days=days))
    stands = everything_read(browser_of("rosa"), journey)
    assert all(reads in page for page in stands[:2])

    for answer in ["no", "not_now"]:
        choose(browser_of("montse"), journey, answer=answer)
        assert stage_of(journey) in {Stage.NOT_NOW, Stage.SAID_NO}
        assert everything_read(browser_of("rosa"), journey) == stands
    mine = text_of(browser_of("montse").get(reverse("journeys:where_i_stand")))
    assert "nobody learns from them that you changed your mind" in mine


def test_a_yes_written_once_more_is_answered_alike_whether_it_was_taken_back_or_not(cast, browser_of):
    """Whoever referred someone without an account cannot find out by writing it down again (I1)."""
    told = []
    for name, taken_back in [("Biel", True), ("Nora", False)]:
        journey = story.propose(cast, on=TODAY(), person={"name": name, "language": "ca"})
        story.say_yes(cast, journey, on=TODAY())
        if taken_back:
            record(browser_of("carme"), journey, answer="no")
        again = record(browser_of("rosa"), journey, **A_YES)
        told.append((again.status_code, text_of(browser_of("rosa").get(again["Location"]))))
        told[-1] = (told[-1][0], told[-1][1].replace(name, "").replace(journey.person.code, ""))
    assert told[0] == told[1] and told[0][0] == 302


def test_whoever_referred_writes_down_what_is_said_today(cast, browser_of):
    """A day before would be taken where nothing was answered since, and not where something was."""
    journey = story.propose(cast, on=TODAY() - timedelta(days=9), person={"name": "Biel", "language": "en"})
    yesterday = (TODAY() - timedelta(days=1)).isoformat()
    refused = record(browser_of("rosa"), journey, on=yesterday, **A_YES)
    assert refused.status_code == 422 and "the coordinator can write down" in text_of(refused)
    assert record(browser_of("carme"), journey, on=yesterday, **A_YES).status_code == 302


@pytest.mark.parametrize(
    "answer, told",
    [
        ("no", "The person said no, and wants you to know."),
        ("not_now", "The person said “not now”, and wants you to know."),
    ],
)
def test_the_referrer_reads_a_no_when_the_person_wants_it_told(journey, browser_of, answer, told):
    choose(browser_of("montse"), journey, answer=answer, tell_team="on")
    assert told in text_of(browser_of("rosa").get(reverse("journeys:referral", args=[journey.pk])))

    choose(browser_of("montse"), journey, answer=answer)
    assert told not in text_of(browser_of("rosa").get(reverse("journeys:referral", args=[journey.pk])))


def test_a_second_referral_is_answered_alike_whatever_was_chosen(cast, journey, browser_of):
    def refer_again():
        typed = {
            "idempotency_key": uuid.uuid4(), "person": cast.person.pk, "language": "ca", "hope_view": "Laughs more",
            "source": cast.programme.sources.first().pk, "site": cast.sites[0].pk, "on": TODAY().isoformat(),
        }  # fmt: skip
        answer = browser_of("rosa").post(reverse("journeys:refer", args=[cast.programme.pk]), typed)
        assert answer.status_code == 422
        return page_of(answer).find(id="id_person_error").get_text()

    said = [refer_again()]
    for answer in [{"answer": "not_now"}, {"answer": "no"}, NOT_FREE[0], A_YES]:
        choose(browser_of("montse"), journey, **answer)
        said.append(refer_again())
    story.find_peer(cast, journey, on=TODAY())
    story.begin_walking(cast, journey, on=TODAY())
    said.append(refer_again())

    assert set(said) == {"There is a referral of this person to this programme already."}
    assert cast.person.journeys.count() == 1


def test_however_it_ended_the_referrer_reads_the_same(cast, browser_of):
    """Closed together, ended sooner, stopped by the person: one sentence, one page."""

    def end(how):
        journey = story.set_out(cast, on=TODAY(), person={"name": "Biel", "language": "ca"})
        if how == "closed":
            answers = {objective.pk: (Closer.RATHER_NOT, "") for objective in journey.objectives.all()}
            actions.begin_closing(journey, by=cast.pau, on=TODAY())
            actions.answer_as_peer(journey, by=cast.pau, answers=answers, takes="", how_to_come_back="")
            Journey.objects.filter(pk=journey.pk).update(stage=Stage.CLOSED, ended_on=TODAY())
        elif how == "ended":
            actions.end_unplanned(journey, by=cast.pau, on=TODAY(), way=Closing.Way.UNREACHED, how_to_come_back="")
        else:
            record(browser_of("carme"), journey, answer="no")
        assert stage_of(journey) == how
        page = everything_read(browser_of("rosa"), journey)[1]
        for theirs in [journey.pk, journey.person_id, journey.person.code]:
            page = page.replace(str(theirs), "")
        return page

    pages = {end(how) for how in ["closed", "ended", "left"]}
    assert len(pages) == 1
    assert "It has ended." in pages.pop()


def test_from_the_road_on_the_referrer_keeps_no_answer_for_the_person(cast, browser_of):
    journey = story.set_out(cast, on=TODAY())
    assert record(browser_of("rosa"), journey, **A_YES).status_code == 404
    choose(browser_of("montse"), journey, answer="no")
    assert record(browser_of("rosa"), journey, **A_YES).status_code == 404


def test_a_pause_that_became_a_no_goes_on_reading_as_a_pause(journey, browser_of):
    read = set()
    for given in [NOT_FREE[0], {"answer": "no"}, {"answer": "not_now"}]:
        choose(browser_of("montse"), journey, **given)
        page = browser_of("rosa").get(reverse("journeys:referral", args=[journey.pk])).content.decode()
        read.add(_without_tokens(page))
    assert len(read) == 1
    assert "Paused" in read.pop()


def test_the_pause_does_not_tell_the_referrer_which_answer_it_was(journey, browser_of):
    pages = set()
    for given in NOT_FREE:
        choose(browser_of("montse"), journey, **given)
        page = browser_of("rosa").get(reverse("journeys:referral", args=[journey.pk])).content.decode()
        pages.add(_without_tokens(page))
    assert len(pages) == 1
