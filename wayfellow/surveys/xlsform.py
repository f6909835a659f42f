"""A part of XLSForm (https://xlsform.org), out and in. What is not understood is refused by its row and name.

What a workbook says that asks nothing, such as how others show a question, is kept as `xlsform` and goes out again.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from wayfellow.later import openpyxl
from wayfellow.surveys.elsewhere import (
    EARLIER,
    NO_ANSWER,
    NO_SUMS,
    ONE_JOIN,
    OTHER_KIND,
    OTHER_LANGUAGE,
    TAKE_OUT,
    CannotRead,
    Problems,
)
from wayfellow.surveys.expressions import NotUnderstood, conditions, limits
from wayfellow.surveys.shape import CHOICE, DISPLAY, GROUP, LINK_ID, NUMBERS, SCALE, Content, Item, items

Texts = dict[str, str]
READ = {
    "text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal", "date": "date",
    "note": DISPLAY, "range": SCALE,
}  # fmt: skip
ONE_OF = {"select_one", "select one", "select one from", "select1"}
SOME_OF = {"select_multiple", "select multiple", "select all that apply", "select all that apply from"}
BEGIN, END = {"begin_group", "begin group"}, {"end_group", "end group"}
ASKS_NOTHING = {
    "start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "email",
}  # fmt: skip
WORDS = {"label", "hint", "constraint_message", "required_message"}  # in several languages
ALSO_CALLED = {
    "list name": "list_name", "caption": "label", "relevance": "relevant", "constraint message": "constraint_message",
    "required message": "required_message", "read_only": "readonly", "read only": "readonly", "value": "name",
}  # fmt: skip
KNOWN = {"type", "name", "required", "relevant", "parameters", "constraint", "default", "readonly"} | WORDS
KNOWN_OF_CHOICES = {"list_name", "name", "label"}
FOR_OTHERS = {
    "appearance", "guidance_hint", "comment", "comments", "$kuid", "kuid", "$qpath", "$xpath", "$autoname", "order",
    "tags",
}  # fmt: skip  # what those who answer do not meet
OF_THE_FORM = {"form_title", "version", "default_language"}
YES, NO = {"yes", "true", "true()"}, {"", "no", "false", "false()"}
MOST_ROWS = 5000
LARGEST = 20_000_000  # bytes, once it is unpacked
ENDS = re.compile(r"(-?\d+) = (.+) · (-?\d+) = (.+)")
NAMED = re.compile(r"\$\{\s*([^}\s]*)\s*\}")
IN_BRACKETS = re.compile(r"\(([a-zA-Z]{2})[\w-]*\)")


# Out
def to_xlsform(content: Content, name: str, version: int) -> bytes:
    """Return a version as an XLSForm workbook."""
    return _Writing(content).workbook(name, version)


class _Writing:
    """A workbook as it is written."""

    def __init__(self, content: Content):
        self.content = content
        self.book = openpyxl.Workbook()
        self.survey, self.choices = self.book.active, self.book.create_sheet("choices")
        self.survey.title = "survey"
        self.known = {item["linkId"]: item for item in items(content)}
        self.for_others = sorted({column for item in self.known.values() for column in item.get("xlsform", {})})

    def workbook(self, name: str, version: int) -> bytes:
        titled = {column: [f"{column}::{_called(code)}" for code, _name in settings.LANGUAGES] for column in WORDS}
        messages = titled["constraint_message"] + titled["required_message"]
        self.survey.append(
            ["type", "name", *titled["label"], *titled["hint"], "required", "relevant", "parameters", "constraint",
             "default", *messages, *self.for_others]
        )  # fmt: skip
        self.choices.append(["list_name", "name", *titled["label"]])
        came = self.content.get("xlsform", {})
        for kind, named in came.get("rows", []):
            _append(self.survey, [kind, named])
        for item in self.content["item"]:
            self.item(item)
        about = {
            "form_title": next(iter(self.content["title"].values()), ""), "form_id": name, "version": version,
            "default_language": _called(_main(self.content["title"])),
            **{f"copyright::{_called(code)}": words for code, words in self.content.get("copyright", {}).items()},
            **came.get("settings", {}),
        }  # fmt: skip
        sheet = self.book.create_sheet("settings")
        _append(sheet, list(about))
        _append(sheet, list(about.values()))
        file = io.BytesIO()
        openpyxl.writer.excel.save_workbook(self.book, file)
        return file.getvalue()

    def item(self, item: Item) -> None:
        name = _as_name(item["linkId"])
        if item["type"] == CHOICE:
            for option in item["answerOption"]:
                _append(self.choices, [f"{name}_answers", _as_code(option["code"]), *_each(option["display"])])
        joined = "or" if item.get("enableBehavior") == "any" else "and"
        relevant = f" {joined} ".join(self.relevant(each) for each in item.get("enableWhen", []))
        range_ = f"start={item['min']} end={item['max']} step=1" if item["type"] == SCALE else None
        kept = item.get("xlsform", {})
        cells = [
            _type(item, name), name, *_each(_with_prefix(item)), *_each(_ends(item)),
            "yes" if item.get("required") else None, relevant or None, range_ or kept.get("parameters"),
            _constraint(item), _default(item),
            *_each(item.get("constraint_message", {})), *_each(item.get("required_message", {})),
            *(kept.get(column) for column in self.for_others),
        ]  # fmt: skip
        _append(self.survey, cells)
        for inner in item.get("item", []):
            self.item(inner)
        if item["type"] == GROUP:
            self.survey.append(["end_group"])

    def relevant(self, condition: Item) -> str:
        about = f"${{{_as_name(condition['question'])}}}"
        answer, operator = condition["answer"], condition["operator"]
        if operator == "exists":
            return f"{about} {'!=' if answer else '='} ''"
        if self.known[condition["question"]]["type"] == CHOICE:
            chosen = f"selected({about}, '{_as_code(answer)}')"
            return chosen if operator == "=" else f"not({chosen})"
        return f"{about} {operator} {answer}" if not isinstance(answer, str) else f"{about} {operator} '{answer}'"


def _called(code: str) -> str:
    """Return a language as XLSForm names it."""
    return f"{dict(settings.LANGUAGES)[code]} ({code})"


def _main(text: Texts) -> str:
    there = [code for code, _name in settings.LANGUAGES if text.get(code)]
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in there or not there else there[0]


def _with_prefix(item: Item) -> Texts:
    prefix = item.get("prefix")
    return {code: f"{prefix} {words}" for code, words in item["text"].items()} if prefix else item["text"]


def _ends(item: Item) -> Texts:
    """Return the words at both ends of a scale as a hint, the only place that a table has for them."""
    low, high = item.get("low", {}), item.get("high", {})
    both = [code for code in low if low[code] and high.get(code)]
    return {code: f"{item['min']} = {low[code]} · {item['max']} = {high[code]}" for code in both}


def _constraint(item: Item) -> str | None:
    ends = [f". {sign} {item[end]}" for end, sign in {"min": ">=", "max": "<="}.items() if end in item]
    if "maxLength" in item:
        ends.append(f"string-length(.) <= {item['maxLength']}")
    return " and ".join(ends) if ends and item["type"] != SCALE else None


def _default(item: Item) -> Any:
    initial = item.get("initial")
    if item["type"] != CHOICE or initial is None:
        return initial
    return " ".join(map(_as_code, initial if isinstance(initial, list) else [initial]))


def _type(item: Item, name: str) -> str:
    if item["type"] == CHOICE:
        return f"{'select_multiple' if item.get('repeats') else 'select_one'} {name}_answers"
    kinds = {GROUP: "begin_group", DISPLAY: "note", SCALE: "range", "string": "text"}
    return kinds.get(item["type"], str(item["type"]))


def _each(text: Texts) -> list[str]:
    return [text.get(code, "") for code, _name in settings.LANGUAGES]


def _append(sheet, cells: list[Any]) -> None:
    """Add a line in which everything is words: a text that begins like a formula is none."""
    sheet.append(cells)
    for cell in sheet[sheet.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"


def _as_code(code: str) -> str:
    return re.sub(r"[^\w.-]", "_", code)


def _as_name(name: str) -> str:
    plain = _as_code(name)
    return plain if re.match(r"[A-Za-z_]", plain) else f"_{plain}"


# In
def from_xlsform(content: bytes, file_name: str = "") -> Content:
    """Return the questionnaire that a workbook holds; raises `CannotRead` with all that has no place."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise ValueError("it unfolds to more than a questionnaire is")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as problem:
        raise CannotRead(_("This file cannot be opened as a table (.xlsx).")) from problem
    if "survey" not in book.sheetnames:
        raise CannotRead(_("It has no sheet called “survey”."))
    return _Reading(book).content(file_name)


@dataclass
class Row:
    """A row with something in it: its cells by column, and the words of those columns that have languages."""

    sheet: str
    number: int
    cells: dict[str, str] = field(default_factory=dict)
    words: dict[str, Texts] = field(default_factory=dict)

    def at(self, column: str = "") -> str:
        told = {"sheet": self.sheet, "row": self.number, "column": column}
        if not column:
            return _("Sheet “%(sheet)s”, row %(row)s") % told
        return _("Sheet “%(sheet)s”, row %(row)s, column “%(column)s”") % told


class _Reading:
    """A workbook as it is read: the language of what names none, the lists, and what stands in the way."""

    def __init__(self, book):
        self.book = book
        self.problems = Problems()
        self.language = str(settings.LANGUAGE_CODE)
        self.settings: dict[str, str] = {}
        self.copyright: Texts = {}
        self.lists: dict[str, list[Row]] = {}
        self.rows_for_others: list[list[str]] = []

    def content(self, file_name: str) -> Content:
        self._read_settings()
        for row in self._rows("choices"):
            self.lists.setdefault(row.cells.get("list_name", ""), []).append(row)
        for sheet in {"external_choices", "entities", "osm"} & {*self.book.sheetnames}:
            for row in list(self._rows(sheet))[:1]:
                self.problems.say(row.at(), sheet)
        found = self._items(list(self._rows("survey")))
        self._settle(found)
        spoken = sorted({code for item in found for code in item["text"]}) or [self.language]
        title = self.settings.pop("form_title", "") or file_name or _("Import from a file")
        kept = {name: value for name, value in self.settings.items() if name not in OF_THE_FORM}
        came = {name: what for name, what in {"settings": kept, "rows": self.rows_for_others}.items() if what}
        content: Content = {"title": dict.fromkeys(spoken, title), "item": found, "scoring": []}
        content |= ({"copyright": self.copyright} if self.copyright else {}) | ({"xlsform": came} if came else {})
        self.problems.stop_if_any(content)
        return content

    def _read_settings(self) -> None:
        told = next(iter(self._rows("settings")), Row("settings", 2))
        default = told.cells.get("default_language", "")
        if default and default != "default":
            self.language = self._known(default, told.at("default_language"))
        self.copyright = {}
        for column, value in told.cells.items():
            name, _colons, language = column.partition("::")
            if name == "copyright":
                self.copyright[self._known(language, told.at(column))] = value
            else:
                self.settings[column] = value

    def _rows(self, sheet: str) -> Iterator[Row]:
        """Yield the rows of a sheet that hold something, all of them: a longer sheet is refused, never cut."""
        if sheet not in self.book.sheetnames:
            return
        lines = self.book[sheet].iter_rows(values_only=True)
        columns = [_column(_as_text(cell)) for cell in next(lines, [])]
        for number, line in enumerate(lines, start=2):
            if number > MOST_ROWS + 1:
                told = {"sheet": sheet, "most": MOST_ROWS}
                raise CannotRead(_("The sheet “%(sheet)s” has more than %(most)s rows.") % told)
            row = Row(sheet, number)
            for (name, language, written), cell in zip(columns, line, strict=False):
                text = _as_text(cell)
                if not written or not text:
                    continue
                if sheet != "settings" and name in WORDS:
                    code = self._known(language, Row(sheet, 1).at(written)) if language else self.language
                    row.words.setdefault(name, {})[code] = text
                else:
                    row.cells[written if language else name] = text
            if row.cells or row.words:
                yield row

    def _known(self, told: str, where: str) -> str:
        """A language is told by its code in brackets, as XLSForm asks, or by its name."""
        code = _code_of(told)
        if code not in dict(settings.LANGUAGES):
            self.problems.say(where, told, OTHER_LANGUAGE)
        return code

    def _items(self, rows: list[Row]) -> list[Item]:
        open_groups: list[list[Item]] = [[]]
        for row in rows:
            kind = " ".join(row.cells.get("type", "").split())
            self.problems.of = "" if _must_stay(row, kind, rows) else row.cells.get("name", "")
            if kind in BEGIN:
                group = self._item(row, GROUP) | {"item": []}
                open_groups[-1].append(group)
                open_groups.append(group["item"])
            elif kind in END:
                if len(open_groups) == 1:
                    self.problems.say(row.at("type"), kind)
                else:
                    open_groups.pop()
            elif kind in ASKS_NOTHING:
                self.rows_for_others.append([kind, row.cells.get("name", kind)])
            else:
                open_groups[-1] += self._item_with_hint(row, kind)
        self.problems.of = ""
        return open_groups[0]

    def _item_with_hint(self, row: Row, kind: str) -> list[Item]:
        """A hint tells what stands at the ends of a scale, or else becomes a text to read before its question."""
        item, hint = self._item(row, kind), self._texts(row, "hint")
        ends = {code: ENDS.fullmatch(words) for code, words in hint.items()}
        if item["type"] != SCALE or not all(ends.values()):
            before = {"linkId": f"{item['linkId']}.hint"[-64:], "type": DISPLAY, "text": hint}
            before |= {name: item[name] for name in ("enableWhen", "enableBehavior") if name in item}
            if hint:
                self.problems.belongs[before["linkId"]] = item["linkId"]
            return [before, item] if hint else [item]
        words = {code: (found[2], found[4]) for code, found in ends.items() if found}
        return [
            item
            | {end: {code: each[at] for code, each in words.items()} for at, end in enumerate(["low", "high"]) if words}
        ]

    def _item(self, row: Row, kind: str) -> Item:
        name = row.cells.get("name", "")
        if not LINK_ID.fullmatch(name):
            self.problems.say(row.at("name"), f"name “{name}”")
        text = self._texts(row, "label") or ({self.language: name} if kind == GROUP else {})
        item: Item = {"linkId": name, "text": text} | self._type(row, kind)
        required = row.cells.get("required", "").lower()
        if required not in YES | NO:
            self.problems.say(row.at("required"), row.cells["required"])
        item |= {"required": True} if required in YES and item["type"] != DISPLAY else {}
        if row.cells.get("readonly", "").lower() in YES:
            self.problems.say(row.at("readonly"), row.cells["readonly"])
        item |= self._relevant(row) | self._constraint(row, item)
        for column in ("constraint_message", "required_message"):
            if words := self._texts(row, column):
                item[column] = words
        item |= self._default(row, item)
        kept = self._for_others(row, KNOWN, item)
        return item | ({"xlsform": kept} if kept else {})

    def _for_others(self, row: Row, known: set[str], item: Item) -> dict[str, str]:
        """Return what those who answer do not meet; what they would and cannot here is said."""
        kept = {}
        for column, value in row.cells.items():
            first = column.partition("::")[0]
            if first.lower() in FOR_OTHERS:
                kept[column] = value
            elif column == "parameters" and item.get("type") != SCALE:
                if "randomize" in value:
                    self.problems.say(row.at(column), value)
                kept[column] = value
            elif column not in known:
                self.problems.say(row.at(column), column, NO_SUMS if column.startswith("calcul") else TAKE_OUT)
        return kept

    def _texts(self, row: Row, column: str) -> Texts:
        words = row.words.get(column, {})
        for text in words.values():
            for earlier in EARLIER.findall(text):
                self.problems.say(row.at(column), earlier, NO_ANSWER)
        return words

    def _type(self, row: Row, kind: str) -> Item:
        first, _space, name = kind.rpartition(" ")
        if first in ONE_OF | SOME_OF:
            return {"type": CHOICE, **self._options(row, name)} | ({"repeats": True} if first in SOME_OF else {})
        if kind == GROUP:
            return {"type": GROUP}
        if kind not in READ:
            advice = NO_SUMS if kind.startswith("calculate") else OTHER_KIND
            self.problems.say(row.at("type"), kind or _("an empty cell"), advice)
            return {"type": DISPLAY}
        return {"type": READ[kind]} | (self._range(row) if kind == "range" else {})

    def _options(self, row: Row, name: str) -> Item:
        options = self.lists.get(name, [])
        if not options:
            self.problems.say(
                row.at("type"), row.cells["type"], _("Add the list “%(name)s” to the sheet “choices”.") % {"name": name}
            )
        for each in options:
            self._for_others(each, KNOWN_OF_CHOICES, {})
        return {
            "answerOption": [
                {"code": each.cells.get("name", ""), "display": self._texts(each, "label")} for each in options
            ]
        }

    def _range(self, row: Row) -> Item:
        told = dict(re.findall(r"(start|end|step)\s*=\s*(\S+)", row.cells.get("parameters", "")))
        try:
            low, high, step = (int(told.get(name, usual)) for name, usual in {"start": 0, "end": 10, "step": 1}.items())
        except ValueError:
            low, high, step = 0, 0, 0
        if step != 1:
            self.problems.say(row.at("parameters"), row.cells["parameters"], _("Use whole numbers in steps of 1."))
        return {"min": low, "max": high}

    def _relevant(self, row: Row) -> Item:
        told = row.cells.get("relevant", "")
        if not told or told in {"true()", "yes"}:
            return {}
        try:
            found, behaviour = conditions(told)
        except NotUnderstood:
            self.problems.say(row.at("relevant"), told, ONE_JOIN if " or " in told and " and " in told else TAKE_OUT)
            return {}
        return {"enableWhen": found} | ({"enableBehavior": behaviour} if len(found) > 1 else {})

    def _constraint(self, row: Row, item: Item) -> Item:
        told = row.cells.get("constraint", "")
        try:
            return limits(told, item["type"]) if told else {}
        except NotUnderstood:
            self.problems.say(row.at("constraint"), told)
            return {}

    def _default(self, row: Row, item: Item) -> Item:
        told = row.cells.get("default", "")
        if not told:
            return {}
        try:
            return {"initial": _as_answer(item, told)}
        except ValueError:
            self.problems.say(row.at("default"), told, NO_SUMS if "(" in told or "${" in told else TAKE_OUT)
            return {}

    @staticmethod
    def _settle(found: list[Item]) -> None:
        """Have each condition name an answer as it is kept, now that it is known what each question offers."""
        known = {item["linkId"]: item for item in items({"item": found})}
        for item in known.values():
            for condition in item.get("enableWhen", []):
                about = known.get(condition["question"])
                if about and condition["operator"] != "exists":
                    condition["answer"] = _compared_with(about, condition["answer"])


def _must_stay(row: Row, kind: str, rows: list[Row]) -> bool:
    """Say whether leaving this row out would change what is asked elsewhere.

    So do what is asked again and again, and a calculation from answers or that something else needs.
    """
    name = row.cells.get("name", "")
    if not LINK_ID.fullmatch(name) or kind.startswith(("begin", "end")) and kind not in BEGIN:
        return True
    told = [value for column, value in row.cells.items() if column.startswith("calcul")]
    if not told and not kind.startswith("calculate"):
        return False
    if row.cells.get("required", "").lower() in YES or any("${" in each for each in told):
        return True
    others = [words for each in rows if each is not row for words in _all_words(each)]
    return any(name in NAMED.findall(words) for words in others)


def _all_words(row: Row) -> list[str]:
    return [*row.cells.values(), *(words for texts in row.words.values() for words in texts.values())]


def _compared_with(item: Item, answer: Any) -> Any:
    if item["type"] in NUMBERS:
        try:
            return float(answer) if "." in str(answer) else int(answer)
        except ValueError:
            return answer
    return str(answer)


def _as_answer(item: Item, told: str) -> Any:
    """Return what a cell says as an answer to this question; raises `ValueError`."""
    if item["type"] in {DISPLAY, GROUP} or "${" in told or re.search(r"\w\(.*\)", told):
        raise ValueError(told)
    if item.get("repeats"):
        return told.split()
    if item["type"] in {SCALE, "integer"}:
        return int(told)
    if item["type"] == "decimal":
        return float(told)
    return date.fromisoformat(told[:10]).isoformat() if item["type"] == "date" else told


def _column(written: str) -> tuple[str, str, str]:
    """Return what a column is called, for which language, and as it is written, such as “label::English (en)”."""
    first, _colon, language = written.partition(":")
    name = first.strip().lower()
    return ALSO_CALLED.get(name, name), language.strip(": "), written


def _as_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell if cell is not None else "").strip()


def _code_of(language: str) -> str:
    """Return the code of a language, told in brackets or by its name in English or in itself."""
    if found := IN_BRACKETS.search(language):
        return found[1].lower()
    name = language.strip().lower()
    names = {
        called.lower(): code
        for code, about in LANG_INFO.items()
        for called in (about.get("name", ""), about.get("name_local", ""), code)
    }
    return {"castellano": "es", "valencià": "ca"}.get(name) or names.get(name, name)
