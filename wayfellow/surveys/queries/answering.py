"""Questionnaires as they are asked, and what was answered, counted."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum

from wayfellow.access.open_values import OpenValue
from wayfellow.surveys import shape
from wayfellow.surveys.models import Answers, Invitation, Invited, OwnAnswers, Privacy, Questionnaire, Survey, Tablet
from wayfellow.surveys.over_time import Sent
from wayfellow.surveys.scoring import scores
from wayfellow.ui.languages import in_my_language


# Versions
def stood_for(slug: str) -> QuerySet[Questionnaire]:
    return Questionnaire.objects.filter(slug=slug, survey=None)


def versions(survey: Survey) -> QuerySet[Questionnaire]:
    """Return every version of a survey, the newest first: those of the installation in whose place it stands, too."""
    of_the_installation = Q(survey=None, slug=survey.stands_for) if survey.stands_for else Q(pk=None)
    return Questionnaire.objects.filter(Q(survey=survey) | of_the_installation).order_by("-version")


def newest(survey: Survey) -> Questionnaire:
    return versions(survey)[0]


def questions(questionnaire: Questionnaire) -> Iterator[dict]:
    """Yield the questions in order, those inside a group too."""
    return shape.questions(questionnaire.content)


# Without a name
def open_invitations(on: date | OpenValue) -> QuerySet[Invitation]:
    """Return the ways in that are still unused, whose time is not over and whose survey is not retired."""
    return Invitation.objects.filter(until__gte=on, questionnaire__survey__retired_on=None)


def invitation(pk: UUID, on: date) -> Invitation | None:
    return open_invitations(on).select_related("questionnaire", "tablet").filter(pk=pk).first()


def tablet(pk: UUID, on: date) -> Tablet | None:
    """Return a shared device on its own day, unless its survey is retired."""
    there = Tablet.objects.select_related("questionnaire", "survey")
    return there.filter(pk=pk, on=on, survey__retired_on=None).first()


def has_arrived(pk: UUID) -> bool:
    """Say whether the answers of this very form have arrived."""
    return Answers.objects.filter(pk=pk).exists()


def read_so_far(held: Invitation) -> dict[str, Any]:
    """Open what was answered so far on an invitation that somebody began to use."""
    return dict(json.loads(str(held.so_far) or "{}"))


def read_given(answers: OwnAnswers) -> dict[str, Any]:
    """Open somebody's own answers; of an erased person there are none."""
    if answers.sealing_key().is_destroyed:
        return {}
    return dict(json.loads(str(answers.given) or "{}"))


# Counted
def given_to(questionnaire: Questionnaire, programme: int, until: date | None = None) -> list[dict]:
    """Return the answers to a version in a programme, up to a month's end: whose they are is not in them.

    Whoever answered as themself several times counts once, with what they sent last, as small numbers are of people.
    """
    if questionnaire.kept == Privacy.ANONYMOUS:
        kept = questionnaire.answers.filter(_until("month", until), programme=programme).order_by("pk")
        return list(kept.values_list("given", flat=True))
    sent = questionnaire.own_answers.filter(_until("sent_on", until), programme=programme, sent_on__isnull=False)
    own = sent.select_related("person__key")
    last = {each.person_id: each for each in own.order_by("sent_on", "pk")}
    return [given for each in last.values() if (given := read_given(each))]


@dataclass(frozen=True)
class Response:
    """How many answered one version, and how many were invited to. None: it was answered before that was counted.

    Whoever answered on paper was invited; how many sheets never came back, nobody knows.
    """

    version: Questionnaire
    answered: int
    on_paper: int
    invited: int | None


def responses(asked: Iterable[Questionnaire], programme: int, until: date | None = None) -> Iterator[Response]:
    """Yield how many answered each version without a name, and how many were invited, in two statements."""
    those = {"programme": programme, "questionnaire__in": (asked := list(asked))}
    of_each = Answers.objects.filter(_until("month", until), **those).values("questionnaire").order_by()
    answered = of_each.annotate(
        number=Count("pk"), sheets=Count("pk", filter=Q(on_paper=True)), first=Min("month", filter=Q(on_paper=False))
    )
    counted = Invited.objects.filter(_until("month", until), **those).values("questionnaire").order_by()
    invited = {each["questionnaire"]: each for each in counted.annotate(opened=Sum("number"), first=Min("month"))}
    found = {each["questionnaire"]: each for each in answered}
    for version in asked:
        of, ways = found.get(version.pk, NO_ANSWERS), invited.get(version.pk)
        if of["number"] or ways:
            yield Response(version, of["number"], of["sheets"], _invited(dict(of), dict(ways) if ways else None))


NO_ANSWERS: dict[str, Any] = {"number": 0, "sheets": 0, "first": None}


def _invited(answered: dict[str, Any], ways: dict[str, Any] | None) -> int | None:
    if ways is None or (answered["first"] and answered["first"] < ways["first"]):
        return None
    return int(answered["sheets"] + max(ways["opened"], answered["number"] - answered["sheets"]))


def sent_by_each(survey: Survey, until: date) -> dict[Any, list[Sent]]:
    """Return what each of those who answered as themself sent up to a day, in order, by the number of the person."""
    own = OwnAnswers.objects.filter(programme=survey.programme, questionnaire__in=versions(survey), sent_on__lte=until)
    found: dict[Any, list[Sent]] = {}
    for each in own.select_related("person__key", "questionnaire").order_by("sent_on", "pk"):
        if given := read_given(each):
            asked, on = each.questionnaire, each.sent_on or until
            found.setdefault(each.person_id, []).append((on, asked.version, asked.content, given))
    return found


def _until(day: str, until: date | None) -> Q:
    return Q(**{f"{day}__lte": until}) if until else Q()


def counts(questionnaire: Questionnaire, given: list[dict]) -> Iterator[dict]:
    """Count the answers to each question that is answered by one of a few, or by a step of a scale."""
    for question in questions(questionnaire):
        if question["type"] in {shape.CHOICE, shape.SCALE}:
            yield _count(question, given)


def _count(question, given):
    answers = [each[question["linkId"]] for each in given if question["linkId"] in each]
    chosen = Counter(code for answer in answers for code in (answer if isinstance(answer, list) else [answer]))
    return {
        "link_id": question["linkId"],
        "text": in_my_language(question["text"]),
        "is_scale": question["type"] == shape.SCALE,
        "repeats": question.get("repeats", False),
        "n": len(answers),
        "missing": len(given) - len(answers),
        "counts": [{"code": code, "text": text, "count": chosen[code]} for code, text in options(question)],
    }


def options(question: dict) -> list[tuple[Any, str]]:
    """Return what can be answered to a choice or on a scale, as (code, words)."""
    if question["type"] == shape.CHOICE:
        return [(option["code"], in_my_language(option["display"])) for option in question.get("answerOption", [])]
    ends = {question["max"]: question.get("high", {}), question["min"]: question.get("low", {})}
    return [(step, _step(step, ends.get(step, {}))) for step in range(question["min"], question["max"] + 1)]


def _step(step: int, end: dict) -> str:
    words = in_my_language(end) if any(end.values()) else ""
    return f"{step} · {words}" if words else str(step)


def all_scores(questionnaire: Questionnaire, given: Iterable[dict]) -> dict[str, list]:
    """Return every score of every set of answers, by the name of the score."""
    found: dict[str, list] = {}
    for each in given:
        for score in scores(questionnaire.content, each):
            found.setdefault(score.name, []).append(score)
    return found
