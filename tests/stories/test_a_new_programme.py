"""From an installation with nothing in it but its operator to a coordinator at a desk, and on to the first referral."""

import re

import pytest
from django.utils import timezone
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


@pytest.fixture
def go(nothing_in_the_way):
    def follow(page, name):
        page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
        nothing_in_the_way(page)

    return follow


@pytest.fixture
def keep(nothing_in_the_way):
    def press(page, button="Save"):
        page.get_by_role("button", name=button, exact=True).click()
        nothing_in_the_way(page)

    return press


@pytest.fixture
def begun(on, go, keep):
    """From an installation with its operator alone to a coordinator at her desk; the browsers of both."""

    def begin(size):
        nil = gather().nil
        nil.email, nil.language = "nil@example.org", "en"
        nil.set_password(PASSWORD)
        nil.save()
        operator, coordinator = on(size), on(size)
        code = opens_a_programme(operator, nil, go, keep)
        comes_in(coordinator, code, go, keep)
        return operator, coordinator

    return begin


def opens_a_programme(operator, nil, go, keep):
    """Nil signs in, adds an organisation with a site, opens a programme there and invites Laia, on paper."""
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

    go(operator, "Members")
    go(operator, "Invite somebody")
    choose(operator, "Coordinator")
    fill(operator, name="Laia")
    keep(operator, "Invite")
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", operator.locator("#sheet").inner_text())
    go(operator, "I have handed it over")
    expect(operator.get_by_role("main")).to_contain_text("Laia")
    return found[0]


def comes_in(coordinator, code, go, keep):
    """Laia types the code on her own device, wrongly at first, and stands at her desk."""
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


@pytest.mark.parametrize("size", SIZES)
def test_an_operator_opens_a_programme_and_a_coordinator_comes_in(begun, go, keep, size):
    operator, coordinator = begun(size)

    # The operator finds her among the members, nobody awaited, and ends it one day.
    operator.reload()
    expect(operator.get_by_role("main")).to_contain_text("No pending invitations")
    go(operator, "Members")
    go(operator, "Laia")
    go(operator, "End it now")
    keep(operator, "End it now")
    coordinator.reload()
    expect(coordinator.get_by_role("main")).not_to_contain_text("Side by side")


WHAT_COMES_NEXT = {  # in the order in which the office leads there: the step, and the page on which it is done
    "Read what is published": "How it went in Nou Barris",
    "Agree between the organisations": "Who does what",
    "Tell the teams that a peer supporter is coming": "What the teams ask",
    "The peer supporter joins the teams": "Invite somebody",
    "Provide a phone and a computer": "What is needed",
    "Introduce the peer supporter": "Organisations around",
    "Somebody of the team comes along": "Team meetings",
    "The peer supporter keeps their own agenda": "Supervision",
    "Settle who refers people, and begin": "Refer somebody",
}


@pytest.mark.parametrize("size", SIZES)
def test_a_new_county_goes_from_nothing_to_its_first_referral_led_by_what_comes_next(
    begun, go, keep, nothing_in_the_way, size
):
    _operator, laia = begun(size)
    go(laia, "Office of the programme")
    office = laia.url
    go(laia, "Begin with the path")
    fill(laia, joins_on=str(timezone.localdate()))
    keep(laia, "Begin")
    for step, page in WHAT_COMES_NEXT.items():
        [sentence] = laia.locator("main .notice p", has_text="Next:").all()
        expect(sentence).to_contain_text(step)
        notice = laia.locator("main .notice").filter(has_text="Next:")
        notice.get_by_role("link", name=page, exact=True).click()
        nothing_in_the_way(laia)
        if page == "Invite somebody":
            invites_a_peer_supporter(laia, keep)
        if page == "Refer somebody":
            break
        laia.goto(office)
        laia.locator("main .row", has_text=step).get_by_role("button").click()
        nothing_in_the_way(laia)
    laia.get_by_label("The name they like to be called").fill("Jo")
    laia.get_by_label("The language they prefer to speak").select_option("ca")
    laia.locator("summary", has_text="Connectedness").click()
    laia.get_by_label("Connectedness, in the person’s own words").fill("To leave the house each week")
    laia.get_by_label("Connectedness, as you see it").fill("Few people around")
    laia.get_by_label("Phone", exact=False).first.fill("600 000 000")
    laia.get_by_role("group", name="Is a text message fine?").get_by_text("Yes", exact=True).click()
    laia.get_by_label("Where the referral comes from").select_option(index=1)
    laia.get_by_label("Where they would like to meet first").select_option(label="Example square")
    keep(laia, "Propose peer support")
    expect(laia.get_by_role("main")).to_contain_text("The person is considering it")


def invites_a_peer_supporter(laia, keep):
    choose(laia, "Peer supporter")
    laia.locator("main [name=employer]").select_option(label="Example house")
    fill(laia, name="Mar")
    keep(laia, "Invite")
    expect(laia.locator("#sheet")).to_contain_text("It works once")
