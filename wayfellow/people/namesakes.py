"""Two of one name in one list."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from wayfellow.ui.languages import as_heard


def told_apart(records: Iterable[Any]) -> list[Any]:
    """Return records of a list; those about people of one name say their surname or nickname, or else their code."""
    listed = list(records)
    people = {record.person.pk: record.person.name for record in listed}
    heard = Counter(map(as_heard, people.values()))
    for record in listed:
        person = record.person
        if heard[as_heard(person.name)] > 1:
            person.told_apart_by = person.also_called or person.code
    return listed
