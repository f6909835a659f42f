"""Every form of the installation, sent twice by a double tap, and once more from a second tab (I7)."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import UUIDField
from django.test import Client
from django.urls import reverse

from tests.access.test_policy import CAST, TODAY, record_of, road, told_road  # noqa: F401  # the same people
from tests.architecture.test_every_url_is_guarded import GUARDED
from tests.tabs import page_of
from wayfellow.access.guard import may
from wayfellow.access.policy import POLICY

TAKEN, ASKED_AGAIN, GONE = (200, 302), 422, 404
WORDS = "Example"
BY_KIND = {
    "email": "someone@post.example",
    "number": "7",
    "time": "10:00",
    "url": "https://post.example/",
    "tel": "600",
}
DAYS = {"date": TODAY.isoformat(), "datetime-local": f"{TODAY.isoformat()}T10:00"}


def fill_in(form):
    """Answer everything that a form asks, as somebody in a hurry would."""
    said = {}
    for field in form.select("input[name], select, textarea"):
        name, kind = field["name"], field.get("type", "text")
        if field.name == "select":
            options = [option["value"] for option in field.select("option[value]") if option["value"]]
            said.setdefault(name, options[0] if options else "")
        elif field.name == "textarea":
            said[name] = field.get_text().removeprefix("\n") or WORDS
        elif kind in {"radio", "checkbox"}:
            said.setdefault(name, field.get("value", "on"))
        elif kind != "file":
            said[name] = field.get("value") or (BY_KIND | DAYS).get(kind, "" if kind == "hidden" else WORDS)
    return said


class Forms:
    """A form page as somebody who may opens it, in as many tabs as they like."""

    def __init__(self, name, road):  # noqa: F811
        can = GUARDED[name].needs[0]
        self.record, self.client = record_of(road, can), Client(raise_request_exception=False)
        self.address = reverse(name, args=[self.record.pk])
        self.reader = next((user for who in CAST if may(user := getattr(road, who), can, self.record)), None)
        if self.reader:
            self.client.force_login(self.reader)

    def tab(self):
        forms = [
            form
            for form in page_of(self.client.get(self.address)).select("main form[method=post]:not([action])")
            if form.select_one("[name=idempotency_key]")
        ] if self.reader else []  # fmt: skip
        return fill_in(forms[0]) if forms else None

    def send(self, said):
        answer = self.client.post(self.address, said)
        return answer.status_code, answer.headers.get("Location")


@pytest.mark.slow
def test_two_taps_lead_to_one_place_and_a_second_tab_never_breaks(road):  # noqa: F811
    ways, trouble = Counter(), []
    for name in GUARDED:
        with transaction.atomic():
            forms = Forms(name, road)
            said = forms.tab()
            if said:
                other_tab = forms.tab()
                first, second, third = forms.send(said), forms.send(said), forms.send(other_tab)
                ways[first[0]] += 1
                led_elsewhere = first[0] == TAKEN[1] and second != first
                broke = {500} & {first[0], second[0], third[0]}
                if led_elsewhere or broke or _is_an_id(said["idempotency_key"]):
                    trouble.append((name, first, second, third))
            transaction.set_rollback(True)
    assert trouble == []
    assert ways[302] > ways[ASKED_AGAIN]


def _is_an_id(token):
    """Whether a token that was sent has become the id of anything (I3)."""
    tables = [apps.get_model(label)._meta for label in [*POLICY, "journal.Entry"]]
    with_ids = [table for table in tables if isinstance(table.pk, UUIDField)]
    asked = " UNION ALL ".join(f'SELECT 1 FROM "{each.db_table}" WHERE "{each.pk.column}" = %s' for each in with_ids)
    with connection.cursor() as cursor:  # one statement, as it is asked after each form
        cursor.execute(asked, [each.pk.get_db_prep_value(token, connection) for each in with_ids])
        return cursor.fetchone() is not None
