"""Nobody is proposed to someone they work with, here or elsewhere, and nobody is told why (I5)."""

import pytest
from django.utils import timezone

from tests.deeds import Can
from tests.tabs import Tab, text_of
from wayfellow.access.guard import deeds_of, may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journeys import actions

TODAY = timezone.localdate()


@pytest.fixture
def works_with_pau_elsewhere(cast):
    """Montse is asked about support here, and evaluates another programme, to which Pau belongs, too."""
    cast.journey = story.propose(cast, on=TODAY)
    story.say_yes(cast, cast.journey, on=TODAY)
    join(cast.montse, cast.elsewhere, Role.EVALUATOR)
    return cast


@pytest.mark.parametrize("as_what", ["peer supporter", "coordinator"])
def test_a_colleague_from_elsewhere_is_not_proposed_and_nobody_is_told_why(works_with_pau_elsewhere, client, as_what):
    installation = works_with_pau_elsewhere
    client.force_login(installation.carme)
    place = f"/desk/journeys/{installation.journey.pk}/offer/"
    assert "Pau" in client.get(place).content.decode()
    if as_what == "peer supporter":
        installation.peer.programmes.add(installation.elsewhere)
    else:
        join(installation.pau, installation.elsewhere, Role.COORDINATOR)
    assert "Pau" not in client.get(place).content.decode()
    answer = Tab(client, place).send(peer=str(installation.peer.pk))
    assert answer.status_code == 422
    assert not {"colleague", "work", "know"} & set(text_of(answer).lower().split())


def test_a_colleague_who_was_asked_before_reads_no_referral(works_with_pau_elsewhere, client):
    installation = works_with_pau_elsewhere
    actions.offer(installation.journey, by=installation.carme, peer=installation.peer, on=TODAY)
    assert may(installation.pau, Can.SEE_REFERRAL, installation.journey)
    installation.peer.programmes.add(installation.elsewhere)
    assert deeds_of(installation.pau, installation.journey) == set()
    client.force_login(installation.pau)
    assert "Montse" not in text_of(client.get("/today/"))
