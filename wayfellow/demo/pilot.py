"""The published pilot (García-Gómez et al., 2024), told by calling the real acts with past dates.

The thirty are synthetic: made so that every printed total holds. Nobody's words are known, so none are told.
"""

from pathlib import Path

from django.utils import timezone

from wayfellow.caseload.files import read_caseload
from wayfellow.demo import story
from wayfellow.evaluation.models import ClinicalTotal

DATA = Path(__file__).parent / "data"


def tell(cast):
    pilot = read_caseload(
        DATA / "nou-barris-people.csv",
        DATA / "nou-barris-accompaniments.csv",
        DATA / "nou-barris-clinical-summary.csv",
        today=timezone.localdate(),
    )
    walked = {}
    for row in pilot.accompaniments:
        walked.setdefault(row.person, []).append(row)
    for row in pilot.people:
        _tell_one_journey(cast, row, walked.get(row.person, []))
    ClinicalTotal.objects.bulk_create(
        ClinicalTotal(
            programme=cast.programme,
            variable=row.variable,
            category=row.category,
            n=row.n,
            mean=row.mean,
            sd=row.sd,
        )
        for row in pilot.clinical
    )


def _tell_one_journey(cast, row, accompaniments):
    """One of the thirty, of whom the published totals tell nothing but numbers."""
    first = accompaniments[0].on
    journey = story.propose(
        cast,
        on=row.referred_on,
        source=row.referred_by,
        person={"name": row.person, "code": row.person, "language": "ca", "gender": row.gender},
        reach={},
        journey={"site": next(site for site in cast.sites if site.name == row.site), "age": row.age},
        objectives=[(dimension, "", "") for dimension in row.objectives],
    )
    story.say_yes(cast, journey, on=row.referred_on)
    story.find_peer(cast, journey, on=row.referred_on)
    story.begin_walking(cast, journey, on=first, rhythm=row.cadence)
    for step in accompaniments:
        story.walk(
            cast,
            journey,
            [step.on],
            minutes=step.minutes,
            setting=step.setting,
            joined_by=step.joined_by,
            touched=step.touched,
        )
    if row.closed_on:
        story.close(cast, journey, on=row.closed_on)
