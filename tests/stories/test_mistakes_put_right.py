"""One journey on a phone, with a mistake at every step: each is put right on the pages, by whoever made it."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.conftest import fits
from tests.journeys.test_own import another_peer
from tests.stories.test_one_journey import WAYS, Someone
from wayfellow.demo.cast import PASSWORD
from wayfellow.journeys.models import Journey
from wayfellow.people.models import Person
from wayfellow.surveys.models import Answers

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate
HOPE = "To leave the house each month"
TOMORROW, LATER = timedelta(days=1), timedelta(days=3)


@pytest.fixture
def people(cast, new_context):
    """Everyone of the cast at a phone of their own."""
    another_peer(cast)
    type(cast.rosa).objects.update(language="en", password=make_password(PASSWORD))

    def someone(account):
        context = new_context(**WAYS["on a phone"])
        context.set_default_timeout(10_000)
        return Someone(context, account, fits).signs_in()

    return someone


def test_what_goes_wrong_on_the_way_is_put_right_on_the_pages(cast, people):
    rosa, montse, carme, pau = (people(who) for who in ["referrer", "person", "coordinator", "peer"])
    a_referral_with_a_wrong_number_and_name(rosa)
    journey = Journey.objects.get()
    a_referral_begun_twice(rosa)
    Person.objects.filter(user=cast.montse).update(user=None)
    Person.objects.filter(pk=journey.person_id).update(user=cast.montse)
    a_no_that_was_a_yes(montse)
    the_wrong_peer_supporter_is_asked(carme, pau, journey)
    an_agreement_with_a_slip(montse, pau, journey)
    a_meeting_on_the_wrong_day(pau, journey)
    a_note_with_the_wrong_length_and_one_written_twice(montse, pau, journey)
    a_step_that_was_not_taken(pau, journey)
    a_hope_in_the_wrong_words(montse, pau, journey)
    a_stop_by_accident(montse)
    an_ending_noted_for_somebody_else(pau, journey)
    a_goodbye_begun_too_early(montse, pau, rosa, journey)
    a_place_that_does_not_fit(montse, carme, rosa, journey)
    a_survey_gone_through_twice(montse)


def a_referral_with_a_wrong_number_and_name(rosa):
    _refers(rosa, "Monste", "60")
    rosa.reads("This does not look like a phone number")
    rosa.writes("Phone", "600 111 222")
    rosa.presses("Propose peer support")
    rosa.follows("Correct the referral")
    rosa.writes("The name they like to be called", "Montse")
    rosa.presses("Save the corrected referral")
    rosa.reads("Corrected on")
    rosa.reads("600 11 12 22")


def a_referral_begun_twice(rosa):
    _refers(rosa, "Montse", "600 111 222")
    rosa.reads("Somebody much like this is here already")
    rosa.chooses("Is it one of these people?", "No, this is somebody else")
    rosa.presses("Propose peer support")
    rosa.follows("Begun by mistake? Take it back")
    rosa.presses("Take it back for good")
    assert Journey.objects.count() == 1


def _refers(rosa, name, phone):
    rosa.opens("/referrals/")
    rosa.follows("New referral")
    rosa.writes("The name they like to be called", name)
    rosa.page.get_by_label("The language they prefer to speak").select_option("ca")
    rosa.unfolds("Connectedness")
    rosa.page.get_by_label("Connectedness, in the person’s own words").fill("To leave the house each week")
    rosa.writes("Phone", phone)
    rosa.page.get_by_label("Where the referral comes from").select_option(label="Nursing")
    rosa.page.get_by_label("Where they would like to meet first").select_option(label="CSMA Nord")
    rosa.presses("Propose peer support")


def a_no_that_was_a_yes(montse):
    montse.opens("/my/")
    montse.follows("A choice that is yours")
    montse.chooses("Would you like peer support?", "No")
    montse.presses("Save my answer")
    montse.reads("You said no, and that is fine")
    montse.follows("Change my mind")
    montse.chooses("Would you like peer support?", "Yes")
    montse.chooses("Whose idea was it?", "It was my idea")
    montse.chooses("Do you feel free to say no?", "Yes, I feel free to say no")
    montse.presses("Save my answer")
    montse.reads("The programme is looking for a peer supporter")


def the_wrong_peer_supporter_is_asked(carme, pau, journey):
    for name in ["Oriol", "Pau"]:
        carme.opens(f"/desk/journeys/{journey.pk}/offer/")
        carme.page.get_by_role("radio", name=name).check()
        carme.presses("Ask")
        carme.reads("Peer supporter")
        if name == "Oriol":
            carme.follows("Let go of the offer")
            carme.presses("Let go of the offer")
            carme.reads("The person said yes, waiting for a peer supporter")
    pau.opens("/today/")
    pau.follows("Montse")
    pau.follows("Yes, I would like to meet")
    pau.presses("Yes, I would like to meet")


def an_agreement_with_a_slip(montse, pau, journey):
    for place in ["The café on the cornre", "The café on the corner"]:
        pau.opens(f"/journeys/{journey.pk}/agreement/write/")
        pau.chooses("How often do we meet?", "Every week")
        pau.writes("Where do we meet", place)
        pau.writes("How do we reach each other", "By message")
        pau.writes("What do we do if one of us is worried", "We say it to each other first")
        pau.presses("Save this version")
    for someone in [pau, montse]:
        someone.opens(f"/journeys/{journey.pk}/agreement/")
        someone.reads("The café on the corner")
        someone.follows("I accept it")
        someone.presses("I agree")


def a_meeting_on_the_wrong_day(pau, journey):
    pau.opens(f"/journeys/{journey.pk}/plan/")
    pau.writes("Which day?", (TODAY() + TOMORROW).isoformat())
    pau.chooses("Where?", "Out and about")
    pau.presses("Plan it")
    pau.page.get_by_role("heading", name="Planned").locator("xpath=following::a[1]").click()
    pau.follows("Change this plan")
    pau.chooses("What happens to this meeting?", "We are meeting, but something changes")
    pau.writes("The new day", (TODAY() + LATER).isoformat())
    pau.presses("Save")
    meeting = journey.accompaniments.get()
    assert (meeting.on, meeting.state) == (TODAY() + LATER, "planned")


def a_note_with_the_wrong_length_and_one_written_twice(montse, pau, journey):
    for _time in range(2):
        pau.opens(f"/journeys/{journey.pk}/log/")
        pau.chooses("How long?", "30 min")
        pau.chooses("Where?", "Out and about")
        pau.unfolds("Say more")
        pau.writes("What we did", "A walk to the square")
        pau.presses("Save this note")
    pau.reads("You noted a meeting like this on this day already")
    pau.ticks("This was another meeting on that day")
    pau.presses("Save this note")
    pau.reads("2 of about 12")
    pau.page.locator("li.entry a").first.click()
    pau.follows("Take this note out")
    pau.chooses("Why is it taken out?", "It was written twice")
    pau.presses("Take it out for good")
    pau.opens(f"/journeys/{journey.pk}/")
    pau.reads("1 of about 12")
    note = journey.accompaniments.get(state="held")
    pau.opens(f"/accompaniments/{note.pk}/")
    pau.follows("Correct this note")
    pau.chooses("How long?", "1 hour")
    pau.presses("Save the corrected note")
    montse.opens(f"/accompaniments/{note.pk}/")
    montse.reads("60 minutes")
    montse.unfolds("What it said before")
    montse.reads("30 minutes")


def a_step_that_was_not_taken(pau, journey):
    pau.opens(f"/journeys/{journey.pk}/connections/")
    pau.chooses("Which association, or which group?", "Associació SocioCultural Matissos")
    pau.chooses("What stage is it at?", "Belongs there")
    pau.presses("Save")
    pau.follows("Associació SocioCultural Matissos")
    pau.follows("Take back the latest step")
    pau.presses("Take it back")
    pau.reads_nowhere("Belongs there · ")
    assert not journey.connections.exists()


def a_hope_in_the_wrong_words(montse, pau, journey):
    hopes = f"/journeys/{journey.pk}/hopes/"
    for words in ["To leave the house each moth", HOPE]:
        montse.opens(f"{hopes}change/")
        montse.writes("Connectedness", words)
        montse.presses("Save what we hope for")
    pau.opens(hopes)
    pau.reads(HOPE)
    pau.reads("To leave the house each moth")


def a_stop_by_accident(montse):
    montse.opens("/my/")
    montse.follows("Change my mind")
    montse.chooses("Would you like peer support?", "No")
    montse.presses("Save my answer")
    montse.opens("/my/")
    montse.follows("Go on after all")
    montse.presses("Yes, go on")
    montse.reads("1 of about 12")


def an_ending_noted_for_somebody_else(pau, journey):
    pau.opens(f"/journeys/{journey.pk}/")
    pau.follows("It stopped sooner than planned")
    pau.chooses("What happened?", "The person moved away")
    pau.presses("End it here")
    pau.follows("Ended by mistake? It can be taken back for a week")
    pau.presses("Yes, they go on")
    pau.reads("1 of about 12")


def a_goodbye_begun_too_early(montse, pau, rosa, journey):
    closing = f"/journeys/{journey.pk}/closing/"
    for is_too_early in [True, False]:
        pau.opens(closing)
        pau.follows("Begin to say goodbye")
        pau.presses("Yes, begin")
        if is_too_early:
            pau.follows("It is not the end yet")
            pau.presses("Yes, we go on")
    for someone, answer in [(pau, "Not yet"), (pau, "Much closer"), (montse, "Much closer")]:
        someone.opens(closing)
        someone.reads(HOPE)
        someone.follows("Write my part")
        someone.chooses("How much closer is it now?", answer)
        someone.presses("Save")
    for words in ["It went wel", "It went well"]:
        pau.opens(f"{closing}words/")
        pau.writes("The words for the professional who wrote the referral", words)
        pau.presses("Propose these words")
        montse.opens(f"{closing}agree-words/")
        montse.presses("Yes, exactly these words")
    for someone in [pau, montse]:
        someone.opens(f"{closing}close/")
        someone.presses("Agree to end here")
    rosa.opens(f"/referrals/{journey.pk}/")
    rosa.reads("It went well")


def a_place_that_does_not_fit(montse, carme, rosa, journey):
    desk, choir = f"/desk/journeys/{journey.pk}/", "Associació SocioCultural Matissos"
    for is_wrong in [True, False]:
        carme.opens(f"{desk}place/")
        carme.page.get_by_role("radio").first.check() if is_wrong else carme.chooses("Which place?", choir)
        carme.presses("Propose it")
        if is_wrong:
            carme.follows("Take this place back")
            carme.presses("Take this place back")
    for answer, follows in [("No, leave it out", "Read and answer"), ("Yes, add it", "Change the answer")]:
        montse.opens(f"/journeys/{journey.pk}/closing/")
        montse.follows(follows)
        montse.chooses("Is it added to what comes next?", answer)
        montse.presses("Save")
        carme.opens(desk)
        carme.reads("Added on" if answer.startswith("Yes") else "Not added.")
    rosa.opens(f"/referrals/{journey.pk}/")
    rosa.reads(choir)


def a_survey_gone_through_twice(montse):
    montse.opens("/my/")
    montse.follows("How was it for you?")
    montse.presses("Begin")
    montse.page.get_by_role("radio").first.check(force=True)
    montse.presses("Next")
    montse.follows("Back")
    assert montse.page.get_by_role("radio").first.is_checked()
    montse.page.get_by_role("radio").nth(1).check(force=True)
    while montse.page.get_by_role("button", name="Next").count():
        montse.presses("Next")
        if montse.page.get_by_label("What should change?").count():
            in_the_wrong_words(montse, "What should change?")
    montse.presses("Send my answers")
    assert Answers.objects.get().given["change"] == "The hours"


def in_the_wrong_words(montse, question):
    montse.writes(question, "The chairs")
    montse.presses("Next")
    montse.follows("Back")
    assert montse.page.get_by_label(question).input_value() == "The chairs"
    montse.writes(question, "The hours")
