"""What an edition tells, question by question, in words: its table, its chart, and nothing that is hidden (I9)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup

from wayfellow.evaluation import charts
from wayfellow.evaluation.editions import Told
from wayfellow.evaluation.protection import KNOWN, NO, NOT_SAID, YES
from wayfellow.evaluation.report import NOT_NOTED, REFERRER, Stand
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden, Shown, protect_share
from wayfellow.evaluation.statistics import Interval, Step, proportion
from wayfellow.journeys.models import Chime, Companion, Connection, Setting
from wayfellow.people.models import Person

Value = float | Hidden | None
Draw = Callable[[str, str, charts.Rows], Markup]
ByCode = Mapping[str, Told]
Labels = Mapping[str, object]
CLINICAL, TOUCHED = "clinical ", "touched "


@dataclass(frozen=True)
class Row:
    code: str
    label: str
    value: Value
    share: Value = None
    interval: Interval | None = None


@dataclass(frozen=True)
class Section:
    """One question, how it was answered, and a chart of the same, as it stood on a day.

    `direction` says where most answers lie, where no number of them may be told.
    """

    code: str
    title: str
    definition: str
    unit: str
    rows: list[Row]
    n: Shown
    missing: Shown
    chart: Markup
    as_of: date | None = None
    direction: str = ""


def sections(told: ByCode, sources: Labels) -> Iterator[Section]:
    """Tell everything that was published, in the order in which it is read."""
    yield from people_sections(told, sources)
    yield from _road_sections(told)
    yield from _clinical_sections(told)


def people_sections(told: ByCode, sources: Labels) -> Iterator[Section]:
    """Tell who the people are."""
    bands = _("Each person counts once, in the one band their number falls into.")
    genders: Labels = dict(Person.Gender.choices)
    yield from _of_people(told, "bands", _("Accompaniments per person"), draw=charts.columns, definition=bands)
    yield from _of_people(told, "gender", _("Gender"), labels=genders)
    yield from _of_people(told, "referred_by", _("Who proposed peer support"), labels=sources)
    yield from _of_people(told, "sites", _("Site"))


def _of_people(
    told: ByCode,
    code: str,
    title: str,
    *,
    labels: Labels | None = None,
    draw: Draw = charts.bars,
    definition: str = "",
) -> Iterator[Section]:
    """A question that every person answers once, or leaves open."""
    if code not in told:
        return
    one, missing = told[code], told[code].cells.get(NOT_SAID, 0)
    n = HIDDEN if isinstance(missing, Hidden) else one.total - missing
    rows = rows_of_people(one, labels or {}, n)
    yield _section(code, title, rows, n, missing, unit=_("people"), draw=draw, definition=definition, as_of=one.as_of)


def rows_of_people(told: Told, labels: Labels, n: Shown) -> list[Row]:
    """Tell each answer that may be told, and together those that may not be told one by one (I9).

    How many those are together is what is left of n, where that is told: so it tells nothing that the page did not.
    """
    hidden = [cell for cell in told.cells if cell in told.hidden]
    is_joined = not isinstance(n, Hidden) and 1 < len(hidden) < len(told.cells)
    rows = [
        _row_of_people(cell, labels.get(cell, cell), value, n)
        for cell, value in told.cells.items()
        if cell != NOT_SAID and not (is_joined and cell in told.hidden)
    ]
    if is_joined:
        rows.append(_row_of_people("+".join(hidden), _together(told, hidden, labels), told.number(told.hidden), n))
    return rows


def _together(told: Told, hidden: list[str], labels: Labels) -> str:
    words = [str(labels.get(cell, cell)) for cell in hidden]
    either = _("%(some)s or %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}
    return _("%(answers)s, together") % {"answers": either}


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
    as_of: date | None = None,
) -> Section:
    words = _("%(title)s: how many %(unit)s. The same numbers are in the table beside it.")
    bars = [(row.label, row.value) for row in rows if row.value is not None]
    chart = draw(title, words % {"title": title, "unit": unit}, bars)
    return Section(code, title, definition, unit, rows, n, missing, chart, as_of)


def _road_sections(told: ByCode) -> Iterator[Section]:
    """Tell what the accompaniments were like, and where the journeys stand."""
    unit, several = _("accompaniments"), _("Everyone who joined is counted, even when there were several.")
    companions = [*Companion.choices, (REFERRER, _("The professional who referred"))]
    accompaniments = told["walked"].more["accompaniments"]
    yield from _of_times(told, "settings", _("Where they met"), Setting.choices, unit)
    yield from _alone_or_not(told)
    yield from _of_times(
        told, "joined_by", _("Who joined them"), companions, unit, definition=several, n=accompaniments
    )
    yield from _touched(told)
    yield from _of_times(told, "connections", _("Steps towards associations"), Connection.State.choices, _("steps"))
    yield from _standing(told)
    yield from _waiting(told)


def _of_times(
    told: ByCode,
    code: str,
    title: str,
    labels: Iterable[tuple[str, object]],
    unit: str,
    *,
    definition: str = "",
    n: Shown | None = None,
) -> Iterator[Section]:
    """A question about accompaniments, or about steps."""
    if code not in told:
        return
    names, one = dict(labels), told[code]
    is_open = any(value and not isinstance(value, Hidden) for value in one.cells.values())
    n = n if n is not None else one.total if is_open else HIDDEN
    rows = [Row(each, str(names[each]), value, protect_share(value, n)) for each, value in one.cells.items()]
    yield _section(code, title, rows, n, unit=unit, definition=definition, as_of=one.as_of)


def _alone_or_not(told: ByCode) -> Iterator[Section]:
    if "together" not in told:
        return
    one, labels = told["together"], {YES: _("Someone else joined them"), NO: _("Just the two of them")}
    rows = [Row(code, labels[code], value, protect_share(value, one.total)) for code, value in one.cells.items()]
    definition = _("Mixed accompaniments: a professional, family or a friend was there too.")
    yield _section(
        "together", _("Alone or with others"), rows, one.total, unit=_("accompaniments"), definition=definition,
        as_of=one.as_of,
    )  # fmt: skip


def _touched(told: ByCode) -> Iterator[Section]:
    """Each dimension on its own: an accompaniment can touch several."""
    shown = {code: told[TOUCHED + code] for code in [*Chime.values, NOT_NOTED] if TOUCHED + code in told}
    if not shown:
        return
    silent = shown.pop(NOT_NOTED, None)
    missing = silent.cells[YES] if silent else HIDDEN
    n = HIDDEN if isinstance(missing, Hidden) else silent.total - missing if silent else HIDDEN
    names = dict(Chime.choices)
    rows = [
        Row(code, str(names[code]), each.cells[YES], protect_share(each.cells[YES], n)) for code, each in shown.items()
    ]
    definition = _("What both people felt the accompaniment touched on. It can be several things.")
    title, unit, as_of = _("What it touched on"), _("accompaniments"), min(each.as_of for each in shown.values())
    yield _section("touched", title, rows, n, missing, unit=unit, definition=definition, as_of=as_of)


def _standing(told: ByCode) -> Iterator[Section]:
    names, unit = dict(Stand.choices), _("people")
    lists = [
        (
            "standing_met",
            _("Where the journeys are now"),
            _("Everyone who has had a first accompaniment, and where their journey is today."),
        ),
        (
            "standing_not_met",
            _("Before a first accompaniment"),
            _("Everyone to whom peer support was proposed and who has had no accompaniment so far."),
        ),
    ]
    for code, title, definition in lists:
        if code in told:
            n, as_of = told[code].total, told[code].as_of
            rows = rows_of_people(told[code], names, n)
            yield _section(code, title, rows, n, unit=unit, definition=definition, as_of=as_of)


def _waiting(told: ByCode) -> Iterator[Section]:
    """How the share who have met grew. Without how many wait there is no curve: its heights would tell."""
    if "wait" not in told or not told["wait"].more.get("curve"):
        return
    one = told["wait"]
    curve = [Step(*step) for step in one.more["curve"]]
    title = _("Time to the first accompaniment")
    definition = _("The share of people who had met by each day. Days with few people are left out.")
    rows = [_share_by(step) for step in curve]
    chart = charts.steps(title, definition, curve, until=max((step.day for step in curve), default=1))
    yield Section("time_to_first_meeting", title, definition, _("people"), rows, one.total, 0, chart, one.as_of)


def _share_by(step: Step) -> Row:
    interval = None if step.low is None else Interval(step.low, step.high)
    return Row(str(step.day), _("By day %(day)s") % {"day": step.day}, None, step.share, interval)


def _clinical_sections(told: ByCode) -> Iterator[Section]:
    """Tell what the clinical partner counted over the whole group."""
    definition = _(
        "Totals over the whole group, as the clinical partner counted them. Nothing here is about one person."
    )
    for code in [code for code in told if code.startswith(CLINICAL)]:
        one, title = told[code], code.removeprefix(CLINICAL)
        if KNOWN in one.cells:
            n, missing = one.cells[KNOWN], one.cells[NOT_SAID]
            rows = [Row(name, label, _or_hidden(one.more[name], n)) for name, label in _means()]
            yield Section(code, title, definition, "", rows, n, missing, Markup(""), one.as_of)
        else:
            yield from _of_people({code: one}, code, title, definition=definition)


def _means() -> list[tuple[str, str]]:
    return [("mean", _("Mean")), ("sd", _("Standard deviation"))]


def _or_hidden(value: float | None, n: Shown) -> Value:
    return HIDDEN if value is None and n else value
