"""Questions come on the page and are answered, and steps agreed. The days are passed in."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.office.actions import settle_step
from wayfellow.office.queries import phase_of
from wayfellow.readiness.access import Can
from wayfellow.readiness.asked import ASKED
from wayfellow.readiness.models import Agreed, Question, Reply
from wayfellow.readiness.queries import as_asked, as_replied

BEGUN = _("There are questions already. Nothing was changed.")


@act(Can.BEGIN_TEAM_QUESTIONS)
def begin_questions(programme, *, by):
    """Begin with the questions that other teams had."""
    if programme.team_questions.exists():
        raise Refused(BEGUN)
    _put_on_the_page(programme, [{"code": code} for code in ASKED])


@act(Can.ADD_TEAM_QUESTIONS)
def add_questions(programme, *, by, questions):
    """Put questions of a team on the page, after those that are there. It is told of the last one."""
    return _put_on_the_page(programme, [{"own_words": words} for words in questions])[-1]


def _put_on_the_page(programme, questions):
    last = programme.team_questions.aggregate(last=Max("position"))["last"] or 0
    return Question.objects.bulk_create(
        Question(programme=programme, position=position, **said)
        for position, said in enumerate(questions, start=last + 1)
    )


@act(Can.CHANGE_TEAM_QUESTION)
def change_question(question, *, by, edit_token, words):
    """Say a question in other words."""
    unless_changed(as_asked(question), edit_token=edit_token)
    question.own_words = words
    question.save(update_fields=["own_words"])


@act(Can.TAKE_OFF_TEAM_QUESTION)
def take_off_question(question, *, by):
    """It is no longer asked: its answers go with it, and what was agreed stays in the office."""
    Question.objects.filter(pk=question.pk).delete()


@act(Can.REPLY)
def reply(question, *, by, id, on, words):
    """Somebody who works in the programme answers."""
    return Reply.objects.create(id=id, question=question, by=by, said_on=on, words=words)


@act(Can.CHANGE_REPLY)
def change_reply(reply, *, by, edit_token, words):
    """They answer in other words."""
    unless_changed(as_replied(reply), edit_token=edit_token)
    reply.words = words
    reply.save(update_fields=["words"])


@act(Can.TAKE_BACK_REPLY)
def take_back_reply(reply, *, by):
    """An answer is gone from the page."""
    Reply.objects.filter(pk=reply.pk).delete()


@act(Can.AGREE_ABOUT_QUESTION)
def agree(question, *, by, id, step):
    """Settle who does what about a question by when: a step of the office, in the phase where the programme stands."""
    settled = settle_step(question.programme, id=id, step=step, phase=phase_of(question.programme))
    Agreed.objects.create(question=question, step=settled)
    return settled
