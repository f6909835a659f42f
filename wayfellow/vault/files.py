"""A file somebody handed in, sealed whole: what is in it, and of which kind it is."""

from dataclasses import dataclass, field
from typing import Any

from wayfellow.vault.models import SealedText

PICTURE, PDF = "jpg", "pdf"


@dataclass(frozen=True)
class File:
    """`kind` is how its name ends on a device: “jpg”, “pdf”. What somebody called it is not kept."""

    kind: str
    content: bytes = field(repr=False)

    @property
    def is_picture(self) -> bool:
        return self.kind == PICTURE


class SealedFile(SealedText):
    """A file that only the key of whom it is about can open. It is large: it stands in a table of its own."""

    def get_default(self) -> None:
        return None

    def once_erased(self) -> None:
        return None

    def seal(self, value: File, key: Any, pk: Any) -> bytes:
        sealed: bytes = key.seal_bytes(value.kind.encode() + b"\n" + value.content, self.place(pk))
        return sealed

    def unseal(self, instance: Any, value: bytes) -> File | None:
        if not value:
            return None
        kind, _end, content = instance.sealing_key().unseal_bytes(value, self.place(instance.pk)).partition(b"\n")
        return File(kind.decode(), content)


def holds_files(model: Any) -> bool:
    """Return whether the rows of a table are so large that few are taken at once."""
    return any(isinstance(column, SealedFile) for column in model._meta.local_concrete_fields)
