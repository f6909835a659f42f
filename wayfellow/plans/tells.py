"""What is told of a plan: what others say beside it. Everything else in it is the person’s own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import my, nobody
from wayfellow.plans.access import Can, to_whom_it_is_said, whose_plan_it_is

SAID = _("Someone commented on your plan.")
ITS_PART: dict[str, Any] = {"page": "plans:part", "opens": "part_id"}

TELLS = {
    Can.REMARK: [my(to_whom_it_is_said, SAID, of="plans.Remark", **ITS_PART)],
    Can.REMARK_BY_LINK: [my(whose_plan_it_is, SAID, stands="part", **ITS_PART)],
    **nobody("it is the person's own, and nobody waits for it", Can.KEEP_VISITS, Can.KEEP_SUPPORTS, Can.KEEP_PLAN,
             Can.CHANGE_VISIT, Can.CHANGE_SUPPORT, Can.WRITE_PART),
    **nobody("the person gives the link away themself", Can.INVITE_TO_PART),
    **nobody("it shows something and changes nothing", Can.SEE_REMARK, Can.OPEN_BY_LINK),
}  # fmt: skip
