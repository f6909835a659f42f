"""What those who ask see of their surveys: the list, a version, and the one being written."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Programme
from wayfellow.people.models import User
from wayfellow.surveys.access import Can
from wayfellow.surveys.drafts import put_together
from wayfellow.surveys.elsewhere import LEFT_OUT
from wayfellow.surveys.models import Question, Questionnaire, Survey, Tablet
from wayfellow.surveys.queries.answering import options, versions
from wayfellow.surveys.shape import CHOICE, DISPLAY, GROUP, SCALE, Content, Item, faults, texts
from wayfellow.ui.languages import in_my_language

HERE = Path(__file__).parent.parent


def surveys(user: User) -> QuerySet[Survey]:
    """Return the surveys of the programmes this reader asks for, those in use first."""
    mine: QuerySet[Survey] = allowed(user, Can.SEE_SURVEY, Survey.objects.select_related("programme"))
    written = Exists(Question.objects.filter(survey=OuterRef("pk")))
    return mine.annotate(is_being_written=written).order_by("retired_on", "programme__name", "slug")


def programmes(user: User) -> list[Programme]:
    """Return the programmes for which this reader can make a survey."""
    return list(allowed(user, Can.MAKE_SURVEY, Programme.objects.order_by("name")))


def with_programme(model: type[Survey]) -> QuerySet[Survey]:
    return model.objects.select_related("programme")


def question_with_survey(model: type[Question]) -> QuerySet[Question]:
    return model.objects.select_related("survey__programme")


def written(survey: Survey) -> list[Question]:
    """Return the questions of the version that is being written."""
    return list(survey.being_written.order_by("position", "pk"))


def content_of(survey: Survey, questions: list[Question]) -> Content:
    """Return the version that publishing these questions would make."""
    content: Content = {
        "title": survey.title,
        "description": survey.description,
        "kept": survey.kept,
        "item": put_together(question.content for question in questions),
        "scoring": survey.scoring,
        **{name: told for name, told in (survey.came_with or {}).items() if name != LEFT_OUT},
    }
    if hasattr(survey, "licence"):
        skeleton = instrument(survey.licence.instrument)
        content["licence"] = {name: skeleton[name] for name in ["holder", "notice", "link"]}
    return content


def latest_content(survey: Survey) -> Content:
    """Return what is being written, or else the newest version."""
    questions = written(survey)
    return content_of(survey, questions) if questions else versions(survey)[0].content


def snapshot_of(survey: Survey) -> list:
    """Return all that changing what a survey says of itself would replace."""
    return [sorted(survey.title.items()), sorted(survey.description.items()), survey.kept, survey.read_by]


def whole_draft(survey: Survey, questions: list[Question]) -> list:
    """Return all that would be published."""
    told = [(str(each.pk), json.dumps(each.content, sort_keys=True)) for each in questions]
    return [*snapshot_of(survey), json.dumps(survey.scoring, sort_keys=True), told]


def missing_texts(content: Content) -> dict[str, int]:
    """Count, for each language of the installation, how many texts are not there yet."""
    return {code: sum(not text.get(code) for text in texts(content)) for code, _name in settings.LANGUAGES}


def before(question: Question) -> Iterator[Item]:
    """Yield what is asked before this question, on which it can depend."""
    for each in written(question.survey):
        if each.pk == question.pk:
            return
        yield each.content


def coded(condition: Item) -> str:
    """Return a condition as one line, by which a page can offer it."""
    return json.dumps([condition[name] for name in ["question", "operator", "answer"]])


def plainly(condition: Item) -> str:
    return f"{condition['question']} {condition['operator']} {condition['answer']}"


def conditions_on(item: Item) -> Iterator[tuple[Item, str]]:
    """Yield what a later question can depend on, with the words for it."""
    if item["type"] in {GROUP, DISPLAY}:
        return
    text, name = in_my_language(item["text"]) or item["linkId"], item["linkId"]
    for code, words in options(item) if item["type"] == CHOICE else []:
        told = {"question": text, "answer": words}
        yield _condition(name, "=", code), _("“%(question)s” is “%(answer)s”") % told
        yield _condition(name, "!=", code), _("“%(question)s” is not “%(answer)s”") % told
    for step in range(item["min"], item["max"] + 1) if item["type"] == SCALE else []:
        told = {"question": text, "answer": step}
        yield _condition(name, ">=", step), _("“%(question)s” is %(answer)s or more") % told
        yield _condition(name, "<=", step), _("“%(question)s” is %(answer)s or less") % told
    yield _condition(name, "exists", True), _("“%(question)s” is answered") % {"question": text}
    yield _condition(name, "exists", False), _("“%(question)s” is not answered") % {"question": text}


def _condition(question: str, operator: str, answer: Any) -> Item:
    return {"question": question, "operator": operator, "answer": answer}


def conditions_in_words(questions: list[Question]) -> dict[Any, list[str]]:
    """Return, for each question that is asked only sometimes, when that is."""
    words: dict[str, str] = {}
    found: dict[Any, list[str]] = {}
    for question in questions:
        conditions = question.content.get("enableWhen", [])
        found[question.pk] = [words.get(coded(each)) or plainly(each) for each in conditions]
        words |= {coded(condition): told for condition, told in conditions_on(question.content)}
    return found


def version(survey: Survey) -> Questionnaire | None:
    return versions(survey).first()


def tablets_today(survey: Survey, on: date) -> QuerySet[Tablet]:
    return survey.tablets.filter(on=on).order_by("pk")


def faults_by_item(content: Content) -> dict[str, list[str]]:
    """Return what is wrong with a version, by item; what is wrong with the whole stands under no name."""
    found: dict[str, list[str]] = {}
    for name, fault in faults(content):
        found.setdefault(name, []).append(fault)
    return found


def first_faults(content: Content) -> list[str]:
    """Return what is wrong with a version that comes from elsewhere, each fault with the name of its item."""
    return [f"{name}: {fault}" if name else fault for name, fault in faults(content)]


def to_begin_with(user: User, programme: Programme, start: str) -> Content:
    """Return the content of a ready-made questionnaire, or of another survey of the programme."""
    for each in ready_made():
        if each.name == start:
            return each.content
    return latest_content(surveys(user).get(programme=programme, pk=start))


# Ready-made, and other people's
@dataclass(frozen=True)
class ReadyMade:
    """A questionnaire of the installation that a programme can make its own."""

    name: str
    content: Content


def ready_made() -> list[ReadyMade]:
    """Return the newest version of every questionnaire that ships."""
    files = sorted((HERE / "questionnaires").glob("*.json"), key=lambda file: _name_and_version(file.stem))
    newest = {_name_and_version(file.stem)[0]: file for file in files}
    return [ReadyMade(name, json.loads(file.read_text(encoding="utf-8"))) for name, file in newest.items()]


def _name_and_version(stem: str) -> tuple[str, int]:
    name, _dash, number = stem.rpartition("-")
    return name, int(number)


def instruments() -> list[dict[str, Any]]:
    """Return other people's instruments: their shape, scoring and licence, and none of their words."""
    files = sorted((HERE / "skeletons").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def instrument(name: str) -> dict[str, Any]:
    return next(each for each in instruments() if each["name"] == name)
