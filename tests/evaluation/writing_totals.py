"""What a clinical partner counted, written down through the act, for the tests."""

import uuid
from datetime import date, timedelta

from django.utils import timezone

from wayfellow.evaluation import actions

TODAY = timezone.localdate()
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)
BEGAN = date(LAST_MONTH.year - 2, 1, 1)
ENDED = date(LAST_MONTH.year - 2, 12, 31)
SAID = {
    "partner": "Parc Sanitari",
    "start": BEGAN,
    "end": ENDED,
    "counted": "stays",
    "n": 30,
    "people_before": 18,
    "people_after": 11,
    "before": 41,
    "after": 16,
    "source": "Admissions register; the year before the referral and the year after",
}


def written_down(cast, on=LAST_MONTH, **otherwise):
    """Somebody who evaluates wrote down what a partner handed on, last month unless said otherwise."""
    said = SAID | otherwise
    return actions.write_total(cast.programme, by=cast.edu, id=uuid.uuid4(), today=on, **said)
