"""Two wordings beside each other, word by word."""

import re
from difflib import SequenceMatcher

WORD = re.compile(r"\s*\S+|\s+")


def compared(before: str, after: str) -> list[tuple[str, str]]:
    """Return the pieces of both texts in order, each as ("same", "out" or "in", the words)."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces = []
    for _kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        out, into = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        pieces += [("same", out)] if out == into else [("out", out), ("in", into)]
    return [(kind, words) for kind, words in pieces if words]


def versions_compared(before, after) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each question of a part with its two answers compared."""
    old, new = dict(before.as_read()), dict(after.as_read())
    return [(question, compared(old.get(question, ""), new.get(question, ""))) for question in old | new]
