"""Each question of a report as others may read it: its words, its table, its chart, and no small number (I9)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from wayfellow.evaluation import charts
from wayfellow.evaluation.models import ClinicalTotal
from wayfellow.evaluation.protection import (
    NOT_SAID,
    protect_answered,
    protect_counted,
    protect_not_met,
    protect_times,
    protect_yes_or_no,
)
from wayfellow.evaluation.report import NOT_NOTED, REFERRER, Counted, Report, Stand, Tally, by_variable
from wayfellow.evaluation.small_numbers import (
    HIDDEN,
    Hidden,
    Shown,
    protect,
    protect_count,
    protect_curve,
    protect_mean,
    protect_share,
)
from wayfellow.evaluation.statistics import Interval, Step, proportion
from wayfellow.journeys.models import Chime, Companion, Connection, Setting
from wayfellow.people.models import Person

Value = float | Hidden | None
Draw = Callable[[str, str, charts.Rows], Markup]


@dataclass(frozen=True)
class Row:
    code: str
    label: str
    value: Value
    share: Value = None
    interval: Interval | None = None


@dataclass(frozen=True)
class Section:
    """One question, how it was answered, and a chart of the same."""

    code: str
    title: str
    definition: str
    unit: str
    rows: list[Row]
    n: Shown
    missing: Shown
    chart: Markup


def people_sections(report: Report, k: int, whole: Report | None) -> Iterator[Section]:
    """Tell who the people are."""
    bands = _("Each person counts once, in the one band their number falls into.")
    yield _of_people("bands", _("Accompaniments per person"), report.bands, k, draw=charts.columns, definition=bands)
    genders, sources = dict(Person.Gender.choices), report.names["referred_by"]
    questions = [
        ("gender", _("Gender"), genders),
        ("referred_by", _("Who proposed peer support"), sources),
        ("sites", _("Site"), {}),
    ]
    for code, title, labels in questions:
        of_all = getattr(whole, code) if whole else None
        yield _of_people(code, title, getattr(report, code), k, labels=labels, whole=of_all)


def _of_people(
    code: str,
    title: str,
    counted: Counted,
    k: int,
    *,
    labels: Mapping[str, object] | None = None,
    whole: Counted | None = None,
    draw: Draw = charts.bars,
    definition: str = "",
) -> Section:
    """A question that every person answers once, or leaves open."""
    shown = protect_counted(counted, whole, k)
    missing = shown.pop(NOT_SAID)
    n = HIDDEN if isinstance(missing, Hidden) else counted.n
    names = labels or {}
    rows = [_row_of_people(each, names.get(each, each), value, n) for each, value in shown.items()]
    return _section(code, title, rows, n, missing, unit=_("people"), draw=draw, definition=definition)


def _row_of_people(code: str, label: object, value: Shown, n: Shown) -> Row:
    if isinstance(value, Hidden) or isinstance(n, Hidden):
        return Row(code, str(label), value, HIDDEN)
    share = proportion(value, n)
    return Row(code, str(label), value, share.share, share.interval)


def _section(
    code: str,
    title: str,
    rows: list[Row],
    n: Shown,
    missing: Shown = 0,
    *,
    unit: str,
    draw: Draw = charts.bars,
    definition: str = "",
) -> Section:
    words = _("%(title)s: how many %(unit)s. The same numbers stand in the table beside it.")
    bars = [(row.label, row.value) for row in rows if row.value is not None]
    chart = draw(title, words % {"title": title, "unit": unit}, bars)
    return Section(code, title, definition, unit, rows, n, missing, chart)


def road_sections(report: Report, k: int) -> Iterator[Section]:
    """Tell what the accompaniments were like, and where the journeys stand."""
    unit, n = _("accompaniments"), report.accompaniments
    settings = protect_times(report.settings, k)
    yield _of_times("settings", _("Where they met"), settings, n, labels=Setting.choices, unit=unit)
    yield _alone_or_not(report, k)
    companions = [*Companion.choices, (REFERRER, _("The professional who referred"))]
    joined, several = protect_times(report.joined_by, k), _("Whoever joined counts, each of several too.")
    yield _of_times("joined_by", _("Who joined them"), joined, n, labels=companions, unit=unit, definition=several)
    yield _touched(report, k)
    yield from _connections(report.connections, k)
    yield from _standing(report, k)
    yield from _waiting(report, k)


def _of_times(
    code: str,
    title: str,
    shown: Mapping[str, Shown],
    n: Shown,
    missing: Shown = 0,
    *,
    labels: Iterable[tuple[str, object]],
    unit: str,
    definition: str = "",
) -> Section:
    """A question about accompaniments, or about steps."""
    names = dict(labels)
    rows = [Row(each, str(names[each]), value, protect_share(value, n)) for each, value in shown.items()]
    return _section(code, title, rows, n, missing, unit=unit, definition=definition)


def _connections(tallies: Mapping[str, Tally], k: int) -> Iterator[Section]:
    if all(tally.times == 0 for tally in tallies.values()):
        return
    shown = protect_times(tallies, k)
    is_open = any(value and not isinstance(value, Hidden) for value in shown.values())
    n = sum(tally.times for tally in tallies.values()) if is_open else HIDDEN
    title, unit = _("Steps towards associations"), _("steps")
    yield _of_times("connections", title, shown, n, labels=Connection.State.choices, unit=unit)


def _alone_or_not(report: Report, k: int) -> Section:
    n, joined = report.accompaniments, protect_yes_or_no(report.together, k)
    alone = HIDDEN if isinstance(joined, Hidden) else n - joined
    return _of_times(
        "together",
        _("Alone or with others"),
        {"together": joined, "alone": alone},
        n,
        labels=[("together", _("Somebody else joined them")), ("alone", _("The two alone"))],
        unit=_("accompaniments"),
        definition=_("Mixed accompaniments: a professional, family or a friend was there too."),
    )


def _touched(report: Report, k: int) -> Section:
    """Each dimension on its own: an accompaniment can touch several."""
    shown = {code: protect_yes_or_no(tally, k) for code, tally in report.touched.items()}
    missing = shown.pop(NOT_NOTED)
    n = HIDDEN if isinstance(missing, Hidden) else report.accompaniments - missing
    definition = _("What the two found the accompaniment touched. It can be several things.")
    title, unit = _("What it touched"), _("accompaniments")
    return _of_times("touched", title, shown, n, missing, labels=Chime.choices, unit=unit, definition=definition)


def _standing(report: Report, k: int) -> Iterator[Section]:
    """Two lists, each with its own total: how many have met is told elsewhere, and would open one list."""
    standing, names = report.standing, dict(Stand.choices)
    lists = [
        (
            "standing_met",
            _("Where the journeys stand"),
            _("Everyone who has had a first accompaniment, and where their journey stands today."),
            protect(standing.met.counts, k),
            standing.met.n,
        ),
        (
            "standing_not_met",
            _("Before a first accompaniment"),
            _("Everyone to whom peer support was proposed and who has had no accompaniment so far."),
            protect_not_met(standing, k),
            protect_count(standing.not_met.n, k),
        ),
    ]
    for code, title, definition, shown, n in lists:
        if n:
            rows = [_row_of_people(each, names[each], value, n) for each, value in shown.items()]
            yield _section(code, title, rows, n, unit=_("people"), definition=definition)


def _waiting(report: Report, k: int) -> Iterator[Section]:
    """How the share who have met grew. Without how many wait there is no curve: its heights would tell."""
    wait = report.wait
    if isinstance(protect_not_met(report.standing, k)[Stand.WAITING], Hidden) or wait.met < k:
        return
    curve = [*protect_curve(wait.curve, k)]
    title = _("Time to the first accompaniment")
    definition = _("The share of people who had met by each day. Days with few people are left out.")
    rows = [_share_by(step) for step in curve]
    chart = charts.steps(title, definition, curve, until=max((step.day for step in curve), default=1))
    yield Section("time_to_first_meeting", title, definition, _("people"), rows, wait.n, 0, chart)


def _share_by(step: Step) -> Row:
    interval = None if step.low is None else Interval(step.low, step.high)
    return Row(str(step.day), _("By day %(day)s") % {"day": step.day}, None, step.share, interval)


def clinical_sections(report: Report, k: int) -> Iterator[Section]:
    """Tell what the clinical partner counted over the whole group."""
    definition = _(
        "Totals over the whole group, as the clinical partner counted them. Nothing here is about one person."
    )
    for name, totals in by_variable(report.clinical):
        code, n = f"clinical {name}", sum(total.n for total in totals)
        counted = Counted({total.category: total.n for total in totals}, max(report.people - n, 0))
        if totals[0].category:
            yield _of_people(code, name, counted, k, definition=definition)
        else:
            shown = protect_answered(n, counted.missing, k)
            yield Section(code, name, definition, "", _means(totals[0], k), *shown, chart=Markup(""))


def _means(total: ClinicalTotal, k: int) -> list[Row]:
    return [
        Row("mean", _("Mean"), protect_mean(total.mean, total.n, k)),
        Row("sd", _("Standard deviation"), protect_mean(total.sd, total.n, k)),
    ]
