"""The four phases in which a programme is put in place, and the path that it begins with and adapts.

The path, and what is said of Nou Barris with its dates, are from García-Gómez et al. (2024).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    DESIGN = "design", _("Design")
    IMMERSION = "immersion", _("Immersion, the first month")
    AUTONOMY = "autonomy", _("Full autonomy")
    FOLLOW_UP = "follow_up", _("Follow-up")


@dataclass(frozen=True)
class Proposed:
    """A step of the path: so many months after the peer supporter joins, or before. `there`: in Nou Barris.

    `at`: the page of the programme on which it is done, and how one is led there.
    """

    phase: Phase
    words: Any
    there: Any
    months: int | None
    at: tuple[str, Any]
    every_months: int | None = None


PATH = {
    "read": Proposed(
        Phase.DESIGN,
        _("Read what is published, and look at programmes that work"),
        _("The management of the foundation reviewed what was published abroad, and models that had worked."),
        months=-6,
        at=("office:path", _("How it went in Nou Barris")),
    ),
    "agree": Proposed(
        Phase.DESIGN,
        _("Agree between the organisations how you work together, and sign it"),
        _("Second half of 2021: the foundation and Federació Veus met, and settled the contract."),
        months=-3,
        at=("office:responsibilities", _("Who does what")),
    ),
    "tell_teams": Proposed(
        Phase.DESIGN,
        _("Tell the teams that a peer supporter is coming"),
        _("First quarter of 2022: the teams were told, so that they would make her welcome."),
        months=-1,
        at=("readiness:questions", _("What the teams ask")),
    ),
    "join": Proposed(
        Phase.IMMERSION,
        _("The peer supporter joins the teams"),
        _("May 2022."),
        months=0,
        at=("invitations:invite_member", _("Invite somebody")),
    ),
    "equip": Proposed(
        Phase.IMMERSION,
        _("Provide a phone and a computer"),
        _("First month: a mobile phone and a computer."),
        months=0,
        at=("office:needs", _("What is needed")),
    ),
    "introduce": Proposed(
        Phase.IMMERSION,
        _("Introduce the peer supporter to the teams and services around"),
        _("First month: to the teams of the foundation, and to services and community places of northern Barcelona."),
        months=1,
        at=("office:liaisons", _("Organisations around")),
    ),
    "come_along": Proposed(
        Phase.IMMERSION,
        _("Somebody of the team comes along to the first visits"),
        _("First month: a nurse."),
        months=1,
        at=("office:meetings", _("Team meetings")),
    ),
    "own_agenda": Proposed(
        Phase.AUTONOMY,
        _("The peer supporter keeps their own agenda"),
        _("One month after joining: accompaniments with her own agenda."),
        months=1,
        at=("home:load", _("Supervision")),
    ),
    "refer": Proposed(
        Phase.AUTONOMY,
        _("Settle who refers people, and begin"),
        _("One month after joining: referrals from two programmes of the centre, TMS and home care (PADI)."),
        months=1,
        at=("journeys:refer", _("Refer somebody")),
    ),
    "look_together": Proposed(
        Phase.FOLLOW_UP,
        _("Both managements look together at how it goes, and at what is needed"),
        _("Every three months: joint supervision by the managements of Federació Veus and of the foundation."),
        months=3,
        at=("follow_ups:follow_ups", _("Quarterly follow-up")),
        every_months=3,
    ),
    "stand_by": Proposed(
        Phase.FOLLOW_UP,
        _("Somebody of the team stands by the peer supporter all along"),
        _("All along: a nurse of the foundation."),
        months=None,
        at=("office:responsibilities", _("Who does what")),
    ),
}
