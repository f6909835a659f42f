"""Asking whoever keeps the machine for what seals or opens a backup."""

import os
import sys
from getpass import getpass
from pathlib import Path

from django.core.management import CommandError

from wayfellow.operations.sealed_file import KEY, Secret

SETTING = "WAYFELLOW_BACKUP_PASSPHRASE"
SHORTEST = 12


def known_secret(key_file: str | None) -> Secret:
    """Return the key, or the passphrase, of a backup that exists."""
    return _key_in(key_file) if key_file else Secret("passphrase", _given().encode())


def new_secret(key_file: str | None) -> Secret:
    """Return what a new backup is to be sealed with: a passphrase long enough, and typed alike twice."""
    if key_file:
        return _key_in(key_file)
    passphrase = _given()
    if len(passphrase) < SHORTEST:
        raise CommandError(f"The passphrase is short. Please use at least {SHORTEST} characters: a few words do well.")
    if SETTING not in os.environ and getpass("Once more: ") != passphrase:
        raise CommandError("The two were not alike. Nothing was written.")
    return Secret("passphrase", passphrase.encode())


def _given() -> str:
    if SETTING in os.environ:
        return os.environ[SETTING]
    if not sys.stdin.isatty():
        raise CommandError(f"There is nobody to ask for a passphrase. Set {SETTING}, or name a --key-file.")
    return getpass("Passphrase of the backup: ")


def _key_in(key_file: str) -> Secret:
    try:
        key = bytes.fromhex(Path(key_file).read_text().strip())
    except OSError as problem:
        raise CommandError(f"{key_file} cannot be read: {problem.strerror}.") from None
    except ValueError:
        key = b""
    if len(key) != KEY:
        raise CommandError(f"{key_file} does not hold a key (64 hexadecimal digits).")
    return Secret("key", key)
