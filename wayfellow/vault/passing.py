"""What passes through somebody's page and comes back with it: sealed by a key made from the signing secret."""

import json
import zlib
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def seal(what: Any, place: str) -> str:
    """Return it as a text that tells nobody what is in it."""
    return _key(place).encrypt(zlib.compress(json.dumps(what).encode())).decode()


def unseal(text: str, place: str, *, seconds: int) -> Any:
    """Return what was sealed for this place; None when it is older, was altered, or comes from elsewhere."""
    try:
        return json.loads(zlib.decompress(_key(place).decrypt(text.encode(), ttl=seconds)))
    except InvalidToken:
        return None


def _key(place: str) -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac(place, b"", algorithm="sha256").digest()))
