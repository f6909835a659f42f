"""A questionnaire as FHIR R4, out and in. What is not understood is refused by its name, never guessed.

http://hl7.org/fhir/R4/questionnaire.html. A scale is an integer with its ends, whose words are display items
marked "lower" and "upper". Scores have no place in R4: they travel in an extension of our own.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from wayfellow.surveys.shape import CHOICE, DISPLAY, GROUP, LINK_ID, SCALE, Content, Item, languages

Resource = dict[str, Any]
HL7 = "http://hl7.org/fhir/StructureDefinition/"
TRANSLATION, LEAST, MOST = f"{HL7}translation", f"{HL7}minValue", f"{HL7}maxValue"
WEIGHT, CONTROL = f"{HL7}ordinalValue", f"{HL7}questionnaire-itemControl"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
SCORING = "urn:wayfellow:scoring"
KINDS = {CHOICE, "string", "text", "integer", "decimal", "date", GROUP, DISPLAY}
ANSWERS = {"choice": "answerCoding", "string": "answerString", "text": "answerString", "date": "answerDate"}
NUMBERS = {SCALE: "Integer", "integer": "Integer", "decimal": "Decimal"}
VALUES = {"string": "valueString", "text": "valueString", "date": "valueDate"}
ENDS = {"low": "lower", "high": "upper"}
UNDERSTOOD = {
    "linkId", "type", "text", "_text", "required", "repeats", "enableWhen", "enableBehavior", "answerOption", "item",
    "extension", "id", "code", "definition", "prefix",
}  # fmt: skip  # the last four name a question for others, and ask nothing


class CannotRead(Exception):
    """The file holds something that has no place here. The message names it."""


# Out
def to_fhir(content: Content, *, url: str, version: int) -> Resource:
    """Return a version as a FHIR Questionnaire."""
    language = _main_language(content)
    known = {item["linkId"]: item for item in _all(content["item"])}
    told: Resource = {
        "resourceType": "Questionnaire",
        "url": url,
        "version": str(version),
        "status": "active",
        "subjectType": ["Person"],
        "language": language,
        **_text("title", content["title"], language),
        **_text("description", content.get("description", {}), language),
        "item": [_item(item, language, known) for item in content["item"]],
    }
    if content.get("scoring"):
        told["extension"] = [{"url": SCORING, "valueString": json.dumps(content["scoring"], ensure_ascii=False)}]
    if "licence" in content:
        told["copyright"] = f"{content['licence']['notice'].get(language, '')} {content['licence']['holder']}".strip()
    return told


def _main_language(content: Content) -> str:
    complete = languages(content)
    return next((code for code in ["en", "es", "ca"] if code in complete), min(complete))


def _all(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from item.get("item", [])


def _text(name: str, text: dict[str, str], language: str) -> Resource:
    if not text.get(language):
        return {}
    translated = [
        {
            "url": TRANSLATION,
            "extension": [{"url": "lang", "valueCode": code}, {"url": "content", "valueString": words}],
        }
        for code, words in sorted(text.items())
        if code != language and words
    ]
    return {name: text[language]} | ({f"_{name}": {"extension": translated}} if translated else {})


def _item(item: Item, language: str, known: dict[str, Item]) -> Resource:
    kind = "integer" if item["type"] == SCALE else item["type"]
    told: Resource = {"linkId": item["linkId"], "type": kind, **_text("text", item["text"], language)}
    told |= {name: True for name in ["required", "repeats"] if item.get(name)}
    if conditions := item.get("enableWhen"):
        told["enableWhen"] = [_condition(each, known) for each in conditions]
        if len(conditions) > 1:
            told["enableBehavior"] = item.get("enableBehavior", "all")
    number = "valueDecimal" if kind == "decimal" else "valueInteger"
    limits = [{"url": url, number: item[end]} for end, url in {"min": LEAST, "max": MOST}.items() if end in item]
    if limits:
        told["extension"] = limits
    if kind == CHOICE:
        told["answerOption"] = [_option(option, language) for option in item["answerOption"]]
    inner = [_item(each, language, known) for each in item.get("item", [])] + list(_ends(item, language))
    return told | ({"item": inner} if inner else {})


def _option(option: Item, language: str) -> Resource:
    coding = {"code": option["code"], **_text("display", option["display"], language)}
    if "value" in option:
        coding["extension"] = [{"url": WEIGHT, "valueDecimal": option["value"]}]
    return {"valueCoding": coding}


def _ends(item: Item, language: str) -> Iterator[Resource]:
    for end, control in ENDS.items():
        if words := _text("text", item.get(end, {}), language):
            coding = {"coding": [{"system": CONTROLS, "code": control}]}
            shown_as = [{"url": CONTROL, "valueCodeableConcept": coding}]
            yield {"linkId": f"{item['linkId']}.{control}", "type": DISPLAY, "extension": shown_as, **words}


def _condition(condition: Item, known: dict[str, Item]) -> Resource:
    told = {"question": condition["question"], "operator": condition["operator"]}
    if condition["operator"] == "exists":
        return told | {"answerBoolean": condition["answer"]}
    kind = known[condition["question"]]["type"]
    if kind == CHOICE:
        return told | {"answerCoding": {"code": condition["answer"]}}
    return told | {ANSWERS.get(kind) or f"answer{NUMBERS[kind]}": condition["answer"]}


def to_response(
    content: Content, given: dict[str, Any], *, url: str, version: int, sent_on: Any, language: str
) -> Resource:
    """Return somebody's own answers as a FHIR QuestionnaireResponse."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{url}|{version}",
        "status": "completed" if sent_on else "in-progress",
        "language": language,
        **({"authored": sent_on.isoformat()} if sent_on else {}),
        "item": [told for item in content["item"] if (told := _answered(item, given))],
    }


def _answered(item: Item, given: dict[str, Any]) -> Resource | None:
    if item["type"] == GROUP:
        inner = [told for each in item["item"] if (told := _answered(each, given))]
        return {"linkId": item["linkId"], "item": inner} if inner else None
    if item["linkId"] not in given:
        return None
    answer = given[item["linkId"]]
    answers = [_value(item, each) for each in (answer if isinstance(answer, list) else [answer])]
    return {"linkId": item["linkId"], "answer": answers}


def _value(item: Item, answer: Any) -> Resource:
    if item["type"] == CHOICE:
        return {"valueCoding": {"code": answer}}
    return {VALUES.get(item["type"]) or f"value{NUMBERS[item['type']]}": answer}


# In
def from_fhir(told: Any) -> Content:
    """Return the questionnaire that a FHIR resource holds; raises `CannotRead` with the name of what has no place."""
    if not isinstance(told, dict) or told.get("resourceType") != "Questionnaire":
        raise CannotRead(_("This is not a FHIR Questionnaire."))
    language = _known(str(told.get("language", "en")))
    for extension in [*told.get("extension", []), *told.get("modifierExtension", [])]:
        if extension.get("url") != SCORING:
            raise _refusal(_("the questionnaire itself"), extension.get("url"))
    content = {
        "title": _texts(told, "title", language) or {language: str(told.get("name", ""))},
        "description": _texts(told, "description", language),
        "item": [item for each in told.get("item", []) for item in _items_in(each, language)],
        "scoring": [],
    }
    for extension in told.get("extension", []):
        content["scoring"] = list(json.loads(extension["valueString"]))
    return content


def _refusal(item: object, problem: object) -> CannotRead:
    return CannotRead(_("“%(item)s”: %(problem)s is not supported here.") % {"item": item, "problem": problem})


def _known(language: str) -> str:
    """A text in a language that this installation does not speak would be lost as soon as somebody changes it."""
    if language[:2] not in dict(settings.LANGUAGES):
        raise _refusal(_("the questionnaire itself"), f"language {language}")
    return language[:2]


def _texts(told: Resource, name: str, language: str) -> dict[str, str]:
    found = {language: str(told[name])} if told.get(name) else {}
    for extension in told.get(f"_{name}", {}).get("extension", []):
        if extension.get("url") == TRANSLATION:
            parts = {part["url"]: part for part in extension["extension"]}
            found[_known(parts["lang"]["valueCode"])] = parts["content"]["valueString"]
    return found


def _items_in(told: Resource, language: str) -> Iterator[Item]:
    name, kind = told.get("linkId", ""), told.get("type", "")
    for problem in _problems(told, kind):
        raise _refusal(name, problem)
    text = _texts(told, "text", language) or ({language: name} if kind == GROUP else {})
    item: Item = {"linkId": _named(name), "type": kind, "text": text}
    item |= {flag: True for flag in ["required", "repeats"] if told.get(flag)}
    item |= _limits(told) | _conditions(told, name)
    if kind == CHOICE:
        item["answerOption"] = [_option_in(each, name, language) for each in told.get("answerOption", [])]
    inner = told.get("item", [])
    if kind == GROUP:
        item["item"] = [each for one in inner for each in _items_in(one, language)]
    else:
        item |= {_end(each): _texts(each, "text", language) for each in inner if _end(each)}
    yield _as_scale(item)
    yield from (each for one in inner if kind != GROUP and not _end(one) for each in _items_in(one, language))


def _problems(told: Resource, kind: str) -> Iterator[str]:
    if kind not in KINDS:
        yield f"type {kind}"
    if not isinstance(told.get("linkId"), str):
        yield "linkId"
    yield from (name for name in told if name not in UNDERSTOOD)
    if kind != CHOICE and told.get("repeats"):
        yield "repeats"
    if kind == GROUP and any(inner.get("type") == GROUP for inner in told.get("item", [])):
        yield "group.group"
    yield from _not_understood(told, {LEAST, MOST, CONTROL})


def _not_understood(told: Resource, urls: set[str]) -> Iterator[str]:
    yield from (str(each.get("url")) for each in told.get("extension", []) if each.get("url") not in urls)


def _named(name: str) -> str:
    return name if LINK_ID.fullmatch(name) else re.sub(r"[^\w./-]+", "-", name)[:64]


def _limits(told: Resource) -> Item:
    ends = {LEAST: "min", MOST: "max"}
    found = {ends[each["url"]]: each for each in told.get("extension", []) if each.get("url") in ends}
    return {end: each.get("valueInteger", each.get("valueDecimal")) for end, each in found.items()}


def _as_scale(item: Item) -> Item:
    return item | {"type": SCALE} if item["type"] == "integer" and ("low" in item or "high" in item) else item


def _end(told: Resource) -> str:
    for extension in told.get("extension", []) if told.get("type") == DISPLAY else []:
        if extension.get("url") == CONTROL:
            codes = [each.get("code") for each in extension.get("valueCodeableConcept", {}).get("coding", [])]
            return next((end for end, control in ENDS.items() if control in codes), "")
    return ""


def _option_in(told: Resource, name: str, language: str) -> Item:
    for problem in told.keys() - {"valueCoding", "valueString", "valueInteger", "id"}:
        raise _refusal(name, f"answerOption.{problem}")
    coding = told.get("valueCoding")
    if coding is None:
        words = str(told.get("valueString", told.get("valueInteger", "")))
        if not words:
            raise _refusal(name, "answerOption")
        return {"code": _named(words), "display": {language: words}}
    for problem in _not_understood(coding, {WEIGHT}):
        raise _refusal(name, f"answerOption {problem}")
    weight = [each["valueDecimal"] for each in coding.get("extension", []) if each.get("url") == WEIGHT]
    code = str(coding["code"])
    display = _texts(coding, "display", language) or {language: code}
    return {"code": code, "display": display} | ({"value": weight[0]} if weight else {})


def _conditions(told: Resource, name: str) -> Item:
    found = [_condition_in(each, name) for each in told.get("enableWhen", [])]
    behaviour = {"enableBehavior": told["enableBehavior"]} if "enableBehavior" in told else {}
    return {"enableWhen": found} | behaviour if found else {}


def _condition_in(told: Resource, name: str) -> Item:
    kinds = ["Boolean", "Coding", "String", "Integer", "Decimal", "Date"]
    answer = next((told[f"answer{kind}"] for kind in kinds if f"answer{kind}" in told), None)
    if answer is None:
        raise _refusal(name, "enableWhen")
    answer = str(answer["code"]) if isinstance(answer, dict) else answer
    return {"question": _named(told["question"]), "operator": told["operator"], "answer": answer}
