"""What readers said, the stories people tell, and the numbers to call."""

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME, Organisation, Programme
from wayfellow.people.models import Person, User
from wayfellow.understanding.lifecycle import PRESENTATION, STORY, Talk
from wayfellow.understanding.stages import OUT, Stage
from wayfellow.vault.models import Key, SealedText
from wayfellow.workforce.models import Peer

LONGEST_NUMBER = 30
LONGEST_LINE = 200


class Feedback(models.Model):
    """What somebody said of a page of information: no person, no day, no device. The words are sealed."""

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.SlugField()
    language = models.CharField(max_length=10)
    month = models.DateField()
    is_clear = models.BooleanField()
    missing = SealedText()
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["page", "language"], name="feedback_of_a_page")]

    def __str__(self):
        return f"feedback on {self.page}"

    def sealing_key(self):
        return self.key


class Story(models.Model):
    """A story in the words of whoever lived it: a person, or a peer supporter. It goes with their key.

    Only the newest words are kept: who takes a sentence back should not find it in an earlier version.
    """

    class Where(models.TextChoices):
        HERE = "here", _("Only people in the programme and its peer supporters")
        PUBLIC = "public", _("Anyone, also outside the programme")

    always_with = ("person__key", "peer__key")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="stories")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.CASCADE, related_name="stories")
    title = SealedText()
    words = SealedText()
    told_as = SealedText()
    version = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    where = models.CharField(max_length=10, choices=Where, blank=True)
    consented_on = models.DateField(null=True)
    read_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answer = SealedText()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, peer__isnull=False) | models.Q(person__isnull=False, peer=None),
                name="a_story_is_told_by_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["waiting", "shown"]) | models.Q(consented_on__isnull=False),
                name="a_shown_story_has_its_yes",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="shown", where="public") | models.Q(read_by__isnull=False),
                name="a_public_story_was_read_first",
            ),
        ]

    is_out = STORY.stands_in(OUT)
    is_shown = STORY.stands_in({Stage.SHOWN})

    def __str__(self):
        return f"story {self.pk}"

    def sealing_key(self):
        return self.person.key if self.person_id else self.peer.key

    def about_person(self):
        return self.person_id


class Presentation(models.Model):
    """A programme is asked to tell a team about itself: by whom, where, about when, and what became of it (M7)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="presentations")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.CharField(max_length=LONGEST_NAME)
    when_about = models.CharField(max_length=LONGEST_NAME)
    how_many = models.PositiveSmallIntegerField()
    to_hear = models.TextField(blank=True)
    stage = models.CharField(max_length=10, choices=Talk, default=Talk.ASKED)
    planned_on = models.DateField(null=True)
    came = models.PositiveSmallIntegerField(null=True)
    followed = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stage__in=["planned", "held"]) | models.Q(planned_on__isnull=False),
                name="a_planned_presentation_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="held", came__isnull=False) | ~models.Q(stage="held") & models.Q(came=None),
                name="who_came_is_counted_once_it_took_place",
            ),
        ]

    is_asked_for = PRESENTATION.stands_in({Talk.ASKED})

    def __str__(self):
        return f"{self.programme}: {self.team}"


class HelpLine(models.Model):
    """A number to call now: where it answers, when, in which languages, and who checked it."""

    place = models.CharField(max_length=6)
    place_names = models.JSONField(default=dict)
    is_suggested = models.BooleanField(default=False)
    number = models.CharField(max_length=LONGEST_NUMBER)
    names = models.JSONField(default=dict)
    hours = models.JSONField(default=dict)
    languages = models.CharField(max_length=LONGEST_LINE, blank=True)
    source = models.CharField(max_length=LONGEST_LINE)
    checked_on = models.DateField()

    def __str__(self):
        return f"{self.number} ({self.place})"

    @property
    def dial(self):
        """Return the number as a telephone takes it."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")

    @property
    def place_name(self):
        return in_my_language(self.place_names) or self.place

    @property
    def name(self):
        return in_my_language(self.names)

    @property
    def when(self):
        return in_my_language(self.hours)


def in_my_language(texts):
    """Return the text in the reader's language, else in English, else in any there is."""
    return texts.get(get_language()) or texts.get("en") or next(filter(None, texts.values()), "")
