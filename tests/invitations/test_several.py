"""Many are invited at a time, by a list: it is checked whole, and every line that cannot be is named."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.letters import outbox
from tests.tabs import Tab, text_of
from wayfellow.invitations.models import Invitation

UNPROCESSABLE = 422
HEAD = "name,email,role,language,employer\n"


@pytest.fixture
def page(cast, client, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    client.force_login(cast.carme)
    return Tab(client, reverse("invitations:invite_several", args=[cast.programme.pk]))


def sent(page, rows, head=HEAD, **more):
    return page.send(whom=SimpleUploadedFile("list.csv", (head + rows).encode()), **more)


def test_everyone_on_the_list_gets_a_letter_and_stands_among_the_invitations(cast, client, page):
    rows = "Laia,Laia@post.example,Referrer,ca,\nJordi,jordi@post.example,peer,es,Federació Veus\n"
    answer = sent(page, rows)
    assert answer.url == reverse("invitations:invitations", args=[cast.programme.pk])
    assert {to for letter in outbox() for to in letter.to} == {"laia@post.example", "jordi@post.example"}
    laia, jordi = Invitation.objects.order_by("-name")
    assert (laia.role, laia.language, laia.employer) == ("referrer", "ca", None)
    assert (jordi.role, jordi.employer) == ("peer", cast.federation)
    shown = text_of(client.get(answer.url))
    assert "Laia" in shown and "Jordi" in shown and "Invite several" in shown


def test_a_second_tap_invites_nobody_twice(page):
    rows = "Laia,laia@post.example,referrer,ca,\n"
    assert sent(page, rows).url == sent(page, rows).url
    assert Invitation.objects.count() == len(outbox()) == 1


def test_every_line_that_cannot_be_is_named_and_nobody_is_invited(page):
    rows = (
        "Laia,laia@post.example,referrer,ca,\n"
        "Toni,toni at post,referrer,ca,\n"
        ",ona@post.example,coordinator,ja,\n"
        "Jordi,jordi@post.example,peer,es,\n"
        "Biel,biel@post.example,peer,es,Nobody knows it\n"
        "Laia again,LAIA@post.example,referrer,ca,\n"
    )
    answer = sent(page, rows)
    said = text_of(answer)
    assert answer.status_code == UNPROCESSABLE and not Invitation.objects.exists() and not outbox()
    assert "Line 3, email" in said and "Line 5, employer: Please name" in said and "Line 6, employer: “Nobody" in said
    assert all(f"Line 4, {column}" in said for column in ["name", "role", "language"])
    assert "Line 7, email: They stand in line 2 already." in said and "Line 2," not in said


@pytest.mark.parametrize(
    "head, rows, said",
    [
        ("name,email\n", "Laia,laia@post.example\n", "Line 1, role: This column is missing."),
        (HEAD, "", "There is nothing in this file"),
        ("", "", "empty"),
        (HEAD, '"Laia,laia@post.example,referrer,ca,\n', "quotation mark"),
    ],
)
def test_a_file_that_is_no_list_says_so(page, head, rows, said):
    answer = sent(page, rows, head)
    assert answer.status_code == UNPROCESSABLE and said in text_of(answer)


def test_whoever_has_an_invitation_already_is_named(page):
    sent(page, "Laia,laia@post.example,referrer,ca,\n")
    page.filled_in |= {"idempotency_key": "6f9619ff-8b86-4011-b42d-00cf4fc964ff"}
    answer = sent(page, "Laia,laia@post.example,referrer,ca,\nOna,ona@post.example,referrer,ca,\n")
    assert "Line 2, email: They have an invitation already" in text_of(answer)
    assert Invitation.objects.get().name == "Laia"


def test_where_no_letter_can_be_sent_it_says_what_to_do(cast, page, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    answer = sent(page, "Laia,laia@post.example,referrer,ca,\n")
    assert "one by one" in text_of(answer) and not Invitation.objects.exists()
    assert "Invite several" not in text_of(
        page.client.get(reverse("invitations:invitations", args=[cast.programme.pk]))
    )
