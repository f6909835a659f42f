import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wayfellow.demo import story
from wayfellow.plans import actions
from wayfellow.plans.models import Part

TODAY = timezone.localdate()


def signed_in_as(user):
    client = Client()
    client.force_login(user)
    return client


def part_of(person, kind):
    return Part.objects.get(person=person, kind=kind)


def write(part, words, *, by):
    actions.write_part(part, by=by, edit_token=None, on=TODAY, said={"words": words})


def place(page, record):
    return reverse(f"plans:{page}", args=[record.pk])


@pytest.fixture
def plan(cast):
    """Montse walks with Pau, and has begun a plan that nobody else sees."""
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=30))
    actions.begin_plan(cast.person, by=cast.montse)
    cast.helps = part_of(cast.person, "helps")
    write(cast.helps, "A walk by the sea", by=cast.montse)
    cast.goal = actions.add_goal(
        cast.person, by=cast.montse, id=uuid.uuid4(), on=TODAY, said={"words": "Live by the sea", "sure": "4"}
    )
    return cast


@pytest.fixture
def montse(plan):
    return signed_in_as(plan.montse)


@pytest.fixture
def pau(plan):
    return signed_in_as(plan.pau)


def share(cast, part, *, together=False):
    actions.share_part(part, by=cast.montse, edit_token=None, peer=cast.peer, together=together)
