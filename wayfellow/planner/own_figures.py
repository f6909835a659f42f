"""What a programme's own published figures say of what is to be assumed (I9: nothing that was not published)."""

from collections.abc import Mapping
from datetime import date

from wayfellow.directory.models import Programme
from wayfellow.evaluation.models import WHOLE
from wayfellow.evaluation.published import publish
from wayfellow.evaluation.queries import edition

DAYS = 7
MINUTES_ON_THE_WAY = 30  # and to note it: an example


def own_figures(programme: Programme) -> tuple[date | None, Mapping[str, float]]:
    """Return as of which day, and what can be read from the figures; what is hidden or unknown is left out."""
    newest = edition(programme, WHOLE)
    if newest is None:
        return None, {}
    published = publish(newest)
    told = {fact.code: fact.value for fact in published.facts if isinstance(fact.value, int | float)}
    flow = {row.code: row.value for each in published.sections if each.code == "flow" for row in each.rows}
    told |= {code: value for code, value in flow.items() if isinstance(value, int | float)}
    found = {}
    if told.get("days_to_ending"):
        found["weeks"] = round(told["days_to_ending"] / DAYS, 1)
        if told.get("mean"):
            found["every"] = max(round(found["weeks"] / told["mean"], 1), 0.1)
    if told.get("minutes"):
        found["minutes"] = round(told["minutes"]) + MINUTES_ON_THE_WAY
    if told.get("referred") and "said_yes" in told:
        found["say_yes"] = round(100 * told["said_yes"] / told["referred"])
    return newest.as_of, found
