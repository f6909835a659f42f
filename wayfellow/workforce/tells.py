"""That a peer supporter is away is told to who coordinates; what they say for themselves is told to nobody."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import desk, nobody, today
from wayfellow.workforce.access import (
    Can,
    themself_supporting,
    who_coordinates_the_programme,
    who_coordinates_them,
    who_leaves,
)

AN_ABSENCE: dict[str, Any] = {"of": "workforce.Absence", "stands": "peer", "page": "home:today", "opens": None}

A_LEAVING: dict[str, Any] = {"of": "workforce.Leaving", "page": "journeys:leaving"}

TELLS = {
    Can.GO_AWAY: [
        today(themself_supporting,
              (_("You are away from %(begins_on)s to %(until)s."), _("You are away from %(begins_on)s.")),
              where=Q(ended_on=None), **AN_ABSENCE),
        desk(who_coordinates_them,
             (_("A peer supporter is away from %(begins_on)s to %(until)s."),
              _("A peer supporter is away from %(begins_on)s.")),
             where=Q(ended_on=None), **AN_ABSENCE | {"page": "home:desks"}),
    ],
    Can.COME_BACK: [
        desk(who_coordinates_them, _("A peer supporter who was away is back."),
             where=Q(ended_on__gte=F("begins_on")), **AN_ABSENCE | {"page": "home:desks", "of": ""}),
    ],
    Can.LEAVE: [
        today(who_leaves, _("You leave on %(last_day)s."), where=Q(taken_back_on=None, ended_on=None), **A_LEAVING),
        desk(who_coordinates_the_programme, _("A peer supporter leaves on %(last_day)s."), at_once=True,
             where=Q(taken_back_on=None, ended_on=None), **A_LEAVING),
    ],
    Can.STAY: [
        today(who_leaves, _("You stay after all."), **A_LEAVING),
        desk(who_coordinates_the_programme, _("A peer supporter stays after all."), **A_LEAVING),
    ],
    Can.THANK: [
        today(who_leaves, _("Somebody wrote you a few words."), of="workforce.Thanks", stands="leaving",
              page="journeys:leavings", opens=None),
    ],
    **nobody("it shows something and changes nothing", Can.SEE_LEAVING, Can.READ_THANKS),
    **nobody("whom somebody knows is nobody's to hear of: only nobody is asked who knows them", Can.SAY_WHOM_I_KNOW,
             Can.SAY_WHOM_THEY_KNOW),
    **nobody("what a peer supporter writes for themself is theirs alone", Can.REFLECT, Can.CHANGE_REFLECTION),
    **nobody("it is read where somebody is proposed, and nobody waits for it", Can.WRITE_OWN_PAGE, Can.KEEP_WEEK),
    **nobody("whoever does it keeps the installation, and nobody waits for it", Can.KEEP_PEER),
    **nobody("it shows something and changes nothing", Can.SEE_OWN_DAY),
}  # fmt: skip
