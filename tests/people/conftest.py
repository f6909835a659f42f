import pytest

from wayfellow.people.adapters import CAME_IN
from wayfellow.people.models import Session
from wayfellow.people.sessions import SessionStore

PASSWORD = "over-the-hill"


@pytest.fixture
def rosa(cast):
    """Someone who works here, outside any demonstration."""
    cast.rosa.email, cast.rosa.language, cast.rosa.of_the_demo = "rosa@clinic.example", "en", False
    cast.rosa.set_password(PASSWORD)
    cast.rosa.save()
    return cast.rosa


@pytest.fixture
def montse(cast):
    """A person with an account of their own."""
    cast.montse.email, cast.montse.language, cast.montse.of_the_demo = "montse@post.example", "en", False
    cast.montse.set_password(PASSWORD)
    cast.montse.save()
    return cast.montse


@pytest.fixture
def sign_in(client):
    """Send the sign-in page as somebody would."""

    def send(user, password=PASSWORD, **more):
        return client.post("/sign-in/", {"email": user.email, "password": password} | more)

    return send


def ten_minutes_pass():
    """Nobody has come in just now any more."""
    for row in Session.objects.all():
        session = SessionStore(row.pk)
        session[CAME_IN] -= 600
        session.save()
