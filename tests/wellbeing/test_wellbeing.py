"""What a peer supporter writes of how they are is theirs; one person reads what they share, until it is taken back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.journeys.on_the_road import statements
from tests.tabs import Tab, filled, text_of
from wayfellow.access.guard import Refused
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions as journeys
from wayfellow.people.models import Membership, User
from wayfellow.ui.days import months_later
from wayfellow.wellbeing import actions
from wayfellow.wellbeing.models import CheckIn, OwnPage, Shared
from wayfellow.wellbeing.moments import month_reached
from wayfellow.workforce.actions import reflect
from wayfellow.workforce.models import Belonging, Peer, Reflection

TODAY = timezone.localdate()


def at(name, record):
    return reverse(f"wellbeing:{name}", args=[record.pk])


def signed_in(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def hard_day(cast):
    said = {"energy": "little", "stays": "A hard day", "for_myself": "A walk"}
    return actions.check_in(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, said=said)


def share(cast, kept, whom, kind="whole", extract=""):
    shared = {"with_whom": whom, "kind": kind, "extract": extract}
    return actions.share_check_in(kept, by=cast.pau, id=uuid4(), on=TODAY, shared=shared)


def test_a_check_in_is_written_changed_and_deleted(cast, client):
    pau = signed_in(client, cast.pau)
    assert Tab(pau, at("check_in", cast.peer)).send(energy="little", stays="A hard day").url == reverse(
        "wellbeing:mine"
    )
    kept = CheckIn.objects.get()
    assert "A hard day" in text_of(pau.get("/today/how-i-am/"))
    Tab(pau, at("change_check_in", kept)).send(stays="A hard day, and a good evening")
    page = text_of(pau.get("/today/how-i-am/"))
    assert "a good evening" in page and "Little" in page
    Tab(pau, at("let_check_in_go", kept)).send()
    assert not CheckIn.objects.exists()


def test_one_answer_is_enough_and_none_is_none(cast, client):
    pau = signed_in(client, cast.pau)
    answer = Tab(pau, at("check_in", cast.peer)).send()
    assert answer.status_code == 422 and "at least one question" in text_of(answer)
    assert Tab(pau, at("check_in", cast.peer)).send(meaning="yes").status_code == 302


def test_the_page_of_ones_own_begins_with_strengths(cast, client):
    pau = signed_in(client, cast.pau)
    Tab(pau, at("own_page", cast.peer)).send(strengths="I listen well", signs="I stop calling friends", whom="Adam")
    page = text_of(pau.get("/today/how-i-am/"))
    assert page.index("I listen well") < page.index("I stop calling friends") < page.index("Adam")
    one, other = (Tab(pau, at("own_page", cast.peer)) for _tab in range(2))
    one.send(helps="Music")
    answer = other.send(helps="Sleep")
    assert answer.status_code == 422 and "Music" in text_of(answer)


def test_all_of_it_is_sealed_with_the_peer_supporters_key(cast, hard_day):
    share(cast, hard_day, cast.silvia, "extract", "Only this")
    actions.keep_own_page(cast.peer, by=cast.pau, edit_token=None, said={"helps": "Music"})
    assert CheckIn.objects.get().sealing_key() == Peer.objects.get(pk=cast.peer.pk).key
    for model, column, words in [(CheckIn, "said", b"hard"), (OwnPage, "said", b"Music"), (Shared, "extract", b"this")]:
        sealed = bytes(model.objects.values_list(column, flat=True).get())
        assert sealed and words not in sealed
    assert b"extract" not in bytes(Shared.objects.values_list("kind", flat=True).get())


@pytest.mark.parametrize("who", ["silvia", "carme", "nil", "edu", "montse", "rosa", "olga"])
def test_nobody_else_opens_any_of_it(cast, hard_day, client, who):
    reader = signed_in(client, getattr(cast, who))
    for name in ["change_check_in", "share_check_in", "let_check_in_go"]:
        assert reader.get(at(name, hard_day)).status_code == 404
    assert reader.get(at("own_page", cast.peer)).status_code == 404
    assert "A hard day" not in text_of(reader.get("/shared-with-me/"))


def test_a_hard_day_is_shared_with_one_person_and_taken_back(cast, hard_day, client):
    pau = signed_in(client, cast.pau)
    assert filled(pau, at("share_check_in", hard_day), kind="whole", with_whom=cast.silvia.pk).status_code == 302
    shared = Shared.objects.get()
    silvia = signed_in(client, cast.silvia)
    assert "A peer supporter shared something with you" in text_of(silvia.get("/news/"))
    assert "A hard day" in text_of(silvia.get(at("shared", shared)))
    assert "Pau" in text_of(silvia.get("/shared-with-me/"))
    pau = signed_in(client, cast.pau)
    assert "With Sílvia" in text_of(pau.get("/today/how-i-am/"))
    Tab(pau, at("take_back", shared)).send()
    silvia = signed_in(client, cast.silvia)
    assert silvia.get(at("shared", shared)).status_code == 404
    assert "Pau" not in text_of(silvia.get("/shared-with-me/"))
    assert "shared something" not in text_of(silvia.get("/news/?show=all"))
    assert not Shared.objects.exists()


def test_an_extract_shows_that_and_no_more(cast, hard_day, client):
    pau = signed_in(client, cast.pau)
    tab = Tab(pau, at("share_check_in", hard_day))
    assert "A walk" in tab.filled_in["extract"]
    tab.send(kind="extract", extract="It was hard", with_whom=cast.carme.pk)
    page = text_of(signed_in(client, cast.carme).get(at("shared", Shared.objects.get())))
    assert "It was hard" in page and "A walk" not in page


def test_what_is_deleted_is_shared_no_more(cast, hard_day):
    share(cast, hard_day, cast.silvia)
    actions.let_check_in_go(hard_day, by=cast.pau, edit_token=None)
    assert not Shared.objects.exists()


def test_a_reflection_is_shared_the_same_way(cast, client):
    reflect(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, words="What stays with me")
    pau = signed_in(client, cast.pau)
    place = at("share_reflection", Reflection.objects.get())
    assert place in pau.get("/today/reflections/").content.decode()
    assert filled(pau, place, kind="whole", with_whom=cast.silvia.pk).status_code == 302
    assert "What stays with me" in text_of(signed_in(client, cast.silvia).get(at("shared", Shared.objects.get())))


@pytest.mark.parametrize("kind, said", [("soon", "with you soon"), ("today", "with you today")])
def test_only_that_one_would_like_to_talk(cast, client, kind, said):
    pau = signed_in(client, cast.pau)
    assert filled(pau, at("talk", cast.peer), kind=kind, with_whom=cast.carme.pk).status_code == 302
    carme = signed_in(client, cast.carme)
    assert "A peer supporter would like to talk with you." in text_of(carme.get("/news/"))
    assert said in text_of(carme.get(at("shared", Shared.objects.get())))


def test_it_is_shared_only_with_those_who_work_there(cast, hard_day, client):
    adam = User.objects.create_user("adam@demo.example", name="Adam")
    Peer.objects.create(user=adam, employer=cast.federation).programmes.add(cast.programme)
    page = text_of(signed_in(client, cast.pau).get(at("share_check_in", hard_day)))
    assert all(name in page for name in ["Adam", "Carme", "Sílvia"])
    assert not any(name in page for name in ["Rosa", "Edu", "Nil", "Olga", "Montse"])
    for somebody in [cast.rosa, cast.pau, cast.olga]:
        with pytest.raises(Refused, match="do not work here"):
            share(cast, hard_day, somebody)
    assert share(cast, hard_day, adam).told_on == "today"
    assert share(cast, hard_day, cast.carme).told_on == "desk"


def test_whoever_leaves_the_programme_reads_it_no_more(cast, hard_day, client):
    shared = share(cast, hard_day, cast.silvia)
    join(cast.silvia, cast.elsewhere, Role.SUPERVISOR)
    silvia = signed_in(client, cast.silvia)
    assert silvia.get(at("shared", shared)).status_code == 200
    Membership.objects.filter(user=cast.silvia, programme=cast.programme).update(ends_on=TODAY - timedelta(days=1))
    assert silvia.get(at("shared", shared)).status_code == 404


def test_the_journal_does_not_say_with_whom(cast, hard_day):
    share(cast, hard_day, cast.silvia, "extract", "Only this")
    line = Entry.objects.get(deed="check_in.share")
    assert str(cast.silvia.pk) not in str(line.said()) and "extract" not in str(line.said())


class TestTheOffer:
    @pytest.mark.parametrize(
        "begun, months, day",
        [
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2026, 1, 15), 4, date(2026, 5, 15)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2026, 11, 30), 4, date(2027, 3, 30)),
        ],
    )
    def test_months_are_counted_as_people_count_them(self, begun, months, day):
        assert months_later(begun, months) == day
        assert month_reached(begun, day) == (months, day)
        assert month_reached(begun, day - timedelta(days=1)) is None
        assert month_reached(begun, day + timedelta(days=20)) == (months, day)
        assert month_reached(begun, day + timedelta(days=21)) is None

    @pytest.fixture
    def four_months(self, cast):
        begun = TODAY - timedelta(days=125)
        Belonging.objects.filter(peer=cast.peer).update(since=begun)
        return cast

    def test_stands_on_the_day_until_it_is_answered(self, four_months, client):
        pau = signed_in(client, four_months.pau)
        assert "for 4 months" in text_of(pau.get("/today/"))
        Tab(pau, at("check_in", four_months.peer)).send(meaning="yes")
        assert "for 4 months" not in text_of(pau.get("/today/"))

    def test_is_set_aside_without_a_reason(self, four_months, client):
        pau = signed_in(client, four_months.pau)
        assert Tab(pau, at("not_now", four_months.peer)).send().url == "/today/"
        assert "for 4 months" not in text_of(pau.get("/today/"))

    def test_asks_the_database_nothing(self, four_months, client):
        pau = signed_in(client, four_months.pau)
        pau.get("/today/")
        with statements() as offered:
            pau.get("/today/")
        Belonging.objects.filter(peer=four_months.peer).update(since=None)
        with statements() as quiet:
            pau.get("/today/")
        assert len(offered) == len(quiet)

    def test_stands_after_an_ending_that_nobody_planned(self, cast, client):
        journey = story.set_out(cast, on=TODAY - timedelta(days=60))
        story.walk(cast, journey, [TODAY - timedelta(days=50)])
        pau, said = signed_in(client, cast.pau), "An ending that nobody planned"
        assert said not in text_of(pau.get("/today/"))
        journeys.end_unplanned(journey, by=cast.pau, on=TODAY, way="moved", how_to_come_back="")
        assert said in text_of(pau.get("/today/"))
        Tab(pau, at("not_now", cast.peer)).send()
        assert said not in text_of(pau.get("/today/"))

    def test_stands_after_a_day_of_many_meetings_and_not_again_that_week(self, cast, client):
        journey, yesterday = story.set_out(cast, on=TODAY - timedelta(days=60)), TODAY - timedelta(days=1)
        pau, said = signed_in(client, cast.pau), "You had many meetings on"
        story.walk(cast, journey, [yesterday] * 3 + [TODAY] * 2)
        assert said not in text_of(pau.get("/today/"))
        story.walk(cast, journey, [yesterday])
        assert said in text_of(pau.get("/today/"))
        Tab(pau, at("not_now", cast.peer)).send()
        story.walk(cast, journey, [TODAY] * 2)
        assert said not in text_of(pau.get("/today/"))

    @pytest.mark.parametrize("answer", [{"energy": "none"}, {"load": "too_much"}])
    def test_to_talk_stands_where_they_say_themself_that_it_is_too_much(self, cast, client, answer):
        pau, said = signed_in(client, cast.pau), "You do not have to carry it alone"
        Tab(pau, at("check_in", cast.peer)).send(energy="little", load="much")
        assert said not in text_of(pau.get("/today/how-i-am/"))
        after = Tab(pau, at("check_in", cast.peer)).send(**answer).url
        assert said in text_of(pau.get(after))
        CheckIn.objects.update(on=TODAY - timedelta(days=3))
        assert said not in text_of(pau.get(after))
