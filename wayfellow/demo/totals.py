"""What an example hospital counted before and after, as whoever evaluates wrote it down last month. Invented."""

import uuid
from datetime import timedelta

from django.utils import timezone

from wayfellow.demo.words import TOLD
from wayfellow.directory.models import Programme
from wayfellow.evaluation.actions import write_total
from wayfellow.evaluation.models import PartnerTotal

NUMBERS = {"n": 24, "people_before": 15, "people_after": 9, "before": 27, "after": 12}


def tell(cast):
    programme = Programme.objects.get(slug="example-today")
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    days = {"start": last_month - timedelta(days=730), "end": last_month - timedelta(days=20)}
    said = {"counted": PartnerTotal.Counted.STAYS, **days, **TOLD["totals"], **NUMBERS}
    write_total(programme, by=cast.edu, id=uuid.uuid4(), today=last_month, **said)
