"""Questions of teams as they come on the page and are answered through the acts, for the tests."""

from uuid import uuid4

from django.utils import timezone

from wayfellow.readiness import actions
from wayfellow.readiness.models import Question


def asked_by_a_team(cast, words="Who has the key?", *, programme=None, by=None):
    programme = programme or cast.programme
    actions.add_questions(programme, by=by or cast.carme, questions=[words])
    return Question.objects.filter(programme=programme).latest("position")


def replied(question, by, words="Each of us has one."):
    return actions.reply(question, by=by, id=uuid4(), on=timezone.localdate(), words=words)
