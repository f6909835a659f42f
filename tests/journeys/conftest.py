from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from wayfellow.demo import story


@pytest.fixture
def journey(cast):
    """Peer support was proposed to Montse today."""
    return story.propose(cast, on=timezone.localdate())


@pytest.fixture
def browser_of(cast, client):
    """Sign somebody of the cast in."""

    def sign_in(who):
        client.force_login(getattr(cast, who))
        return client

    return sign_in


@pytest.fixture
def road(cast):
    """Montse and Pau have been on the road for a while, with nothing noted yet."""
    return story.set_out(cast, on=timezone.localdate() - timedelta(days=200))


@pytest.fixture
def pau(cast):
    """The browser of the peer supporter."""
    client = Client()
    client.force_login(cast.pau)
    return client


@pytest.fixture
def montse(cast):
    """The browser of the person."""
    client = Client()
    client.force_login(cast.montse)
    return client
