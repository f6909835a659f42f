"""Questionnaires as they are asked, and what was answered, counted."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import get_language

from wayfellow.directory.models import Programme
from wayfellow.surveys.models import Answers, Invitation, Questionnaire


def invitation(pk: UUID) -> Invitation | None:
    """Return the invitation if it is still unused."""
    return Invitation.objects.select_related("questionnaire").filter(pk=pk).first()


def is_kept(pk: UUID) -> bool:
    """Say whether the answers of this very form have arrived."""
    return Answers.objects.filter(pk=pk).exists()


def questions(questionnaire: Questionnaire) -> Iterator[dict]:
    """Yield the questions in order, those inside a group too."""
    for item in questionnaire.content["item"]:
        yield from item.get("item", [item])


def in_my_language(text: dict) -> str:
    """Return a text of a questionnaire in the reader's language, or else in English."""
    return str(text.get(get_language()) or text["en"])


def themes(programme: Programme) -> list[dict]:
    """Count a programme’s answers by version and question: how many there are, and how many left it open.

    Own words are not counted and not returned.
    """
    asked = Questionnaire.objects.filter(answers__programme=programme).distinct().order_by("slug", "version")
    return [
        count | {"slug": questionnaire.slug, "version": questionnaire.version}
        for questionnaire in asked
        for count in _counts(questionnaire, programme)
    ]


def _counts(questionnaire, programme):
    given = list(questionnaire.answers.filter(programme=programme).values_list("given", flat=True))
    for question in questions(questionnaire):
        if question["type"] == "choice":
            yield _count(question, given)


def _count(question, given):
    answers = [each[question["linkId"]] for each in given if question["linkId"] in each]
    chosen = Counter(code for answer in answers for code in answer)
    return {
        "link_id": question["linkId"],
        "text": in_my_language(question["text"]),
        "repeats": question.get("repeats", False),
        "n": len(answers),
        "missing": len(given) - len(answers),
        "counts": [
            {"code": each["code"], "text": in_my_language(each["display"]), "count": chosen[each["code"]]}
            for each in question["answerOption"]
        ],
    }
