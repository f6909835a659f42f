"""In which relation somebody stands to a record: each room says its own in its `access.py`."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps


@dataclass(frozen=True)
class Relation:
    """What is to be said of a relation: a line from reader to `Q`, so a list and a single record obey the same rule.

    The name of that line stands in the journal, for ever. `words` are read on `/who-sees-what/`; `told` in the
    person's own list of what happened, as what somebody was to them. The reader's own is read without a line in the
    journal; other readings are one line an hour, or one `each_time`. `refers` is said of whoever referred the person.
    """

    words: Any
    told: Any = ""
    is_own: bool = False
    each_time: bool = False
    refers: bool = False


def records_of(label):
    """Return the records of a table by its name: who may is asked of the tables before there are models."""
    return apps.get_model(label).objects
