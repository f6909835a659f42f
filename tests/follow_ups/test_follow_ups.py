"""Every quarter both organisations look at the programme, agree what follows, and sign: each their own (B10)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.evaluation.crowd import someone, walk_with
from tests.follow_ups.sheets import QUARTER, TODAY, again, agreed, begun, signed, written
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.evaluation import actions as evaluation
from wayfellow.follow_ups import actions, panels, quarters, queries
from wayfellow.follow_ups.models import FollowUp
from wayfellow.office import actions as office
from wayfellow.office.actions import do_step, let_step_go
from wayfellow.office.models import Step
from wayfellow.people.models import Membership, Person
from wayfellow.ui.days import months_later

UNPROCESSABLE, NOT_THERE = 422, 404
BEFORE = months_later(QUARTER, -3)


def page_for(name, record):
    return reverse(f"follow_ups:{name}", args=[record.pk])


def who_is(client, user):
    client.force_login(user)
    return client


def shown_to(client, user, follow_up):
    return text_of(who_is(client, user).get(page_for("follow_up", follow_up)))


def test_a_quarter_from_its_beginning_to_both_signatures(cast, client):
    tab = Tab(who_is(client, cast.carme), page_for("begin", cast.programme))
    both = {"host_signs": str(cast.carme.pk), "partner_signs": str(cast.silvia.pk)}
    sheet = tab.send(quarter=QUARTER.isoformat(), **both).url
    follow_up = FollowUp.objects.get()
    assert sheet == tab.send(quarter=QUARTER.isoformat(), **both).url == page_for("follow_up", follow_up)
    said = {"met_on": str(TODAY), "came_from_host": "The head of care", "came_from_partner": "Two of the association"}
    Tab(client, page_for("write", follow_up)).send(**said, goes_well="First visits", to_change="A second phone")
    agree = Tab(client, page_for("agree", follow_up))
    assert agree.send(words="Buy a phone", due_on=str(TODAY)).status_code == UNPROCESSABLE  # nobody does it yet
    assert agree.send_again(words="Buy a phone", owner=str(cast.pau.pk), due_on=str(TODAY)).url == sheet
    assert Tab(client, page_for("sign", follow_up)).send(sure="on").url == sheet
    assert again(follow_up).signed_on is None
    assert "Not signed yet for" in text_of(client.get(sheet))
    sign = Tab(who_is(client, cast.silvia), page_for("sign", follow_up))
    assert all(words in text_of(sign.answer) for words in ["A second phone", "Two of the association", "Buy a phone"])
    assert sign.send(sure="on").url == sign.send(sure="on").url == sheet
    assert again(follow_up).signed_on == TODAY
    shown = text_of(client.get(sheet))
    assert "Signed by Carme" in shown and "Signed by Sílvia" in shown and "Signed by both" in shown
    assert "A step for the programme is yours." in text_of(who_is(client, cast.pau).get(reverse("home:news")))


def test_whoever_signs_is_told_and_finds_it_where_they_work(cast, client):
    follow_up = begun(cast)
    news = text_of(who_is(client, cast.silvia).get(reverse("home:news")))
    assert "You are asked to sign the follow-up of a quarter for your organisation." in news
    page = reverse("home:load", args=[cast.programme.pk])
    assert follow_up.called not in text_of(client.get(page))
    written(follow_up, cast.carme)
    supervision = text_of(client.get(page))
    assert follow_up.called in supervision and "To sign" in supervision
    signed(follow_up, cast.silvia)
    assert "To sign" not in text_of(client.get(page))


def test_each_organisation_signs_with_an_account_of_its_own(cast, client):
    tab = Tab(who_is(client, cast.carme), page_for("begin", cast.programme))
    twice = {"host_signs": str(cast.carme.pk), "partner_signs": str(cast.carme.pk)}
    assert tab.send(quarter=QUARTER.isoformat(), **twice).status_code == UNPROCESSABLE
    assert not FollowUp.objects.exists()
    with pytest.raises(Refused):
        begun(cast, host_signs=cast.carme, partner_signs=cast.carme)
    with pytest.raises(Refused):
        begun(cast, partner_signs=cast.rosa)  # who refers, and leads nothing here
    follow_up = written(begun(cast), cast.carme)
    signed(follow_up, cast.carme)
    with pytest.raises(Refused):
        signed(follow_up, cast.carme)
    swapped = {"host_signs": cast.silvia, "partner_signs": cast.carme}
    actions.change_who_signs(again(follow_up), by=cast.carme, edit_token=None, **swapped)
    with pytest.raises(Refused):
        signed(follow_up, cast.carme)  # she has signed, for the other organisation


def test_a_change_after_a_signature_unsigns_and_what_was_signed_stays_readable(cast, client):
    follow_up = written(begun(cast), cast.carme, to_change="A second phone")
    agreed(follow_up, cast.carme, words="Buy a phone")
    signed(signed(follow_up, cast.carme), cast.silvia)
    Step.objects.update(own_words="Buy two phones")  # in the office, where it goes on
    shown = shown_to(client, cast.silvia, follow_up)
    assert "Agreed, as it was signed Buy a phone" in shown and "Buy two phones" in shown
    agreed(again(follow_up), cast.silvia, words="Look for a room")
    assert again(follow_up).signed_on is None
    written(follow_up, cast.silvia, to_change="A second phone, and a room")
    assert again(follow_up).versions.count() == 2
    shown = shown_to(client, cast.carme, follow_up)
    assert "Not signed yet for" in shown and "A second phone, and a room" in shown
    assert "Earlier versions, as they were signed" in shown and "Signed by Sílvia" in shown


def test_what_was_written_meanwhile_is_not_signed_unseen(cast, client):
    follow_up = written(begun(cast), cast.carme)
    tab = Tab(who_is(client, cast.silvia), page_for("sign", follow_up))
    agreed(again(follow_up), cast.carme, words="Buy a phone")
    assert tab.send(sure="on").status_code == UNPROCESSABLE and not again(follow_up).signed_on
    assert "Buy a phone" in text_of(tab.answer)
    other = Tab(client, page_for("write", follow_up))
    written(follow_up, cast.carme, goes_well="The handbook")
    sent = other.send(goes_well="The second visits")
    assert sent.status_code == UNPROCESSABLE
    assert "The handbook" in text_of(sent) and "The second visits" in text_of(sent)


def test_what_is_agreed_stands_on_the_sheets_that_follow_until_it_is_done_or_let_go(cast, client):
    first = begun(cast, quarter=BEFORE)
    phone, room, stays = (agreed(first, cast.carme, words=words) for words in ["A phone", "A room", "A key"])
    second = begun(cast)
    for words in ["A phone", "A room", "A key"]:
        assert words in shown_to(client, cast.silvia, second)
    do_step(phone, by=cast.carme, on=TODAY)
    let_step_go(room, by=cast.carme, on=TODAY, because="There is one")
    shown = shown_to(client, cast.silvia, second)
    assert "Still open from earlier quarters A key" in shown and "A phone" not in shown and "A room" not in shown
    assert [[step.pk for step in steps] for steps in queries.steps_on_the_sheet(again(second))] == [[], [stays.pk]]
    assert [len(steps) for steps in queries.steps_on_the_sheet(again(first))] == [3, 0]


def test_both_signatures_do_the_step_to_look_together_once_and_the_next_time_stands_there(cast):
    office.begin_phases(cast.programme, by=cast.carme, joins_on=months_later(QUARTER, 1))
    looks = Step.objects.filter(programme=cast.programme, code=queries.LOOK_TOGETHER)
    first = looks.get()
    follow_up = signed(written(begun(cast), cast.carme), cast.carme)
    assert looks.get().is_open
    signed(follow_up, cast.silvia)
    assert Step.objects.get(pk=first.pk).done_on == TODAY
    assert looks.get(follows=first).due_on == months_later(first.due_on, 3)
    written(again(follow_up), cast.silvia, to_change="A second phone, and a room")
    signed(signed(follow_up, cast.carme), cast.silvia)
    assert looks.filter(done_on=None).count() == 1 and looks.count() == 2  # signed anew: the same quarter
    signed(signed(written(begun(cast, quarter=BEFORE), cast.carme), cast.carme), cast.silvia)
    assert looks.count() == 2  # an older quarter is not the next time


def test_nobody_who_receives_support_is_named(cast, client):
    (journey,) = walk_with(cast, [someone(1, since=QUARTER)])
    Person.objects.filter(pk=journey.person_id).update(name="Valentina")
    follow_up = begun(cast)
    said = {"met_on": str(TODAY), "came_from_host": "Carme", "came_from_partner": "Sílvia"}
    tab = Tab(who_is(client, cast.carme), page_for("write", follow_up))
    sent = tab.send(**said, goes_well="Valentina walks again")
    assert sent.status_code == UNPROCESSABLE and "Valentina walks again" in text_of(sent)
    assert not follow_up.versions.exists()


def test_the_numbers_are_the_published_ones_and_none_where_none_are_published(cast, client):
    follow_up = written(begun(cast), cast.carme)
    codes = [code for code, _value in queries.newest(follow_up).numbers]
    assert codes == ["supervisions", "supporters"]
    assert "once the evaluation has published" in shown_to(client, cast.silvia, follow_up)


def test_a_number_says_what_was_published_between_two_editions(cast, published_quarters):
    told = dict(queries.numbers_of(cast.programme, QUARTER))
    before, now = published_quarters
    assert told["all_people"] == now.people and told["new_people"] == now.people - before.people
    assert told["new_people"] >= cast.programme.smallest_cell


def test_it_is_asked_for_where_people_met_in_the_quarter_and_missed_four_weeks_after_it(cast, client, monkeypatch):
    assert not queries.what_is_due(cast.programme)
    walk_with(cast, [someone(1, since=QUARTER)])
    assert queries.what_is_due(cast.programme)
    who_is(client, cast.carme)
    for page in [reverse("home:desk", args=[cast.programme.pk]), reverse("office:office", args=[cast.programme.pk])]:
        assert "by both organisations" in text_of(client.get(page))
    due = quarters.due_on(QUARTER)
    for today, is_missed in [(due, False), (due + timedelta(days=1), True)]:
        monkeypatch.setattr(panels.timezone, "localdate", lambda today=today: today)
        assert panels._the_last_quarter()["is_missed"] is is_missed
    monkeypatch.undo()
    follow_up = written(begun(cast), cast.carme)
    signed(follow_up, cast.carme)
    assert queries.what_is_due(cast.programme)
    signed(follow_up, cast.silvia)
    assert not queries.what_is_due(cast.programme)


def test_a_programme_of_one_organisation_is_told_what_is_missing(cast, client):
    follow_up_page = page_for("follow_ups", cast.programme)
    cast.programme.partner = None
    cast.programme.save()
    assert "run by one organisation" in text_of(who_is(client, cast.carme).get(follow_up_page))
    with pytest.raises(Refused):
        begun(cast)


def test_only_those_who_lead_the_programme_read_it(cast, client):
    follow_up = written(begun(cast), cast.carme)
    for user in [cast.pau, cast.rosa, cast.olga, cast.edu]:
        assert who_is(client, user).get(page_for("follow_up", follow_up)).status_code == NOT_THERE
        assert client.get(page_for("follow_ups", cast.programme)).status_code == NOT_THERE
    Membership.objects.filter(user=cast.silvia).update(ends_on=TODAY - timedelta(days=1))
    assert who_is(client, cast.silvia).get(page_for("sign", follow_up)).status_code == NOT_THERE


def test_whoever_coordinates_finds_the_parts_of_the_office_beside_it(cast, client):
    office = reverse("office:office", args=[cast.programme.pk])
    quarters = page_for("follow_ups", cast.programme)
    assert f'href="{office}"' in who_is(client, cast.carme).get(quarters).content.decode()
    assert f'href="{quarters}"' in client.get(office).content.decode()
    assert f'href="{office}"' not in who_is(client, cast.silvia).get(quarters).content.decode()


def test_what_was_begun_by_mistake_is_deleted_as_long_as_nothing_is_written(cast, client):
    tab = Tab(who_is(client, cast.carme), page_for("take_back", begun(cast)))
    assert tab.send().url == tab.send().url == page_for("follow_ups", cast.programme)
    assert not FollowUp.objects.exists()
    with pytest.raises(Refused):
        actions.take_back_follow_up(written(begun(cast), cast.carme), by=cast.carme)


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_database_few_questions(cast, client, number, django_assert_num_queries):
    first = begun(cast, quarter=BEFORE)
    follow_up = written(begun(cast), cast.carme)
    for _time in range(number):
        agreed(first, cast.carme)
        agreed(follow_up, cast.carme)
    signed(signed(follow_up, cast.carme), cast.silvia)
    who_is(client, cast.carme).get(page_for("follow_ups", cast.programme))
    with django_assert_num_queries(6):
        client.get(page_for("follow_up", follow_up))
    with django_assert_num_queries(5):
        client.get(page_for("follow_ups", cast.programme))


@pytest.fixture
def published_quarters(cast):
    """Two editions: one as of the end of the quarter before, one as of the end of this one."""
    for begins, number in [(BEFORE, 7), (QUARTER, 6)]:
        walk_with(cast, [someone(2, since=begins) for _each in range(number)])
        evaluation.publish(cast.programme, today=quarters.end_of(begins) + timedelta(days=1))
    return list(cast.programme.editions.filter(subject="programme").order_by("as_of"))[-2:]
