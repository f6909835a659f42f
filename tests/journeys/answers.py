"""What a person may answer, and how: in their own space, or with someone beside them."""

import uuid

from django.urls import reverse
from django.utils import timezone

from wayfellow.journeys.models import Journey

A_YES = {"answer": "yes", "idea": "suggested", "free": "yes"}
NOT_FREE = [
    {"answer": "yes", "idea": "treatment_plan", "free": "yes"},
    {"answer": "yes", "idea": "mine", "free": "unsure"},
    {"answer": "yes", "idea": "family", "free": "no"},
]


def choose(browser, journey, **answer):
    return browser.post(reverse("journeys:choose", args=[journey.pk]), {"idempotency_key": uuid.uuid4()} | answer)


def record(browser, journey, **answer):
    around = {"how": "paper", "who_was_there": "Montse and Rosa", "on": timezone.localdate().isoformat()}
    typed = {"idempotency_key": uuid.uuid4()} | around | answer
    return browser.post(reverse("journeys:record_choice", args=[journey.pk]), typed)


def stage_of(journey):
    return Journey.objects.get(pk=journey.pk).stage
