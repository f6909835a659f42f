"""`wayfellow publish`: at a month's end, make the figures that may be read until the next."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from wayfellow.evaluation import queries
from wayfellow.evaluation.actions import publish


class Command(BaseCommand):
    help = (
        "Publish the figures of the month that ended, once, and only where enough more people stand behind them."
        " Serving does it by itself."
    )

    def handle(self, **options: Any) -> None:
        today = timezone.localdate()
        for programme in queries.to_publish():
            publish(programme, today=today)
