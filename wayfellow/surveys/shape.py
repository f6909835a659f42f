"""What a questionnaire may look like: a FHIR Questionnaire in small, each text in several languages.

Plain functions over what is kept, so that the editor, the imports and the tests ask the same.
"""

import re
from collections.abc import Iterator
from functools import cache
from math import isfinite
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from wayfellow.ui.clinical import asks_for_clinical

Content = dict[str, Any]
Item = dict[str, Any]

ANONYMOUS, CONFIDENTIAL, NAMED = "anonymous", "confidential", "named"
CHOICE, SCALE, GROUP, DISPLAY = "choice", "scale", "group", "display"
NUMBERS = {SCALE, "integer", "decimal"}
ORDERED = NUMBERS | {"date"}
OPEN = {"string", "text"}
RULES = {"sum", "mean"}
TYPES = {CHOICE, "string", "text", "date", GROUP, DISPLAY} | NUMBERS
OPERATORS = {"exists", "=", "!=", ">", "<", ">=", "<="}
OF_THE_FORM = {"idempotency_key", "asked", "look", "month", "csrfmiddlewaretoken", "whose", "later"}
LINK_ID = re.compile(r"[\w./-]{1,64}")
MAY_WE_QUOTE, YES = "quote", "yes"  # the question whether words may be quoted, by its name, and the answer
MOST_QUESTIONS = 100
LONGEST_SCALE = 10
MOST_ANSWERS = 100
LONGEST_TEXT = 1000
TRUE, FALSE = "true", "false"  # the codes of a question that is answered by yes or no
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def items(content: Content) -> Iterator[Item]:
    """Yield everything in order: each group, and what is in it after it."""
    return with_inner(content["item"])


def with_inner(several: list[Item]) -> Iterator[Item]:
    """Yield these in order, and after each section what is in it."""
    for item in several:
        yield item
        yield from with_inner(item.get("item", []))


def questions(content: Content) -> Iterator[Item]:
    """Yield what can be answered, in order."""
    return (item for item in items(content) if item["type"] not in {GROUP, DISPLAY})


def yes_or_no() -> list[Item]:
    """Return the two answers to a question of yes or no, in every language."""
    return [{"code": code, "display": dict(words)} for code, words in _yes_and_no()]


@cache
def _yes_and_no() -> list[tuple[str, dict[str, str]]]:
    return [(TRUE, _in_every_language(gettext_noop("Yes"))), (FALSE, _in_every_language(gettext_noop("No")))]


def _in_every_language(words: str) -> dict[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = _(words)
    return found


def is_yes_or_no(item: Item) -> bool:
    """Say whether it is answered by yes or no, in the words that are ours for it."""
    offered = [(option["code"], option["display"].get("en")) for option in item.get("answerOption", [])]
    return not item.get("repeats") and offered == [(code, words["en"]) for code, words in _yes_and_no()]


def may_be_quoted(given: dict[str, Any]) -> bool:
    """Say whether somebody allowed their own words to be quoted, where they were asked."""
    return YES in (given.get(MAY_WE_QUOTE) or ())


def languages(content: Content) -> set[str]:
    """Return the languages in which every single text is there."""
    spoken = [{code for code, words in text.items() if words} for text in texts(content)]
    return set.intersection(*spoken) if spoken else set()


def texts(content: Content) -> Iterator[dict[str, str]]:
    """Yield every text that somebody who answers will read, of a text only partly there too."""
    yield content["title"]
    if any(content.get("description", {}).values()):
        yield content["description"]
    for item in items(content):
        yield item["text"]
        yield from (item[end] for end in ("low", "high") if any(item.get(end, {}).values()))
        yield from (option["display"] for option in item.get("answerOption", []))


def asks_what_has_no_name(content: Content) -> list[str]:
    """Return what in a questionnaire asks for a diagnosis or a medicine, which nobody answers under their name (I2)."""
    found = [asks_for_clinical(words) for text in texts(content) for words in text.values() if words]
    return list(dict.fromkeys(word for words in found for word in words))


def faults(content: Content) -> list[tuple[str, str]]:
    """Say all that is wrong, as (the item, what is the matter). Nothing wrong is an empty list."""
    if not isinstance(content.get("item"), list) or not isinstance(content.get("title"), dict):
        return [("", _("A questionnaire needs a title and questions."))]
    found = [("", _("There is no question in it yet."))] if not any(questions(content)) else []
    if (number := len(list(items(content)))) > MOST_QUESTIONS:
        told = {"number": number, "most": MOST_QUESTIONS}
        found.append(("", _("There are %(number)s questions and texts in it: at most %(most)s are possible.") % told))
    if not languages(content):
        found.append(("", _("No language has all the texts. At least one must be complete.")))
    before: dict[str, Item] = {}
    for item in items(content):
        found += [(item.get("linkId", ""), fault) for fault in _faults_of(item, before)]
        before[item["linkId"]] = item
    are_short = all(_is_text(words) for text in texts(content) for words in text.values())
    if not are_short or any(NOT_TEXT.search(words) for words in _all_strings(content)):
        found.append(
            (
                "",
                _("There is a text longer than %(most)s characters, or something that is not text.")
                % {"most": LONGEST_TEXT},
            )
        )
    for score in content.get("scoring", []):
        found += _faults_of_score(score, before)
    return found


def _all_strings(value: Any) -> Iterator[str]:
    """Yield every string there is, however deep: what no database can hold can lie anywhere."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from _all_strings(inner)


def _is_text(words: Any) -> bool:
    return isinstance(words, str) and len(words) <= LONGEST_TEXT and not NOT_TEXT.search(words)


def _faults_of(item: Item, before: dict[str, Item]) -> Iterator[str]:
    name = item["linkId"]
    if not LINK_ID.fullmatch(name) or name in OF_THE_FORM:
        yield _("This name cannot be used.")
    if name in before:
        yield _("Two questions have this name.")
    yield from _faults_of_kind(item)
    if item.get("enableBehavior", "all") not in {"all", "any"}:
        yield _("With several conditions, either all of them must be true or any one of them.")
    for condition in item.get("enableWhen", []):
        yield from _faults_of_condition(condition, before)


def _faults_of_kind(item: Item) -> Iterator[str]:
    if item["type"] not in TYPES:
        yield _("Unknown type of question: %(kind)s.") % {"kind": item["type"]}
    if item["type"] == CHOICE:
        yield from _faults_of_options(item.get("answerOption", []))
    elif item.get("repeats"):
        yield _("Only a question with a list can have several answers.")
    if item["type"] == SCALE:
        yield from _faults_of_scale(item)
    elif item["type"] in NUMBERS:
        yield from _faults_of_limits(item)
    if "initial" in item and not can_begin_with(item, item["initial"]):
        yield _("What stands there at first is not an answer to it.")
    longest = item.get("maxLength", 1)
    if not isinstance(longest, int) or longest < 1:
        yield _("The longest answer must be a number of characters.")


def can_begin_with(item: Item, answer: Any) -> bool:
    """Say whether this can stand there before somebody answers."""
    if item["type"] in {GROUP, DISPLAY} or isinstance(answer, list) != bool(item.get("repeats")):
        return False
    answers = answer if isinstance(answer, list) else [answer]
    return all(_could_be(item, each, "=") and not _is_beyond(item, each) for each in answers)


def _is_beyond(item: Item, answer: Any) -> bool:
    if item["type"] == "date":
        return parse_date(answer) is None
    if item["type"] in NUMBERS - {"decimal"} and not isinstance(answer, int):
        return True
    return item["type"] in NUMBERS and not item.get("min", answer) <= answer <= item.get("max", answer)


def _faults_of_options(options: list[Item]) -> Iterator[str]:
    if len(options) < 2:
        yield _("A choice needs two answers or more.")
    codes = [option["code"] for option in options]
    if len(set(codes)) < len(codes):
        yield _("Two answers have the same code.")
    if len(codes) > MOST_ANSWERS:
        told = {"number": len(codes), "most": MOST_ANSWERS}
        yield _("There are %(number)s answers to choose from: at most %(most)s are possible.") % told
    if not all(_is_number(option.get("value", 0)) for option in options):
        yield _("The value of an answer must be a number.")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _faults_of_limits(item: Item) -> Iterator[str]:
    limits = [item[end] for end in ("min", "max") if end in item]
    if not all(map(_is_number, limits)) or limits != sorted(limits):
        yield _("Its limits must be a lower and a higher number.")


def _faults_of_scale(item: Item) -> Iterator[str]:
    low, high = item.get("min", 0), item.get("max", 0)
    if not (isinstance(low, int) and isinstance(high, int) and 1 <= high - low <= LONGEST_SCALE):
        yield _("A scale goes from a lower to a higher number, in %(most)s steps at most.") % {"most": LONGEST_SCALE}


def _faults_of_condition(condition: Item, before: dict[str, Item]) -> Iterator[str]:
    """A condition looks back only, so there is no way round in circles."""
    about = before.get(condition["question"])
    if about is None or about["type"] in {GROUP, DISPLAY}:
        yield _("It depends on “%(question)s”, which is not asked before it.") % {"question": condition["question"]}
        return
    if condition["operator"] not in OPERATORS:
        yield _("Unknown comparison: %(operator)s.") % {"operator": condition["operator"]}
    elif condition["operator"] in {">", "<", ">=", "<="} and about["type"] not in ORDERED:
        yield _("Only numbers and dates can be compared as larger or smaller.")
    elif not _could_be(about, condition["answer"], condition["operator"]):
        yield _("It depends on an answer that “%(question)s” does not have.") % {"question": condition["question"]}


def _could_be(item: Item, answer: Any, operator: str) -> bool:
    if operator == "exists":
        return isinstance(answer, bool)
    if item["type"] == CHOICE:
        return answer in [option["code"] for option in item.get("answerOption", [])]
    if item["type"] in NUMBERS:
        return _is_number(answer)
    return isinstance(answer, str)


def _faults_of_score(score: Item, known: dict[str, Item]) -> Iterator[tuple[str, str]]:
    if not _is_a_score(score):
        yield str(score.get("name", "")), _("This score cannot be calculated.")
        return
    for name in [*score["items"], *score.get("reversed", [])]:
        if name not in known or bounds(known[name]) is None:
            yield score["name"], _("“%(question)s” gives no number to calculate with.") % {"question": name}


def _is_a_score(score: Item) -> bool:
    """A rule that came in a file could be anything."""
    bands = [band.get("from") for band in score.get("bands", [])]
    numbers = [score.get("times", 1), score.get("least", 1), *bands, *score.get("table", {}).values()]
    return (
        score.get("rule") in RULES
        and isinstance(score.get("name"), str)
        and isinstance(score.get("title"), dict)
        and bool(score.get("items"))
        and all(map(_is_number, numbers))
    )


def bounds(item: Item) -> tuple[float, float] | None:
    """Return the lowest and the highest number that answering this question can give, if it gives numbers at all."""
    if item["type"] == CHOICE and not item.get("repeats"):
        values = [option["value"] for option in item.get("answerOption", []) if "value" in option]
        return (min(values), max(values)) if values else None
    if item["type"] in NUMBERS and "min" in item and "max" in item:
        return item["min"], item["max"]
    return None
