"""Every deed says whom it tells, or that it tells nobody and why; and nobody is told what they could not open."""

import pytest
from django.apps import apps
from django.db.models import UUIDField

from tests.architecture.test_every_url_is_guarded import PAGES
from wayfellow.access.policy import DEEDS, POLICY, RELATIONS
from wayfellow.notices.tellings import NOBODY, SECTIONS, TELLS, line_of, tellings
from wayfellow.ui.home_pages import SECTIONS as PAGES_OF_SECTIONS

TOLD = [pytest.param(can, each, id=f"{can} {each.section} {each.relation.__name__}") for can, each in tellings()]
# What a person reads of themself leads to a page whose relation is another name for the same person.
THE_SAME = [
    {"the_person", "whom_it_is_about", "themself", "whose_plan_it_is", "to_whom_it_is_said"},
    {"the_peer", "the_peer_who_was_there", "their_peer"},
    {"who_said_it", "the_peer_it_is_shared_with"},
    {"the_coordinators", "the_coordinators_of_its_journey"},
]


@pytest.mark.parametrize("can", DEEDS.values())
def test_every_deed_says_whom_it_tells_or_why_nobody(can):
    if can.is_reading:
        assert can not in TELLS and can not in NOBODY, "a reading tells nobody: the person finds it in their own list"
    else:
        assert (can in TELLS) != (can in NOBODY)
        assert can in TELLS or NOBODY[can].why


@pytest.mark.parametrize("can, told", TOLD)
def test_what_is_told_has_its_section_words_and_relation(can, told):
    assert told.section in SECTIONS and told.section in PAGES_OF_SECTIONS
    assert RELATIONS[told.relation.__name__].words
    assert all(told.in_words)
    record = apps.get_model(line_of(can, told))
    assert isinstance(record._meta.pk, UUIDField)
    assert not told.stands or record._meta.get_field(told.stands).related_model


@pytest.mark.parametrize("can, told", TOLD)
def test_it_leads_to_a_page_that_its_reader_may_open(can, told):
    needs = PAGES[told.page].needs
    if told.opens is None:
        assert needs == "signed in"
        return
    opened_by, model = needs
    may = {relation.__name__ for relation in POLICY[model._meta.label][opened_by]}
    alike = next((names for names in THE_SAME if told.relation.__name__ in names), {told.relation.__name__})
    assert may & alike, f"{told.page} does not open for {told.relation.__name__}"


@pytest.mark.parametrize("can, told", TOLD)
def test_only_where_the_page_shows_the_name_it_is_in_the_words(can, told):
    """The person reads of themself; supervision names nobody; those who walk along, refer and coordinate see names."""
    names_somebody = any("%(person)s" in str(words) for words in told.in_words)
    assert not names_somebody or told.section in {"today", "referrals", "desk"}


def test_there_is_a_page_for_each_page_that_is_told():
    assert {told.page for _can, told in tellings()} <= set(PAGES)
