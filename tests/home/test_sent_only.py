"""An address that only takes what a form sends says so, and leads to the page that it belongs to."""

from urllib.parse import urljoin

import pytest
from django.urls import reverse

from tests.tabs import page_of
from wayfellow.home.sent_only import page_above


@pytest.mark.parametrize(
    "name, above", [("journeys:take_desk", "home:desk"), ("journeys:take_referrals", "journeys:referrals")]
)
def test_opened_as_a_page_it_leads_back(cast, client, name, above):
    client.force_login(cast.carme)
    pk = [cast.programme.pk] if name == "journeys:take_desk" else []
    answer = client.get(reverse(name, args=pk))
    page = page_of(answer)
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "There is nothing to read at this address" in page.main.text
    address = reverse(name, args=pk)
    assert reverse(above, args=pk) in [urljoin(address, link["href"]) for link in page.main.select("a")]


def test_after_signing_in_nobody_is_left_on_an_empty_page(cast, client):
    sent_to = client.get(reverse("journeys:take_desk", args=[cast.programme.pk]))
    assert sent_to.status_code == 302 and "/sign-in/" in sent_to.url
    client.force_login(cast.carme)
    assert page_of(client.get(reverse("journeys:take_desk", args=[cast.programme.pk]))).main


def test_whatever_has_no_page_above_leads_to_the_first_page(cast, client):
    assert page_above("/nowhere/at/all/") is None
    assert page_above("/desk/3/list/") == "../"


def test_what_is_sent_the_wrong_way_is_answered_as_before(cast, client):
    client.force_login(cast.carme)
    answer = client.post(reverse("journeys:narrow_desk", args=[cast.programme.pk]))
    assert answer.status_code == 405 and not answer.content
