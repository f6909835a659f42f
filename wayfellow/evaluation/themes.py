"""What people wrote of, as it was published, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from wayfellow.evaluation import charts
from wayfellow.evaluation.editions import Told, from_json
from wayfellow.evaluation.facts import Fact, as_interval
from wayfellow.evaluation.models import THEMES, Edition
from wayfellow.evaluation.protection import YES
from wayfellow.evaluation.sections import Row, Section
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden
from wayfellow.evaluation.statistics import proportion
from wayfellow.ui.languages import in_my_language


@dataclass(frozen=True)
class Themes:
    """What people wrote of in answer to a survey, how far the two who coded agreed, and what may be quoted."""

    section: Section
    facts: list[Fact]
    quotes: list[tuple[str, list[str]]]

    @property
    def facts_with_title(self) -> list[Fact]:
        return [replace(fact, label=f"{self.section.title}: {fact.label}") for fact in self.facts]


def themes_in(editions: Iterable[Edition]) -> list[Themes]:
    """Tell the newest editions of what people wrote of, survey by survey."""
    return [_in_words(edition) for edition in editions if edition.subject.startswith(THEMES)]


def _in_words(edition: Edition) -> Themes:
    coding, *told = map(from_json, edition.figures)
    title = _("What people wrote of: %(survey)s") % {"survey": in_my_language(coding.more["survey"])}
    definition = _(
        "Two people sorted the answers by the same list of themes, each alone, and then talked about where they "
        "differed. A theme counts where both see it; an answer can have several. How often something was written says "
        "nothing of how much it matters."
    )
    rows = [_row(each) for each in told]
    words = _("%(title)s: how many answers. The same numbers are in the table beside it.") % {"title": title}
    chart = charts.bars(title, words, [(row.label, row.value) for row in rows if row.value is not None])
    version = _("Sorted by version %(number)s of the themes.") % {"number": coding.more["codebook"]}
    definition = f"{definition} {version}"
    section = Section(edition.subject, title, definition, _("answers"), rows, coding.total, 0, chart, coding.as_of)
    quotes = [(each.more["name"], each.more["quotes"]) for each in told if each.more["quotes"]]
    return Themes(section, [_agreement(edition, coding)], quotes)


def _row(told: Told) -> Row:
    number = told.cells[YES]
    if isinstance(number, Hidden):
        return Row(told.more["name"], told.more["name"], HIDDEN, HIDDEN)
    share = proportion(number, told.total)
    return Row(told.more["name"], told.more["name"], number, share.share, share.interval)


def _agreement(edition: Edition, coding: Told) -> Fact:
    definition = _(
        "How far the two agreed beyond chance before they talked about it (Cohen 1960), over each answer and each "
        "theme: 1 is always, 0 no more than by chance; above 0.6 it is called substantial (Landis and Koch 1977). The "
        "interval is by Fleiss, Cohen and Everitt (1969)."
    )
    interval = None if coding.more["kappa"] is None else as_interval(coding.more["interval"])
    return Fact(
        f"{edition.subject} kappa", _("Agreement of the two who sorted (Cohen’s kappa)"), coding.more["kappa"], "",
        coding.more["decisions"], interval=interval, definition=definition,
        as_of=coding.as_of,
    )  # fmt: skip
