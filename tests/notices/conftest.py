"""Two who walk together in a house that sends letters."""

from datetime import timedelta

import pytest

from tests.letters import outbox
from tests.notices.meetings import ADDRESS, plan
from tests.notices.phones import Phone
from wayfellow.demo import story
from wayfellow.notices.models import Told
from wayfellow.people.models import User


@pytest.fixture
def mail(settings, mailoutbox):
    settings.DEFAULT_FROM_EMAIL = "Example house <house@example.org>"
    settings.SITE = "https://support.example.org"
    return mailoutbox


@pytest.fixture
def house(cast, mail):
    """The cast, as if it lived here: letters go to no invented address."""
    User.objects.update(of_the_demo=False)
    for who in ADDRESS:
        getattr(cast, who).refresh_from_db()
    return cast


@pytest.fixture
def journey(house, today):
    journey = story.set_out(house, on=today - timedelta(days=20))
    outbox().clear()
    Told.objects.all().delete()
    return journey


@pytest.fixture
def meeting(house, journey, today):
    meeting = plan(house, journey, today + timedelta(days=3))
    outbox().clear()
    Told.objects.all().delete()
    return meeting


@pytest.fixture
def phone(settings, db):
    phone = Phone()
    settings.TEXTS = {"address": f"{phone.address}/send?to={{number}}&text={{words}}"}
    User.objects.update(language="en")
    yield phone
    phone.server.shutdown()
    phone.server.server_close()
