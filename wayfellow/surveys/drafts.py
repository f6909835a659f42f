"""Between a version and the questions it is written from: a section holds what follows it, until the next one."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from wayfellow.surveys.shape import GROUP, Content, Item, texts

ENDS_SECTION = {"type": GROUP, "text": {}}


def taken_apart(content: Content) -> list[Item]:
    """Return the items of a version one by one, as they are written."""
    found: list[Item] = []
    inside = False
    for number, item in enumerate(content["item"]):
        if inside and item["type"] != GROUP:
            found.append(ENDS_SECTION | {"linkId": f"end-{number}"})
        inside = item["type"] == GROUP
        found.append({name: value for name, value in item.items() if name != "item"})
        found += item.get("item", [])
    return found


def put_together(written: Iterable[Item]) -> list[Item]:
    """Return the items as a version holds them. A section without a title ends the one before it."""
    found: list[Item] = []
    into = found
    for item in written:
        if item["type"] != GROUP:
            into.append(item)
        elif any(item["text"].values()):
            found.append(item | {"item": []})
            into = found[-1]["item"]
        else:
            into = found
    return found


def hash_of_words(content: Content) -> str:
    """Return a mark of the wording that a licence covers: another as soon as one word is."""
    words: list[Any] = [sorted(text.items()) for text in texts(content | {"title": {}, "description": {}})]
    return sha256(repr(words).encode()).hexdigest()
