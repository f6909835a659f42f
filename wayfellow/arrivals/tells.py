"""Whom a peer supporter trusts is written to where they are not back; nobody else is told of it."""

from wayfellow.access.tellings import nobody
from wayfellow.arrivals.access import Can

DUTY = [Can.SEE_DUTY, Can.SET_DUTY]
TELLS = {
    **nobody("the one they trust is written to where they are not back in time, and nobody else",
             *(can for can in Can if can not in DUTY)),
    **nobody("it stands on the rota", *DUTY),
}  # fmt: skip
