"""What a programme learned, handed on as a signed file or a public page; and what others did, looked at, taken in."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.audits.steps import begun_audit
from tests.handing_on.steps import (
    ELSEWHERE,
    at_another_installation,
    handed_on,
    page_from_elsewhere,
    page_handed_on,
    received,
)
from tests.learning.learning import course_of, module_of
from tests.office.steps import document_in_force
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.audits.models import Audit
from wayfellow.demo import story
from wayfellow.handing_on import actions
from wayfellow.handing_on.models import Published, Received
from wayfellow.learning.models import Pathway
from wayfellow.office.actions import put_in_force
from wayfellow.office.models import Document
from wayfellow.surveys.queries import newest
from wayfellow.vault import signing

TODAY = timezone.localdate()
UNPROCESSABLE, NOT_THERE = 422, 404
CHAPTER = "## Purpose\n\nPeers choose **freely**."


def page_for(name, record):
    return reverse(f"handing_on:{name}", args=[record.pk])


def as_file(text, name="chapter.jwt"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def changed(signed, **said):
    """Return a file that somebody else signed anew, with something of it said otherwise."""
    with at_another_installation():
        return signing.sign(signing.said_in(signed) | said)


@pytest.fixture
def at_the_exchange(cast, client):
    client.force_login(cast.carme)
    return reverse("handing_on:exchange", args=[cast.programme.pk])


@pytest.fixture
def chapter(cast):
    """A chapter that another installation wrote and handed on: its file."""
    with at_another_installation():
        return handed_on(document_in_force(cast, CHAPTER), "handbook-document", by=cast.carme).signed


def test_a_chapter_written_here_is_read_in_another_installation(cast, client, at_the_exchange):
    document = document_in_force(cast, CHAPTER)
    with at_another_installation():
        address = reverse("handing_on:hand_on", args=[cast.programme.pk])
        tab = Tab(client, f"{address}?thing=handbook-document:{document.pk}")
        sent = tab.send(thing=f"handbook-document:{document.pk}", language="en", licence="CC-BY-SA-4.0")
        assert tab.send(thing=f"handbook-document:{document.pk}").url == sent.url and Published.objects.count() == 1
        shown = client.get(sent.url)
        assert "CC-BY-SA-4.0" in text_of(shown) and page_of(shown).select_one("article strong").text == "freely"
        file = client.get(page_for("file", Published.objects.get()))
        assert ".jwt" in file["Content-Disposition"] and "sandbox" in file["Content-Security-Policy"]
    # The other installation has another key, and Olga coordinates there.
    client.force_login(cast.olga)
    tab = Tab(client, reverse("handing_on:receive", args=[cast.elsewhere.pk]))
    assert tab.send().status_code == UNPROCESSABLE
    sent = tab.send_again(text=as_file(file.content))
    looked_at = client.get(sent.url)
    words = text_of(looked_at)
    assert "A document of your handbook, which is not in force" in words and ELSEWHERE in words
    assert f"{cast.programme.organisation.name} · {cast.programme.name}" in words and "Peers choose freely" in words
    assert not cast.elsewhere.documents.exists()
    came = Received.objects.get()
    tab = Tab(client, page_for("take", came))
    assert [tab.send().url, tab.send().url] == [sent.url, sent.url]
    taken = cast.elsewhere.documents.get()
    assert (taken.subject, taken.prepared_by, taken.in_force) == (document.subject, document.prepared_by, None)
    put_in_force(taken, by=cast.olga, edit_token=None, on=TODAY)
    read = client.get(reverse("office:document", args=[taken.pk]))
    assert page_of(read).select_one("article strong").text == "freely"
    assert "came from another programme" in text_of(read) and "CC-BY-SA-4.0" in text_of(read)


def test_what_is_made_of_it_says_whose_it_was_and_is_handed_on_likewise(cast, chapter):
    there = received(cast.elsewhere, cast.olga, changed(chapter, licence="CC-BY-SA-4.0"))
    actions.take(there, by=cast.olga, on=TODAY)
    taken = Document.objects.get(pk=there.pk)
    put_in_force(taken, by=cast.olga, edit_token=None, on=TODAY)
    with pytest.raises(Refused, match="is to be handed on likewise"):
        handed_on(taken, "handbook-document", by=cast.olga)
    again = handed_on(taken, "handbook-document", by=cast.olga, licence="CC-BY-SA-4.0")
    [before] = again.sheet["after"]
    assert before["whose"] == f"{cast.programme.organisation.name} · {cast.programme.name}"
    here = received(cast.programme, cast.carme, changed(again.signed, jti="another"))
    assert [each["whose"] for each in here.sheet["after"]] == [before["whose"]]


def test_a_pathway_is_taken_in_with_its_modules_and_undone_until_somebody_plans_a_course(cast, client, at_the_exchange):
    module = module_of(cast, about="How one listens")
    with at_another_installation():
        text = handed_on(module.pathway, "learning-pathway", by=cast.carme).signed
    there = received(cast.elsewhere, cast.olga, text)
    actions.take(there, by=cast.olga, on=TODAY)
    [taken] = Pathway.objects.get(pk=there.pk).modules.all()
    kept = ["name", "about", "hours", "competencies", "own_competencies", "renewed_after"]
    assert [getattr(taken, name) for name in kept] == [getattr(module, name) for name in kept]
    client.force_login(cast.olga)
    assert "came from another programme" in text_of(client.get(reverse("learning:programme", args=[cast.elsewhere.pk])))
    tab = Tab(client, page_for("undo", there))
    assert [tab.send().url, tab.send().url] == [page_for("received", there)] * 2
    assert not cast.elsewhere.pathways.exists()
    there.refresh_from_db()
    actions.take(there, by=cast.olga, on=TODAY)
    course_of(cast, Pathway.objects.get(pk=there.pk).modules.get(), by=cast.olga)
    there.refresh_from_db()
    with pytest.raises(Refused, match="Somebody has gone on with it"):
        actions.undo(there, by=cast.olga)


def test_what_an_audit_asks_is_begun_elsewhere_without_the_team_it_was_about(cast, client):
    audit = begun_audit(cast, tool="fidelity", about="Team of the north")
    with at_another_installation():
        text = handed_on(audit, "audit", by=cast.carme).signed
    assert "Team of the north" not in str(signing.said_in(text))
    there = received(cast.elsewhere, cast.olga, text)
    actions.take(there, by=cast.olga, on=TODAY)
    client.force_login(cast.olga)
    begin = reverse("audits:begin", args=[cast.elsewhere.pk])
    assert "Are we true to what peer support is? (from another programme)" in text_of(client.get(begin))
    Tab(client, begin).send(tool=str(there.pk), about="Our team", until=TODAY + timedelta(weeks=2))
    begun = Audit.objects.get(about="Our team")
    asked, here = newest(begun.survey).content["item"], newest(audit.survey).content["item"]
    assert (begun.tool, begun.template_id) == ("fidelity", there.pk) and asked == here
    there.refresh_from_db()
    with pytest.raises(Refused, match="Somebody has gone on with it"):
        actions.undo(there, by=cast.olga)


def test_a_page_is_written_shown_to_everyone_and_withdrawn(cast, client, at_the_exchange):
    tab = Tab(client, reverse("handing_on:hand_on_page", args=[cast.programme.pk]))
    assert tab.send(title="How we began").status_code == UNPROCESSABLE
    page = {"title": "How we began", "words": "## Begin small", "language": "en", "licence": "CC-BY-4.0"}
    assert tab.send_again(**page, is_public="on").url == page_for("published", Published.objects.get())
    published = Published.objects.get()
    client.logout()
    assert "How we began" in text_of(client.get(reverse("handing_on:shelf")))
    shown = page_of(client.get(page_for("shown", published)))
    assert shown.select_one("article [lang=en] h2").text == "Begin small"
    assert shown.select_one("a[rel~=license]")["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert client.get(page_for("shown_file", published)).content.decode() == published.signed
    client.force_login(cast.carme)
    tab = Tab(client, page_for("withdraw", published))
    assert [tab.send().url, tab.send().url] == [page_for("published", published)] * 2
    for name in ["shown", "shown_file", "file"]:
        assert client.get(page_for(name, published)).status_code == NOT_THERE
    assert "Withdrawn on" in text_of(client.get(page_for("published", published)))


def test_another_tab_does_not_hide_or_show_unseen(cast, client, at_the_exchange):
    published = page_handed_on(cast)
    one, other = Tab(client, page_for("show", published)), Tab(client, page_for("show", published))
    assert one.send(is_public="on").url == page_for("published", published)
    assert other.send().status_code == UNPROCESSABLE
    published.refresh_from_db()
    assert published.is_public


def test_what_names_somebody_who_receives_support_is_not_handed_on(cast, client, at_the_exchange):
    story.set_out(cast, on=TODAY)
    with pytest.raises(Refused, match="somebody who receives support"):
        page_handed_on(cast, "Montse liked it.")
    assert not Published.objects.exists()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "[so](javascript:alert(1))", "<b onclick='x()'>so</b>"])
def test_what_would_run_is_neither_handed_on_nor_taken_in(cast, words):
    with pytest.raises(Refused, match="would run in a browser"):
        page_handed_on(cast, words)
    signed = changed(page_handed_on(cast).signed, content={"title": "How", "words": words})
    with pytest.raises(Refused, match="would run in a browser"):
        received(cast.elsewhere, cast.olga, signed)
    assert not Received.objects.exists()


@pytest.mark.parametrize(
    "said, words",
    [
        ({"version": 2}, "newer Wayfellow"),
        ({"kind": "recipe"}, "not known here"),
        ({"licence": "all rights reserved"}, "not known here"),
        ({"content": []}, "missing or damaged"),
        ({"content": {"title": "A", "words": 4}}, "missing or damaged"),
        ({"content": {"title": "A" * 400, "words": "So"}}, "missing or damaged"),
        ({"content": {"title": "A\x00", "words": "So"}}, "missing or damaged"),
        ({"after": [{"title": "A"}]}, "missing or damaged"),
        ({"made_on": "yesterday"}, "missing or damaged"),
        ({"language": "<b>"}, "missing or damaged"),
        ({"jti": ""}, "missing or damaged"),
        ({"format": "another"}, "no file of an exchange"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused_with_a_clear_line(cast, client, said, words):
    text = changed(page_handed_on(cast).signed, **said)
    client.force_login(cast.olga)
    answer = Tab(client, reverse("handing_on:receive", args=[cast.elsewhere.pk])).send(text=as_file(text))
    assert answer.status_code == UNPROCESSABLE and words in text_of(answer)
    assert not Received.objects.exists()


def test_half_of_a_letter_which_no_page_can_hold_is_refused(cast, monkeypatch):
    said = signing.said_in(page_handed_on(cast).signed)
    with at_another_installation():
        monkeypatch.setattr(signing, "_json", lambda what: json.dumps(what).encode())
        text = signing.sign(said | {"content": {"title": "A\ud800", "words": "So"}})
    with pytest.raises(Refused, match="missing or damaged"):
        received(cast.elsewhere, cast.olga, text)


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "no file of an exchange"),
        (b"%PDF-1.7", "no file of an exchange"),
        (b"PK\x03\x04\xff\xfe", "no file of an exchange"),
        (b"<svg onload=alert(1)>", "no file of an exchange"),
        (b"a.b.c", "no file of an exchange"),
        (b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_what_is_no_such_file_is_refused_where_it_was_chosen(cast, client, content, words):
    client.force_login(cast.olga)
    tab = Tab(client, reverse("handing_on:receive", args=[cast.elsewhere.pk]))
    answer = tab.send(text=as_file(content, "../../etc/passwd"))
    assert answer.status_code == UNPROCESSABLE and words in text_of(answer)


def test_one_letter_changed_after_it_was_signed_is_seen(cast, chapter):
    head, what, signature = chapter.split(".")
    middle = len(what) // 2
    for other in [f"{head}.{what[:middle]}{'A' if what[middle] != 'A' else 'B'}{what[middle + 1 :]}.{signature}"]:
        with pytest.raises(Refused):
            received(cast.elsewhere, cast.olga, other)
    with at_another_installation():
        forged = signing.sign(signing.said_in(chapter) | {"whose": "Somebody else"}).split(".")[1]
    with pytest.raises(Refused, match="changed after it was signed"):
        received(cast.elsewhere, cast.olga, f"{head}.{forged}.{signature}")


def test_it_comes_in_once_and_another_key_of_the_same_site_is_pointed_out(cast, client, chapter):
    first = received(cast.elsewhere, cast.olga, chapter)
    with pytest.raises(Refused, match="came in already"):
        received(cast.elsewhere, cast.olga, chapter)
    other = received(cast.elsewhere, cast.olga, changed(chapter, jti="https://elsewhere.example.org/another"))
    client.force_login(cast.olga)
    assert "Signed with another key than before" in text_of(client.get(page_for("received", other)))
    assert first.key != other.key


def test_it_is_left_and_a_second_tap_leads_to_the_same_page(cast, client, chapter):
    came = received(cast.elsewhere, cast.olga, chapter)
    client.force_login(cast.olga)
    there = reverse("handing_on:exchange", args=[cast.elsewhere.pk])
    tab = Tab(client, page_for("leave", came))
    assert [tab.send().url, tab.send().url] == [there, there] and not Received.objects.exists()


def test_what_was_taken_in_is_not_left_and_what_is_in_force_not_undone(cast, chapter):
    came = received(cast.elsewhere, cast.olga, chapter)
    actions.take(came, by=cast.olga, on=TODAY)
    with pytest.raises(Refused, match="taken in already"):
        actions.leave(came, by=cast.olga)
    put_in_force(Document.objects.get(pk=came.pk), by=cast.olga, edit_token=None, on=TODAY)
    with pytest.raises(Refused, match="Somebody has gone on with it"):
        actions.undo(came, by=cast.olga)


def test_only_what_a_programme_has_is_handed_on(cast):
    document = document_in_force(cast, CHAPTER)
    with pytest.raises(Refused, match="not there any more"):
        told = {"kind": "handbook-document", "thing": document.pk}
        told |= {"handed_on": {"language": "en", "licence": "CC-BY-4.0", "is_public": True}}
        actions.hand_on(cast.elsewhere, by=cast.olga, id=uuid4(), on=TODAY, **told)


def test_the_exchange_of_another_programme_is_not_there(cast, client):
    published, came = page_handed_on(cast), page_from_elsewhere(cast)
    client.force_login(cast.olga)
    for name, record in [("exchange", cast.programme), ("published", published), ("file", published)]:
        assert client.get(page_for(name, record)).status_code == NOT_THERE
    for name in ["received", "take", "undo", "leave"]:
        assert client.get(page_for(name, came)).status_code == NOT_THERE


def test_the_page_takes_five_statements_however_much_there_is(cast, client, at_the_exchange, django_assert_num_queries):
    for number in range(3):
        page_handed_on(cast, title=f"Page {number}")
        page_from_elsewhere(cast, title=f"Other page {number}")
    client.get(at_the_exchange)
    with django_assert_num_queries(5):
        client.get(at_the_exchange)


def test_of_much_the_newest_stand_there_and_all_of_it_on_pages(cast, client, at_the_exchange):
    for number in range(22):
        page_handed_on(cast, title=f"Page {number:02}")
    page = text_of(client.get(at_the_exchange))
    assert "Page 19" in page and "Page 20" not in page and "What came from others" in page
    first, second = (text_of(client.get(f"{at_the_exchange}?show=published&page={number}")) for number in (1, 2))
    assert "Page 19" in first and "Page 20" not in first and "Page 21" in second
    assert "What came from others" not in first
