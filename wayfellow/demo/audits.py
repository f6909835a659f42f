"""An audit of one team that is closed: four sides saw it, and not as one."""

import uuid
from datetime import timedelta

from django.utils import timezone

from wayfellow.audits import actions
from wayfellow.audits.results import statements
from wayfellow.audits.tools import WHO, Group
from wayfellow.demo.words import TOLD
from wayfellow.directory.models import Programme
from wayfellow.surveys.actions import enter_paper
from wayfellow.surveys.queries import newest

WHO_ANSWERED = {Group.PEOPLE: 6, Group.PEERS: 5, Group.PROFESSIONALS: 9, Group.MANAGERS: 2}
USUAL, NOT_YET = "usual", "not_yet"
# Where somebody saw it otherwise than “partly”, by who answered.
SEEN: dict[Group, dict[str, list[str]]] = {
    Group.PEOPLE: {
        USUAL: ["free_to_choose", "say_doubts", "contact_named", "people_told"],
        NOT_YET: ["plain_words", "people_decide", "what_is_shared"],
    },
    Group.PEERS: {
        USUAL: ["role_written", "supervision", "first_month", "fair_pay", "contact_named"],
        NOT_YET: ["tell_it", "in_meetings", "disagree", "room_to_learn", "not_an_assistant"],
    },
    Group.PROFESSIONALS: {
        USUAL: ["tell_it", "plain_words", "in_meetings", "say_doubts", "contact_named", "recovery", "place_to_work"],
        NOT_YET: ["met_somebody", "room_to_learn", "look_back"],
    },
    Group.MANAGERS: {USUAL: ["fair_pay", "role_written"], NOT_YET: []},
}
EVERY_FOURTH = 4  # answers otherwise, so that nobody speaks with one voice


def tell(cast):
    programme, today = Programme.objects.get(slug="example-today"), timezone.localdate()
    begun_on, closed_on = today - timedelta(days=42), today - timedelta(days=13)
    asked = {"tool": "readiness", "about": TOLD["audit"]["team"], "until": closed_on}
    audit = actions.begin_audit(programme, by=cast.carme, id=uuid.uuid4(), on=begun_on, **asked)
    names = [item["linkId"] for item in statements(newest(audit.survey).content)]
    for group, number in WHO_ANSWERED.items():
        for turn in range(number):
            given = _given(group, names, turn)
            enter_paper(audit.survey, by=cast.carme, month=begun_on, language="ca", given=given)
    actions.close_audit(audit, by=cast.carme, on=closed_on)
    need = {"statement": "in_meetings", "kind": "training", "words": TOLD["audit"]["course"]}
    actions.draw_need(audit, by=cast.carme, id=uuid.uuid4(), on=closed_on, **need)


def _given(group, names, turn):
    seen = {name: answer for answer, those in SEEN[group].items() for name in those}
    given = {
        name: ["partly" if (turn + place) % EVERY_FOURTH == 0 else seen.get(name, "partly")]
        for place, name in enumerate(names)
    }
    return given | {WHO: [group.value]}
