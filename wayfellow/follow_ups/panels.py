"""The way to the quarters, and the one that waits: on the desk, in the office and in supervision."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.follow_ups import queries
from wayfellow.follow_ups.models import called
from wayfellow.follow_ups.quarters import due_on, last_quarter
from wayfellow.ui.home_pages import link, panel

link("desk.around", order=51, label=_("Quarterly follow-up"), to="follow_ups:follow_ups", of_record=True)


@panel("desk.asked", order=71, template="follow_ups/panels/due.html", statements=0, load=queries.with_what_is_due)
def on_the_desk(request, programme):
    """That the last quarter waits to be looked at by both organisations, or was missed."""
    return _the_last_quarter() if programme.follow_up_waits else None


@panel("office", order=10, template="follow_ups/panels/office.html", statements=1)
def in_the_office(request, programme):
    return {"waits": _the_last_quarter() if queries.what_is_due(programme) else None}


IN_SUPERVISION: dict[str, Any] = {
    "order": 60,
    "template": "follow_ups/panels/to_sign.html",
    "statements": 1,
    "load": queries.with_what_is_due,
}


@panel("supervision", **IN_SUPERVISION)
def in_supervision(request, programmes):
    """What waits for a supervisor's signature, and the way to the quarters of their programmes."""
    there = [programme for programme in programmes if programme.has_follow_ups]
    return {"programmes": there, "to_sign": list(queries.to_sign(request.user))} if there else None


@panel("load", **IN_SUPERVISION)
def in_one(request, programme):
    return in_supervision(request, [programme])


def _the_last_quarter():
    quarter = last_quarter(timezone.localdate())
    return {"called": called(quarter), "due_on": due_on(quarter), "is_missed": due_on(quarter) < timezone.localdate()}
