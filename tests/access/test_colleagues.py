"""Working here opens nobody's record, and closes the record of who works here too (I5)."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.access.test_policy import road, told_road  # noqa: F401  # the same people, on the same road
from tests.deeds import Can
from tests.evaluation.crowd import someone, walk_with
from wayfellow.access.guard import may
from wayfellow.access.roles import Role
from wayfellow.demo.cast import join
from wayfellow.journeys.models import Journey
from wayfellow.people.models import Membership

TODAY = timezone.localdate()
FOR_COORDINATORS = [Can.SEE_REFERRAL, Can.SEE_PLACE_ON_DESK, Can.OFFER, Can.NOD, Can.END_UNPLANNED]


@pytest.fixture
def montse_works_here(road):  # noqa: F811
    """Montse, whose road goes on, becomes an evaluator of the programme."""
    join(road.montse, road.programme, Role.EVALUATOR)
    return road


def test_the_desk_and_every_deed_of_a_coordinator_close(montse_works_here, client):
    cast = montse_works_here
    assert not [can for can in FOR_COORDINATORS if may(cast.carme, can, cast.journey)]
    assert not may(cast.carme, Can.SEE_REACH, cast.person)
    client.force_login(cast.carme)
    for place in [f"/desk/{cast.programme.pk}/", f"/desk/{cast.programme.pk}/?group=road"]:
        assert "Montse" not in client.get(place).content.decode()
    found = client.post(f"/desk/{cast.programme.pk}/find/", {"name": "montse"}, follow=True)
    assert found.status_code == 200 and "Nobody" in found.content.decode()


def test_whoever_referred_reads_nothing_more(montse_works_here, client):
    cast = montse_works_here
    assert not may(cast.rosa, Can.SEE_OWN_REFERRAL, cast.journey)
    client.force_login(cast.rosa)
    assert "Montse" not in client.get("/referrals/").content.decode()


def test_the_two_walk_on_and_the_door_closes_with_the_road(montse_works_here):
    cast = montse_works_here
    assert may(cast.pau, Can.SEE_JOURNEY, cast.journey)
    Journey.objects.filter(pk=cast.journey.pk).update(stage="closed", ended_on=TODAY - timedelta(days=1))
    assert not may(cast.pau, Can.SEE_JOURNEY, cast.journey)


def test_what_is_ones_own_stays_ones_own(montse_works_here):
    cast = montse_works_here
    assert may(cast.montse, Can.SEE_JOURNEY, cast.journey)
    join(cast.montse, cast.programme, Role.COORDINATOR)
    assert not may(cast.montse, Can.OFFER, cast.journey)


@pytest.mark.parametrize("starts, ends, is_closed", [(1, None, False), (-9, -1, False), (0, None, True), (-9, 0, True)])
def test_a_reader_is_a_colleague_from_their_first_day_to_their_last(road, starts, ends, is_closed):  # noqa: F811
    """Carme, who coordinates here, is something else where Montse works."""
    join(road.montse, road.elsewhere, Role.EVALUATOR)
    Membership.objects.create(
        user=road.carme,
        programme=road.elsewhere,
        role=Role.SUPERVISOR,
        starts_on=TODAY + timedelta(days=starts),
        ends_on=None if ends is None else TODAY + timedelta(days=ends),
    )
    assert may(road.carme, Can.SEE_PLACE_ON_DESK, road.journey) != is_closed


def test_working_elsewhere_or_no_longer_changes_nothing(road):  # noqa: F811
    join(road.montse, road.elsewhere, Role.EVALUATOR)
    assert may(road.carme, Can.SEE_PLACE_ON_DESK, road.journey)
    join(road.montse, road.programme, Role.EVALUATOR)
    assert not may(road.carme, Can.SEE_PLACE_ON_DESK, road.journey)
    Membership.objects.filter(user=road.montse, programme=road.programme).delete()
    assert may(road.carme, Can.SEE_PLACE_ON_DESK, road.journey)


LISTS = ["/desk/{}/", "/desk/{}/?group=road", "/supervision/{}/", "/evaluation/{}/"]
OF_ONES_OWN = ["/referrals/", "/today/", "/glass/", "/my/", "/my/who-looked/", "/set-up/retention/"]


@pytest.mark.parametrize("who", ["rosa", "carme", "silvia", "edu", "nil", "oriol", "olga"])
def test_no_list_search_or_figure_of_a_colleague_shows_that_they_receive_support(montse_works_here, client, who):
    cast = montse_works_here
    client.force_login(getattr(cast, who))
    for place in [*(place.format(cast.programme.pk) for place in LISTS), *OF_ONES_OWN]:
        page = client.get(place, follow=True).content.decode()
        assert "Montse" not in page and str(cast.journey.pk) not in page, place


def test_what_leaves_the_installation_for_an_evaluation_does_not_name_them(montse_works_here, tmp_path):
    walk_with(montse_works_here, [someone() for _one in range(9)])
    call_command("publish")
    told = io.StringIO()
    call_command("evaluate", "nou-barris", html=str(tmp_path / "r.html"), data=str(tmp_path), stdout=told)
    written = told.getvalue() + "".join(file.read_text() for file in tmp_path.iterdir())
    person = montse_works_here.person
    assert not [each for each in ("Montse", person.code, str(person.pk)) if each in written]
