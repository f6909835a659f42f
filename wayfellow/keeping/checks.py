"""Whether the journal still ends where it was noted to end."""

from wayfellow.keeping.anchor import findings

__all__ = ["findings"]
