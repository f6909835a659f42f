"""A document of the handbook as a PDF, instead of words or beside them: saved by who reads the handbook, never run."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.files.sent import THAT_RUN, linked, pdf, picture, read_pdf, upload
from tests.office.steps import document_in_force
from tests.tabs import Tab, text_of
from wayfellow.office import actions
from wayfellow.office.models import Document, DocumentVersion, Upload
from wayfellow.vault.files import File

FOUND, NOT_THERE, UNPROCESSABLE = 302, 404, 422
A_PDF = File("pdf", b"%PDF- written anew")
TODAY = timezone.localdate()


def page_for(name, document):
    return reverse(f"office:{name}", args=[document.pk])


@pytest.fixture
def document(cast, client):
    """A document whose first version is in force, as a PDF alone."""
    client.force_login(cast.carme)
    return document_in_force(cast, "", file=A_PDF)


@pytest.fixture
def begun(cast, client):
    """A document of which nothing is written yet."""
    client.force_login(cast.carme)
    head = {"governing_body": "CAPS", "function": "Handbook", "subject": "Peer support", "prepared_by": "CAPS"}
    head |= {"original_on": TODAY, "asks_to_confirm": True}
    return actions.add_document(cast.programme, by=cast.carme, id="00000000-0000-4000-8000-000000000001", head=head)


def test_it_is_handed_in_looked_at_put_in_force_and_saved_by_whoever_works_here(cast, client, begun):
    sent = Tab(client, page_for("write_document", begun)).send(file=upload(pdf(linked), "../../chapter.pdf"))
    assert sent.url == page_for("put_in_force", begun)
    assert DocumentVersion.objects.get().words == ""
    assert "Save version 1 as a PDF" in text_of(client.get(sent.url))
    client.force_login(cast.pau)
    assert client.get(page_for("upload", begun)).status_code == NOT_THERE
    client.force_login(cast.carme)
    Tab(client, page_for("put_in_force", begun)).send()
    client.force_login(cast.pau)
    for name in ["document", "confirm_document"]:
        assert "Save version 1 as a PDF" in text_of(client.get(page_for(name, begun)))
    answer = client.get(page_for("upload", begun))
    assert answer["Content-Disposition"] == 'attachment; filename="handbook-1.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert len(read_pdf(answer.content).pages) == 1


@pytest.mark.parametrize(
    "content, words",
    [(picture(), "not a PDF"), (b"MZ", "not a PDF"), (pdf(THAT_RUN["a script"]), "would run or open by itself")],
)
def test_what_is_not_taken_is_said_where_it_was_chosen_and_the_words_stay(client, begun, content, words):
    tab = Tab(client, page_for("write_document", begun))
    answer = tab.send(words="Peers choose freely.", file=upload(content, "chapter.pdf", "application/pdf"))
    assert answer.status_code == UNPROCESSABLE and words in text_of(answer)
    assert "Peers choose freely." in answer.content.decode() and not DocumentVersion.objects.exists()


def test_neither_words_nor_a_pdf_is_no_version(client, begun):
    answer = Tab(client, page_for("write_document", begun)).send()
    assert answer.status_code == UNPROCESSABLE and "Please write it here, or choose a PDF." in text_of(answer)


def test_another_pdf_takes_its_place_only_until_it_is_in_force(cast, client, document):
    next_one = Tab(client, page_for("write_document", document))
    next_one.send(file=upload(pdf()))
    Tab(client, page_for("write_document", document)).send(file=upload(pdf(linked)))
    assert Upload.objects.count() == 2
    assert client.get(page_for("upload", document)).content == A_PDF.content
    assert client.get(f"{page_for('upload', document)}?version=2").content != A_PDF.content
    client.force_login(cast.pau)
    assert client.get(f"{page_for('upload', document)}?version=2").content == A_PDF.content
    client.force_login(cast.carme)
    Tab(client, page_for("write_document", document)).send(words="Shorter.", without_file="on")
    Tab(client, page_for("put_in_force", document)).send()
    assert client.get(page_for("upload", document)).status_code == NOT_THERE
    assert client.get(f"{page_for('upload', document)}?version=1").content == A_PDF.content


def test_a_version_whose_pdf_is_another_by_now_is_not_put_in_force_unseen(client, document):
    Tab(client, page_for("write_document", document)).send(file=upload(pdf()))
    tab = Tab(client, page_for("put_in_force", document))
    Tab(client, page_for("write_document", document)).send(file=upload(pdf(linked)))
    assert tab.send().status_code == UNPROCESSABLE
    assert Document.objects.get().in_force.number == 1


def test_the_wrong_programme_finds_none(cast, client, document):
    for reader in [cast.olga, cast.montse]:
        client.force_login(reader)
        assert client.get(page_for("upload", document)).status_code == NOT_THERE
