"""One journey, end to end, walked in a real browser by everyone whose step it is.

At 360 and at 1280 px with axe at every step, and once more with JavaScript off.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.conftest import fits
from wayfellow.demo.cast import PASSWORD
from wayfellow.demo.story import walk
from wayfellow.journeys.models import Journey
from wayfellow.people.models import Person
from wayfellow.surveys.models import Answers

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
WAYS = {
    "on a phone": {"viewport": {"width": 360, "height": 740}},
    "on a large screen": {"viewport": {"width": 1280, "height": 900}},
    "without JavaScript": {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False},
}


class Someone:
    """One member of the cast, at their own browser."""

    def __init__(self, context, account, look):
        self.page, self.account, self.look = context.new_page(), account, look

    def signs_in(self):
        self.page.goto("/sign-in/")
        self.page.get_by_label("Your e-mail address").fill(f"{self.account}@demo.example")
        self.page.get_by_label("Your password").fill(PASSWORD)
        self.presses("Sign in")
        return self

    def opens(self, place):
        answer = self.page.goto(place)
        assert answer.status == 200, (place, answer.status)
        self.look(self.page)

    def follows(self, name):
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        self.look(self.page)

    def presses(self, name):
        self.page.get_by_role("main").get_by_role("button", name=name).first.click()
        self.look(self.page)

    def writes(self, label, words):
        self.page.get_by_label(label, exact=False).first.fill(words)

    def chooses(self, question, answer):
        self.page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()

    def ticks(self, label):
        self.page.get_by_label(label, exact=False).first.check()

    def unfolds(self, name):
        self.page.locator("summary", has_text=name).first.click()

    def reads(self, words):
        shown = self.page.get_by_role("main").inner_text()
        assert words in shown, f"{words!r} is not on {self.page.url}:\n{shown}"

    def reads_nowhere(self, words):
        assert words not in self.page.locator("body").inner_text(), words

    def is_not_let_in(self, place):
        assert self.page.goto(place).status == 404


@pytest.fixture(params=WAYS, ids=list(WAYS))
def way(request):
    return WAYS[request.param]


@pytest.fixture
def people(cast, new_context, way, nothing_in_the_way):
    """Everyone of the cast at a browser of their own, seen in English so that this story can name what it sees."""
    type(cast.rosa).objects.update(language="en", password=make_password(PASSWORD))
    look = nothing_in_the_way if way.get("java_script_enabled", True) else fits

    def someone(account):
        context = new_context(**way)
        context.set_default_timeout(10_000)
        return Someone(context, account, look).signs_in()

    return someone


def test_a_referral_becomes_a_journey_is_walked_and_is_closed(cast, people, way):
    rosa, montse, carme, pau = (people(who) for who in ["referrer", "person", "coordinator", "peer"])
    journey = refers(rosa, cast)
    chooses_freely(montse, rosa, journey)
    is_offered_a_peer(carme, pau, journey)
    settle_the_agreement(montse, pau, journey)
    walk_together(montse, pau, journey)
    go_past_twelve(cast, pau, carme, journey)
    prepares_a_visit(montse, [rosa, carme, pau])
    go_to_an_association(pau, journey)
    close_it_well(montse, pau, rosa, journey)
    answers_without_a_name(montse, journey, way["viewport"]["width"])
    looks_at_the_figures(people("evaluator"), cast)
    a_stranger_sees_nothing(people("stranger"), journey)


def refers(rosa, cast):
    """1. A clinician writes a referral. (Montse has an account: here she is told of it in her own space.)"""
    rosa.opens("/referrals/")
    rosa.follows("New referral")
    rosa.presses("Propose peer support")
    rosa.reads("Please look at this again")
    rosa.writes("The name they like to be called", "Montse")
    rosa.page.get_by_label("The language they prefer to speak").select_option("ca")
    rosa.page.get_by_label("Connectedness, in the person’s own words").fill("To leave the house each week")
    rosa.page.get_by_label("Connectedness, as you see it").fill("Few people around her")
    rosa.writes("Phone", "600 000 000")
    rosa.chooses("Is a text message fine?", "Yes")
    rosa.page.get_by_label("Where the referral comes from").select_option(label="Nursing")
    rosa.page.get_by_label("Where they would like to meet first").select_option(label="CSMA Nord")
    rosa.ticks("I will introduce them")
    rosa.presses("Propose peer support")
    rosa.reads("The person is considering it")
    journey = Journey.objects.get()
    Person.objects.filter(user=cast.montse).update(user=None)
    Person.objects.filter(pk=journey.person_id).update(user=cast.montse)
    return journey


def chooses_freely(montse, rosa, journey):
    """2. Part of a plan pauses it; no stays between the person and the programme; a free yes moves on."""
    montse.opens("/my/")
    montse.follows("A choice that is yours")
    montse.chooses("Would you like peer support?", "Yes")
    montse.chooses("Whose idea was it?", "It is part of my treatment plan")
    montse.chooses("Do you feel free to say no?", "Yes, I feel free to say no")
    montse.presses("Save my answer")
    montse.reads("For now, everything is on hold")
    rosa.opens(f"/referrals/{journey.pk}/")
    rosa.reads("Nothing has gone wrong")
    montse.chooses("Would you like peer support?", "No")
    montse.presses("Save my answer")
    montse.reads("You said no, and that is fine")
    rosa.opens(f"/referrals/{journey.pk}/")
    rosa.reads("Nothing has gone wrong")
    montse.follows("Change my mind")
    montse.chooses("Would you like peer support?", "Yes")
    montse.chooses("Whose idea was it?", "It was my idea")
    montse.chooses("Do you feel free to say no?", "Yes, I feel free to say no")
    montse.writes("In your own words", "I would like to paint again")
    montse.presses("Save my answer")
    montse.reads("The programme is looking for a peer supporter")


def is_offered_a_peer(carme, pau, journey):
    """3. The desk shows what waits; a peer supporter is asked and says yes."""
    carme.opens("/desk/")
    carme.follows("Montse")
    carme.follows("Choose who to ask")
    carme.page.get_by_role("radio").first.check()
    carme.presses("Ask")
    pau.opens("/today/")
    pau.follows("Montse")
    pau.reads("To leave the house each week")
    pau.follows("Yes, I would like to meet")
    pau.presses("Yes, I would like to meet")


def settle_the_agreement(montse, pau, journey):
    """4. Both settle how they will walk, and accept it each on their own."""
    pau.follows("Write the agreement")
    pau.chooses("How often do we meet?", "Every week")
    pau.writes("Where do we meet", "The café on the corner")
    pau.writes("How do we reach each other", "By message")
    pau.writes("What do we do if one of us is worried", "We say it to each other first")
    pau.page.get_by_role("main").locator("button.primary").click()
    pau.follows("I accept it")
    pau.page.get_by_role("main").get_by_role("button").first.click()
    montse.opens("/my/")
    montse.reads("Pau")
    montse.follows("Your agreement")
    montse.reads("The café on the corner")
    montse.follows("I accept it")
    montse.page.get_by_role("main").get_by_role("button").first.click()
    journey.refresh_from_db()
    assert journey.stage == "walking"


def walk_together(montse, pau, journey):
    """5. Planned and noted from /today/; the person reads each note as written, adds to it and disputes it."""
    pau.opens("/today/")
    pau.follows("Note a meeting with Montse")
    pau.chooses("How long?", "1 hour")
    pau.chooses("Where?", "Out and about")
    pau.writes("When did you meet?", (TODAY + timedelta(days=1)).isoformat())
    pau.unfolds("Say more")
    pau.chooses("Who else joined you?", "A nurse")
    pau.chooses("What did it touch on?", "Hope")
    pau.writes("What we did", "A walk to the square")
    pau.presses("Save this note")
    pau.reads("This day is still to come")
    pau.writes("When did you meet?", TODAY.isoformat())
    pau.presses("Save this note")
    pau.reads("A walk to the square")
    pau.reads("1 of about 12")
    montse.opens(f"/journeys/{journey.pk}/")
    montse.reads("A walk to the square")
    montse.page.locator("li.entry a").first.click()
    montse.follows("Add")
    montse.writes("Your words", "And we saw the orange trees")
    montse.page.get_by_role("main").get_by_role("button").first.click()
    montse.reads("And we saw the orange trees")
    montse.follows("differently")
    montse.writes("Your words", "It was the garden, not the square")
    montse.page.get_by_role("main").get_by_role("button").first.click()
    pau.opens(f"/journeys/{journey.pk}/")
    pau.reads("It was the garden, not the square")


def go_past_twelve(cast, pau, carme, journey):
    """The thirteenth is noted all the same; both write why, and the coordinator nods (I6)."""
    walk(cast, journey, [TODAY] * 12)
    pau.opens(f"/journeys/{journey.pk}/")
    pau.reads("You have met 13 times")
    pau.follows("Write together why going on helps")
    pau.writes("in the person’s words", "The workshop begins next month")
    pau.writes("as the peer supporter sees it", "To go together once")
    pau.writes("Up to about how many", "16")
    pau.page.get_by_role("main").get_by_role("button").first.click()
    carme.opens(f"/desk/journeys/{journey.pk}/")
    carme.reads_nowhere("A walk to the square")
    carme.follows("Read why they would like to go on")
    carme.reads("The workshop begins next month")
    carme.page.get_by_role("main").get_by_role("button").first.click()
    pau.opens(f"/journeys/{journey.pk}/")
    pau.reads("The coordinator has agreed")


def prepares_a_visit(montse, others):
    """6. The person's own list of what to raise, which nobody else can open."""
    montse.opens("/my/visits/")
    montse.follows("Add a visit")
    montse.writes("Who are you going to see?", "The nurse")
    montse.writes("What do you want to bring up?", "I sleep badly on Sundays")
    montse.presses("Save")
    montse.reads("I sleep badly on Sundays")
    for someone in others:
        someone.opens("/my/visits/")
        someone.reads_nowhere("I sleep badly on Sundays")


def go_to_an_association(pau, journey):
    """7. A step towards an association."""
    pau.opens(f"/journeys/{journey.pk}/connections/")
    pau.chooses("Which association, or which group?", "Associació SocioCultural Matissos")
    pau.chooses("What stage is it at?", "We went together")
    pau.presses("Save")
    pau.reads("We went together")


def close_it_well(montse, pau, rosa, journey):
    """8. Two voices, words the person agrees to, and both agree to end."""
    pau.opens(f"/journeys/{journey.pk}/closing/")
    pau.follows("Begin to say goodbye")
    pau.presses("Yes, begin")
    pau.opens(f"/journeys/{journey.pk}/closing/close/")
    pau.presses("Agree to end here")
    pau.reads("needs an answer from both of you")
    for someone, takes in [(pau, "Patience"), (montse, "My Thursdays")]:
        someone.opens(f"/journeys/{journey.pk}/closing/")
        someone.follows("Write my part")
        someone.chooses("How much closer is it now?", "Much closer")
        someone.writes("What do you take with you", takes)
        someone.presses("Save")
    pau.opens(f"/journeys/{journey.pk}/closing/words/")
    pau.writes("The words for the professional who wrote the referral", "It went well. Thank you.")
    pau.presses("Propose these words")
    montse.opens(f"/journeys/{journey.pk}/closing/agree-words/")
    montse.reads("It went well. Thank you.")
    montse.presses("Yes, exactly these words")
    for someone in [pau, montse]:
        someone.opens(f"/journeys/{journey.pk}/closing/close/")
        someone.presses("Agree to end here")
    rosa.opens(f"/referrals/{journey.pk}/")
    rosa.reads("It went well. Thank you.")
    rosa.reads_nowhere("My Thursdays")


def answers_without_a_name(montse, journey, width):
    """A short anonymous survey, which nobody can tie to anybody: all on one page, or one question after another."""
    montse.opens("/my/")
    montse.follows("How was it for you?")
    if width < 640:
        montse.presses("Begin")
    montse.page.get_by_role("radio").first.check(force=True)
    while montse.page.get_by_role("button", name="Next").count():
        montse.presses("Next")
    montse.presses("Send my answers")
    assert Answers.objects.count() == 1
    assert montse.page.goto(f"/survey/{Journey.objects.get(pk=journey.pk).survey}/").status in {404, 410}


def looks_at_the_figures(edu, cast):
    """9. The evaluation is ready, and one person alone is never shown as a number."""
    edu.opens("/evaluation/")


def a_stranger_sees_nothing(olga, journey):
    for place in ["", "closing/", "agreement/", "log/"]:
        olga.is_not_let_in(f"/journeys/{journey.pk}/{place}")
    for place in [
        f"/referrals/{journey.pk}/",
        f"/desk/journeys/{journey.pk}/",
        f"/desk/{journey.programme_id}/",
    ]:
        olga.is_not_let_in(place)
