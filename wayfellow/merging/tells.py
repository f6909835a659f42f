"""Whom two records tell that may be of one person. That somebody said no tells nobody."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import desk, my, nobody, today
from wayfellow.merging.access import Can, the_coordinators_of_both, the_peer_who_asks_them
from wayfellow.people.access import the_person

WAITS, IS_ONE, IS_TWO_AGAIN = Q(state="asked"), Q(state="done"), Q(state="undone")
TO_ANSWER: dict[str, Any] = {"page": "merging:answer_merge", "of": "people.Merge", "where": WAITS}

TELLS = {
    Can.ASK_MERGE: [
        my(the_person, _("Two records may both be about you. Are they?"), **TO_ANSWER),
        today(the_peer_who_asks_them, _("There may be two records of %(person)s. Please ask them."), **TO_ANSWER),
    ],
    Can.ANSWER_MERGE: [
        desk(the_coordinators_of_both, _("Two records of %(person)s became one."), "merging:merge", where=IS_ONE),
    ],
    Can.UNDO_MERGE: [
        my(the_person, _("One record about you is two again."), "home:my", opens=None, where=IS_TWO_AGAIN),
        desk(the_coordinators_of_both, _("There are two records of %(person)s again."), "merging:merge",
             where=IS_TWO_AGAIN),
    ],
    **nobody("it shows something and changes nothing", Can.SEE_TWICE),
    **nobody("whoever answered or undid it is told of, and this is a part of that", Can.MERGE, Can.PART),
}  # fmt: skip
