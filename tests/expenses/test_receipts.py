"""A photo or a PDF of a receipt: sealed, opened by whoever spent it and whoever answers for it, and gone with it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.expenses.spending import spent
from tests.expenses.test_expenses import A_TICKET
from tests.files.sent import linked, pdf, picture, upload
from tests.tabs import Tab, page_of, text_of
from wayfellow.expenses.actions import approve_expense
from wayfellow.expenses.models import Expense, Receipt
from wayfellow.keeping.models import Retention
from wayfellow.vault.files import File

TODAY = timezone.localdate()
FOUND, NOT_FOUND, UNPROCESSABLE = 302, 404, 422
A_PHOTO, ANOTHER = File("jpg", b"\xff\xd8\xff drawn anew"), File("pdf", b"%PDF- written anew")


@pytest.fixture
def expense(cast):
    return spent(cast, photo=A_PHOTO)


def page(name, expense):
    return reverse(f"expenses:{name}", args=[expense.pk])


def test_it_is_sent_along_and_whoever_answers_sees_it(cast, client):
    client.force_login(cast.pau)
    tab = Tab(client, reverse("expenses:send", args=[cast.peer.pk]))
    field = page_of(tab.answer).main.find("input", type="file")
    assert field["accept"] == "image/jpeg,image/png,image/webp,application/pdf" and not field.has_attr("capture")
    assert page_of(tab.answer).main.find("form")["enctype"] == "multipart/form-data"
    assert tab.send(**A_TICKET | {"photo": upload(picture())}).status_code == FOUND
    expense = Expense.objects.get()
    assert "Save the receipt" in text_of(client.get(reverse("expenses:mine")))
    client.force_login(cast.carme)
    answer = client.get(page("answer", expense))
    assert page_of(answer).main.find("img")["src"] == page("receipt", expense)
    assert client.get(page("receipt", expense)).content.startswith(b"\xff\xd8\xff")


def test_a_second_tap_keeps_one(cast, client):
    client.force_login(cast.pau)
    tab = Tab(client, reverse("expenses:send", args=[cast.peer.pk]))
    for _tap in range(2):
        assert tab.send(**A_TICKET | {"photo": upload(pdf(linked))}).status_code == FOUND
    assert Receipt.objects.count() == 1


def test_it_is_saved_and_never_shown_as_a_page_or_run(cast, client, expense):
    client.force_login(cast.carme)
    answer = client.get(page("receipt", expense))
    assert answer["Content-Disposition"] == f'attachment; filename="receipt-{expense.spent_on}.jpg"'
    assert answer["Content-Type"] == "image/jpeg" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"


def test_nobody_else_opens_it(cast, client, expense):
    for reader in [cast.silvia, cast.rosa, cast.olga, cast.montse]:
        client.force_login(reader)
        assert client.get(page("receipt", expense)).status_code == NOT_FOUND
    client.logout()
    assert client.get(page("receipt", expense)).status_code == FOUND


def test_an_expense_without_one_has_none_to_open(cast, client):
    client.force_login(cast.pau)
    assert client.get(page("receipt", spent(cast))).status_code == NOT_FOUND


def test_corrected_it_stays_is_replaced_or_taken_away(cast, client, expense):
    client.force_login(cast.pau)
    Tab(client, page("correct", expense)).send(**A_TICKET)
    assert Receipt.objects.get().file == A_PHOTO
    Tab(client, page("correct", expense)).send(**A_TICKET | {"photo": upload(pdf())})
    assert Receipt.objects.get().file.kind == "pdf"
    Tab(client, page("correct", expense)).send(**A_TICKET | {"without_photo": "on"})
    assert not Receipt.objects.exists()


def test_an_expense_whose_receipt_is_another_by_now_is_not_approved_unseen(cast, client, expense):
    client.force_login(cast.carme)
    tab = Tab(client, page("answer", expense))
    Receipt.objects.all().delete()
    Receipt.objects.create(expense=expense, file=ANOTHER)
    assert tab.send(answer="approve").status_code == UNPROCESSABLE
    assert Expense.objects.get().stage == "sent"


def test_withdrawn_it_goes_with_the_expense(cast, client, expense):
    client.force_login(cast.pau)
    Tab(client, page("withdraw", expense)).send()
    assert not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_goes_once_the_law_of_the_place_asks_for_it_no_longer(cast):
    for days in [2190, 2189]:
        expense = spent(cast, photo=A_PHOTO)
        approve_expense(expense, by=cast.carme, edit_token=None, on=TODAY - timedelta(days=days))
    Retention.objects.filter(kind="expense").update(is_checked=False)
    call_command("retain")
    assert Receipt.objects.count() == 2
    Retention.objects.filter(kind="expense").update(is_checked=True)
    call_command("retain")
    assert [each.expense for each in Receipt.objects.all()] == [expense] == list(Expense.objects.all())
