"""Asking and answering without a name."""

import json
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, anonymous
from wayfellow.surveys.models import Answers, Invitation, Questionnaire

SHIPPED = Path(__file__).parent / "questionnaires"


@anonymous
def invite(programme, *, slug):
    """Open one way in to the newest version of a questionnaire, and say nothing of whom it is for."""
    return Invitation.objects.create(programme=programme, questionnaire=_newest(slug))


def _newest(slug):
    """A shipped version, `slug-version.json`, comes into the database when it is first used, and stays (I12)."""
    version = max(int(path.stem.removeprefix(f"{slug}-")) for path in SHIPPED.glob(f"{slug}-*.json"))
    content = json.loads((SHIPPED / f"{slug}-{version}.json").read_text(encoding="utf-8"))
    Questionnaire.objects.get_or_create(slug=slug, version=version, defaults={"content": content})
    return Questionnaire.objects.filter(slug=slug).latest("version")


@anonymous
def give_answers(invitation, *, once, month, language, given):
    """Keep what somebody answered, and nothing of who they are. The invitation is used up.

    The one exception to `act`: anonymous by design, so there is no actor and no line in the journal.
    """
    if Answers.objects.filter(pk=once).exists():
        return
    held = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if held is None:
        raise Refused(_("This invitation was used already. Each one counts once."))
    Answers.objects.create(
        id=once,
        questionnaire_id=held.questionnaire_id,
        programme_id=held.programme_id,
        month=month.replace(day=1),
        language=language,
        given=given,
    )
    held.delete()
