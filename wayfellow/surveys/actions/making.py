"""Making a survey, writing a version of it, publishing it. A published version is never written to again (I12)."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.surveys.access import Can
from wayfellow.surveys.drafts import hash_of_words, taken_apart
from wayfellow.surveys.elsewhere import LEFT_OUT
from wayfellow.surveys.models import Licence, Question, Questionnaire, Survey
from wayfellow.surveys.queries.answering import newest, versions
from wayfellow.surveys.queries.making import content_of, snapshot_of, whole_draft, written
from wayfellow.surveys.shape import ANONYMOUS, NAMED, SCALE, asks_what_has_no_name, can_begin_with, faults, items
from wayfellow.ui.languages import in_my_language

MOST_LETTERS = 30
CAME_WITH = ("copyright", "fhir", "xlsform", LEFT_OUT)
WRITTEN_HERE = {
    "text", "answerOption", "low", "high", "min", "max", "required", "repeats", "enableWhen", "enableBehavior",
    "constraint_message",
}  # fmt: skip  # the rest of a question stays as it came


@act(Can.MAKE_SURVEY)
def make(programme, *, by, id, content, kept, read_by, licence=None, told_apart=False):
    """Begin a survey, from nothing or from a questionnaire there is. Nobody is asked before it is published."""
    _without_a_name(content, kept)
    survey = Survey.objects.create(
        id=id,
        programme=programme,
        slug=f"{slugify(in_my_language(content['title']))[:MOST_LETTERS] or 'survey'}-{id.hex[:8]}",
        title=content["title"],
        description=content.get("description", {}),
        scoring=content.get("scoring", []),
        came_with={name: content[name] for name in CAME_WITH if name in content} or None,
        kept=kept,
        read_by=read_by if kept == NAMED else "",
        told_apart=told_apart,
    )
    _write(survey, taken_apart(content))
    if licence:
        Licence.objects.create(survey=survey, text_hash=hash_of_words(content), **licence)
    return survey


@act(Can.CHANGE_SURVEY)
def write_new_version(survey, *, by):
    """Begin the next version from the newest. The ones before stay, with their answers."""
    if not written(survey):
        _write(survey, taken_apart(newest(survey).content))


def _without_a_name(content, kept):
    """A diagnosis or a medicine is asked for without a name, or not at all (I2)."""
    found = asks_what_has_no_name(content) if kept != ANONYMOUS else []
    if found:
        raise Refused(
            _(
                "This asks for a diagnosis or a medicine (%(words)s). It can only be asked without a name: "
                "keep the answers anonymous, or take that question out."
            )
            % {"words": ", ".join(found)},
            field="kept",
        )


def _write(survey, items):
    Question.objects.bulk_create(
        Question(survey=survey, position=position, content=item) for position, item in enumerate(items)
    )


@act(Can.CHANGE_SURVEY)
def say_what_it_is(survey, *, by, edit_token, title, description, kept, read_by):
    """Settle the title and how answers are kept. That cannot change once somebody may have answered."""
    unless_changed(snapshot_of(survey), edit_token=edit_token)
    if kept != survey.kept and versions(survey).exists():
        raise Refused(
            _("How answers are kept cannot be changed once it is published. Copy the survey to ask in another way.")
        )
    survey.title, survey.description, survey.kept = title, description, kept
    _without_a_name(content_of(survey, written(survey)), kept)
    survey.read_by = read_by if kept == NAMED else ""
    survey.save(update_fields=["title", "description", "kept", "read_by"])


@act(Can.CHANGE_SURVEY)
def add_question(survey, *, by, id, kind):
    """Put an empty question at the end."""
    questions = written(survey)
    if not questions and versions(survey).exists():
        raise Refused(_("There is no draft. Begin a new version first."))
    content = {"linkId": f"q-{id.hex[:8]}", "type": kind, "text": {}} | _to_begin_with(kind)
    last = questions[-1].position if questions else -1
    return Question.objects.create(id=id, survey=survey, position=last + 1, content=content)


def _to_begin_with(kind):
    if kind == "several":
        return {"type": "choice", "repeats": True}
    return {"min": 0, "max": 4} if kind == SCALE else {}


@act(Can.CHANGE_QUESTION)
def change_question(question, *, by, edit_token, content):
    """Write a question anew. What somebody else wrote meanwhile is not replaced unseen (I8)."""
    unless_changed([question.content], edit_token=edit_token)
    kept = {name: value for name, value in question.content.items() if name not in WRITTEN_HERE}
    question.content = kept | content
    if "initial" in kept and not can_begin_with(question.content, kept["initial"]):
        del question.content["initial"]
    _without_a_name({"title": {}, "item": [question.content]}, question.survey.kept)
    question.save(update_fields=["content"])


@act(Can.CHANGE_QUESTION)
def move_question(question, *, by, up):
    """Change places with the question before it, or with the one after it."""
    questions = written(question.survey)
    here = next(number for number, each in enumerate(questions) if each.pk == question.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(questions):
        questions[here], questions[there] = questions[there], questions[here]
    for position, each in enumerate(questions):
        each.position = position
    Question.objects.bulk_update(questions, ["position"])


@act(Can.CHANGE_QUESTION)
def take_out(question, *, by, edit_token):
    """Take a question out of the version that is being written."""
    unless_changed([question.content], edit_token=edit_token)
    Question.objects.filter(pk=question.pk).delete()


@act(Can.CHANGE_SURVEY)
def add_score(survey, *, by, score):
    """Declare a score, under a name of its own."""
    survey.scoring = [*survey.scoring, score]
    survey.save(update_fields=["scoring"])


@act(Can.CHANGE_SURVEY)
def take_scores_out(survey, *, by):
    """Count no scores. Those of earlier versions stay with them."""
    survey.scoring = []
    survey.save(update_fields=["scoring"])


@act(Can.PUBLISH_SURVEY)
def publish(survey, *, by, edit_token, on):
    """Make a version of what is written. From now on it is asked; it never changes."""
    questions = written(survey)
    unless_changed(whole_draft(survey, questions), edit_token=edit_token)
    content = content_of(survey, questions)
    _without_a_name(content, survey.kept)
    for name, fault in faults(content):
        raise Refused(f"{_called(content, name)}: {fault}" if name else fault)
    if hasattr(survey, "licence") and survey.licence.text_hash != hash_of_words(content):
        raise Refused(_("The wording is not the one that the licence covers. Import it again, unchanged."))
    last = versions(survey).first()
    Questionnaire.objects.create(
        survey=survey, slug=survey.slug, version=last.version + 1 if last else 1, content=content, kept=survey.kept
    )
    Question.objects.filter(survey=survey).delete()
    survey.opened_on, survey.retired_on = survey.opened_on or on, None
    survey.save(update_fields=["opened_on", "retired_on"])


def _called(content, name):
    """Return what an item says, for whoever wrote it."""
    inner = [each for each in items(content) if each["linkId"] == name]
    return (in_my_language(inner[0]["text"]) if inner else "") or name


@act(Can.PUBLISH_SURVEY)
def retire(survey, *, by, on):
    """Ask no more. What was answered stays."""
    survey.retired_on = on
    survey.save(update_fields=["retired_on"])


@act(Can.PUBLISH_SURVEY)
def ask_again(survey, *, by):
    """Ask once more, with the newest version."""
    survey.retired_on = None
    survey.save(update_fields=["retired_on"])
