"""What an operator settles about a peer supporter."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from tests.deeds import Can
from tests.tabs import filled
from wayfellow.access.guard import may
from wayfellow.demo import story
from wayfellow.invitations.actions import invite_member, take_up
from wayfellow.journeys.queries.asking import who_can_be_asked
from wayfellow.people.queries import works_here
from wayfellow.workforce.queries import peers_of

TODAY = timezone.localdate()


def test_where_they_meet_people_and_for_how_many_there_is_room(nil, cast):
    page = nil.get(f"/set-up/programmes/{cast.programme.pk}/peers/").content.decode()
    assert "Pau" in page and "Federació Veus" in page
    cast.peer.languages = ["ca", "es", "ar"]
    cast.peer.save()
    place = f"/set-up/peers/{cast.peer.pk}/"
    answer = filled(nil, place, employer=cast.provider.pk, languages=["en"], places="4", sites=[cast.sites[1].pk])
    assert answer.url == f"/set-up/programmes/{cast.programme.pk}/peers/"
    cast.peer.refresh_from_db()
    assert (cast.peer.employer, cast.peer.places) == (cast.provider, 4)
    assert cast.peer.languages == ["en", "ar"]  # a language this installation does not speak is not lost
    assert list(cast.peer.sites.all()) == [cast.sites[1]]


def test_who_walks_with_somebody_does_not_end_and_then_is_asked_no_more(nil, cast):
    journey = story.set_out(cast, on=TODAY - timedelta(days=90))
    place = f"/set-up/peers/{cast.peer.pk}/"
    answer = filled(nil, place, ends_on=TODAY.isoformat())
    assert (
        answer.status_code == 422
        and ("They have journeys with people now. These must end first, or continue with someone else: see the desk.")
        in answer.content.decode()
    )
    story.close(cast, journey, on=TODAY)
    yesterday = TODAY - timedelta(days=1)
    assert may(cast.pau, Can.SEE_JOURNEY, journey)
    assert filled(nil, place, ends_on=yesterday.isoformat()).status_code == 302
    assert not may(cast.pau, Can.SEE_JOURNEY, journey)
    another = story.propose(cast, on=TODAY, person={"name": "Nuria", "language": "ca"})
    assert cast.peer not in who_can_be_asked(another)


def test_a_part_in_one_programme_ends_while_they_go_on_in_another(nil, cast):
    cast.peer.programmes.add(cast.elsewhere)
    journey = story.set_out(cast, on=TODAY - timedelta(days=90))
    place, here, yesterday = f"/set-up/peers/{cast.peer.pk}/", f"ends_{cast.programme.pk}", TODAY - timedelta(days=1)
    answer = filled(nil, place, **{here: TODAY.isoformat()})
    assert (
        answer.status_code == 422
        and ("They have journeys with people now. These must end first, or continue with someone else: see the desk.")
        in answer.content.decode()
    )
    story.close(cast, journey, on=TODAY)
    assert may(cast.pau, Can.SEE_JOURNEY, journey)
    assert filled(nil, place, **{here: yesterday.isoformat()}).status_code == 302
    assert not may(cast.pau, Can.SEE_JOURNEY, journey)
    assert [cast.peer in peers_of(each) for each in [cast.programme, cast.elsewhere]] == [False, True]
    lists = [f"/set-up/programmes/{each.pk}/peers/" for each in [cast.programme, cast.elsewhere]]
    assert ["Until" in nil.get(each).content.decode() for each in lists] == [True, False]
    assert works_here(cast.pau)


def test_who_comes_back_by_an_invitation_is_there_again(cast):
    cast.peer.belongings.update(ends_on=TODAY - timedelta(days=1))
    assert not works_here(cast.pau)
    said = {"role": "peer", "employer": cast.federation, "name": "Pau", "email": "pau@demo.example", "language": "ca"}
    code = invite_member(cast.programme, by=cast.carme, id=uuid4(), on=TODAY, days=14, **said).fresh
    take_up(cast.pau, by=cast.pau, code=code, on=TODAY)
    assert works_here(cast.pau) and cast.peer in peers_of(cast.programme)


def test_the_list_costs_the_same_however_many(nil, cast, django_assert_num_queries):
    place = f"/set-up/programmes/{cast.programme.pk}/peers/"
    nil.get(place)
    with django_assert_num_queries(5):  # the session, the programme, how many, one page, their sites
        nil.get(place)
