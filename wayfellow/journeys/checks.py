"""Whether every journey is one that the acts could have told: what rows could break of the rules, and the counters."""

from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from django.db import connection
from django.db.models import Count, F, Max, Min, Q, QuerySet

from wayfellow.choices.models import Choice
from wayfellow.directory.models import Programme
from wayfellow.journal.triggers import working
from wayfellow.journeys.models import LONGEST_MEETING, Accompaniment, Agreement, Closing, GoingOn, Journey
from wayfellow.journeys.stages import ENDINGS, TOGETHER, UNDER_WAY, Stage
from wayfellow.people.access import WAITS_TO_BE_CONFIRMED
from wayfellow.people.models import OpenedSpace
from wayfellow.surveys.models import Answers
from wayfellow.vault.installation import KeyTrouble

AT_ONCE = 500
COUNTING = {"count_on_insert", "count_on_update", "count_on_delete"}
KEEPING = {
    "a_version_is_never_rewritten",
    "no_name_goes_with_anonymous_answers",
    "answers_without_a_name_were_asked_without",
}
SAID_YES = UNDER_WAY | {Stage.CLOSED, Stage.ENDED}
NO_FREE_YES = "it has moved on without the person’s own free yes (I1)"
OWN_CHOICE = Q(choice__person=F("person"), choice__programme=F("programme"))
HELD = Accompaniment.State.HELD


def findings() -> Iterator[str]:
    for what_is_wrong, records in _rules().items():
        for record in records.order_by("pk"):
            yield f"{record}: {what_is_wrong}"
    yield from _choices()
    yield from _counters()
    yield from _versions()


def _rules() -> dict[str, QuerySet]:
    """Return, for each rule, the records that break it."""
    journeys, walked = Journey.objects, Accompaniment.objects
    return {
        NO_FREE_YES: journeys.filter(stage__in=SAID_YES).exclude(OWN_CHOICE),
        "it is paused, put off or stopped without an answer of the person (I1)": journeys.filter(
            stage__in={Stage.PAUSED, Stage.NOT_NOW, Stage.SAID_NO, Stage.LEFT}, person__erased_on=None
        ).exclude(OWN_CHOICE),
        "nobody knows this stage": journeys.exclude(stage__in=Stage.values),
        "two walk together and one of them is nobody": journeys.filter(
            stage__in={Stage.OFFERED, Stage.MEETING} | TOGETHER, peer=None
        ),
        "it is over without a last day, or goes on after it": journeys.filter(
            Q(stage__in=ENDINGS, ended_on=None) | ~Q(stage__in=ENDINGS) & Q(ended_on__isnull=False)
        ),
        "it was held for no time, or for more than twelve hours": walked.filter(state=HELD).exclude(
            minutes__gte=1, minutes__lte=LONGEST_MEETING
        ),
        "it was held before the referral": walked.filter(state=HELD, on__lt=F("journey__referred_on")),
        "a nod needs a name and a day (I6)": GoingOn.objects.filter(
            Q(nodded_by=None, nodded_on__isnull=False) | Q(nodded_by__isnull=False, nodded_on=None)
        ),
        "the words that were agreed were never written (I12)": Closing.objects.filter(
            agreed_version__gt=F("words_version")
        ),
        "a code alone made somebody the person (I1)": OpenedSpace.objects.filter(
            WAITS_TO_BE_CONFIRMED, person__user=F("user")
        ),
        "it would publish small numbers (I9)": Programme.objects.filter(smallest_cell__lt=5),
        "anonymous answers carry a day (I10)": Answers.objects.exclude(month__day=1),
    }


def _choices() -> Iterator[str]:
    """Open the choice of each who is on the road. What does not open, the vault says; what was erased is gone."""
    said_yes = Journey.objects.filter(OWN_CHOICE, stage__in=SAID_YES).exclude(person__key__wrapped=b"")
    for journey in said_yes.select_related("choice__person__key").order_by("pk").iterator(chunk_size=AT_ONCE):
        try:
            if not journey.choice or journey.choice.answer != Choice.Answer.YES or not journey.choice.is_free:
                yield f"{journey}: {NO_FREE_YES}"
        except (InvalidTag, KeyTrouble):
            continue


def _counters() -> Iterator[str]:
    """Count again what the database counts with each accompaniment."""
    for name in sorted((COUNTING | KEEPING) - working(connection)):
        yield f"the database has lost its trigger {name}, or it is switched off"
    held = Q(accompaniments__state=HELD)
    counted = Journey.objects.annotate(
        walked=Count("accompaniments", filter=held),
        first=Min("accompaniments__on", filter=held),
        last=Max("accompaniments__on", filter=held),
    )
    for journey in counted.order_by("pk").iterator(chunk_size=AT_ONCE):
        kept = journey.accompaniments_count, journey.first_met_on, journey.last_met_on
        if kept != (journey.walked, journey.first, journey.last):
            yield f"{journey}: it says {kept[0]} accompaniments and {journey.walked} are there, or their days differ"


def _versions() -> Iterator[str]:
    """Agreements are numbered from one without a gap (I12)."""
    numbered = Agreement.objects.values("journey").annotate(kept=Count("pk"), first=Min("version"), last=Max("version"))
    for found in numbered.exclude(first=1, last=F("kept")).order_by("journey"):
        yield f"journey {found['journey']}: a version of its agreement is missing (I12)"
