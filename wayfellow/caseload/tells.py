"""Bringing in what was before tells nobody."""

from wayfellow.access.tellings import nobody
from wayfellow.caseload.access import Can

TELLS = nobody("it happened before, and those who walk along know it", *Can)
