"""A programme is put in place in four phases: where it stands, who does what by when, and what comes next."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.office.steps import planned_step
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused, may
from wayfellow.access.roles import Role
from wayfellow.demo.cast import join
from wayfellow.notices.news import stands_to
from wayfellow.notices.tellings import FIGURES
from wayfellow.office import actions
from wayfellow.office.access import Can
from wayfellow.office.models import Step
from wayfellow.office.phases import PATH
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()
TOMORROW, YESTERDAY = TODAY + timedelta(1), TODAY - timedelta(1)
UNPROCESSABLE, NOT_THERE = 422, 404


@pytest.fixture
def office(cast, client):
    client.force_login(cast.carme)
    return reverse("office:office", args=[cast.programme.pk])


@pytest.fixture
def begun(cast, office):
    actions.begin_phases(cast.programme, by=cast.carme, joins_on=TODAY + timedelta(days=200))
    return office


def page_for(name, step):
    return reverse(f"office:{name}", args=[step.pk])


def notice_of(answer):
    return page_of(answer).select_one("main .notice").get_text(" ", strip=True)


def phase_now(answer):
    return page_of(answer).select_one("[aria-current=step]").get_text(" ", strip=True)


def press(client, office, step, **sent):
    """Tap the button beside a step on the page of all steps."""
    answer = client.get(office)
    forms = page_of(answer).select("main form[action]")
    form = next(each for each in forms if str(step.pk) in each["action"])
    return client.post(form["action"], {field["name"]: field["value"] for field in form.select("input")} | sent)


def test_an_empty_office_says_how_to_begin(cast, client, office):
    assert "Nothing is planned yet" in text_of(client.get(office))
    tab = Tab(client, reverse("office:begin", args=[cast.programme.pk]))
    assert tab.send(joins_on="1980-01-01").status_code == UNPROCESSABLE
    assert tab.send(joins_on="2026-05-31").url == office
    steps = {step.code: step for step in cast.programme.steps.all()}
    assert set(steps) == set(PATH)
    assert steps["agree"].due_on == date(2026, 2, 28) and steps["look_together"].due_on == date(2026, 8, 31)


def test_the_path_is_begun_once(cast, begun):
    with pytest.raises(Refused):
        actions.begin_phases(cast.programme, by=cast.carme, joins_on=TODAY)


def test_the_way_of_nou_barris_is_shown_with_its_dates(cast, client, office):
    shown = text_of(client.get(reverse("office:path", args=[cast.programme.pk])))
    for when in ["Second half of 2021", "First quarter of 2022", "May 2022", "One month after joining", "Every three"]:
        assert when in shown


def test_where_it_stands_and_what_comes_next_stands_in_one_sentence(cast, client, begun):
    shown = client.get(begun)
    assert phase_now(shown) == "Design"
    assert notice_of(shown).startswith("Next: “Read what is published, and look at programmes that work”, by ")
    for step in cast.programme.steps.filter(phase="design"):
        actions.do_step(step, by=cast.carme, on=TODAY)
    shown = client.get(begun)
    assert phase_now(shown) == "Immersion, the first month"
    assert notice_of(shown).startswith("Next: “The peer supporter joins the teams”")


def test_when_all_is_done_it_says_so(cast, client, office):
    step = planned_step(cast)
    actions.do_step(step, by=cast.carme, on=TODAY)
    assert "Every step is done or let go" in notice_of(client.get(office))


@pytest.mark.parametrize(
    "said, sentence",
    [
        ({}, "Next: “Buy a kettle”; it is not settled who does it."),
        ({"owner_in_words": "the nurse"}, "Next: “Buy a kettle”; the nurse does it."),
    ],
)
def test_the_sentence_says_who_does_it(cast, client, office, said, sentence):
    planned_step(cast, **said)
    assert notice_of(client.get(office)) == sentence


def test_one_tap_says_that_it_is_done_and_one_that_it_is_not(cast, client, office):
    step = planned_step(cast)
    assert press(client, office, step).url == office
    step.refresh_from_db()
    assert step.done_on == TODAY
    assert press(client, office, step).url == office
    step.refresh_from_db()
    assert step.is_open


def test_a_double_tap_does_it_once(cast, client, office):
    step = planned_step(cast, every_months=3)
    same = {"idempotency_key": "7d2f3f6e-54a5-4d5e-9d0f-1d3f2c1b0a99"}
    assert press(client, office, step, **same).url == press_again(client, step, same).url == office
    assert Step.objects.count() == 2


def press_again(client, step, same):
    return client.post(page_for("do_step", step), same | {"back": "office"})


def test_what_is_done_again_and_again_waits_for_the_next_time(cast, client, office):
    step = planned_step(cast, every_months=3, due_on=date(2026, 11, 30))
    actions.do_step(step, by=cast.carme, on=TODAY)
    following = Step.objects.get(follows=step)
    assert following.due_on == date(2027, 2, 28) and following.is_open
    actions.reopen_step(step, by=cast.carme)
    assert not Step.objects.filter(pk=following.pk).exists()


def test_what_was_done_twice_is_undone_from_the_end(cast, office):
    step = planned_step(cast, every_months=3, due_on=TODAY)
    actions.do_step(step, by=cast.carme, on=TODAY)
    actions.do_step(Step.objects.get(follows=step), by=cast.carme, on=TODAY)
    with pytest.raises(Refused, match="The next time of it is done already"):
        actions.reopen_step(step, by=cast.carme)


def test_a_step_is_let_go_with_a_reason_that_stands_beside_it(cast, client, office):
    step = planned_step(cast)
    tab = Tab(client, page_for("let_step_go", step))
    assert tab.send().status_code == UNPROCESSABLE
    assert tab.send(because="There is one already").url == page_for("step", step)
    assert "There is one already" in text_of(client.get(office))


def test_a_step_is_added_and_changed_and_nothing_is_replaced_unseen(cast, client, office):
    tab = Tab(client, reverse("office:add_step", args=[cast.programme.pk]))
    assert tab.send(words="Find a room", phase="design", owner=str(cast.silvia.pk), due_on=str(TOMORROW)).url == office
    step = Step.objects.get()
    assert step.whose == "Sílvia" and "Sílvia · by" in text_of(client.get(office))
    mine, theirs = Tab(client, page_for("change_step", step)), Tab(client, page_for("change_step", step))
    owner = {"owner": str(cast.silvia.pk), "phase": "design"}
    assert theirs.send(words="Find two rooms", **owner).status_code == 302
    assert "Find two rooms" in text_of(mine.send(words="Find a hall", **owner))
    assert mine.send_again(words="Find a hall", **owner).status_code == 302
    step.refresh_from_db()
    assert step.words == "Find a hall"


def test_who_does_it_is_chosen_or_written_not_both(cast, client, office):
    tab = Tab(client, reverse("office:add_step", args=[cast.programme.pk]))
    answer = tab.send(words="Find a room", phase="design", owner=str(cast.pau.pk), owner_in_words="the nurse")
    assert answer.status_code == UNPROCESSABLE and "one of the two" in text_of(answer)


def test_only_who_works_here_can_be_chosen(cast, client, office):
    offered = page_of(client.get(reverse("office:add_step", args=[cast.programme.pk]))).select("[name=owner] option")
    names = [option.get_text() for option in offered[1:]]
    assert names == sorted(names) and set(names) == {"Carme", "Pau", "Rosa", "Sílvia"}
    with pytest.raises(Refused):
        planned_step(cast, owner=cast.montse)


def test_words_of_the_path_are_read_in_each_language_until_there_are_own_ones(cast, client, begun):
    step = Step.objects.get(code="equip")
    with translation.override("ca"):
        assert str(step) != "Provide a phone and a computer"
    Tab(client, page_for("change_step", step)).send(phase="immersion", due_on=str(TOMORROW))
    step.refresh_from_db()
    assert step.own_words == "" and step.due_on == TOMORROW
    Tab(client, page_for("change_step", step)).send(phase="immersion", words="Provide a bicycle")
    step.refresh_from_db()
    with translation.override("ca"):
        assert str(step) == "Provide a bicycle"


def test_how_it_goes_and_what_shows_it_is_written_by_whoever_does_it(cast, client, office):
    step = planned_step(cast, owner=cast.pau)
    client.force_login(cast.pau)
    Tab(client, page_for("tell_of_step", step)).send(evidence="The contract of 3 May", note="Slowly")
    shown = text_of(client.get(page_for("step", step)))
    assert "The contract of 3 May" in shown and "Slowly" in shown
    assert "Nothing about a person who receives support is kept in the office." in shown


def test_whoever_does_a_step_opens_that_one_and_nothing_else_of_the_office(cast, client, office):
    mine, other = planned_step(cast, owner=cast.pau), planned_step(cast, words="Other")
    client.force_login(cast.pau)
    assert client.get(office).status_code == client.get(page_for("step", other)).status_code == NOT_THERE
    assert press_again(client, mine, {"idempotency_key": "7d2f3f6e-54a5-4d5e-9d0f-1d3f2c1b0a99"}).status_code == 302
    assert client.get(page_for("change_step", mine)).status_code == NOT_THERE
    Peer.objects.update(ends_on=YESTERDAY)
    assert client.get(page_for("step", mine)).status_code == NOT_THERE


def test_the_office_of_another_programme_is_not_there(cast, client, office):
    step = planned_step(cast)
    client.force_login(cast.olga)
    assert client.get(office).status_code == client.get(page_for("step", step)).status_code == NOT_THERE
    client.force_login(cast.edu)
    assert client.get(office).status_code == NOT_THERE


def test_who_coordinates_one_programme_is_led_to_its_office(cast, client, office):
    assert client.get(reverse("office:offices")).url == office
    join(cast.carme, cast.elsewhere, Role.COORDINATOR)
    shown = text_of(client.get(reverse("office:offices")))
    assert cast.programme.name in shown and cast.elsewhere.name in shown
    client.force_login(cast.edu)
    assert "No office here yet" in text_of(client.get(reverse("office:offices")))


def test_the_desk_leads_to_it_and_says_what_is_past_its_day(cast, client, office):
    desk = reverse("home:desk", args=[cast.programme.pk])
    assert page_of(client.get(desk)).select_one(f'main a[href="{office}"]')
    for due_on in [YESTERDAY, YESTERDAY, TODAY, None]:
        planned_step(cast, due_on=due_on)
    assert "2 steps for the programme are past their day" in text_of(client.get(desk))


def test_a_peer_supporter_reads_on_their_first_page_what_of_theirs_falls_due(cast, client, office):
    planned_step(cast, words="Soon", owner=cast.pau, due_on=TODAY + timedelta(days=7))
    planned_step(cast, words="In a while", owner=cast.pau, due_on=TODAY + timedelta(days=8))
    planned_step(cast, words="Somebody else’s", owner=cast.silvia, due_on=TODAY)
    client.force_login(cast.pau)
    shown = text_of(client.get(reverse("home:today")))
    assert "Soon" in shown and "In a while" not in shown and "Somebody else’s" not in shown


def test_who_gets_a_step_is_told_and_the_coordinators_when_it_is_done(cast, client, office):
    step = planned_step(cast, owner=cast.silvia)
    client.force_login(cast.silvia)
    assert "A step for the programme is yours." in text_of(client.get(reverse("home:news")))
    actions.do_step(step, by=cast.silvia, on=TODAY)
    client.force_login(cast.carme)
    assert "A step for the programme is done." in text_of(client.get(reverse("home:news")))


def test_once_a_week_what_falls_due_is_counted_for_the_coordinators_and_for_whoever_does_it(cast, office):
    planned_step(cast, owner=cast.silvia, due_on=TODAY + timedelta(days=7))
    planned_step(cast, due_on=YESTERDAY)
    planned_step(cast, due_on=TODAY + timedelta(days=8))
    told = {
        (each.section, user.name): stands_to(user, each).filter(each.where).count()
        for each in FIGURES
        if each.of == "office.Step"
        for user in [cast.carme, cast.silvia, cast.olga]
    }
    assert {who: number for who, number in told.items() if number} == {
        ("desk", "Carme"): 2,
        ("supervision", "Sílvia"): 1,
    }


def test_the_pages_ask_the_database_few_questions_however_many_steps(cast, client, begun, django_assert_num_queries):
    step = planned_step(cast, owner=cast.pau)
    client.get(begun)
    for address in [begun, page_for("step", step)]:
        with django_assert_num_queries(6 if address == begun else 3):
            client.get(address)


def test_whose_step_it_was_keeps_nothing_once_it_is_somebody_elses(cast, client, office):
    step = planned_step(cast, owner=cast.pau)
    said = {"words": "Buy a kettle", "owner": cast.silvia, "owner_in_words": "", "due_on": None, "every_months": None}
    actions.change_step(step, by=cast.carme, edit_token=None, phase="immersion", said=said)
    assert not may(cast.pau, Can.SEE_STEP, step) and may(cast.silvia, Can.DO_STEP, step)
