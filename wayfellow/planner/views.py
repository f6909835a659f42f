"""The page of the planner."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from wayfellow.access.guard import needs
from wayfellow.directory.models import Programme
from wayfellow.evaluation import access as evaluation
from wayfellow.evaluation.charts import columns
from wayfellow.planner.forms import AssumptionsForm
from wayfellow.planner.own_figures import own_figures
from wayfellow.planner.simulation import Outcome, outcomes


@require_safe
@needs(evaluation.Can.SEE_EVALUATION)
def planner(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What is assumed, and once it is sent, with how many peer supporters people would wait how long."""
    as_of, own = own_figures(programme)
    form = AssumptionsForm(request.GET or None, own=own, as_of=as_of)
    page: dict[str, Any] = {"programme": programme, "form": form, "own": own, "found": None}
    if form.is_valid():
        given, found = form.assumptions, outcomes(form.assumptions)
        by_number = {each.peers: each for each in found}
        enough = next((each for each in found if each.is_enough), None)
        page |= {"given": given, "found": found, "enough": enough, "chart": _drawn(found)}
        page |= {"fewer": by_number.get(enough.peers - 1), "more": by_number.get(enough.peers + 1)} if enough else {}
    return render(request, "planner/planner.html", page)


def _drawn(found: list[Outcome]) -> Markup:
    title = _("People who begin in time")
    rows = [(str(each.peers), each.in_time) for each in found]
    description = _("For each number of peer supporters, the share of people who begin in time.")
    too_few = sum(not each.is_enough for each in found)
    return columns(title, description, rows, say=_percent, line_before=too_few)


def _percent(share: float) -> str:
    return _("%(number)s%%") % {"number": round(share * 100)}
