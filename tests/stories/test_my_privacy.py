"""What is kept about Montse is hers: she corrects it, sees who sees it, takes it along, sees who looked, lets it go.

At 360 and at 1280 px, with axe at each step. And what happens when a coordinator has to break the glass.
"""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.stories.test_one_journey import WAYS, people  # noqa: F401  # everyone at a browser of their own
from wayfellow.demo import story
from wayfellow.people.models import Reach

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture(params=["on a phone", "on a large screen"])
def way(request):
    return WAYS[request.param]


@pytest.fixture
def road(cast):
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=30))
    story.walk(cast, cast.journey, [TODAY - timedelta(days=20)], what_we_did="The heron by the pond")
    return cast


def test_what_is_kept_about_montse_is_hers(road, people):  # noqa: F811
    pau = people("peer")
    pau.opens(f"/journeys/{road.journey.pk}/")
    montse = people("person")
    montse.opens("/my/kept/")
    corrects_her_details(montse, road)
    changes_who_may_see(montse)
    sees_who_looked(montse)
    takes_everything_along(montse)
    asks_to_be_erased_and_takes_it_back(montse)
    withdraws(montse)
    is_erased(montse)


def corrects_her_details(montse, road):
    montse.follows("My details")
    montse.writes("What should we call you?", "")
    montse.writes("Telephone", "611 111 111")
    montse.presses("Save")
    montse.reads("Please look at this again")
    assert montse.page.get_by_label("Telephone").input_value() == "611 111 111"
    montse.writes("What should we call you?", "Montserrat")
    montse.presses("Save")
    montse.reads("Hello, Montserrat")
    montse.follows("What is kept about me")
    assert Reach.objects.get(person=road.person).phone == "+34 611 11 11 11"


def changes_who_may_see(montse):
    montse.follows("Who sees what now")
    montse.reads("Pau")
    montse.reads("read the note of 1 meeting")
    montse.reads("Rosa")
    montse.follows("Back to what is kept about me")


def sees_who_looked(montse):
    montse.follows("Who has looked at my information")
    montse.reads("Pau, Your peer supporter")
    montse.unfolds("Look for something")
    montse.page.get_by_label("What", exact=True).select_option(label="Someone read something")
    montse.presses("Show")
    montse.reads("Opened your journey")
    assert "Wrote the agreement" not in montse.page.get_by_role("main").inner_text()
    montse.follows("Show everything")
    montse.reads("Wrote the agreement")
    montse.follows("Back to what is kept about me")


def takes_everything_along(montse):
    montse.follows("Everything about me")
    with montse.page.expect_download() as download:
        montse.page.get_by_role("link", name="Download it").click()
    files = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert download.value.suggested_filename == "wayfellow.zip"
    assert "The heron by the pond" in files.read("everything.html").decode()
    note = json.loads(files.read("everything.json"))["journeys"][0]["accompaniments"][0]
    assert note["what_we_did"] == "The heron by the pond"
    montse.page.set_content(files.read("everything.html").decode())
    montse.look(montse.page)
    montse.opens("/my/kept/")


def asks_to_be_erased_and_takes_it_back(montse):
    montse.follows("Erase everything about me")
    montse.reads("What stays, and why")
    montse.presses("Ask to erase everything")
    montse.reads("It will be erased on")
    montse.follows("Take it back")
    montse.presses("Keep everything")
    montse.reads("Hello, Montserrat")


def withdraws(montse):
    montse.follows("Where things stand")
    montse.follows("Change my mind")
    montse.chooses("Would you like peer support?", "No")
    montse.presses("Save my answer")
    montse.opens("/my/sharing/")
    montse.follows("What you answered")
    montse.chooses("May the person who referred you know what you answered?", "Yes, they may know")
    montse.presses("Save")
    montse.reads("The person who referred you may know, because you said so.")
    montse.opens("/my/kept/")


def is_erased(montse):
    montse.follows("Erase everything about me")
    montse.presses("Ask to erase everything")
    montse.follows("I do not want to wait")
    montse.presses("Erase everything now")
    montse.reads("Please look at this again")
    montse.ticks("I know that nobody can undo this")
    montse.presses("Erase everything now")
    montse.reads("Certificate of erasure")
    montse.page.goto("/my/")
    assert "/sign-in/" in montse.page.url


def test_a_coordinator_breaks_the_glass_and_the_person_is_told(road, people):  # noqa: F811
    carme = people("coordinator")
    carme.opens(f"/desk/journeys/{road.journey.pk}/")
    carme.follows("Something serious?")
    carme.presses("Open it for an hour")
    carme.reads("Please look at this again")
    carme.writes("What is so serious", "Someone said that Pau asks people for money")
    carme.presses("Open it for an hour")
    carme.reads("Open until")
    carme.page.locator("main .row a").first.click()
    carme.reads("The heron by the pond")
    carme.follows("Back to what the two wrote")
    carme.follows("I have read what I needed")
    carme.presses("Close it now")
    carme.reads("Read the note of a meeting")
    silvia = people("supervisor")
    silvia.opens("/supervision/")
    silvia.follows("1 journey had emergency access")
    silvia.page.locator("main .row a").first.click()
    silvia.look(silvia.page)
    silvia.follows("Write your review")
    silvia.chooses("Was it needed?", "It was needed")
    silvia.writes("What happens next?", "We spoke with Pau. It was a mistake.")
    silvia.presses("Save")
    silvia.reads("It was needed")
    montse = people("person")
    montse.opens("/my/")
    montse.follows("Read why, and what was read")
    montse.reads("Someone said that Pau asks people for money")
    montse.reads("It was a mistake")
    montse.follows("I have read this")
    montse.presses("I have read this")
    montse.opens("/my/")
    montse.reads_nowhere("What you two wrote was opened")
    montse.follows("What is kept about me")
    montse.follows("Who has looked at my information")
    montse.reads("Someone said that Pau asks people for money")
