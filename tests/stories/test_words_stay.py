"""Words somebody typed are there again: after they were away for long, and when they left in the middle."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils import timezone
from playwright.sync_api import expect

from tests.another_installation import served
from tests.conftest import fits
from wayfellow.demo import story
from wayfellow.demo.cast import PASSWORD, gather
from wayfellow.drafts.models import Draft
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
def installation(rosa, tmp_path):
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


def test_away_for_long_in_the_middle_of_a_referral(installation, rosa, phone, nothing_in_the_way):
    phone.goto(f"{installation}/sign-in/")
    signs_in(phone, rosa)
    phone.get_by_role("link", name="New referral").first.click()
    phone.locator("[name=name]").fill("Example Person")
    phone.get_by_label("The language they prefer to speak").select_option("ca")
    phone.locator("summary", has_text="Connectedness").click()
    phone.get_by_label("Connectedness, in the person’s own words").fill(WORDS)
    phone.get_by_label("Where the referral comes from").select_option(label="Nursing")
    phone.locator("[name=site]").select_option(index=1)
    phone.locator("[name=phone]").fill("600 11 12 22")

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


KEPT = "What you have written so far is saved, for you alone. You can continue for a week, here or on another device."


@pytest.fixture
def walked(transactional_db):
    cast = gather()
    cast.pau.language = "en"
    cast.pau.set_password(PASSWORD)
    cast.pau.save()
    cast.journey = story.set_out(cast, on=timezone.localdate() - timedelta(days=20))
    return cast


@pytest.fixture(params=[{}, {"java_script_enabled": False}], ids=["with a script", "without"])
def pau(walked, browser, live_server, request):
    """Pau at his phone, on the page to note a meeting."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(base_url=live_server.url, viewport=size, locale="en-GB", **request.param)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/sign-in/")
    signs_in(page, walked.pau)
    page.scripted = not request.param
    page.note = f"/journeys/{walked.journey.pk}/log/"
    yield page
    context.close()


def writes(page, words):
    page.goto(page.note)
    if not page.locator("details.more").evaluate("details => details.open"):
        page.locator("summary", has_text="Say more").click()
    page.get_by_label("What we did").fill(words)


def leaves(page):
    """Wait until it is kept and go; or, without a script, ask for it."""
    if page.scripted:
        expect(page.get_by_text(KEPT)).to_be_visible()
        expect(page.get_by_role("button", name="Finish later")).to_be_hidden()
        page.get_by_role("link", name="Back").click()
    else:
        page.get_by_role("button", name="Finish later").click()
    page.goto("/today/")


def test_left_in_the_middle_and_come_back_to(pau, walked, nothing_in_the_way):
    look = nothing_in_the_way if pau.scripted else fits
    writes(pau, WORDS)
    leaves(pau)
    pau.goto(pau.note)
    expect(pau.get_by_label("What we did")).to_have_value(WORDS)
    expect(pau.get_by_role("main")).to_contain_text(". It is saved for you alone until")
    look(pau)
    pau.locator("summary", has_text="Throw it away").click()
    look(pau)
    pau.get_by_role("group", name="How long?").get_by_text("1 hour", exact=True).click()
    pau.get_by_role("group", name="Where?").get_by_text("Out and about", exact=True).click()
    pau.get_by_role("button", name="Save this note").click()
    expect(pau.get_by_role("main")).to_contain_text(WORDS)
    assert walked.journey.accompaniments.get().what_we_did == WORDS and not Draft.objects.exists()


def test_thrown_away(pau):
    writes(pau, WORDS)
    leaves(pau)
    pau.goto(pau.note)
    pau.locator("summary", has_text="Throw it away").click()
    pau.get_by_role("button", name="Yes, throw it away").click()
    expect(pau.get_by_label("What we did")).to_have_value("")
    assert not Draft.objects.exists()


def test_gone_at_once_and_from_another_tab(pau, nothing_in_the_way):
    """What was typed a moment before leaving is kept, too; and no tab writes over another."""
    if not pau.scripted:
        pytest.skip("a script does this")
    other = pau.context.new_page()
    other.goto(pau.note)
    pau.bring_to_front()
    writes(pau, WORDS)
    pau.goto("/today/")
    for _moment in range(100):  # it is still on its way
        if Draft.objects.exists():
            break
        time.sleep(0.1)
    pau.goto(pau.note)
    expect(pau.get_by_label("What we did")).to_have_value(WORDS)
    other.bring_to_front()
    other.locator("summary", has_text="Say more").click()
    other.get_by_label("What we did").fill("Something else")
    expect(other.get_by_text("You also wrote on this in another tab")).to_be_visible()
    other.get_by_role("button", name="Finish later").click()
    expect(other.locator("main .notice")).to_contain_text(WORDS)
    expect(other.get_by_label("What we did")).to_have_value("Something else")
    nothing_in_the_way(other)
    other.get_by_role("button", name="Finish later").click()
    expect(other.get_by_label("What we did")).to_have_value("Something else")
    expect(other.get_by_role("main")).to_contain_text(". It is saved for you alone until")
