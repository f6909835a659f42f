"""Each offer is followed from asked to happened or let go, by those who answer for the programme."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.choices.conftest import TYPED, asked, hidden_of
from tests.letters import outbox
from wayfellow.access.guard import Refused
from wayfellow.choices import actions
from wayfellow.choices.lifecycle import FIRST_STEP, State
from wayfellow.choices.models import FirstStep
from wayfellow.journal.models import Entry
from wayfellow.people.models import Membership, Person

TODAY = timezone.localdate()


def send(client, page, step, **typed):
    place = reverse(f"choices:{page}", args=[step.pk])
    return client.post(place, hidden_of(client.get(place)) | typed)


def read(client, page, *place, **query):
    return client.get(reverse(f"choices:{page}", args=place), query).content.decode()


def test_open_ones_stand_with_the_longest_waiting_first_and_say_how_long(cast, carme):
    for name, days in [("Second", 3), ("First", 9), ("Third", 0)]:
        asked(cast.programme, name=name, on=TODAY - timedelta(days=days))
    page = read(carme, "first_steps", cast.programme.pk)
    places = [page.index(name) for name in ["First", "Second", "Third"]]
    assert places == sorted(places)
    assert "Waiting for 9 days" in page and "Since today" in page


def test_opening_one_is_written_down_and_whoever_asked_reads_who_it_was(cast, carme, client):
    one = asked(cast.programme, hopes="Some company")
    assert "Nobody so far" in read(client, "mine", one.token)
    page = read(carme, "desk_step", one.step.pk)
    assert all(words in page for words in ["Some company", "600 111 222", "Not said: please ask first"])
    assert Entry.objects.filter(deed="first_step.see", actor=cast.carme, record_id=str(one.step.pk)).count() == 1
    assert "Carme" in read(client, "mine", one.token)


def test_from_asked_to_happened(cast, carme, client):
    one = asked(cast.programme)
    send(carme, "take_up", one.step)
    assert "Carme is taking care of it" in read(client, "mine", one.token)
    day = TODAY + timedelta(days=2)
    send(carme, "set_day", one.step, day=day.isoformat(), at="10:30", answer="I call from a hidden number")
    page = read(client, "mine", one.token)
    assert "10:30" in page and "I call from a hidden number" in page
    send(carme, "happened", one.step, outcome="information", on=TODAY.isoformat())
    assert "It happened" in read(client, "mine", one.token)
    step = FirstStep.objects.get()
    assert (step.state, step.outcome, step.taken_up_by) == ("happened", "information", cast.carme)


def test_letting_go_says_kindly_why_and_who(cast, carme, client):
    one = asked(cast.programme)
    assert send(carme, "let_go", one.step, answer="").status_code == 422
    send(carme, "let_go", one.step, answer="We tried three times. You are welcome at any time.")
    page = read(client, "mine", one.token)
    assert (
        "The programme has closed your request for now. You are welcome to ask again at any time." in page
        and "You are welcome at any time." in page
    )
    assert "Closed by the programme" in read(carme, "first_steps", cast.programme.pk, state="let_go")


@pytest.mark.parametrize("typed", [{"day": "2020-01-01"}, {"day": ""}, {"day": "soon"}])
def test_a_day_that_cannot_be_is_told_at_its_field(cast, carme, typed):
    one = asked(cast.programme)
    assert send(carme, "set_day", one.step, answer="x", **typed).status_code == 422
    assert FirstStep.objects.get().state == "asked"


@pytest.mark.parametrize("days", [-5, 1])
def test_nothing_happened_before_it_was_asked_or_tomorrow(cast, carme, days):
    one = asked(cast.programme, on=TODAY - timedelta(days=3))
    on = (TODAY + timedelta(days=days)).isoformat()
    assert send(carme, "happened", one.step, outcome="not_now", on=on).status_code == 422


@pytest.mark.parametrize("state", State)
def test_no_step_is_taken_from_where_it_does_not_begin(cast, state):
    ends = {State.HAPPENED: {"outcome": "not_now"}, State.LET_GO: {"let_go_by": "asker"}}
    step = asked(cast.programme).step
    FirstStep.objects.filter(pk=step.pk).update(state=state, **ends.get(state, {}))
    acts = {
        "take_up": lambda: actions.take_up(step, by=cast.carme, on=TODAY),
        "set_day": lambda: actions.set_day(step, by=cast.carme, on=TODAY, day=TODAY, at=None, answer=""),
        "happen": lambda: actions.note_it_happened(step, by=cast.carme, on=TODAY, today=TODAY, outcome="not_now"),
        "let_go": lambda: actions.let_go(step, by=cast.carme, on=TODAY, answer="x"),
    }
    for name, rule in FIRST_STEP.rules.items():
        if state not in rule.before:
            with pytest.raises(Refused):
                acts[name]()
    assert FirstStep.objects.get().state == state


def test_a_stranger_sees_nothing_of_it(cast):
    one = asked(cast.programme)
    stranger = Client()
    stranger.force_login(cast.olga)
    for page in ["desk_step", "take_up", "set_day", "happened", "let_go"]:
        assert stranger.get(reverse(f"choices:{page}", args=[one.step.pk])).status_code == 404
    assert stranger.get(reverse("choices:first_steps", args=[cast.programme.pk])).status_code == 404


def test_a_colleague_who_asked_is_on_no_colleagues_list(cast, carme):
    """I5: Pau asked before he came to work here."""
    one = asked(cast.programme, person=cast.person)
    assert "Nuria" in read(carme, "first_steps", cast.programme.pk)
    Person.objects.filter(pk=cast.person.pk).update(user=cast.pau)
    assert "Nuria" not in read(carme, "first_steps", cast.programme.pk)
    assert carme.get(reverse("choices:desk_step", args=[one.step.pk])).status_code == 404


def test_the_list_pages_and_costs_the_same_however_long_it_is(cast, carme, django_assert_num_queries):
    for number in range(3):
        asked(cast.programme, name=f"Someone {number}")
    place = reverse("choices:first_steps", args=[cast.programme.pk])
    carme.get(place)
    with django_assert_num_queries(5):  # one of them for the number of what is new
        carme.get(place)
    for number in range(60):
        asked(cast.programme, name=f"Another {number}")
    with django_assert_num_queries(5):  # one of them for the number of what is new
        assert "Page 1 of 2" in carme.get(place).content.decode()
    assert carme.get(place, {"page": "x' OR 1=1", "state": "<script>"}).status_code == 200


def desk_of(cast):
    return reverse("home:desk", args=[cast.programme.pk])


def announced():
    said = io.StringIO()
    call_command("announce", stdout=said)
    return said.getvalue()


def test_the_desk_says_that_somebody_asked_until_someone_has_it_in_hand(cast, carme):
    one = asked(cast.programme)
    assert "1 person asked for a first step." in carme.get(desk_of(cast)).content.decode()
    Membership.objects.create(user=cast.carme, programme=cast.elsewhere, role="coordinator", starts_on=TODAY)
    assert "1 first step to take up" in carme.get(reverse("home:desks")).content.decode()
    actions.take_up(one.step, by=cast.carme, on=TODAY)
    assert "asked for a first step" not in carme.get(desk_of(cast)).content.decode()


def test_coordinators_are_written_to_once_for_what_is_new_and_nothing_of_it(cast, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    for _time in range(2):
        asked(cast.programme, name="Nuria", hopes="Some company")
    actions.take_up(asked(cast.programme, name="Somebody").step, by=cast.carme, on=TODAY)
    assert announced() == "Coordinators written to: 1.\n" and announced() == "Coordinators written to: 0.\n"
    [letter] = outbox()
    assert letter.to == [cast.carme.email] and letter.subject == "Tens una novetat pendent"  # in Carme’s language
    said = f"{letter.subject} {letter.body}".lower()
    telling = ["nuria", "company", "suport", "iguals", "http", cast.programme.name.lower()]
    assert not [word for word in telling if word in said]


def test_without_a_mail_server_nothing_is_announced_and_nothing_lost(cast, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    asked(cast.programme)
    with pytest.raises(CommandError, match="WAYFELLOW_MAIL_URL"):
        announced()
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    assert announced() == "Coordinators written to: 1.\n"


def test_a_coordinator_reads_that_a_letter_did_not_arrive_and_how_else_to_reach_them(visitor, cast, carme, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    actions.set_reply_address(cast.programme, by=cast.nil, email="programme@example.org")
    address = visitor.asks(email="nuria@example.org", send_address="on")
    assert "This may not have arrived" not in visitor.reads(address)
    outbox()  # the server is not there
    assert "This may not have arrived" in visitor.reads(address)
    place = reverse("choices:desk_step", args=[FirstStep.objects.get().pk])
    page = carme.get(place).content.decode()
    assert "Please use the phone, in the way they asked." in page and "nobody there knows of this yet" in page
    sent = hidden_of(visitor.client.get(f"{address}change/")) | TYPED | {"email": "nuria.too@example.org"}
    visitor.client.post(f"{address}change/", sent)
    assert "Please use the phone, in the way they asked." not in carme.get(place).content.decode()
