"""Which questions are asked, given what was answered so far (show-if)."""

from operator import eq, ge, gt, le, lt
from typing import Any

from wayfellow.surveys.shape import Content, Item

Responses = dict[str, Any]
COMPARE = {"=": eq, ">": gt, "<": lt, ">=": ge, "<=": le}


def shown(content: Content, given: Responses) -> list[Item]:
    """Return what is asked, in order. An answer to a question that is not asked opens no other."""
    asked: list[Item] = []
    _add_shown(content["item"], asked, given)
    return asked


def _add_shown(items: list[Item], asked: list[Item], given: Responses) -> None:
    for item in items:
        if _is_asked(item, asked, given):
            asked.append(item)
            _add_shown(item.get("item", []), asked, given)


def only_asked(content: Content, given: Responses) -> Responses:
    """Return the answers without those to questions that are not asked any more."""
    names = {item["linkId"] for item in shown(content, given)}
    return {name: answer for name, answer in given.items() if name in names}


def _is_asked(item: Item, asked: list[Item], given: Responses) -> bool:
    conditions = item.get("enableWhen", [])
    if not conditions:
        return True
    names = {each["linkId"] for each in asked}
    met = (_is_met(each, given.get(each["question"]) if each["question"] in names else None) for each in conditions)
    return any(met) if item.get("enableBehavior") == "any" else all(met)


def _is_met(condition: Item, answer: Any) -> bool:
    wanted = condition["answer"]
    if condition["operator"] == "exists":
        return (answer is not None) == wanted
    if answer is None:
        return False
    answers = answer if isinstance(answer, list) else [answer]
    if condition["operator"] == "!=":
        return wanted not in answers
    return any(COMPARE[condition["operator"]](each, wanted) for each in answers)
