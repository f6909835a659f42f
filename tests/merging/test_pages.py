"""A coordinator asks, the person or their peer supporter agrees, with one tap; and somebody else can tell nothing."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.access.roles import Role
from wayfellow.caseload.queries import journeys_here
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journeys import actions as journeys
from wayfellow.merging import actions
from wayfellow.people.models import Merge, OpenedSpace, Person, User

from .conftest import LONG_AGO, TODAY, asked, made_one, proposed, signed_in

S = Merge.State


def ask_page(person):
    return reverse("merging:ask_merge", args=[person.pk])


def twice(programme):
    return reverse("merging:here_twice", args=[programme.pk])


def tap(browser, page, words):
    """Press one of the two answers of a notice."""
    button = next(each for each in page_of(browser.get(page)).main.select("form button") if words in each.get_text())
    form = button.find_parent("form")
    sent = {field["name"]: field["value"] for field in form.select("input")} | {button["name"]: button["value"]}
    return [browser.post(form["action"], sent) for _tap in range(2)]


@pytest.fixture
def carme(cast):
    return signed_in(cast.carme)


@pytest.fixture
def pau(cast):
    return signed_in(cast.pau)


def test_the_desk_leads_to_who_may_be_here_twice(cast, two, carme):
    assert twice(cast.programme) in carme.get(reverse("home:desk", args=[cast.programme.pk])).content.decode()
    page = carme.get(twice(cast.programme))
    assert f"{two.one.code} + Ramona · {two.other.code}" in text_of(page) or (
        f"{two.other.code} + Ramona · {two.one.code}" in text_of(page)
    )
    assert "same phone, same name" in text_of(page)


def test_a_short_number_is_known_again_with_and_without_the_code_of_its_country(cast, carme):
    proposed(cast, "Ramona", reach={"phone": "+47 22 12 34 56"})
    proposed(cast, "Mona", on=TODAY, reach={"phone": "22 12 34 56"})
    assert "same phone" in text_of(carme.get(twice(cast.programme)))


def test_where_nobody_is_alike_the_page_says_what_will_be_there(cast, carme):
    assert "Nobody here looks like somebody else" in text_of(carme.get(twice(cast.programme)))


def test_before_anybody_is_asked_the_page_says_what_goes_where(cast, two, carme):
    page = text_of(carme.get(ask_page(two.one)))
    for words in [
        f"The code {two.other.code} leads there, too",
        "In this programme both are open",
        "What " + two.other.code + " says otherwise waits",
        "everything else that is new stays with " + two.one.code,
        "They count once",
    ]:
        assert words in page
    assert "Is this person here twice?" in text_of(carme.get(reverse("journeys:reach", args=[two.one.pk])))


def test_asked_and_agreed_with_one_tap_by_the_peer_supporter(cast, two, carme, pau):
    answer = Tab(carme, ask_page(two.one)).send(same=two.other.pk)
    merge = Merge.objects.get()
    assert answer.url == reverse("merging:merge", args=[merge.pk]) and merge.state == S.ASKED
    assert "Pau reads it first thing" in text_of(carme.get(answer.url))
    assert two.other.journeys.exists()
    answers = tap(pau, "/today/", "I asked, and they agree")
    assert [each.status_code for each in answers] == [302, 302]
    merge.refresh_from_db()
    assert merge.state == S.DONE and two.one.journeys.count() == 2
    assert "I asked" not in text_of(pau.get("/today/"))
    assert "They became one" in text_of(carme.get(reverse("merging:merge", args=[merge.pk])))
    assert "One record now" in text_of(carme.get(twice(cast.programme)))


def test_asked_twice_it_stands_there_once(cast, two, carme):
    tab = Tab(carme, ask_page(two.one))
    assert {tab.send(same=two.other.pk).status_code for _tap in range(2)} == {302}
    assert Merge.objects.count() == 1
    again = Tab(carme, ask_page(two.other)).send(same=two.one.pk)
    assert again.status_code == 422 and "asked already" in text_of(again)


def test_a_no_changes_nothing_and_the_two_are_not_shown_again(cast, two, carme, pau):
    merge = asked(cast, two.one, two.other)
    tap(pau, "/today/", "they say no")
    merge.refresh_from_db()
    assert merge.state == S.DECLINED and two.other.journeys.exists()
    assert two.other.code not in text_of(carme.get(twice(cast.programme)))


def test_a_person_with_a_space_is_asked_there_and_nobody_else_can_answer(cast, journey_of_montse, carme, pau):
    montse, other = signed_in(cast.montse), proposed(cast, "Montse", on=TODAY)
    merge = asked(cast, cast.person, other)
    assert "reads it in their own space" in text_of(carme.get(reverse("merging:merge", args=[merge.pk])))
    assert pau.get(reverse("merging:answer_merge", args=[merge.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.answer_merge(merge, by=cast.pau, on=TODAY, is_so=True)
    page = text_of(montse.get("/my/"))
    assert "Are both of these you?" in page and other.code in page
    tap(montse, "/my/", "Yes, both are me")
    assert cast.person.journeys.count() == 2
    assert "became one" in text_of(montse.get("/my/"))
    assert "Two records about you became one" in text_of(montse.get("/my/who-looked/"))
    undone = Tab(montse, reverse("merging:undo_merge", args=[merge.pk])).send()
    assert undone.status_code == 302 and other.journeys.exists()
    assert "became one" not in text_of(montse.get("/my/"))


@pytest.fixture
def journey_of_montse(cast):
    return story.set_out(cast, on=LONG_AGO)


def test_the_record_with_a_space_goes_on(cast, journey_of_montse, carme):
    other = proposed(cast, "Montse", on=TODAY)
    page = carme.get(ask_page(other))
    assert "has a space of its own" in text_of(page)
    assert ask_page(cast.person) in page.content.decode()
    refused = Tab(carme, ask_page(other)).send(same=cast.person.pk)
    assert refused.status_code == 422 and not Merge.objects.exists()


def test_two_spaces_are_refused_and_the_page_says_what_to_do(cast, journey_of_montse, carme):
    other = proposed(cast, "Montse", on=TODAY)
    other.user = User.objects.create_user("other@demo.example", name="Montse")
    other.save()
    refused = Tab(carme, ask_page(cast.person)).send(same=other.pk)
    assert refused.status_code == 422 and "the other space has to be closed first" in text_of(refused)


def test_a_space_that_waits_comes_first(cast, two, carme):
    somebody = User.objects.create_user("somebody@demo.example", name="Somebody")
    OpenedSpace.objects.create(person=two.other, user=somebody, made_by=cast.carme)
    assert "That comes first" in text_of(carme.get(ask_page(two.one)))
    merge_of = {"id": uuid.uuid4(), "other": two.other, "on": TODAY}
    with pytest.raises(Refused, match="waits until"):
        actions.ask_merge(two.one, by=cast.carme, **merge_of)


def test_an_account_opened_while_it_waited_stops_it(cast, two):
    merge = asked(cast, two.one, two.other)
    two.other.user = User.objects.create_user("ramona@demo.example", name="Ramona")
    two.other.save()
    with pytest.raises(Refused, match="begin from there"):
        actions.answer_merge(merge, by=cast.pau, on=TODAY, is_so=True)
    assert two.other.journeys.exists()


def test_with_nobody_to_ask_them_it_waits_and_says_so(cast, carme):
    one, other = proposed(cast, on=TODAY), proposed(cast, on=TODAY)
    merge = asked(cast, one, other)
    page = reverse("merging:merge", args=[merge.pk])
    assert "Nobody can ask them yet" in text_of(carme.get(page))
    journeys.ask_to_explain(one.journeys.get(), by=cast.carme, greeter=cast.peer)
    assert "Pau reads it" in text_of(carme.get(page))
    actions.answer_merge(merge, by=cast.pau, on=TODAY, is_so=True)
    assert one.journeys.count() == 2


def test_another_record_is_found_by_its_code(cast, two, carme):
    mona = proposed(cast, "Mona", on=TODAY, reach={"phone": "600 999 999"})
    tab = Tab(carme, ask_page(two.one))
    shown = tab.send(code=mona.code.lower())
    assert shown.status_code == 422 and f"Mona · {mona.code}" in text_of(shown)
    assert tab.send_again(same=mona.pk, code=mona.code).status_code == 302
    assert Merge.objects.get().other == mona


def test_the_question_is_taken_back(cast, two, carme, pau):
    merge = asked(cast, two.one, two.other)
    assert Tab(carme, reverse("merging:undo_merge", args=[merge.pk])).send().status_code == 302
    merge.refresh_from_db()
    assert merge.state == S.TAKEN_BACK
    assert "I asked" not in text_of(pau.get("/today/"))


def test_undone_by_a_coordinator_in_one_of_two_tabs(cast, two, carme):
    merge = made_one(cast, two.one, two.other)
    tabs = [Tab(carme, reverse("merging:undo_merge", args=[merge.pk])) for _tab in range(2)]
    assert tabs[0].send().status_code == 302
    assert two.other.journeys.exists()
    assert tabs[1].send().status_code == 422


def test_an_import_of_either_code_changes_nothing(cast, two):
    made_one(cast, two.one, two.other)
    here = journeys_here([two.one.code, two.other.code, "NOBODY"])
    assert here.keys() == {two.one.code, two.other.code}
    assert all(each.became_one for each in here.values())


# Two worlds
@pytest.fixture
def elsewhere(cast):
    """Olga coordinates elsewhere, and looks after a Ramona there; Carme does not."""
    ramona = story.propose(
        cast, on=LONG_AGO, by=cast.olga, person={"name": "Ramona", "language": "ca"}, programme=cast.elsewhere,
        reach={"phone": "+34 600 11 12 22"}, journey={"site": None},
    )  # fmt: skip
    return ramona.person


def as_carme_reads_it(cast, two, code):
    carme = signed_in(cast.carme)
    pages = [twice(cast.programme), ask_page(two.one), reverse("journeys:reach", args=[two.one.pk])]
    read = [text_of(carme.get(page)) for page in pages]
    sent = Tab(carme, ask_page(two.one)).send(code=code)
    return [*read, sent.status_code, text_of(sent).replace(code, "")]


def test_whoever_sees_only_one_of_them_can_tell_nothing(cast, two, elsewhere):
    with_her = as_carme_reads_it(cast, two, elsewhere.code)
    carme = signed_in(cast.carme)
    assert carme.get(ask_page(elsewhere)).status_code == 404
    missing = carme.get(ask_page(Person(pk=uuid.uuid4())))
    assert missing.status_code == 404
    with pytest.raises(PermissionDenied):
        asked(cast, two.one, elsewhere)
    Person.objects.filter(pk=elsewhere.pk).update(name="Somebody")
    elsewhere.reach.phone = "+34 600 00 00 01"
    elsewhere.reach.save()
    assert as_carme_reads_it(cast, two, elsewhere.code) == with_her
    assert as_carme_reads_it(cast, two, "ABCD-EFGH") == with_her


def test_what_goes_on_elsewhere_neither_shows_nor_stops_it(cast, two):
    """Two journeys that are open in a programme that Carme does not see stay open beside each other, unsaid."""
    join(cast.rosa, cast.elsewhere, Role.REFERRER)
    there = {"on": LONG_AGO, "programme": cast.elsewhere, "journey": {"site": None}, "reach": {}}
    before = as_carme_reads_it(cast, two, "ABCD-EFGH")
    for person in [two.one, two.other]:
        story.propose(cast, person=person, **there)
    assert as_carme_reads_it(cast, two, "ABCD-EFGH") == before
    made_one(cast, two.one, two.other)
    assert two.one.journeys.filter(programme=cast.elsewhere).count() == 2


def test_a_coordinator_of_only_one_of_the_two_programmes_reads_nothing_of_it(cast, two, elsewhere):
    join(cast.carme, cast.elsewhere, Role.COORDINATOR)
    merge = asked(cast, two.one, elsewhere)
    place = reverse("merging:merge", args=[merge.pk])
    assert signed_in(cast.carme).get(place).status_code == 200
    other = User.objects.create_user("other@demo.example", name="Other")
    join(other, cast.programme, Role.COORDINATOR)
    for reader in [other, cast.olga, cast.rosa, cast.silvia, cast.edu, cast.nil]:
        browser = signed_in(reader)
        for page in ["merge", "answer_merge", "undo_merge"]:
            assert browser.get(reverse(f"merging:{page}", args=[merge.pk])).status_code == 404
    assert elsewhere.code not in text_of(signed_in(other).get(twice(cast.programme)))
    actions.answer_merge(merge, by=cast.pau, on=TODAY, is_so=True)
    assert signed_in(other).get(place).status_code == 404
    assert timedelta(days=30) == Merge.A_MONTH


def test_a_wrong_programme_is_not_there(cast, two):
    olga = signed_in(cast.olga)
    assert olga.get(twice(cast.programme)).status_code == 404
    assert olga.get(ask_page(two.one)).status_code == 404
