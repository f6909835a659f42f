"""A programme that nobody keeps here answers through a link by e-mail, with no account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.choices.conftest import hidden_of
from tests.letters import outbox
from wayfellow.choices import actions
from wayfellow.choices.models import FirstStep, Reply
from wayfellow.people.models import Membership

TODAY = timezone.localdate()


@pytest.fixture
def outside(cast, visitor, settings):
    """A programme without a coordinator, that reads its e-mail; and whoever opens what comes there."""
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    Membership.objects.filter(programme=cast.programme, role="coordinator").delete()
    actions.set_reply_address(cast.programme, by=cast.nil, email="programme@example.org")
    return Client()


def link():
    """Return the link in the letter, of which neither subject nor words tell what it is about."""
    [letter] = outbox()
    assert letter.to == ["programme@example.org"] and letter.subject == "Your link"
    assert not {"support", "peer", "nuria"} & set(letter.body.lower().split())
    return re.search(r"/ask/answer/[\w-]+/", letter.body)[0]


def opened(client, place):
    return client.post(place, hidden_of(client.get(place)))


def answer(client, place, **typed):
    return client.post(place, hidden_of(opened(client, place)) | {"answer": ""} | typed)


def test_whoever_merely_looks_at_the_link_reads_nothing(visitor, outside):
    address = visitor.asks()
    page = outside.get(link()).content.decode()
    assert "Nuria" not in page and "600 111 222" not in page
    assert "Nobody so far." in visitor.reads(address)
    page = opened(outside, link()).content.decode()
    assert "Nuria" in page and "Not said: please ask first" in page
    assert "The programme, through the link it got by e-mail" in visitor.reads(address)
    assert link().split("/")[3] not in str(vars(Reply.objects.get()))


def test_a_day_is_set_then_it_happened_and_the_link_is_closed(visitor, outside):
    address, day = visitor.asks(), TODAY + timedelta(days=3)
    answer(outside, link(), step="set_day", day=day.isoformat(), answer="At the door of the library")
    assert "At the door of the library" in visitor.reads(address)
    answer(outside, link(), step="happen", day=TODAY.isoformat(), outcome="information")
    assert "It happened" in visitor.reads(address)
    assert outside.get(link()).status_code == 410


def test_not_possible_is_said_with_a_few_words(visitor, outside):
    address = visitor.asks()
    answer(outside, link(), step="let_go", answer="We are full until spring")
    page = visitor.reads(address)
    assert (
        "The programme has closed your request for now. You are welcome to ask again at any time." in page
        and "We are full until spring" in page
    )


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"step": "happen", "day": TODAY.isoformat()},
        {"step": "happen", "day": (TODAY + timedelta(days=1)).isoformat(), "outcome": "information"},
        {"step": "set_day", "day": (TODAY - timedelta(days=1)).isoformat()},
        {"step": "happen", "day": (TODAY - timedelta(days=1)).isoformat(), "outcome": "information"},
        {"step": "set_day", "day": ""},
        {"step": "<script>", "day": "\x00"},
    ],
)
def test_what_cannot_be_comes_back_at_its_field(visitor, outside, typed):
    visitor.asks()
    assert answer(outside, link(), **typed).status_code == 422
    assert FirstStep.objects.get().state == "asked"


def test_what_was_withdrawn_opens_no_more(visitor, outside):
    address = visitor.asks()
    visitor.client.post(f"{address}withdraw/", hidden_of(visitor.client.get(f"{address}withdraw/")))
    for place in [link(), reverse("choices:answer", args=["unknown"])]:
        assert outside.get(place).status_code == 410


def test_without_mail_such_a_programme_takes_no_requests(visitor, outside, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    assert visitor.fills_in().status_code == 422


def test_the_operator_says_where_requests_go(cast):
    nil = Client()
    nil.force_login(cast.nil)
    place = reverse("choices:reply_address", args=[cast.programme.pk])
    assert place in nil.get(reverse("set_up:programme", args=[cast.programme.pk])).content.decode()
    for email in ["one@example.org", "two@example.org"]:
        assert nil.post(place, hidden_of(nil.get(place)) | {"email": email}).status_code == 302
    assert "two@example.org" in nil.get(place).content.decode()
    nil.post(place, hidden_of(nil.get(place)) | {"email": ""})
    assert "two@example.org" not in nil.get(place).content.decode()
