"""A questionnaire as FHIR R4, out and in. What is not understood is refused by its name, never guessed.

http://hl7.org/fhir/R4/questionnaire.html. A scale is an integer with its ends, whose words are display items
marked "lower" and "upper". Scores have no place in R4: they travel in an extension of our own. What a resource says
about itself or its questions that asks nothing is kept as `fhir`, and goes out again.
"""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from wayfellow.surveys.elsewhere import NO_SUMS, OTHER_KIND, OTHER_LANGUAGE, TAKE_OUT, CannotRead, Problems
from wayfellow.surveys.shape import (
    CHOICE,
    DISPLAY,
    FALSE,
    GROUP,
    LINK_ID,
    LONGEST_SCALE,
    SCALE,
    TRUE,
    Content,
    Item,
    is_yes_or_no,
    items,
    languages,
    yes_or_no,
)

Resource = dict[str, Any]
HL7 = "http://hl7.org/fhir/StructureDefinition/"
TRANSLATION, LEAST, MOST = f"{HL7}translation", f"{HL7}minValue", f"{HL7}maxValue"
WEIGHT, CONTROL = f"{HL7}ordinalValue", f"{HL7}questionnaire-itemControl"
WEIGHTS = {WEIGHT, f"{HL7}itemWeight"}
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
SCORING, MORE = "urn:wayfellow:scoring", "urn:wayfellow:more"
TOLD_IN_MORE = ("constraint_message", "required_message", "xlsform")
BOOLEAN = "boolean"
KINDS = {CHOICE, BOOLEAN, "string", "text", "integer", "decimal", "date", GROUP, DISPLAY}
ANSWERS = {"choice": "answerCoding", "string": "answerString", "text": "answerString", "date": "answerDate"}
NUMBERS = {SCALE: "Integer", "integer": "Integer", "decimal": "Decimal"}
VALUES = {"string": "valueString", "text": "valueString", "date": "valueDate"}
ENDS = {"low": "lower", "high": "upper"}
SLIDER = "slider"
UNDERSTOOD = {
    "linkId", "type", "text", "_text", "prefix", "required", "repeats", "enableWhen", "enableBehavior", "answerOption",
    "answerValueSet", "initial", "maxLength", "item", "extension",
}  # fmt: skip
SAYS_WHO = {
    "id", "meta", "text", "url", "identifier", "version", "name", "status", "experimental", "date", "publisher",
    "contact", "approvalDate", "lastReviewDate", "effectivePeriod",
}  # fmt: skip  # true of these very words and no others
ASKS_NOTHING = SAYS_WHO | {"derivedFrom", "subjectType", "useContext", "jurisdiction", "purpose", "code"}
READ_OF_THE_WHOLE = {
    "resourceType", "language", "title", "description", "copyright", "item", "contained", "extension",
    "modifierExtension",
}  # fmt: skip
NAMES_A_QUESTION = {"id", "code", "definition", "_prefix"}
# Extensions of a question that change how it looks or what others do with it, and nothing of what is asked.
LOOKS = (
    "rendering-", "questionnaire-itemControl", "questionnaire-choiceOrientation", "questionnaire-displayCategory",
    "questionnaire-optionPrefix", "questionnaire-supportLink", "designNote", "valueset-", "-shortText", "-openLabel",
    "-observationLinkPeriod", "-observation-extract", "-observationExtract", "-preferredTerminologyServer", "-width",
    "-columnCount", "-keyboard", "-collapsible", "-itemExtractionContext",
)  # fmt: skip
# …and those of the whole that do change it.
CHANGES_WHAT_IS_ASKED = ("questionnaire-constraint", "-targetConstraint", "-signatureRequired", "-subQuestionnaire")


# Out
def to_fhir(content: Content, *, url: str, version: int) -> Resource:
    """Return a version as a FHIR Questionnaire: under the name it came with, as long as it says what it said then."""
    language = _main_language(content)
    known = {item["linkId"]: item for item in items(content)}
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
    told |= _about(content) | _text("copyright", content.get("copyright", {}), language)
    if content.get("scoring"):
        scoring = {"url": SCORING, "valueString": json.dumps(content["scoring"], ensure_ascii=False)}
        told["extension"] = [*told.get("extension", []), scoring]
    if "licence" in content:
        told["copyright"] = f"{content['licence']['notice'].get(language, '')} {content['licence']['holder']}".strip()
    return told


def canonical(content: Content, *, url: str, version: int) -> str:
    """Return the address by which answers name the version they belong to, which is the one it goes out under."""
    about = _about(content)
    return f"{about.get('url', url)}|{about.get('version', version)}"


def _about(content: Content) -> Resource:
    """Return what came with it. Another wording is not by those who made it: it only comes from theirs."""
    came = content.get("fhir")
    if not came:
        return {}
    about: Resource = came["about"]
    if came["mark"] == _mark(content):
        return about
    theirs = "|".join(about[name] for name in ("url", "version") if about.get(name))
    from_theirs = {"derivedFrom": [theirs]} if "url" in about else {}
    return {name: value for name, value in about.items() if name.removeprefix("_") not in SAYS_WHO} | from_theirs


def _mark(content: Content) -> str:
    """Return a mark of all that is asked: another as soon as anything of it is."""
    asked = [content["title"], content.get("description") or {}, content["item"], content.get("scoring") or []]
    return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _main_language(content: Content) -> str:
    complete = languages(content)
    return next((code for code, _name in settings.LANGUAGES if code in complete), min(complete))


def _text(name: str, text: dict[str, str], language: str) -> Resource:
    if not text.get(language):
        others = [code for code in sorted(text) if text[code]]
        return _text(name, text, others[0]) if others and name == "copyright" else {}
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
    kind = _kind(item)
    told: Resource = {"linkId": item["linkId"], "type": kind, **_text("text", item["text"], language)}
    told |= {name: item[name] for name in ["required", "repeats", "prefix", "maxLength"] if item.get(name)}
    if conditions := item.get("enableWhen"):
        told["enableWhen"] = [_condition(each, known) for each in conditions]
        if len(conditions) > 1:
            told["enableBehavior"] = item.get("enableBehavior", "all")
    number = "valueDecimal" if kind == "decimal" else "valueInteger"
    limits = [{"url": url, number: item[end]} for end, url in {"min": LEAST, "max": MOST}.items() if end in item]
    came = dict(item.get("fhir", {}))
    more = {name: item[name] for name in TOLD_IN_MORE if name in item}
    if item["type"] == SCALE and not (item.get("low") or item.get("high")):
        limits.append({"url": CONTROL, "valueCodeableConcept": {"coding": [{"system": CONTROLS, "code": SLIDER}]}})
    ours = [{"url": MORE, "valueString": json.dumps(more, ensure_ascii=False)}] if more else []
    if extensions := [*came.pop("extension", []), *limits, *ours]:
        told["extension"] = extensions
    told |= came
    if kind == CHOICE:
        told["answerOption"] = [_option(option, item, language) for option in item["answerOption"]]
    elif "initial" in item:
        told["initial"] = [_value(item, item["initial"])]
    inner = [_item(each, language, known) for each in item.get("item", [])] + list(_ends(item, language))
    return told | ({"item": inner} if inner else {})


def _kind(item: Item) -> str:
    if item["type"] == CHOICE:
        return BOOLEAN if is_yes_or_no(item) else CHOICE
    return "integer" if item["type"] == SCALE else str(item["type"])


def _option(option: Item, item: Item, language: str) -> Resource:
    coding = {**option.get("fhir", {}), "code": option["code"], **_text("display", option["display"], language)}
    if "value" in option:
        coding["extension"] = [*coding.get("extension", []), {"url": WEIGHT, "valueDecimal": option["value"]}]
    initial = item.get("initial", [])
    is_first = option["code"] in (initial if isinstance(initial, list) else [initial])
    return {"valueCoding": coding} | ({"initialSelected": True} if is_first else {})


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
    kind = _kind(known[condition["question"]])
    if kind == BOOLEAN:
        return told | {"answerBoolean": condition["answer"] == TRUE}
    if kind == CHOICE:
        return told | {"answerCoding": {"code": condition["answer"]}}
    return told | {ANSWERS.get(kind) or f"answer{NUMBERS[kind]}": condition["answer"]}


def to_response(
    content: Content, given: dict[str, Any], *, url: str, version: int, sent_on: Any, language: str
) -> Resource:
    """Return somebody's own answers as a FHIR QuestionnaireResponse."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical(content, url=url, version=version),
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
    if _kind(item) == BOOLEAN:
        return {"valueBoolean": answer == TRUE}
    if item["type"] == CHOICE:
        return {"valueCoding": {"code": answer}}
    return {VALUES.get(item["type"]) or f"value{NUMBERS[item['type']]}": answer}


# In
def from_fhir(told: Any, file_name: str = "") -> Content:
    """Return the questionnaire that a FHIR resource holds; raises `CannotRead` with all that has no place."""
    if not isinstance(told, dict) or told.get("resourceType") != "Questionnaire":
        raise CannotRead(_("This is not a FHIR Questionnaire."))
    return _Reading(told).content(file_name)


class _Reading:
    """A resource as it is read: the language it is in, the lists it brings along, and what stands in the way."""

    def __init__(self, told: Resource):
        self.told = told
        self.problems = Problems()
        self.language = self.known(str(told.get("language", "en")), _("the questionnaire itself"))
        self.lists = {f"#{each.get('id')}": each for each in told.get("contained", [])}

    def content(self, file_name: str) -> Content:
        told, where = self.told, _("the questionnaire itself")
        name = str(told.get("name") or "") or file_name
        content: Content = {
            "title": self.texts(told, "title", where) or ({self.language: name} if name else {}),
            "description": self.texts(told, "description", where),
            "item": [item for each in told.get("item", []) for item in self.items(each)],
            "scoring": [],
        }
        self.problems.of = ""
        if words := self.texts(told, "copyright", where):
            content["copyright"] = words
        about = self._about(where)
        self._settle(content)
        for extension in told.get("extension", []):
            if extension.get("url") == SCORING:
                content["scoring"] = list(json.loads(extension["valueString"]))
        content["fhir"] = {"about": about, "mark": _mark(content)}
        self.problems.stop_if_any(content)
        return content

    def _about(self, where: str) -> Resource:
        """Return what the resource says about itself and asks nothing."""
        self._check_the_whole(where)
        about = {name: value for name, value in self.told.items() if name.removeprefix("_") in ASKS_NOTHING}
        kept = [each for each in self.told.get("extension", []) if each.get("url") != SCORING]
        return about | ({"extension": kept} if kept else {})

    def _check_the_whole(self, where: str) -> None:
        for name in self.told:
            if name.removeprefix("_") not in READ_OF_THE_WHOLE | ASKS_NOTHING:
                self.problems.say(where, name)
        for each in self.told.get("extension", []):
            if str(each.get("url")).endswith(CHANGES_WHAT_IS_ASKED):
                self.problems.say(where, each.get("url"))
        for each in self.told.get("modifierExtension", []):
            self.problems.say(where, each.get("url"))
        for each in self.told.get("contained", []):
            if each.get("resourceType") != "ValueSet":
                self.problems.say(where, f"contained {each.get('resourceType')}")

    def known(self, language: str, where: str) -> str:
        """A text in a language that this installation does not speak would be lost as soon as somebody changes it."""
        if language[:2] not in dict(settings.LANGUAGES):
            self.problems.say(where, f"language {language}", OTHER_LANGUAGE)
        return language[:2]

    def texts(self, told: Resource, name: str, where: str) -> dict[str, str]:
        found = {self.language: str(told[name])} if told.get(name) else {}
        for extension in told.get(f"_{name}", {}).get("extension", []):
            if extension.get("url") == TRANSLATION:
                parts = {part["url"]: part for part in extension["extension"]}
                lang = self.known(str(parts["lang"].get("valueCode")), where)
                found[lang] = str(parts["content"].get("valueString", parts["content"].get("valueMarkdown", "")))
        return {code: words for code, words in found.items() if words}

    def items(self, told: Resource, outer: Item | None = None) -> Iterator[Item]:
        """Yield an item, and around it what hangs below a question: the texts to read before it, the questions after.

        What hangs below is asked when the question is.
        """
        name, kind = str(told.get("linkId", "")), str(told.get("type", ""))
        where = _("“%(item)s”") % {"item": name}
        self.problems.of = _named(name) if isinstance(told.get("linkId"), str) else ""
        self.problems.belongs |= {_named(name): outer["linkId"]} if outer else {}
        self._check(told, kind, where)
        item: Item = {"linkId": _named(name), "type": kind, "text": self.texts(told, "text", where)}
        item["text"] = item["text"] or ({self.language: name} if kind == GROUP else {})
        item |= {flag: told[flag] for flag in ["required", "repeats", "maxLength"] if told.get(flag)}
        item |= {"prefix": str(told["prefix"])} if told.get("prefix") else {}
        item |= _limits(told) | self._conditions(told, where, outer or {}) | self._kept(told) | self._more(told, where)
        if kind == BOOLEAN:
            item |= {"type": CHOICE, "answerOption": yes_or_no()}
        elif kind == CHOICE:
            item["answerOption"] = self._options(told, where)
        item |= self._initial(told, item)
        inner = told.get("item", [])
        if kind == GROUP:
            yield item | {"item": [each for one in inner for each in self.items(one)]}
            return
        item |= {_end(each): self.texts(each, "text", where) for each in inner if _end(each)}
        below = [one for one in inner if not _end(one)]
        for one in sorted(below, key=lambda one: one.get("type") != DISPLAY):
            if one.get("type") == DISPLAY:
                yield from self.items(one, item)
        yield _as_scale(item, told)
        for one in below:
            if one.get("type") != DISPLAY:
                yield from self.items(one, item)

    def _check(self, told: Resource, kind: str, where: str) -> None:
        if kind not in KINDS:
            self.problems.say(where, f"type {kind}", OTHER_KIND)
        if not isinstance(told.get("linkId"), str):
            self.problems.say(where, "linkId")
        for name in told:
            if name not in UNDERSTOOD | NAMES_A_QUESTION and told[name] is not False:
                self.problems.say(where, name)
        if kind != CHOICE and told.get("repeats"):
            self.problems.say(where, "repeats")
        for extension in told.get("extension", []):
            url = str(extension.get("url"))
            if url not in {LEAST, MOST, MORE} and not _only_looks(url) and extension.get("valueBoolean") is not False:
                advice = NO_SUMS if "xpression" in url else TAKE_OUT
                self.problems.say(where, url, advice, stays=url.endswith("calculatedExpression"))

    def _kept(self, told: Resource) -> Item:
        """Return what names a question for others or changes its looks. Nobody who answers meets it; it goes out."""
        kept = {name: told[name] for name in NAMES_A_QUESTION if name in told}
        looks = [each for each in told.get("extension", []) if each.get("url") not in {LEAST, MOST, MORE}]
        looks = [each for each in looks if SLIDER not in _controls(each) or not _is_short(told)]
        return {"fhir": kept | ({"extension": looks} if looks else {})} if kept or looks else {}

    def _more(self, told: Resource, where: str) -> Item:
        """Return what has no place in R4 and travels in an extension of ours."""
        written = [each.get("valueString", "{}") for each in told.get("extension", []) if each.get("url") == MORE]
        more = {name: value for each in written for name, value in json.loads(each).items() if name in TOLD_IN_MORE}
        if not all(isinstance(text, str) for texts in more.values() for text in texts.values()):
            self.problems.say(where, MORE)
        return more

    def _options(self, told: Resource, where: str) -> list[Item]:
        offered = [self._option(each, where) for each in told.get("answerOption", [])]
        if "answerValueSet" in told:
            offered += self._of_list(str(told["answerValueSet"]), where)
        taken: set[str] = set()
        for option in offered:  # words that were cut short to be a code can be the same
            made, number = option.pop("made", ""), 1
            while made and option["code"] in taken:
                number += 1
                option["code"] = f"{made[:60]}-{number}"
            taken.add(option["code"])
        return offered

    def _of_list(self, name: str, where: str) -> list[Item]:
        """Return what a list offers that the resource brings along whole."""
        there = self.lists.get(name, {})
        concepts = list(there.get("expansion", {}).get("contains", []))
        for part in [] if concepts else there.get("compose", {}).get("include", []):
            if "filter" in part or "valueSet" in part or "concept" not in part:
                self.problems.say(where, f"answerValueSet {name}")
            concepts += [
                each | ({"system": part["system"]} if "system" in part else {}) for each in part.get("concept", [])
            ]
        if not concepts or "exclude" in there.get("compose", {}):
            self.problems.say(where, f"answerValueSet {name}")
        return [self._coded(each, where, each.get("extension", [])) for each in concepts]

    def _option(self, told: Resource, where: str) -> Item:
        values = {"valueCoding", "valueString", "valueInteger", "valueDate"}
        for problem in told.keys() - values - {"id", "extension", "initialSelected"}:
            self.problems.say(where, f"answerOption.{problem}")
        coding = told.get("valueCoding")
        if coding is None:
            words = str(next((told[name] for name in values if name in told), ""))
            if not words:
                self.problems.say(where, "answerOption")
            coding = {"display": words}
        return self._coded(coding, where, [*coding.get("extension", []), *told.get("extension", [])])

    def _coded(self, coding: Resource, where: str, extensions: list[Resource]) -> Item:
        for each in extensions:
            if each.get("url") not in WEIGHTS and not _only_looks(str(each.get("url"))):
                self.problems.say(where, f"answerOption {each.get('url')}")
        words = self.texts(coding, "display", where)
        for each in coding.get("designation", []):
            if str(each.get("language"))[:2] in dict(settings.LANGUAGES):
                words.setdefault(str(each["language"])[:2], str(each.get("value", "")))
        code = str(coding.get("code", ""))
        made = "" if code else _named(next(iter(words.values()), ""))
        option: Item = {"code": code or made, "display": words or {self.language: code}}
        weights = [each.get("valueDecimal", each.get("valueInteger")) for each in extensions if each["url"] in WEIGHTS]
        kept: Resource = {name: coding[name] for name in ("id", "system", "version", "userSelected") if name in coding}
        looks = [each for each in extensions if each.get("url") not in WEIGHTS]
        kept |= {"extension": looks} if looks else {}
        return (
            option
            | ({"value": weights[0]} if weights else {})
            | ({"fhir": kept} if kept else {})
            | ({"made": made} if made else {})
        )

    def _initial(self, told: Resource, item: Item) -> Item:
        values = [next((v for k, v in each.items() if k.startswith("value")), None) for each in told.get("initial", [])]
        answers = [_as_answer(item, value) for value in values]
        options = zip(told.get("answerOption", []), item.get("answerOption", []), strict=False)
        answers += [option["code"] for each, option in options if each.get("initialSelected")]
        if not answers:
            return {}
        return {"initial": answers if item.get("repeats") else answers[0]}

    def _conditions(self, told: Resource, where: str, outer: Item) -> Item:
        found = [self._condition(each, where) for each in told.get("enableWhen", [])]
        behaviour = str(told.get("enableBehavior", "all"))
        above = outer.get("enableWhen", [])
        if found and above:
            mixed = len(found) > 1 and behaviour == "any" or len(above) > 1 and outer.get("enableBehavior") == "any"
            if mixed:
                self.problems.say(where, "enableWhen")
            found = [*above, *found]
        elif above:
            found, behaviour = list(above), outer.get("enableBehavior", "all")
        joined = {"enableBehavior": behaviour} if "enableBehavior" in told or len(found) > 1 else {}
        return {"enableWhen": found} | joined if found else {}

    def _condition(self, told: Resource, where: str) -> Item:
        kinds = ["Boolean", "Coding", "String", "Integer", "Decimal", "Date"]
        answer = next((told[f"answer{kind}"] for kind in kinds if f"answer{kind}" in told), None)
        if answer is None or "question" not in told:
            self.problems.say(where, "enableWhen")
        return {"question": _named(str(told.get("question"))), "operator": told.get("operator"), "answer": answer}

    @staticmethod
    def _settle(content: Content) -> None:
        """Have each condition name an answer as it is kept, now that it is known what each question offers."""
        known = {item["linkId"]: item for item in items(content)}
        for item in items(content):
            for condition in item.get("enableWhen", []):
                if condition["question"] in known and condition["operator"] != "exists":
                    condition["answer"] = _as_answer(known[condition["question"]], condition["answer"])


def _as_answer(item: Item, value: Any) -> Any:
    """Return a value of the standard as an answer is kept: of a choice, its code."""
    if item["type"] != CHOICE:
        return value
    if isinstance(value, bool):
        return TRUE if value else FALSE
    code = value.get("code") if isinstance(value, dict) else None
    words = str(value.get("display", "") if isinstance(value, dict) else value)
    said = (option["code"] for option in item["answerOption"] if words in option["display"].values())
    return str(code) if code is not None else next(said, words)


def _only_looks(url: str) -> bool:
    name = url.rpartition("/")[2]
    return any(name.startswith(one) or one.startswith("-") and name.endswith(one) for one in LOOKS)


def _named(name: str) -> str:
    return name if LINK_ID.fullmatch(name) else re.sub(r"[^\w./-]+", "-", name)[:64]


def _limits(told: Resource) -> Item:
    ends = {LEAST: "min", MOST: "max"}
    found = {ends[each["url"]]: each for each in told.get("extension", []) if each.get("url") in ends}
    return {end: each.get("valueInteger", each.get("valueDecimal")) for end, each in found.items()}


def _as_scale(item: Item, told: Resource) -> Item:
    has_words = item["type"] == "integer" and ("low" in item or "high" in item)
    slides = any(SLIDER in _controls(each) for each in told.get("extension", []))
    return item | {"type": SCALE} if has_words or slides and _is_short(told) else item


def _is_short(told: Resource) -> bool:
    """Say whether each step between its ends can be shown."""
    ends = _limits(told)
    low, high = ends.get("min"), ends.get("max")
    if told.get("type") != "integer" or not isinstance(low, int) or not isinstance(high, int):
        return False
    return 1 <= high - low <= LONGEST_SCALE


def _controls(extension: Resource) -> list[str]:
    """Return how an extension says that an item is shown."""
    coded = extension.get("valueCodeableConcept", {}) if extension.get("url") == CONTROL else {}
    return [str(each.get("code")) for each in coded.get("coding", [])]


def _end(told: Resource) -> str:
    shown_as = [code for each in told.get("extension", []) for code in _controls(each)]
    return next((end for end, control in ENDS.items() if told.get("type") == DISPLAY and control in shown_as), "")
