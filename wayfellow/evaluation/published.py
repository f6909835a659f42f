"""The report as others may read it (I9): an edition in words, its single figures, and its questions one by one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from wayfellow.directory.models import Programme
from wayfellow.evaluation.changes import Changed, changed_in
from wayfellow.evaluation.editions import Told, from_json
from wayfellow.evaluation.facts import Fact, as_interval
from wayfellow.evaluation.models import Edition, PartnerTotal
from wayfellow.evaluation.partner_totals import totals_in
from wayfellow.evaluation.protection import KNOWN, NOT_SAID
from wayfellow.evaluation.responses import responses_in
from wayfellow.evaluation.sections import CLINICAL, Section, people_sections, sections
from wayfellow.evaluation.small_numbers import HIDDEN
from wayfellow.evaluation.themes import Themes, themes_in

OF_EACH_PERSON = ("gender", "referred_by", "sites")


@dataclass(frozen=True)
class Published:
    """What a page or a file for others holds, and of which days."""

    programme: Programme
    start: date | None
    end: date
    smallest: int
    people: int
    accompaniments: int
    facts: list[Fact]
    sections: list[Section]
    changes: Sequence[Changed] = ()
    responses: Sequence[Fact] = ()
    themes: Sequence[Themes] = ()
    totals: Sequence[Section] = ()

    @property
    def _of_surveys(self) -> list[Changed | Themes]:
        return [*self.changes, *self.themes]

    @property
    def every_fact(self) -> list[Fact]:
        """Return the facts as they stand in one list, where each has to say what it is of."""
        of_surveys = [fact for each in self._of_surveys for fact in each.facts_with_title]
        return [*self.facts, *self.responses, *of_surveys]

    @property
    def every_section(self) -> list[Section]:
        return [*self.sections, *(each.section for each in self._of_surveys), *self.totals]

    @property
    def own_sections(self) -> list[Section]:
        """Return what the programme counted itself."""
        return [each for each in self.sections if not each.code.startswith(CLINICAL)]

    @property
    def of_partners(self) -> list[Section]:
        """Return what clinical partners counted, which stands apart."""
        return [*(each for each in self.sections if each.code.startswith(CLINICAL)), *self.totals]


def told_by(edition: Edition) -> dict[str, Told]:
    return {told.code: told for told in map(from_json, edition.figures)}


def years_told(editions: list[Edition]) -> list[int]:
    """Return the years that can be told of one by one: something came between their editions and those before."""
    years = sorted({edition.as_of.year for edition in editions})
    return [year for year in years if _came_anything(*slice_of_year(editions, year))]


def slice_of_year(editions: list[Edition], year: int) -> tuple[Edition | None, Edition]:
    """Return the last edition before a year that is told, and the last of the year: what is told lies between them."""
    before = [edition for edition in editions if edition.as_of.year < year]
    return (before[-1] if before else None), [edition for edition in editions if edition.as_of.year == year][-1]


def _came_anything(before: Edition | None, edition: Edition) -> bool:
    return before is None or accompaniments_in(before) != accompaniments_in(edition)


def accompaniments_in(edition: Edition) -> int:
    """Return how many accompaniments an edition of the whole time tells of."""
    return int(told_by(edition)["walked"].more["accompaniments"])


def published_in(
    editions: list[Edition],
    year: int | None,
    surveys: Iterable[Edition] = (),
    totals: Iterable[PartnerTotal] = (),
) -> Published | None:
    """Tell what may be read of the whole time, or of a year, if there is anything.

    `surveys` are of the whole time, and so are `totals`, of clinical partners.
    """
    if year is not None:
        return publish_between(*slice_of_year(editions, year)) if year in years_told(editions) else None
    return publish(editions[-1], surveys, totals) if editions else None


def publish(edition: Edition, surveys: Iterable[Edition] = (), totals: Iterable[PartnerTotal] = ()) -> Published:
    """Tell an edition of the whole time in the reader's words, how many answered surveys, and how answers changed."""
    told = told_by(edition)
    facts = [*_people_facts(told), *_duration_facts(told)]
    programme = edition.programme
    found = [*sections(told, _sources(programme), programme.proposed_accompaniments)]
    times = told["walked"].more["accompaniments"]
    surveys = list(surveys)
    changed, answered = changed_in(surveys), responses_in(surveys, edition.people)
    return Published(
        programme,
        None,
        edition.as_of,
        edition.smallest,
        edition.people,
        times,
        facts,
        found,
        changed,
        answered,
        themes_in(surveys),
        totals_in(totals),
    )


def publish_between(before: Edition | None, edition: Edition) -> Published:
    """Tell what came between two editions: nothing that anybody who reads both could not work out."""
    told, earlier = told_by(edition), told_by(before) if before else {}
    start = before.as_of + timedelta(days=1) if before else None
    people = edition.people - (before.people if before else 0)
    times = _more(told, "accompaniments") - _more(earlier, "accompaniments")
    both = [code for code in OF_EACH_PERSON if _is_of(edition, told.get(code)) and _is_of(before, earlier.get(code))]
    new = {code: _came(told[code], earlier.get(code)) for code in both}
    found = [*people_sections(new, _sources(edition.programme))]
    smallest = edition.smallest
    facts = [*_counts(people, times, _("Everyone whose first accompaniment counts from this period on."))]
    return Published(edition.programme, start, edition.as_of, smallest, people, times, facts, found)


def _sources(programme: Programme) -> Mapping[str, str]:
    return {source.code: str(source) for source in programme.sources.all()}


def _more(told: Mapping[str, Told], name: str) -> int:
    return int(told["walked"].more[name]) if told else 0


def _is_of(edition: Edition | None, told: Told | None) -> bool:
    """Say whether an edition tells a question as of its own day. Before the first one nobody was there."""
    return edition is None or (told is not None and told.as_of == edition.as_of)


def _came(now: Told, then: Told | None) -> Told:
    """Return how much each cell grew, where both editions tell it."""
    then = then or Told(now.code, now.as_of, {}, 0)
    hidden = now.hidden | then.hidden
    grown = {
        cell: HIDDEN if cell in hidden else now.number(frozenset([cell])) - then.number(frozenset([cell]))
        for cell in now.cells
    }
    return Told(now.code, now.as_of, grown, now.total - then.total)


def _counts(people: int, times: int, who: str) -> Iterator[Fact]:
    yield Fact("people", _("People"), people, _("people"), people, definition=who)
    took_place = _("Every accompaniment that took place in the period.")
    yield Fact("accompaniments", _("Accompaniments"), times, _("accompaniments"), times, definition=took_place)


def _people_facts(told: Mapping[str, Told]) -> Iterator[Fact]:
    walked, unit = told["walked"], _("accompaniments")
    people, more = walked.total, walked.more
    everyone = _("Everyone with at least one accompaniment in the period. Each person counts once.")
    yield from _counts(people, more["accompaniments"], everyone)
    mean = _("Accompaniments per person, mean")
    interval = as_interval(more["interval"])
    yield Fact(
        "mean",
        mean,
        more["mean"],
        unit,
        people,
        interval=interval,
        definition=_(
            "All accompaniments, shared out evenly over everyone who had one. A few people with many raise it."
        ),
    )
    yield Fact(
        "sd",
        _("Accompaniments per person, standard deviation"),
        more["sd"],
        unit,
        people,
        definition=_("How far people are from the mean, as a rule. It says nothing of who needed more."),
    )
    yield Fact(
        "median",
        _("Accompaniments per person, median"),
        more["median"],
        unit,
        people,
        definition=_("Half of the people had as many or fewer. It is no aim for anybody."),
    )
    yield from _age_facts(told)
    n, missing = (HIDDEN, HIDDEN) if more["minutes_n"] is None else (more["minutes_n"], 0)
    length = _("As long as the peer supporter noted. It says nothing of how good the time was.")
    minutes = _("Minutes per accompaniment, mean")
    yield Fact("minutes", minutes, more["minutes"], _("minutes"), n, missing, definition=length)


def _age_facts(told: Mapping[str, Told]) -> Iterator[Fact]:
    if "age" not in told:
        return
    age, unit, definition = told["age"], _("years"), _("In years, at the referral.")
    n, missing = age.cells[KNOWN], age.cells[NOT_SAID]
    mean, sd = age.more.get("mean", HIDDEN if n else None), age.more.get("sd", HIDDEN if n else None)
    interval = as_interval(age.more.get("interval"))
    yield Fact("age_mean", _("Age, mean"), mean, unit, n, missing, interval, definition, age.as_of)
    yield Fact("age_sd", _("Age, standard deviation"), sd, unit, n, missing, None, definition, age.as_of)


def _duration_facts(told: Mapping[str, Told]) -> Iterator[Fact]:
    waited = _("Days from referral to first accompaniment, median")
    of_yes = _(
        "Of everyone who said yes. People who are still waiting count for as long as they have waited (Kaplan–Meier)."
    )
    yield _median(told.get("wait"), "days_to_first_meeting", waited, of_yes)
    walked = _("Days from first accompaniment to the ending, median")
    of_met = _(
        "Of everyone who has met. People who walk on count for as long as they have walked (Kaplan–Meier). It is no "
        "aim: long is not better than short."
    )
    yield _median(told.get("length"), "days_to_ending", walked, of_met)


def _median(told: Told | None, code: str, label: str, definition: str) -> Fact:
    interval = as_interval(told.more["interval"]) if told else None
    return Fact(
        code,
        label,
        told.more["median"] if told else HIDDEN,
        _("days"),
        HIDDEN if told is None or told.hidden else told.total,
        interval=interval if interval and any(interval) else None,
        definition=definition,
        as_of=told.as_of if told else None,
    )
