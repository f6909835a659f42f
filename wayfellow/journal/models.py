"""What happened, and who looked. Lines are added, never rewritten."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """Who did what to which record, standing where to it, and when.

    The line's own id is the token of the form that asked for the act, so what is
    submitted twice cannot happen twice (I7). Facts are ids and codes, never words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=40)
    deed = models.CharField(max_length=60)
    record_type = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    person = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="journal_of_a_person"),
            models.Index(fields=["record_type", "record_id", "at"], name="journal_of_a_record"),
        ]

    def __str__(self):
        return f"{self.actor} {self.deed} {self.record_type} {self.record_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The journal is never rewritten.")
        super().save(*args, **kwargs)


def write(deed, *, by, standing, record, facts, once=None):
    """Add the line of an act; a repeated `once` is an IntegrityError that undoes the whole act."""
    return Entry.objects.create(
        id=once or uuid.uuid4(),
        actor=by,
        standing=standing,
        deed=deed,
        record_type=record._meta.label,
        record_id=str(record.pk),
        person=getattr(record, "about_person", _nobody)(),
        facts=facts,
    )


def write_reading(deed, *, by, standing, record):
    """Note that someone opened a person's record: one line per reader, record and hour."""
    now = timezone.now()
    hour = uuid.uuid5(record.pk, f"{by.pk} {deed} {now:%Y-%m-%dT%H}")
    line = Entry(
        id=hour,
        at=now,
        actor=by,
        standing=standing,
        deed=deed,
        record_type=record._meta.label,
        record_id=str(record.pk),
        person=getattr(record, "about_person", _nobody)(),
    )
    Entry.objects.bulk_create([line], ignore_conflicts=True)


def _nobody():
    return None


def is_written(once, *, by, deed):
    return Entry.objects.filter(pk=once, actor=by, deed=deed).exists()
