"""A part of XLSForm (https://xlsform.org), out and in. What is not understood is refused by its row and name."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.writer.excel import save_workbook

from wayfellow.surveys.fhir import CannotRead
from wayfellow.surveys.shape import CHOICE, DISPLAY, GROUP, LINK_ID, SCALE, Content, Item

Row = dict[str, Any]
LANGUAGES = {"en": "English (en)", "es": "Español (es)", "ca": "Català (ca)"}
READ = {"text": "text", "integer": "integer", "decimal": "decimal", "date": "date", "note": DISPLAY, "range": SCALE}
IGNORED = {"start", "end", "today", "deviceid"}
KNOWN = {"type", "name", "label", "hint", "required", "relevant", "parameters", "appearance"}
KNOWN_OF_CHOICES = {"list_name", "list name", "name", "label"}
YES, NO = {"yes", "true", "true()"}, {"", "no", "false", "false()"}
MOST_ROWS = 1000
LARGEST = 20_000_000  # bytes, once it is unpacked
NAME = r"\$\{([\w./-]+)\}"
COMPARED = re.compile(rf"{NAME}\s*(=|!=|>=|<=|>|<)\s*(?:'([^']*)'|\"([^\"]*)\"|(-?\d+(?:\.\d+)?))")
ENDS = re.compile(r"(-?\d+) = (.+) · (-?\d+) = (.+)")
SELECTED = re.compile(rf"(not\()?\s*selected\(\s*{NAME}\s*,\s*['\"]([^'\"]*)['\"]\s*\)(?(1)\s*\))")


# Out
def to_xlsform(content: Content, name: str, version: int) -> bytes:
    """Return a version as an XLSForm workbook."""
    book = Workbook()
    survey, choices, about = book.active, book.create_sheet("choices"), book.create_sheet("settings")
    survey.title = "survey"
    labels = [f"label::{LANGUAGES[code]}" for code, _name in settings.LANGUAGES]
    hints = [f"hint::{LANGUAGES[code]}" for code, _name in settings.LANGUAGES]
    survey.append(["type", "name", *labels, *hints, "required", "relevant", "parameters"])
    choices.append(["list_name", "name", *labels])
    known = {inner["linkId"]: inner for item in content["item"] for inner in [item, *item.get("item", [])]}
    for item in content["item"]:
        _write(item, survey, choices, known)
    about.append(["form_title", "form_id", "version", "default_language"])
    _append(about, [next(iter(content["title"].values()), ""), name, version, LANGUAGES["en"]])
    file = io.BytesIO()
    save_workbook(book, file)
    return file.getvalue()


def _write(item: Item, survey, choices, known: dict[str, Item]) -> None:
    name = _as_name(item["linkId"])
    if item["type"] == CHOICE:
        for option in item["answerOption"]:
            _append(choices, [f"{name}_answers", _as_name(option["code"]), *_labels(option["display"])])
    relevant = f" {_joined(item)} ".join(_as_relevant(each, known) for each in item.get("enableWhen", []))
    range_ = f"start={item['min']} end={item['max']} step=1" if item["type"] == SCALE else None
    needed = "yes" if item.get("required") else None
    texts = [*_labels(item["text"]), *_labels(_ends(item))]
    _append(survey, [_type(item, name), name, *texts, needed, relevant or None, range_])
    for inner in item.get("item", []):
        _write(inner, survey, choices, known)
    if item["type"] == GROUP:
        survey.append(["end_group"])


def _ends(item: Item) -> dict[str, str]:
    """Return the words at both ends of a scale as a hint, the only place that a table has for them."""
    low, high = item.get("low", {}), item.get("high", {})
    both = [code for code in low if low[code] and high.get(code)]
    return {code: f"{item['min']} = {low[code]} · {item['max']} = {high[code]}" for code in both}


def _type(item: Item, name: str) -> str:
    if item["type"] == CHOICE:
        return f"{'select_multiple' if item.get('repeats') else 'select_one'} {name}_answers"
    kinds = {GROUP: "begin_group", DISPLAY: "note", SCALE: "range", "string": "text"}
    return kinds.get(item["type"], str(item["type"]))


def _joined(item: Item) -> str:
    return "or" if item.get("enableBehavior") == "any" else "and"


def _as_relevant(condition: Item, known: dict[str, Item]) -> str:
    about = f"${{{_as_name(condition['question'])}}}"
    answer, operator = condition["answer"], condition["operator"]
    if operator == "exists":
        return f"{about} {'!=' if answer else '='} ''"
    if known[condition["question"]]["type"] == CHOICE:
        chosen = f"selected({about}, '{_as_name(answer)}')"
        return chosen if operator == "=" else f"not({chosen})"
    return f"{about} {operator} {answer}" if not isinstance(answer, str) else f"{about} {operator} '{answer}'"


def _labels(text: dict[str, str]) -> list[str]:
    return [text.get(code, "") for code, _name in settings.LANGUAGES]


def _append(sheet, cells: list[Any]) -> None:
    """Add a line in which everything is words: a text that begins like a formula is none."""
    sheet.append(cells)
    for cell in sheet[sheet.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"


def _as_name(name: str) -> str:
    plain = re.sub(r"[^\w.-]", "_", name)
    return plain if re.match(r"[A-Za-z_]", plain) else f"_{plain}"


# In
def from_xlsform(content: bytes) -> Content:
    """Return the questionnaire that a workbook holds; raises `CannotRead` with the row and the name."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise ValueError("it unfolds to more than a questionnaire is")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as problem:
        raise CannotRead(_("This file cannot be opened as a table (.xlsx).")) from problem
    if "survey" not in book.sheetnames:
        raise CannotRead(_("It has no sheet called “survey”."))
    lists: dict[str, list[Row]] = {}
    for number, row in _rows(book, "choices"):
        _only_known(number, row, KNOWN_OF_CHOICES)
        lists.setdefault(str(row.get("list_name", row.get("list name", ""))), []).append(row)
    title = next((str(row["form_title"]) for _number, row in _rows(book, "settings") if "form_title" in row), "")
    items = _items(_rows(book, "survey"), lists)
    return {"title": dict.fromkeys(_spoken(items), title or _("Import from a file")), "item": items, "scoring": []}


def _rows(book, sheet: str) -> Iterator[tuple[int, Row]]:
    if sheet not in book.sheetnames:
        return
    lines = book[sheet].iter_rows(values_only=True, max_row=MOST_ROWS)
    names = [str(cell or "").strip() for cell in next(lines, [])]
    for number, line in enumerate(lines, start=2):
        row = {name: cell for name, cell in zip(names, line, strict=False) if name and cell not in (None, "")}
        if row:
            yield number, row


def _items(rows: Iterator[tuple[int, Row]], lists: dict[str, list[Row]]) -> list[Item]:
    found: list[Item] = []
    into = found
    for number, row in rows:
        kind = str(row.get("type", "")).strip()
        if kind in {"begin_group", "begin group"}:
            if into is not found:
                _refuse(number, "begin_group")
            found.append(_item(number, row, GROUP, lists) | {"item": []})
            into = found[-1]["item"]
        elif kind in {"end_group", "end group"}:
            if into is found:
                _refuse(number, "end_group")
            into = found
        elif kind not in IGNORED:
            into += _item_with_hint(number, row, kind, lists)
    return found


def _item_with_hint(number: int, row: Row, kind: str, lists: dict[str, list[Row]]) -> list[Item]:
    """A hint tells what stands at the ends of a scale, or else becomes a text to read before its question."""
    item, hint = _item(number, row, kind, lists), _read_texts(row, "hint")
    ends = {code: ENDS.fullmatch(words) for code, words in hint.items()}
    if item["type"] != SCALE or not all(ends.values()):
        return [{"linkId": f"{item['linkId']}.hint"[-64:], "type": DISPLAY, "text": hint}, item] if hint else [item]
    words = {code: (found[2], found[4]) for code, found in ends.items() if found}
    return [
        item
        | {end: {code: each[at] for code, each in words.items()} for at, end in enumerate(["low", "high"]) if words}
    ]


def _refuse(number: int, what: object) -> None:
    raise CannotRead(_("Row %(row)s: %(what)s is not supported here.") % {"row": number, "what": what})


def _only_known(number: int, row: Row, known: set[str]) -> None:
    for column in row:
        if column.partition("::")[0] not in known:
            _refuse(number, column)


def _item(number: int, row: Row, kind: str, lists: dict[str, list[Row]]) -> Item:
    _only_known(number, row, KNOWN)
    name = str(row.get("name", ""))
    if not LINK_ID.fullmatch(name):
        _refuse(number, f"name “{name}”")
    text = _read_texts(row, "label") or ({settings.LANGUAGE_CODE: name} if kind == GROUP else {})
    item: Item = {"linkId": name, "text": text} | _read_type(number, row, kind, lists)
    required = str(row.get("required", "")).lower()
    if required not in YES | NO:
        _refuse(number, row["required"])
    item |= {"required": True} if required in YES else {}
    return item | _read_relevant(number, str(row.get("relevant", "")))


def _read_type(number: int, row: Row, kind: str, lists: dict[str, list[Row]]) -> Item:
    first, _space, list_name = kind.partition(" ")
    if first in {"select_one", "select_multiple"}:
        options = [
            {"code": str(each.get("name", "")), "display": _read_texts(each, "label")}
            for each in lists.get(list_name, [])
        ]
        if not options or " " in list_name:
            _refuse(number, kind)
        return {"type": CHOICE, "answerOption": options} | ({"repeats": True} if first == "select_multiple" else {})
    if kind == GROUP:
        return {"type": GROUP}
    if kind not in READ:
        _refuse(number, kind or "type")
    return {"type": READ[kind]} | (_read_range(number, row) if kind == "range" else {})


def _read_range(number: int, row: Row) -> Item:
    told = dict(re.findall(r"(start|end|step)\s*=\s*(\S+)", str(row.get("parameters", ""))))
    try:
        low, high, step = (int(told.get(name, usual)) for name, usual in {"start": 0, "end": 10, "step": 1}.items())
    except ValueError:
        low, high, step = 0, 0, 0
    if step != 1:
        _refuse(number, row.get("parameters"))
    return {"min": low, "max": high}


def _read_texts(row: Row, column: str) -> dict[str, str]:
    found = {}
    for name, words in row.items():
        first, _colons, language = name.partition("::")
        if first == column:
            found[_known_language(language, name)] = str(words)
    return found


def _known_language(told: str, column: str) -> str:
    """A language is told by its code in brackets, as XLSForm asks, or by how its name begins."""
    if not told:
        return str(settings.LANGUAGE_CODE)
    in_brackets = re.search(r"\((\w\w)\)", told)
    code = in_brackets[1] if in_brackets else told.strip().lower()[:2]
    code = code if in_brackets else {"sp": "es"}.get(code, code)
    if code not in dict(settings.LANGUAGES):
        _refuse(1, column)
    return code


def _spoken(items: list[Item]) -> list[str]:
    return sorted({code for item in items for code in item["text"]}) or [settings.LANGUAGE_CODE]


def _read_relevant(number: int, told: str) -> Item:
    if not told.strip():
        return {}
    joined = "or" if " or " in told else "and"
    if joined == "or" and " and " in told:
        _refuse(number, told)
    found = [_read_condition(number, part.strip(), told) for part in told.split(f" {joined} ")]
    behaviour = {"enableBehavior": "any" if joined == "or" else "all"} if len(found) > 1 else {}
    return {"enableWhen": found} | behaviour


def _read_condition(number: int, part: str, whole: str) -> Item:
    if selected := SELECTED.fullmatch(part):
        return {"question": selected[2], "operator": "!=" if selected[1] else "=", "answer": selected[3]}
    compared = COMPARED.fullmatch(part)
    if not compared:
        _refuse(number, whole)
        raise AssertionError
    question, operator, single, double, plain = compared.groups()
    words = single if single is not None else double
    if words == "":
        return {"question": question, "operator": "exists", "answer": operator == "!="}
    answer: Any = words if words is not None else (float(plain) if "." in plain else int(plain))
    return {"question": question, "operator": operator, "answer": answer}
