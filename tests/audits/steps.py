"""Audits as they are begun, answered and closed through the acts, for the tests."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from wayfellow.audits import actions
from wayfellow.audits.models import Audit
from wayfellow.audits.results import statements
from wayfellow.surveys.models import Answers
from wayfellow.surveys.queries import newest

TODAY = timezone.localdate()
IN_FOUR_WEEKS = TODAY + timedelta(weeks=4)


def begun_audit(cast, *, tool="readiness", about="Example team", programme=None, by=None, until=IN_FOUR_WEEKS):
    asked = {"tool": tool, "about": about, "until": until}
    return actions.begin_audit(programme or cast.programme, by=by or cast.carme, id=uuid4(), on=TODAY, **asked)


def answered(cast, audit, group, number, *, usual=(), not_yet=()):
    """Have so many of a group answer, each the same: the named statements so, all others partly."""
    asked = [item["linkId"] for item in statements(newest(audit.survey).content)]
    given = dict.fromkeys(asked, ["partly"])
    given |= dict.fromkeys(usual, ["usual"]) | dict.fromkeys(not_yet, ["not_yet"]) | {"who": [group]}
    told = {"questionnaire": newest(audit.survey), "programme": audit.programme, "month": TODAY.replace(day=1)}
    Answers.objects.bulk_create(Answers(language="ca", given=given, **told) for _each in range(number))


def closed_audit(cast, **how):
    """Professionals see it otherwise than peer supporters; two people and three managers answered, too."""
    audit = begun_audit(cast, **how)
    answered(cast, audit, "professionals", 6, usual=["tell_it"])
    answered(cast, audit, "peers", 5, not_yet=["tell_it", "supervision"])
    answered(cast, audit, "people", 2)
    answered(cast, audit, "managers", 3)
    return closed(cast, audit)


def closed(cast, audit):
    actions.close_audit(audit, by=cast.carme, on=TODAY)
    return Audit.objects.get(pk=audit.pk)


def repeated(cast, audit, *, as_shipped=False):
    again = {"id": uuid4(), "on": TODAY, "until": IN_FOUR_WEEKS, "as_shipped": as_shipped}
    return actions.repeat_audit(audit, by=cast.carme, **again)


def drawn_need(cast, audit, *, statement="supervision", kind="training", words="A course on supervision"):
    return actions.draw_need(audit, by=cast.carme, id=uuid4(), on=TODAY, statement=statement, kind=kind, words=words)
