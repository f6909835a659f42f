"""What happened, and who looked. Lines are added, never rewritten."""

import json
import uuid
from datetime import UTC
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone


class Link(models.Model):
    """Where a line stands in the chain of the person it is about. The database adds it with the line.

    It names its line without pointing to it, so that it is still there when the line is not.
    """

    entry = models.UUIDField(primary_key=True)
    about = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "number"], name="a_chain_never_forks")]

    def __str__(self):
        return f"line {self.number} about {self.about or 'nobody'}"


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
    digest = models.CharField(max_length=64)

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
    line = _line(once or uuid.uuid4(), timezone.now(), deed, by, standing, record, facts)
    line.save(force_insert=True)
    return line


def write_reading(deed, *, by, standing, record, each_time=False):
    """Note that someone opened a person's record: one line per reader, record and hour, or one each time."""
    now = timezone.now()
    reading = uuid.uuid4() if each_time else uuid.uuid5(record.pk, f"{by.pk} {deed} {now:%Y-%m-%dT%H}")
    Entry.objects.bulk_create([_line(reading, now, deed, by, standing, record, {})], ignore_conflicts=True)


def _line(id, at, deed, by, standing, record, facts):
    line = Entry(
        id=id,
        at=at,
        actor=by,
        standing=standing,
        deed=deed,
        record_type=record._meta.label,
        record_id=str(record.pk),
        person=getattr(record, "about_person", _nobody)(),
        facts=facts,
    )
    line.digest = digest_of(line)
    return line


def digest_of(line):
    """Return the same for the same line on every database, and another as soon as anything in it is another."""
    told = [
        str(line.pk), line.at.astimezone(UTC).isoformat(), line.actor_id, line.standing, line.deed,
        line.record_type, line.record_id, line.person and str(line.person), line.facts,
    ]  # fmt: skip
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _nobody():
    return None


def is_written(once, *, by, deed):
    return Entry.objects.filter(pk=once, actor=by, deed=deed).exists()


def is_known(once):
    """Return whether an act was done with this token, whoever did it."""
    return Entry.objects.filter(pk=once).exists()
