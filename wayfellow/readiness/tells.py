"""That the teams ask something new is told to who could answer; of a step that was agreed, whoever does it.

What they ask is not told, only that they do: the words stand on the page, for those who work in the programme.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import desk, nobody, referrals, supervision, today
from wayfellow.directory.access import its_coordinators, its_referrers, its_supervisors
from wayfellow.office.access import who_supports_there
from wayfellow.office.tells import YOURS, to_whoever_does_it
from wayfellow.readiness.access import Can

NEW = _("The teams ask something new about working together. You can answer.")
ON_THEIR_PAGE: dict[str, Any] = {
    "words": NEW,
    "page": "readiness:questions",
    "of": "readiness.Question",
    "stands": "programme",
    "opens": "programme",
}
TELLS = {
    Can.ADD_TEAM_QUESTIONS: [
        today(who_supports_there, **ON_THEIR_PAGE),
        referrals(its_referrers, **ON_THEIR_PAGE),
        supervision(its_supervisors, **ON_THEIR_PAGE),
        desk(its_coordinators, **ON_THEIR_PAGE),
    ],
    Can.AGREE_ABOUT_QUESTION: to_whoever_does_it(YOURS),
    **nobody("it stands on the page of what the teams ask, which everyone who works in the programme reads",
             Can.BEGIN_TEAM_QUESTIONS, Can.CHANGE_TEAM_QUESTION, Can.TAKE_OFF_TEAM_QUESTION, Can.REPLY,
             Can.CHANGE_REPLY, Can.TAKE_BACK_REPLY),
    **nobody("it shows something and changes nothing", Can.SEE_TEAM_QUESTIONS),
}  # fmt: skip
