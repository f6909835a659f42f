"""What happened, and who looked. Lines are added, never rewritten."""

import json
import uuid
from base64 import b64decode, b64encode
from contextvars import ContextVar
from datetime import UTC
from hashlib import sha256

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wayfellow.vault.models import Key, even_out, evened_back

ID_BYTES = 16
HALF = ID_BYTES // 2
EVEN = 128  # as many letters as what is said of a choice can have


OF_A_KEY = ["id", "wrapped", "wrapped_by"]
SEALED = {"under", "sealed"}


def _now(facts):
    return timezone.now()


MOMENT_OF = ContextVar("at which moment an act is done; a demonstration is told of days that have passed", default=_now)


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

    The line's own id is tied to what the line says, so what is submitted twice cannot
    happen twice (I7), and nothing sent from outside takes a line's place (I3). Facts are ids and codes, never words.
    About a person they are sealed with that person's key: the line stays when they are erased, and what it said goes.
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

    def said(self, key=None):
        """Return the facts, opened with this key or the one that was brought along; none where it does not open them.

        Lines from before the facts were sealed say theirs in plain.
        """
        if self.facts.keys() != SEALED:
            return self.facts
        key = key or Key(**{name: getattr(self, f"key_{name}") for name in OF_A_KEY})
        if key.is_destroyed or str(key.pk) != self.facts["under"]:
            return {}
        return json.loads(evened_back(key.unseal(b64decode(self.facts["sealed"]), _place(self.pk))))

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The journal is never rewritten.")
        super().save(*args, **kwargs)


def tied_to(*said):
    """Return the one id that belongs to what is said here. Nobody outside can choose it, nor work it out."""
    return uuid.UUID(bytes=_keyed(said)[:ID_BYTES])


def of_an_act(idempotency_key, *said):
    """Return the id of an act's line: its first half belongs to the token alone, so that `is_known` finds it."""
    return uuid.UUID(bytes=_keyed(["once", idempotency_key])[:HALF] + _keyed(["act", idempotency_key, *said])[:HALF])


def _keyed(said):
    told = json.dumps([str(each) for each in said])
    return salted_hmac("wayfellow.journal", told, algorithm="sha256").digest()


def write(deed, *, by, relation, record, facts, id=None, key=None):
    """Add the line of an act; a repeated `id` is an IntegrityError that undoes the whole act.

    What it says about a person is sealed with `key`, and without one it says no more than that it happened.
    """
    id, at = id or uuid.uuid4(), MOMENT_OF.get()(facts)
    if facts and hasattr(record, "about_person"):
        facts = _sealed(facts, key, id) if key else {}
    line = _line(id, at, deed, by, relation, record, facts)
    line.save(force_insert=True)
    return line


def _sealed(facts, key, id):
    text = json.dumps(facts, separators=(",", ":"), sort_keys=True)
    return {"under": str(key.pk), "sealed": b64encode(key.seal(even_out(text, EVEN), _place(id))).decode()}


def _place(id):
    return f"{Entry._meta.db_table}.facts.{id}"


def write_reading(deed, *, by, relation, record, each_time=False):
    """Note that someone opened a person's record: one line per reader, relation, record and hour, or one each time."""
    write_readings(deed, by=by, read=[(relation, record)], each_time=each_time)


def write_readings(deed, *, by, read, each_time=False):
    """Note the same of several records, each with the relation in which they were opened."""
    now = timezone.now()
    lines = [_reading(deed, by, relation, record, now, each_time) for relation, record in read]
    Entry.objects.bulk_create(lines, ignore_conflicts=True)


def _reading(deed, by, relation, record, now, each_time):
    told = ["reading", by.pk, relation, deed, record._meta.label, record.pk, f"{now:%Y-%m-%dT%H}"]
    return _line(uuid.uuid4() if each_time else tied_to(*told), now, deed, by, relation, record, {})


def _line(id, at, deed, by, relation, record, facts):
    line = Entry(
        id=id,
        at=at,
        actor=by,
        standing=relation,
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


def with_key(lines):
    """Have each line bring along the key of whom it is about: it opens what the line says."""
    person = apps.get_model("people.Person").objects.filter(pk=models.OuterRef(models.OuterRef("person")))
    key = Key.objects.filter(pk__in=person.values("key"))
    return lines.annotate(**{f"key_{name}": models.Subquery(key.values(name)[:1]) for name in OF_A_KEY})


def _nobody():
    return None


def is_written(id):
    return Entry.objects.filter(pk=id).exists()


def is_known(idempotency_key):
    """Return whether an act was done with this token, whoever did it, and whatever it was."""
    begins = _keyed(["once", idempotency_key])[:HALF]
    first, last = (uuid.UUID(bytes=begins + rest * HALF) for rest in [b"\x00", b"\xff"])
    return Entry.objects.filter(pk__range=(first, last)).exists()


def record_of(id):
    """Return the record that a line names, or None where it is gone."""
    line = Entry.objects.filter(pk=id).first()
    return line and apps.get_model(line.record_type).objects.filter(pk=line.record_id).first()
