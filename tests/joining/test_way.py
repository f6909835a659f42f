"""From an application step by step to supporting people on one's own, and what falls due told in time."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.joining.applying import TODAY, applied, do, look_for_some, on_the_way, step
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.joining import actions
from wayfellow.joining.forms import DoStepForm
from wayfellow.joining.models import Application, Step
from wayfellow.joining.queries import next_step, past_their_time, under
from wayfellow.joining.steps import Kind, Planned

FOUND, NOT_FOUND, UNPROCESSABLE = 302, 404, 422
BEFORE_SIGN_OFF = [Kind.CONVERSATION, Kind.EQUIPMENT, Kind.IMMERSION, Kind.FIRST_VISITS]


@pytest.fixture
def desk(cast, client):
    look_for_some(cast)
    client.force_login(cast.carme)
    return cast


def address(name, record):
    return reverse(f"joining:{name}", args=[record.pk])


def test_nobody_has_written_and_the_page_can_be_opened(cast, client):
    client.force_login(cast.carme)
    place = reverse("joining:applications", args=[cast.programme.pk])
    assert "The page is not open" in text_of(client.get(place))
    look_for_some(cast)
    assert "Nobody has written yet" in text_of(client.get(place))


def test_the_coordinator_says_which_steps_the_programme_takes(desk, client):
    said = {f"{kind}_taken": "" for kind in Kind} | {
        "check_taken": "on",
        "check_what": "Certificate",
        "check_days": "9",
    }
    tab = Tab(client, reverse("joining:way_in", args=[desk.programme.pk]))
    left = {name: value for name, value in tab.filled_in.items() if not name.endswith("_taken")}
    tab.filled_in = left
    assert tab.send(**{name: value for name, value in said.items() if value}).status_code == FOUND
    application, _token = on_the_way(desk)
    assert [(one.label, one.who, one.due_on) for one in application.in_order] == [
        ("Certificate", "Carme", TODAY + timedelta(days=9))
    ]


def test_a_programme_keeps_at_least_one_step(desk, client):
    tab = Tab(client, reverse("joining:way_in", args=[desk.programme.pk]))
    tab.filled_in = {name: value for name, value in tab.filled_in.items() if not name.endswith("_taken")}
    answer = tab.send()
    assert answer.status_code == UNPROCESSABLE and "at least one step" in text_of(answer)


def test_whoever_has_begun_goes_on_as_it_was_planned_then(desk):
    application, token = on_the_way(desk)
    look_for_some(desk, steps=[Planned(Kind.CONVERSATION, "", "", 3)])
    assert len(under(token).in_order) == len(Kind)
    assert application.steps.count() == len(Kind)


def test_each_step_has_who_until_when_and_what_is_next(desk, client):
    application, token = on_the_way(desk)
    do(application, Kind.CONVERSATION, desk, words="We talked")
    page = text_of(client.get(address("application", application)))
    assert "Carme · Done on" in page and "We talked" in page and "Next" in page
    assert next_step(under(token)).kind != Kind.CONVERSATION
    theirs = text_of(client.get(reverse("joining:mine", args=[token])))
    assert "You are on the way." in theirs and "Carme · Until" in theirs and "We talked" in theirs


def test_who_goes_along_and_when_can_be_changed_and_two_tabs_lose_nothing(desk, client):
    application, _token = on_the_way(desk)
    place = address("plan_step", step(application, Kind.FIRST_VISITS))
    first, second = Tab(client, place), Tab(client, place)
    first.send(who="Rosa, nurse")
    assert step(application, Kind.FIRST_VISITS).who == "Rosa, nurse"
    answer = second.send(who="Somebody else")
    assert answer.status_code == UNPROCESSABLE and "Rosa, nurse" in text_of(answer)


def test_what_was_done_can_be_corrected_or_not_be_done_after_all(desk, client):
    application, token = on_the_way(desk)
    do(application, Kind.CONVERSATION, desk, words="We talked")
    place = address("do_step", step(application, Kind.CONVERSATION))
    first, second = Tab(client, place), Tab(client, place)
    first.send(words="We talked for long")
    answer = second.send(words="Something else")
    assert answer.status_code == UNPROCESSABLE and "We talked for long" in text_of(answer)
    Tab(client, place).send(done_on="")
    assert next_step(under(token)).kind == Kind.CONVERSATION
    assert step(application, Kind.CONVERSATION).words == ""


def test_of_a_check_only_its_result_and_its_last_day_are_kept(desk, client):
    application, _token = on_the_way(desk)
    check = step(application, Kind.CHECK)
    tab = Tab(client, address("do_step", check))
    assert page_of(tab.answer).main.find("textarea") is None
    until = TODAY + timedelta(days=365)
    tab.send(result="in_order", holds_until=until, words="Nothing found since 2009")
    check = step(application, Kind.CHECK)
    assert (check.result, check.holds_until, check.words) == ("in_order", until, "")


def test_nobody_is_on_their_own_before_each_step_is_done_and_the_check_is_in_order(desk, client):
    application, token = on_the_way(desk)
    for kind in BEFORE_SIGN_OFF:
        do(application, kind, desk)
    with pytest.raises(Refused, match="A check"):
        do(application, Kind.SIGN_OFF, desk)
    do(application, Kind.CHECK, desk, result="not_in_order")
    with pytest.raises(Refused, match="not in order"):
        do(application, Kind.SIGN_OFF, desk)
    do(
        application,
        Kind.CHECK,
        desk,
        result="in_order",
        holds_until=TODAY - timedelta(days=1),
        done_on=TODAY - timedelta(days=9),
    )
    with pytest.raises(Refused, match="not in order"):
        do(application, Kind.SIGN_OFF, desk)
    do(application, Kind.CHECK, desk, result="in_order", holds_until=TODAY + timedelta(days=365))
    answer = Tab(client, address("do_step", step(application, Kind.SIGN_OFF))).send()
    assert answer.status_code == FOUND
    assert under(token).is_ready and "You are a peer supporter now" in text_of(
        client.get(reverse("joining:mine", args=[token]))
    )


@pytest.mark.parametrize(
    "said, words",
    [
        ({"done_on": TODAY + timedelta(days=1)}, "still to come"),
        ({"holds_until": TODAY - timedelta(days=1)}, "before the day of the check"),
    ],
)
def test_a_day_that_cannot_be_is_asked_about_where_it_was_typed(desk, client, said, words):
    application, _token = on_the_way(desk)
    answer = Tab(client, address("do_step", step(application, Kind.CHECK))).send(**{"result": "in_order"} | said)
    assert answer.status_code == UNPROCESSABLE and words in text_of(answer)


def test_the_desk_says_who_waits_and_what_is_due(desk, client):
    applied(desk, on=TODAY - timedelta(days=3))
    assert "1 person would like to become a peer supporter" in text_of(client.get(f"/desk/{desk.programme.pk}/"))
    Application.objects.all().delete()
    application, _token = on_the_way(desk, on=TODAY - timedelta(days=14))
    assert "1 step or check of a new peer supporter is due" in text_of(client.get(f"/desk/{desk.programme.pk}/"))
    do(application, Kind.CONVERSATION, desk)
    assert "is due" not in text_of(client.get(f"/desk/{desk.programme.pk}/"))


def test_a_check_that_ends_within_a_month_is_told_also_of_who_has_long_begun(desk, client):
    application, token = on_the_way(desk)
    for kind in BEFORE_SIGN_OFF:
        do(application, kind, desk)
    do(application, Kind.CHECK, desk, result="in_order", holds_until=TODAY + timedelta(days=20))
    do(application, Kind.SIGN_OFF, desk)
    assert "1 step or check of a new peer supporter is due" in text_of(client.get(f"/desk/{desk.programme.pk}/"))
    assert next_step(under(token)).kind == Kind.CHECK
    do(application, Kind.CHECK, desk, result="in_order", holds_until=TODAY + timedelta(days=400))
    assert "is due" not in text_of(client.get(f"/desk/{desk.programme.pk}/"))


def test_what_was_closed_goes_no_further(desk):
    application, token = on_the_way(desk)
    gone = step(application, Kind.CONVERSATION)
    actions.let_go(application, by=desk.carme, on=TODAY, answer="Not now")
    assert not Step.objects.filter(pk=gone.pk).exists()
    with pytest.raises(Refused):
        actions.take_on(under(token), by=desk.carme, on=TODAY)


def test_what_nobody_answered_for_a_year_and_what_was_closed_long_ago_is_forgotten(desk):
    applied(desk, on=TODAY - timedelta(days=366))
    closed, _token = applied(desk, on=TODAY - timedelta(days=91))
    actions.let_go(closed, by=desk.carme, on=TODAY - timedelta(days=91), answer="Not now")
    kept, _token = applied(desk, on=TODAY - timedelta(days=300))
    for application in past_their_time(TODAY):
        actions.forget(application, on=TODAY)
    assert [one.pk for one in Application.objects.all()] == [kept.pk]


def test_only_the_coordinators_of_that_programme_see_it(desk, client):
    application, _token = on_the_way(desk)
    for reader in [desk.olga, desk.pau, desk.silvia, desk.rosa]:
        client.force_login(reader)
        assert client.get(address("application", application)).status_code == NOT_FOUND


@pytest.mark.parametrize("others", [0, 8])
def test_the_list_asks_the_database_the_same_few_questions(desk, client, django_assert_num_queries, others):
    on_the_way(desk)
    for _number in range(others):
        on_the_way(desk)
    with django_assert_num_queries(14):
        client.get(reverse("joining:applications", args=[desk.programme.pk]))


def test_the_form_of_a_check_has_no_place_for_words(desk):
    application, _token = on_the_way(desk)
    assert "words" not in DoStepForm(record=step(application, Kind.CHECK)).fields
    assert "words" in DoStepForm(record=step(application, Kind.EQUIPMENT)).fields
