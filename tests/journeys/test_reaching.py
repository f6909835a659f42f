"""How to reach a person is theirs: somebody else proposes, and nothing that is kept is replaced unseen (I8)."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.journal.opened import said
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.people.models import ProposedReach, Reach

TODAY = timezone.localdate
MY = reverse("home:my")
OTHER = "699 999 999"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def rosa(cast):
    """She refers to both programmes."""
    join(cast.rosa, cast.elsewhere, Role.REFERRER)
    return signed_in(cast.rosa)


@pytest.fixture
def beside(cast):
    """Biel has no account."""
    return story.propose(cast, on=TODAY(), person={"name": "Biel", "language": "ca"})


def refer_again(browser, cast, person, **reach):
    """A second referral of somebody known, to the other programme, as Rosa would write it."""
    programme = cast.elsewhere
    typed = {"idempotency_key": uuid.uuid4(), "person": person.pk, "language": "ca", "hope_view": "Laughs more"}
    typed |= {"source": programme.sources.first().pk, "on": TODAY().isoformat()} | reach
    return browser.post(reverse("journeys:refer", args=[programme.pk]), typed)


def reach_of(person):
    return Reach.objects.get(person=person)


def answer(browser, take):
    place = reverse("journeys:proposed_reach", args=[ProposedReach.objects.get().pk])
    return browser.post(place, {"idempotency_key": uuid.uuid4(), "take": take})


def last_line(deed):
    return Entry.objects.filter(deed=deed).latest("at")


@pytest.mark.parametrize("who", ["journey", "beside"])
def test_a_new_referral_replaces_nothing(cast, rosa, request, who):
    person = request.getfixturevalue(who).person
    assert (
        refer_again(rosa, cast, person, phone=OTHER, email="x@demo.example", who_may_answer="Anyone").status_code == 302
    )
    assert reach_of(person).phone == "600 000 000"
    assert (reach_of(person).email, reach_of(person).who_may_answer) == ("", "")


def test_the_person_sees_both_side_by_side_and_takes_it_in_one_tap(cast, journey, rosa, montse):
    refer_again(rosa, cast, cast.person, phone=OTHER, may_text="on", good_times="After four")
    page = page_of(montse.get(MY))
    assert "Rosa wrote how to reach you" in page.get_text()
    rows = [" ".join(row.get_text().split()) for row in page.select(".notice dl.facts > div")]
    assert rows == [
        f"Phone As it is now 600 000 000 As Rosa wrote it {OTHER}",
        "Good times to call As it is now – As Rosa wrote it After four",
    ]
    assert answer(montse, "yes").url == MY
    assert (reach_of(cast.person).phone, reach_of(cast.person).good_times) == (OTHER, "After four")
    assert "Rosa wrote how to reach you" not in text_of(montse.get(MY))


def test_or_lets_it_go(cast, journey, rosa, montse):
    refer_again(rosa, cast, cast.person, phone=OTHER)
    answer(montse, "no")
    assert reach_of(cast.person).phone == "600 000 000"
    assert not ProposedReach.objects.filter(answered_on=None).exists()
    assert ProposedReach.objects.get().said() == {}


def test_two_taps_are_one(cast, journey, rosa, montse):
    refer_again(rosa, cast, cast.person, phone=OTHER)
    place = reverse("journeys:proposed_reach", args=[ProposedReach.objects.get().pk])
    typed = {"idempotency_key": uuid.uuid4(), "take": "yes"}
    assert [montse.post(place, typed).url for _tap in range(2)] == [MY, MY]
    assert answer(montse, "no").url == MY  # from a second tab, when it is answered already
    assert reach_of(cast.person).phone == OTHER


def test_the_journal_says_what_kind_of_thing_changed_and_never_the_value(cast, journey, rosa, montse):
    refer_again(rosa, cast, cast.person, phone=OTHER, may_text="on", good_times="After four")
    answer(montse, "yes")
    line = last_line("reach.answer")
    assert said(line) == {"on": TODAY().isoformat(), "phone": True, "good_times": True}
    assert "Phone, Good times to call" in text_of(montse.get("/my/who-looked/"))
    assert OTHER not in str(list(Entry.objects.values()))
    Tab(montse, "/my/details/").send(name="Montse", language="ca", gender="woman", phone="611", email="m@demo.example")
    assert said(last_line("person.change_details")) == {
        "phone": True,
        "email": True,
    }


@pytest.mark.parametrize("who", ["rosa", "carme"])
def test_for_somebody_without_an_account_those_around_them_answer(cast, beside, rosa, who):
    refer_again(rosa, cast, beside.person, phone=OTHER)
    browser = signed_in(getattr(cast, who))
    place = reverse("journeys:reach", args=[beside.person.pk])
    told = text_of(browser.get(place))
    assert "600 000 000" in told and OTHER in told
    assert answer(browser, "yes").url == place
    assert reach_of(beside.person).phone == OTHER


@pytest.mark.parametrize("who", ["rosa", "carme", "pau", "silvia", "nil", "olga"])
def test_nobody_answers_for_who_has_an_account(cast, journey, rosa, who):
    refer_again(rosa, cast, cast.person, phone=OTHER)
    assert answer(signed_in(getattr(cast, who)), "yes").status_code == 404
    assert reach_of(cast.person).phone == "600 000 000"


@pytest.mark.parametrize("who", ["rosa", "carme"])
def test_those_around_a_person_can_propose(cast, journey, montse, who):
    tab = Tab(signed_in(getattr(cast, who)), reverse("journeys:propose_reach", args=[cast.person.pk]))
    assert tab.filled_in["phone"] == "600 000 000"
    assert tab.send(phone=OTHER).url == reverse("journeys:reach", args=[cast.person.pk])
    assert reach_of(cast.person).phone == "600 000 000"
    assert OTHER in text_of(montse.get(MY))


@pytest.mark.parametrize("who", ["pau", "silvia", "edu", "nil", "olga"])
def test_nobody_else_proposes(cast, journey, who):
    with pytest.raises(PermissionDenied):
        actions.propose_reach(cast.person, by=getattr(cast, who), on=TODAY(), reach={"phone": OTHER})


def test_what_is_kept_already_is_no_proposal(cast, journey, rosa):
    refer_again(rosa, cast, cast.person, phone="600 000 000", may_text="on")
    assert not ProposedReach.objects.exists()


def test_what_is_proposed_is_sealed_and_goes_with_the_person(cast, journey, rosa):
    refer_again(rosa, cast, cast.person, phone=OTHER)
    assert OTHER.encode() not in bytes(ProposedReach.objects.values_list("phone", flat=True).get())


def test_what_the_person_kept_meanwhile_is_what_stands_beside_it(cast, journey, rosa, montse):
    refer_again(rosa, cast, cast.person, phone=OTHER)
    Tab(montse, "/my/details/").send(name="Montse", language="ca", gender="woman", phone="622 222 222")
    assert "622 222 222" in text_of(montse.get(MY))
