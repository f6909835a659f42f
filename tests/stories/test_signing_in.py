"""Someone who works here adds a passkey on a phone, signs in with it, and does not lose what was typed meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.people.conftest import PASSWORD, ten_minutes_pass
from wayfellow.demo.cast import gather
from wayfellow.people.models import Session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(page, live_server):
    """A phone with a finger on it."""
    page.set_viewport_size({"width": 360, "height": 740})
    # A passkey belongs to a name, not to a number.
    page.goto(live_server.url.replace("127.0.0.1", "localhost") + "/sign-in/")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
        }},
    )  # fmt: skip
    return page


def test_a_passkey_instead_of_a_password(phone, nothing_in_the_way):
    rosa = gather().rosa
    rosa.email, rosa.language, rosa.of_the_demo = "rosa@clinic.example", "en", False
    rosa.set_password(PASSWORD)
    rosa.save()

    phone.get_by_label("Your e-mail address").fill(rosa.email)
    phone.get_by_label("Your password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_role("link", name="Please add a second step to your account").click()
    nothing_in_the_way(phone)

    ten_minutes_pass()
    phone.get_by_role("link", name="Add a passkey").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    nothing_in_the_way(phone)
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_label("What would you like to call it?").fill("My phone")
    nothing_in_the_way(phone)
    phone.get_by_role("button", name="Add a passkey").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(phone.locator("#codes li")).to_have_count(10)
    nothing_in_the_way(phone)
    phone.get_by_role("link", name="I have saved them").click()
    expect(phone.get_by_text("My phone", exact=True)).to_be_visible()

    # The session ends while she writes; her passkey, and nothing else, brings her and her words back.
    phone.get_by_role("link", name="Referrals").click()
    phone.get_by_role("main").get_by_role("link").first.click()
    phone.locator("[name=name]").fill("Example Person")
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    phone.locator("main form button[type=submit]").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("You were away for a while")
    nothing_in_the_way(phone)
    phone.get_by_role("button", name="Sign in with a passkey").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Welcome back")
    expect(phone.get_by_role("main")).to_contain_text("Example Person")
    nothing_in_the_way(phone)
    phone.get_by_role("button", name="Send it now").click()
    expect(phone.locator("[name=name]")).to_have_value("Example Person")
