"""What this installation signs for anyone to verify: a key made from its own, which never leaves it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wayfellow.vault.models import Key


def public_key() -> dict[str, str]:
    """Return the key with which anyone verifies, as a JSON Web Key."""
    raw = _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": _encoded(raw)}


def sign(what: dict[str, Any], **header: Any) -> str:
    """Return it signed (RFC 7515, compact; Ed25519), with the public key inside, so that it is verified offline."""
    head = {"alg": "EdDSA", "typ": "JWT", "jwk": public_key()} | header
    text = f"{_encoded(_json(head))}.{_encoded(_json(what))}"
    return f"{text}.{_encoded(_key().sign(text.encode()))}"


def signed_here(text: str) -> Any:
    """Return what this installation signed, or None where it did not, or where a letter of it was changed."""
    try:
        head, what, signature = text.split(".")
        _key().public_key().verify(_decoded(signature), f"{head}.{what}".encode())
        return json.loads(_decoded(what))
    except (InvalidSignature, ValueError):
        return None


def signed_anywhere(text: str) -> tuple[Any, str] | None:
    """Return what a text says and the fingerprint of the key it was signed with, which it brings along; else None.

    So nothing in it was changed since. Whose key that is, whoever reads it compares with what its owner says.
    """
    try:
        head, what, signature = text.split(".")
        key = _decoded(json.loads(_decoded(head))["jwk"]["x"])
        Ed25519PublicKey.from_public_bytes(key).verify(_decoded(signature), f"{head}.{what}".encode())
        return json.loads(_decoded(what)), _fingerprint(key)
    except (InvalidSignature, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def fingerprint() -> str:
    """Return that of our own key, as people compare it: eight groups of four."""
    return _fingerprint(_decoded(public_key()["x"]))


def _fingerprint(key: bytes) -> str:
    digest = sha256(key).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def said_in(text: str) -> Any:
    """Return what a signed text says, whoever signed it and whether or not it is true; None where it cannot be read."""
    try:
        _head, what, _signature = text.split(".")
        said = json.loads(_decoded(what))
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(Key.of_the_installation().mark("", "vault.signing")))


def _json(what: dict[str, Any]) -> bytes:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode()


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _encoded(raw) != text:
        raise ValueError("This is written in another way than we write it.")
    return raw
