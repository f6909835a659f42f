"""Answering as oneself: what somebody answers is sealed with their key, and theirs."""

import json

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.surveys import letters
from wayfellow.surveys.access import Can
from wayfellow.surveys.models import Mail, OwnAnswers, Shown
from wayfellow.surveys.queries.answering import newest, read_given
from wayfellow.surveys.queries.own import safe_address
from wayfellow.surveys.showing import only_asked


@act(Can.ANSWER_SURVEY)
def begin(survey, *, by, id, on, language):
    """Somebody begins to answer. Who will read it is settled now, and does not change."""
    questionnaire = newest(survey)
    return OwnAnswers.objects.create(
        id=id,
        person=by.person,
        questionnaire=questionnaire,
        programme_id=survey.programme_id,
        kept=questionnaire.kept,
        read_by=survey.read_by,
        language=language,
        begun_on=on,
    )


@act(Can.FILL_IN)
def answer_own(answers, *, by, name, answer):
    """Keep one answer. No answer takes the earlier one back."""
    _unless_sent(answers)
    given = {key: kept for key, kept in read_given(answers).items() if key != name}
    answers.given = json.dumps(given | ({} if answer is None else {name: answer}))
    answers.save(update_fields=["given"])


@act(Can.FILL_IN)
def send_own(answers, *, by, on):
    """They are done. Answers to questions that are not asked any more are left out."""
    _unless_sent(answers)
    given = only_asked(answers.questionnaire.content, read_given(answers))
    if not given:
        raise Refused(_("Nothing is answered yet. Answer what you like, then send."))
    answers.given, answers.sent_on = json.dumps(given), on
    answers.save(update_fields=["given", "sent_on"])


@act(Can.FILL_IN)
def take_back(answers, *, by):
    """They would rather not have answered. Nothing of it stays, for whoever could read it neither."""
    OwnAnswers.objects.filter(pk=answers.pk).delete()


@act(Can.SHOW_OVER_TIME)
def show_over_time(survey, *, by, to):
    """Let others see how one's answers go over time, from now on; to nobody ends it at once."""
    shown = Shown(survey=survey, person=by.person)
    if to:
        shown, _is_new = Shown.objects.update_or_create(survey=survey, person=by.person, defaults={"to": to})
    else:
        Shown.objects.filter(survey=survey, person=by.person).delete()
    return shown


@act(Can.WANT_MAIL)
def want_mail(person, *, by, wanted, site):
    """Have a short note sent when a survey waits, to the address that is safe; or stop that."""
    if not wanted:
        Mail.objects.filter(person=person).delete()
    elif not safe_address(person):
        raise Refused(_("First say at which e-mail address it is safe to write to you."), field="wanted")
    else:
        Mail.objects.get_or_create(person=person, defaults={"site": site})


@anonymous
def stop_mail(pk):
    """Whoever has the link of a note wants no more of them."""
    Mail.objects.filter(pk=pk).delete()


@anonymous
def tell(mail, *, to, due):
    """Have a note sent, and count it."""
    mail.told |= due
    mail.save(update_fields=["told"])
    letters.write(mail, to)


def _unless_sent(answers):
    if answers.sent_on:
        raise Refused(_("These answers have already been sent. You can take them back and answer again."))
