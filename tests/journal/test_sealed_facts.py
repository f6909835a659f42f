"""What a line says about a person is sealed with their key: the line stays, and what it said goes with them (I11)."""

import json
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.utils import timezone

from tests.deeds import Can
from tests.journal.opened import said
from tests.tabs import text_of
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journal import triggers
from wayfellow.journal.checks import findings
from wayfellow.journal.models import Entry, digest_of, write
from wayfellow.journeys import actions
from wayfellow.keeping.actions import change_details, erase
from wayfellow.people.models import Person
from wayfellow.people.what_happened import what, what_happened

TODAY = timezone.localdate()
OWN_YES = {"answer": Choice.Answer.YES, "idea": Choice.Idea.TREATMENT_PLAN, "free": Choice.Free.UNSURE}


@pytest.fixture
def told(cast):
    """Montse's lines, from the referral to the closing, of a choice among them and of what she corrected."""
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=90))
    story.walk(cast, cast.journey, [TODAY - timedelta(days=60)])
    actions.pass_on_notes(cast.journey, by=cast.montse, passed_on=True)
    actions.connect(cast.journey, by=cast.pau, association=cast.associations[0], state="told", on=TODAY)
    story.close(cast, cast.journey, on=TODAY)
    person = Person.objects.get(pk=cast.person.pk)
    details = {"name": person.name, "language": person.language, "gender": "another"}
    change_details(person, by=cast.montse, edit_token=None, details=details, reach={}, reads="ca")
    return cast


def lines_of(cast):
    return Entry.objects.filter(person=cast.person.pk).order_by("at")


def test_no_line_about_a_person_says_anything_in_plain(told):
    facts = [line.facts for line in lines_of(told) if line.facts]
    assert len(facts) > 10
    assert {frozenset(each) for each in facts} == {frozenset({"under", "sealed"})}


def test_with_their_key_it_says_what_it_said(told):
    assert said(lines_of(told).get(deed=Can.PASS_ON_NOTES)) == {"passed_on": True}
    assert said(lines_of(told).get(deed=Can.CONNECT))["association"] == str(told.associations[0].pk)


def test_a_line_moved_to_another_place_does_not_open(told):
    one, other = [line for line in lines_of(told) if line.facts][:2]
    one.facts = other.facts
    with pytest.raises(InvalidTag):
        said(one)


def test_the_person_reads_what_kind_of_thing_changed(told, client):
    client.force_login(told.montse)
    assert "Gender" in text_of(client.get("/my/who-looked/"))
    assert "gender" not in json.dumps(list(lines_of(told).values_list("facts", flat=True)))


def test_once_they_are_erased_no_line_says_anything_and_the_chain_is_whole(told):
    key = told.person.key
    erase(told.person, by=COMMAND_LINE, on=TODAY)
    key.refresh_from_db()
    vars(key).pop("_secret", None)
    assert [line.said(key) for line in lines_of(told) if line.said(key)] == []
    assert lines_of(told).get(deed=Can.ERASE).facts == {}
    assert list(findings()) == []


def test_a_yes_and_a_no_are_told_by_nothing(cast):
    journey = story.propose(cast, on=TODAY)
    actions.choose(journey, by=cast.montse, on=TODAY, answer=Choice.Answer.NO)
    actions.choose(journey, by=cast.montse, on=TODAY, tell_team=True, answer=Choice.Answer.NOT_NOW)
    actions.choose(journey, by=cast.montse, on=TODAY, tell_team=False, **OWN_YES)
    chosen = lines_of(cast).filter(deed=Can.CHOOSE)
    assert {said(line)["answer"] for line in chosen} == {"no", "not_now", "yes"}
    assert len({len(line.facts["sealed"]) for line in chosen}) == 1


def test_what_is_about_nobody_stays_readable(cast):
    line = write(Can.SET_JURISDICTION, by=cast.carme, relation="x", record=cast.programme, facts={"is_checked": True})
    assert (line.facts, line.said()) == ({"is_checked": True}, {"is_checked": True})


def test_without_a_key_a_line_about_somebody_says_that_it_happened_and_no_more(cast):
    line = write(Can.CHOOSE, by=cast.montse, relation="x", record=cast.person, facts={"answer": "no"})
    assert line.facts == {}


def test_a_line_from_before_keeps_what_it_says_and_its_place(told):
    """Lines are never rewritten: an older Wayfellow's are as they were, and read as before."""
    line = lines_of(told).get(deed=Can.CHANGE_DETAILS)
    with triggers.lifted(connection):
        line.facts = {"gender": True}
        Entry.objects.filter(pk=line.pk).update(facts=line.facts, digest=digest_of(line))
    assert "Gender" in what(what_happened(told.montse).get(pk=line.pk))
