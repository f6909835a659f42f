"""What comes into the installation from outside: all of it, or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from wayfellow.access.guard import act, anonymous
from wayfellow.caseload.access import Can
from wayfellow.caseload.files import AccompanimentRow, Caseload, ClinicalRow, PersonRow
from wayfellow.caseload.queries import Here, journeys_here
from wayfellow.choices.models import Choice
from wayfellow.directory.models import Organisation, Programme, ReferralSource, Site
from wayfellow.evaluation.models import ClinicalTotal
from wayfellow.journeys.models import Accompaniment, Agreement, CodesField, Journey, Objective
from wayfellow.journeys.stages import ENDINGS, TOGETHER, Stage
from wayfellow.keeping.queries import erased
from wayfellow.people.models import Person
from wayfellow.sheets.reading import BadRow, BadRows
from wayfellow.vault.models import Key
from wayfellow.workforce.models import Peer

AT_ONCE = 500


@dataclass(frozen=True)
class BroughtIn:
    """What an import added, and what was here already."""

    people: int
    people_here: int
    people_erased: int
    accompaniments: int
    totals: int
    sources: list[str]
    sites: list[str]


@anonymous
def open_programme(slug: str) -> Programme:
    """Open a programme of this name, with an organisation whose own name is still to be filled in."""
    name = slug.replace("-", " ").title()
    organisation, _is_new = Organisation.objects.get_or_create(
        name=_("%(name)s (to be completed)") % {"name": name},
        defaults={"kind": Organisation.Kind.PROVIDER},
    )
    return Programme.objects.create(slug=slug, name=name, organisation=organisation)


@act(Can.IMPORT_CASELOAD)
def import_caseload(programme: Programme, *, by: Any, caseload: Caseload) -> BroughtIn:
    """Bring in journeys from before Wayfellow. Who is here already stays as they are, who was erased stays away (I11).

    Who has met nobody yet has still to choose (I1). Raises `BadRows` where a file tells otherwise of who is here.
    """
    walked = defaultdict(list)
    for row in caseload.accompaniments:
        walked[row.person].append(row)
    codes = [row.person for row in caseload.people]
    here, gone = journeys_here(codes), erased(codes)
    if bad := [*_differences(programme, caseload, walked, here)]:
        raise BadRows(bad)
    new = [row for row in caseload.people if row.person not in {*here, *gone}]
    sources = _sources(programme, new)
    sites = _sites(programme, new)
    peer = _only_peer(programme)
    journeys = _begin(programme, new, walked, peer)
    accompaniments = _walk(journeys, walked)
    return BroughtIn(
        people=len(new),
        people_here=len(here),
        people_erased=len(gone),
        accompaniments=accompaniments,
        totals=_replace_totals(programme, caseload.clinical),
        sources=sources,
        sites=sites,
    )


def _differences(
    programme: Programme, caseload: Caseload, walked: dict[str, list[AccompanimentRow]], here: dict[str, Here]
) -> Iterable[BadRow]:
    """Say where somebody who is here already is told of differently."""
    for row in caseload.people:
        if row.person not in here or here[row.person].became_one:
            continue
        before = here[row.person]
        if before.programme != programme.slug:
            reason = _("This code already belongs to someone outside this programme.")
            yield BadRow(caseload.people_file, row.line, "person", reason)
            continue
        for column, told, kept in before.differences(row):
            reason = _("“%(kept)s” is already recorded for this person, not “%(told)s”.") % {
                "kept": kept,
                "told": told,
            }
            yield BadRow(caseload.people_file, row.line, column, reason)
        for other in before.unknown(walked[row.person]):
            reason = _("There is no such accompaniment on record for this person.")
            yield BadRow(caseload.accompaniments_file, other.line, "", reason)
        if before.accompaniments.total() > len(walked[row.person]):
            reason = _("%(kept)s accompaniments are already recorded for this person; the file has %(told)s.")
            counts = {"kept": before.accompaniments.total(), "told": len(walked[row.person])}
            yield BadRow(caseload.people_file, row.line, "person", reason % counts)


def _sources(programme: Programme, rows: list[PersonRow]) -> list[str]:
    """Add to the programme's list the referral sources it does not know yet."""
    known = set(programme.sources.values_list("code", flat=True))
    new = [code for code in dict.fromkeys(row.referred_by for row in rows) if code not in known]
    ReferralSource.objects.bulk_create(
        ReferralSource(programme=programme, code=code, position=len(known) + place) for place, code in enumerate(new)
    )
    return new


def _sites(programme: Programme, rows: list[PersonRow]) -> list[str]:
    """Add the sites that the organisation does not have yet."""
    named = [name for name in dict.fromkeys(row.site for row in rows) if name]
    known = set(programme.organisation.sites.values_list("name", flat=True))
    new = [name for name in named if name not in known]
    Site.objects.bulk_create(Site(organisation=programme.organisation, name=name) for name in new)
    programme.sites.add(*programme.organisation.sites.filter(name__in=named))
    return new


def _only_peer(programme: Programme) -> Peer | None:
    """The files name no peer supporter. Where the programme has one, it was that one; else nobody is named."""
    peers = list(programme.peers.order_by("pk")[:2])
    return peers[0] if len(peers) == 1 else None


def _begin(
    programme: Programme,
    rows: list[PersonRow],
    walked: dict[str, list[AccompanimentRow]],
    peer: Peer | None,
) -> list[Journey]:
    """Write down each person with their choice, their journey, its objectives and its rhythm."""
    sources = {source.code: source for source in programme.sources.order_by("pk")}
    sites = {site.name: site for site in programme.organisation.sites.order_by("pk")}
    people = [_person(row) for row in rows]
    journeys = [
        Journey(
            person=person,
            programme=programme,
            site=sites.get(row.site),
            source=sources[row.referred_by],
            referred_on=row.referred_on,
            age=row.age,
            **_standing(row, person, programme, walked[row.person], peer),
        )
        for row, person in zip(rows, people, strict=True)
    ]
    together = [*zip(rows, journeys, strict=True)]
    _add(Key, [person.key for person in people])
    _add(Person, people)
    _add(Choice, [journey.choice for journey in journeys if journey.choice])
    _add(Journey, journeys)
    _add(Objective, [objective for row, journey in together for objective in _objectives(row, journey)])
    _add(Agreement, [_rhythm(row, journey, walked[row.person]) for row, journey in together if row.cadence])
    return journeys


def _person(row: PersonRow) -> Person:
    return Person(
        key=Key.new(),
        code=row.person,
        name=row.person,
        language=settings.LANGUAGE_CODE,
        gender=row.gender,
    )


def _standing(
    row: PersonRow, person: Person, programme: Programme, walked: list[AccompanimentRow], peer: Peer | None
) -> dict[str, Any]:
    """Return where the journey stands. Who has had no accompaniment and not ended has yet to choose (I1)."""
    if not walked and not row.closed_on:
        return {"stage": Stage.PROPOSED, "stage_since": row.referred_on}
    stage, since = _stage(row, walked, peer)
    return {
        "stage": stage,
        "stage_since": since,
        "ended_on": row.closed_on,
        "peer": peer if stage in TOGETHER | ENDINGS else None,
        "offer_accepted": peer is not None,
        "choice": Choice(
            person=person,
            programme=programme,
            on=row.referred_on,
            answer=Choice.Answer.YES,
            how=Choice.How.BEFORE,
            told=0,
        ),
    }


def _stage(row: PersonRow, walked: list[AccompanimentRow], peer: Peer | None) -> tuple[Stage, date]:
    if row.closed_on:
        return (Stage.CLOSED if walked else Stage.ENDED), row.closed_on
    first = min(accompaniment.on for accompaniment in walked)
    return (Stage.WALKING if peer else Stage.CHOSEN), first


def _objectives(row: PersonRow, journey: Journey) -> Iterable[Objective]:
    for position, dimension in enumerate(row.objectives, start=1):
        yield Objective(journey=journey, position=position, dimension=dimension)


def _rhythm(row: PersonRow, journey: Journey, walked: list[AccompanimentRow]) -> Agreement:
    """The rhythm the two had. What else they agreed is not known, nor on which day."""
    written_on = min((accompaniment.on for accompaniment in walked), default=row.referred_on)
    return Agreement(journey=journey, peer=journey.peer, version=1, written_on=written_on, rhythm=row.cadence)


def _walk(journeys: list[Journey], walked: dict[str, list[AccompanimentRow]]) -> int:
    accompaniments = [
        Accompaniment(
            journey=journey,
            peer=journey.peer,
            state=Accompaniment.State.HELD,
            on=row.on,
            minutes=row.minutes,
            setting=row.setting,
            joined_by=CodesField.SEPARATOR.join(row.joined_by),
            touched=CodesField.SEPARATOR.join(row.touched),
        )
        for journey in journeys
        for row in walked[journey.person.code]
    ]
    _add(Accompaniment, accompaniments)
    return len(accompaniments)


def _replace_totals(programme: Programme, rows: tuple[ClinicalRow, ...]) -> int:
    """Put the partner's totals in the place of those of the same variables. Returns how many are new or other."""
    totals = programme.clinical_totals.filter(variable__in={row.variable for row in rows})
    kept = set(totals.values_list("variable", "category", "n", "mean", "sd"))
    told = {(row.variable, row.category, row.n, row.mean, row.sd) for row in rows}
    if told != kept:
        totals.delete()
        columns = ("variable", "category", "n", "mean", "sd")
        _add(
            ClinicalTotal, [ClinicalTotal(programme=programme, **dict(zip(columns, row, strict=True))) for row in told]
        )
    return len(told - kept)


def _add(model: Any, records: list) -> None:
    model.objects.bulk_create(records, batch_size=AT_ONCE)
