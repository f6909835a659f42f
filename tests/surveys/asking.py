"""Surveys of a programme, made and published through the acts, for the tests."""

import uuid

from django.utils import timezone

from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.surveys import actions
from wayfellow.surveys.models import OwnAnswers, Questionnaire, Survey
from wayfellow.surveys.queries import counts, given_to
from wayfellow.surveys.queries.making import ready_made, whole_draft, written

TODAY = timezone.localdate()


def ready(name):
    return next(each.content for each in ready_made() if each.name == name)


def making(cast, content=None, *, kept="anonymous", read_by="", by=None):
    """A survey that is being written, from the experience of choice unless another is given."""
    made = uuid.uuid4()
    content = content or ready("choice")
    actions.make(cast.programme, by=by or cast.carme, id=made, content=content, kept=kept, read_by=read_by)
    return Survey.objects.get(pk=made)


def publish(cast, survey):
    edit_token = edit_token_of(whole_draft(survey, written(survey)))
    actions.publish(survey, by=cast.carme, edit_token=edit_token, on=TODAY)
    return survey


def asking(cast, content=None, **how):
    return publish(cast, making(cast, content, **how))


def answers_of(cast, survey, given, on=TODAY):
    """What Montse sent as herself."""
    own = uuid.uuid4()
    actions.begin(survey, by=cast.montse, id=own, on=on, language="ca")
    answers = OwnAnswers.objects.get(pk=own)
    for name, answer in given.items():
        actions.answer_own(answers, by=cast.montse, name=name, answer=answer)
    actions.send_own(answers, by=cast.montse, on=on)
    return answers


def counted(programme):
    """What is counted of each version that was answered in a programme, as the evaluation counts it."""
    asked = Questionnaire.objects.filter(answers__programme=programme).distinct().order_by("slug", "version")
    return [count | {"version": each.version} for each in asked for count in counts(each, given_to(each, programme.pk))]
