"""The two find each other: whom a coordinator may ask, and how either of the two may say no."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests.deeds import Can
from tests.journeys.test_desk_statements import many
from wayfellow.access.guard import Refused, may
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Journey, Offer
from wayfellow.journeys.queries.asking import to_take_back
from wayfellow.people.models import User
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()
UNPROCESSABLE = 422
WAITING, OWN_PART, REFERRED, KNOWN = 1, 1, 1, 2  # statements


def ago(days):
    return TODAY - timedelta(days=days)


def add_peer(cast, name, *, languages=("es",), places=12, sites=()):
    user = User.objects.filter(name=name).first() or User.objects.create_user(f"{name}@demo.example", name=name)
    peer = Peer.objects.create(user=user, employer=cast.federation, languages=list(languages), places=places)
    peer.programmes.add(cast.programme)
    peer.sites.set(sites)
    return peer


@pytest.fixture
def chosen(cast):
    """Montse said yes, and Núria could walk along as well as Pau."""
    cast.journey = story.propose(cast, on=ago(20))
    story.say_yes(cast, cast.journey, on=ago(10))
    cast.nuria = add_peer(cast, "Núria", places=6)
    return cast


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def address(name, journey):
    return reverse(f"journeys:{name}", args=[journey.pk])


def see(client, user, name, journey):
    client.force_login(user)
    return page_of(client.get(address(name, journey)))


def send(client, user, name, journey, **answers):
    client.force_login(user)
    return client.post(address(name, journey), {"idempotency_key": uuid4()} | answers)


def offered(page):
    return [name.text for name in page.select("label.choice strong")]


def ask(client, cast, peer, **more):
    return send(client, cast.carme, "offer", cast.journey, peer=peer.pk, **more)


def stage_of(cast):
    cast.journey.refresh_from_db()
    return cast.journey.stage


# Whom to ask


def test_each_peer_supporter_stands_with_reasons_in_words(chosen, client):
    pau, nuria = see(client, chosen.carme, "offer", chosen.journey).select("label.choice")
    assert [chip.text.strip() for chip in pau.select(".chip")] == [
        "12 of 12 places free",
        "Speaks Català",
        "Works at CSMA Nord",
    ]
    assert [chip.text.strip() for chip in nuria.select(".chip")] == ["6 of 6 places free"]


def test_whoever_has_more_places_free_stands_first_whatever_the_reasons(chosen, client):
    add_peer(chosen, "Zoe", places=20)
    add_peer(chosen, "Adam", places=12)
    assert offered(see(client, chosen.carme, "offer", chosen.journey)) == ["Zoe", "Adam", "Pau", "Núria"]


def test_a_place_is_taken_from_being_asked_until_the_end(chosen, client):
    other = story.set_out(chosen, on=ago(30), person={"name": "Aina", "language": "ca"})
    page = see(client, chosen.carme, "offer", chosen.journey)
    assert "11 of 12 places free" in page.text
    story.close(chosen, other, on=TODAY)
    assert "12 of 12 places free" in see(client, chosen.carme, "offer", chosen.journey).text


def test_before_somebody_is_asked_whose_load_is_full_the_desk_asks(chosen, client):
    Peer.objects.filter(pk=chosen.peer.pk).update(places=0)
    page = see(client, chosen.carme, "offer", chosen.journey)
    assert offered(page) == ["Núria", "Pau"]
    assert "although their load is full" in page.main.text and "Nobody has a free place now" not in page.main.text
    answer = ask(client, chosen, chosen.peer)
    assert answer.status_code == UNPROCESSABLE and stage_of(chosen) == "chosen"
    assert "Pau walks with 0 people now, and 0 were agreed." in answer.content.decode()
    assert ask(client, chosen, chosen.peer, beyond_load="on").status_code == 302
    assert stage_of(chosen) == "offered"


def test_where_everybody_has_a_place_nothing_more_is_asked(chosen, client):
    page = see(client, chosen.carme, "offer", chosen.journey)
    assert "although their load is full" not in page.main.text
    assert ask(client, chosen, chosen.peer).status_code == 302


def test_where_nobody_has_a_place_the_page_says_what_to_do(chosen, client):
    Peer.objects.update(places=0)
    page = see(client, chosen.carme, "offer", chosen.journey)
    assert "Nobody has a free place now" in page.main.text and "Talk with the supervisor" in page.main.text


def test_whoever_referred_is_neither_offered_nor_named(chosen, client):
    rosa = add_peer(chosen, "Rosa")
    page = see(client, chosen.carme, "offer", chosen.journey)
    assert offered(page) == ["Pau", "Núria"]
    assert "Rosa" not in page.main.text
    assert ask(client, chosen, rosa).status_code == UNPROCESSABLE
    with pytest.raises(Refused):
        actions.offer(chosen.journey, by=chosen.carme, peer=rosa, on=TODAY)
    assert stage_of(chosen) == "chosen"


def test_a_peer_supporter_of_another_programme_cannot_be_asked(chosen, client):
    chosen.nuria.programmes.set([chosen.elsewhere])
    assert offered(see(client, chosen.carme, "offer", chosen.journey)) == ["Pau"]
    assert ask(client, chosen, chosen.nuria).status_code == UNPROCESSABLE


def test_nobody_chosen_gets_a_message_in_place(chosen, client):
    answer = send(client, chosen.carme, "offer", chosen.journey)
    assert answer.status_code == UNPROCESSABLE
    assert page_of(answer).find(id="id_peer_error")


# Asking


def test_who_is_asked_can_answer(chosen, client):
    answer = ask(client, chosen, chosen.peer)
    assert answer.url == address("desk_journey", chosen.journey)
    assert "Pau was asked today" in see(client, chosen.carme, "desk_journey", chosen.journey).main.text
    actions.accept_offer(chosen.journey, by=chosen.pau, on=TODAY)
    assert stage_of(chosen) == "meeting"


def test_a_double_tap_asks_once(chosen, client):
    idempotency_key = uuid4()
    assert [ask(client, chosen, chosen.peer, idempotency_key=idempotency_key).status_code for _tap in range(2)] == [
        302,
        302,
    ]
    assert chosen.journey.offers.count() == 1


def test_of_two_coordinators_at_once_the_second_is_told_clearly(chosen, client):
    ask(client, chosen, chosen.peer)
    answer = ask(client, chosen, chosen.nuria)
    assert answer.status_code == UNPROCESSABLE
    assert "Pau has been asked already. Nothing was changed." in page_of(answer).main.text
    chosen.journey.refresh_from_db()
    assert chosen.journey.peer == chosen.peer
    assert chosen.journey.offers.count() == 1


@pytest.mark.parametrize("answer", [Choice.Answer.NO, Choice.Answer.NOT_NOW])
def test_for_someone_who_said_no_nobody_is_asked(chosen, client, answer):
    actions.choose(chosen.journey, by=chosen.montse, on=TODAY, answer=answer, words="")
    page = see(client, chosen.carme, "desk_journey", chosen.journey)
    assert not page.select(f"a[href='{address('offer', chosen.journey)}']")
    assert not offered(see(client, chosen.carme, "offer", chosen.journey))
    assert ask(client, chosen, chosen.peer).status_code == UNPROCESSABLE
    assert chosen.journey.offers.count() == 0


# Saying no, without a reason


def decline(cast, client):
    actions.decline_offer(cast.journey, by=cast.pau, on=TODAY)


def prefer_someone_else(cast, client):
    assert send(client, cast.montse, "prefer_someone_else", cast.journey).url == reverse("home:my")


def somebody_else_through_the_coordinator(cast, client):
    answer = send(client, cast.carme, "change_peer", cast.journey)
    assert answer.url == address("desk_journey", cast.journey)


SAYING_NO = [decline, prefer_someone_else, somebody_else_through_the_coordinator]


@pytest.mark.parametrize("say_no", SAYING_NO)
def test_nobody_is_asked_twice_and_who_declined_is_not_told(chosen, client, say_no):
    ask(client, chosen, chosen.peer)
    say_no(chosen, client)
    assert stage_of(chosen) == "chosen"
    page = see(client, chosen.carme, "offer", chosen.journey)
    assert offered(page) == ["Núria"]
    apart = page.find("h2", string="Not available for this journey").parent
    assert apart.get_text(" ", strip=True) == (
        "Not available for this journey Already asked. Reasons are not asked for, and not recorded. Pau "
        "Nobody is asked a second time unless they wish it. A peer supporter who could not can take that back on their "
        "own page, as long as nobody else is asked; and Montse can say whom they would like to meet after all."
    )
    assert ask(client, chosen, chosen.peer).status_code == UNPROCESSABLE
    with pytest.raises(Refused):
        actions.offer(chosen.journey, by=chosen.carme, peer=chosen.peer, on=TODAY)


def test_no_page_asks_for_a_reason(chosen, client):
    ask(client, chosen, chosen.peer)
    for who, name in [(chosen.montse, "prefer_someone_else"), (chosen.carme, "change_peer")]:
        page = see(client, who, name, chosen.journey)
        assert not page.main.select("textarea, select, input:not([type=hidden])")


def test_a_double_tap_looks_for_someone_else_once(chosen, client):
    ask(client, chosen, chosen.peer)
    idempotency_key = uuid4()
    taps = [
        send(client, chosen.montse, "prefer_someone_else", chosen.journey, idempotency_key=idempotency_key)
        for _tap in range(2)
    ]
    assert [tap.status_code for tap in taps] == [302, 302]


def test_on_the_road_the_journey_goes_on_with_someone_else(chosen, client):
    ask(client, chosen, chosen.peer)
    actions.accept_offer(chosen.journey, by=chosen.pau, on=TODAY)
    story.begin_walking(chosen, chosen.journey, on=TODAY)
    page = see(client, chosen.carme, "desk_journey", chosen.journey)
    assert page.select(f"a[href='{address('change_peer', chosen.journey)}']")
    send(client, chosen.carme, "change_peer", chosen.journey)
    assert stage_of(chosen) == "chosen"
    assert offered(see(client, chosen.carme, "offer", chosen.journey)) == ["Núria"]


def test_where_nobody_walks_along_there_is_nothing_to_change(chosen, client):
    page = see(client, chosen.montse, "prefer_someone_else", chosen.journey)
    assert "There is no peer supporter to change right now." in page.main.text
    assert send(client, chosen.montse, "prefer_someone_else", chosen.journey).status_code == UNPROCESSABLE


@pytest.mark.parametrize("name", ["prefer_someone_else", "change_peer"])
@pytest.mark.parametrize("who", ["olga", "pau", "rosa", "silvia", "edu", "nil"])
def test_only_the_person_and_the_coordinator_look_for_someone_else(chosen, client, name, who):
    ask(client, chosen, chosen.peer)
    assert send(client, getattr(chosen, who), name, chosen.journey).status_code == 404
    assert stage_of(chosen) == "offered"


# Taking a no back


def of_their_day(client, cast):
    client.force_login(cast.pau)
    return page_of(client.get(reverse("home:today"))).main


def test_a_peer_supporter_takes_back_that_they_cannot_and_is_asked_again(chosen, client):
    ask(client, chosen, chosen.peer)
    decline(chosen, client)
    place = address("take_back_no", chosen.journey)
    assert of_their_day(client, chosen).select(f"a[href='{place}']")
    key = uuid4()
    assert [
        send(client, chosen.pau, "take_back_no", chosen.journey, idempotency_key=key).url for _tap in range(2)
    ] == 2 * [reverse("home:today")]
    assert stage_of(chosen) == "offered" and chosen.journey.offers.get().answer == "waiting"
    assert not of_their_day(client, chosen).select(f"a[href='{place}']")
    actions.accept_offer(chosen.journey, by=chosen.pau, on=TODAY)
    assert stage_of(chosen) == "meeting"


def is_asked_already(cast):
    actions.offer(cast.journey, by=cast.carme, peer=cast.nuria, on=TODAY)


def says_not_now(cast):
    actions.choose(cast.journey, by=cast.montse, on=TODAY, answer=Choice.Answer.NOT_NOW, words="")


def does_that_no_more(cast):
    cast.peer.belongings.update(ends_on=ago(1))


@pytest.mark.parametrize("meanwhile", [is_asked_already, says_not_now, does_that_no_more])
def test_once_somebody_else_is_asked_or_the_person_rests_it_is_as_if_nobody_had_been_asked(chosen, client, meanwhile):
    ask(client, chosen, chosen.peer)
    decline(chosen, client)
    meanwhile(chosen)
    place = address("take_back_no", chosen.journey)
    if meanwhile is not does_that_no_more:
        assert not of_their_day(client, chosen).select(f"a[href='{place}']")
    assert send(client, chosen.pau, "take_back_no", chosen.journey).status_code == 404


def said_no_to(cast, number):
    """So many people who wait, each of whom Pau has told that he cannot."""
    journeys = many(cast, number)
    waits = {"stage": "chosen", "peer": None, "offer_accepted": False, "referrer": cast.rosa}
    Journey.objects.filter(pk__in=[each.pk for each in journeys]).update(**waits)
    said = {"peer": cast.peer, "on": ago(5), "answer": "peer_declined", "answered_on": ago(4)}
    Offer.objects.bulk_create(Offer(journey=each, **said) for each in journeys)


def test_of_twenty_whom_one_said_no_to_it_is_asked_at_once_as_of_two(chosen, django_assert_num_queries):
    said_no_to(chosen, 2)
    for number in (2, 20):
        with django_assert_num_queries(WAITING + OWN_PART + REFERRED + KNOWN):
            assert len(to_take_back(chosen.pau)) == number
        said_no_to(chosen, 18)


def test_whom_the_person_would_rather_not_meet_finds_nothing_to_take_back(chosen, client):
    ask(client, chosen, chosen.peer)
    decline(chosen, client)
    chosen.peer.known_by.add(chosen.person)
    assert "You said that you cannot" not in of_their_day(client, chosen).text
    answer = send(client, chosen.pau, "take_back_no", chosen.journey)
    assert "This cannot be taken back any more" in answer.content.decode() and stage_of(chosen) == "chosen"


@pytest.mark.parametrize("say_no", SAYING_NO[1:])
def test_who_was_let_go_for_the_person_learns_nothing_and_has_nothing_to_take_back(chosen, client, say_no):
    ask(client, chosen, chosen.peer)
    say_no(chosen, client)
    assert "You said that you cannot" not in of_their_day(client, chosen).text
    assert send(client, chosen.pau, "take_back_no", chosen.journey).status_code == 404


@pytest.mark.parametrize("say_no", SAYING_NO[1:])
def test_by_the_persons_own_wish_somebody_can_be_asked_again_and_by_nobody_elses(chosen, client, say_no):
    ask(client, chosen, chosen.peer)
    say_no(chosen, client)
    client.force_login(chosen.montse)
    home = page_of(client.get(reverse("home:my")))
    assert home.select(f"a[href='{address('wish_again', chosen.journey)}']")
    assert send(client, chosen.carme, "wish_again", chosen.journey, peers=chosen.peer.pk).status_code == 404
    send(client, chosen.montse, "wish_again", chosen.journey, peers=chosen.peer.pk)
    page = see(client, chosen.carme, "offer", chosen.journey)
    assert offered(page) == ["Pau", "Núria"]
    assert "Montse would like to meet them after all" in page.main.text
    send(client, chosen.montse, "wish_again", chosen.journey)
    assert offered(see(client, chosen.carme, "offer", chosen.journey)) == ["Núria"]
    send(client, chosen.montse, "wish_again", chosen.journey, peers=chosen.peer.pk)
    assert ask(client, chosen, chosen.peer).status_code == 302 and stage_of(chosen) == "offered"
    prefer_someone_else(chosen, client)
    assert not see(client, chosen.montse, "wish_again", chosen.journey).select("input[checked]")


def test_a_person_cannot_wish_for_somebody_who_said_no_themself(chosen, client):
    ask(client, chosen, chosen.peer)
    decline(chosen, client)
    client.force_login(chosen.montse)
    assert address("wish_again", chosen.journey) not in client.get(reverse("home:my")).content.decode()
    assert send(client, chosen.montse, "wish_again", chosen.journey, peers=chosen.peer.pk).status_code == UNPROCESSABLE
    assert offered(see(client, chosen.carme, "offer", chosen.journey)) == ["Núria"]


def test_while_somebody_is_asked_there_is_nobody_to_wish_for(chosen, client):
    ask(client, chosen, chosen.peer)
    prefer_someone_else(chosen, client)
    is_asked_already(chosen)
    assert "somebody is being asked already" in see(client, chosen.montse, "wish_again", chosen.journey).main.text
    assert send(client, chosen.montse, "wish_again", chosen.journey).status_code == UNPROCESSABLE


def test_two_who_walked_before_find_each_other_again_and_settle_anew(chosen, client):
    ask(client, chosen, chosen.peer)
    actions.accept_offer(chosen.journey, by=chosen.pau, on=TODAY)
    story.begin_walking(chosen, chosen.journey, on=TODAY)
    send(client, chosen.montse, "change_peer", chosen.journey)
    send(client, chosen.montse, "wish_again", chosen.journey, peers=chosen.peer.pk)
    ask(client, chosen, chosen.peer)
    actions.accept_offer(chosen.journey, by=chosen.pau, on=TODAY)
    assert stage_of(chosen) == "meeting"
    for who in [chosen.montse, chosen.pau]:
        page = see(client, who, "agreement", chosen.journey)
        assert page.select(f"a[href='{address('accept_agreement', chosen.journey)}']") and "Version 2" in page.text
        send(client, who, "accept_agreement", chosen.journey, version=2)
    assert stage_of(chosen) == "walking"


def test_where_everybody_was_asked_the_page_says_what_can_be_done(chosen, client):
    chosen.nuria.programmes.clear()
    ask(client, chosen, chosen.peer)
    decline(chosen, client)
    page = see(client, chosen.carme, "offer", chosen.journey)
    assert "Nobody can be asked now" in page.main.text and "can take that back on their own page" in page.main.text
    assert page.main.select(f"a[href='{reverse('directory:find')}']")


# Before the choice


def test_a_peer_supporter_is_asked_to_explain_and_sees_how_to_reach_them_and_not_the_referral(cast, client):
    journey = story.propose(cast, on=ago(3))
    assert offered(see(client, cast.carme, "ask_to_explain", journey)) == ["Pau"]
    send(client, cast.carme, "ask_to_explain", journey, peer=cast.peer.pk)
    assert "Pau" in see(client, cast.carme, "desk_journey", journey).main.text
    assert "Pau has been asked" in see(client, cast.carme, "ask_to_explain", journey).main.text
    assert may(cast.pau, Can.SEE_REACH, cast.person)
    assert not may(cast.pau, Can.SEE_REFERRAL, journey)


def test_after_the_choice_there_is_nothing_to_explain(chosen, client):
    answer = send(client, chosen.carme, "ask_to_explain", chosen.journey, peer=chosen.peer.pk)
    assert answer.status_code == UNPROCESSABLE
    assert "chosen already" in page_of(answer).main.text


# Going on


@pytest.fixture
def going_on(cast):
    cast.journey = story.set_out(cast, on=ago(90))
    story.walk(cast, cast.journey, [ago(80 - 5 * step) for step in range(13)])
    reasons = {"person_reason": "For the choir", "peer_reason": "For the last steps"}
    actions.ask_to_go_on(cast.journey, by=cast.pau, on=ago(2), up_to=16, **reasons)
    return cast


def test_the_coordinator_reads_both_reasons_and_nods_once(going_on, client):
    page = see(client, going_on.carme, "nod", going_on.journey).main.text
    assert "For the choir" in page
    assert "For the last steps" in page
    idempotency_key = uuid4()
    for _tap in range(2):
        assert send(client, going_on.carme, "nod", going_on.journey, idempotency_key=idempotency_key).status_code == 302
    assert going_on.journey.going_on.get().nodded_by == going_on.carme
    page = see(client, going_on.carme, "desk_journey", going_on.journey)
    assert "A reason to go on is waiting for your approval" not in page.main.text
    assert not page.select(f"a[href='{address('nod', going_on.journey)}']")


def test_where_nobody_asked_there_is_nothing_to_nod_to(chosen, client):
    assert "Nobody is waiting" in see(client, chosen.carme, "nod", chosen.journey).main.text
    assert send(client, chosen.carme, "nod", chosen.journey).status_code == UNPROCESSABLE


def test_the_desk_names_what_is_for_the_coordinator_to_do(going_on, client):
    client.force_login(going_on.carme)
    desk = reverse("home:desk", args=[going_on.programme.pk])
    assert "A reason to go on is waiting for your approval" in page_of(client.get(f"{desk}?group=yours")).main.text
