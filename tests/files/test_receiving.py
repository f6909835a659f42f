"""A file on its way in: in memory and nowhere else, up to a size, from whoever is signed in, not without end."""

import tempfile

import pytest
from django.urls import reverse

from tests.expenses.test_expenses import A_TICKET
from tests.files.sent import THAT_RUN, bomb, pdf, picture, upload
from tests.tabs import Tab, text_of
from wayfellow.expenses.models import Expense, Receipt

MEGABYTE = 1_000_000
FOUND, UNPROCESSABLE, TOO_LARGE = 302, 422, 413


@pytest.fixture
def tab(cast, client):
    client.force_login(cast.pau)
    return Tab(client, reverse("expenses:send", args=[cast.peer.pk]))


def send(tab, file, **said):
    return tab.send(**A_TICKET | {"photo": file} | said)


@pytest.mark.parametrize(
    "file, words",
    [
        (upload(b"<svg><script>alert(1)</script></svg>", "photo.svg", "image/svg+xml"), "not a picture"),
        (upload(b"<svg><script>alert(1)</script></svg>", "photo.jpg"), "not a picture"),
        (upload(b"MZ", "receipt.pdf", "application/pdf"), "not a picture"),
        (upload(bomb()[:100_000], "receipt.zip"), "not a picture"),
        (upload(b"", "photo.jpg"), "not a picture"),
        (upload(b"\xff\xd8\xff", "photo.jpg"), "cannot be opened"),
        (upload(pdf(THAT_RUN["a program"]), "receipt.pdf"), "would run or open by itself"),
    ],
)
def test_what_is_not_taken_is_said_where_it_was_chosen_and_the_rest_stays(tab, file, words):
    answer = send(tab, file)
    assert answer.status_code == UNPROCESSABLE and words in text_of(answer)
    assert "To the library and back" in answer.content.decode()
    assert not Expense.objects.exists() and not Receipt.objects.exists()


def test_what_somebody_called_it_leads_nowhere_and_is_not_kept(tab):
    assert send(tab, upload(picture(), "../../../etc/cron.d/photo.jpg")).status_code == FOUND
    assert Receipt.objects.get().file.kind == "jpg"


def test_the_page_says_that_the_file_has_to_be_chosen_again_where_something_else_was_wrong(tab):
    answer = send(tab, upload(picture()), amount="-3")
    assert "choose the file once more" in text_of(answer)
    assert "choose the file once more" not in text_of(send(tab, "", amount="-3"))


def test_what_is_too_large_is_said_in_megabytes_and_the_rest_stays(tab, settings):
    settings.LARGEST_FILE = 1 * MEGABYTE
    answer = send(tab, upload(b"\xff\xd8\xff" + b"0" * MEGABYTE))
    assert answer.status_code == UNPROCESSABLE and "larger than 1 MB" in text_of(answer)
    assert "To the library and back" in answer.content.decode()


def test_of_what_is_far_too_large_nothing_is_read(tab, client):
    class Endless:
        def read(self, size):
            raise AssertionError("it was read")

        readline = read

    answer = client.generic(
        "POST", tab.address, CONTENT_TYPE="multipart/form-data; boundary=x", CONTENT_LENGTH=str(200 * MEGABYTE),
        **{"wsgi.input": Endless()},
    )  # fmt: skip
    assert answer.status_code == TOO_LARGE and "far larger than 10 MB" in text_of(answer)


def test_nothing_of_it_is_ever_laid_on_the_disk(tab, monkeypatch, settings):
    def none(*_args, **_options):
        raise AssertionError("a file was laid on the disk")

    for name in ["NamedTemporaryFile", "TemporaryFile", "mkstemp", "SpooledTemporaryFile"]:
        monkeypatch.setattr(tempfile, name, none)
    assert send(tab, upload(picture("PNG", (3000, 2000)))).status_code == FOUND


def test_nobody_hands_in_files_without_end(tab, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"hand_in_file": "1/h/user"}
    assert send(tab, upload(picture())).status_code == FOUND
    answer = send(Tab(tab.client, tab.address), upload(picture()))
    assert answer.status_code == UNPROCESSABLE and "many files within an hour" in text_of(answer)


def test_of_who_is_not_signed_in_nothing_is_held(tab, client, monkeypatch):
    held = []
    monkeypatch.setattr("wayfellow.files.receiving.InMemory.file_complete", lambda self, size: held.append(self.held))
    client.logout()
    send(tab, upload(picture()))
    assert [file.getvalue() for file in held] == [b""]
