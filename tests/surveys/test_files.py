"""Questionnaires in and out: as FHIR, and as a part of XLSForm. What has no place here is refused by its name."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from fhir.resources.R4B.questionnaire import Questionnaire as Validated
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as ValidatedResponse
from openpyxl import Workbook, load_workbook

from tests.surveys.asking import TODAY, answers_of, asking, ready
from tests.surveys.shapes import choice, group, plain, questionnaire, scale, text, when
from tests.tabs import Tab, text_of
from wayfellow.demo import story
from wayfellow.surveys.elsewhere import CannotRead
from wayfellow.surveys.fhir import from_fhir, to_fhir, to_response
from wayfellow.surveys.models import Survey
from wayfellow.surveys.queries.making import ready_made
from wayfellow.surveys.shape import faults
from wayfellow.surveys.xlsform import from_xlsform, to_xlsform

EVERYTHING = questionnaire(
    choice("walked", required=True),
    group(
        "how",
        {"linkId": "read", "type": "display", "text": text("Read this")},
        scale("tired", **when("walked", "yes")),
        choice("with_whom", "alone", "friend", repeats=True),
    ),
    plain("minutes", "integer", min=1, max=600, **when("tired", 2, ">=")),
    plain("share", "decimal", **when("with_whom", "friend", "!=")),
    plain("day", "date", **when("minutes", True, "exists")),
    plain("word", "string"),
    plain("more", enableBehavior="any", enableWhen=[
        {"question": "walked", "operator": "=", "answer": "no"},
        {"question": "tired", "operator": "<", "answer": 2},
    ]),
    scoring=[{"name": "s", "title": text("S"), "rule": "mean", "items": ["tired"], "least": 1}],
)  # fmt: skip
CONTENTS = {"everything": EVERYTHING} | {each.name: each.content for each in ready_made()}


def same(content):
    """Return what a round trip keeps."""
    return {name: content.get(name) or [] for name in ["title", "description", "item", "scoring"]}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=list(CONTENTS))
def test_out_as_fhir_it_is_good_fhir_and_in_again_it_is_the_same(content):
    told = to_fhir(content, url="urn:uuid:1", version=1)
    Validated.model_validate(told)
    assert same(from_fhir(json.loads(json.dumps(told)))) == same(content)


def test_ones_own_answers_are_a_good_fhir_response():
    given = {"walked": ["yes"], "tired": 3, "with_whom": ["alone", "friend"], "minutes": 30, "day": "2026-01-31"}
    told = to_response(
        EVERYTHING, given | {"share": 0.5, "word": "Light"}, url="urn:uuid:1", version=2, sent_on=TODAY, language="ca"
    )
    ValidatedResponse.model_validate(told)
    assert told["questionnaire"] == "urn:uuid:1|2"


@pytest.mark.parametrize("item, words", [
    ({"linkId": "a", "type": "attachment", "text": "A"}, "“a”: type attachment"),
    ({"linkId": "a", "type": "open-choice", "text": "A"}, "“a”: type open-choice"),
    ({"linkId": "a", "type": "choice", "text": "A", "answerValueSet": "urn:x"}, "“a”: answerValueSet urn:x"),
    ({"linkId": "a", "type": "string", "text": "A", "enableWhen": [
        {"question": "b", "operator": "=", "answerQuantity": {"value": 1}}]}, "“a”: enableWhen"),
    ({"linkId": "a", "type": "string", "text": "A", "readOnly": True}, "“a”: readOnly"),
    ({"linkId": "a", "type": "string", "text": "A", "repeats": True}, "“a”: repeats"),
    ({"linkId": "a", "type": "integer", "text": "A", "extension": [{"url": "urn:sum", "valueString": "x"}]}, "urn:sum"),
    ({"linkId": "a", "type": "choice", "text": "A", "answerOption": [
        {"valueReference": {"reference": "x"}}]}, "“a”: answerOption.valueReference"),
    ({"linkId": "a", "type": "string", "text": "A", "_text": {"extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
            {"url": "lang", "valueCode": "ja"}, {"url": "content", "valueString": "A"}]}]}}, "language ja"),
    ({"linkId": 7, "type": "string", "text": "A"}, "“7”: linkId"),
])  # fmt: skip
def test_what_fhir_has_and_this_has_not_is_refused_by_name(item, words):
    with pytest.raises(CannotRead, match=words):
        from_fhir({"resourceType": "Questionnaire", "status": "active", "title": "T", "item": [item]})


def as_in_a_table(content):
    """What XLSForm can carry: no descriptions, weights, scores, or words of one line."""

    def plainly(item):
        kept = {
            name: item[name]
            for name in ["linkId", "type", "text", "required", "repeats", "enableWhen", "enableBehavior", "min", "max"]
            if name in item
        }
        kept["type"] = "text" if item["type"] == "string" else item["type"]
        if item["type"] == "scale":
            kept |= {name: item[name] for name in ["low", "high"] if name in item}
        if "answerOption" in item:
            kept["answerOption"] = [{"code": each["code"], "display": each["display"]} for each in item["answerOption"]]
        return kept | ({"item": [plainly(each) for each in item["item"]]} if "item" in item else {})  # fmt: skip

    return [plainly(item) for item in content["item"]]


@pytest.mark.parametrize("content", CONTENTS.values(), ids=list(CONTENTS))
def test_out_as_xlsform_and_in_again_it_asks_the_same(content):
    again = from_xlsform(to_xlsform(content, "survey", 1))
    assert as_in_a_table(again) == as_in_a_table(content)
    assert faults(again) == []


def test_a_text_that_begins_like_a_formula_stays_a_text():
    book = load_workbook(io.BytesIO(to_xlsform(questionnaire(plain("a") | {"text": {"en": "=1+1"}}), "x", 1)))
    assert book["survey"]["C2"].data_type == "s" and book["survey"]["C2"].value == "=1+1"


def table(*rows, columns=("type", "name", "label::English (en)", "relevant", "parameters"), choices=()):
    book = Workbook()
    book.active.title = "survey"
    book.active.append(columns)
    for row in rows:
        book.active.append(row)
    sheet = book.create_sheet("choices")
    for row in [("list_name", "name", "label::English (en)"), *choices]:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("content, words", [
    (table(("text", "a", "A"), ("geopoint", "b", "B")), "“survey”, row 3, column “type”: geopoint"),
    (table(("calculate", "a", "A")), "row 2, column “type”: calculate is not supported here. Take it out: nothing is"),
    (table(("begin_repeat", "a", "A")), "row 2, column “type”: begin_repeat"),
    (table(("text", "a", "A"), ("text", "b", "B", "regex(${a}, 'x')")), r"row 3, column “relevant”: regex\(\$\{a\}"),
    (table(("text", "a", "A"), ("text", "b", "B", "${a} = 'x' and (${a} = 'y' or ${a} = 'z')")), "row 3.* Join"),
    (table(("range", "a", "A", None, "start=0 end=1 step=0.1")), "row 2, column “parameters”: start=0 end=1 step=0.1"),
    (table(("select_one nowhere", "a", "A")), "row 2, column “type”: select_one nowhere.* Add the list “nowhere”"),
    (table(("select_one_from_file towns.csv", "a", "A")), "column “type”: select_one_from_file towns.csv"),
    (table(("select_one a or_other", "a", "A")), "column “type”: select_one a or_other"),
    (table(("text", "a", "A", "regex(., 'x')"), columns=("type", "name", "label", "constraint")), "constraint”: regex"),
    (table(("text", "a", "A", "today()"), columns=("type", "name", "label", "default")), r"“default”: today\(\)"),
    (table(("text", "a", "A", "1+1"), columns=("type", "name", "label", "calculation")), "“calculation”: calculation"),
    (table(("text", "a", "A", "a.jpg"), columns=("type", "name", "label", "media::image")), "media::image"),
    (table(("text", "a", "A"), ("end_group",)), "row 3, column “type”: end_group"),
    (table(("text", "a", "A", "${b} = 1"), columns=("type", "name", "label", "required")), "column “required”"),
    (table(("text", "a", "A"), columns=("type", "name", "label::日本語 (ja)")), "row 1, column “label::日本語"),
    (b"not a table", "cannot be opened"),
])  # fmt: skip
def test_what_xlsform_has_and_this_has_not_is_refused_by_its_row(content, words):
    with pytest.raises(CannotRead, match=words):
        from_xlsform(content)


def test_a_hint_becomes_a_text_to_read_before_its_question():
    content = from_xlsform(table(("text", "a", "A", "Think of spring"), columns=("type", "name", "label", "hint")))
    assert [(item["type"], item["text"]) for item in content["item"]] == [
        ("display", {"en": "Think of spring"}), ("text", {"en": "A"})
    ]  # fmt: skip


def bring_in(client, cast, name, content):
    tab = Tab(client, reverse("surveys:bring_in", args=[cast.programme.pk]))
    file = SimpleUploadedFile(name, content)
    return client.post(tab.address, tab.filled_in | {"file": file, "kept": "anonymous"})


def test_a_coordinator_brings_a_file_in_and_takes_it_out_again(cast, client):
    client.force_login(cast.carme)
    told = to_fhir(EVERYTHING, url="urn:x", version=1)
    place = bring_in(client, cast, "here.json", json.dumps(told).encode()).url
    assert "walked?" in text_of(client.get(place))
    survey = asking(cast, ready("chime"))
    out = client.get(reverse("surveys:fhir", args=[survey.pk]))
    assert out["Content-Disposition"] == 'attachment; filename="survey-1.json"'
    assert out.json()["version"] == "1"
    table_out = client.get(reverse("surveys:xlsform", args=[survey.pk])).content
    assert bring_in(client, cast, "there.xlsx", table_out).status_code == 302


def scored(rule):
    """A good questionnaire with a score that somebody made up."""
    told = to_fhir(EVERYTHING, url="urn:x", version=1)
    rule = {"name": "s", "title": {}, "items": ["tired"]} | rule if isinstance(rule, dict) else rule
    return told | {"extension": [{"url": "urn:wayfellow:scoring", "valueString": json.dumps([rule])}]}


def asked(**item):
    """A FHIR Questionnaire that asks one thing."""
    told = {"resourceType": "Questionnaire", "title": "T", "item": [{"linkId": "a", "text": "A"} | item]}
    return json.dumps(told).encode()


def limits(*ends):
    names = ["minValue", "maxValue"]
    return [
        {"url": f"http://hl7.org/fhir/StructureDefinition/{name}", "valueInteger": end}
        for name, end in zip(names, ends, strict=False)
    ]


def unfolding(part, times, says=None):
    """A workbook one part of which is a megabyte of nothing, so many times; `says`: how long it claims to be."""
    content = io.BytesIO(table(("text", "a", "A")))
    with zipfile.ZipFile(content) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    parts[part] = parts.get(part, b"") + b" " * 1_000_000 * times
    with zipfile.ZipFile(content := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as packed:
        for name, held in parts.items():
            packed.writestr(name, held)
        if says:
            packed.getinfo(part).file_size = says  # the list at the end of the file is written on closing
    return content.getvalue()


@pytest.mark.parametrize("name, content, words", [
    ("a.json", b"{", "neither an XLSForm"),
    ("a.csv", b"type,name,label", "neither an XLSForm"),
    ("a.json", b"[" * 100_000, "This file cannot be read: it is not structured as a questionnaire."),
    ("a.json", asked(type="string", text="A\0B"), "something that is not text"),
    ("a.json", asked(type="string", text="A\ud800"), "something that is not text"),
    ("a.json", asked(type="string", text="A" * 1001), "longer than 1000"),
    ("a.json", asked(type="integer", extension=limits(9, 1)), "a lower and a higher number"),
    ("a.json", asked(type="integer", extension=limits(float("nan"))), "a lower and a higher number"),
    ("a.json", asked(type="integer", extension=limits("nine")), "a lower and a higher number"),
    ("a.json", asked(type="choice", answerOption=[{"valueInteger": each} for each in range(101)]), "at most 100"),
    ("a.json", b"[]", "This is not a FHIR Questionnaire."),
    ("a.json", b'{"resourceType": "Questionnaire", "title": "T", "item": [{}]}', "type"),
    ("a.json", b'{"resourceType": "Questionnaire", "title": "T", "item": "x"}', "not structured as a questionnaire"),
    ("a.json", json.dumps(scored({"rule": "product"})).encode(), "This score cannot be calculated."),
    ("a.json", json.dumps(scored({"rule": "sum", "times": "x"})).encode(), "This score cannot be calculated."),
    ("a.json", json.dumps(scored(7)).encode(), "This file cannot be read: it is not structured as a questionnaire."),
    ("a.xlsx", b"PK", "cannot be opened"),
    ("a.xlsx", unfolding("xl/more.xml", 21), "cannot be opened"),
    ("a.xlsx", unfolding("xl/worksheets/sheet1.xml", 21), "cannot be opened"),
    ("a.xlsx", unfolding("xl/worksheets/sheet1.xml", 21, says=900), "cannot be opened"),
    ("a.xlsx", unfolding("[Content_Types].xml", 21, says=900), "cannot be opened"),
    ("a.json", b"x" * 1_000_001, "larger than 1 MB"),
    ("a.xlsx", table(("text", "a", "A"), ("text", "b", "B", "${c} = 'x'")), "not asked before it"),
])  # fmt: skip
def test_a_bad_file_is_told_of_at_the_field_and_nothing_is_made(cast, client, name, content, words):
    client.force_login(cast.carme)
    answer = bring_in(client, cast, name, content)
    assert answer.status_code == 422 and words in text_of(answer)
    assert not Survey.objects.exists()


def test_everything_about_me_holds_my_own_answers_as_fhir(cast, client):
    story.set_out(cast, on=TODAY)
    answers_of(cast, asking(cast, ready("chime"), kept="confidential"), {"hope": 4, "meaning": 1})
    client.force_login(cast.montse)
    files = zipfile.ZipFile(io.BytesIO(client.get("/my/everything/wayfellow.zip").content))
    (told,) = json.loads(files.read("everything.json"))["answers"]
    ValidatedResponse.model_validate(told)
    assert told["item"] == [
        {"linkId": "hope", "answer": [{"valueInteger": 4}]},
        {"linkId": "meaning", "answer": [{"valueInteger": 1}]},
    ]
