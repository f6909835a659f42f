"""No sentence of the framework is left in English on a page in another language, whatever somebody types."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.access.test_policy import CAST, record_of, road, told_road  # noqa: F401
from tests.architecture.test_every_url_is_guarded import GUARDED
from tests.tabs import page_of
from wayfellow.access.guard import may

OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
PARTS = 3
TYPED = ["", "x\x00" + "x" * 30, "x" * 30_000]


def said_of(road, name, typed, other):  # noqa: F811
    """Return what English and another language say of a form that was sent with this in all its fields."""
    can, found = GUARDED[name].needs[0], {}
    record, client = record_of(road, can), Client(raise_request_exception=False)
    reader = next((user for who in CAST if may(user := getattr(road, who), can, record)), None)
    if reader is None:
        return found
    client.force_login(reader)
    address = reverse(name, args=[record.pk])
    for language in ["en", other]:
        client.cookies["django_language"] = language
        with transaction.atomic():
            page = page_of(client.get(address))
            form = next((each for each in page.select("main form[method=post]:not([action])")), None)
            if form is None:
                return {}
            said = {}
            for field in form.select("input[name], textarea[name], select[name]"):
                is_kept = field.get("type") == "hidden" and field["name"] in {"idempotency_key", "edit_token", "whose"}
                said[field["name"]] = field.get("value", "") if is_kept else typed
            answer = client.post(address, said)
            errors = page_of(answer).select(".errors li, p.error") if answer.status_code == 422 else []
            found[language] = {error.get_text(" ", strip=True) for error in errors}
            transaction.set_rollback(True)
    return found


@pytest.mark.slow
def test_what_needs_another_look_is_said_in_the_language_of_the_page(road, pytestconfig):  # noqa: F811
    """A third of the forms in a run, each in one language, sent empty, with nonsense or too much; then others."""
    english, seen = [], set()
    rounds, part = divmod(pytestconfig.getoption("turn"), PARTS)
    forms = [name for name, view in GUARDED.items() if hasattr(view, "form_class")]
    for number, name in enumerate(forms[part::PARTS]):
        typed, other = TYPED[(number + rounds) % len(TYPED)], OTHERS[(number + rounds) % len(OTHERS)]
        found = said_of(road, name, typed, other)
        seen |= found.get("en", set())
        english += [(name, other, said) for said in found.get("en", set()) & found.get(other, set())]
    assert english == [] and len(seen) > len(TYPED)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("password", ["short", "password12", "montse@demo.example", "password"])
def test_what_is_wrong_with_a_password_is_said_in_the_language_of_the_page(road, language, password):  # noqa: F811
    said = {}
    for each in ["en", language]:
        with translation.override(each), pytest.raises(ValidationError) as wrong:
            validate_password(password, road.montse)
        said[each] = set(wrong.value.messages)
    assert len(said["en"]) == len(said[language]) and not said["en"] & said[language]
