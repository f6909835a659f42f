"""What a peer supporter does besides meeting people, at its hours: rooms say it, and a new plan asks about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Engagement:
    """From when to when, as the clock on the wall says it, and what it is called where everyone may read it."""

    begins: datetime
    ends: datetime
    title: str


FOUND_BY: list[Callable[[Any, date], Iterable[Engagement]]] = []


def engages(find: Callable[[Any, date], Iterable[Engagement]]) -> Callable[[Any, date], Iterable[Engagement]]:
    """Have this function say what somebody does on a day."""
    FOUND_BY.append(find)
    return find


def engagement_between(user: Any, begins: datetime, ends: datetime) -> Engagement | None:
    """Return what somebody does at that time, if anything."""
    of_the_day = (each for find in FOUND_BY for each in find(user, begins.date()))
    return next((one for one in of_the_day if one.begins <= begins < one.ends or begins <= one.begins < ends), None)
