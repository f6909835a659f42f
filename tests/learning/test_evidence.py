"""What shows that somebody learned: a photo or a PDF, sealed, opened by nobody else, gone with its hours."""

import pytest
from django.urls import reverse

from tests.files.sent import pdf, picture, upload
from tests.learning.learning import logged
from tests.tabs import Tab, text_of
from wayfellow.learning.models import Evidence, Hours
from wayfellow.vault.files import File

FOUND, NOT_FOUND, UNPROCESSABLE = 302, 404, 422
A_PHOTO = File("jpg", b"\xff\xd8\xff drawn anew")


@pytest.fixture
def hours(cast, client):
    client.force_login(cast.pau)
    return logged(cast, cast.pau, evidence=A_PHOTO)


def page(name, hours):
    return reverse(f"learning:{name}", args=[hours.pk])


def test_it_comes_with_the_hours_and_is_saved_from_ones_own_list(cast, client):
    client.force_login(cast.pau)
    tab = Tab(client, reverse("learning:log_hours", args=[cast.programme.pk]))
    assert tab.send(on="2026-11-01", minutes=60, kind="reading", evidence=upload(pdf())).status_code == FOUND
    assert "Save what shows it" in text_of(client.get(reverse("learning:log")))
    answer = client.get(page("evidence", Hours.objects.get()))
    assert answer["Content-Disposition"] == 'attachment; filename="hours-2026-11-01.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox" and answer.content.startswith(b"%PDF-")


def test_what_is_not_taken_is_said_and_the_words_stay(cast, client):
    client.force_login(cast.pau)
    tab = Tab(client, reverse("learning:log_hours", args=[cast.programme.pk]))
    said = {"on": "2026-11-01", "minutes": 60, "kind": "reading", "words": "A book on listening"}
    answer = tab.send(**said, evidence=upload(b"<svg/>", "photo.png"))
    assert answer.status_code == UNPROCESSABLE and "not a picture" in text_of(answer)
    assert "A book on listening" in answer.content.decode() and not Hours.objects.exists()


def test_nobody_else_opens_it(cast, client, hours):
    for reader in [cast.carme, cast.silvia, cast.rosa, cast.olga, cast.montse]:
        client.force_login(reader)
        assert client.get(page("evidence", hours)).status_code == NOT_FOUND


def test_it_stays_is_replaced_or_taken_away(cast, client, hours):
    Tab(client, page("change_hours", hours)).send(kind="course")
    assert Evidence.objects.get().file == A_PHOTO
    Tab(client, page("change_hours", hours)).send(kind="course", evidence=upload(picture("WEBP")))
    assert Evidence.objects.get().file not in {None, A_PHOTO}
    Tab(client, page("change_hours", hours)).send(kind="course", without_evidence="on")
    assert not Evidence.objects.exists()
    assert client.get(page("evidence", hours)).status_code == NOT_FOUND


def test_it_goes_with_its_hours(cast, client, hours):
    Tab(client, page("let_hours_go", hours)).send()
    assert not Evidence.objects.exists()
