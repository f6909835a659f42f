"""A group that decided for names ticks who came, on a phone or later from paper; each one reads what is about them."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, counted, keep_names, met, run_by
from tests.groups.test_sessions import first_choice
from tests.tabs import Tab, filled_in, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.choices.links import token_of
from wayfellow.drafts.models import Draft
from wayfellow.groups import actions
from wayfellow.groups.jobs import let_go
from wayfellow.groups.models import Attendance, Member, Session, Visitor
from wayfellow.journal.models import Entry
from wayfellow.vault.models import Key

NOBODY = {"members": [], "visitors": [], "others": 0, "new": None}


@pytest.fixture
def group(cast):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door="open")
    return keep_names(cast, run_by(cast, listing, cast.peer))


@pytest.fixture
def pau(cast, client):
    client.force_login(cast.pau)
    return client


def page(name, record):
    return reverse(f"groups:{name}", args=[record.pk])


def noted(cast, group, *, occurrence=None, **who):
    """Return the session of the latest day it met, with who came."""
    each = occurrence or met(group)[0]
    told = {"id": uuid.uuid4(), "today": timezone.localdate()} | NOBODY | who
    return actions.note_who_came(group, by=cast.pau, time=each.time, on=each.on, **told)


def numbers(session):
    session.refresh_from_db()
    return session.came, session.new


def test_twenty_people_are_ticks_on_one_page_and_the_numbers_follow(cast, group, pau):
    people = [str(asked_for_a_place(cast, group, f"Person {number:02}").pk) for number in range(20)]
    tab = Tab(pau, page("note_who_came", group))
    ticks = page_of(tab.answer).select("main [name=members]")
    assert [tick["value"] for tick in ticks] == people
    sent = tab.send(met=first_choice(tab), members=people[:18], visitors="Ona\n\n  Jan  ", others="1")
    assert sent.url == page("group", group)
    session = Session.objects.get()
    assert numbers(session) == (21, 20) and Attendance.objects.count() == 18
    assert sorted(visitor.name for visitor in Visitor.objects.select_related("key")) == ["Jan", "Ona"]
    assert "21 people came" in text_of(pau.get(sent.url))


def test_a_second_tap_notes_it_once(cast, group, pau):
    tab = Tab(pau, page("note_who_came", group))
    session = first_choice(tab)
    for _tap in range(2):
        answer = tab.send(met=session, visitors="Ona")
        assert answer.url == page("group", group)
    assert Session.objects.count() == Visitor.objects.count() == 1


def test_who_came_before_is_not_there_for_the_first_time(cast, group):
    laia = str(asked_for_a_place(cast, group, "Laia").pk)
    toni = str(asked_for_a_place(cast, group, "Toni").pk)
    latest, before = met(group)[:2]
    assert numbers(noted(cast, group, occurrence=before, members=[laia])) == (1, 1)
    assert numbers(noted(cast, group, occurrence=latest, members=[laia, toni], visitors=["Ona"])) == (3, 2)


def test_it_is_corrected_later_and_the_numbers_follow(cast, group, pau):
    laia, toni = (str(asked_for_a_place(cast, group, name).pk) for name in ["Laia", "Toni"])
    session = noted(cast, group, members=[laia], visitors=["Ona"], others=2)
    tab = Tab(pau, page("correct_who_came", session))
    assert tab.filled_in["visitors"] == "Ona" and tab.filled_in["others"] == "2"
    tab.send(members=[laia, toni], visitors="", others="2", new="")
    assert numbers(session) == (4, 2) and not Visitor.objects.exists()


def test_of_two_who_correct_at_once_the_second_sees_what_the_first_wrote(cast, group, pau):
    session = noted(cast, group, visitors=["Ona"])
    first, second = (Tab(pau, page("correct_who_came", session)) for _tab in range(2))
    first.send(visitors="Jan")
    answer = second.send(visitors="Nil")
    assert answer.status_code == 422 and "Jan" in text_of(answer)
    assert [visitor.name for visitor in Visitor.objects.select_related("key")] == ["Jan"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"new": "9"}, "These are more than came."),
        ({"visitors": "x" * 300}, "Please write one short name on each line."),
    ],
)
def test_what_does_not_fit_comes_back_with_what_was_typed(group, pau, typed, said):
    tab = Tab(pau, page("note_who_came", group))
    answer = tab.send(**{"met": first_choice(tab), "others": "3"} | typed)
    assert answer.status_code == 422 and said in text_of(answer)
    assert filled_in(answer)["others"] == "3" and not Session.objects.exists()


def test_a_sheet_of_paper_has_everyone_who_has_a_place(cast, group, pau):
    asked_for_a_place(cast, group, "Laia")
    said = text_of(pau.get(page("sheet", group)))
    assert "☐ Laia" in said and "Visitors" in said


def test_only_who_leads_the_group_reads_it_and_each_one_what_is_about_them(cast, group, client):
    told = {"name": "Laia", "reach": "", "listens_first": False}
    actions.ask_for_a_place(group.register, token=token_of("laia"), on=timezone.localdate(), **told)
    asked_for_a_place(cast, group, "Toni")
    session = noted(cast, group, members=[str(one.pk) for one in Member.objects.all()], visitors=["Ona"])
    pages = [page("note_who_came", group), page("sheet", group), page("correct_who_came", session)]
    for reader, answers in [(cast.pau, 200), (cast.carme, 404), (cast.silvia, 404), (cast.nil, 404), (cast.olga, 404)]:
        client.force_login(reader)
        assert {client.get(each).status_code for each in pages} == {answers}
    client.force_login(cast.carme)
    said = text_of(client.get(page("group", group)))
    assert "3 people came" in said and not [name for name in ["Laia", "Toni", "Ona"] if name in said]
    client.logout()
    own = text_of(client.get(f"/groups/place/{token_of('laia')}/"))
    assert "When I came" in own and "Toni" not in own and "Ona" not in own


def test_a_coordinator_does_not_change_the_numbers_of_names(cast, group):
    session = noted(cast, group, visitors=["Ona"])
    with pytest.raises(Refused, match="by name"):
        actions.correct_count(session, by=cast.carme, edit_token=None, came=9, new=0)


def test_who_leaves_takes_along_when_they_came_and_the_numbers_stay(cast, group):
    laia = asked_for_a_place(cast, group, "Laia")
    session = noted(cast, group, members=[str(laia.pk)])
    actions.let_member_go(laia, by=cast.pau, on=timezone.localdate())
    assert not Attendance.objects.exists() and numbers(session) == (1, 1)


def test_a_visitors_name_goes_after_eight_weeks(cast, group):
    noted(cast, group, visitors=["Ona"])
    key = Visitor.objects.get().key
    let_go.func()
    assert Visitor.objects.exists()
    Visitor.objects.update(on=timezone.localdate() - timedelta(weeks=9))
    let_go.func()
    key = Key.objects.get(pk=key.pk)
    assert not Visitor.objects.exists() and key.is_destroyed and Session.objects.exists()


def test_a_group_that_decides_for_numbers_forgets_who_came(cast, group):
    noted(cast, group, members=[str(asked_for_a_place(cast, group).pk)], visitors=["Ona"])
    told = {"on": timezone.localdate(), "edit_token": None, "keeps": False, "places": None, "anyway": True}
    actions.keep_register(group, by=cast.pau, **told)
    assert not Attendance.objects.exists() and not Visitor.objects.exists() and Session.objects.exists()


def test_a_group_that_keeps_numbers_can_note_nobody(cast, client):
    group = run_by(cast, publish(cast, "Example: Circle", at={}, times=[(1, "19:00", "20:30")]), cast.peer)
    session = counted(cast, group, came=3, new=0)
    client.force_login(cast.pau)
    assert client.get(page("sheet", group)).status_code == 404
    for address in [page("note_who_came", group), page("correct_who_came", session)]:
        assert client.get(address).status_code == 404
        assert client.post(address, {"visitors": "Ona"}).status_code == 404
    assert not Visitor.objects.exists() and not Draft.objects.exists() and numbers(session) == (3, 0)


def test_the_journal_does_not_say_who_came(cast, group):
    laia = asked_for_a_place(cast, group, "Laia")
    session = noted(cast, group, members=[str(laia.pk)], visitors=["Ona"])
    told = {"edit_token": None, "today": timezone.localdate()} | NOBODY
    actions.correct_who_came(session, by=cast.pau, **told)
    lines = Entry.objects.filter(deed__in=["group.tick_who_came", "session.correct_who_came"])
    said = repr([(line.facts, line.record_id, line.person) for line in lines])
    assert lines.count() == 2 and not [word for word in ["Laia", "Ona", str(laia.pk)] if word in said]


def test_that_everyone_would_be_forgotten_is_asked_about_once_more(cast, group, client):
    asked_for_a_place(cast, group, "Laia")
    client.force_login(cast.pau)
    tab = Tab(client, page("keep_register", group))
    answer = tab.send(keeps="numbers")
    assert answer.status_code == 422 and "They would be forgotten at once" in text_of(answer)
    assert Member.objects.exists()
    assert tab.send(keeps="numbers", anyway="on").status_code == 302 and not Member.objects.exists()
