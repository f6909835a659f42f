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
OTHER = "+34 699 99 99 99"


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
    refer_again(rosa, cast, cast.person, phone=OTHER, may_text="True", good_times="After four")
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
    refer_again(rosa, cast, cast.person, phone=OTHER, may_text="True", good_times="After four")
    answer(montse, "yes")
    line = last_line("reach.answer")
    assert said(line) == {"on": TODAY().isoformat(), "phone": True, "good_times": True}
    assert "Phone, Good times to call" in text_of(montse.get("/my/who-looked/"))
    assert OTHER not in str(list(Entry.objects.values()))
    Tab(montse, "/my/details/").send(
        name="Montse", language="ca", gender="woman", phone="611 111 111", email="m@demo.example"
    )
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
    refer_again(rosa, cast, cast.person, phone="600 000 000", may_text="True")
    assert not ProposedReach.objects.exists()


def test_what_is_proposed_is_sealed_and_goes_with_the_person(cast, journey, rosa):
    refer_again(rosa, cast, cast.person, phone=OTHER)
    assert OTHER.encode() not in bytes(ProposedReach.objects.values_list("phone", flat=True).get())


def test_what_the_person_kept_meanwhile_is_what_stands_beside_it(cast, journey, rosa, montse):
    refer_again(rosa, cast, cast.person, phone=OTHER)
    Tab(montse, "/my/details/").send(name="Montse", language="ca", gender="woman", phone="622 222 222")
    assert "+34 622 22 22 22" in text_of(montse.get(MY))


# Who has no account has it kept for them
def keep(browser, person, **typed):
    return Tab(browser, reverse("journeys:keep_reach", args=[person.pk])).send(**typed)


@pytest.mark.parametrize("who", ["rosa", "carme"])
def test_for_somebody_without_an_account_it_is_corrected_at_once(cast, beside, who):
    browser = signed_in(getattr(cast, who))
    place = reverse("journeys:reach", args=[beside.person.pk])
    assert "Correct it" in text_of(browser.get(place))
    assert keep(browser, beside.person, phone="699 999 999", may_leave_message="False").url == place
    kept = reach_of(beside.person)
    assert (kept.phone, kept.may_text, kept.may_leave_message) == (OTHER, True, False)
    assert said(last_line("person.keep_reach")) == {"phone": True, "may_leave_message": True}


@pytest.mark.parametrize("who", ["pau", "silvia", "nil", "olga"])
def test_nobody_who_is_not_around_them_keeps_it(cast, beside, who):
    browser = signed_in(getattr(cast, who))
    assert browser.get(reverse("journeys:keep_reach", args=[beside.person.pk])).status_code == 404


def test_for_who_has_an_account_nobody_keeps_it(cast, journey):
    browser = signed_in(cast.carme)
    assert browser.get(reverse("journeys:keep_reach", args=[cast.person.pk])).status_code == 404
    assert "Correct it" not in text_of(browser.get(reverse("journeys:reach", args=[cast.person.pk])))


def test_what_another_wrote_meanwhile_is_not_replaced_unseen(cast, beside):
    place = reverse("journeys:keep_reach", args=[beside.person.pk])
    first, second = Tab(signed_in(cast.rosa), place), Tab(signed_in(cast.carme), place)
    first.send(phone="699 999 999")
    answer = second.send(phone="688 888 888")
    assert answer.status_code == 422 and OTHER in text_of(answer)
    assert reach_of(beside.person).phone == OTHER
    assert second.send_again(phone="688 888 888").status_code == 302


def test_an_address_that_somebody_else_wrote_is_not_theirs(cast, beside):
    Reach.objects.filter(person=beside.person).update(email_is_theirs=True)
    keep(signed_in(cast.carme), beside.person, email="another@post.example")
    assert reach_of(beside.person).email_is_theirs is False


# Three answers
@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("True", ["A text message is fine", "A message is fine"]),
        ("False", ["Please send no text messages", "Please leave no message"]),
        ("", ["Not said: please ask first", "Not said: please ask first"]),
    ],
)
def test_what_was_not_said_is_no_no(cast, beside, answer, read):
    browser = signed_in(cast.carme)
    keep(browser, beside.person, may_text=answer, may_leave_message=answer)
    page = page_of(browser.get(reverse("journeys:reach", args=[beside.person.pk])))
    facts = {row.dt.get_text(): row.dd.get_text(" ", strip=True) for row in page.select("dl.facts > div")}
    assert [facts["Text messages"], facts["Answering machine"]] == read


def test_a_no_is_proposed_and_told_from_not_said(cast, journey, rosa, montse):
    refer_again(rosa, cast, cast.person, may_text="False")
    assert "Text messages As it is now Yes As Rosa wrote it No" in " ".join(text_of(montse.get(MY)).split())
    answer(montse, "yes")
    assert reach_of(cast.person).may_text is False


# A number is one
@pytest.mark.parametrize("typed", ["ask at the bar", "12", "600 111 222 (my mother)", "1234567890123456"])
def test_what_is_no_number_comes_back_where_it_was_typed(cast, beside, typed):
    answer = keep(signed_in(cast.carme), beside.person, phone=typed)
    assert answer.status_code == 422
    page = page_of(answer)
    assert "does not look like a phone number" in page.find(id="id_phone_error").get_text()
    assert page.find(id="id_phone")["value"] == typed
    assert reach_of(beside.person).phone == "600 000 000"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("93 000 00 00", "+34 930 00 00 00"),
        ("0033 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("tel. 600-111-222", "+34 600 11 12 22"),
    ],
)
def test_a_number_is_kept_as_any_phone_dials_it(cast, beside, typed, kept):
    keep(signed_in(cast.carme), beside.person, phone=typed)
    assert reach_of(beside.person).phone == kept


def test_a_number_without_a_country_is_of_the_country_of_the_programme(cast, rosa):
    cast.elsewhere.jurisdiction = "FR-OCC"
    cast.elsewhere.save()
    typed = {"idempotency_key": uuid.uuid4(), "name": "Lídia", "language": "ca", "hope_view": "Laughs more"}
    typed |= {"source": cast.elsewhere.sources.first().pk, "on": TODAY().isoformat(), "phone": "06 12 34 56 78"}
    assert rosa.post(reverse("journeys:refer", args=[cast.elsewhere.pk]), typed).status_code == 302
    assert Reach.objects.get(person__name="Lídia").phone == "+33 6 12 34 56 78"


def test_the_same_number_written_otherwise_is_no_proposal(cast, journey, rosa):
    refer_again(rosa, cast, cast.person, phone="+34 600-000-000")
    assert not ProposedReach.objects.exists()
