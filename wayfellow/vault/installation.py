"""The installation's keys, as the key file holds them: newest first, and more than one only during a rotation."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32
ONLY_ITS_OWNER = 0o600
_met: dict[str, bytes] = {}


class KeyTrouble(Exception):
    """The key file is not the one this database needs. The message is for whoever keeps the installation."""


def fingerprint(key: bytes) -> str:
    """Return the short name under which the database knows an installation key."""
    return sha256(b"wayfellow installation key " + key).hexdigest()[:16]


def held() -> list[bytes]:
    """Read the keys in the file, newest first."""
    path = settings.KEY_FILE
    try:
        keys = _read(path.read_text())
    except FileNotFoundError:
        raise KeyTrouble(
            f"WAYFELLOW_KEY_FILE: there is no {path}, and people’s keys are wrapped by the key it held. "
            "Put the file back; a new one would open nothing."
        ) from None
    except OSError as error:
        raise KeyTrouble(f"WAYFELLOW_KEY_FILE: cannot read {path} ({error.strerror})") from None
    except ValueError:
        keys = []
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise KeyTrouble(f"WAYFELLOW_KEY_FILE: {path} does not hold a key (64 hexadecimal digits)")
    meet(keys)
    return keys


def meet(keys: list[bytes]) -> None:
    """Have this process open what these keys wrap."""
    _met.update((fingerprint(key), key) for key in keys)


def meet_those_in(text: str) -> None:
    """Meet the keys of a file that is yet to be put in its place."""
    meet(_read(text))


def _read(text: str) -> list[bytes]:
    return [bytes.fromhex(line) for line in text.split()]


def named(name: str) -> bytes:
    """Return the key of this fingerprint. A running process reads the file again for one it has not met."""
    if name not in _met:
        held()
    if name not in _met:
        raise KeyTrouble(
            f"WAYFELLOW_KEY_FILE: {settings.KEY_FILE} holds another key than the one this database was sealed with "
            f"({name}). Put the right file back."
        )
    return _met[name]


def is_there() -> bool:
    return settings.KEY_FILE.exists()


def make() -> None:
    """Make the first key. Two processes that start together agree on the one that was there first."""
    draft = _draft([secrets.token_bytes(KEY_BYTES)])
    try:
        os.link(draft, settings.KEY_FILE)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def add_newest() -> None:
    """Put a new key above the old one, so that both open until the old one wraps nothing."""
    _replace([secrets.token_bytes(KEY_BYTES), *held()])


def keep_only_newest() -> None:
    _replace(held()[:1])


def _replace(keys):
    """Change the file in one step, under the owner it had: whoever reads meanwhile finds the old or the new."""
    path = settings.KEY_FILE
    draft = _draft(keys)
    try:
        before = path.stat()
        os.chown(draft, before.st_uid, before.st_gid)
        draft.replace(path)
    except OSError as error:
        draft.unlink()
        raise _cannot_write(error) from None
    _to_disk(path.parent)


def _draft(keys):
    path = settings.KEY_FILE
    draft = Path(f"{path}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=ONLY_ITS_OWNER)
        draft.write_text("".join(f"{key.hex()}\n" for key in keys))
    except OSError as error:
        raise _cannot_write(error) from None
    _to_disk(draft)
    return draft


def _cannot_write(error):
    return KeyTrouble(f"WAYFELLOW_KEY_FILE: cannot write beside {settings.KEY_FILE} ({error.strerror})")


def _to_disk(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
