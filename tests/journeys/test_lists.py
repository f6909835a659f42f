"""Long lists: narrowed, sorted, found by name, remembered, passed on, and taken along, with no name in an address."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.deeds import Can
from tests.journeys.test_desk import ago, busy, desk_of, names, read, someone, tabs  # noqa: F401  # the same desk
from tests.tabs import filled_in, page_of, text_of
from wayfellow.access.guard import may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.directory.models import Team
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.people.models import Membership, User

TODAY = timezone.localdate()


# The desk


def asking(cast, client, **asked):
    client.force_login(cast.carme)
    return page_of(client.get(desk_of(cast), {"shown": 1, **asked}))


def test_a_desk_is_narrowed_by_what_is_known_of_its_journeys(busy, client):  # noqa: F811
    busy.waiting.person.language = "es"
    busy.waiting.person.save()
    assert names(asking(busy, client, peer=busy.peer.pk)) == ["Joana", "Núria"]
    assert names(asking(busy, client, language="es")) == ["Montse"]
    assert names(asking(busy, client, waiting=14)) == ["Òscar"]
    assert names(asking(busy, client, source=busy.walking.source_id, waiting=7)) == ["Òscar", "Montse"]
    page = asking(busy, client, peer=busy.peer.pk, waiting=7)
    assert names(page) == [] and "Longer than 7 days" in page.main.text and "The list is filtered" in page.main.text


def test_the_tabs_count_what_the_desk_is_narrowed_to(busy, client):  # noqa: F811
    assert tabs(asking(busy, client, peer=busy.peer.pk))[:4] == [
        "Active (2)", "For you (0)", "Choosing (0)", "Matching (1)",
    ]  # fmt: skip


def test_a_desk_is_narrowed_to_those_whom_a_team_referred(busy, client):  # noqa: F811
    team = Team.objects.create(organisation=busy.provider, name="Example team")
    page = asking(busy, client, team=team.pk)
    assert names(page) == [] and "Example team" not in page.main.text, "a team of no member here has no name here"
    busy.rosa.memberships.update(team=team)
    page = asking(busy, client, team=team.pk)
    assert len(names(page)) == 4 and "Example team" in page.main.text


@pytest.mark.parametrize(
    "sort, order",
    [
        ("name", ["Joana", "Montse", "Núria", "Òscar"]),
        ("newest", ["Montse", "Joana", "Òscar", "Núria"]),
        ("waiting", ["Òscar", "Montse", "Joana", "Núria"]),
    ],
)
def test_a_desk_is_sorted(busy, client, sort, order):  # noqa: F811
    assert names(asking(busy, client, sort=sort)) == order


@pytest.mark.parametrize("wrong", ["site=x", "peer=1", "waiting=8", "language=xx", "sort=x&size=7", "source=-1"])
def test_what_is_typed_wrong_narrows_nothing(busy, client, wrong):  # noqa: F811
    client.force_login(busy.carme)
    assert len(names(page_of(client.get(f"{desk_of(busy)}?shown=1&{wrong}")))) == 4


def test_how_somebody_looks_at_a_desk_is_remembered_for_them_alone(busy, client):  # noqa: F811
    asking(busy, client, peer=busy.peer.pk)
    again = Client()
    assert names(read(again, busy.carme, desk_of(busy))) == ["Joana", "Núria"]
    page = read(again, busy.carme, desk_of(busy))
    everyone = page.find("a", string="Show everyone")["href"]
    assert len(names(read(again, busy.carme, everyone))) == 4
    assert len(names(read(again, busy.carme, desk_of(busy)))) == 4


def test_the_page_that_narrows_a_desk_asks_only_for_what_there_is(busy, client):  # noqa: F811
    form = read(client, busy.carme, reverse("journeys:narrow_desk", args=[busy.programme.pk])).main.form
    assert [field["name"] for field in form.select("select")] == ["waiting", "sort", "size"]
    busy.waiting.person.language = "es"
    busy.waiting.person.save()
    form = read(client, busy.carme, reverse("journeys:narrow_desk", args=[busy.programme.pk])).main.form
    assert "language" in [field["name"] for field in form.select("select")]
    assert form["method"] == "get" and form["action"] == desk_of(busy)


def test_a_name_goes_with_the_session_and_stands_in_no_address(busy, client):  # noqa: F811
    client.force_login(busy.carme)
    found = client.post(reverse("home:find_on_desk", args=[busy.programme.pk]), {"name": "nuria"}, follow=True)
    assert found.redirect_chain == [(desk_of(busy) + "?named=1", 302)] and names(page_of(found)) == ["Núria"]
    assert names(page_of(client.get(desk_of(busy) + "?named=1"))) == ["Núria"], "also when coming back"
    assert "nuria" not in str(dict(client.session))
    page = read(Client(), busy.carme, desk_of(busy) + "?named=1")
    assert names(page) == [] and "Please type the name again" in page.main.text


def test_a_name_is_found_whatever_the_desk_is_narrowed_to(busy, client):  # noqa: F811
    asking(busy, client, peer=busy.peer.pk)
    found = client.post(reverse("home:find_on_desk", args=[busy.programme.pk]), {"name": "mont"}, follow=True)
    assert names(page_of(found)) == ["Montse"]


# As a file


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_what_is_shown_of_a_desk_is_taken_along_and_each_person_reads_of_it(busy, client):  # noqa: F811
    form = asking(busy, client, peer=busy.peer.pk).select_one("form[action*='/list/']")
    answer = client.post(form["action"], {"kind": "csv"})
    assert [row[0] for row in rows_of(answer)] == ["Name", "Joana", "Núria"]
    assert "PRIVATE WORDS" not in answer.content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="list-{TODAY}.csv"'
    taken = Entry.objects.filter(deed=Can.TAKE_IN_LIST, actor=busy.carme).values_list("person", flat=True)
    assert set(taken) == {busy.asked.person_id, busy.walking.person_id}


def test_the_person_reads_that_their_name_was_saved_in_a_list(busy, client):  # noqa: F811
    client.force_login(busy.carme)
    client.post(reverse("journeys:take_desk", args=[busy.programme.pk]), {"kind": "xlsx"})
    client.force_login(busy.montse)
    assert "Saved a list that has your name on it as a file" in text_of(client.get(reverse("home:who_looked")))


def test_as_a_table_no_cell_is_a_formula(busy, client):  # noqa: F811
    busy.waiting.person.name = "=1+1"
    busy.waiting.person.save()
    client.force_login(busy.carme)
    answer = client.post(reverse("journeys:take_desk", args=[busy.programme.pk]) + "?group=choice", {"kind": "xlsx"})
    [header, row] = load_workbook(io.BytesIO(answer.content)).active.iter_rows()
    assert header[0].value == "Name" and row[0].value == "'=1+1" and row[0].data_type == "s"


# Referrals


@pytest.fixture
def rosa(cast, client):
    cast.journey = story.propose(cast, on=ago(40))
    story.propose(cast, on=ago(3), person=someone("Òscar") | {"language": "es"})
    client.force_login(cast.rosa)
    return client


def test_referrals_are_found_narrowed_and_sorted(rosa):
    place = reverse("journeys:referrals")
    assert names(page_of(rosa.get(place))) == ["Òscar", "Montse"]
    assert names(page_of(rosa.get(place, {"shown": 1, "sort": "name"}))) == ["Montse", "Òscar"]
    assert names(page_of(rosa.get(place, {"shown": 1, "language": "es"}))) == ["Òscar"]
    assert names(page_of(rosa.get(place))) == ["Òscar"], "remembered"
    assert names(page_of(rosa.post(reverse("journeys:find_referral"), {"name": "MONT"}, follow=True))) == ["Montse"]


def test_what_somebody_referred_is_taken_along_in_the_words_they_read(rosa, cast):
    answer = rosa.post(reverse("journeys:take_referrals"), {"kind": "csv"})
    assert [(row[0], row[3]) for row in rows_of(answer)[1:]] == [
        ("Òscar", "The person is considering it."),
        ("Montse", "Not at the moment."),
    ]
    assert Entry.objects.filter(deed=Can.TAKE_IN_LIST, person=cast.person.pk).count() == 1


def test_someone_referred_before_is_looked_for_and_not_listed(rosa, cast):
    story.say_yes(cast, cast.journey, on=TODAY)
    actions.end_unplanned(cast.journey, by=cast.carme, on=TODAY, way="moved", how_to_come_back="")
    new = reverse("journeys:refer", args=[cast.programme.pk])
    first = rosa.get(new)
    assert "Montse" not in text_of(first)
    typed = filled_in(first) | {"connectedness_words": "To sit in the square", "before": "mont", "find": "yes"}
    found = rosa.post(new, typed)
    assert "Montse, referred on" in text_of(found) and "Òscar" not in text_of(found)
    assert not page_of(found).select(".errors") and "To sit in the square" in text_of(found)
    assert cast.person.journeys.count() == 1
    sent = filled_in(found) | {"person": cast.person.pk, "language": "ca", "source": cast.programme.sources.first().pk}
    rosa.post(new, sent | {"site": cast.sites[0].pk})
    assert cast.person.journeys.count() == 2


def test_of_two_sources_with_one_name_the_filter_says_whose_each_is(rosa, cast):
    for programme in [cast.programme, cast.elsewhere]:
        programme.sources.create(code="here", names={"en": "Psychiatry here"}, position=9)
    Membership.objects.create(user=cast.rosa, programme=cast.elsewhere, role=Role.REFERRER, starts_on=ago(9))
    first = cast.programme.sources.get(code="here")
    cast.journey.source = first
    cast.journey.save()
    narrow = reverse("journeys:narrow_referrals")
    assert "Psychiatry here" in [option.text for option in page_of(rosa.get(narrow)).select("[name=source] option")]
    type(cast.journey).objects.exclude(pk=cast.journey.pk).update(
        source=cast.elsewhere.sources.get(code="here"), programme=cast.elsewhere
    )
    offered = [option.text for option in page_of(rosa.get(narrow)).select("[name=source] option")]
    assert offered[1:] == [f"Psychiatry here · {cast.programme}", f"Psychiatry here · {cast.elsewhere}"]
    shown = text_of(rosa.get(reverse("journeys:referrals"), {"shown": 1, "source": first.pk}))
    assert f"Psychiatry here · {cast.programme}" in shown and "Òscar" not in shown


# A team


@pytest.fixture
def team(rosa, cast):
    """Rosa referred Montse; Ona is of her team, and Ivet of another."""
    cast.team = Team.objects.create(organisation=cast.provider, name="Example team")
    other = Team.objects.create(organisation=cast.provider, name="Another team")
    cast.rosa.memberships.update(team=cast.team)
    for name, of in [("ona", cast.team), ("ivet", other)]:
        user = User.objects.create_user(f"{name}@clinic.example", name=name.title())
        setattr(cast, name, user)
        refers = {"programme": cast.programme, "role": Role.REFERRER, "team": of}
        Membership.objects.create(user=user, starts_on=ago(9), **refers)
    return cast


def share(cast):
    cast.programme.teams_share_referrals = True
    cast.programme.save()


def test_unless_the_programme_says_so_a_team_shares_nothing(team, client):
    assert not may(team.ona, Can.SEE_OWN_REFERRAL, team.journey)
    client.force_login(team.ona)
    assert names(page_of(client.get(reverse("journeys:referrals")))) == []


def test_where_the_programme_says_so_colleagues_of_the_team_see_and_nobody_else(team, client):
    share(team)
    client.force_login(team.ona)
    page = page_of(client.get(reverse("journeys:referrals")))
    assert names(page) == ["Òscar", "Montse"] and "Referred by Rosa" in page.main.text
    assert names(page_of(client.get(reverse("journeys:referrals"), {"shown": 1, "whose": "mine"}))) == []
    assert not may(team.ivet, Can.SEE_OWN_REFERRAL, team.journey)
    assert not may(team.ona, Can.RECORD_CHOICE, team.journey) and not may(team.ona, Can.SEE_REACH, team.person)
    answer = client.get(reverse("journeys:referral", args=[team.journey.pk]))
    assert "What Rosa wrote" in text_of(answer) and "Rosa, in your team, looks after this referral" in text_of(answer)
    for link in page_of(answer).main.select("a[href]"):
        assert client.get(link["href"]).status_code == 200, link


def test_a_colleague_takes_over_and_the_person_reads_it(team, client):
    share(team)
    client.force_login(team.ona)
    place = reverse("journeys:take_over_referral", args=[team.journey.pk])
    sent = filled_in(client.get(place))
    assert {client.post(place, sent).url for _tap in range(2)} == {reverse("journeys:referral", args=[team.journey.pk])}
    assert may(team.ona, Can.SEE_REACH, team.person) and not may(team.rosa, Can.SEE_REACH, team.person)
    assert may(team.rosa, Can.SEE_OWN_REFERRAL, team.journey), "as a colleague"
    client.force_login(team.montse)
    assert "Took over your referral from a colleague" in text_of(client.get(reverse("home:who_looked")))
    assert "Colleagues in their team can read the same" in text_of(client.get(reverse("journeys:where_i_stand")))
    assert "Rosa" in text_of(client.get(reverse("keeping:sharing")))


def test_a_colleague_who_no_longer_refers_sees_nothing(team):
    share(team)
    team.ona.memberships.update(ends_on=TODAY - timedelta(days=1))
    assert not may(team.ona, Can.SEE_OWN_REFERRAL, team.journey)
