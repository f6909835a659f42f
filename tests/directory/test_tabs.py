"""The pages of a programme stand side by side, whichever room brings them."""

import pytest

from tests.tabs import page_of

TABS = ["Programme", "Members", "Peer supporters", "Invitations"]


@pytest.mark.parametrize("which", TABS)
def test_each_of_them_leads_to_all_and_says_which_it_is(nil, cast, which):
    nil.cookies["django_language"] = "en"
    first = page_of(nil.get(f"/set-up/programmes/{cast.programme.pk}/")).select(".tabs a")
    assert [link.get_text() for link in first] == TABS
    there = page_of(nil.get(next(link["href"] for link in first if link.get_text() == which))).select(".tabs a")
    assert [link.get_text() for link in there] == TABS
    assert [link.get_text() for link in there if link.has_attr("aria-current")] == [which]


def test_a_coordinator_who_sets_up_nothing_sees_none(client, cast):
    client.force_login(cast.carme)
    assert not page_of(client.get(f"/programmes/{cast.programme.pk}/invitations/")).select(".tabs")
