"""What comes next, proposed by a coordinator after the ending: it stands only with the person's yes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Closer, Journey, ProposedPlace

TODAY = timezone.localdate


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def page(name, record):
    return reverse(f"journeys:{name}", args=[record.pk])


def waiting_for(montse):
    return page_of(montse.get("/my/")).select_one("section[aria-labelledby=journey-1]").text


def ended(cast, **referral):
    journey = story.set_out(cast, on=TODAY(), **referral)
    story.close(cast, journey, on=TODAY())
    return journey


def days_later(journey, days):
    Journey.objects.filter(pk=journey.pk).update(ended_on=TODAY() - timedelta(days=days), last_met_on=None)


@pytest.fixture
def journey(cast):
    return ended(cast)


@pytest.fixture
def choir(cast):
    return cast.associations[0].name


@pytest.fixture
def carme(cast):
    return browser_of(cast.carme)


@pytest.fixture
def montse(cast):
    return browser_of(cast.montse)


@pytest.fixture
def rosa(cast):
    return browser_of(cast.rosa)


@pytest.fixture
def place(cast, journey, choir):
    return actions.propose_place(journey, by=cast.carme, on=TODAY(), name=choir)


def test_it_stands_for_the_referrer_once_the_person_said_yes(cast, carme, montse, rosa, journey, choir):
    assert Tab(carme, page("propose_place", journey)).send(name=choir).url == page("desk_journey", journey)
    place = journey.places.get()
    assert "Not added." in text_of(carme.get(page("desk_journey", journey)))
    assert choir not in text_of(rosa.get(page("referral", journey)))
    assert "It is added only if you say yes." in waiting_for(montse)
    answered = Tab(montse, page("answer_place", place)).send(answer="yes")
    assert answered.url == page("closing", journey)
    assert choir in text_of(montse.get(page("closing", journey)))
    assert choir in text_of(montse.get(reverse("journeys:where_i_stand")))
    assert choir in text_of(rosa.get(page("referral", journey)))
    assert "said yes to a place" in text_of(rosa.get("/referrals/"))
    assert "Added on" in text_of(carme.get(page("desk_journey", journey)))


def test_what_the_two_chose_already_stands_there_once(cast, montse, rosa, choir):
    journey = story.set_out(cast, on=TODAY())
    actions.begin_closing(journey, by=cast.pau, on=TODAY())
    actions.propose_words(journey, by=cast.pau, words="It went well", edit_token=None, comes_next=[choir])
    actions.agree_words(journey, by=cast.montse, edit_token=None)
    answers = {each.pk: (Closer.RATHER_NOT, "") for each in journey.objectives.all()}
    actions.answer_as_peer(journey, by=cast.pau, answers=answers, takes="", how_to_come_back="")
    actions.answer_as_person(journey, by=cast.montse, answers=answers, takes="")
    for each in [cast.pau, cast.montse]:
        actions.close(journey, by=each, on=TODAY())
    place = actions.propose_place(journey, by=cast.carme, on=TODAY(), name=choir)
    actions.answer_place(place, by=cast.montse, on=TODAY(), answer="yes")
    assert text_of(rosa.get(page("referral", journey))).count(choir) == 1


def test_its_peer_supporter_reads_it_once_it_is_added_and_not_before(cast, montse, journey, place, choir):
    pau = browser_of(cast.pau)
    assert choir not in text_of(pau.get(page("closing", journey)))
    Tab(montse, page("answer_place", place)).send(answer="yes")
    assert choir in text_of(pau.get(page("closing", journey)))


def test_a_no_waits_no_more_for_the_person_and_tells_nobody(carme, montse, rosa, journey, place, choir):
    before = text_of(carme.get(page("desk_journey", journey)))
    Tab(montse, page("answer_place", place)).send(answer="no")
    assert text_of(carme.get(page("desk_journey", journey))) == before
    assert choir not in text_of(rosa.get(page("referral", journey)))
    assert "It is added only if you say yes." not in waiting_for(montse)
    assert "You said no. Nobody is told." in text_of(montse.get(page("closing", journey)))


def test_a_no_is_kept_as_long_as_a_yes_and_as_no_answer(montse, journey, place):
    lengths = {len(bytes(ProposedPlace.objects.values_list("answer", flat=True).get()))}
    for answer in ["no", "yes"]:
        Tab(montse, page("answer_place", place)).send(answer=answer)
        lengths.add(len(bytes(ProposedPlace.objects.values_list("answer", flat=True).get())))
    assert len(lengths) == 1


def test_the_person_may_answer_otherwise_and_the_referrer_reads_it_no_more(montse, rosa, journey, place, choir):
    for answer, is_read in [("no", False), ("yes", True), ("no", False)]:
        Tab(montse, page("answer_place", place)).send(answer=answer)
        assert (choir in text_of(rosa.get(page("referral", journey)))) == is_read


@pytest.mark.parametrize("days, is_open", [(30, True), (31, False)])
def test_it_can_be_proposed_and_answered_for_30_days(cast, carme, montse, journey, place, days, is_open):
    days_later(journey, days)
    place.refresh_from_db()
    for read in [carme.get(page("propose_place", journey)), montse.get(page("answer_place", place))]:
        assert bool(page_of(read).select("main form.form")) == is_open
    assert (page("answer_place", place) in montse.get(page("closing", journey)).content.decode()) == is_open
    if not is_open:
        with pytest.raises(Refused, match="30 days"):
            actions.answer_place(place, by=cast.montse, on=TODAY(), answer="yes")
        with pytest.raises(Refused, match="30 days"):
            actions.propose_place(journey, by=cast.carme, on=TODAY(), name="The choir")


@pytest.mark.parametrize("way", ["closing", "ended"])
def test_nothing_is_proposed_where_no_ending_was_agreed(cast, carme, way):
    journey = story.set_out(cast, on=TODAY())
    if way == "ended":
        actions.end_unplanned(journey, by=cast.pau, on=TODAY(), way="moved", how_to_come_back="")
    else:
        actions.begin_closing(journey, by=cast.pau, on=TODAY())
    assert page("propose_place", journey) not in carme.get(page("desk_journey", journey)).content.decode()
    assert "once the two have closed" in text_of(carme.get(page("propose_place", journey)))


def test_a_place_is_proposed_once(carme, journey, choir):
    first, second = Tab(carme, page("propose_place", journey)), Tab(carme, page("propose_place", journey))
    first.send(name=choir)
    assert second.send(name=choir).status_code == 422
    assert "was proposed already" in text_of(second.answer)
    assert f'value="{choir}"' not in carme.get(page("propose_place", journey)).content.decode()


def test_proposed_by_mistake_it_is_taken_back_until_it_is_added(carme, montse, journey, place, choir):
    tab = Tab(carme, page("take_back_place", place))
    assert {tab.send().url, carme.post(tab.address, tab.filled_in).url} == {page("desk_journey", journey)}
    assert not journey.places.exists()
    assert choir not in text_of(montse.get(page("closing", journey)))


def test_what_the_person_said_yes_to_stays(carme, montse, journey, place):
    tab = Tab(carme, page("take_back_place", place))
    Tab(montse, page("answer_place", place)).send(answer="yes")
    assert tab.send().status_code == 422
    assert "so it stays" in text_of(tab.answer)
    assert page("take_back_place", place) not in carme.get(page("desk_journey", journey)).content.decode()


def test_the_places_on_offer_tell_nothing_of_the_steps_that_were_taken(cast, carme, choir):
    elsewhere = cast.provider
    journey = story.set_out(cast, on=TODAY())
    actions.connect(journey, by=cast.pau, association=elsewhere, state="told", on=TODAY(), contact="")
    story.close(cast, journey, on=TODAY())
    offered = {box["value"] for box in page_of(carme.get(page("propose_place", journey))).select("[name=name]")}
    assert choir in offered and elsewhere.name not in offered


class TestWithoutAnAccount:
    @pytest.fixture
    def journey(self, cast):
        return ended(cast, person={"name": "Nora", "language": "ca"})

    @pytest.fixture
    def pau(self, cast):
        return browser_of(cast.pau)

    def test_a_yes_has_two_ticks_on_the_peer_supporters_device(self, pau, rosa, journey, place, choir):
        assert "proposed to Nora" in text_of(pau.get("/today/"))
        tab = Tab(pau, page("answer_place", place))
        assert tab.send(answer="yes", how="paper", peer_agrees="on").status_code == 422
        assert page_of(tab.answer).find(id="id_person_agrees_error") and choir in text_of(tab.answer)
        assert tab.send(answer="yes", how="paper", peer_agrees="on", person_agrees="on").status_code == 302
        assert "On paper, signed by both" in text_of(pau.get(page("closing", journey)))
        assert choir in text_of(rosa.get(page("referral", journey)))

    def test_a_no_asks_for_none_of_it(self, pau, journey, place):
        assert Tab(pau, page("answer_place", place)).send(answer="no").status_code == 302
        assert "Nobody is told" in text_of(pau.get(page("closing", journey)))
