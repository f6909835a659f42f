"""What clinical partners counted: which numbers of theirs may be told (I9), and how they read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wayfellow.directory.folding import fold
from wayfellow.evaluation import charts
from wayfellow.evaluation.models import PartnerTotal
from wayfellow.evaluation.sections import Row, Section
from wayfellow.evaluation.statistics import proportion

NUMBERS = ("n", "people_before", "people_after", "before", "after")
PARTNER = "partner "
Said = dict[str, Any]
Refusal = tuple[str, str]  # what is asked otherwise, and why


def not_to_be_told(said: Said, others: Iterable[PartnerTotal], walked: Iterable[int], k: int) -> Refusal | None:
    """Return why a total would tell of few people: by itself, beside what was told of the same partner, or beside how
    many people the report tells of.
    """
    found = [*_few(said, k), *_few_beside(said, others, k), *_few_left_out(said, walked, k)]
    return found[0] if found else None


def _few(said: Said, k: int) -> Iterator[Refusal]:
    n = said["n"]
    if n < k:
        yield "n", _("A total is told of at least %(number)s people. Ask your partner for one of more.") % {"number": k}
    for when in ("before", "after"):
        people, number = said[f"people_{when}"], said[when]
        if people > n:
            yield f"people_{when}", _("These are more than all the people it is about.")
        elif 0 < people < k or 0 < n - people < k:
            few = _(
                "It has to be nobody, everybody, or at least %(number)s people who were and %(number)s who were not: "
                "else it would tell of few. Ask your partner for a larger group."
            )
            yield f"people_{when}", few % {"number": k}
        if (number > 0) != (people > 0) or number < people:
            yield when, _("This does not fit with how many people they were: it is at least one for each of them.")


def _few_beside(said: Said, others: Iterable[PartnerTotal], k: int) -> Iterator[Refusal]:
    """Two totals whose days overlap can be of nearly the same people: what is between them is nobody, or at least k."""
    why = _(
        "%(other)s was told of days that these overlap. From both, somebody could work out what few people had: it has "
        "to be the same, or differ by at least %(number)s. A wrong total can be withdrawn: then nobody reads it there."
    )
    for other in others:
        if fold(other.partner) != fold(said["partner"]) or said["end"] < other.start or other.end < said["start"]:
            continue
        for name in NUMBERS if other.counted == said["counted"] else NUMBERS[:3]:
            number = getattr(other, name)
            if 0 < abs(said[name] - number) < k:
                yield name, why % {"other": number, "number": k}


def _few_left_out(said: Said, walked: Iterable[int], k: int) -> Iterator[Refusal]:
    why = _(
        "The report tells of %(people)s people. From both, somebody could work out that few are in one of them only: "
        "it has to be the same, or differ by at least %(number)s."
    )
    for people in walked:
        if 0 < abs(said["n"] - people) < k:
            yield "n", why % {"people": people, "number": k}


def totals_in(totals: Iterable[PartnerTotal]) -> list[Section]:
    """Tell each total as a table that says whose it is."""
    return [_in_words(total) for total in totals]


def _in_words(total: PartnerTotal) -> Section:
    counted = total.get_counted_display()
    title = _("%(partner)s: %(counted)s, before and after") % {"partner": total.partner, "counted": counted}
    definition = _(
        "Counted by %(partner)s from %(start)s to %(end)s and handed on as totals of the whole group, and not by the "
        "programme. Source: %(source)s. Who they are, and who changed, is not known here. What else changed in their "
        "lives is in it, too: it does not say what peer support did."
    ) % {
        "partner": total.partner,
        "start": date_format(total.start),
        "end": date_format(total.end),
        "source": total.source.rstrip("."),
    }
    rows, unit = [*_rows(total)], _("people") if total.counted == PartnerTotal.Counted.PEOPLE else ""
    words = _("%(title)s. The same numbers are in the table beside it.") % {"title": title}
    chart = charts.bars(title, words, [(row.label, row.value or 0) for row in rows[:2]])
    code = f"{PARTNER}{total.partner} {total.counted} {total.start} {total.end}"
    return Section(code, title, definition, unit, rows, total.n, 0, chart)


def _rows(total: PartnerTotal) -> Iterator[Row]:
    before, after = _("Before"), _("After")
    if total.counted != PartnerTotal.Counted.PEOPLE:
        counted = {"counted": total.get_counted_display()}
        yield Row("before", _("%(counted)s, before") % counted, total.before)
        yield Row("after", _("%(counted)s, after") % counted, total.after)
        before, after = _("People with at least one, before"), _("People with at least one, after")
    yield _of_people("people_before", before, total.people_before, total.n)
    yield _of_people("people_after", after, total.people_after, total.n)


def _of_people(code: str, label: str, people: int, n: int) -> Row:
    share = proportion(people, n)
    return Row(code, label, people, share.share, share.interval)


def totals_as_json(totals: Iterable[PartnerTotal]) -> list[dict[str, Any]]:
    return [
        {
            "partner": total.partner,
            "from": total.start,
            "to": total.end,
            "counted": total.counted,
            **{name: getattr(total, name) for name in NUMBERS},
            "missing": 0,
            "source": total.source,
            "told_from": total.told_from,
        }
        for total in totals
    ]


def as_written(total: PartnerTotal) -> list[Any]:
    """Return all that a correction would replace."""
    names = ("partner", "start", "end", "counted", *NUMBERS, "source", "withdrawn_on")
    return [str(getattr(total, name)) for name in names]
