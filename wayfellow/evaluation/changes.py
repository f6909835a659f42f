"""What was published of how answers changed, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _

from wayfellow.evaluation.comparisons import FEWEST_PAIRS, LESS, MORE, SAME
from wayfellow.evaluation.dose import DOSE
from wayfellow.evaluation.editions import Told, from_json
from wayfellow.evaluation.facts import Fact, as_interval, as_plain, fact_as_json
from wayfellow.evaluation.models import CHANGE, Edition
from wayfellow.evaluation.protection import JOINED, NOT_SAID
from wayfellow.evaluation.sections import Section, band_label, section_of_people
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden
from wayfellow.ui.languages import in_my_language

SMALLEST_P = 0.001


@dataclass(frozen=True)
class Changed:
    """One score: how many gave more, the same or less, how large the change is, and by how many accompaniments."""

    section: Section
    facts: list[Fact]
    by_dose: list[Fact]

    @property
    def facts_with_title(self) -> list[Fact]:
        return [replace(fact, label=f"{self.section.title}: {fact.label}") for fact in [*self.facts, *self.by_dose]]


def changed_in(editions: Iterable[Edition]) -> list[Changed]:
    """Tell the newest editions of how answers changed, survey by survey."""
    of_changes = [edition for edition in editions if edition.subject.startswith(CHANGE)]
    return [each for edition in of_changes for each in _all_in_words(edition)]


def changes_as_json(editions: Iterable[Edition]) -> list[dict[str, Any]]:
    """Return the same for a machine, as it was published: nobody, the operator included, counts it otherwise."""
    return [_as_json(each) for each in changed_in(editions)]


def _as_json(each: Changed) -> dict[str, Any]:
    section = each.section
    return {
        "change": section.code,
        "title": section.title,
        "as_of": section.as_of,
        **{row.code: as_plain(row.value) for row in section.rows},
        **_by_name(each.facts),
        "by_accompaniments": _by_name(each.by_dose),
        "n": as_plain(section.n),
        "missing": as_plain(section.missing),
    }


def _by_name(facts: Iterable[Fact]) -> dict[str, Any]:
    """Return each figure by the last word of its code, which is what it is called within its change."""
    return {fact.code.rpartition(" ")[2]: fact_as_json(fact) for fact in facts}


def _all_in_words(edition: Edition) -> Iterator[Changed]:
    found = {told.code: told for told in map(from_json, edition.figures)}
    for code, told in found.items():
        if not code.startswith(DOSE):
            yield _in_words(edition, told, found.get(DOSE + code))


def _in_words(edition: Edition, told: Told, dose: Told | None) -> Changed:
    more = told.more
    title = f"{in_my_language(more['survey'])} · {in_my_language(more['title'])}"
    labels = {
        MORE: _("More than at first"),
        SAME: _("About the same"),
        LESS: _("Less than at first"),
        f"{LESS},{SAME}": _("Less than at first, or about the same"),
        f"{SAME},{MORE}": _("About the same, or more than at first"),
        f"{LESS},{SAME},{MORE}": _("Everyone who answered twice"),
    }
    definition = _(
        "Everyone who answered at least twice, each person once: the last answer beside the first. More or less is by "
        "%(number)s points or more, a tenth of the scale (Ringash 2007), and is no judgement. What else changed in "
        "their lives in the meantime is in it, too: it does not say what peer support did."
    ) % {"number": _short(more["threshold"])}
    code = f"{edition.subject} {told.code}"
    section = section_of_people(told, code, title, labels=labels, definition=definition)
    return Changed(section, [*_facts(told, code, title)], [*_by_dose(told, dose, edition.subject)])


def _by_dose(change: Told, told: Told | None, subject: str) -> Iterator[Fact]:
    """Tell the mean change in each group of bands, and of how many it is known of none."""
    if told is None:
        return
    definition = _(
        "The mean change of those who had met so often when they last answered. It is an association: people who feel "
        "better may come more, or less, and it does not say that the number of accompaniments made the change."
    )
    fact = partial(Fact, unit=_("points"), definition=definition, as_of=told.as_of)
    for cell, known in told.more.items():
        label = _("Change, mean: %(number)s accompaniments (association)") % {"number": band_label(cell.split(JOINED))}
        interval = as_interval(known["interval"])
        yield fact(f"{subject} {told.code} {cell}", label, known["mean"], n=told.cells[cell], interval=interval)
    missing = change.cells[NOT_SAID]
    if missing and change.as_of == told.as_of:
        yield fact(f"{subject} {told.code} unknown", _("No change is known"), None, n=0, missing=missing)


def _short(number: float) -> str:
    return str(localize(int(number) if number == int(number) else number))


def _facts(told: Told, code: str, title: str) -> Iterator[Fact]:
    more, missing = told.more, told.cells[NOT_SAID]
    described = _("The last answer less the first, shared out evenly over everyone who gave both.")
    if isinstance(missing, Hidden) or more.get("mean") is None:
        yield Fact(
            f"{code} mean", _("Change, mean"), HIDDEN, _("points"), HIDDEN, missing,
            definition=described, as_of=told.as_of,
        )  # fmt: skip
        return
    fact = partial(Fact, n=told.total - missing, missing=missing, as_of=told.as_of)
    few = _("Of fewer than %(number)s people a change is only described: no interval, and nothing to conclude.")
    definition = described if "interval" in more else f"{described} {few % {'number': FEWEST_PAIRS}}"
    yield fact(
        f"{code} mean", _("Change, mean"), more["mean"], _("points"),
        interval=as_interval(more.get("interval")), definition=definition,
    )  # fmt: skip
    spread = _("How far the changes of different people are from the mean change, as a rule.")
    yield fact(f"{code} sd", _("Change, standard deviation"), more["sd"], _("points"), definition=spread)
    sizes = {
        "d_z": (_("Size of the change (d_z)"), _("in standard deviations of the changes")),
        "d_av": (_("Size of the change (d_av)"), _("in standard deviations of the answers")),
    }
    for name, (label, unit) in sizes.items():
        if name in more:
            size, interval = more[name]
            means = _("The mean change %(unit)s, with Hedges’ correction. Larger does not mean more important.")
            yield fact(
                f"{code} {name}", label, size, unit, interval=as_interval(interval), definition=means % {"unit": unit}
            )
    if "by_ranks" in more:
        yield from _by_ranks(more["by_ranks"], code, fact)


def _by_ranks(ranks: dict, code: str, fact: partial[Fact]) -> Iterator[Fact]:
    p = _("p < %(number)s") if ranks["p"] < SMALLEST_P else _("p = %(number)s")
    definition = _(
        "Told beside the mean where few answered twice: one large change moves it less. Wilcoxon’s signed ranks: %(p)s."
    ) % {"p": p % {"number": localize(max(ranks["p"], SMALLEST_P))}}
    yield fact(
        f"{code} by_ranks", _("Change, usual (Hodges–Lehmann)"), ranks["shift"], _("points"),
        interval=as_interval(ranks["interval"]), definition=definition,
    )  # fmt: skip
