"""From an installation with nothing in it but its operator to a coordinator at a desk, by a code on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.people.conftest import PASSWORD
from wayfellow.demo.cast import gather

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = {"phone": {"width": 360, "height": 740}, "large": {"width": 1280, "height": 900}}


@pytest.fixture
def on(new_context):
    """Open a device of its own, on which nobody is signed in."""

    def device(size):
        context = new_context(viewport=SIZES[size])
        context.set_default_timeout(10_000)
        return context.new_page()

    return device


def fill(page, **answers):
    for name, answer in answers.items():
        page.locator(f"main [name={name}]").fill(answer)


def choose(page, label):
    page.locator("label.choice", has_text=re.compile(f"^\\s*{label}\\s*$")).click()


@pytest.mark.parametrize("size", SIZES)
def test_an_operator_opens_a_programme_and_a_coordinator_comes_in(on, nothing_in_the_way, size):
    nil = gather().nil
    nil.email, nil.language = "nil@example.org", "en"
    nil.set_password(PASSWORD)
    nil.save()
    operator, coordinator = on(size), on(size)

    def go(page, name):
        page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        nothing_in_the_way(page)

    def keep(page, button="Save"):
        page.get_by_role("button", name=button, exact=True).click()
        nothing_in_the_way(page)

    # Nil signs in, adds an organisation with a site, and opens a programme there.
    operator.goto("/sign-in/")
    fill(operator, email=nil.email, password=PASSWORD)
    keep(operator, "Sign in")
    go(operator, "Organisations")
    go(operator, "Add an organisation")
    keep(operator)  # nothing written yet
    expect(operator.get_by_role("alert")).to_be_visible()
    fill(operator, name="Example house")
    choose(operator, "Peer-run organisation")
    keep(operator)
    go(operator, "Add a site")
    fill(operator, name="Example square")
    keep(operator)
    go(operator, "Open a programme")
    fill(operator, name="Side by side", slug="side-by-side")
    choose(operator, "Example square")
    keep(operator)
    expect(operator.get_by_role("heading", level=1)).to_have_text("Side by side")
    expect(operator.get_by_role("main")).to_contain_text("The person themself")

    # Laia is invited to coordinate it, on paper.
    go(operator, "Members")
    go(operator, "Invite somebody")
    choose(operator, "Coordinator")
    fill(operator, name="Laia")
    keep(operator, "Invite")
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", operator.locator("#sheet").inner_text())[0]
    go(operator, "I have handed it over")
    expect(operator.get_by_role("main")).to_contain_text("Laia")

    # Laia types the code on her own device, wrongly at first, and stands at her desk.
    coordinator.goto("/sign-in/")
    go(coordinator, "I have a code on paper")
    fill(coordinator, code="ABCD-EFGH")
    keep(coordinator, "Go on")
    expect(coordinator.get_by_role("alert")).to_contain_text(
        "This code does not work, or no longer works. Please ask the person who gave it to you for a new one."
    )
    fill(coordinator, code=code.lower())
    keep(coordinator, "Go on")
    expect(coordinator.get_by_role("main")).to_contain_text("Nil invites you to Side by side, as: Coordinator.")
    fill(coordinator, email="laia@example.org", password="a walk in the hills")
    keep(coordinator, "Come in")
    expect(coordinator.get_by_role("heading", level=1)).to_have_text("Desk")
    expect(coordinator.get_by_role("main")).to_contain_text("Side by side")

    # The operator finds her among the members, nobody awaited, and ends it one day.
    operator.reload()
    expect(operator.get_by_role("main")).to_contain_text("No pending invitations")
    go(operator, "Members")
    go(operator, "Laia")
    go(operator, "End it now")
    keep(operator, "End it now")
    coordinator.reload()
    expect(coordinator.get_by_role("main")).not_to_contain_text("Side by side")
