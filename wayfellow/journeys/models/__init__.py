"""One person's way through a programme with one peer supporter, from referral to closing."""

from wayfellow.journeys.models.accompaniment import LONGEST_MEETING, Accompaniment, Addition, EarlierNote
from wayfellow.journeys.models.agreement import TERMS, Agreement, GoingOn
from wayfellow.journeys.models.arrangement import LONGEST_PLACE, Arrangement, Break
from wayfellow.journeys.models.closing import Closing
from wayfellow.journeys.models.codes import Closer, CodesField, Companion, Repeats, Rhythm, Setting, UpTo
from wayfellow.journeys.models.connection import Connection, ConnectionStep
from wayfellow.journeys.models.glass import BrokenGlass
from wayfellow.journeys.models.introduction import MOST_TIMES, Introduction, OfferedTime
from wayfellow.journeys.models.journey import EarlierReferral, Journey, Objective, Offer
from wayfellow.journeys.models.leaving import WayOn
from wayfellow.journeys.models.proposed_place import ProposedPlace
from wayfellow.journeys.models.recorded import RecordedChoice
from wayfellow.journeys.models.strike import Strike
from wayfellow.journeys.models.two import OneSide
from wayfellow.journeys.models.working_note import WorkingNote
from wayfellow.people.models import Chime

__all__ = [
    "Accompaniment",
    "Addition",
    "Agreement",
    "Arrangement",
    "Break",
    "BrokenGlass",
    "Chime",
    "Closer",
    "Closing",
    "CodesField",
    "Companion",
    "Connection",
    "ConnectionStep",
    "EarlierNote",
    "EarlierReferral",
    "GoingOn",
    "Introduction",
    "Journey",
    "LONGEST_MEETING",
    "LONGEST_PLACE",
    "MOST_TIMES",
    "Objective",
    "Offer",
    "OfferedTime",
    "OneSide",
    "ProposedPlace",
    "RecordedChoice",
    "Repeats",
    "Rhythm",
    "Setting",
    "Strike",
    "TERMS",
    "UpTo",
    "WayOn",
    "WorkingNote",
]
