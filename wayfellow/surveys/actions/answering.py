"""Asking and answering without a name."""

import json
import uuid
from datetime import timedelta
from pathlib import Path
from secrets import SystemRandom

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.surveys.access import Can
from wayfellow.surveys.models import Answers, Invitation, Invited, Questionnaire, Survey, Tablet
from wayfellow.surveys.queries.answering import newest, read_so_far, stood_for, versions
from wayfellow.surveys.shape import ANONYMOUS

SHIPPED = Path(__file__).parent.parent / "questionnaires"
OPEN_FOR = timedelta(days=90)
AT_LEAST = timedelta(days=32)
USED = _("This invitation was used already. Each one counts once.")


@anonymous
def invite_to_survey(programme, *, slug, on):
    """Open one way in to the newest version of a questionnaire, and say nothing of whom it is for."""
    questionnaire = _what_is_asked(programme, slug)
    _count(programme.pk, questionnaire.pk, on)
    return Invitation.objects.create(programme=programme, questionnaire=questionnaire, until=on + OPEN_FOR)


@anonymous
def take_back_invitation(number):
    """Close a way in that was opened by mistake. What was answered already stays, and is nobody's."""
    unused = Invitation.objects.select_for_update().filter(pk=number).first()
    if unused:
        _count(unused.programme_id, unused.questionnaire_id, unused.until - OPEN_FOR, -1)
        unused.delete()


def _count(programme_id, questionnaire_id, on, number=1):
    """Count how many were invited, for a month: whose way in it was, and whether it was used, is in no row."""
    of_the_month = {
        "programme_id": programme_id,
        "questionnaire_id": questionnaire_id,
        "month": on.replace(day=1),
    }
    counted, _is_new = Invited.objects.get_or_create(**of_the_month)
    Invited.objects.filter(pk=counted.pk, number__gte=-number).update(number=F("number") + number)


def _what_is_asked(programme, slug):
    """The programme's own survey in its place, or the questionnaire of the installation."""
    shipped = newest_shipped(slug)
    survey, _is_new = Survey.objects.get_or_create(
        programme=programme,
        stands_for=slug,
        defaults={
            "slug": f"{slug}-{uuid.uuid4().hex[:8]}",
            "title": shipped.content["title"],
            "description": shipped.content["description"],
        },
    )
    return shipped if survey.retired_on else newest(survey)


@anonymous
def newest_shipped(slug):
    """Return what ships: a version, `slug-version.json`, comes into the database when first used, and stays (I12)."""
    version = max(int(path.stem.removeprefix(f"{slug}-")) for path in SHIPPED.glob(f"{slug}-*.json"))
    content = json.loads((SHIPPED / f"{slug}-{version}.json").read_text(encoding="utf-8"))
    Questionnaire.objects.get_or_create(slug=slug, version=version, defaults={"content": content})
    return stood_for(slug).latest("version")


@act(Can.ASK_WITH_SURVEY)
def make_links(survey, *, by, how_many, until, on):
    """Open so many ways in, until a day. Only whoever asked for them sees their addresses, once."""
    questionnaire = _asked_without_a_name(survey)
    way_in = {"programme_id": survey.programme_id, "questionnaire": questionnaire, "until": until}
    _count(survey.programme_id, questionnaire.pk, on, how_many)
    return tuple(Invitation.objects.bulk_create(Invitation(**way_in) for _each in range(how_many)))


@act(Can.ASK_WITH_SURVEY)
def start_tablet(survey, *, by, id, on):
    """Set up a shared device on which people answer one after another, until the day is over."""
    Tablet.objects.filter(survey=survey, on__lt=on).delete()
    Tablet.objects.create(id=id, survey=survey, questionnaire=_asked_without_a_name(survey), on=on)


@act(Can.ASK_WITH_SURVEY)
def end_tablets(survey, *, by):
    """Close every shared device. What was begun on them and not sent is gone."""
    Tablet.objects.filter(survey=survey).delete()


@act(Can.ASK_WITH_SURVEY)
def enter_paper(survey, *, by, month, language, given):
    """Type in what somebody answered on paper. The answers carry that they were on paper, and nobody's name."""
    questionnaire = _asked_without_a_name(survey)
    _keep(Answers(id=uuid.uuid4(), month=month.replace(day=1), on_paper=True, language=language, given=given),
          questionnaire, survey.programme_id)  # fmt: skip


def _asked_without_a_name(survey):
    if survey.kept != ANONYMOUS or survey.retired_on or not versions(survey).exists():
        raise Refused(_("Only a survey without names, published and not retired, can be asked in this way."))
    return newest(survey)


@anonymous
def begin_without_a_name(invitation, *, idempotency_key, on):
    """Exchange an invitation for one that nothing else points to, so that what is answered step by step is nobody's."""
    if Invitation.objects.filter(pk=idempotency_key).exists():
        return
    held = _held(invitation)
    asked = {"programme_id": held.programme_id, "questionnaire_id": held.questionnaire_id}
    Invitation.objects.create(id=idempotency_key, until=_the_same_for_all(on), **asked)
    held.delete()


def _the_same_for_all(on):
    """Return the one day, some weeks on, on which all ends that is begun in this month."""
    next_month = (on.replace(day=1) + AT_LEAST).replace(day=1)
    return next_month + AT_LEAST


@anonymous
def begin_on_tablet(tablet, *, idempotency_key):
    """Let the next person begin. What somebody before left unfinished on this device is gone."""
    if Invitation.objects.filter(pk=idempotency_key).exists():
        return
    held = Tablet.objects.select_for_update(of=("self",)).select_related("survey").get(pk=tablet.pk)
    Invitation.objects.filter(tablet=held).delete()
    _count(held.survey.programme_id, held.questionnaire_id, held.on)
    Invitation.objects.create(
        id=idempotency_key, tablet=held, until=held.on,
        programme_id=held.survey.programme_id, questionnaire_id=held.questionnaire_id,
    )  # fmt: skip


@anonymous
def forget_lapsed(*, on):
    """Let go of ways in that nobody came by in time, and of what was begun and never sent."""
    Invitation.objects.filter(until__lt=on).delete()
    Tablet.objects.filter(on__lt=on).delete()


@anonymous
def answer_one(invitation, *, name, answer):
    """Keep one answer, sealed, until everything is sent. No answer takes the earlier one back."""
    held = _held(invitation)
    so_far = {key: kept for key, kept in read_so_far(held).items() if key != name}
    held.so_far = json.dumps(so_far | ({} if answer is None else {name: answer}))
    held.save(update_fields=["so_far"])


@anonymous
def let_begun_go(invitation):
    """Somebody would rather stop. What they answered so far is gone."""
    Invitation.objects.filter(pk=invitation.pk).delete()


@anonymous
def give_answers(invitation, *, idempotency_key, month, language, given):
    """Keep what somebody answered, and nothing of who they are. The invitation is used up.

    The one exception to `act`: anonymous by design, so there is no actor and no line in the journal.
    """
    if Answers.objects.filter(pk=idempotency_key).exists():
        return
    held = _held(invitation)
    answers = Answers(id=idempotency_key, month=month.replace(day=1), language=language, given=given)
    _keep(answers, held.questionnaire, held.programme_id)
    held.delete()


def _held(invitation):
    held = Invitation.objects.select_for_update(of=("self",)).select_related("questionnaire").filter(pk=invitation.pk)
    found = held.first()
    if found is None:
        raise Refused(USED)
    return found


def _keep(answers, questionnaire, programme_id):
    """Put answers among the others of their month, all written anew in no order: where a row stands tells nothing."""
    answers.questionnaire, answers.programme_id = questionnaire, programme_id
    list(Questionnaire.objects.select_for_update(no_key=True).filter(pk=questionnaire.pk))
    others = Answers.objects.filter(questionnaire=questionnaire, programme=programme_id, month=answers.month)
    together = [*others.order_by("pk"), answers]
    SystemRandom().shuffle(together)
    others.delete()
    Answers.objects.bulk_create(together)
