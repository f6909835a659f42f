"""The pages of learning ask the database as often, however much there is to show."""

import pytest

from tests.journeys.on_the_road import statements
from tests.learning.learning import another_peer, asked, certified, course_of, logged, module_of, takes, talked

PAGES = {"/learning/": 8, "/learning/log/": 6, "/learning/passport/": 4}


def fill(cast, module, others):
    for name in others:
        other = another_peer(cast, name)
        course = course_of(cast, module, places=2)
        for user in [other, cast.pau]:
            takes(user, course)
        asked(other, module_of(cast, name))
        talked(asked(cast.pau, module_of(cast, f"{name} again")), by=cast.silvia)
        logged(cast, cast.pau)
        certified(cast, cast.pau)


def counted_of(cast, client, user, address):
    """Return how often a page asks, with a little to show and with a lot."""
    module, counted = module_of(cast), []
    client.force_login(user)
    for others in [["Adam"], ["Berta", "Claudi", "Dolors"]]:
        fill(cast, module, others)
        client.get(address)
        with statements() as asked_of_it:
            assert client.get(address).status_code == 200
        counted.append(len(asked_of_it))
    return counted


@pytest.mark.parametrize("page, number", PAGES.items())
def test_more_to_show_of_ones_own_is_no_more_to_ask(cast, client, page, number):
    assert counted_of(cast, client, cast.pau, page) == [number, number]


def test_nor_of_a_programme(cast, client):
    assert counted_of(cast, client, cast.carme, f"/learning/{cast.programme.pk}/") == [11, 11]  # one for whose it was
