"""Where putting a programme in place stands, what it needs, and what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY, OpenValue
from wayfellow.access.roles import in_force
from wayfellow.access.words import fingerprint_of_readings, reading_in_words, readings
from wayfellow.directory.folding import WORD
from wayfellow.directory.models import Organisation, Programme
from wayfellow.directory.queries.programmes import going_on
from wayfellow.journeys import access as journeys
from wayfellow.journeys.models import Journey
from wayfellow.learning.models import Course, CourseDay
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
    PartIn,
    Point,
    Responsibility,
    Sharing,
    Signature,
    Step,
    Upload,
)
from wayfellow.office.phases import PATH, Phase, Proposed
from wayfellow.people.models import User
from wayfellow.ui.clinical import clinical
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
SUPPORTED = _("“%(name)s” is somebody who receives support. Please write it so that nobody is named.")
CLINICAL = _("This looks like a diagnosis or a medicine: %(words)s. It does not belong here.")
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


def phase_of(programme: Programme) -> Phase:
    """Return the phase in which a programme stands: where no step is open, that of the last; before any, the first."""
    steps = steps_of(programme)
    stands_at = next_of(steps) or (steps[-1] if steps else None)
    return Phase(stands_at.phase) if stands_at else Phase.DESIGN


def the_path() -> list[tuple[Phase, list[Proposed]]]:
    """Return the path that a programme begins with, phase by phase."""
    return [(phase, [each for each in PATH.values() if each.phase == phase]) for phase in Phase]


def needs_of(programme: Programme, show: str) -> QuerySet[Need]:
    """Return what is needed, with what is done about it, the newest first: all that is open, of a kind, or settled."""
    shown = {kind: IS_NEEDED & Q(kind=kind) for kind in Need.Kind.values} | {"settled": ~IS_NEEDED}
    needs = programme.needs.filter(shown.get(show, IS_NEEDED)).order_by("-noted_on", "-pk")
    return needs.prefetch_related(Prefetch("steps", in_order()))


def with_steps(model: type[Need]) -> QuerySet[Need]:
    there = model.objects.select_related("programme", "course__module")
    return there.prefetch_related(Prefetch("steps", in_order()))


def in_order() -> QuerySet[Step]:
    """Return steps, what is due first before the rest."""
    return Step.objects.select_related("owner").order_by(F("due_on").asc(nulls_last=True), "pk")


def late_for_needs(programme: Programme) -> QuerySet[Step]:
    """Return what is past its day of all that is done about needs."""
    return in_order().filter(IS_LATE, programme=programme, need__isnull=False)


def courses_for(need: Need) -> QuerySet[Course]:
    """Return the courses that could be about a need: those of its programme that are not over, the next first."""
    courses = Course.objects.filter(programme=need.programme_id, finished_on=None).select_related("module")
    return courses.annotate(begins_on=Min("days__on")).order_by("begins_on", "pk")


def taught() -> Any:
    """Return the needs whose course is finished and was attended, and about which nothing else is to be done."""
    came = CourseDay.objects.filter(course=OuterRef("course"), came__isnull=False)
    still = Step.objects.filter(IS_OPEN, need=OuterRef("pk"))
    over = Need.objects.filter(IS_NEEDED, ~Exists(still), Exists(came), course__finished_on__isnull=False)
    return over.select_related("programme", "course")


def came_to(course: Course | None) -> int:
    """Return how many came to a course, on whichever of its days."""
    return course.enrolments.filter(days__isnull=False).distinct().count() if course else 0


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


def does_not_belong(user: User, programme: Programme, text: str) -> str:
    """Return why a text does not belong in the office: it names somebody who receives support, or is clinical."""
    if found := named_in(user, programme, text):
        return SUPPORTED % {"name": found}
    if found := ", ".join(clinical(text)):
        return CLINICAL % {"words": found}
    return ""


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


# Who does what, and who sees what
IS_NEWEST = ~Exists(Sharing.objects.filter(programme=OuterRef("programme"), number__gt=OuterRef("number")))
IS_TO_REVIEW_SOON = Q(IS_NEWEST, review_on__lte=TODAY.less(-timedelta(weeks=4)))


def my_programmes_with_responsibilities(user: User) -> QuerySet[Programme]:
    """Return the programmes of which the reader may read who does what, by name."""
    mine: QuerySet[Programme] = allowed(user, Can.SEE_RESPONSIBILITIES, Programme.objects.all())
    return mine.order_by("name", "pk")


def with_organisation(model: type[Programme]) -> QuerySet[Programme]:
    return model.objects.select_related("organisation")


def responsibilities_of(programme: Programme) -> dict[Responsibility, list[PartIn]]:
    """Return what the organisations share out between them, in alphabetical order, with the part of each."""
    parts = PartIn.objects.filter(responsibility__programme=programme).select_related("responsibility", "organisation")
    in_order = parts.order_by("responsibility__words", "responsibility_id", "organisation__name", "pk")
    return {
        responsibility: list(those) for responsibility, those in groupby(in_order, key=attrgetter("responsibility"))
    }


def could_take_part(programme: Programme) -> QuerySet[Organisation]:
    """Return who could have a part in a programme: whose it is, whose peer supporters work in it, whom it knows."""
    theirs = parts_of_supporters_now().filter(programme=programme).values("peer__employer")
    known = programme.liaisons.values("organisation")
    parts = PartIn.objects.filter(responsibility__programme=programme).values("organisation")
    those = Q(pk=programme.organisation_id) | Q(pk__in=theirs) | Q(pk__in=known) | Q(pk__in=parts)
    return Organisation.objects.filter(those).order_by("name", "pk")


def could_share(programme: Programme) -> QuerySet[Organisation]:
    """Return with whom a programme's own organisation could settle who sees what."""
    return could_take_part(programme).exclude(pk=programme.organisation_id)


def as_shared_out(responsibility: Responsibility) -> list[Any]:
    """Return all that changing a responsibility would replace."""
    return [responsibility.words, *sorted((part.kind, part.organisation_id) for part in responsibility.parts.all())]


def sharings_of(programme: Programme) -> QuerySet[Sharing]:
    """Return the versions of who sees what, the newest first, with who signed them."""
    signed = Signature.objects.select_related("user", "organisation").order_by("pk")
    return (
        programme.sharings.select_related("partner")
        .prefetch_related(Prefetch("signatures", signed))
        .order_by("-number")
    )


def newest_sharing(programme: Programme) -> Sharing | None:
    return sharings_of(programme).first()


def as_settled(programme: Programme) -> list[Any]:
    """Return what the next version of who sees what would stand in the place of."""
    newest = newest_sharing(programme)
    return [newest.number, newest.words, newest.partner_id, newest.review_on] if newest else []


def as_to_sign(sharing: Sharing) -> list[Any]:
    """Return what somebody signs: the words, and who may open what as it is now."""
    return [sharing.number, sharing.words, fingerprint_of_readings()]


def changed_since(sharing: Sharing) -> tuple[list[Any], list[Any]]:
    """Return in words what somebody may open who could not when it was written, and what nobody may any more."""
    then, now = {tuple(each) for each in sharing.readings}, set(readings())
    came = [reading_in_words(*each) for each in sorted(now - then)]
    return came, [reading_in_words(*each) or each for each in sorted(then - now)]


def with_sharing_to_review(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say whether its agreement on who sees what no longer says what the program does."""
    newest = Sharing.objects.filter(IS_NEWEST, programme=OuterRef("pk"))
    is_late = Q(review_on__lt=TODAY) | ~Q(fingerprint=OpenValue(lambda asked: fingerprint_of_readings()))
    return programmes.annotate(has_sharing_to_review=Exists(newest.filter(is_late)))


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
