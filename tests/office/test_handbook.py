"""The handbook: each document with its head and its versions, one of them in force, read by everyone who works here."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests.office.steps import document_in_force
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.office import actions
from wayfellow.office.models import Confirmation, Document
from wayfellow.office.written import as_page

TODAY = timezone.localdate()
UNPROCESSABLE, NOT_THERE = 422, 404


@pytest.fixture
def handbook(cast, client):
    client.force_login(cast.carme)
    return reverse("office:handbook", args=[cast.programme.pk])


@pytest.fixture
def document(cast):
    return document_in_force(cast, "## Purpose\n\nPeers choose freely.")


def page_for(name, record):
    return reverse(f"office:{name}", args=[record.pk])


def head_of(answer):
    head = page_of(answer).select_one(".handbook-head")
    return {said.get_text(): word.get_text() for said, word in zip(head.select("dt"), head.select("dd"), strict=True)}


def revised(cast, document, words):
    actions.write_document(document, by=cast.carme, edit_token=None, words=words, what_changed="Shorter")
    actions.put_in_force(document, by=cast.carme, edit_token=None, on=TODAY)


def test_a_document_is_headed_written_and_put_in_force(cast, client, handbook):
    assert "The handbook is empty" in text_of(client.get(handbook))
    tab = Tab(client, reverse("office:add_document", args=[cast.programme.pk]))
    assert tab.send(function="Handbook").status_code == UNPROCESSABLE
    sent = tab.send(function="Handbook", subject="Peer-to-Peer Services", original_on="2007-10-01")
    document = Document.objects.get()
    assert sent.url == page_for("write_document", document)
    assert "Not in force yet" in text_of(client.get(handbook))
    tab = Tab(client, sent.url)
    assert "## Purpose and significance" in tab.filled_in["words"]
    assert tab.send(words="## Purpose\n\nPeers choose **freely**.").url == page_for("put_in_force", document)
    assert "Peers choose" in text_of(client.get(page_for("put_in_force", document)))
    client.force_login(cast.pau)
    assert client.get(page_for("document", document)).status_code == NOT_THERE
    client.force_login(cast.carme)
    assert Tab(client, page_for("put_in_force", document)).send().url == page_for("document", document)
    client.force_login(cast.pau)
    shown = client.get(page_for("document", document))
    assert page_of(shown).select_one(".prose h2").get_text() == "Purpose"
    assert page_of(shown).select_one(".prose strong").get_text() == "freely"
    assert head_of(shown) == {
        "Governing body": cast.provider.name,
        "Function": "Handbook",
        "Subject": "Peer-to-Peer Services",
        "Prepared by": cast.provider.name,
        "Original date": "1 October 2007",
        "Revised date": "–",
    }


def test_a_correction_is_the_next_version_and_the_one_before_is_kept(cast, client, handbook, document):
    revised(cast, document, "A shorter text.")
    shown = client.get(page_for("document", document))
    assert "A shorter text." in text_of(shown) and "Peers choose freely." not in text_of(shown)
    assert head_of(shown)["Revised date"] != "–"
    earlier = text_of(client.get(page_for("document", document) + "?version=1"))
    assert "Peers choose freely." in earlier and "This version is not the one in force." in earlier
    assert "Shorter" in earlier


def test_what_is_being_written_is_read_by_the_coordinators_alone(cast, client, handbook, document):
    actions.write_document(document, by=cast.carme, edit_token=None, words="Half written.", what_changed="")
    assert "The next version is not in force yet" in text_of(client.get(page_for("document", document)))
    assert "Half written." in text_of(client.get(page_for("document", document) + "?version=2"))
    client.force_login(cast.pau)
    for address in [page_for("document", document), page_for("document", document) + "?version=2"]:
        assert "Half written." not in text_of(client.get(address))
        assert "Peers choose freely." in text_of(client.get(address))
    for name in ["write_document", "put_in_force", "change_document", "readers"]:
        assert client.get(page_for(name, document)).status_code == NOT_THERE


def test_two_who_write_replace_nothing_unseen_and_nothing_is_put_in_force_unseen(cast, client, handbook, document):
    mine, theirs = (Tab(client, page_for("write_document", document)) for _each in range(2))
    theirs.send(words="Theirs.")
    in_force = Tab(client, page_for("put_in_force", document))
    assert "Theirs." in text_of(mine.send(words="Mine."))
    mine.send_again(words="Mine.")
    assert in_force.send().status_code == UNPROCESSABLE
    in_force.send_again()
    document.refresh_from_db()
    assert document.in_force.words == "Mine."


def test_who_writes_on_from_a_version_that_is_not_in_force_any_more_reads_the_one_that_is(
    cast, client, handbook, document
):
    mine = Tab(client, page_for("write_document", document))
    revised(cast, document, "Theirs, in force by now.")
    assert "Theirs, in force by now." in text_of(mine.send(words="Mine."))
    assert document.versions.count() == 2
    mine.send_again(words="Mine.")
    assert document.versions.get(number=3).words == "Mine."


def test_nothing_is_put_in_force_that_is_not_written(cast, document):
    with pytest.raises(Refused, match="no next version"):
        actions.put_in_force(document, by=cast.carme, edit_token=None, on=TODAY)


def test_readers_confirm_where_they_are_asked_and_the_coordinators_see_who_did(cast, client, handbook):
    document = document_in_force(cast, "Please read.", asks_to_confirm=True)
    client.force_login(cast.pau)
    assert "To confirm" in text_of(client.get(handbook))
    assert "Please read it, and confirm" in text_of(client.get(page_for("document", document)))
    Tab(client, page_for("confirm_document", document)).send()
    assert "You confirmed on" in text_of(client.get(page_for("document", document)))
    client.force_login(cast.carme)
    rows = [row.get_text(" ", strip=True) for row in page_of(client.get(page_for("readers", document))).select(".row")]
    assert {row for row in rows if row.endswith("Not yet")} == {"Carme Not yet", "Rosa Not yet", "Sílvia Not yet"}
    assert rows[-1].startswith("Pau on ")


def test_only_the_version_that_was_shown_is_confirmed(cast, client, handbook):
    document = document_in_force(cast, "Please read.", asks_to_confirm=True)
    client.force_login(cast.pau)
    tab = Tab(client, page_for("confirm_document", document))
    revised(cast, document, "Please read this.")
    assert "Another version is in force by now." in text_of(tab.send())
    tab.send_again()
    assert Confirmation.objects.get().version.words == "Please read this."


def test_where_nobody_is_asked_nothing_is_confirmed(cast, document):
    with pytest.raises(Refused):
        actions.confirm_document(document, by=cast.pau, on=TODAY, edit_token=None)


def test_everyone_who_works_here_is_told_of_a_new_version(cast, client, handbook, document):
    for who in ["pau", "silvia", "rosa"]:
        client.force_login(getattr(cast, who))
        assert "A document of the handbook is new, or has another version." in text_of(client.get(reverse("home:news")))


@pytest.mark.parametrize("who", ["montse", "edu", "olga"])
def test_nobody_else_reads_it(cast, client, handbook, document, who):
    client.force_login(getattr(cast, who))
    assert client.get(handbook).status_code == client.get(page_for("document", document)).status_code == NOT_THERE
    assert cast.programme.name not in text_of(client.get(reverse("office:handbooks"), follow=True))


def test_the_head_is_changed_without_a_new_version(cast, client, handbook, document):
    Tab(client, page_for("change_document", document)).send(subject="Peer support")
    document.refresh_from_db()
    assert document.subject == "Peer support" and document.versions.count() == 1


def test_a_document_is_found_by_its_subject(cast, client, handbook, document):
    assert document.subject in text_of(client.get(handbook + "?q=" + document.subject[:4]))
    assert "No document has these words" in text_of(client.get(handbook + "?q=nothing"))


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "![a](https://elsewhere.example/pixel.png)",
        '<a href="https://elsewhere.example" onclick="x()">a</a>',
    ],
)
def test_nothing_that_is_written_runs_or_leads_where_it_should_not(words):
    drawn = BeautifulSoup(as_page(words), "html.parser")
    assert not drawn.select("script, img, [href], [src], [onclick], [onerror]")


def test_what_is_written_reads_as_a_page():
    drawn = as_page("# Title\n\n- one\n- [two](https://post.example)\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<h2>Title</h2>" in drawn and "<li>one</li>" in drawn and "<td>1</td>" in drawn
    assert 'href="https://post.example"' in drawn and 'rel="noopener noreferrer"' in drawn


@pytest.mark.parametrize("number", [1, 12])
def test_the_pages_ask_the_database_few_questions(cast, client, handbook, number, django_assert_num_queries):
    for _turn in range(number):
        document = document_in_force(cast, "Words.")
    client.get(handbook)
    with django_assert_num_queries(5):
        client.get(handbook)
    with django_assert_num_queries(6):  # one of them says whose it was, where it came from another programme
        client.get(page_for("document", document))
