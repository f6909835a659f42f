"""Where putting a programme in place stands, what it needs, and what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.access.roles import in_force
from wayfellow.directory.folding import WORD
from wayfellow.directory.models import Organisation, Programme
from wayfellow.directory.queries.programmes import going_on
from wayfellow.journeys import access as journeys
from wayfellow.journeys.models import Journey
from wayfellow.office.access import DO_STEPS, Can
from wayfellow.office.models import (
    Confirmation,
    Contact,
    Document,
    DocumentVersion,
    Invited,
    Liaison,
    Meeting,
    Need,
    Point,
    Step,
    Upload,
)
from wayfellow.office.phases import PATH, Phase, Proposed
from wayfellow.people.models import User
from wayfellow.ui.home_pages import number_of
from wayfellow.understanding.lifecycle import TOOK_PLACE
from wayfellow.workforce.access import parts_of_supporters_now
from wayfellow.workforce.models import Peer

IS_OPEN = Q(done_on=None, let_go_on=None)
IS_LATE = IS_OPEN & Q(due_on__lt=TODAY)
IS_DUE = IS_OPEN & Q(due_on__lte=TODAY.less(-timedelta(weeks=1)))  # within a week, or past its day
IS_TO_COME = Q(meeting__held_on=None, meeting__let_go_on=None, meeting__on__gte=TODAY)
NOT_MET = Q(spoke_on=None, presented_on=None)
IS_NEEDED = Q(met_on=None, let_go_on=None)
HEAD = ["governing_body", "function", "subject", "prepared_by", "original_on", "asks_to_confirm"]


@dataclass(frozen=True)
class Stretch:
    """A phase with its steps; `state`: done, now or ahead."""

    phase: Phase
    steps: list[Step]
    state: str


def my_offices(user: User) -> QuerySet[Programme]:
    """Return the programmes whose office the reader runs, by name."""
    mine: QuerySet[Programme] = allowed(user, Can.SEE_OFFICE, Programme.objects.all())
    return mine.order_by("name", "pk")


def steps_of(programme: Programme) -> list[Step]:
    """Return the steps of the phases, what is due first before the rest; of one day, as the path has them."""
    steps = programme.steps.filter(need=None).select_related("owner").order_by("pk")
    phases, path = list(Phase), [*PATH, ""]
    return sorted(
        steps, key=lambda step: (phases.index(Phase(step.phase)), step.due_on or date.max, path.index(step.code))
    )


def stretches(steps: list[Step]) -> list[Stretch]:
    """Return the phases. The first in which something is open is where the programme stands."""
    now = next((step.phase for step in steps if step.is_open), None)
    found, is_ahead = [], False
    for phase in Phase:
        state = "now" if phase == now else "ahead" if is_ahead else "done"
        is_ahead = is_ahead or phase == now
        found.append(Stretch(phase, [step for step in steps if step.phase == phase], state))
    return found


def next_of(steps: list[Step]) -> Step | None:
    """Return what comes next: the first open step of the phase in which the programme stands."""
    return next((step for step in steps if step.is_open), None)


def the_path() -> list[tuple[Phase, list[Proposed]]]:
    """Return the path that a programme begins with, phase by phase."""
    return [(phase, [each for each in PATH.values() if each.phase == phase]) for phase in Phase]


def needs_of(programme: Programme, show: str) -> QuerySet[Need]:
    """Return what is needed, with what is done about it, the newest first: all that is open, of a kind, or settled."""
    shown = {kind: IS_NEEDED & Q(kind=kind) for kind in Need.Kind.values} | {"settled": ~IS_NEEDED}
    needs = programme.needs.filter(shown.get(show, IS_NEEDED)).order_by("-noted_on", "-pk")
    return needs.prefetch_related(Prefetch("steps", in_order()))


def with_steps(model: type[Need]) -> QuerySet[Need]:
    return model.objects.select_related("programme").prefetch_related(Prefetch("steps", in_order()))


def in_order() -> QuerySet[Step]:
    """Return steps, what is due first before the rest."""
    return Step.objects.select_related("owner").order_by(F("due_on").asc(nulls_last=True), "pk")


def late_for_needs(programme: Programme) -> QuerySet[Step]:
    """Return what is past its day of all that is done about needs."""
    return in_order().filter(IS_LATE, programme=programme, need__isnull=False)


def as_needed(need: Need) -> list[str]:
    """Return all that changing a need would replace."""
    return [need.kind, need.words, need.comes_from]


def could_do(programme: Programme) -> QuerySet[User]:
    """Return who works in a programme and has a first page on which they are told of a step."""
    members = in_force(programme.memberships.filter(role__in=DO_STEPS))
    supporters = parts_of_supporters_now().filter(programme=programme)
    work_here = Q(pk__in=members.values("user")) | Q(pk__in=supporters.values("peer__user"))
    return User.objects.filter(work_here, is_active=True).order_by("name", "pk")


def as_said(step: Step) -> list[Any]:
    """Return all that changing a step would replace."""
    return [step.words, step.phase, step.owner_id, step.owner_in_words, step.due_on, step.every_months]


def as_told(step: Step) -> list[str]:
    return [step.evidence, step.note]


# Meetings
CALLED = ["about", "on", "at", "place"]
READS_A_NAME = [journeys.Can.SEE_REFERRAL, journeys.Can.SEE_OWN_REFERRAL]


def meetings_of(programme: Programme) -> QuerySet[Meeting]:
    """Return the meetings of a programme, the latest day first."""
    return in_order_of_day(programme.meetings.all())


def my_meetings(user: User) -> QuerySet[Meeting]:
    """Return the meetings to which the reader is asked to come, the latest day first."""
    asked = Meeting.objects.filter(invited__user=user).select_related("programme")
    mine: QuerySet[Meeting] = allowed(user, Can.SEE_MEETING, asked)
    return in_order_of_day(mine)


def in_order_of_day(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    counted = {"coming": Count("invited", filter=Q(invited__comes=True)), "asked": Count("invited")}
    return meetings.annotate(**counted).order_by("-on", "-at", "pk")


def with_all_of_it(model: type[Meeting]) -> QuerySet[Meeting]:
    """Read along who is asked to come, what there is to talk about, and what follows."""
    invited = Invited.objects.select_related("user").order_by("user__name", "pk")
    points = Point.objects.select_related("by").order_by("added_at", "pk")
    parts = [Prefetch("invited", invited), Prefetch("points", points), Prefetch("steps", in_order())]
    return model.objects.select_related("programme").prefetch_related(*parts)


def as_called(meeting: Meeting) -> list[Any]:
    """Return all that changing a meeting would replace."""
    return [*(getattr(meeting, name) for name in CALLED), sorted(meeting.invited.values_list("user", flat=True))]


def as_held(meeting: Meeting) -> list[Any]:
    """Return all that saying who came and what was agreed would replace."""
    came = meeting.invited.filter(came=True).values_list("user", flat=True)
    return [meeting.held_on, meeting.agreed, sorted(came)]


def asked_to(meeting: Meeting) -> QuerySet[User]:
    """Return who is asked to come to a meeting, by name."""
    return User.objects.filter(pk__in=meeting.invited.values("user")).order_by("name", "pk")


def contribution_of(user: User, meeting: Meeting) -> str:
    """Return what somebody wrote that they brought to a meeting."""
    return meeting.invited.filter(user=user).values_list("contributed", flat=True).first() or ""


def named_in(user: User, programme: Programme, text: str) -> str:
    """Return the name, in a text, of somebody who receives support and whose name the writer may read; else nothing.

    Of others nothing is said, so that nobody learns here who receives support. Who works here may be named.
    """
    read = [allowed(user, can, Journey.objects.filter(programme=programme)) for can in READS_A_NAME]
    names = {name for roads in read for name in roads.values_list("person__name", flat=True)}
    called = _called(names) - _called(could_do(programme).values_list("name", flat=True)) - {""}
    said = f" {_words_of(text)} "
    return next((name for name in sorted(called) if f" {name} " in said), "")


def _called(names):
    """Return names as they are said: whole, and the first of them alone."""
    whole = {_words_of(name) for name in names}
    return whole | {name.partition(" ")[0] for name in whole}


def _words_of(text):
    return " ".join(WORD.findall(text))


# The organisations around
def around(programme: Programme, show: str, today: date) -> QuerySet[Organisation]:
    """Return the organisations around a programme, each with when they met last: first those nobody has met yet.

    They are those whose associations, programmes or places it knows, and those of which it keeps something.
    """
    kept = Liaison.objects.filter(programme=programme, organisation=OuterRef("pk"))
    held = programme.presentations.filter(TOOK_PLACE, organisation=OuterRef("pk"))
    contacts = Contact.objects.filter(liaison__programme=programme, liaison__organisation=OuterRef("pk"))
    found: QuerySet[Organisation] = _known_to(programme, today).annotate(
        liaison=Subquery(kept.values("pk")[:1]),
        turn_to=Subquery(kept.values("turn_to")[:1]),
        spoke_on=Subquery(contacts.order_by("-on").values("on")[:1]),
        presented_on=Subquery(held.order_by("-planned_on").values("planned_on")[:1]),
        presented=number_of(programme.presentations.filter(TOOK_PLACE), of="organisation"),
    )
    shown = {"not_met": NOT_MET, "met": ~NOT_MET}.get(show, Q())
    in_order: list[Any] = [F("spoke_on").asc(nulls_first=True), F("presented_on").asc(nulls_first=True), "name"]
    return found.filter(shown).order_by(Case(When(NOT_MET, then=0), default=1), *in_order)


def _known_to(programme, today):
    """An organisation of the programme's own is no neighbour, unless it keeps something of it."""
    elsewhere = Programme.objects.filter(ended_on=None).exclude(pk=programme.pk).values("organisation")
    near = Q(pk__in=programme.associations.values("pk")) | Q(pk__in=programme.listings.values("organisation"))
    near |= Q(pk__in=programme.sites.values("organisation")) | Q(pk__in=elsewhere)
    near &= going_on(today) & ~Q(pk__in=[programme.organisation_id, programme.partner_id or 0])
    return Organisation.objects.filter(near | Q(pk__in=programme.liaisons.values("organisation")))


def could_be_known(programme: Programme, today: date) -> QuerySet[Organisation]:
    """Return the organisations of which a programme keeps nothing yet, by name."""
    kept = programme.liaisons.values("organisation")
    return Organisation.objects.filter(going_on(today)).exclude(pk__in=kept).order_by("name", "pk")


def contacts_of(liaison: Liaison) -> QuerySet[Contact]:
    """Return when the two met or spoke, the latest first."""
    return liaison.contacts.order_by("-on", "-pk")


def as_known(liaison: Liaison) -> list[str]:
    """Return all that changing what is known of an organisation would replace."""
    return [liaison.known, liaison.turn_to]


# The handbook
def my_handbooks(user: User) -> QuerySet[Programme]:
    """Return the programmes whose handbook the reader may read, by name."""
    mine: QuerySet[Programme] = allowed(user, Can.SEE_HANDBOOK, Programme.objects.all())
    return mine.order_by("name", "pk")


def documents_of(user: User, programme: Programme) -> QuerySet[Document]:
    """Return the documents of a handbook that the reader may open, by function and subject."""
    documents = programme.documents.select_related("in_force").annotate(
        is_confirmed=Exists(Confirmation.objects.filter(version=OuterRef("in_force"), reader=user))
    )
    mine: QuerySet[Document] = allowed(user, Can.READ_DOCUMENT, documents)
    return mine.order_by("function", "subject", "pk")


def versions_of(document: Document) -> list[DocumentVersion]:
    """Return its versions, the newest first."""
    return list(_with_upload(document).select_related("written_by").order_by("-number"))


def next_version(document: Document) -> Any:
    """Return the version that is being written, if there is one."""
    return _with_upload(document).filter(in_force_on=None).first()


def _with_upload(document: Document) -> Any:
    """Have each version say whether it is there as a PDF, too. The file itself stays where it is."""
    upload = Upload.objects.filter(version=OuterRef("pk")).values("pk")
    return document.versions.annotate(upload_id=Subquery(upload))


def version_in_force(document: Document) -> Any:
    return _with_upload(document).filter(in_force_on__isnull=False).order_by("-number").first()


def upload_of(version: DocumentVersion | None) -> Upload | None:
    return Upload.objects.filter(version=version).first()


def confirmed_by(user: User, document: Document) -> Confirmation | None:
    """Return when the reader confirmed the version in force."""
    return Confirmation.objects.filter(reader=user, version=document.in_force_id).first()


def readers_of(document: Document) -> list[tuple[User, Confirmation | None]]:
    """Return who works in the programme, and whether they confirmed the version in force: who did not, first."""
    said = {each.reader_id: each for each in Confirmation.objects.filter(version=document.in_force_id)}
    readers = [(user, said.get(user.pk)) for user in could_do(document.programme)]
    return sorted(readers, key=lambda reader: reader[1] is not None)


def as_headed(document: Document) -> list[Any]:
    """Return all that changing a document's head would replace."""
    return [getattr(document, name) for name in HEAD]


def as_written(document: Document) -> list[Any]:
    """Return all that writing its next version would replace, and on which one that goes on."""
    version = next_version(document)
    if version is None:
        return ["", "", document.in_force_id, None]
    return [version.words, version.what_changed, document.in_force_id, version.upload_id]


# On the home pages
def with_own_meetings(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter bring along whether they are asked to a meeting that is to come."""
    asked = Invited.objects.filter(IS_TO_COME, user=OuterRef("user"))
    return peers.annotate(has_office_meetings=Exists(asked))


def my_meetings_to_come(user: User) -> QuerySet[Meeting]:
    """Return the meetings to come to which the reader is asked, the next first."""
    asked = Meeting.objects.filter(pk__in=Invited.objects.filter(IS_TO_COME, user=user).values("meeting"))
    mine: QuerySet[Meeting] = allowed(user, Can.SEE_MEETING, asked.select_related("programme"))
    return mine.order_by("on", "at", "pk")


def with_late_steps(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many of its steps are past their day."""
    return programmes.annotate(late_office_steps=number_of(Step.objects.filter(IS_LATE)))


def with_own_steps(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter bring along whether a step of theirs falls due, so that a quiet day asks no more."""
    return peers.annotate(has_office_steps=Exists(Step.objects.filter(IS_DUE, owner=OuterRef("user"))))


def my_steps(user: User) -> QuerySet[Step]:
    """Return the open steps that the reader does and that are due within a week or past their day."""
    mine: QuerySet[Step] = allowed(user, Can.DO_STEP, Step.objects.filter(IS_DUE, owner=user))
    return mine.select_related("programme").order_by("due_on", "pk")
