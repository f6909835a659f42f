"""The keys that seal what is written about a person, and the column that uses them."""

import hmac
import json
import os
import uuid
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models, transaction
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from wayfellow.vault import installation

NONCE_BYTES = 12
EVEN = 64  # as many letters as the longest code could have
OF_THE_INSTALLATION = uuid.uuid5(uuid.NAMESPACE_DNS, "the house itself")


class KeyDestroyed(Exception):
    """Nothing can be sealed any more for someone whose key was destroyed."""


class Key(models.Model):
    """One person's key, wrapped by the installation's key. Destroy it and their words are gone everywhere (I11)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=16, db_index=True)

    def __str__(self):
        return f"key {self.pk}"

    @classmethod
    def new(cls, **named):
        """Return a fresh key, not yet saved: inside the transaction that will save it."""
        hold_off("ROW EXCLUSIVE")
        if not installation.is_there() and not cls.objects.exists():
            installation.make()
        key = cls(**named)
        key._secret = AESGCM.generate_key(bit_length=256)
        key.wrap()
        return key

    @classmethod
    def kept(cls, **named):
        """Return a fresh key that is saved already."""
        key = cls.new(**named)
        key.save(force_insert=True)
        return key

    @classmethod
    def of_the_installation(cls):
        """Return the key of what must be kept secret and is about nobody: made when it is first needed."""
        with transaction.atomic():
            key = cls.objects.filter(pk=OF_THE_INSTALLATION).first()
            if key is None:
                key = cls.kept(id=OF_THE_INSTALLATION)
        return key

    def wrap(self):
        """Wrap this key with the newest installation key."""
        secret, newest = self._secret, installation.held()[0]
        self.wrapped = _encrypt(newest, secret, self.id.bytes)
        self.wrapped_by = installation.fingerprint(newest)

    @property
    def is_destroyed(self):
        return not self.wrapped

    @cached_property
    def _secret(self):
        if self.is_destroyed:
            raise KeyDestroyed(self.pk)
        return _decrypt(installation.named(self.wrapped_by), self.wrapped, self.id.bytes)

    def open(self):
        """Raises `KeyTrouble` without the installation key that wraps this one, `InvalidTag` if this was altered."""
        return self._secret

    def seal(self, words, place):
        return self.seal_bytes(words.encode(), place)

    def seal_bytes(self, content, place):
        return _encrypt(self._secret, content, place.encode())

    def mark(self, words, place):
        """Return what tells whether the same words come again, and not, without this key, which they were."""
        return hmac.digest(self._secret, f"mark {place} {words}".encode(), "sha256").hex()

    def unseal(self, sealed, place):
        """Return the words; raises `InvalidTag` if they were altered or moved here from elsewhere."""
        return self.unseal_bytes(sealed, place).decode()

    def unseal_bytes(self, sealed, place):
        return _decrypt(self._secret, sealed, place.encode())


class ErasedKey(models.Model):
    """A key that was destroyed, by its id. `register.py` tells it once more outside the database (I11)."""

    id = models.UUIDField(primary_key=True, editable=False)
    on = models.DateField()

    def __str__(self):
        return f"{self.pk} ({self.on})"


def hold_off(mode):
    """Until this transaction ends, let no rotation let go of a key that is being used to wrap, nor the other way round.

    On SQLite a transaction is alone from its beginning.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE vault_key IN {mode} MODE")


def _encrypt(secret, content, place):
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, content, place)


def _decrypt(secret, sealed, place):
    sealed = bytes(sealed)
    return AESGCM(secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)


def even_out(text, to=EVEN):
    """Fill a text up with blanks to the next of a few lengths."""
    return text.ljust(max(1, -(-len(text) // to)) * to)


def evened_back(text):
    return text.rstrip(" ")


class SealedAttribute(DeferredAttribute):
    """Opens the words when somebody reads them, not when the row is fetched."""

    field: "SealedText"

    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, bytes):
            return value
        if value and instance.sealing_key().is_destroyed:
            return self.field.once_erased()
        said = self.field.unseal(instance, value)
        instance.__dict__[self.field.attname] = said
        return said

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class SealedText(models.BinaryField):
    """Text that only the key of the person it is about can open.

    The model says whose key with `sealing_key()`. The table, column and row are
    bound in, so sealed text cannot be moved or swapped unseen.
    """

    descriptor_class = SealedAttribute

    def __init__(self, **options: Any):
        options.setdefault("default", b"")
        super().__init__(blank=True, editable=True, **options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        options.pop("blank")
        options.pop("editable")
        return name, path, args, options

    def get_default(self):
        return ""

    def once_erased(self):
        """What is read where the key was destroyed."""
        return _("(erased)")

    def unseal(self, instance, value):
        return instance.sealing_key().unseal(value, self.place(instance.pk)) if value else ""

    def from_db_value(self, value, expression, connection):
        return None if value is None else bytes(value)

    def pre_save(self, instance, add):
        value = instance.__dict__.get(self.attname)
        if value is None or isinstance(value, bytes):
            return value
        return self.seal(value, instance.sealing_key(), instance.pk) if self.is_said(value) else b""

    def seal(self, value, key, pk):
        return key.seal(value, self.place(pk))

    def is_said(self, value):
        """Whether there is anything to seal."""
        return bool(value)

    def get_prep_value(self, value):
        if value and not isinstance(value, bytes | memoryview):
            raise TypeError(f"{self.name} is sealed: it is saved with its row, and cannot be searched.")
        return super().get_prep_value(value or b"")

    def place(self, pk):
        """Return what ties sealed text to its table, column and row."""
        return f"{self.model._meta.db_table}.{self.column}.{pk}"


class SealedCode(SealedText):
    """One of a few codes, filled up to one length, the empty one too: none is told by how long it is."""

    def get_default(self):
        return None if self.null else ""

    def unseal(self, instance, value):
        return self.from_text(evened_back(super().unseal(instance, value)))

    def seal(self, value, key, pk):
        return super().seal(even_out(self.as_text(value)), key, pk)

    def is_said(self, value):
        return True

    def get_prep_value(self, value):
        return None if value is None else super().get_prep_value(value)

    def as_text(self, value):
        return value

    def from_text(self, text):
        return text


class SealedJSON(SealedCode):
    """A number, or a few answers by name, sealed as a code is. None was not said."""

    def __init__(self, **options: Any):
        super().__init__(**options | {"default": None, "null": True})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        options.pop("default", None)
        options.pop("null", None)
        return name, path, args, options

    def once_erased(self):
        return None

    def as_text(self, value):
        return json.dumps(value, separators=(",", ":"), sort_keys=True)

    def from_text(self, text):
        return json.loads(text) if text else None
