"""Someone takes a first step: without an account, safely, once, and with a way back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.choices.conftest import TYPED, asked, hidden_of
from tests.letters import outbox
from wayfellow.choices import actions
from wayfellow.choices.links import digest_of
from wayfellow.choices.models import FirstStep
from wayfellow.config.logs import without_private_addresses
from wayfellow.directory.models import Programme
from wayfellow.notices.models import Letter
from wayfellow.people.models import Membership, Person
from wayfellow.vault.models import ErasedKey

WAYS = ["call", "meet", "one-to-one"]


def test_only_looking_writes_nothing_down_and_asks_for_no_account(visitor):
    page = visitor.reads(reverse("choices:ask"))
    assert "Nobody reads this page around the clock" in page
    assert [reverse("choices:first_step", args=[way]) in page for way in WAYS] == [True] * 3
    assert not FirstStep.objects.exists()


@pytest.mark.parametrize("way", WAYS)
def test_each_way_leads_to_a_private_address_that_says_where_it_stands(visitor, way):
    address = visitor.asks(way)
    page = visitor.reads(address)
    assert "You have asked. Nobody is taking care of it yet." in page
    assert all(words in page for words in ["Nuria", "+34 600 11 12 22", "Some company"])
    step = FirstStep.objects.get()
    assert step.way == way and step.person is None and not Person.objects.filter(name="Nuria").exists()


def test_what_is_kept_of_the_address_does_not_open_it(visitor):
    token = visitor.asks().split("/")[3]
    step = FirstStep.objects.get()
    assert step.address == digest_of(token) and token not in str(vars(step))
    assert visitor.client.get(reverse("choices:mine", args=[step.address])).status_code == 410


def test_two_taps_are_one_request_with_one_address(visitor):
    address = reverse("choices:first_step", args=["call"])
    sent = hidden_of(visitor.client.get(address)) | {"programme": visitor.programme.pk} | TYPED
    first, second = (visitor.client.post(address, sent).content for _tap in range(2))
    assert FirstStep.objects.count() == 1
    assert [page.count(b"/ask/mine/") for page in (first, second)] == [2, 2]
    assert first.split(b"/ask/mine/")[1][:32] == second.split(b"/ask/mine/")[1][:32]


def test_a_way_to_be_reached_is_asked_for_and_what_was_typed_stays(visitor):
    answer = visitor.fills_in(phone="", email="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Please give us one way to reach you" in page and "Some company" in page
    assert not FirstStep.objects.exists()


def test_what_is_no_phone_is_no_way_to_be_reached(visitor):
    answer = visitor.fills_in(phone="ask my sister", email="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "does not look like a phone number" in page and "ask my sister" in page
    assert not FirstStep.objects.exists()


def test_what_was_not_said_of_messages_is_not_no(visitor):
    assert "Not said: please ask first" in visitor.reads(visitor.asks(may_text="", may_leave_message=""))
    assert FirstStep.objects.get().may_leave_message is None


def test_it_is_changed_and_withdrawn_under_the_private_address(visitor):
    address = visitor.asks()
    sent = hidden_of(visitor.client.get(f"{address}change/")) | TYPED | {"good_times": "Evenings"}
    assert visitor.client.post(f"{address}change/", sent).status_code == 302
    assert "Evenings" in visitor.reads(address)
    assert visitor.client.post(f"{address}withdraw/", hidden_of(visitor.client.get(f"{address}withdraw/")))
    page = visitor.reads(address)
    assert "You withdrew it" in page and "Evenings" not in page
    step = FirstStep.objects.select_related("key").get()
    assert step.is_erased and step.let_go_by == "asker" and ErasedKey.objects.filter(pk=step.key_id).exists()
    assert visitor.client.get(f"{address}change/").status_code == 410


def test_what_changed_meanwhile_is_not_replaced_unseen(visitor):
    address = visitor.asks()
    old = hidden_of(visitor.client.get(f"{address}change/"))
    new = hidden_of(visitor.client.get(f"{address}change/"))
    visitor.client.post(f"{address}change/", new | TYPED | {"hopes": "From one tab"})
    answer = visitor.client.post(f"{address}change/", old | TYPED | {"hopes": "From another"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "From one tab" in page and "From another" in page


def test_the_address_goes_by_mail_only_to_who_asks_for_it_and_says_nothing(visitor, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    visitor.asks(email="nuria@example.org")
    assert outbox() == []
    address = visitor.asks(email="nuria@example.org", send_address="on")
    [letter] = outbox()
    assert letter.subject == "Your link" and address in letter.body
    assert not {"support", "peer", "programme"} & set(f"{letter.subject} {letter.body}".lower().split())


def test_the_letter_comes_under_the_name_that_the_programme_has_for_it(visitor, settings):
    settings.DEFAULT_FROM_EMAIL = "House <house@example.org>"
    Programme.objects.update(writes_as="Camins")
    visitor.asks(email="nuria@example.org", send_address="on")
    assert [letter.from_email for letter in outbox()] == ["Camins <house@example.org>"]


def test_mail_that_does_not_go_out_loses_no_request_and_is_sent_again(visitor, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    visitor.asks(email="nuria@example.org", send_address="on")
    assert outbox() == []
    assert FirstStep.objects.get().mail_failed
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    DBTaskResult.objects.update(run_after=timezone.now())
    [letter] = outbox()
    assert letter.to == ["nuria@example.org"]
    assert not FirstStep.objects.get().mail_failed and not Letter.objects.exists()


def test_whoever_sends_a_lot_from_one_place_waits_and_is_told_so(visitor):
    for _time in range(20):
        visitor.asks()
    answer = visitor.fills_in()
    assert answer.status_code == 422 and "Please try again in an hour" in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="203.0.113.7")
    visitor.client = elsewhere
    assert visitor.fills_in().status_code == 200


HARSH = ["<script>alert(1)</script>", "'; DROP TABLE x; --", "x" * 10_000, "🙂" * 50, "مرحبا بالعالم", "a\x00b"]


@pytest.mark.parametrize("typed", HARSH, ids=["script", "sql", "long", "emoji", "rtl", "nul"])
def test_whatever_is_typed_gets_a_clear_page(visitor, typed):
    for field in ["name", "phone", "email", "hopes", "who_may_answer", "programme", "language"]:
        answer = visitor.fills_in(**{field: typed})
        assert answer.status_code in {200, 422}, field
        assert "<script>alert" not in answer.content.decode()
    for query in ["programme", "area", "format", "language"]:
        for page in ["choices:ask", "choices:nothing_near"]:
            assert visitor.client.get(reverse(page), {query: typed}).status_code == 200
    sent = hidden_of(visitor.client.get(reverse("choices:nothing_near")))
    for field in ["area", "format", "language"]:
        answer = visitor.client.post(
            reverse("choices:nothing_near"), sent | {"area": "Gràcia", "format": "any", field: typed}
        )
        assert answer.status_code in {200, 422}


@pytest.mark.parametrize("place", ["mine", "change", "withdraw", "wish"])
def test_an_address_that_leads_nowhere_says_so(client, cast, place):
    for token in ["nobody-knows-it", "x" * 500, "🙂"]:
        answer = client.get(reverse(f"choices:{place}", args=[token]))
        assert answer.status_code == 410 and "There is nothing at this address now" in answer.content.decode()


def test_an_unknown_way_is_no_page(client, cast):
    assert client.get("/ask/by-post/").status_code == 404


def test_a_programme_where_nobody_reads_takes_no_requests(visitor, cast):
    Membership.objects.filter(programme=cast.programme).delete()
    assert visitor.fills_in().status_code == 422
    Membership.objects.all().delete()
    assert "Nobody answers here yet" in visitor.reads(reverse("choices:ask"))


def test_the_programme_an_address_names_is_chosen_already(visitor, cast):
    where = reverse("choices:first_step", args=["call"])
    page = visitor.reads(f"{where}?programme={cast.elsewhere.slug}")
    assert f'value="{cast.elsewhere.pk}" selected' in page
    assert "selected" not in visitor.reads(f"{where}?programme=unknown").split("id_programme")[1].split("</select>")[0]


def test_a_person_who_is_signed_in_finds_it_in_their_own_space(cast, visitor):
    visitor.client.force_login(cast.montse)
    visitor.asks(name="Montse")
    step = FirstStep.objects.get()
    assert step.person == cast.person
    place = reverse("choices:my_first_step", args=[step.pk])
    assert place in visitor.reads(reverse("home:my"))
    change = reverse("choices:change_mine", args=[step.pk])
    visitor.client.post(change, hidden_of(visitor.client.get(change)) | TYPED | {"hopes": "A walk"})
    assert "A walk" in visitor.reads(place)
    withdraw = reverse("choices:withdraw_mine", args=[step.pk])
    visitor.client.post(withdraw, hidden_of(visitor.client.get(withdraw)))
    assert "You withdrew it" in visitor.reads(place)


def test_nobody_is_read_by_those_they_work_with(cast, visitor):
    """I5: Pau, a peer supporter here, would be read by his own colleagues; elsewhere he would not."""
    visitor.client.force_login(cast.pau)
    Person.objects.filter(pk=cast.person.pk).update(user=cast.pau)
    assert visitor.fills_in().status_code == 422
    visitor.programme = Programme.objects.get(slug=cast.elsewhere.slug)
    assert visitor.fills_in().status_code == 200


def test_a_private_address_stands_in_no_line_of_the_log(visitor, caplog):
    address = visitor.asks()
    caplog.clear()
    visitor.client.post(f"{address}change/", {"idempotency_key": "not one"})
    [line] = caplog.records
    assert without_private_addresses(line) and address.split("/")[3] not in line.getMessage()
    assert "/ask/mine/…" in line.getMessage()


def test_a_second_token_cannot_take_the_address_of_another(cast):
    one = asked(cast.programme)
    assert not actions.ask(cast.programme, token=one.token, on=one.step.asked_on, way="call", name="Someone else")
    assert FirstStep.objects.get().name == "Nuria"
