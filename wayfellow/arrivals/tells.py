"""Whom a peer supporter trusts is written to where they are not back; nobody else is told of it."""

from wayfellow.access.tellings import nobody
from wayfellow.arrivals.access import Can

TELLS = nobody("the one they trust is written to where they are not back in time, and nobody else", *Can)
