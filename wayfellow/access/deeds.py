"""What can be done to a record. Each room names its own deeds, as `Can`, in its `access.py`."""

from enum import StrEnum
from typing import Any


class Deed(StrEnum):
    """One name for the permission, the act and its journal line, and the words for it.

    `words` are read on `/who-sees-what/`; `told` in the person's own list of what happened, where it concerns them.
    Opening what a reading shows is something a person would want to know: each opening is a line in the journal.
    What it tells whom on their first page stands in the `tells.py` of each room.
    """

    words: Any
    told: Any
    is_reading: bool

    def __new__(cls, name, words, told, is_reading):
        self = str.__new__(cls, name)
        self._value_ = name
        self.words, self.told, self.is_reading = words, told, is_reading
        return self


def deed(name, words, *, told="", is_reading=False):
    """Name a deed as the journal keeps it, for ever, and say it in words."""
    return name, words, told, is_reading
