"""What it costs to support somebody: sent in, asked about, approved, and on one list for payroll."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from tests.tabs import Tab, page_of, text_of
from wayfellow.access.roles import Role
from wayfellow.demo.cast import join
from wayfellow.expenses.forms import ExpenseForm
from wayfellow.expenses.models import Expense
from wayfellow.ui.money import AmountField, money

TODAY = timezone.localdate()
FOUND, NOT_FOUND, UNPROCESSABLE = 302, 404, 422
A_TICKET = {
    "kind": "travel",
    "occasion": "meeting",
    "amount": "4.50",
    "receipt": "17",
    "words": "To the library and back",
}


@pytest.fixture
def pau(cast, client):
    client.force_login(cast.pau)
    cast.send = reverse("expenses:send", args=[cast.peer.pk])
    cast.list = reverse("expenses:expenses", args=[cast.programme.pk])
    return cast


def sent(client, cast, **said):
    client.force_login(cast.pau)
    assert Tab(client, cast.send).send(**A_TICKET | said).status_code == FOUND
    return Expense.objects.select_related(*Expense.always_with).latest("pk")


def only():
    return Expense.objects.select_related(*Expense.always_with).get()


def answer(client, cast, **said):
    client.force_login(cast.carme)
    return Tab(client, reverse("expenses:answer", args=[only().pk])).send(**said)


def test_it_is_sent_in_and_stands_on_ones_own_page(pau, client):
    assert "Nothing here yet" in text_of(client.get(reverse("expenses:mine")))
    sent(client, pau)
    page = text_of(client.get(reverse("expenses:mine")))
    assert "4.50" in page and "To the library and back" in page and "Sent" in page


def test_a_second_tap_sends_it_once(pau, client):
    tab = Tab(client, pau.send)
    tab.send(**A_TICKET)
    tab.send(**A_TICKET)
    assert Expense.objects.count() == 1


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"amount": "0"}, "above zero"),
        ({"amount": "-3"}, "above zero"),
        ({"spent_on": TODAY + timedelta(days=1)}, "still to come"),
    ],
)
def test_what_cannot_be_is_asked_about_where_it_was_typed(pau, client, wrong, words):
    answer = Tab(client, pau.send).send(**A_TICKET | wrong)
    assert answer.status_code == UNPROCESSABLE and words in text_of(answer)
    assert "To the library" in answer.content.decode() and not Expense.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("written", "read"), [
    ("4,50", "4.50"), ("4.50", "4.50"), ("4", "4.00"), ("4,5", "4.50"), ("1.000,50", "1000.50"),
    ("1,000.50", "1000.50"), ("1 000,50", "1000.50"), ("1.000", "1000.00"), ("4,50 €", "4.50"),
])  # fmt: skip
def test_an_amount_is_read_as_people_write_it_whatever_the_language_of_the_page(language, written, read):
    with translation.override(language):
        assert AmountField(max_digits=8).clean(written) == Decimal(read)


@pytest.mark.parametrize("written", ["abc", "-3", "0", "4,5,5", "1.0000", "99999999", "4 €, or 5"])
def test_what_is_no_amount_is_refused_in_plain_words(written):
    with pytest.raises(ValidationError, match="Please write an amount above zero"):
        AmountField(max_digits=8).clean(written)


def test_the_coordinator_approves_it_and_it_is_on_the_list_of_the_month(pau, client):
    sent(client, pau)
    client.force_login(pau.carme)
    assert "1 expense waits for an answer" in text_of(client.get(f"/desk/{pau.programme.pk}/"))
    assert "Pau · €4.50" in text_of(client.get(pau.list))
    assert answer(client, pau, answer="approve").status_code == FOUND
    page = text_of(client.get(pau.list))
    assert "Nothing is waiting" in page and "In all: €4.50" in page
    client.force_login(pau.pau)
    page = text_of(client.get(reverse("expenses:mine")))
    assert "Approved" in page and "Correct" not in page


def test_the_coordinator_asks_about_it_and_it_is_corrected_and_waits_again(pau, client):
    sent(client, pau)
    asked = answer(client, pau, answer="ask")
    assert asked.status_code == UNPROCESSABLE and "what you would like to know" in text_of(asked)
    answer(client, pau, answer="ask", question="Which library?")
    client.force_login(pau.pau)
    assert "Which library?" in text_of(client.get(reverse("expenses:mine")))
    Tab(client, reverse("expenses:correct", args=[only().pk])).send(**A_TICKET | {"words": "The one in Sants"})
    assert (only().stage, only().words, only().question) == ("sent", "The one in Sants", "")


def test_an_approval_by_mistake_is_taken_back_within_its_month(pau, client):
    sent(client, pau)
    answer(client, pau, answer="approve")
    client.force_login(pau.carme)
    assert "Current stage: Approved" in text_of(client.get(reverse("expenses:answer", args=[only().pk])))
    place = reverse("expenses:take_back", args=[only().pk])
    assert place in client.get(pau.list).content.decode()
    assert Tab(client, place).send().status_code == FOUND
    assert (only().stage, only().approved_by) == ("sent", None)
    assert "Nothing was approved in this month" in text_of(client.get(pau.list))
    client.force_login(pau.pau)
    assert "was taken back. It waits for an answer again." in text_of(client.get("/today/"))
    assert answer(client, pau, answer="approve").status_code == FOUND
    client.force_login(pau.pau)
    assert "was taken back" not in text_of(client.get("/today/"))


def test_what_is_on_the_list_of_an_earlier_month_stays_there(pau, client):
    sent(client, pau)
    answer(client, pau, answer="approve")
    client.force_login(pau.carme)
    place = reverse("expenses:take_back", args=[only().pk])
    tab = Tab(client, place)
    Expense.objects.update(stage_since=only().stage_since.replace(day=1) - timedelta(days=1))
    assert "may be paid by now" in text_of(client.get(place))
    assert tab.send().status_code == UNPROCESSABLE and only().stage == "approved"


def test_what_was_corrected_meanwhile_is_not_approved_unread(pau, client):
    sent(client, pau)
    client.force_login(pau.carme)
    tab = Tab(client, reverse("expenses:answer", args=[only().pk]))
    client.force_login(pau.pau)
    Tab(client, reverse("expenses:correct", args=[only().pk])).send(**A_TICKET | {"amount": "45.00"})
    client.force_login(pau.carme)
    fresh = Tab(client, tab.address)
    answer = client.post(
        tab.address, fresh.filled_in | {"edit_token": tab.filled_in["edit_token"], "answer": "approve"}
    )
    assert answer.status_code == UNPROCESSABLE and only().stage == "sent"


def test_withdrawn_nothing_of_it_stays_and_approved_it_stays(pau, client):
    sent(client, pau)
    place = reverse("expenses:withdraw", args=[only().pk])
    assert Tab(client, place).send().status_code == FOUND
    assert not Expense.objects.exists()
    sent(client, pau)
    place = reverse("expenses:withdraw", args=[only().pk])
    answer(client, pau, answer="approve")
    client.force_login(pau.pau)
    assert client.get(place).status_code == NOT_FOUND


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_month_leaves_for_payroll_without_the_notes(pau, client, kind):
    sent(client, pau)
    answer(client, pau, answer="approve")
    file = client.post(reverse("expenses:take_month", args=[pau.programme.pk]), {"kind": kind})
    assert file["Content-Disposition"] == f'attachment; filename="expenses-{TODAY:%Y-%m}.{kind}"'
    if kind == "csv":
        line = file.content.decode("utf-8-sig").splitlines()[1]
        assert line.startswith("Pau,Federació Veus,Paid,") and ",4.50,EUR,17," in line
        assert "library" not in file.content.decode("utf-8-sig")


def test_what_is_approved_is_on_the_list_of_the_month_it_was_approved_in(pau, client):
    sent(client, pau, spent_on=TODAY - timedelta(days=70))
    answer(client, pau, answer="approve")
    Expense.objects.update(stage_since=TODAY.replace(day=1) - timedelta(days=1))
    last = TODAY.replace(day=1) - timedelta(days=1)
    assert "Nothing was approved" in text_of(client.get(pau.list))
    page = page_of(client.get(f"{pau.list}?month={last:%Y-%m}"))
    assert "In all: €4.50" in page.main.get_text() and f"{last:%B %Y}" in page.main.get_text()
    assert "Nothing was approved" in text_of(client.get(f"{pau.list}?month=nonsense"))


@pytest.mark.parametrize(
    ("zone", "language", "words", "written"),
    [
        ("Europe/Madrid", "es", "In euros, such as", "4,50\xa0€"),
        ("America/Los_Angeles", "en", "In US dollars, such as", "$4.50"),
        ("UTC", "en", "Such as", "4.50"),
    ],
)
def test_an_amount_has_the_sign_of_where_this_stands(settings, zone, language, words, written):
    settings.TIME_ZONE = zone
    assert str(ExpenseForm.base_fields["amount"].help_text).startswith(words)
    with translation.override(language):
        assert money(Decimal("4.50")) == written


def test_nobody_approves_their_own(pau, client):
    join(pau.pau, pau.programme, Role.COORDINATOR)
    expense = sent(client, pau)
    assert client.get(reverse("expenses:answer", args=[expense.pk])).status_code == NOT_FOUND
    assert "Pau · €4.50" not in text_of(client.get(pau.list))


def test_the_note_is_sealed_and_nobody_else_reads_it(pau, client):
    expense = sent(client, pau)
    assert "library" not in str(Expense.objects.values("words").get())
    for reader in [pau.silvia, pau.rosa, pau.olga, pau.montse]:
        client.force_login(reader)
        for name in ["correct", "answer"]:
            assert client.get(reverse(f"expenses:{name}", args=[expense.pk])).status_code == NOT_FOUND


@pytest.mark.parametrize("others", [0, 10])
def test_the_list_asks_the_database_the_same_few_questions(pau, client, django_assert_num_queries, others):
    for _number in range(others + 1):
        sent(client, pau)
    client.force_login(pau.carme)
    with django_assert_num_queries(13):
        client.get(pau.list)
