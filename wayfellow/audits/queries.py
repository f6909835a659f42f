"""Audits, what came of them in words, and what was drawn from them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.audits.access import Can
from wayfellow.audits.compared import Compared, compare, in_both
from wayfellow.audits.models import Audit, Finding, Template
from wayfellow.audits.pulse import NUMBER, QUESTION
from wayfellow.audits.results import HIGHEST, statements
from wayfellow.audits.tools import IN_SHORT, WHO, content_of
from wayfellow.directory.models import Programme
from wayfellow.office.models import Need
from wayfellow.office.queries import in_order
from wayfellow.people.models import User
from wayfellow.surveys.models import Questionnaire, Survey
from wayfellow.surveys.queries import given_to, versions
from wayfellow.surveys.shape import GROUP, Content
from wayfellow.ui.home_pages import number_of
from wayfellow.ui.languages import in_my_language

NO_STATEMENTS = {WHO, NUMBER, QUESTION}
LEVELS = [_("Not yet"), _("Mostly not yet"), _("Partly"), _("Mostly our usual way"), _("Our usual way")]
IS_OPEN = Q(closed_on=None, let_go_on=None)
IS_OVER = IS_OPEN & Q(until__lt=TODAY)
FAR_APART = 2  # steps between two groups
MOST_POINTED_OUT = 5


@dataclass(frozen=True)
class Line:
    """A statement, and where each row of those who answered stands on it."""

    name: str
    words: str
    part: str
    rows: list[str]
    cells: list[dict[str, int | None]]

    @property
    def levels(self) -> list[int | None]:
        return [cell["level"] for cell in self.cells]

    @property
    def told(self) -> list[int]:
        return [level for level in self.levels if level is not None]

    @property
    def stands(self) -> str:
        """Return in words where each row stands of which that is told."""
        there = zip(self.rows, self.levels, strict=True)
        return " · ".join(f"{row}: {LEVELS[level]}" for row, level in there if level is not None)

    @property
    def gap(self) -> int:
        return max(self.told) - min(self.told) if self.told else 0

    @property
    def lowest(self) -> int:
        return min(self.told, default=HIGHEST)


@dataclass(frozen=True)
class Change:
    """A statement that was asked twice in the same words: where each row stood then, and stands now."""

    words: str
    levels: list[tuple[int | None, int | None]]


def audits_of(user: User, programme: Programme) -> QuerySet[Audit]:
    """Return the audits of a programme, the newest first."""
    mine: QuerySet[Audit] = allowed(user, Can.SEE_AUDIT, programme.audits.select_related("programme"))
    return mine.order_by("-begun_on", "-pk")


def title_of(audit: Audit) -> dict[str, str]:
    """Return what an audit is called, without which team it is about."""
    content = audit.template.content if audit.template else content_of(audit.tool)
    return dict(content["title"])


def templates_of(programme: Programme) -> QuerySet[Template]:
    """Return what other programmes ask, as it was taken in here."""
    return programme.audit_templates.order_by("pk")


def with_all_of_it(model: type[Audit]) -> QuerySet[Audit]:
    """Read along what it asked, the one before and the one after it, and what was drawn from it."""
    needs = Need.objects.prefetch_related(Prefetch("steps", in_order()))
    findings = Finding.objects.order_by("pk").prefetch_related(Prefetch("need", needs))
    there = model.objects.select_related("programme", "survey", "asked", "follows__asked", "next_time")
    return there.prefetch_related(Prefetch("findings", findings))


def with_asked(model: type[Audit]) -> QuerySet[Audit]:
    return model.objects.select_related("programme", "survey", "asked", "template", "next_time")


def next_time_of(audit: Audit) -> Audit | None:
    return getattr(audit, "next_time", None)


def answers_to(survey: Survey) -> tuple[Questionnaire, list[dict[str, Any]]]:
    """Return the newest version, and all answers to what it asks: those to an earlier one where it asked the same."""
    newest, *before = versions(survey)
    given = given_to(newest, survey.programme_id)
    for version in before:
        same = {item["linkId"] for item in in_both(version.content, newest.content)} | NO_STATEMENTS
        older = given_to(version, survey.programme_id)
        given += [{name: said for name, said in each.items() if name in same} for each in older]
    return newest, given


def earlier_pulse(audit: Audit) -> tuple[Content, list[dict[str, Any]]] | None:
    """Return what was asked and answered the time before, which a pulse is laid beside."""
    if audit.follows is None:
        return None
    asked, given = answers_to(audit.follows.survey)
    return asked.content, given


def who_answered(audit: Audit) -> list[tuple[str, int]]:
    """Return who is told of, in words, and how many they are."""
    return [(called(row["groups"]), row["n"]) for row in audit.result["rows"]]


def called(groups: list[str]) -> str:
    return " + ".join(str(IN_SHORT[group]) for group in groups)


def lines_of(audit: Audit) -> list[Line]:
    """Return the statements in the order in which they were asked."""
    parts = _parts(audit.content)
    rows = [called(row["groups"]) for row in audit.result["rows"]]
    return [
        Line(name, in_my_language(item["text"]), parts.get(name, ""), rows, audit.result["statements"][name])
        for item in statements(audit.content)
        if (name := item["linkId"])
    ]


def _parts(content: Content) -> dict[str, str]:
    sections = [item for item in content["item"] if item["type"] == GROUP]
    return {inner["linkId"]: in_my_language(each["text"]) for each in sections for inner in each["item"]}


def seen_differently(lines: list[Line]) -> list[Line]:
    """Return where two groups are furthest apart."""
    apart = [line for line in lines if line.gap >= FAR_APART]
    return sorted(apart, key=lambda line: -line.gap)[:MOST_POINTED_OUT]


def furthest_from_usual(lines: list[Line]) -> list[Line]:
    """Return what at least one group sees as not yet, or mostly so."""
    far = [line for line in lines if line.told and line.lowest < HIGHEST / 2]
    return sorted(far, key=lambda line: line.lowest)[:MOST_POINTED_OUT]


def since_then(audit: Audit) -> tuple[Compared, list[Change]] | None:
    """Return what changed since the one before, on what both asked of the same groups in the same words."""
    before = audit.follows
    if before is None or before.result is None:
        return None
    found = compare(before.content, before.result, audit.content, audit.result)
    then, now = before.result["statements"], audit.result["statements"]
    changes = [
        Change(
            in_my_language(item["text"]),
            [(then[name][there]["level"], now[name][here]["level"]) for there, here in found.rows],
        )
        for item in found.shared
        if (name := item["linkId"])
    ]
    return found, changes


# On the home pages
def with_audits_that_are_over(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many of its audits wait to be closed."""
    return programmes.annotate(audits_over=number_of(Audit.objects.filter(IS_OVER)))
