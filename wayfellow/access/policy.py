"""Who may do what, gathered from what each room brings in its `access.py`.

A room brings `Can`, its deeds; `RELATIONS`, in which somebody can stand to a record; `RECORDS`, its own in words; and
`GRANTS`: for each kind of record, which deed is granted to whoever stands in which relations to it. A deed that is not
granted is granted to nobody. All of it is read in `docs/access.md` and on `/who-sees-what/`.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from wayfellow.access import roles
from wayfellow.access.deeds import Deed
from wayfellow.access.relations import Relation
from wayfellow.access.rooms import brought

POLICY: dict[str, dict[Deed, list[Callable]]] = {}
DEEDS: dict[str, Deed] = {}
RELATIONS: dict[str, Relation] = {}
RECORDS: dict[str, Any] = {}


def gather():
    """Find what each installed room brings, as Django finds `admin.py`, and stop the start where it does not fit."""
    found = rooms()
    if problems := what_does_not_fit(found):
        raise ImproperlyConfigured(f"Who may do what does not fit. {'; '.join(problems)}.")
    for room in found:
        DEEDS.update({can.value: can for can in _deeds(room)})
        RELATIONS.update({relation.__name__: said for relation, said in _brought(room, "RELATIONS")})
        RECORDS.update(_brought(room, "RECORDS"))
        for label, can, relations in _grants(room):
            granted = POLICY.setdefault(label, {})
            granted[can] = [*granted.get(can, []), *relations]


@cache
def relations_for(can, model):
    """Return the relations in which an account or a link may do this, in the policy's own order."""
    return [relation for relation in POLICY[model._meta.label][can] if relation is not roles.command_line]


@cache
def all_relations(model):
    """Return every relation in which somebody may do something to a record of this kind, by name."""
    granted = {relation for can in POLICY[model._meta.label] for relation in relations_for(can, model)}
    return sorted(granted, key=lambda relation: relation.__name__)


def rooms():
    """Return the `access.py` of every installed room, the lowest first, and before them what all of them share."""
    return [roles, *brought("access")]


def what_does_not_fit(rooms):
    """Return, in words, what nobody could have meant of what these rooms bring."""
    deeds = [can for room in rooms for can in _deeds(room)]
    said = [each for room in rooms for each in _brought(room, "RELATIONS")]
    in_words = [label for room in rooms for label, _words in _brought(room, "RECORDS")]
    grants = [grant for room in rooms for grant in _grants(room)]
    kinds = {(label, can) for label, can, _relations in grants}
    granted = {can for _label, can, relations in grants if relations}
    used = {relation.__name__ for _label, _can, relations in grants for relation in relations}
    found = {
        "Two deeds of one name": _twice(map(str, deeds)),
        "Two relations of one name": _twice(relation.__name__ for relation, _said in said),
        "Two rooms say one record": _twice(in_words),
        "A deed of two kinds of records": _twice(can for _label, can in kinds),
        "A deed without words": {can for can in deeds if not can.words},
        "A relation without words": used - {relation.__name__ for relation, each in said if each.words},
        "A record without words": {label for label, _can in kinds} - set(in_words),
        "A deed that no room brings": granted - set(deeds),
        "A deed granted to nobody": set(deeds) - granted,
        "A relation that nobody uses": {relation.__name__ for relation, _said in said} - used,
        "A record to which nothing is done": set(in_words) - {label for label, _can in kinds},
    }
    return [f"{problem}: {', '.join(sorted(map(str, those)))}" for problem, those in found.items() if those]


def _deeds(room):
    return list(getattr(room, "Can", []))


def _brought(room, table):
    return list(getattr(room, table, {}).items())


def _grants(room):
    return [(label, can, relations) for label, deeds in _brought(room, "GRANTS") for can, relations in deeds.items()]


def _twice(names):
    return {name for name, times in Counter(names).items() if times > 1}
