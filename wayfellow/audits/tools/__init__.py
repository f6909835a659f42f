"""The audits that ship, in our own words: what each asks, by version, and how a statement is answered.

A version is a file, `name-number.json`: statements by part, each text in the order of `LANGUAGES`, or a questionnaire
as it is. It is never rewritten: other words are another version, and two are compared only on what they share.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayfellow.surveys.shape import CHOICE, GROUP, Content, Item
from wayfellow.ui.languages import in_each_language

Text = dict[str, str]  # by language

HERE = Path(__file__).parent
LANGUAGES = ["en", "es", "ca", "de", "fr"]  # of what is written there
WHO = "who"
NOT_YET, PARTLY, USUAL = "not_yet", "partly", "usual"
STEPS = {NOT_YET: _("Not yet"), PARTLY: _("Partly"), USUAL: _("Our usual way")}
AS_WHOM = _("As whom do you answer?")


class Tool(TextChoices):
    """What an audit is about."""

    READINESS = "readiness", _("Readiness of a team")
    FIDELITY = "fidelity", _("True to peer support")
    YEARLY = "yearly", _("The programme, once a year")
    QUESTIONS = "questions", _("Questions of a team")
    PULSE = "pulse", _("Pulse of the professionals")


OF_STATEMENTS = [Tool.READINESS, Tool.FIDELITY, Tool.YEARLY]  # answered apart by four sides


class Group(TextChoices):
    """Who answers, each apart from the others."""

    PEOPLE = "people", _("Somebody who receives support")
    PEERS = "peers", _("Peer supporter")
    PROFESSIONALS = "professionals", _("Professional of a team")
    MANAGERS = "managers", _("Somebody who manages or governs")


IN_SHORT: dict[str, Promise] = {
    Group.PEOPLE: _("People"),
    Group.PEERS: _("Peer supporters"),
    Group.PROFESSIONALS: _("Professionals"),
    Group.MANAGERS: _("Managers"),
}


@cache
def newest(tool: str) -> int:
    """Return the number of the newest version that ships."""
    return max(int(file.stem.rpartition("-")[2]) for file in HERE.glob(f"{tool}-*.json"))


def content_of(tool: str, version: int | None = None) -> Content:
    """Return what a version asks; before statements, as whom somebody answers."""
    file = HERE / f"{tool}-{version or newest(tool)}.json"
    written = json.loads(file.read_text(encoding="utf-8"))
    if tool not in OF_STATEMENTS:
        return dict(written)
    parts = [
        (_in_each(part["title"]), {code: _in_each(words) for code, *words in part["statements"]})
        for part in written["parts"]
    ]
    return of_statements(_in_each(written["title"]), _in_each(written["description"]), parts)


def of_statements(title: Text, description: Text, parts: list[tuple[Text, dict[str, Text]]]) -> Content:
    """Return what is asked of such statements, part by part, each under its code; before them, as whom."""
    sections = [
        {
            "linkId": f"part-{number}",
            "type": GROUP,
            "text": text,
            "item": [_statement(code, words) for code, words in statements.items()],
        }
        for number, (text, statements) in enumerate(parts, start=1)
    ]
    return {"title": title, "description": description, "item": [_as_whom(), *sections]}


def _statement(code: str, words: Text) -> Item:
    return {"linkId": code, "type": CHOICE, "text": words, "answerOption": _options(STEPS)}


def _as_whom() -> Item:
    groups = {group.value: group.label for group in Group}
    asked = {"linkId": WHO, "type": CHOICE, "required": True}
    return asked | {"text": in_each_language(AS_WHOM), "answerOption": _options(groups)}


def _options(words: dict[str, Any]) -> list[Item]:
    return [{"code": code, "display": in_each_language(each)} for code, each in words.items()]


def _in_each(words: list[str]) -> dict[str, str]:
    return dict(zip(LANGUAGES, words, strict=True))
