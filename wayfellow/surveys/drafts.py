"""Between a version and the questions it is written from: a section holds what follows it, until the next one.

A section inside another has a `level`, how many it lies in; the next of the same level or of an outer one ends it.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from wayfellow.surveys.shape import GROUP, Content, Item, texts

ENDS_SECTION = {"type": GROUP, "text": {}}


def taken_apart(content: Content) -> list[Item]:
    """Return the items of a version one by one, as they are written."""
    return list(_apart(content["item"], 0, "end"))


def _apart(items: list[Item], level: int, name: str) -> Iterator[Item]:
    inside = False
    at = {"level": level} if level else {}
    for number, item in enumerate(items):
        if inside and item["type"] != GROUP:
            yield ENDS_SECTION | at | {"linkId": f"{name}-{number}"}
        inside = item["type"] == GROUP
        yield {name: value for name, value in item.items() if name != "item"} | (at if inside else {})
        yield from _apart(item.get("item", []), level + 1, f"{name}-{number}")


def put_together(written: Iterable[Item]) -> list[Item]:
    """Return the items as a version holds them. A section without a title ends the one before it."""
    open_sections: list[list[Item]] = [[]]
    for item in written:
        if item["type"] != GROUP:
            open_sections[-1].append(item)
            continue
        del open_sections[item.get("level", 0) + 1 :]
        if any(item["text"].values()):
            section = {name: value for name, value in item.items() if name != "level"} | {"item": []}
            open_sections[-1].append(section)
            open_sections.append(section["item"])
    return open_sections[0]


def hash_of_words(content: Content) -> str:
    """Return a mark of the wording that a licence covers: another as soon as one word is."""
    words: list[Any] = [sorted(text.items()) for text in texts(content | {"title": {}, "description": {}})]
    return sha256(repr(words).encode()).hexdigest()
