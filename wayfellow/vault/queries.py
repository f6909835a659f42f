"""Whether the keys of this database open with the key file that is there."""

from cryptography.exceptions import InvalidTag

from wayfellow.vault import installation
from wayfellow.vault.models import Key


def get_ready() -> None:
    """Make the installation's key in a new installation. In one that has keys, stop unless the key file opens them."""
    if not Key.objects.exists() and not installation.is_there():
        installation.make()
    installation.held()
    for name in Key.objects.order_by("wrapped_by").values_list("wrapped_by", flat=True).distinct():
        _opens_one(name)


def _opens_one(name: str) -> None:
    """Try one of the keys that this installation key has wrapped; raises `KeyTrouble`."""
    key = Key.objects.filter(wrapped_by=name).exclude(wrapped=b"").order_by("pk").first()
    try:
        if key:
            key.open()
    except InvalidTag:
        raise installation.KeyTrouble(f"{key} does not open: it was altered, or moved here from elsewhere.") from None
