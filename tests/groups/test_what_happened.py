"""What a group did: for those who lead it, without names; what to bring, for those who belong to it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, counted, keep_names, run_by
from tests.tabs import Tab, filled_in, page_of, text_of
from wayfellow.choices.links import token_of
from wayfellow.drafts.models import Draft
from wayfellow.groups import actions
from wayfellow.groups.models import Note, Told
from wayfellow.journal.models import Entry
from wayfellow.vault.models import Key

SAID = {"theme": "Colours of winter", "materials": "Paints", "next_time": "An old shirt", "follow_ups": "2"}


@pytest.fixture
def group(cast):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door="open")
    return keep_names(cast, run_by(cast, listing, cast.peer))


@pytest.fixture
def session(cast, group):
    return counted(cast, group)


@pytest.fixture
def pau(cast, client):
    client.force_login(cast.pau)
    return client


def page(session):
    return reverse("groups:what_happened", args=[session.pk])


def test_it_is_written_and_changed_and_read_again(session, pau):
    sent = Tab(pau, page(session)).send(**SAID)
    assert sent.url == reverse("groups:group", args=[session.group_id])
    tab = Tab(pau, page(session))
    assert tab.filled_in["theme"] == "Colours of winter" and tab.filled_in["follow_ups"] == "2"
    tab.send(theme="Blue")
    note = Note.objects.select_related("key").get()
    assert (note.theme, note.materials, note.told) == ("Blue", "Paints", "")


@pytest.mark.parametrize("said", ["Laia cried", "We listened to Laia.", "With laia’s mother: Laia", "LAIA"])
def test_nobody_of_the_group_is_named_and_what_was_typed_stays(cast, group, session, pau, said):
    asked_for_a_place(cast, group, "laia puig")
    answer = Tab(pau, page(session)).send(**SAID | {"materials": said})
    assert answer.status_code == 422 and "is somebody who comes here" in text_of(answer)
    assert said in page_of(answer).select_one("[name=materials]").text and not Note.objects.exists()


def test_a_word_that_may_be_a_name_is_asked_about_and_may_be_written(cast, group, session, pau):
    asked_for_a_place(cast, group, "Mar")
    said = {"theme": "Una tarda al mar, i Marta no és cap nom del grup"}
    answer = Tab(pau, page(session)).send(**said)
    assert answer.status_code == 422 and "“mar” is also the name of somebody" in text_of(answer)
    assert Tab(pau, page(session)).send(**said, anyway="on").status_code == 302
    assert Tab(pau, page(session)).send(theme="Mar", anyway="on").status_code == 422


def test_something_serious_says_whom_somebody_told_and_the_page_where_to_ask(session, pau):
    tab = Tab(pau, page(session))
    assert page_of(tab.answer).main.find("a", string="Help now")["href"] == "/help-now/"
    tab.send(told=Told.SUPERVISOR)
    assert Note.objects.get().told == "supervisor"


def test_what_to_bring_stands_at_the_private_address_and_nothing_else_of_it(group, session, pau, client):
    told = {"name": "Laia", "reach": "", "listens_first": False}
    actions.ask_for_a_place(group.register, token=token_of("laia"), on=timezone.localdate(), **told)
    Tab(pau, page(session)).send(**SAID)
    client.logout()
    said = text_of(client.get(f"/groups/place/{token_of('laia')}/"))
    assert "An old shirt" in said and "Colours" not in said


def test_only_those_who_lead_the_group_read_it(cast, session, client):
    for reader, answers in [(cast.pau, 200), (cast.carme, 404), (cast.silvia, 404), (cast.nil, 404), (cast.olga, 404)]:
        client.force_login(reader)
        assert client.get(page(session)).status_code == answers


def test_of_two_tabs_the_second_sees_what_the_first_wrote(session, pau):
    first, second = (Tab(pau, page(session)) for _tab in range(2))
    first.send(**SAID)
    answer = second.send(theme="Spring")
    assert answer.status_code == 422 and "Colours of winter" in text_of(answer)
    assert "Spring" in filled_in(answer)["theme"]


def test_the_journal_has_none_of_it(session, pau):
    Tab(pau, page(session)).send(**SAID | {"told": "nobody"})
    assert "Colours" not in repr([line.facts for line in Entry.objects.filter(deed="session.note_what_happened")])


def test_a_group_that_keeps_numbers_writes_nothing_and_one_that_decides_so_lets_it_go(cast, group, session, pau):
    first, second = (Tab(pau, page(session)) for _tab in range(2))
    first.send(**SAID)
    key = Note.objects.get().key
    told = {"on": timezone.localdate(), "edit_token": None, "keeps": False, "places": None, "anyway": True}
    actions.keep_register(group, by=cast.pau, **told)
    assert not Note.objects.exists() and Key.objects.get(pk=key.pk).is_destroyed
    assert second.send(**SAID).status_code == pau.get(page(session)).status_code == 404
    assert not Note.objects.exists()


def test_what_was_not_sent_is_kept_nowhere_because_somebody_may_be_named_in_it(cast, group, session, pau):
    asked_for_a_place(cast, group, "Laia")
    assert Tab(pau, page(session)).send(theme="Laia cried").status_code == 422
    assert not Draft.objects.exists() and filled_in(pau.get(page(session)))["theme"] == ""
