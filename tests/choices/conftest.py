"""Somebody at a borrowed phone, and whoever answers them."""

import re
import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wayfellow.choices import actions
from wayfellow.choices.links import token_of
from wayfellow.choices.models import FirstStep

TODAY = timezone.localdate()
TYPED = {"name": "Nuria", "phone": "600 111 222", "may_text": "True", "good_times": "Mornings", "hopes": "Some company"}


@pytest.fixture
def visitor(cast):
    """A browser of somebody without an account, who takes first steps."""
    return Visitor(Client(), cast.programme)


@pytest.fixture
def carme(cast):
    client = Client()
    client.force_login(cast.carme)
    return client


class Visitor:
    def __init__(self, client, programme):
        self.client, self.programme = client, programme

    def fills_in(self, way="call", **typed):
        """Open the page and send it as a browser would, its hidden fields too."""
        address = reverse("choices:first_step", args=[way])
        hidden = hidden_of(self.client.get(address))
        return self.client.post(address, hidden | {"programme": self.programme.pk} | TYPED | typed)

    def asks(self, way="call", **typed):
        """Return the private address that the answer shows."""
        answer = self.fills_in(way, **typed)
        assert answer.status_code == 200, answer.content.decode()
        return re.search(r"/ask/mine/[\w-]+/", answer.content.decode())[0]

    def reads(self, address):
        return self.client.get(address).content.decode()


def hidden_of(answer):
    page = answer.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(idempotency_key|edit_token)" value="([^"]*)"', page))


def asked(programme, *, on=TODAY, way="call", **told):
    """Have somebody ask, on a day that may be long ago."""
    token = token_of(uuid.uuid4())
    told = {"name": "Nuria", "phone": "600 111 222"} | told
    actions.ask(programme, token=token, on=on, way=way, **told)
    return SimpleNamespace(token=token, step=FirstStep.objects.get(address=actions.digest_of(token)))
