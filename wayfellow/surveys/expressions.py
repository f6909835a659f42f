"""What XLSForm says in expressions (https://docs.getodk.org/form-logic/): when to ask, and what may be answered.

Only what a questionnaire here can hold is understood: comparisons, joined by “and” or by “or”.
"""

import re
from typing import Any

from wayfellow.surveys.shape import Item

TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<name>[\w./-]+)\s*\}|(?P<quoted>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<sign>!=|>=|<=|[=<>(),])|(?P<word>[a-z][\w-]*)|(?P<itself>\.))\s*"
)
TURNED = {"=": "!=", "!=": "=", ">": "<=", "<=": ">", "<": ">=", ">=": "<"}
FROM_BEHIND = {"=": "=", "!=": "!=", ">": "<", "<": ">", ">=": "<=", "<=": ">="}
ITSELF, LENGTH = ".", "its length"


class NotUnderstood(Exception):
    """It says something else."""


def conditions(told: str) -> tuple[list[Item], str]:
    """Return the conditions of an expression, and whether `all` of them must hold or `any`."""
    joined, found = _Reading(told).whole()
    if not all(isinstance(each, dict) and each["question"] not in {ITSELF, LENGTH} for each in found):
        raise NotUnderstood
    return found, "any" if joined == "or" and len(found) > 1 else "all"


def limits(told: str, kind: str) -> Item:
    """Return the ends within which an answer must lie, or how long it may be."""
    joined, found = _Reading(told).whole()
    if joined == "or" and len(found) > 1:
        raise NotUnderstood
    ends: Item = {}
    for each in found:
        if not isinstance(each, dict):
            raise NotUnderstood
        ends |= _end(each, kind)
    return ends


def _end(condition: Item, kind: str) -> Item:
    operator, number = condition["operator"], condition["answer"]
    if not isinstance(number, int | float) or operator not in {">", ">=", "<", "<="}:
        raise NotUnderstood
    if operator in {">", "<"}:
        if kind == "decimal":
            raise NotUnderstood
        number += 1 if operator == ">" else -1
    end = "min" if operator.startswith(">") else "max"
    if condition["question"] == ITSELF and kind in {"integer", "decimal"}:
        return {end: number}
    if condition["question"] == LENGTH and kind == "text" and end == "max":
        return {"maxLength": number}
    raise NotUnderstood


class _Reading:
    """An expression, token by token: (“or”, [parts]), where a part is a condition or parts joined otherwise."""

    def __init__(self, told: str):
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(told):
            found = TOKEN.match(told, at)
            if not found:
                raise NotUnderstood
            self.tokens.append((str(found.lastgroup), str(found[str(found.lastgroup)])))
            at = found.end()

    def whole(self) -> tuple[str, list[Any]]:
        joined, found = self.joined("or")
        if self.tokens:
            raise NotUnderstood
        return joined, found

    def joined(self, by: str) -> tuple[str, list[Any]]:
        """Read what “or” joins, and within it what “and” does. What is joined alike is one list."""
        parts = [self.joined("and") if by == "or" else self.one()]
        while self.tokens[:1] == [("word", by)]:
            self.tokens.pop(0)
            parts.append(self.joined("and") if by == "or" else self.one())
        return _flat(by, parts)

    def one(self) -> tuple[str, list[Any]]:
        if self.tokens[:2] == [("word", "not"), ("sign", "(")]:
            del self.tokens[:1]
            return _turned(self.one())
        if self.takes("("):
            found = self.joined("or")
            self.must(")")
            return found
        if self.tokens[:2] == [("word", "selected"), ("sign", "(")]:
            del self.tokens[:2]
            question = self.next("name", "itself")
            self.must(",")
            answer = self.value()
            self.must(")")
            return "and", [{"question": question, "operator": "=", "answer": str(answer)}]
        return "and", [self.comparison()]

    def comparison(self) -> Item:
        if self.tokens and self.tokens[0][0] in {"quoted", "number"}:
            value, operator, question = self.value(), FROM_BEHIND.get(self.next("sign")), self.question()
        else:
            question, operator, value = self.question(), self.next("sign"), self.value()
        if operator not in TURNED:
            raise NotUnderstood
        if value == "":
            if operator not in {"=", "!="}:
                raise NotUnderstood
            return {"question": question, "operator": "exists", "answer": operator == "!="}
        return {"question": question, "operator": operator, "answer": value}

    def question(self) -> str:
        if self.tokens[:2] == [("word", "string-length"), ("sign", "(")]:
            del self.tokens[:2]
            self.next("itself")
            self.must(")")
            return LENGTH
        return self.next("name", "itself")

    def value(self) -> Any:
        told = self.next("quoted", "number")
        if told[0] in "'\"":
            return told[1:-1]
        return float(told) if "." in told else int(told)

    def next(self, *kinds: str) -> str:
        if not self.tokens or self.tokens[0][0] not in kinds:
            raise NotUnderstood
        return self.tokens.pop(0)[1]

    def takes(self, sign: str) -> bool:
        there = self.tokens[:1] == [("sign", sign)]
        del self.tokens[: int(there)]
        return there

    def must(self, sign: str) -> None:
        if not self.takes(sign):
            raise NotUnderstood


def _flat(by: str, parts: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    if len(parts) == 1:
        return parts[0]
    found: list[Any] = []
    for joined, inner in parts:
        found += inner if joined == by or len(inner) == 1 else [(joined, inner)]
    return by, found


def _turned(told: tuple[str, list[Any]]) -> tuple[str, list[Any]]:
    """Return the opposite: not both is either not."""
    joined, parts = told
    turned = [_turned(part) if isinstance(part, tuple) else _turned_one(part) for part in parts]
    return ("or" if joined == "and" else "and"), turned


def _turned_one(condition: Item) -> Item:
    if condition["operator"] == "exists":
        return condition | {"answer": not condition["answer"]}
    return condition | {"operator": TURNED[condition["operator"]]}
