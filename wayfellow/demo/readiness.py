"""What the teams of the example ask: five questions, answered by Pau and others, and what was agreed about one."""

import uuid
from datetime import timedelta

from django.utils import timezone

from wayfellow.audits import actions as audits
from wayfellow.demo.words import TOLD
from wayfellow.directory.models import Programme
from wayfellow.readiness import actions
from wayfellow.readiness.queries import questions_of
from wayfellow.surveys.actions import enter_paper

STATEMENTS = ["know_role", "worth", "colleague", "invite", "say_worry"]
# Where nine professionals stood before and after, of twenty; one who answered later is not among them.
BEFORE = [7, 9, 6, 11, 8, 10, 7, 9, 8, 12]
AFTER = [13, 14, 12, 15, 14, 15, 11, 14, 13]


def tell(cast):
    programme, today = Programme.objects.get(slug="example-today"), timezone.localdate()
    told = TOLD["readiness"]
    actions.begin_questions(programme, by=cast.carme)
    actions.add_questions(programme, by=cast.carme, questions=[told["own"]])
    asked = {question.code: question for question in questions_of(programme)}
    for code, who, answer in [
        ("welcome", cast.pau, "welcome"),
        ("gentle", cast.pau, "gentle"),
        ("gentle", cast.rosa, "gentle_too"),
        ("training", cast.silvia, "training"),
        ("", cast.carme, "own_answer"),
    ]:
        said = {"on": today - timedelta(days=20), "words": told[answer]}
        actions.reply(asked[code], by=who, id=uuid.uuid4(), **said)
    step = {"words": told["step"], "owner": cast.rosa, "owner_in_words": "", "every_months": None}
    actions.agree(asked["prepare"], by=cast.carme, id=uuid.uuid4(), step=step | {"due_on": today + timedelta(days=9)})
    _pulse(cast, programme, today)


def _pulse(cast, programme, today):
    before, after = today - timedelta(days=150), today - timedelta(days=16)
    asked = {"tool": "pulse", "about": TOLD["audit"]["team"], "until": before + timedelta(days=14)}
    first = audits.begin_audit(programme, by=cast.carme, id=uuid.uuid4(), on=before, **asked)
    _answered(cast, first, before, BEFORE)
    audits.close_audit(first, by=cast.carme, on=before + timedelta(days=14))
    again = {"on": after, "until": after + timedelta(days=10), "as_shipped": False}
    second = audits.repeat_audit(first, by=cast.carme, id=uuid.uuid4(), **again)
    _answered(cast, second, after, AFTER)
    audits.close_audit(second, by=cast.carme, on=after + timedelta(days=10))


def _answered(cast, audit, month, totals):
    for number, total in enumerate(totals, start=300):
        steps = {name: total // 5 + (at < total % 5) for at, name in enumerate(STATEMENTS)}
        enter_paper(audit.survey, by=cast.carme, month=month, language="ca", given=steps | {"number": number})
