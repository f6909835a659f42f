"""How whoever referred comes to introduce the two: the times that were offered, and what came of them."""

from datetime import date, time
from typing import Any, NamedTuple

from django.db import models
from django.utils.formats import date_format

from wayfellow.journeys.models.accompaniment import Accompaniment
from wayfellow.journeys.models.codes import Setting
from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedJSON, SealedText
from wayfellow.workforce.models import Peer

MOST_TIMES = 3


class OfferedTime(NamedTuple):
    """A time for the first meeting, with a number of its own: one that was replaced is not taken by mistake."""

    number: str
    on: date
    at: time
    place: str
    minutes: int
    setting: str

    def __str__(self):
        when = f"{date_format(self.on, 'l')}, {date_format(self.on)}, {self.at:%H:%M}"
        return " · ".join(str(part) for part in [when, Setting(self.setting).label, self.place] if part)


class Introduction(models.Model):
    """Up to three times for the first meeting, offered to whoever referred, and the meeting at the one they took.

    `would_suit` is what they wrote when none of these did. It belongs to these two: another peer supporter offers anew.
    """

    always_with = ("journey__person__key",)

    id = new_id()
    journey = models.OneToOneField(Journey, on_delete=models.CASCADE, related_name="introduction")
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="+")
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_on = models.DateField()
    times: Any = SealedJSON()
    would_suit = SealedText()
    answered_on = models.DateField(null=True)
    meeting = models.OneToOneField(Accompaniment, null=True, on_delete=models.SET_NULL, related_name="introduction")

    def __str__(self):
        return f"introduction of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    def offer(self, times):
        """Keep these times."""
        self.times = [time._asdict() | {"on": time.on.isoformat(), "at": time.at.isoformat()} for time in times]

    @property
    def offered(self):
        """The times as they were offered."""
        return [
            OfferedTime(**each | {"on": date.fromisoformat(each["on"]), "at": time.fromisoformat(each["at"])})
            for each in self.times or []
        ]

    def within(self, absence):
        """Return which of the times lie in a time in which the peer supporter is away."""
        return [each for each in self.offered if absence.holds(each.on)]

    @property
    def waits(self):
        """Whether the times wait for an answer."""
        return self.answered_on is None

    @property
    def is_set(self):
        """Whether one was taken, and the meeting is still to come."""
        return bool(self.meeting) and self.meeting.is_planned

    @property
    def is_cancelled(self):
        return bool(self.meeting) and self.meeting.state == Accompaniment.State.LET_GO
