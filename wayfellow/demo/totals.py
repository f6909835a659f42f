"""What an example hospital counted before and after, written down beside the pilot. Invented, and it says so."""

import uuid
from datetime import date

from wayfellow.demo.words import TOLD
from wayfellow.evaluation.actions import write_total
from wayfellow.evaluation.models import PartnerTotal

DAYS = {"start": date(2020, 5, 1), "end": date(2024, 4, 30)}
NUMBERS = {"n": 30, "people_before": 18, "people_after": 11, "before": 41, "after": 16}


def tell(cast):
    said = {"counted": PartnerTotal.Counted.STAYS, **DAYS, **TOLD["totals"], **NUMBERS}
    write_total(cast.programme, by=cast.edu, id=uuid.uuid4(), today=date(2024, 6, 3), **said)
