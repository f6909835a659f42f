"""A supervision that is due or was missed is told to the peer supporter, then the supervisor, then the coordinator."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.journeys.on_the_road import statements
from tests.supervision.conftest import TODAY, ago, held, planned
from tests.tabs import Tab, text_of
from wayfellow.directory.models import Programme
from wayfellow.supervision import queries
from wayfellow.supervision.models import Rhythm, Supervision
from wayfellow.supervision.rhythm import CHOICES, EVERY, GRACE
from wayfellow.workforce.models import Peer

FOUR_WEEKS = EVERY * 7


def own(client, cast):
    client.force_login(cast.pau)
    return text_of(client.get("/today/"))


def whose_turn(client, cast):
    client.force_login(cast.silvia)
    return text_of(client.get(reverse("home:load", args=[cast.programme.pk])))


def desk(client, cast):
    client.force_login(cast.carme)
    return text_of(client.get(reverse("home:desk", args=[cast.programme.pk])))


TOLD_FIRST, TOLD_LAST = "no day is planned", "without supervision for too long"


@pytest.mark.parametrize(
    "days, peer_supporter, supervisor, coordinator",
    [
        (FOUR_WEEKS - 8, False, False, False),
        (FOUR_WEEKS - 6, True, False, False),
        (FOUR_WEEKS, True, True, False),
        (FOUR_WEEKS + GRACE.days, True, True, False),
        (FOUR_WEEKS + GRACE.days + 1, True, True, True),
    ],
)
def test_who_is_told_as_time_goes_by(cast, client, days, peer_supporter, supervisor, coordinator):
    held(cast, [cast.peer], ago(days))
    assert (TOLD_FIRST in own(client, cast)) == peer_supporter
    assert (
        "Due " in whose_turn(client, cast).replace("Due by", "") or "Late" in whose_turn(client, cast)
    ) == supervisor
    assert (TOLD_LAST in desk(client, cast)) == coordinator


def test_who_never_had_one_is_not_forgotten(cast, client):
    assert "You have had no supervision yet" in own(client, cast)
    assert "None yet" in whose_turn(client, cast)
    assert TOLD_LAST in desk(client, cast)


def test_whoever_began_last_week_is_not_late(cast, client):
    cast.peer.belongings.update(since=ago(7))
    assert TOLD_FIRST not in own(client, cast)
    assert TOLD_LAST not in desk(client, cast)


def test_a_planned_day_that_went_by_is_told_the_next_morning(cast, client):
    held(cast, [cast.peer], ago(20))
    planned(cast, [cast.peer], ago(1))
    assert "Did you meet?" in own(client, cast)
    assert "Not noted" in whose_turn(client, cast)


def test_in_a_programme_with_another_rhythm_it_falls_due_by_that(cast, client):
    held(cast, [cast.peer], ago(30))
    client.force_login(cast.carme)
    assert Tab(client, reverse("supervision:rhythm", args=[cast.programme.pk])).send(weeks="8").status_code == 302
    assert TOLD_FIRST not in own(client, cast)
    assert Rhythm.objects.get().weeks == 8


def test_whose_part_has_ended_is_nobodys_turn(cast, client):
    Peer.objects.filter(pk=cast.peer.pk).update(ends_on=ago(1))
    assert TOLD_LAST not in desk(client, cast)
    assert "None yet" not in whose_turn(client, cast).partition("Load of each")[0]


days = st.none() | st.integers(0, 130)


@settings(max_examples=60)
@given(st.none() | st.sampled_from(CHOICES), days, days, st.none() | st.integers(-20, 40))
def test_counting_many_and_looking_at_one_go_by_the_same_rule(cast, weeks, since, last, ahead):
    Rhythm.objects.filter(programme=cast.programme).delete()
    if weeks:
        Rhythm.objects.create(programme=cast.programme, weeks=weeks)
    Supervision.objects.all().delete()
    cast.peer.belongings.update(since=None if since is None else ago(since))
    if last is not None:
        held(cast, [cast.peer], ago(last))
    if ahead is not None:
        planned(cast, [cast.peer], TODAY + timedelta(days=ahead))
    (peer,) = queries.standings(cast.programme, TODAY)
    programme = queries.with_late_supervisions(Programme.objects.filter(pk=cast.programme.pk)).get()
    assert programme.late_supervisions == int(peer.standing.is_late)


def test_a_quiet_day_asks_the_database_nothing_more(cast, client):
    client.force_login(cast.pau)
    held(cast, [cast.peer], ago(1))
    client.get("/today/")
    with statements() as quiet:
        client.get("/today/")
    planned(cast, [cast.peer], TODAY)
    with statements() as busy:
        client.get("/today/")
    assert len(busy) == len(quiet) + 3 + 1  # next, agreed, to sign; and that it is new
