"""Questions of a programme's teams, what was answered, and what was agreed."""

import uuid

from django.db import models

from wayfellow.directory.models import Programme
from wayfellow.office.models import Step
from wayfellow.people.models import User
from wayfellow.readiness.asked import ASKED

LONGEST_QUESTION = 500
LONGEST_CODE = 20


class Question(models.Model):
    """Something that a team wants to know about working with somebody with lived experience. It is nobody's.

    `code` is one of those that the page begins with: it is said in the reader's language until there are own words.
    """

    always_with = ("programme",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="team_questions")
    code = models.CharField(max_length=LONGEST_CODE, blank=True)
    own_words = models.CharField(max_length=LONGEST_QUESTION, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="questions_of_teams_in_order"),
            models.CheckConstraint(condition=~models.Q(code="", own_words=""), name="a_question_of_a_team_has_words"),
        ]

    def __str__(self):
        return self.words

    @property
    def words(self):
        return self.own_words or str(ASKED[self.code])


class Reply(models.Model):
    """What somebody who works in the programme answers, by name."""

    always_with = ("question__programme", "by")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="replies")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    added_at = models.DateTimeField(auto_now_add=True)
    words = models.TextField()

    def __str__(self):
        return f"reply to {self.question_id}"


class Agreed(models.Model):
    """A step of the office that was agreed about a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="agreed")
    step = models.OneToOneField(Step, on_delete=models.CASCADE, related_name="agreed_about")

    def __str__(self):
        return f"agreed about {self.question_id}"
