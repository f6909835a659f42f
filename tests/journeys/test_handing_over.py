"""Whoever referred people leaves: a colleague takes over, or the coordinators see that somebody is to (I4)."""

import io
import zipfile
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests.deeds import Can
from tests.journal.opened import said
from tests.journeys.on_the_road import page, send, words_of
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.directory.models import Team
from wayfellow.journal.models import Entry
from wayfellow.journeys.models import Objective
from wayfellow.people.models import Membership, User

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def team(cast):
    """Rosa referred Montse, and somebody whose road is over; Ona and Ivet refer, too, and Ona is of Rosa's team."""
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=9))
    cast.over = story.set_out(cast, on=TODAY - timedelta(days=9), person={"name": "Nuria", "language": "ca"})
    type(cast.over).objects.filter(pk=cast.over.pk).update(stage="left", ended_on=YESTERDAY)
    cast.team = Team.objects.create(organisation=cast.provider, name="Example team")
    cast.rosas = cast.rosa.memberships.get()
    cast.rosas.team = cast.team
    cast.rosas.save()
    for name, of in [("ivet", None), ("ona", cast.team)]:
        user = User.objects.create_user(f"{name}@clinic.example", name=name.title())
        setattr(cast, name, user)
        refers = {"programme": cast.programme, "role": Role.REFERRER, "team": of, "starts_on": YESTERDAY}
        setattr(cast, f"{name}s", Membership.objects.create(user=user, **refers))
    return cast


def ending(team):
    return reverse("journeys:end_membership", args=[team.rosas.pk])


def test_whoever_ends_it_chooses_among_those_who_refer_the_own_team_first_and_sees_no_person(team, nil):
    tab = Tab(nil, ending(team))
    labels = [label.get_text(" ", strip=True) for label in page_of(tab.answer).select("label:has(input[type=radio])")]
    assert labels == ["Nobody yet: the coordinators see it, and choose", "Ona · Example team", "Ivet"]
    assert "Montse" not in text_of(tab.answer)


def test_the_colleague_takes_over_who_goes_on_and_the_person_reads_it(team, nil, client):
    Tab(nil, ending(team)).send(to=team.onas.pk)
    assert may(team.ona, Can.SEE_OWN_REFERRAL, team.journey) and may(team.ona, Can.SEE_REACH, team.person)
    assert not may(team.rosa, Can.SEE_OWN_REFERRAL, team.journey) and not may(team.rosa, Can.SEE_REACH, team.person)
    assert not may(team.ona, Can.SEE_OWN_REFERRAL, team.over)
    line = Entry.objects.get(deed=Can.CHANGE_REFERRER)
    assert (line.person, line.actor, said(line)) == (team.person.pk, team.nil, {"to": str(team.onas.pk)})
    client.force_login(team.montse)
    told = text_of(client.get(reverse("home:who_looked")))
    assert "Had a colleague take over from the professional who referred you" in told


def test_sent_twice_it_is_handed_over_once(team, nil):
    tab = Tab(nil, ending(team))
    assert {tab.send(to=team.onas.pk).url for _tap in range(2)} == {reverse("people:members", args=[team.programme.pk])}
    assert Entry.objects.filter(deed=Can.CHANGE_REFERRER).count() == 1


def test_where_nobody_was_chosen_the_coordinators_see_it_and_choose(team, nil, client):
    Tab(nil, ending(team)).send(to="")
    client.force_login(team.carme)
    desk = text_of(client.get(reverse("home:desk", args=[team.programme.pk]), {"group": "yours"}))
    assert "Montse" in desk and "choose who takes over" in desk and "Nuria" not in desk
    assert "Choose who takes over from Rosa" in words_of(page(client, "desk_journey", team.journey))
    assert send(client, "change_referrer", team.journey, to=team.ivets.pk).status_code == 302
    assert may(team.ivet, Can.SEE_OWN_REFERRAL, team.journey)
    assert "Choose who takes over" not in words_of(page(client, "desk_journey", team.journey))


def test_several_are_handed_over_at_once_each_told_of_it(team, nil, client):
    other = story.propose(team, on=YESTERDAY, person={"name": "Biel", "language": "ca"})
    third = story.propose(team, on=YESTERDAY, person={"name": "Joana", "language": "ca"})
    Tab(nil, ending(team)).send(to="")
    client.force_login(team.carme)
    desk = client.get(reverse("home:desk", args=[team.programme.pk]), {"group": "yours"})
    place = reverse("journeys:hand_over_several", args=[team.programme.pk])
    assert place in [link["href"] for link in page_of(desk).main.select("a[href]")]
    tab = Tab(client, place)
    assert "Biel, referred by Rosa" in text_of(tab.answer) and "Nuria" not in text_of(tab.answer)
    assert tab.send(to=team.ivets.pk).status_code == 422, "nobody is ticked"
    taps = [tab.send(journeys=[other.pk, team.journey.pk], to=team.ivets.pk) for _tap in range(2)]
    assert {tap.status_code for tap in taps} == {302}
    assert may(team.ivet, Can.SEE_OWN_REFERRAL, other) and may(team.ivet, Can.SEE_OWN_REFERRAL, team.journey)
    assert not may(team.ivet, Can.SEE_OWN_REFERRAL, third)
    assert Entry.objects.filter(deed=Can.CHANGE_REFERRER, person=team.person.pk).count() == 1


def test_who_refers_no_more_or_elsewhere_cannot_take_over(team, nil):
    Membership.objects.filter(pk=team.onas.pk).update(ends_on=YESTERDAY)
    assert Tab(nil, ending(team)).send(to=team.onas.pk).status_code == 422
    assert Tab(nil, ending(team)).send(to=team.olga.memberships.get(role=Role.REFERRER).pk).status_code == 422
    assert may(team.rosa, Can.SEE_OWN_REFERRAL, team.journey)


def test_while_whoever_referred_is_there_nobody_takes_their_place(team, client):
    client.force_login(team.carme)
    assert send(client, "change_referrer", team.journey, to=team.ivets.pk).status_code == 404


def test_where_nobody_else_refers_the_page_says_what_to_do(team, nil, client):
    Tab(nil, ending(team)).send(to="")
    Membership.objects.filter(pk__in=[team.onas.pk, team.ivets.pk]).update(ends_on=YESTERDAY)
    client.force_login(team.carme)
    assert "Invite somebody first" in words_of(page(client, "change_referrer", team.journey))
    assert send(client, "change_referrer", team.journey).status_code == 422


def test_where_nobody_was_referred_nothing_is_asked(team, nil):
    supervises = team.silvia.memberships.get()
    tab = Tab(nil, reverse("journeys:end_membership", args=[supervises.pk]))
    assert not page_of(tab.answer).select("input[name=to]")
    assert tab.send().status_code == 302


@pytest.fixture
def handed_over(team, nil):
    """Rosa wrote why, and wanted to introduce the two; Ona took over."""
    type(team.journey).objects.filter(pk=team.journey.pk).update(will_introduce=True)
    Objective.objects.create(journey=team.journey, dimension="hope", professional_view="A steady start", position=9)
    Tab(nil, ending(team)).send(to=team.onas.pk)
    return team


def test_what_was_written_stays_with_whoever_wrote_it(handed_over, client):
    client.force_login(handed_over.ona)
    read = words_of(page(client, "referral", handed_over.journey))
    assert "What Rosa wrote" in read and "You took over from Rosa" in read and "You wanted" not in read
    client.force_login(handed_over.carme)
    desk = words_of(page(client, "desk_journey", handed_over.journey))
    assert "Proposed by Rosa" in desk and "Taken over by Ona" in desk and "introduce them" not in desk
    assert "Rosa A steady start" in desk


def test_the_person_reads_who_took_over_and_who_wrote(handed_over, client):
    client.force_login(handed_over.montse)
    read = text_of(client.get(reverse("journeys:where_i_stand")))
    assert "What Ona, who took over from Rosa, reads" in read and "the referral that Rosa wrote" in read
    assert "Written by Rosa" in words_of(page(client, "my_referral", handed_over.journey))
    with zipfile.ZipFile(io.BytesIO(client.get(reverse("keeping:everything_in_files")).content)) as files:
        kept = BeautifulSoup(files.read("everything.html"), "html.parser").get_text(" ", strip=True)
    assert "Qui ho va escriure Rosa" in kept and "Ha pres el relleu Ona" in kept


def test_as_long_as_nobody_took_over_the_person_reads_that_nobody_reads(team, nil, client):
    Tab(nil, ending(team)).send(to="")
    client.force_login(team.montse)
    read = text_of(client.get(reverse("journeys:where_i_stand")))
    assert "Rosa, who referred you, does not work there any more" in read and "What Rosa" not in read


def test_handed_over_once_more_it_is_still_of_whoever_wrote_it(handed_over, nil):
    Tab(nil, reverse("journeys:end_membership", args=[handed_over.onas.pk])).send(to=handed_over.ivets.pk)
    journey = type(handed_over.journey).objects.get(pk=handed_over.journey.pk)
    assert (journey.proposed_by, journey.referrer) == (handed_over.rosa, handed_over.ivet)
