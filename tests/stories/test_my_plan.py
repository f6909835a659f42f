"""A plan on a phone, a link for a sister, two devices, a goal written by keyboard and by what a screen reader says."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.stories.test_one_journey import Someone
from wayfellow.demo import story
from wayfellow.demo.cast import PASSWORD
from wayfellow.plans.models import Part, Version

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
PHONE = {"width": 360, "height": 740}
MOST_TABS = 60


@pytest.fixture
def someone(cast, new_context, nothing_in_the_way):
    """Montse walks with Pau. Whoever is asked for sits at a browser of their own, on a phone."""
    type(cast.rosa).objects.update(language="en", password=make_password(PASSWORD))
    story.set_out(cast, on=TODAY - timedelta(days=30))

    def open_for(account=None):
        context = new_context(viewport=PHONE)
        context.set_default_timeout(20_000)
        visitor = Someone(context, account, nothing_in_the_way)
        return visitor.signs_in() if account else visitor

    return open_for


def begins(montse):
    montse.opens("/my/")
    montse.follows("My plan")
    montse.follows("Begin the plan")
    montse.presses("Begin")
    return montse


def writes_a_part(montse, title, words):
    montse.opens("/my/plan/")
    montse.follows(title)
    montse.writes(title, words)
    montse.presses("Save")
    montse.reads(words)


def test_a_plan_is_written_on_a_phone_opened_to_a_sister_and_closed_again(someone):
    montse, sister, pau = begins(someone("person")), someone(), someone("peer")
    writes_a_part(montse, "What recovery means to me", "To paint, and to be asked about it")
    writes_a_part(montse, "What helps me", "A walk without talking")
    link = invites_her_sister(montse)
    the_sister_reads_and_says_something(sister, link)
    is_told_and_takes_it_in_her_own_words(montse)
    montse.presses("End it now")
    answer = sister.page.goto(link)
    assert answer.status == 404
    sister.reads("This link does not work")
    brings_an_earlier_version_back(montse)
    shares_with_pau_who_worries(montse, pau)


def invites_her_sister(montse):
    montse.follows("Invite someone to this part")
    montse.writes("What do you call them?", "My sister Marta")
    montse.chooses("For how long?", "One month")
    montse.ticks("They may also write comments")
    montse.presses("Make the link")
    montse.reads("The link for My sister Marta")
    return urlsplit(montse.page.locator("#link").inner_text()).path


def the_sister_reads_and_says_something(sister, link):
    sister.opens(link)
    sister.reads_nowhere("A walk without talking")
    sister.presses("Open it")
    sister.reads("A walk without talking")
    sister.reads_nowhere("To paint")
    sister.presses("Save")
    sister.reads("Please look at this again")
    sister.chooses("What is it?", "A suggestion")
    sister.writes("Your words", "And a coffee with me")
    sister.presses("Save")
    sister.reads("Saved. Thank you.")


def is_told_and_takes_it_in_her_own_words(montse):
    montse.opens("/my/plan/")
    montse.reads("1 comment is waiting for you")
    montse.page.locator("#part-helps").get_by_role("link", name="Who sees it").click()
    montse.reads("My sister Marta opened it")
    montse.follows("Take it into my plan")
    montse.writes("What helps me", "A walk without talking, then coffee with Marta")
    montse.presses("Save")
    montse.reads("then coffee with Marta")


def brings_an_earlier_version_back(montse):
    montse.follows("Earlier versions")
    montse.reads("What was taken out is struck through, what was added is underlined.")
    assert "coffee" in montse.page.locator("ins").last.inner_text()
    montse.presses("Bring it back version 1")
    montse.reads("A walk without talking")
    assert [version.number for version in Version.objects.filter(part__kind="helps").order_by("number")] == [1, 2, 3]


def shares_with_pau_who_worries(montse, pau):
    montse.opens("/my/plan/")
    montse.follows("Write down a goal")
    montse.writes("What would you like?", "Show my pictures in the library")
    montse.presses("Save")
    montse.follows("Show my pictures in the library")
    montse.follows("Only you")
    montse.chooses("Who may see it?", "Pau may read it")
    montse.presses("Save")
    pau.opens("/today/")
    pau.reads("New for you")
    pau.page.get_by_role("main").get_by_role("link", name="Montse", exact=True).click()
    pau.follows("The plan of Montse")
    pau.reads_nowhere("A walk without talking")
    pau.follows("Show my pictures in the library")
    pau.follows("Comment on it")
    pau.chooses("What is it?", "Something that worries me")
    pau.writes("Your words", "So many people at once")
    pau.presses("Save")
    montse.page.reload()
    montse.follows("Write my decision")
    montse.writes("What I decide", "I do it")
    montse.writes("What would help me do this well", "That you stand by the door")
    montse.presses("Save")
    montse.reads("So many people at once")
    montse.reads("That you stand by the door")


def test_two_devices_writing_one_plan_lose_nothing(someone):
    phone = begins(someone("person"))
    tablet = someone("person")
    for device in [phone, tablet]:
        device.opens("/my/plan/")
        device.follows("What I enjoy")
        device.writes("What I enjoy", f"Written on the {'phone' if device is phone else 'tablet'}")
    phone.presses("Save")
    tablet.presses("Save")
    tablet.reads("Saved in the meantime")
    tablet.reads("Written on the phone")
    assert tablet.page.get_by_label("What I enjoy").input_value() == "Written on the tablet"
    tablet.writes("What I enjoy", "Written on the phone, and on the tablet")
    tablet.presses("Save")
    said = [version.answers["words"] for version in Version.objects.order_by("number")]
    assert said == ["Written on the phone", "Written on the phone, and on the tablet"]


class ByEar:
    """Somebody who goes through a page by the keyboard alone, led by what a screen reader says at each stop."""

    def __init__(self, visitor):
        self.page, self.look = visitor.page, visitor.look

    def goes_to(self, role, name):
        """Press Tab until the stop that is said to be this, which must be within reach."""
        wanted = self.page.get_by_role("main").get_by_role(role, name=name, exact=True)
        for _press in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"no way by keyboard to the {role} {name!r}")

    def presses(self, role, name):
        self.goes_to(role, name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look(self.page)

    def writes(self, name, words):
        self.goes_to("textbox", name)
        self.page.keyboard.type(words)

    def chooses(self, name, *, by_typing):
        """In a list of choices, the first letters lead to the answer."""
        self.goes_to("combobox", name)
        self.page.keyboard.type(by_typing)

    def is_told_in_this_order(self, *names):
        """The names that a screen reader goes through, one after another, among others perhaps."""
        told = self.page.get_by_role("main").aria_snapshot()
        places = [told.find(name) for name in names]
        assert -1 not in places and places == sorted(places), told

    def hears(self, role, name):
        assert self.page.get_by_role("main").get_by_role(role, name=name).first.is_visible(), (role, name)


def test_somebody_blind_writes_a_goal_by_keyboard_and_by_the_names_of_things(someone):
    montse = someone("person")
    montse.opens("/my/plan/")
    by_ear = ByEar(montse)
    by_ear.presses("link", "Begin the plan")
    by_ear.presses("button", "Begin")
    by_ear.presses("link", "Write down a goal")
    by_ear.is_told_in_this_order(
        'heading "What would you like?" [level=1]',
        'textbox "What would you like?"',
        'combobox "How big is it? (optional)"',
        'combobox "What is it part of? (optional)"',
        'textbox "The first small step (optional)"',
        'textbox "How I will know that I am getting there (optional)"',
        'combobox "How sure am I that I can take the first step? (optional)"',
        'button "Save"',
        'link "Back to the plan"',
    )
    by_ear.presses("button", "Save")
    by_ear.hears("heading", "Please look at this again")
    by_ear.writes("What would you like?", "To sing in the choir")
    by_ear.chooses("How big is it? (optional)", by_typing="For this s")
    by_ear.chooses("What is it part of? (optional)", by_typing="Hope")
    by_ear.writes("The first small step (optional)", "Ring the bell")
    by_ear.chooses("How sure am I that I can take the first step? (optional)", by_typing="7")
    by_ear.presses("button", "Save")
    by_ear.presses("link", "To sing in the choir")
    by_ear.is_told_in_this_order(
        'heading "To sing in the choir" [level=1]',
        'link "Change"',
        'link "What stage is it at?"',
        "term: The first small step",
        "definition: Ring the bell",
        'heading "How sure am I?" [level=2]',
        'heading "Who sees it" [level=2]',
        'link "Only you"',
        'link "Invite someone to this part"',
    )
    by_ear.presses("link", "What stage is it at?")
    by_ear.goes_to("radio", "I am on it")
    montse.page.keyboard.press("ArrowDown")
    by_ear.presses("button", "Save")
    by_ear.hears("button", "Take it up again")
    by_ear.presses("button", "Take it up again")
    goal = Part.objects.get(kind="goal").said
    assert goal == {
        "words": "To sing in the choir", "size": "season", "chime": "hope", "first_step": "Ring the bell", "sure": "7",
        "stand": "on_it",
    }  # fmt: skip
