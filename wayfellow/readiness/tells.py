"""Whoever does what was agreed is told that it is theirs; the questions stand on their page."""

from wayfellow.access.tellings import nobody
from wayfellow.office.tells import YOURS, to_whoever_does_it
from wayfellow.readiness.access import Can

TELLS = {
    Can.AGREE_ABOUT_QUESTION: to_whoever_does_it(YOURS),
    **nobody("it stands on the page of what the teams ask, which everyone who works in the programme reads",
             Can.BEGIN_TEAM_QUESTIONS, Can.ADD_TEAM_QUESTIONS, Can.CHANGE_TEAM_QUESTION, Can.TAKE_OFF_TEAM_QUESTION,
             Can.REPLY, Can.CHANGE_REPLY, Can.TAKE_BACK_REPLY),
    **nobody("it shows something and changes nothing", Can.SEE_TEAM_QUESTIONS),
}  # fmt: skip
