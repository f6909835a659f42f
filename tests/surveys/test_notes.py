"""A short note by e-mail that a survey waits: only if asked for, telling nothing, and it stops."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.letters import outbox
from tests.surveys.asking import asking, ready
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.directory.models import Programme
from wayfellow.keeping.actions import erase
from wayfellow.people.models import Reach
from wayfellow.surveys import actions
from wayfellow.surveys.models import Mail, Survey

TODAY = timezone.localdate()
ADDRESS = "montse@example.org"


@pytest.fixture
def road(cast, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=9))
    cast.survey = asking(cast, ready("chime"), kept="confidential")
    reach, _is_new = Reach.objects.get_or_create(person=cast.person)
    reach.email = ADDRESS
    reach.save()
    return cast


@pytest.fixture
def wanted(road, client):
    client.force_login(road.montse)
    assert Tab(client, reverse("surveys:by_mail", args=[road.person.pk])).send(wanted="on").status_code == 302
    return Mail.objects.get()


def remind(road, opened_ago=0):
    Survey.objects.filter(pk=road.survey.pk).update(opened_on=TODAY - timedelta(days=opened_ago))
    mail.outbox.clear()
    call_command("remind")
    return list(outbox())


def test_nobody_who_did_not_ask_gets_a_note(road):
    assert remind(road) == []


def test_a_note_tells_nothing_and_stops_by_its_link_without_signing_in(road, wanted, client):
    (note,) = remind(road)
    assert note.to == [ADDRESS]
    told = f"{note.subject} {note.body}".lower()
    assert not [word for word in ["peer", "survey", "enquest", "suport", "where i am", "montse"] if word in told]
    assert note.extra_headers["List-Unsubscribe"].strip("<>") in note.body
    client.logout()
    stop = note.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert client.get(stop).status_code == 200 and Mail.objects.exists()
    for _time in range(2):
        assert "You will get no more notes" in text_of(client.post(stop))
    assert not Mail.objects.exists() and remind(road, 14) == []


def test_a_note_comes_under_the_name_of_the_one_programme_that_somebody_belongs_to(road, wanted, settings):
    settings.DEFAULT_FROM_EMAIL = "House <house@example.org>"
    Programme.objects.update(writes_as="Camins")
    (note,) = remind(road)
    assert note.from_email == "Camins <house@example.org>"


def test_a_mail_program_stops_them_with_one_tap(road, wanted):
    """It knows no page of ours, and no token of one (RFC 8058)."""
    (note,) = remind(road)
    stop = note.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Mail.objects.exists()


def test_three_notes_two_weeks_apart_and_none_twice_and_none_after(road, wanted):
    days = [day for day in range(50) for _note in remind(road, day) + remind(road, day)]
    assert days == [0, 14, 28]


def test_a_day_on_which_nothing_ran_is_made_up_for_once(road, wanted):
    assert [len(remind(road, day)) for day in [20, 21, 60]] == [1, 0, 0]


@pytest.mark.parametrize("why", ["begun", "retired", "no safe address", "erased"])
def test_it_stops_by_itself(road, wanted, why):
    match why:
        case "begun":
            actions.begin(road.survey, by=road.montse, id=wanted.pk, on=TODAY, language="ca")
        case "retired":
            actions.retire(road.survey, by=road.carme, on=TODAY)
        case "no safe address":
            Reach.objects.all().delete()
        case "erased":
            erase(road.person, by=road.montse, on=TODAY)
            assert not Mail.objects.exists()
    assert remind(road) == []


def test_without_an_address_that_is_safe_there_is_nothing_to_ask_for(road, client):
    Reach.objects.all().delete()
    with pytest.raises(Refused):
        actions.want_mail(road.person, by=road.montse, wanted=True, site="http://testserver/")
    client.force_login(road.montse)
    answer = Tab(client, reverse("surveys:by_mail", args=[road.person.pk])).send(wanted="on")
    assert answer.status_code == 422 and "First say at which e-mail address" in text_of(answer)


def test_an_installation_without_mail_offers_none(road, client, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    client.force_login(road.montse)
    assert "By e-mail" not in text_of(client.get("/my/surveys/"))
    with pytest.raises(CommandError):
        call_command("remind")
