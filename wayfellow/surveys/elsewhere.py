"""What a file from elsewhere holds that has no place here: all of it at once, with where it stands and what to do.

What can be left out without changing what the rest asks is told too, question by question (`Rest`).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayfellow.surveys.shape import GROUP, Content, Item, faults, items

LEFT_OUT = "left_out"
EARLIER = re.compile(r"\$\{[^}]*\}")
ODD = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Rest:
    """What there is without what has no place here, which is told in its `left_out`, question by question."""

    content: Content

    @property
    def left_out(self) -> list[Item]:
        return list(self.content[LEFT_OUT])

    @property
    def mark(self) -> str:
        """Return a mark of all of it, so that what is taken is what was shown."""
        return sha256(json.dumps(self.content, sort_keys=True).encode()).hexdigest()


class CannotRead(Exception):
    """The file holds something that has no place here. `problems` names all of it.

    `rest` is what can be taken without it, where that asks the same.
    """

    def __init__(self, *problems: str, rest: Rest | None = None):
        super().__init__("\n".join(problems))
        self.problems = list(problems)
        self.rest = rest


OTHER_KIND = gettext_lazy("Ask it as one of the kinds of questions there are here, or take it out.")
NO_SUMS = gettext_lazy("Take it out: nothing is calculated here while somebody answers.")
OTHER_LANGUAGE = gettext_lazy("Take this language out of the file, or ask whoever runs Wayfellow to add it.")
ONE_JOIN = gettext_lazy("Join comparisons by “and” or by “or”, not by both.")
NO_ANSWER = gettext_lazy("Word it without the earlier answer.")
TAKE_OUT = gettext_lazy("Take it out of the file.")


class Problems(list[str]):
    """Everything that stands in the way, in the order of the file.

    `of` is the question that is being read. What is said meanwhile goes when it is left out; the rest stays.
    """

    def __init__(self) -> None:
        super().__init__()
        self.of = ""
        self.stay = False
        self.about: dict[str, list[str]] = {}
        self.belongs: dict[str, str] = {}  # what comes with a question, and with which

    def say(self, where: str, what: object, advice: object = TAKE_OUT, *, stays: bool = False) -> None:
        told = _("%(where)s: %(what)s is not supported here.") % {"where": where, "what": what}
        if stays or not self.of:
            self.stay = True
        elif str(what) not in self.about.setdefault(self.of, []):
            self.about[self.of].append(str(what))
        if f"{told} {advice}" not in self:
            self.append(f"{told} {advice}")

    def stop_if_any(self, content: Content) -> None:
        """Raise `CannotRead` with all of it, and with the rest where nothing in it would be asked otherwise."""
        if not self:
            return
        rest = None
        try:
            rest = None if self.stay else self._rest(content)
        except ODD:
            self.stay = True  # it is not even structured as a questionnaire
        raise CannotRead(*self, rest=rest)

    def _rest(self, content: Content) -> Rest | None:
        names = [item["linkId"] for item in items(content)]
        if any(names.count(name) != 1 for name in [*self.about, *self.belongs]):
            return None
        gone = self._gone(content)
        counted = {name for score in content.get("scoring", []) for name in score["items"]}
        for item in items(content):
            name = item["linkId"]
            if name in gone and (name in counted or any("value" in each for each in item.get("answerOption", []))):
                self.stay = True
                self.append(_("“%(item)s” counts in a score, so it cannot be left out.") % {"item": name})
        notes = [gone[name] for name in names if name in gone]
        rest = content | {"item": _without(gone, content["item"]), LEFT_OUT: notes}
        return None if self.stay or faults(rest) else Rest(rest)

    def _gone(self, content: Content) -> dict[str, Item]:
        """Return what goes: what has no place, and again and again what cannot be asked without what goes."""
        gone: dict[str, Item] = {}
        before = -1
        while before < len(gone):
            before = len(gone)
            for item in items(content):
                name = item["linkId"]
                because = next((each for each in self._needed(item, content) if each in gone), "")
                is_empty = bool(item.get("item")) and all(each["linkId"] in gone for each in item["item"])
                if name not in gone and (name in self.about or because or is_empty):
                    text = {code: EARLIER.sub("…", words) for code, words in item["text"].items()}
                    gone[name] = {"name": name, "text": text, "what": self.about.get(name, []), "with": because}
        return gone

    def _needed(self, item: Item, content: Content) -> Iterator[str]:
        """Yield what this is asked only with: the question or section it belongs to, and those it depends on."""
        if item["linkId"] in self.belongs:
            yield self.belongs[item["linkId"]]
        for each in items(content):
            if each["type"] == GROUP and item in each.get("item", []):
                yield each["linkId"]
        yield from (str(condition["question"]) for condition in item.get("enableWhen", []))


def _without(gone: dict[str, Item], several: list[Item]) -> list[Item]:
    left = [item for item in several if item["linkId"] not in gone]
    return [item | ({"item": _without(gone, item["item"])} if "item" in item else {}) for item in left]
