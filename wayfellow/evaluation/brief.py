"""One page for a board about what people looked for and did not find: only what is told already, drawn and in words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markupsafe import Markup

from wayfellow.choices.models import Format
from wayfellow.directory import gazetteer
from wayfellow.evaluation.charts import Spot, bars, places
from wayfellow.evaluation.facts import Fact
from wayfellow.evaluation.models import Edition
from wayfellow.evaluation.published import publish
from wayfellow.evaluation.unmet import ELSEWHERE, UnmetNeed

MOST_PLACES = 9  # what stands on one page; the others are told together


@dataclass(frozen=True)
class Brief:
    """The needs by kind, place and language, and how long whoever was referred has waited."""

    need: UnmetNeed
    kinds: list[tuple[str, int]]
    places: list[tuple[str, int]]
    in_other_places: int
    wait: Fact | None

    @property
    def most_asked(self) -> tuple[str, str] | None:
        """Return the kind and the place most asked for, where one is."""
        told = [(number, cell) for cell, number in self.need.told.items() if number and cell[0] != ELSEWHERE]
        most = [cell for number, cell in told if number == max(told)[0]]
        return (str(Format(most[0][1]).label), self.need.names[most[0][0]]) if len(most) == 1 else None

    @property
    def chart(self) -> Markup:
        about = _("Requests by kind of support, up to %(day)s.") % {"day": date_format(self.need.last_day)}
        return bars(_("What was looked for"), about, self.kinds)

    @property
    def drawing(self) -> Markup:
        about = _("Where the places lie to one another, north at the top. It is a drawing, not a map.")
        return places(_("Where it was looked for"), about, [_spot(*each) for each in self.places])


def brief_of(need: UnmetNeed, edition: Edition | None) -> Brief:
    """Put together what a board reads on one page."""
    kinds = [(str(each.label), number) for each in need.formats if (number := need.of_format(each))]
    by_number = [(name, need.of_place(place)) for place, name in need.names.items() if place != ELSEWHERE]
    by_number.sort(key=lambda each: (-each[1], each[0]))
    shown, others = by_number[:MOST_PLACES], by_number[MOST_PLACES:]
    together = need.of_place(ELSEWHERE) + sum(number for _name, number in others)
    return Brief(need, kinds, shown, together, _wait(edition))


def _wait(edition: Edition | None) -> Fact | None:
    facts = publish(edition).facts if edition else []
    return next((each for each in facts if each.code == "days_to_first_meeting" and each.value is not None), None)


def _spot(name: str, number: int) -> Spot:
    found = gazetteer.find(name)
    return Spot(name, number, found.point if found else None)
