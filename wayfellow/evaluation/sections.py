"""What an edition tells, question by question, in words: its table, its chart, and nothing that is hidden (I9)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import gettext as _
from markupsafe import Markup

from wayfellow.evaluation import charts
from wayfellow.evaluation.editions import Told
from wayfellow.evaluation.protection import JOINED, KNOWN, NO, NOT_MET, NOT_SAID, STILL, YES
from wayfellow.evaluation.report import NOT_NOTED, REFERRER, Stand, Tie
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden, Shown, protect_share
from wayfellow.evaluation.statistics import FINER, Interval, Step, proportion
from wayfellow.journeys.models import Chime, Companion, Connection, Rhythm, Setting
from wayfellow.people.models import Person

Value = float | Hidden | None
Draw = Callable[[str, str, charts.Rows], Markup]
ByCode = Mapping[str, Told]
Labels = Mapping[str, object]
CLINICAL, TOUCHED = "clinical ", "touched "
THREE = 3


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

    `definition` says in a sentence what is counted, what that means, and what it does not.
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


def sections(told: ByCode, sources: Labels, limit: int) -> Iterator[Section]:
    """Tell everything that was published, in the order in which it is read. `limit` is how many were proposed."""
    yield from _flow(told)
    yield from _bands(told, limit)
    yield from people_sections(told, sources)
    yield from _road_sections(told)
    yield from _clinical_sections(told)


def people_sections(told: ByCode, sources: Labels) -> Iterator[Section]:
    """Tell who the people are."""
    genders: Labels = dict(Person.Gender.choices)
    said = _("As people said it themselves. It says who came, not who would have wanted to.")
    proposed = _("Who wrote the referral. It says nothing of who would have proposed it and did not know how.")
    sites = _("Where the referral was written. It says nothing of how good the work at a site is.")
    yield from _of_people(told, "gender", _("Gender"), labels=genders, definition=said)
    yield from _of_people(told, "referred_by", _("Who proposed peer support"), labels=sources, definition=proposed)
    yield from _of_people(told, "sites", _("Site"), definition=sites)


def _bands(told: ByCode, limit: int) -> Iterator[Section]:
    """Tell how many accompaniments people had, and how many people reached the number that is proposed."""
    if "bands" not in told:
        return
    one = told["bands"]
    groups = {cell: cell.split(JOINED) for cell in one.cells if cell != NOT_SAID}
    labels = {cell: band_label(group) for cell, group in groups.items()}
    definition = _(
        "Each person counts once, in the one band their number falls into. More is not better: people stop when they "
        "have what they came for."
    )
    below = next((at for at, group in enumerate(groups.values()) if FINER[group[0]] < limit), None)
    draw = partial(charts.columns, line_before=below) if limit in FINER.values() else charts.columns
    yield from _of_people(
        told, "bands", _("Accompaniments per person"), labels=labels, draw=draw, definition=definition
    )
    reached = frozenset(cell for cell, group in groups.items() if FINER[group[-1]] >= limit)
    if not _is_edge(groups.values(), limit) or not one.tells(reached):
        return
    n, number = one.total, one.number(reached)
    rows = [
        _row_of_people("reached", _("%(number)s or more") % {"number": limit}, number, n),
        _row_of_people("under", _("Fewer than %(number)s") % {"number": limit}, n - number, n),
    ]
    definition = _(
        "The programme proposes %(number)s accompaniments. It is a soft limit: who goes on has a reason, which the two "
        "wrote together. Being over it is no fault."
    ) % {"number": limit}
    yield _section(
        "soft_limit", _("Beside the proposed number"), rows, n, unit=_("people"), definition=definition,
        as_of=one.as_of,
    )  # fmt: skip


def _is_edge(groups: Iterable[list[str]], limit: int) -> bool:
    """Say whether a group of bands begins with this number, so that nobody in it is on the other side."""
    return limit in {FINER[group[-1]] for group in groups}


def band_label(group: list[str]) -> str:
    """Return what bands that are told together are called."""
    edges = [*FINER.values()]
    low, above = FINER[group[-1]], edges.index(FINER[group[0]])
    if not above:
        return _("%(number)s or more") % {"number": low}
    high = edges[above - 1] - 1
    if not low:
        return _("%(number)s or fewer") % {"number": high}
    return str(low) if low == high else f"{low}–{high}"


def _flow(told: ByCode) -> Iterator[Section]:
    """Tell how far people came. Whoever came further is counted in the steps before."""
    walked, before = told["walked"], told.get(NOT_MET)
    people, day = walked.total, walked.as_of
    is_new = before is not None and before.as_of == day
    steps = [
        ("referred", _("Referred"), {*Stand} - {Stand.MET, Stand.THREE}),
        ("said_yes", _("Said yes"), {Stand.ENDED_BEFORE, Stand.CHOSEN, Stand.OFFERED, Stand.AGREED}),
        ("offered", _("A peer supporter was asked"), {Stand.OFFERED, Stand.AGREED}),
        ("agreed", _("Agreed how they will meet"), {Stand.AGREED}),
    ]
    found: list[tuple[str, str, Shown]] = []
    for code, label, stands in steps:
        cells = frozenset(map(str, stands)) & frozenset(before.cells if before else ())
        is_told = is_new and before is not None and before.tells(cells)
        found.append((code, label, people + before.number(cells) if is_told and before else HIDDEN))
    found.append(("met", _("Met at least once"), people))
    found.append(("three", _("Met three times or more"), _three_or_more(told, day)))
    first = found[0][2]
    rows = [_row_of_people(code, label, value, first) for code, label, value in found]
    definition = _(
        "How far people came. Whoever came further is counted in the steps before; whoever ended before a first "
        "accompaniment, up to their yes. That somebody is not further says nothing of why: a “not now” is as good an "
        "answer as a yes."
    )
    title = _("The way from the referral on")
    words = _("%(title)s: how many %(unit)s. The same numbers are in the table beside it.")
    drawn = charts.flow(
        title, words % {"title": title, "unit": _("people")}, [(label, value) for _code, label, value in found]
    )
    yield Section("flow", title, definition, _("people"), rows, first, 0, drawn, day)


def _three_or_more(told: ByCode, day: date) -> Shown:
    one = told.get("bands")
    if one is None or one.as_of != day:
        return HIDDEN
    groups = {cell: cell.split(JOINED) for cell in one.cells if cell != NOT_SAID}
    reached = frozenset(cell for cell, group in groups.items() if FINER[group[-1]] >= THREE)
    return one.number(reached) if _is_edge(groups.values(), THREE) and one.tells(reached) else HIDDEN


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
    yield section_of_people(told[code], code, title, labels=labels or {}, draw=draw, definition=definition)


def section_of_people(
    one: Told, code: str, title: str, *, labels: Labels, draw: Draw = charts.bars, definition: str = ""
) -> Section:
    missing = one.cells.get(NOT_SAID, 0)
    n = HIDDEN if isinstance(missing, Hidden) else one.total - missing
    rows = rows_of_people(one, labels, n)
    return _section(code, title, rows, n, missing, unit=_("people"), draw=draw, definition=definition, as_of=one.as_of)


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
    places = _("Where each accompaniment took place. The two choose; no place is better than another.")
    rhythm = _("What the two settled, by the newest agreement. It is a plan, and not how often they met.")
    yield from _of_people(told, "rhythm", _("Rhythm"), labels=dict(Rhythm.choices), definition=rhythm)
    yield from _of_times(told, "settings", _("Where they met"), Setting.choices, unit, definition=places)
    yield from _alone_or_not(told)
    yield from _of_times(
        told, "joined_by", _("Who joined them"), companions, unit, definition=several, n=accompaniments
    )
    yield from _touched(told)
    steps = _("Each step is counted when it was noted. Whether somebody stayed is another question.")
    yield from _of_times(
        told, "connections", _("Steps towards associations"), Connection.State.choices, _("steps"), definition=steps
    )
    lasted = _(
        "Each person counts once, by the furthest that stands. Lasting means: they went there alone or belonged, and "
        "three months or more after the first time it was noted so again. Nobody has to report back: where nothing "
        "more was noted, it may have lasted, too."
    )
    yield from _of_people(told, "lasting", _("Connections that lasted"), labels=dict(Tie.choices), definition=lasted)
    yield from _standing(told)
    yield from _over_time(
        told,
        "wait",
        "time_to_first_meeting",
        _("Time to the first accompaniment"),
        _(
            "The share of people who had met by each day since the referral. Whoever still waits is counted for as "
            "long as they have waited. Days with few people are left out. It does not say why somebody waited."
        ),
    )
    yield from _over_time(
        told,
        "length",
        "time_to_ending",
        _("Time to the ending"),
        _(
            "The share of people whose journey had ended by each day since the first accompaniment, whatever the "
            "ending. Whoever walks on is counted for as long as they have walked. Longer is neither better nor worse."
        ),
    )


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
            _(
                "Everyone who has had a first accompaniment, and where their journey is today. An ending is not a "
                "failure, and a longer journey is not a better one."
            ),
        ),
        (
            NOT_MET,
            _("Before a first accompaniment"),
            _(
                "Everyone to whom peer support was proposed and who has had no accompaniment so far. Who said “not "
                "now” or no is never told apart from who was not asked yet."
            ),
        ),
    ]
    for code, title, definition in lists:
        if code in told and told[code].total:
            n, as_of = told[code].total, told[code].as_of
            rows = rows_of_people(told[code], names, n)
            yield _section(code, title, rows, n, unit=unit, definition=definition, as_of=as_of)


def _over_time(told: ByCode, code: str, name: str, title: str, definition: str) -> Iterator[Section]:
    """How a share grew from day to day. Without how many go on there is no curve: its heights would tell."""
    if code not in told or not told[code].more.get("curve"):
        return
    one = told[code]
    curve = [Step(*step) for step in one.more["curve"]]
    rows = [_share_by(step) for step in curve]
    still = one.cells[STILL]
    rows.append(Row(STILL, _("Still going on, counted until today"), still, protect_share(still, one.total)))
    chart = charts.steps(title, definition, curve, until=max((step.day for step in curve), default=1))
    yield Section(name, title, definition, _("people"), rows, one.total, 0, chart, one.as_of)


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
