"""Somebody on a phone waits for a course, takes it, and shows a certificate that a stranger verifies."""

import pytest
from django.contrib.auth.hashers import make_password

from tests.learning.learning import another_peer, course_of, takes
from tests.stories.test_one_journey import Someone
from tests.stories.test_surveys import at  # noqa: F401  # a window of a size
from wayfellow.demo.cast import PASSWORD
from wayfellow.learning.models import Certificate

pytestmark = pytest.mark.django_db(transaction=True)
LARGE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def test_from_the_waiting_list_to_a_stranger(cast, at, nothing_in_the_way):  # noqa: F811
    type(cast.carme).objects.update(language="en", password=make_password(PASSWORD))
    course = course_of(cast, places=1)
    takes(another_peer(cast, "Adam"), course)
    pau = Someone(at(PHONE), "peer", nothing_in_the_way).signs_in()
    pau.opens("/learning/")
    pau.follows("Listening")
    pau.follows("Join the waiting list")
    pau.presses("Join the waiting list")
    pau.reads("You are next")
    carme = Someone(at(LARGE), "coordinator", nothing_in_the_way).signs_in()
    carme.opens(f"/learning/courses/{course.pk}/who/")
    carme.follows("Give the place of Adam back")
    carme.presses("Give the place back")
    pau.opens(f"/learning/courses/{course.pk}/")
    pau.reads("You have a place")
    carme.opens(f"/learning/courses/{course.pk}/who/")
    carme.follows("Who came on")
    carme.chooses("Who came?", "Pau")
    carme.presses("Save")
    carme.follows("Finish the course")
    carme.presses("Finish the course")
    carme.opens(f"/learning/{cast.programme.pk}/")
    carme.follows("Issue a certificate")
    carme.chooses("To whom?", "Pau")
    carme.presses("Issue it")
    carme.reads("This certificate is real and valid.")
    certificate = Certificate.objects.get()
    pau.opens("/learning/")
    pau.follows("Way of Listening")
    pau.follows("Who sees it")
    pau.ticks("Everyone who has its address can see it")
    pau.presses("Save")
    stranger = Someone(at(PHONE), "stranger", nothing_in_the_way)
    stranger.opens(f"/certificates/{certificate.pk}/")
    stranger.reads("This certificate is real and valid.")
    stranger.opens("/certificates/check/")
    stranger.writes("The text of the certificate", certificate_text(pau, certificate))
    stranger.presses("Check it")
    stranger.reads("This certificate is real and valid.")


def certificate_text(holder, certificate):
    return holder.page.request.get(f"/learning/certificates/{certificate.pk}/file/").text()
