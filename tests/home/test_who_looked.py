"""A person reads who opened or wrote something about them, when, and in which role (I3)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from tests.tabs import page_of, text_of
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.workforce.actions import say_whom_i_know

LOOKED = "/my/who-looked/"


def test_the_person_sees_who_looked_in_which_role_and_when(cast, montse, client, today):
    journey = story.set_out(cast, on=today)
    client.force_login(cast.pau)
    client.get(reverse("journeys:closing", args=[journey.pk]))
    client.force_login(cast.montse)
    lines = [row.get_text(" ", strip=True) for row in page_of(client.get(LOOKED)).main.select(".row")]
    assert lines[0].startswith("Read your closing sheet")
    assert lines[0].endswith("Pau, Your peer supporter · Nou Barris, the pilot")
    assert "Wrote the referral" in lines[-1]
    assert lines[-1].endswith("Rosa, Professional who referred you · Psychiatry, CSMA Nord")


def test_where_it_is_not_sure_from_which_place_none_is_told(cast, montse, today):
    story.close(cast, story.set_out(cast, on=today), on=today)
    story.propose(cast, on=today, source="nursing")
    lines = [row.get_text(" ", strip=True) for row in page_of(montse.get(LOOKED)).main.select(".row")]
    assert lines[0].endswith("Rosa, Professional who referred you")


def test_what_the_person_did_themself_says_you(cast, montse, today):
    journey = story.propose(cast, on=today)
    actions.choose(journey, by=cast.montse, on=today, answer=Choice.Answer.NOT_NOW)
    first = page_of(montse.get(LOOKED)).main.select_one(".row").get_text(" ", strip=True)
    assert first.startswith("Made the choice")
    assert first.endswith("You")


def test_nobody_else_s_lines_are_there(cast, client, today):
    story.set_out(cast, on=today)
    client.force_login(cast.pau)
    assert "Nobody has looked" in text_of(client.get(LOOKED))


class TestLookingForSomething:
    """Among what happened, the person finds who read, who wrote, and when."""

    @pytest.fixture
    def lines(self, cast, montse, client, today):
        journey = story.set_out(cast, on=today)
        client.force_login(cast.pau)
        client.get(reverse("journeys:agreement", args=[journey.pk]))
        client.force_login(cast.montse)
        return lambda **asked: [row.get_text(" ", strip=True) for row in rows(client.get(LOOKED, asked))]

    def test_what_was_read_and_what_was_changed_are_apart(self, lines):
        read, changed = lines(sort="read"), lines(sort="changed")
        assert ["Read your agreement" in line for line in read] == [True]
        assert len(read) + len(changed) == len(lines()) and "Read your agreement" not in str(changed)

    def test_one_of_those_who_did_something(self, cast, lines):
        assert {"Rosa" in line for line in lines(by=cast.rosa.pk)} == {True}
        assert lines(by=cast.olga.pk) == lines()  # who did nothing cannot be looked for

    def test_from_a_day_to_a_day(self, lines, today):
        assert lines(since=today.isoformat(), until=today.isoformat()) == lines()
        assert lines(until=(today - timedelta(days=1)).isoformat()) == []

    def test_what_cannot_be_understood_is_said_at_its_place_and_hides_nothing(self, montse, lines):
        page = text_of(montse.get(LOOKED, {"since": "yesterday", "sort": "x"}))
        assert "Please look at this again" in page and "Wrote the referral" in page

    def test_the_day_stands_above_its_lines_by_name(self, montse, lines, today):
        headings = [heading.get_text(strip=True) for heading in page_of(montse.get(LOOKED)).main.select("h2")]
        assert date_format(today, "l").capitalize() in headings[0]


def rows(answer):
    return page_of(answer).main.select(".row")


def test_having_said_whom_they_know_the_person_still_reads_who_looked(cast, montse, today):
    story.propose(cast, on=today)
    say_whom_i_know(cast.person, by=cast.montse, peers=[])
    assert "Said which peer supporters they know from elsewhere" in text_of(montse.get(LOOKED))
