"""What nobody could find is counted without anybody in it, and who wishes to be told is told once (D5)."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.choices.conftest import hidden_of
from tests.letters import outbox
from wayfellow.choices.models import Format, Unmet, Wish
from wayfellow.directory import terms
from wayfellow.notices.models import Letter
from wayfellow.vault.models import ErasedKey

TODAY = timezone.localdate()
PLACE = reverse("choices:nothing_near")


@pytest.fixture(autouse=True)
def mail_is_sent(settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"


def tell(client, **typed):
    return client.post(
        PLACE, hidden_of(client.get(PLACE)) | {"area": "Sants", "format": "group", "language": ""} | typed
    )


def test_what_was_looked_for_is_kept_by_place_kind_language_and_month_only(client, cast):
    assert "Thank you, it is noted" in tell(client, language="es").content.decode()
    unmet = Unmet.objects.get()
    assert (unmet.area, unmet.format, unmet.language, unmet.month) == ("Sants", "group", "es", TODAY.replace(day=1))
    assert {field.name for field in Unmet._meta.get_fields()} == {"id", "area", "format", "language", "month"}
    assert not Wish.objects.exists()


def test_two_taps_count_once(client, cast):
    sent = hidden_of(client.get(PLACE)) | {"area": "Sants", "format": "group", "email": "n@example.org"}
    for _tap in range(2):
        client.post(PLACE, sent)
    assert Unmet.objects.count() == Wish.objects.count() == 1


def test_the_search_brings_along_what_was_looked_for(client, cast):
    page = client.get(PLACE, {"area": "Gràcia", "format": "warm_line", "language": "ca"}).content.decode()
    assert 'value="Gràcia"' in page and re.search(r'value="warm_line"[^>]*checked', page)
    assert '<option value="ca" selected' in page
    assert client.get(PLACE, {"format": "unheard-of", "language": "xx"}).status_code == 200


@pytest.mark.parametrize("area", ["", "  ", "!!!", "x" * 100])
def test_a_place_is_needed_and_the_rest_stays(client, cast, area):
    answer = tell(client, area=area, email="n@example.org")
    assert answer.status_code == 422 and "n@example.org" in answer.content.decode()
    assert not Unmet.objects.exists()


def test_what_could_not_be_a_place_is_not_kept(client, cast):
    tell(client, area="Sants <b>@nuria</b> =1+1")
    assert not set("<>@=") & set(Unmet.objects.get().area)


def wish(client, **typed):
    page = tell(client, email="nuria@example.org", **typed).content.decode()
    return re.search(r"/ask/told/[\w-]+/", page)[0]


def test_a_wish_is_taken_back_by_its_address_and_its_key_destroyed(client, cast):
    address = wish(client)
    key = Wish.objects.get().key_id
    client.post(address, hidden_of(client.get(address)))
    assert not Wish.objects.exists() and ErasedKey.objects.filter(pk=key).exists()
    assert client.get(address).status_code == 410
    assert Unmet.objects.count() == 1  # what nobody could find is not undone by it


def test_each_is_told_once_without_saying_what_it_is_about_and_then_forgotten(client, cast, carme):
    wish(client)
    wish(client, area="Elsewhere")
    place = reverse("choices:tell", args=[cast.programme.pk])
    page = carme.get(place).content.decode()
    assert "A group: Sants" in page and "nuria@example.org" not in page
    sent = hidden_of(carme.get(place)) | {"wish": "group Sants"}
    for _tap in range(2):
        assert carme.post(place, sent).status_code == 302
    assert carme.post(place, hidden_of(carme.get(place)) | {"wish": "<script> x"}).status_code == 422
    [letter] = outbox()
    assert letter.to == ["nuria@example.org"] and letter.subject == "Your link"
    assert not {"support", "peer", "group", "sants"} & set(letter.body.lower().split())
    assert [each.area for each in Wish.objects.all()] == ["Elsewhere"]


def test_the_letter_comes_under_the_name_of_the_programme_that_says_so(client, cast, carme, settings):
    settings.DEFAULT_FROM_EMAIL = "House <house@example.org>"
    type(cast.programme).objects.filter(pk=cast.programme.pk).update(writes_as="Camins")
    wish(client)
    place = reverse("choices:tell", args=[cast.programme.pk])
    carme.post(place, {"idempotency_key": uuid.uuid4(), "wish": "group Sants"})
    assert [letter.from_email for letter in outbox()] == ["Camins <house@example.org>"]


def test_who_could_not_be_told_is_written_to_again(client, cast, carme, settings):
    wish(client)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    place = reverse("choices:tell", args=[cast.programme.pk])
    assert carme.post(place, {"idempotency_key": uuid.uuid4(), "wish": "group Sants"}).status_code == 302
    assert outbox() == [] and Letter.objects.get().failed_at and not Wish.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    DBTaskResult.objects.update(run_after=timezone.now())
    assert len(outbox()) == 1 and not Letter.objects.exists()


def test_without_mail_nobody_is_asked_for_an_address(client, cast, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    assert "Tell me when there is something" not in client.get(PLACE).content.decode()


def test_whoever_tells_a_lot_from_one_place_waits(cast):
    client = Client()
    for _time in range(20):
        tell(client)
    assert tell(client).status_code == 422 and Unmet.objects.count() == 20


def test_every_kind_of_the_directory_can_be_missed():
    assert set(terms.Format.values) < set(Format.values)
