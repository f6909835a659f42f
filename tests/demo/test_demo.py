import pytest
from django.core.management import CommandError, call_command

from wayfellow.directory.models import Programme
from wayfellow.journeys.models import Accompaniment, Journey
from wayfellow.people.models import User


@pytest.fixture(scope="module")
def told_demo(told_once):
    call_command("demo", verbosity=0)


@pytest.fixture
def demo(told_demo, db):
    """The demo, loaded once for all who only look at it."""


def test_the_demo_tells_the_pilot_as_published(demo):
    pilot = Programme.objects.get(slug="nou-barris")
    assert pilot.journeys.count() == 30
    assert Accompaniment.objects.filter(journey__programme=pilot).count() == 257
    assert set(pilot.journeys.values_list("stage", flat=True)) == {"closed"}


def test_the_demo_has_someone_on_the_road_today_and_someone_at_every_turn(demo):
    today = Journey.objects.filter(programme__slug="example-today")
    assert today.get(person__user__email="person@demo.example").accompaniments_count == 5
    assert set(today.values_list("stage", flat=True)) == {
        "walking",
        "proposed",
        "paused",
        "chosen",
        "offered",
    }


def test_the_demo_is_loaded_once(demo):
    with pytest.raises(CommandError, match="already"):
        call_command("demo")
    call_command("demo", if_empty=True, verbosity=0)
    assert Journey.objects.filter(programme__slug="nou-barris").count() == 30


def test_the_demo_never_moves_in_with_real_people(demo):
    User.objects.update(of_the_demo=False)
    with pytest.raises(CommandError, match="empty"):
        call_command("demo", if_empty=True)
