"""Questionnaires that others made: what asks the same here comes in whole, and all that does not is said at once."""

import io
import json
import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from fhir.resources.R4B.questionnaire import Questionnaire as Validated
from openpyxl import load_workbook

from tests.surveys.asking import TODAY, asking, making
from tests.surveys.shapes import choice, group, plain, questionnaire, scale, text, when
from tests.surveys.test_files import bring_in, table
from tests.tabs import Tab, text_of
from wayfellow.demo import story
from wayfellow.surveys.drafts import put_together, taken_apart
from wayfellow.surveys.elsewhere import CannotRead
from wayfellow.surveys.expressions import NotUnderstood, conditions, limits
from wayfellow.surveys.fhir import from_fhir, to_fhir, to_response
from wayfellow.surveys.forms.answering import AnswersForm
from wayfellow.surveys.models import Questionnaire, Survey
from wayfellow.surveys.queries.making import content_of
from wayfellow.surveys.shape import faults, items
from wayfellow.surveys.showing import shown
from wayfellow.surveys.xlsform import from_xlsform, to_xlsform

pytestmark = pytest.mark.django_db


def read(cases, name):
    file = cases / name
    return from_xlsform(file.read_bytes()) if name.endswith("xlsx") else from_fhir(json.loads(file.read_bytes()), name)


def asked(content, **given):
    return [item["linkId"] for item in shown(content, given)]


def out_and_in(content):
    """Return what another installation reads of what goes out of this one, by either way."""
    told = to_fhir(content, url="urn:uuid:1", version=1)
    Validated.model_validate(told)
    return from_fhir(json.loads(json.dumps(told))), from_xlsform(to_xlsform(content, "example", 1))


# What each of the small inputs must give
@pytest.mark.parametrize("name", [
    "fhir-without-title.json", "fhir-ordinal-beside-the-option.json", "fhir-copyright.json",
    "fhir-boolean-and-nested-groups.json", "fhir-option-with-words-only.json", "fhir-metadata-that-asks-nothing.json",
    "xlsform-default-spanish.xlsx", "xlsform-relevance.xlsx", "xlsform-constraint-and-default.xlsx",
])  # fmt: skip
def test_it_comes_in_is_asked_and_goes_out_the_same(cases, cast, client, name):
    client.force_login(cast.carme)
    answer = bring_in(client, cast, name, (cases / name).read_bytes())
    assert answer.status_code == 302, text_of(answer)
    content = read(cases, name)
    version = asking(cast, content).versions.get()
    assert [version.content[each] for each in ("title", "item")] == [content[each] for each in ("title", "item")]
    for again in out_and_in(version.content):
        assert asked(again) == asked(content) or name.startswith("fhir")
        assert faults(again) == []
    assert out_and_in(version.content)[0]["item"] == content["item"]


def test_without_a_title_it_is_called_by_its_name_or_by_its_file(cases):
    assert read(cases, "fhir-without-title.json")["title"] == {"en": "ExampleEvening"}
    nameless = {"resourceType": "Questionnaire", "item": [{"linkId": "a", "type": "string", "text": "A"}]}
    assert from_fhir(nameless, "evening")["title"] == {"en": "evening"}


def test_what_an_answer_counts_stands_on_the_option_or_on_its_code(cases):
    (item,) = read(cases, "fhir-ordinal-beside-the-option.json")["item"]
    assert [option["value"] for option in item["answerOption"]] == [0, 1, 2]


def test_whose_the_words_are_is_shown_and_goes_out_again(cases, cast, client):
    survey = asking(cast, read(cases, "fhir-copyright.json"))
    client.force_login(cast.carme)
    page = text_of(client.get(reverse("surveys:preview", args=[survey.pk])))
    assert "© 2026 Example holder. Used by permission; not to be changed." in page
    assert "1. What would you like to say?" in page
    told = client.get(reverse("surveys:fhir", args=[survey.pk])).json()
    assert told["copyright"].startswith("© 2026 Example holder") and told["item"][0]["prefix"] == "1."
    table = client.get(reverse("surveys:xlsform", args=[survey.pk])).content
    assert from_xlsform(table)["copyright"]["en"].startswith("© 2026 Example holder")


def test_a_group_within_a_group_is_asked_only_after_yes(cases):
    content = read(cases, "fhir-boolean-and-nested-groups.json")
    assert asked(content) == asked(content, g1=["false"]) == ["g", "g1"]
    assert asked(content, g1=["true"]) == ["g", "g1", "g2", "g2a", "g2b"]
    with override("ca"):
        form = AnswersForm({"g1": "true"}, record=None, content=content)
        assert [title for title, _fields in form.parts()] == ["The evening", "If you were"]
        assert [label for _code, label in form.fields["g1"].choices if _code] == ["Sí", "No"]
    told = to_fhir(content, url="urn:x", version=1)
    assert told["item"][0]["item"][0]["type"] == "boolean"
    assert told["item"][0]["item"][1]["enableWhen"] == [{"question": "g1", "operator": "=", "answerBoolean": True}]
    response = to_response(content, {"g1": ["true"]}, url="x", version=1, sent_on=None, language="en")
    assert response["item"][0]["item"][0]["answer"] == [{"valueBoolean": True}]


def test_options_of_words_only_get_codes(cases):
    content = read(cases, "fhir-option-with-words-only.json")
    words = [[each["display"]["en"] for each in item["answerOption"]] for item in content["item"]]
    assert words == [["Yes", "No"], ["green", "blue"]]


ABOUT = [
    "url", "version", "identifier", "publisher", "contact", "subjectType", "date", "meta", "extension", "status",
]  # fmt: skip


def test_what_it_says_about_itself_goes_out_again_until_its_words_are_changed(cases, cast, client):
    came = json.loads((cases / "fhir-metadata-that-asks-nothing.json").read_bytes())
    survey = asking(cast, read(cases, "fhir-metadata-that-asks-nothing.json"))
    client.force_login(cast.carme)
    address = reverse("surveys:fhir", args=[survey.pk])
    told = client.get(address).json()
    assert {name: told[name] for name in ABOUT} == {name: came[name] for name in ABOUT}
    changed = Questionnaire.objects.get(survey=survey).content | {"title": {"en": "Our own"}}
    ours = to_fhir(changed, url="urn:uuid:1", version=2)
    assert (ours["url"], ours["version"], ours["derivedFrom"]) == ("urn:uuid:1", "2", ["https://example.org/q/1|2.0"])
    assert "publisher" not in ours and ours["extension"] == came["extension"]


def test_the_language_of_a_form_is_that_of_its_settings(cases):
    content = read(cases, "xlsform-default-spanish.xlsx")
    assert [item["text"] for item in content["item"]] == [{"es": "¿Cómo te ha ido?"}, {"es": "¿Volverías?"}]
    assert content["item"][1]["answerOption"][0] == {"code": "1", "display": {"es": "Sí"}}
    assert content["title"] == {"es": "Ejemplo"}


def test_a_language_that_is_none_here_is_refused_by_name(cases, settings):
    settings.LANGUAGES = [("en", "English")]
    with pytest.raises(CannotRead, match=r"row 2, column “default_language”: French \(fr\) .* ask whoever runs"):
        read(cases, "xlsform-default-french.xlsx")
    settings.LANGUAGES = [("en", "English"), ("fr", "Français")]
    assert read(cases, "xlsform-default-french.xlsx")["item"][0]["text"] == {"fr": "Comment ça s’est passé ?"}


def test_no_row_is_cut(cases):
    content = read(cases, "xlsform-1100-rows.xlsx")
    assert len(content["item"]) == 1100 and "There are 1100 questions" in faults(content)[0][1]
    content = read(cases, "xlsform-1200-choices.xlsx")
    assert len(content["item"][0]["answerOption"]) == 1200
    assert "There are 1200 answers to choose from: at most 100" in faults(content)[0][1]


def test_a_sheet_longer_than_any_questionnaire_is_refused_whole():
    rows = [("text", f"q{number}", "A") for number in range(5001)]
    with pytest.raises(CannotRead, match="more than 5000 rows"):
        from_xlsform(table(*rows))


def test_an_earlier_answer_in_the_words_of_a_question_is_refused_by_name(cases):
    with pytest.raises(CannotRead, match=r"row 3, column “label”: \$\{who\} .* without the earlier answer"):
        read(cases, "xlsform-earlier-answer-in-a-label.xlsx")


def test_when_something_is_asked_in_the_usual_ways_of_saying_it(cases):
    content = read(cases, "xlsform-relevance.xlsx")
    assert asked(content, a=["1"]) == ["a", "b", "c"] and asked(content, a=["0"]) == ["a", "d"]


def test_what_stands_there_at_first_and_what_is_said_of_too_many(cases, cast, client):
    content = read(cases, "xlsform-constraint-and-default.xlsx")
    survey = asking(cast, content)
    form = AnswersForm(None, record=None, content=survey.versions.get().content)
    assert form["n"].initial == 2 and form["n"].field.is_needed
    sent = {"n": "8", "asked": "n,r,x", "idempotency_key": "5ad7ebd6-96b3-4bd2-b6a4-1f1c4dd27a2b"}
    form = AnswersForm(sent, record=None, content=content)
    assert form.errors["n"] == ["A week has seven evenings"]
    again = from_xlsform(to_xlsform(content, "x", 1))
    assert again["item"] == content["item"]


# The further kinds
def whole(told):
    return {"resourceType": "Questionnaire", "title": "T", "item": [{"linkId": "a", "text": "A"} | told]}


CONTAINED = {
    "resourceType": "ValueSet", "id": "ease", "compose": {"include": [{"system": "urn:ease", "concept": [
        {"code": "n", "display": "Never", "designation": [{"language": "es", "value": "Nunca"}]},
        {"code": "o", "display": "Often", "extension": [
            {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2}]},
    ]}]},
}  # fmt: skip


def test_a_list_that_the_file_brings_along_is_offered():
    told = whole({"type": "choice", "answerValueSet": "#ease"}) | {"contained": [CONTAINED]}
    (item,) = from_fhir(told)["item"]
    assert item["answerOption"][0]["display"] == {"en": "Never", "es": "Nunca"}
    assert item["answerOption"][1]["value"] == 2
    assert out_and_in(from_fhir(told))[0]["item"] == [item]


def test_a_condition_can_name_an_answer_by_its_words():
    told = whole({"type": "choice", "answerOption": [{"valueString": "dark green"}, {"valueInteger": 7}]})
    told["item"] += [
        {"linkId": "b", "type": "string", "text": "B", "enableWhen": [
            {"question": "a", "operator": "=", "answerString": "dark green"}]},
        {"linkId": "c", "type": "string", "text": "C", "enableWhen": [
            {"question": "a", "operator": "=", "answerInteger": 7}]},
    ]  # fmt: skip
    content = from_fhir(told)
    assert faults(content) == []
    green, seven = (each["code"] for each in content["item"][0]["answerOption"])
    assert asked(content, a=[green]) == ["a", "b"] and asked(content, a=[seven]) == ["a", "c"]


def test_what_hangs_below_a_question_is_asked_when_it_is():
    told = whole({"type": "boolean"})
    told["item"].append({
        "linkId": "b", "type": "string", "text": "B",
        "enableWhen": [{"question": "a", "operator": "=", "answerBoolean": True}],
        "item": [{"linkId": "help", "type": "display", "text": "Help"}, {"linkId": "c", "type": "string", "text": "C"}],
    })  # fmt: skip
    content = from_fhir(told)
    assert asked(content) == ["a"] and asked(content, a=["true"]) == ["a", "help", "b", "c"]


def test_what_stands_there_at_first_in_fhir():
    told = whole(
        {"type": "choice", "answerOption": [{"valueString": "x"}, {"valueString": "y", "initialSelected": True}]}
    )
    told["item"].append({"linkId": "n", "type": "integer", "text": "N", "initial": [{"valueInteger": 3}]})
    told["item"].append({"linkId": "t", "type": "text", "text": "T", "maxLength": 5})
    content = from_fhir(told)
    assert [item.get("initial") for item in content["item"]] == ["y", 3, None]
    assert out_and_in(content)[0]["item"] == content["item"]
    assert faults(content) == []
    assert "5 char" in str(AnswersForm({"t": "too long"}, record=None, content=content).errors["t"])
    content["item"][1]["initial"] = "three"
    assert faults(content) == [("n", "What stands there at first is not an answer to it.")]


def test_everything_that_has_no_place_is_said_at_once(cast, client):
    client.force_login(cast.carme)
    content = table(
        ("text", "a", "How is ${who}?"), ("geopoint", "b", "B"), ("calculate", "c", "C"),
        ("integer", "d", "D", None, None, "regex(., '1')"),
        columns=("type", "name", "label", "relevant", "parameters", "constraint"),
    )  # fmt: skip
    answer = bring_in(client, cast, "here.xlsx", content)
    said = text_of(answer)
    assert answer.status_code == 422 and not Survey.objects.exists()
    for words in [
        "row 2, column “label”",
        "row 3, column “type”",
        "row 4, column “type”",
        "row 5, column “constraint”",
    ]:
        assert words in said
    assert "4 things in it have no place here." in said and said.count("row 3, column") == 1
    told = whole({"type": "attachment"})
    told["item"].append({"linkId": "b", "type": "choice", "text": "B", "answerValueSet": "urn:far"})
    said = text_of(bring_in(client, cast, "here.json", json.dumps(told).encode()))
    assert "“a”: type attachment" in said and "“b”: answerValueSet urn:far" in said


def test_what_no_database_holds_is_found_wherever_it_lies():
    told = whole({"type": "string", "prefix": 7, "code": [{"code": "a\0"}]})
    content = from_fhir(told)
    assert content["item"][0]["prefix"] == "7"
    assert "something that is not text" in faults(content)[0][1]


@pytest.mark.parametrize("kind, initial", [("integer", 1.5), ("date", "soon"), ("scale", 9), ("string", 3)])
def test_what_stands_there_at_first_has_to_be_an_answer(kind, initial):
    item = scale("a", initial=initial) if kind == "scale" else plain("a", kind, initial=initial)
    assert [fault for _name, fault in faults(questionnaire(item))] == [
        "What stands there at first is not an answer to it."
    ]


def test_whose_the_words_are_stands_below_each_question_that_is_asked_alone(cases, cast, client):
    story.set_out(cast, on=TODAY)
    survey = asking(cast, read(cases, "fhir-copyright.json"), kept="confidential")
    client.force_login(cast.montse)
    Tab(client, reverse("surveys:begin", args=[survey.pk])).send()
    own = survey.versions.get().own_answers.get()
    assert "© 2026 Example holder." in text_of(client.get(reverse("surveys:fill_in", args=[own.pk])))


@pytest.mark.parametrize("told, found, joined", [
    ("${a} = 1", [("a", "=", 1)], "all"),
    ("( ${a} = '1' )", [("a", "=", "1")], "all"),
    ("not(${a} = '1')", [("a", "!=", "1")], "all"),
    ("'1' = ${a}", [("a", "=", "1")], "all"),
    ("3 < ${a}", [("a", ">", 3)], "all"),
    ("${a} != ''", [("a", "exists", True)], "all"),
    ("not(${a} = '')", [("a", "exists", True)], "all"),
    ("selected(${a}, 'x') and ${b} >= 2.5 and (${c} < -1)", [("a", "=", "x"), ("b", ">=", 2.5), ("c", "<", -1)], "all"),
    ("selected( ${a} ,'x') or not(selected(${a}, 'y'))", [("a", "=", "x"), ("a", "!=", "y")], "any"),
    ("not(${a} = 1 and ${b} = 2)", [("a", "!=", 1), ("b", "!=", 2)], "any"),
    ("not(${a} = 1 or ${b} > 2)", [("a", "!=", 1), ("b", "<=", 2)], "all"),
])  # fmt: skip
def test_an_expression_says_when_something_is_asked(told, found, joined):
    names = ["question", "operator", "answer"]
    assert conditions(told) == ([dict(zip(names, each, strict=True)) for each in found], joined)


@pytest.mark.parametrize("told", [
    "", "${a}", "${a} = ${b}", "${a} = 1 and", "${a} = 1 and (${b} = 2 or ${c} = 3)", "today() > ${a}", "${a} + 1 = 2",
    "(${a} = 1", "${a} = 1)", "count-selected(${a}) > 1", ". = 1", "${a} > ''", "${a} ~ 1",
])  # fmt: skip
def test_an_expression_that_says_something_else_is_not_guessed(told):
    with pytest.raises(NotUnderstood):
        conditions(told)


@pytest.mark.parametrize("told, kind, found", [
    (". >= 0 and . <= 7", "integer", {"min": 0, "max": 7}),
    (". > 0 and .<8", "integer", {"min": 1, "max": 7}),
    ("7 >= .", "decimal", {"max": 7}),
    ("string-length(.) <= 20", "text", {"maxLength": 20}),
    (". > 0", "decimal", None),
    (". = 1 or . = 2", "integer", None),
    (". <= today()", "date", None),
    ("${a} > 1", "integer", None),
])  # fmt: skip
def test_a_constraint_says_what_may_be_answered(told, kind, found):
    if found is None:
        with pytest.raises(NotUnderstood):
            limits(told, kind)
    else:
        assert limits(told, kind) == found


def test_languages_by_their_names_old_headings_and_what_others_show_come_in_and_go_out():
    content = from_xlsform(table(
        ("start", "begun"),
        ("select_one yn", "a", "Did you?", "¿Fuiste?", "horizontal", "Tell us", "1"),
        columns=("type", "name", "label:english", "label::Español (es)", "appearance", "required_message", "default"),
        choices=[("yn", 1, "Yes", "Sí"), ("yn", 0, "No", "No")],
    ))  # fmt: skip
    (item,) = content["item"]
    assert item["text"] == {"en": "Did you?", "es": "¿Fuiste?"} and item["initial"] == "1"
    again = from_xlsform(to_xlsform(content, "example", 1))
    assert again["item"] == content["item"] and again["xlsform"]["rows"] == content["xlsform"]["rows"]
    book = load_workbook(io.BytesIO(to_xlsform(content, "example", 1)))
    assert [cell.value for cell in book["survey"][2]][:2] == ["start", "begun"]


NESTED = questionnaire(
    plain("before"),
    group("outer",
        choice("went"),
        group("inner", scale("tired"), group("innermost", plain("why")), plain("then"), **when("went", "yes")),
        plain("after"),
    ),
    plain("last"),
)  # fmt: skip


def test_sections_within_sections_are_written_asked_and_carried_whole():
    assert put_together(taken_apart(NESTED)) == NESTED["item"]
    assert asked(NESTED, went=["no"]) == ["before", "outer", "went", "after", "last"]
    assert asked(NESTED, went=["yes"]) == [item["linkId"] for item in items(NESTED)]
    fhir, xlsform = out_and_in(NESTED)
    assert fhir["item"] == NESTED["item"]
    assert [each["linkId"] for each in items(xlsform)] == [each["linkId"] for each in items(NESTED)]
    titles = [title for title, _fields in AnswersForm({"went": "yes"}, record=None, content=NESTED).parts()]
    assert titles == ["", "Outer", "Inner", "Innermost", "Inner", "Outer", ""]


def test_changing_the_words_of_a_question_keeps_what_it_came_with(cast, client):
    content = from_fhir(whole({"type": "choice", "prefix": "1.", "code": [{"code": "Q"}], "answerOption": [
        {"valueCoding": {"system": "urn:x", "code": "x", "display": "X"}}, {"valueString": "Y"}]}))  # fmt: skip
    survey = making(cast, content)
    question = survey.being_written.get()
    client.force_login(cast.carme)
    Tab(client, reverse("surveys:change_question", args=[question.pk])).send(text_en="Another")
    question.refresh_from_db()
    assert question.content == content["item"][0] | {"text": {"en": "Another"}}


def test_a_message_about_limits_is_in_every_language_there_is(cast):
    item = plain("n", "integer", min=0, max=7, constraint_message=text("Seven"))
    with override("es"):
        assert "Seven (es)" in str(AnswersForm({"n": "9"}, record=None, content=questionnaire(item)).errors["n"])


# The rest without what has no place
def refused(content):
    with pytest.raises(CannotRead) as found:
        from_xlsform(content) if isinstance(content, bytes) else from_fhir(content)
    return found.value


PLACE = [
    ("text", "a", "A"), ("geopoint", "b", "Where ${a}?"), ("text", "c", "C", "${b} != ''"),
    ("text", "d", "D", "${c} = 'x'"),
    ("begin_group", "g", "G"), ("image", "e", "E"), ("end_group",), ("text", "f", "F", "${a} = 'x'"),
]  # fmt: skip


def test_the_rest_is_what_asks_the_same_and_what_goes_is_told_one_by_one():
    rest = refused(table(*PLACE)).rest
    assert [item["linkId"] for item in items(rest.content)] == ["a", "f"]
    told = [(each["name"], each["what"], each["with"]) for each in rest.left_out]
    assert told == [
        ("b", ["${a}", "geopoint"], ""), ("c", [], "b"), ("d", [], "c"), ("g", [], ""), ("e", ["image"], ""),
    ]  # fmt: skip
    assert rest.left_out[0]["text"] == {"en": "Where …?"}
    assert faults(rest.content) == []


@pytest.mark.parametrize("rows", [
    [("calculate", "b", None, None, "${a} + 1")], [("calculate", "b"), ("text", "c", "C", "${b} = '1'")],
    [("begin_repeat", "b", "B"), ("text", "c", "C"), ("end_repeat", "b")], [("geopoint", "", "B")],
])  # fmt: skip
def test_what_cannot_be_left_out_is_refused_still(rows):
    columns = ("type", "name", "label::English (en)", "relevant", "calculation")
    refusal = refused(table(("text", "a", "A"), *rows, columns=columns))
    assert refusal.rest is None and refusal.problems


def test_a_calculation_that_nothing_needs_can_be_left_out():
    rest = refused(table(("text", "a", "A"), ("calculate", "b"))).rest
    assert [each["name"] for each in rest.left_out] == ["b"]


def resource(*several, **more):
    return {"resourceType": "Questionnaire", "status": "active", "title": "T", "item": list(several)} | more


FREE = {"linkId": "a", "type": "string", "text": "A"}


def test_what_hangs_below_a_question_goes_with_it():
    below = {"linkId": "c", "type": "string", "text": "C"}
    rest = refused(resource(FREE, {"linkId": "b", "type": "quantity", "text": "B", "item": [below]}, url="urn:q")).rest
    assert [(each["name"], each["with"]) for each in rest.left_out] == [("b", ""), ("c", "b")]
    assert to_fhir(rest.content, url="urn:ours", version=1)["derivedFrom"] == ["urn:q"]


def test_what_counts_in_a_score_is_refused_by_name():
    counts = {"valueCoding": {"code": "1", "display": "One", "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 1}]}}  # fmt: skip
    refusal = refused(resource(FREE, {
        "linkId": "b", "type": "choice", "text": "B", "readOnly": True, "answerOption": [counts, {"valueString": "No"}]
    }))  # fmt: skip
    assert refusal.rest is None and refusal.problems[-1] == "“b” counts in a score, so it cannot be left out."
    summed = {"url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"}
    assert refused(resource(FREE, {"linkId": "b", "type": "integer", "text": "B", "extension": [summed]})).rest is None


def test_the_rest_is_taken_on_the_same_page_and_the_survey_says_what_is_missing(cast, client):
    client.force_login(cast.carme)
    page = bring_in(client, cast, "here.xlsx", table(*PLACE))
    assert page.status_code == 422 and "Import the rest without these" in text_of(page)
    assert "G g · Nothing is left in it." in " ".join(text_of(page).split())
    assert "Where …? b · ${a}, geopoint is not supported here." in " ".join(text_of(page).split())
    tab = Tab(client, reverse("surveys:bring_in", args=[cast.programme.pk]))
    found = re.findall(r'name="(again|name|without)" value="([^"]*)"', page.content.decode())
    sent = tab.filled_in | dict(found) | {"kept": "named", "read_by": "coordinators"}  # they think about it again
    assert client.post(tab.address, sent | {"without": "another"}).status_code == 422
    assert client.post(tab.address, sent | {"again": "no file"}).status_code == 422
    assert not Survey.objects.filter(programme=cast.programme, came_with__has_key="left_out").exists()
    place = client.post(tab.address, sent)
    assert place.status_code == 302
    survey = Survey.objects.get(came_with__has_key="left_out")
    assert survey.kept == "named"
    for address in (place.url, reverse("surveys:survey", args=[survey.pk])):
        said = " ".join(text_of(client.get(address)).split())
        assert "5 things were left out on import" in said and "C c · It depends on “b” or belongs to it." in said
    assert "left_out" not in put_together_of(survey)


def put_together_of(survey):
    return content_of(survey, list(survey.being_written.order_by("position")))
