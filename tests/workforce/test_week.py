"""When a peer supporter has time and where they would rather not go: the coordinators read it, nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.tabs import Tab, text_of
from wayfellow.demo import story
from wayfellow.workforce.models import Week

TODAY = timezone.localdate()
FOUND, NOT_FOUND, UNPROCESSABLE = 302, 404, 422


@pytest.fixture
def said(cast, client):
    """Pau said when he has time."""
    client.force_login(cast.pau)
    cast.address = reverse("workforce:week", args=[cast.peer.pk])
    answer = Tab(client, cast.address).send(
        day_0=["morning", "evening"], between=20, otherwise="24 December not", not_there="Ward 3"
    )
    assert answer.status_code == FOUND
    return cast


def test_it_is_there_to_be_changed(said, client):
    tab = Tab(client, said.address)
    assert Week.objects.get().parts == ["0-morning", "0-evening"]
    assert "Ward 3" in tab.answer.content.decode() and tab.answer.content.count(b"checked") == 2


@pytest.mark.parametrize("typed, is_kept", [("", True), ("240", True), ("0", False), ("241", False), ("soon", False)])
def test_how_many_minutes_lie_between_two_meetings_is_a_number_or_left_open(said, client, typed, is_kept):
    answer = Tab(client, said.address).send(between=typed)
    assert (answer.status_code == FOUND) is is_kept
    assert Week.objects.get().between == ((int(typed) if typed else None) if is_kept else 20)


def test_two_tabs_lose_nothing(said, client):
    first, second = Tab(client, said.address), Tab(client, said.address)
    first.send(not_there="Ward 4")
    answer = second.send(not_there="Ward 5")
    assert answer.status_code == UNPROCESSABLE and "Ward 4" in text_of(answer) and "Ward 5" in answer.content.decode()


def test_the_coordinator_reads_it_where_somebody_is_looked_for(said, client):
    journey = story.propose(said, on=TODAY - timedelta(days=9))
    story.say_yes(said, journey, on=TODAY - timedelta(days=8))
    client.force_login(said.carme)
    page = text_of(client.get(reverse("journeys:offer", args=[journey.pk])))
    assert "Has time: Monday: morning, evening" in page and "Minutes between two meetings: 20" in page
    assert "Otherwise for now: 24 December not" in page and "Would rather not go to: Ward 3" in page


def test_the_person_who_is_asked_whether_they_like_to_meet_does_not_read_it(said, client):
    story.set_out(said, on=TODAY - timedelta(days=9))
    client.force_login(said.montse)
    for address in ["/my/", reverse("journeys:where_i_stand")]:
        assert "Ward 3" not in client.get(address, follow=True).content.decode()


def test_words_are_sealed_and_nobody_elses_page_opens(said, client):
    assert "Ward" not in str(Week.objects.values("not_there", "otherwise").get())
    for reader in [said.carme, said.silvia, said.olga]:
        client.force_login(reader)
        assert client.get(said.address).status_code == NOT_FOUND


def test_with_one_employer_the_way_leads_there_at_once(said, client):
    assert client.get(reverse("workforce:weeks"))["location"] == said.address
