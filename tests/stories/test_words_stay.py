"""Words somebody typed are there again after they were away for long."""

import time

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from playwright.sync_api import expect

from tests.another_house import served
from wayfellow.demo.cast import PASSWORD, gather
from wayfellow.journeys.models import Journey

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS_ALONE = 4
WORDS = "Tornar a pintar, amb calma 🌿"


@pytest.fixture
def rosa(transactional_db):
    cast = gather()
    cast.rosa.language, cast.rosa.password = "en", Argon2PasswordHasher().encode(PASSWORD, "some-salt")
    cast.rosa.save()
    return cast.rosa


@pytest.fixture
def house(rosa, tmp_path):
    """The shipped server, where whoever works here is signed out after seconds alone."""
    with served(tmp_path, WAYFELLOW_IDLE_MINUTES=f"{SECONDS_ALONE / 60:.4f}") as address:
        yield address


@pytest.fixture
def phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def signs_in(page, user):
    page.get_by_label("Your e-mail address").fill(user.email)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_away_for_long_in_the_middle_of_a_referral(house, rosa, phone, nothing_in_the_way):
    phone.goto(f"{house}/sign-in/")
    signs_in(phone, rosa)
    phone.get_by_role("link", name="New referral").first.click()
    phone.locator("[name=name]").fill("Example Person")
    phone.locator("summary", has_text="Connectedness").click()
    phone.get_by_label("Connectedness, in the person’s own words").fill(WORDS)
    phone.get_by_label("Where the referral comes from").select_option(label="Nursing")
    phone.locator("[name=site]").select_option(index=1)

    time.sleep(SECONDS_ALONE + 4)
    assert not [cookie for cookie in phone.context.cookies() if cookie["name"] == "wayfellow"]
    phone.get_by_role("button", name="Propose peer support").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("You were away for a while")
    assert "What you wrote is not lost" in phone.get_by_role("main").inner_text()
    assert WORDS not in phone.content()
    nothing_in_the_way(phone)

    signs_in(phone, rosa)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Welcome back")
    assert WORDS in phone.get_by_role("main").inner_text()
    nothing_in_the_way(phone)
    phone.get_by_role("button", name="Send it now").click()
    expect(phone.get_by_role("main")).to_contain_text(WORDS)
    assert Journey.objects.count() == 1
