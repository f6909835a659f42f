from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from wayfellow.directory.models import Programme
from wayfellow.journal.checks import findings
from wayfellow.journal.models import Entry, with_key
from wayfellow.journeys.models import Accompaniment, Journey
from wayfellow.merging.queries import those_here_twice
from wayfellow.notices.news import unread
from wayfellow.notices.tellings import tellings
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
        "meeting",
    }


def test_nobody_in_the_demo_seems_to_be_here_twice(demo):
    carme = User.objects.get(email="coordinator@demo.example")
    assert not any(those_here_twice(carme, each) for each in Programme.objects.all())


def test_the_demo_is_loaded_once(demo):
    with pytest.raises(CommandError, match="already"):
        call_command("demo")
    call_command("demo", if_empty=True, verbosity=0)
    assert Journey.objects.filter(programme__slug="nou-barris").count() == 30


def test_the_demo_never_moves_in_with_real_people(demo):
    User.objects.update(of_the_demo=False)
    with pytest.raises(CommandError, match="empty"):
        call_command("demo", if_empty=True)


def test_each_act_stands_in_the_journal_on_the_day_it_is_told_of_and_the_chain_is_whole(demo):
    lines = with_key(Entry.objects.filter(deed="journey.log"))
    assert all(timezone.localdate(line.at).isoformat() == line.said()["on"] for line in lines)
    assert not Entry.objects.filter(at__gt=timezone.now()).exists()
    assert list(findings()) == []


@pytest.mark.parametrize(
    "account, section", [("person", "my"), ("peer", "today"), ("referrer", "referrals"), ("coordinator", "desk")]
)
def test_what_is_new_is_of_the_last_days_and_no_two_things_hide_the_rest(demo, account, section):
    lines = unread(User.objects.get(email=f"{account}@demo.example"))
    waits = [line for line in lines if tellings()[line["telling"]][1].section == section]
    assert 1 <= len(waits) <= 9
    assert min(line["at"] for line in waits) >= timezone.now() - timedelta(days=4)
