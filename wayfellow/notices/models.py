"""Letters that wait to be sent, when somebody wants which, and what was read of what is new."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.vault.models import Key, SealedText


class Letter(models.Model):
    """A letter on its way. It is gone once it is sent; until then only the key of whom it is for opens it (I11).

    After `useless_after` nobody is helped by it: it is not sent any more. `begun_at`: a try that has not ended yet, or
    whose worker was killed. A letter that says how to stop it is one of several of its kind: rather lost than doubled.
    A text message is a letter without an address: its number is asked for when it is sent, and so is whether it may be.
    Only one to somebody who is nobody's account and no person here has its number in `to`.
    """

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")
    to = SealedText()
    sender = SealedText()
    subject = SealedText()
    words = SealedText()
    unsubscribe = SealedText()
    language = models.CharField(max_length=10, blank=True)
    is_text = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    useless_after = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"letter {self.pk}"

    def sealing_key(self):
        return self.key

    @property
    def is_rather_lost(self):
        """Whether it is not sent again where nobody knows whether it went out."""
        return self.is_text or bool(self.unsubscribe)


def has_failed(letter):
    """Say whether a letter was tried, and has not gone out yet. There is none once it was sent."""
    return letter is not None and letter.failed_at is not None


class Read(models.Model):
    """That somebody has read what a line of the journal told them, and when. It names the line, as `Link` does."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    line = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "line"], name="read_once")]

    def __str__(self):
        return f"line {self.line}, read"


class Kind(models.TextChoices):
    """What somebody can be written to about."""

    MEETINGS = "meetings", _("A meeting is set, has another day or will not take place")
    WAITS = "waits", _("Something is waiting for you")
    REST = "rest", _("Everything else that is new")
    TOMORROW = "tomorrow", _("A reminder the day before a meeting")
    NUMBERS = "numbers", _("What is waiting, in numbers")


class When(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


class Texts(models.TextChoices):
    """What a text message says."""

    MEETING = "meeting", _("The day, the time and a first name")
    LESS = "less", _("Only that there is something new")
    NEVER = "never", _("No text messages")


class Wish(models.Model):
    """When somebody wants to be written to about what. Nothing said: as it is proposed to everyone like them.

    There is no row for whoever keeps all that is proposed. `time_zone`: none is that of the installation.
    """

    HOUR, EVENING, WEEKDAY = 8, 18, 0

    reader = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wish_for_letters")
    meetings = models.CharField(max_length=10, blank=True)
    waits = models.CharField(max_length=10, blank=True)
    rest = models.CharField(max_length=10, blank=True)
    tomorrow = models.CharField(max_length=10, blank=True)
    numbers = models.CharField(max_length=10, blank=True)
    texts = models.CharField(max_length=10, blank=True)
    hour = models.PositiveSmallIntegerField(default=HOUR, validators=[MaxValueValidator(23)])
    evening = models.PositiveSmallIntegerField(default=EVENING, validators=[MaxValueValidator(23)])
    weekday = models.PositiveSmallIntegerField(default=WEEKDAY, validators=[MaxValueValidator(6)])
    time_zone = models.CharField(max_length=50, blank=True)

    def __str__(self):
        return f"what account {self.reader_id} wants to be written to about"

    @property
    def says_nothing(self):
        """Whether all is as it is proposed."""
        chosen = [field for field in self._meta.concrete_fields if field.name not in {"id", "reader"}]
        return all(getattr(self, field.name) == field.get_default() for field in chosen)


class Told(models.Model):
    """That somebody was written to of a line of the journal, or of a day: never of the same one twice.

    Whoever has no account is known by their key.
    """

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.ForeignKey(Key, null=True, on_delete=models.PROTECT, related_name="+")
    line = models.UUIDField(null=True)
    turn = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "line"], name="told_of_a_line_once"),
            models.UniqueConstraint(
                fields=["reader", "turn"], condition=~models.Q(turn=""), name="told_of_a_day_or_week_once"
            ),
            models.UniqueConstraint(fields=["key", "line"], name="told_of_a_line_once_without_account"),
            models.UniqueConstraint(
                fields=["key", "turn"], condition=~models.Q(turn=""), name="told_of_a_day_once_without_account"
            ),
            models.CheckConstraint(
                condition=models.Q(reader=None, key__isnull=False) | models.Q(reader__isnull=False, key=None),
                name="told_is_an_account_or_a_key",
            ),
        ]

    def __str__(self):
        who = f"account {self.reader_id}" if self.reader_id else f"key {self.key_id}"
        return f"{who}, told of {self.line or self.turn}"


class Returned(models.Model):
    """That e-mails to an address come back, and on which day the last one did.

    Which address it is, nobody reads here: whoever sees an address elsewhere can ask whether it is one of these.
    """

    mark = models.CharField(primary_key=True, max_length=64)
    on = models.DateField()

    def __str__(self):
        return f"what came back on {self.on}"


class Round(models.Model):
    """Until when it was looked who wants a letter at an hour of theirs. There is one."""

    until = models.DateTimeField()

    def __str__(self):
        return f"until {self.until}"


class DayOfLetters(models.Model):
    """How many letters and texts went out on a day, and how many tries did not reach anybody: no address, no reader."""

    on = models.DateField(unique=True)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    texts_sent = models.PositiveIntegerField(default=0)
    texts_failed = models.PositiveIntegerField(default=0)
    texts_unknown = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"letters of {self.on}"
