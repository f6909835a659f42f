"""Surveys tell nobody: which wait for an answer stands on the page, and who answered is nobody’s to hear of."""

from wayfellow.access.tellings import nobody
from wayfellow.surveys.access import Can

TELLS = {
    **nobody("which survey waits stands on the person's page, as long as it does", Can.PUBLISH_SURVEY,
             Can.ASK_WITH_SURVEY),
    **nobody("nobody hears that somebody answers: who may read it finds it where they look", Can.ANSWER_SURVEY,
             Can.FILL_IN, Can.SHOW_OVER_TIME),
    **nobody("the person settles it for themself", Can.WANT_MAIL),
    **nobody("those who make it find it there", Can.MAKE_SURVEY, Can.CHANGE_SURVEY, Can.CHANGE_QUESTION),
    **nobody("it shows something and changes nothing", Can.SEE_SURVEY),
}  # fmt: skip
