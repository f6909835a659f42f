"""What has ended, ends: a part that was over yesterday opens nothing today, on no page and in no list (I4)."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.access.test_policy import CAST, TODAY, road, told_road  # noqa: F401  # the same people
from tests.architecture.test_every_url_is_guarded import GUARDED
from tests.deeds import Can
from wayfellow.access.guard import allowed
from wayfellow.access.policy import POLICY
from wayfellow.people.models import Membership
from wayfellow.workforce.models import Belonging, Peer

YESTERDAY = TODAY - timedelta(days=1)
# What somebody is by themself: an account, a person, whoever wrote for themself, has begun to write, or tells a story.
# What was written of their own supervision they read on, and words of thanks; whoever is out says that they are back.
THEIR_OWN = {
    Can.KEEP_ACCOUNT, Can.CHANGE_PASSWORD, Can.CHANGE_ADDRESS, Can.SIGN_OUT_ELSEWHERE, Can.TAKE_UP_INVITATION,
    Can.OPEN_CALENDAR, Can.KEEP_CALENDAR,
    Can.CHANGE_REFLECTION, Can.CHANGE_STORY, Can.CONSENT_TO_STORY, Can.WITHDRAW_STORY, Can.SEE_STORY,
    Can.GO_ON_WRITING, Can.SEE_SUPERVISION, Can.SEE_SHEET,
    Can.CHANGE_CHECK_IN, Can.SHARE_CHECK_IN, Can.SHARE_REFLECTION, Can.TAKE_BACK_SHARED,
    Can.SEE_COURSE, Can.GIVE_PLACE_BACK, Can.SEE_CONVERSATION, Can.CHANGE_HOURS,
    Can.SEE_EXPENSE, Can.SEE_LEAVING, Can.READ_THANKS, Can.SAY_BACK, Can.SAY_LATER,
    Can.SEE_CERTIFICATE, Can.TAKE_CERTIFICATE_ALONG, Can.SHOW_CERTIFICATE,
}  # fmt: skip
WORKING = [name for name in CAST if name != "montse"]


def opened_to(user):
    """Return every record that each deed opens to them."""
    opened = defaultdict(set)
    for label, deeds in POLICY.items():
        for can in deeds:
            opened[can] |= set(allowed(user, can, apps.get_model(label).objects.all()).values_list("pk", flat=True))
    return {can: records for can, records in opened.items() if records}


def end_everything(user):
    Membership.objects.filter(user=user).update(starts_on=YESTERDAY, ends_on=YESTERDAY)
    Peer.objects.filter(user=user).update(ends_on=YESTERDAY)


@pytest.mark.parametrize("name", WORKING)
def test_whose_part_ended_yesterday_may_do_nothing_but_keep_what_is_their_own(road, name):  # noqa: F811
    user = getattr(road, name)
    assert opened_to(user).keys() - THEIR_OWN
    end_everything(user)
    assert opened_to(user).keys() <= THEIR_OWN


@pytest.mark.parametrize("name", ["pau", "oriol"])
def test_whose_part_in_every_programme_ended_yesterday_likewise(road, name):  # noqa: F811
    Belonging.objects.filter(peer__user=getattr(road, name)).update(ends_on=YESTERDAY)
    assert opened_to(getattr(road, name)).keys() <= THEIR_OWN


@pytest.mark.parametrize("name", [name for name in WORKING if name != "gala"])  # hers is a list, without a record
def test_and_finds_every_page_that_was_open_closed(road, name):  # noqa: F811
    user = getattr(road, name)
    before = opened_to(user)
    pages = [
        reverse(page, args=[pk])
        for page, view in GUARDED.items()
        if view.needs[0] not in THEIR_OWN
        for pk in before.get(view.needs[0], [])
    ]
    assert pages
    end_everything(user)
    client = Client()
    client.force_login(user)
    assert [(page, status) for page in pages if (status := client.get(page).status_code) not in {404, 405}] == []
    assert client.get("/my-account/").status_code == 200


@pytest.mark.parametrize("name", WORKING)
def test_on_the_day_itself_it_is_all_still_there(road, name):  # noqa: F811
    user = getattr(road, name)
    before = opened_to(user)
    Membership.objects.filter(user=user).update(ends_on=TODAY)
    Peer.objects.filter(user=user).update(ends_on=TODAY)
    Belonging.objects.filter(peer__user=user).update(ends_on=TODAY)
    assert opened_to(user) == before
