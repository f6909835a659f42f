"""What the teams ask, what was answered, and what came in without a name."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.audits.models import Audit
from wayfellow.audits.tools import Tool
from wayfellow.directory.models import Programme
from wayfellow.people.models import User
from wayfellow.readiness.access import Can
from wayfellow.readiness.models import Agreed, Question, Reply
from wayfellow.workforce.access import parts_of_supporters_now


def my_programmes(user: User) -> QuerySet[Programme]:
    """Return the programmes of which the reader may read what the teams ask, by name."""
    mine: QuerySet[Programme] = allowed(user, Can.SEE_TEAM_QUESTIONS, Programme.objects.all())
    return mine.order_by("name", "pk")


def questions_of(programme: Programme) -> QuerySet[Question]:
    """Return what the teams ask, in the order of the page, with what was answered and agreed."""
    agreed = Agreed.objects.select_related("step__owner").order_by("pk")
    both = [Prefetch("replies", replies()), Prefetch("agreed", agreed)]
    return programme.team_questions.order_by("position").prefetch_related(*both)


def with_replies(model: type[Question]) -> QuerySet[Question]:
    return model.objects.select_related("programme").prefetch_related(Prefetch("replies", replies()))


def replies() -> QuerySet[Reply]:
    """Return answers in the order in which they were given, each with whether a peer supporter gave it."""
    supporters = parts_of_supporters_now().filter(programme=OuterRef("question__programme"), peer__user=OuterRef("by"))
    there = Reply.objects.select_related("by").annotate(is_of_a_peer=Exists(supporters))
    return there.order_by("added_at", "pk")


def came_in(programme: Programme) -> list[str]:
    """Return what teams asked without a name, and what is not on the page yet."""
    audits = Audit.objects.filter(programme=programme, tool=Tool.QUESTIONS, result__isnull=False)
    on_the_page = set(programme.team_questions.values_list("own_words", flat=True))
    words = [said for audit in audits.order_by("closed_on", "pk") for said in audit.result["words"]]
    return [said for said in dict.fromkeys(words) if said not in on_the_page]


def as_asked(question: Question) -> list[Any]:
    """Return all that saying a question in other words would replace."""
    return [question.words]


def as_replied(reply: Reply) -> list[Any]:
    """Return all that changing an answer would replace."""
    return [reply.words]
