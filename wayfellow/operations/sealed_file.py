"""A file that only a passphrase or a key opens: AES-256-GCM in numbered chunks, the last one marked as the last.

A chunk that is missing, added, moved or altered is found, and so is an end that was cut off.
"""

import hmac
import io
import os
import re
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

CHUNK = 64 * 1024
TAG = 16
KEY = 32
FIRST_LINE = re.compile(rb"wayfellow backup 1 (passphrase|key) ([0-9a-f]{32}) ([0-9a-f]{32})\n")
LONGEST_FIRST_LINE = 128


class CannotOpen(Exception):
    """The file does not open. The message says why, for whoever tries."""


@dataclass(frozen=True)
class Secret:
    """What opens a sealed file: a passphrase somebody knows, or a key kept in a file."""

    kind: str
    content: bytes

    def derive(self, salt: bytes) -> tuple[bytes, bytes]:
        """Return the key of one file, which no other file shares, and a mark that tells a wrong secret."""
        length = KEY + TAG
        if self.kind == "passphrase":
            derived = Scrypt(salt=salt, length=length, n=2**17, r=8, p=1).derive(self.content)
        else:
            derived = HKDF(SHA256(), length=length, salt=salt, info=b"wayfellow backup").derive(self.content)
        return derived[:KEY], derived[KEY:]


class Chunks:
    """The cipher of one file. The first line, a chunk's number and whether it is the last are bound in."""

    def __init__(self, key: bytes, first_line: bytes):
        self._cipher, self._first_line, self._number = AESGCM(key), first_line, 0

    def seal(self, content: bytes, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(*self._next(content, is_last))

    def open(self, sealed: bytes, *, is_last: bool) -> bytes:
        try:
            return self._cipher.decrypt(*self._next(sealed, is_last))
        except InvalidTag:
            raise CannotOpen("It is damaged: a part was altered, moved or cut off.") from None

    def _next(self, content: bytes, is_last: bool) -> tuple[bytes, bytes, bytes]:
        nonce = self._number.to_bytes(12)
        self._number += 1
        return nonce, content, self._first_line + nonce + bytes([is_last])


class Sealing(io.RawIOBase):
    """Seals what is written to it into the file below. Only closing it makes the file whole."""

    def __init__(self, file: BinaryIO, secret: Secret):
        salt = os.urandom(16)
        key, mark = secret.derive(salt)
        first_line = f"wayfellow backup 1 {secret.kind} {salt.hex()} {mark.hex()}\n".encode()
        file.write(first_line)
        self._file, self._chunks, self._waiting = file, Chunks(key, first_line), bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content) -> int:
        self._waiting += content
        while len(self._waiting) > CHUNK:
            self._file.write(self._chunks.seal(bytes(self._waiting[:CHUNK]), is_last=False))
            del self._waiting[:CHUNK]
        return len(content)

    def close(self) -> None:
        if not self.closed:
            self._file.write(self._chunks.seal(bytes(self._waiting), is_last=True))
        super().close()


class Opening(io.RawIOBase):
    """Opens a sealed file as it is read. Nothing comes out that was not put in."""

    def __init__(self, file: BinaryIO, secret: Secret):
        first_line = file.readline(LONGEST_FIRST_LINE)
        self._chunks = Chunks(_key(first_line, secret), first_line)
        self._file, self._ahead, self._opened = file, file.read(CHUNK + TAG), b""
        self._is_over = False

    def readable(self) -> bool:
        return True

    def readinto(self, room) -> int:
        if not self._opened and not self._is_over:
            self._open_next()
        given, self._opened = self._opened[: len(room)], self._opened[len(room) :]
        room[: len(given)] = given
        return len(given)

    def _open_next(self) -> None:
        sealed, self._ahead = self._ahead, self._file.read(CHUNK + TAG)
        self._is_over = not self._ahead
        self._opened = self._chunks.open(sealed, is_last=self._is_over)


def _key(first_line: bytes, secret: Secret) -> bytes:
    found = FIRST_LINE.fullmatch(first_line)
    if not found:
        raise CannotOpen("It is not a backup that this version of Wayfellow knows.")
    kind, salt, mark = found.groups()
    if kind.decode() != secret.kind:
        raise CannotOpen(f"It is sealed with a {kind.decode()}, not with a {secret.kind}.")
    key, expected = secret.derive(bytes.fromhex(salt.decode()))
    if not hmac.compare_digest(expected, bytes.fromhex(mark.decode())):
        raise CannotOpen(f"This {secret.kind} does not open it.")
    return key
