"""A process that notes meetings one after the other, and says which of them it was told are kept."""

import sys
import uuid

import django

django.setup()

from django.utils import timezone  # noqa: E402

from wayfellow.journeys import actions  # noqa: E402
from wayfellow.journeys.models import Journey  # noqa: E402
from wayfellow.people.models import User  # noqa: E402


def note(tokens):
    journey, pau = Journey.objects.get(), User.objects.get(name="Pau")
    for token in map(uuid.UUID, tokens):
        actions.log(
            journey,
            by=pau,
            idempotency_key=token,
            id=token,
            on=timezone.localdate(),
            minutes=60,
            setting="community",
            what_we_did=f"We met for {token}",
            another=True,
        )
        sys.stdout.write(f"{token}\n")
        sys.stdout.flush()


note(sys.argv[1:])
