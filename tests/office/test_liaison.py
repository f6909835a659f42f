"""Whom a programme knows around it, and whom nobody has met yet (M7)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.office.steps import known_around, spoke
from tests.tabs import Tab, page_of, text_of
from wayfellow.directory.models import Organisation
from wayfellow.office.models import Contact, Liaison
from wayfellow.understanding import actions as understanding
from wayfellow.understanding.models import Presentation

TODAY = timezone.localdate()
UNPROCESSABLE, NOT_THERE = 422, 404


@pytest.fixture
def painters(cast):
    """An association of which the directory has an entry, and whom nobody has met."""
    publish(cast, "Example: Painting")
    return Organisation.objects.get(name="Example association")


@pytest.fixture
def around(cast, client, painters):
    client.force_login(cast.carme)
    return reverse("office:liaisons", args=[cast.programme.pk])


def page_for(name, record):
    return reverse(f"office:{name}", args=[record.pk])


def row_of(answer, name):
    return next(row for row in page_of(answer).select("main .row") if name in row.text)


def presented(cast, organisation, *, on=TODAY):
    """A team of an organisation invited the programme, which came."""
    id = uuid4()
    asked = {"team": "Their team", "organisation": organisation, "when_about": "May", "how_many": 9, "to_hear": ""}
    understanding.invite_to_present(cast.programme, by=cast.carme, id=id, on=on, invitation=asked)
    presentation = Presentation.objects.get(pk=id)
    understanding.plan_presentation(presentation, by=cast.carme, on=on)
    understanding.hold_presentation(presentation, by=cast.carme, on=on, came=7)
    presentation.refresh_from_db()
    return presentation


def test_whom_nobody_has_met_stands_out_and_comes_first(cast, client, around, painters):
    row = row_of(client.get(around), "Example association")
    assert "Nobody has met them yet" in row.text and row.select_one(".chip.attention")
    sent = client.post(row.form["action"], {each["name"]: each["value"] for each in row.select("input")})
    liaison = Liaison.objects.get()
    assert sent.url == page_for("liaison", liaison) and liaison.organisation == painters
    assert "Nothing is written yet." in text_of(client.get(sent.url))
    assert "Nobody has met them yet" in row_of(client.get(around), "Example association").text
    spoke(liaison, cast)
    assert "Nobody has met them yet" not in row_of(client.get(around), "Example association").text
    assert "Example association" not in text_of(client.get(around + "?show=not_met"))
    assert "Example association" in text_of(client.get(around + "?show=met"))


def test_what_is_known_and_whom_to_turn_to_is_kept_and_no_other_tab_overwrites_it(cast, client, around, painters):
    liaison = known_around(cast, painters)
    page = page_for("change_liaison", liaison)
    first, second = Tab(client, page), Tab(client, page)
    assert first.send(known="They moved to the new hall", turn_to="Emilia").url == page_for("liaison", liaison)
    refused = second.send(known="Other words", turn_to="Emilia")
    assert refused.status_code == UNPROCESSABLE and "They moved to the new hall" in text_of(refused)
    shown = text_of(client.get(page_for("liaison", liaison)))
    assert "They moved to the new hall" in shown and "Whom to turn to there Emilia" in shown


def test_contacts_are_noted_and_one_noted_by_mistake_goes(cast, client, around, painters):
    liaison = known_around(cast, painters)
    tab = Tab(client, page_for("note_contact", liaison))
    tomorrow = str(TODAY + timedelta(days=1))
    assert "This day has not come yet." in text_of(tab.send(on=tomorrow, kind="visit"))
    assert tab.send(on=str(TODAY), kind="call", words="They would like to come along").status_code == 302
    assert "They would like to come along" in text_of(client.get(page_for("liaison", liaison)))
    tab = Tab(client, page_for("take_back_contact", Contact.objects.get()))
    assert tab.send().url == tab.send().url == page_for("liaison", liaison)
    assert not Contact.objects.exists()


def test_one_organisation_is_kept_once(cast, client, around, painters):
    tab, other = (Tab(client, reverse("office:add_liaison", args=[cast.programme.pk])) for _tab in range(2))
    assert tab.send(organisation=str(painters.pk)).status_code == 302
    assert other.send(organisation=str(painters.pk)).status_code == UNPROCESSABLE
    assert Liaison.objects.count() == 1


def test_a_presentation_is_a_meeting_with_how_many_came_and_what_followed(cast, client, around, painters):
    liaison, presentation = known_around(cast, painters), presented(cast, painters)
    assert "Nobody has met them yet" not in row_of(client.get(around), "Example association").text
    shown = text_of(client.get(around))
    assert "Took place 1" in shown and "People who came 7" in shown and "1 presentation" in shown
    tab = Tab(client, reverse("understanding:note_what_followed", args=[presentation.pk]))
    tab.send(followed="Two of them come to the next circle")
    there = text_of(client.get(page_for("liaison", liaison)))
    assert "Their team" in there and "7 people came" in there and "Two of them come to the next circle" in there


def test_what_followed_is_said_once_it_took_place(cast, client, around, painters):
    id = uuid4()
    asked = {"team": "Their team", "organisation": painters, "when_about": "May", "how_many": 9, "to_hear": ""}
    understanding.invite_to_present(cast.programme, by=cast.carme, id=id, on=TODAY, invitation=asked)
    answer = Tab(client, reverse("understanding:note_what_followed", args=[id])).send(followed="Much")
    assert answer.status_code == UNPROCESSABLE and "It has not taken place yet." in text_of(answer)


@pytest.mark.parametrize("who", ["pau", "rosa", "silvia", "montse", "nil", "olga"])
def test_nobody_else_opens_it(cast, client, painters, who):
    liaison = known_around(cast, painters)
    contact = spoke(liaison, cast)
    client.force_login(getattr(cast, who))
    for name, record in [("liaisons", cast.programme), ("liaison", liaison), ("take_back_contact", contact)]:
        assert client.get(page_for(name, record)).status_code == NOT_THERE


def test_it_takes_the_same_statements_however_many(cast, client, around, django_assert_num_queries):
    for number in range(4):
        publish(cast, f"Example {number}")
        spoke(known_around(cast, Organisation.objects.create(name=f"Neighbour {number}")), cast)
    client.get(around)
    with django_assert_num_queries(6):
        # the session, what is new, the programme, how many organisations, these, the presentations in numbers
        client.get(around)
