"""The quick way out stands where somebody reads of themself, and on pages for anyone; not where others work."""

from django.urls import reverse

from tests.tabs import page_of
from wayfellow.demo import story


def has_exit(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return page_of(answer).select_one("a.exit") is not None


def test_it_stands_where_a_person_reads_of_themself_and_where_anyone_can_look(cast, client, today):
    journey = story.set_out(cast, on=today)
    assert has_exit(client, "/understand/") and has_exit(client, "/help-now/")
    client.force_login(cast.montse)
    assert has_exit(client, "/my/") and has_exit(client, reverse("journeys:journey", args=[journey.pk]))


def test_who_works_here_has_none_in_the_way(cast, client, today):
    journey = story.set_out(cast, on=today)
    client.force_login(cast.pau)
    assert not has_exit(client, reverse("journeys:journey", args=[journey.pk])) and not has_exit(client, "/today/")
    client.force_login(cast.carme)
    assert not has_exit(client, "/news/") and not has_exit(client, reverse("journeys:desk_journey", args=[journey.pk]))
