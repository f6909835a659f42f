"""One person's way through a programme with one peer supporter, from referral to closing."""

from wayfellow.journeys.models.accompaniment import LONGEST_MEETING, Accompaniment, Addition
from wayfellow.journeys.models.agreement import TERMS, Agreement, GoingOn
from wayfellow.journeys.models.closing import Closing
from wayfellow.journeys.models.codes import Closer, CodesField, Companion, Rhythm, Setting
from wayfellow.journeys.models.connection import Connection
from wayfellow.journeys.models.glass import BrokenGlass
from wayfellow.journeys.models.journey import Journey, Objective, Offer
from wayfellow.journeys.models.recorded import RecordedChoice
from wayfellow.journeys.models.strike import Strike
from wayfellow.journeys.models.two import OneSide
from wayfellow.people.models import Chime

__all__ = [
    "Accompaniment",
    "Addition",
    "Agreement",
    "BrokenGlass",
    "Chime",
    "Closer",
    "Closing",
    "CodesField",
    "Companion",
    "Connection",
    "GoingOn",
    "Journey",
    "LONGEST_MEETING",
    "Objective",
    "Offer",
    "OneSide",
    "RecordedChoice",
    "Rhythm",
    "Setting",
    "Strike",
    "TERMS",
]
