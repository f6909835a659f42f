"""The pages of a programme's office: where it stands, what it needs, and its handbook."""

from uuid import uuid4

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.access.words import who_reads_what
from wayfellow.files.opening import to_save
from wayfellow.office import actions, queries
from wayfellow.office.access import Can
from wayfellow.office.forms import (
    AnswerForm,
    BeginForm,
    ChangeHeadForm,
    ChangeLiaisonForm,
    ChangeMeetingForm,
    ChangeNeedForm,
    ChangeResponsibilityForm,
    ChangeStepForm,
    ConfirmForm,
    ContactForm,
    ContributionForm,
    DoneForm,
    HeadForm,
    HoldMeetingForm,
    InForceForm,
    LetGoForm,
    LiaisonForm,
    MeetingForm,
    NeedForm,
    OnTheWayForm,
    PointForm,
    RemoveResponsibilityForm,
    ResponsibilityForm,
    SharingForm,
    SignForm,
    StepForm,
    TakeBackContactForm,
    TakeBackPointForm,
    TeachForm,
    TellForm,
    WriteForm,
)
from wayfellow.office.models import Need
from wayfellow.office.written import as_page
from wayfellow.ui.home_pages import shown_at
from wayfellow.ui.pages import Form, form_page, list_page
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.understanding.queries import presentations_at, presentations_in_numbers


@require_safe
@signed_in
def offices(request):
    """Whose office? Where there is one, that one."""
    programmes = list(queries.my_offices(request.user))
    if len(programmes) == 1:
        return redirect("office:office", programmes[0].pk)
    return render(request, "office/offices.html", {"programmes": programmes})


@require_safe
@needs(Can.SEE_OFFICE)
def office(request, programme):
    """Where putting it in place stands, what is done, and what comes next."""
    steps = queries.steps_of(programme)
    shown = {
        "record": programme,
        "stretches": queries.stretches(steps),
        "next": queries.next_of(steps),
        "has_steps": bool(steps),
        "late_for_needs": queries.late_for_needs(programme),
        "panels": list(shown_at("office", request, programme)),
        "idempotency_key": uuid4(),
    }
    return render(request, "office/office.html", shown)


@require_safe
@needs(Can.SEE_OFFICE)
def the_path(request, programme):
    """How it went in Nou Barris, with its dates."""
    return render(request, "office/path.html", {"record": programme, "path": queries.the_path()})


@form_page(Can.BEGIN_PHASES, BeginForm, "office/begin.html")
def begin(programme, *, by, idempotency_key, answers):
    actions.begin_phases(programme, by=by, idempotency_key=idempotency_key, **answers)
    return _office(programme.pk)


@form_page(Can.ADD_STEP, StepForm, "office/step_form.html")
def add_step(programme, *, by, idempotency_key, answers):
    actions.add_step(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _office(programme.pk)


@require_safe
@needs(Can.SEE_STEP)
def step(request, step):
    return render(request, "office/step.html", {"step": step, "idempotency_key": uuid4()})


@form_page(Can.CHANGE_STEP, ChangeStepForm, "office/step_form.html")
def change_step(step, *, by, idempotency_key, answers):
    actions.change_step(step, by=by, idempotency_key=idempotency_key, **answers)
    return _step(step.pk)


@form_page(Can.TELL_OF_STEP, TellForm, "office/tell.html")
def tell_of_step(step, *, by, idempotency_key, answers):
    actions.tell_of_step(step, by=by, idempotency_key=idempotency_key, **answers)
    return _step(step.pk)


@form_page(Can.DO_STEP, DoneForm, "office/do.html")
def do_step(step, *, by, idempotency_key, answers):
    actions.do_step(step, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _back(step, answers)


@form_page(Can.REOPEN_STEP, OnTheWayForm, "office/reopen.html")
def reopen_step(step, *, by, idempotency_key, answers):
    actions.reopen_step(step, by=by, idempotency_key=idempotency_key)
    return _back(step, answers)


@form_page(Can.LET_STEP_GO, LetGoForm, "office/let_step_go.html")
def let_step_go(step, *, by, idempotency_key, answers):
    actions.let_step_go(step, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _step(step.pk)


def _office(pk):
    return reverse("office:office", args=[pk])


def _step(pk):
    return reverse("office:step", args=[pk])


def _back(step, answers):
    if answers["back"] == "need" and step.need_id:
        return _need(step.need_id)
    return _office(step.programme_id) if answers["back"] == "office" else _step(step.pk)


# What is needed
@require_safe
@needs(Can.SEE_OFFICE)
def needs_of(request, programme):
    """What is needed, by its kind, and what is done about it."""
    show = request.GET.get("show", "")
    shown = {
        "record": programme,
        "page": page_of(request, queries.needs_of(programme, show), TEXTS),
        "show": show,
        "kinds": [("", _("All that is needed")), *Need.Kind.choices, ("settled", _("Met or let go"))],
    }
    return render(request, "office/needs.html", shown)


@require_safe
@needs(Can.SEE_NEED, load=queries.with_steps)
def need(request, need):
    came = queries.came_to(need.course)
    return render(request, "office/need.html", {"need": need, "came": came, "idempotency_key": uuid4()})


@form_page(Can.NOTE_NEED, NeedForm, "office/need_form.html")
def note_need(programme, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.note_need(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, **answers)
    return _need(idempotency_key)


@form_page(Can.CHANGE_NEED, ChangeNeedForm, "office/need_form.html")
def change_need(need, *, by, idempotency_key, answers):
    actions.change_need(need, by=by, idempotency_key=idempotency_key, **answers)
    return _need(need.pk)


@form_page(Can.PLAN_FOR_NEED, StepForm, "office/plan_for_need.html")
def plan_for_need(need, *, by, idempotency_key, answers):
    actions.plan_for_need(need, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _need(need.pk)


@form_page(Can.TEACH_NEED, TeachForm, "office/teach_need.html")
def teach_need(need, *, by, idempotency_key, answers):
    actions.teach_need(need, by=by, idempotency_key=idempotency_key, **answers)
    return _need(need.pk)


@form_page(Can.MEET_NEED, Form, "office/meet_need.html")
def meet_need(need, *, by, idempotency_key, answers):
    actions.meet_need(need, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _need(need.pk)


@form_page(Can.LET_NEED_GO, LetGoForm, "office/let_need_go.html")
def let_need_go(need, *, by, idempotency_key, answers):
    actions.let_need_go(need, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _need(need.pk)


@form_page(Can.REOPEN_NEED, Form, "office/reopen_need.html")
def reopen_need(need, *, by, idempotency_key, answers):
    actions.reopen_need(need, by=by, idempotency_key=idempotency_key)
    return _need(need.pk)


def _need(pk):
    return reverse("office:need", args=[pk])


# Meetings
@require_safe
@needs(Can.SEE_OFFICE)
def meetings(request, programme):
    """The meetings of those who work in a programme."""
    shown = {"record": programme, "page": page_of(request, queries.meetings_of(programme))}
    return render(request, "office/meetings.html", shown)


@require_safe
@signed_in
def my_meetings(request):
    """The meetings to which the reader is asked to come."""
    shown = {"record": None, "page": page_of(request, queries.my_meetings(request.user))}
    return render(request, "office/meetings.html", shown)


@require_safe
@needs(Can.SEE_MEETING, load=queries.with_all_of_it)
def meeting(request, meeting):
    """When it is, what there is to talk about, who comes; and what was brought, agreed and is to be done."""
    invited = meeting.invited.all()
    shown = {
        "meeting": meeting,
        "mine": next((each for each in invited if each.user_id == request.user.pk), None),
        "is_over": meeting.on <= timezone.localdate(),
        "idempotency_key": uuid4(),
    }
    return render(request, "office/meeting.html", shown)


@form_page(Can.PLAN_MEETING, MeetingForm, "office/plan_meeting.html")
def plan_meeting(programme, *, by, idempotency_key, answers):
    actions.plan_meeting(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _meeting(idempotency_key)


@form_page(Can.CHANGE_MEETING, ChangeMeetingForm, "office/change_meeting.html")
def change_meeting(meeting, *, by, idempotency_key, answers):
    actions.change_meeting(meeting, by=by, idempotency_key=idempotency_key, **answers)
    return _meeting(meeting.pk)


@form_page(Can.ANSWER_MEETING, AnswerForm, "office/answer_meeting.html")
def answer_meeting(meeting, *, by, idempotency_key, answers):
    actions.answer_meeting(meeting, by=by, idempotency_key=idempotency_key, **answers)
    return _meeting(meeting.pk)


@form_page(Can.ADD_POINT, PointForm, "office/add_point.html")
def add_point(meeting, *, by, idempotency_key, answers):
    actions.add_point(meeting, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _meeting(meeting.pk)


@form_page(Can.TAKE_BACK_POINT, TakeBackPointForm, "office/take_back_point.html")
def take_back_point(point, *, by, idempotency_key, answers):
    actions.take_back_point(point, by=by, idempotency_key=idempotency_key)
    return _meeting(answers["stood_in"])


@form_page(Can.HOLD_MEETING, HoldMeetingForm, "office/hold_meeting.html")
def hold_meeting(meeting, *, by, idempotency_key, answers):
    actions.hold_meeting(meeting, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return _meeting(meeting.pk)


@form_page(Can.SAY_CONTRIBUTION, ContributionForm, "office/say_contribution.html")
def say_contribution(meeting, *, by, idempotency_key, answers):
    actions.say_contribution(meeting, by=by, idempotency_key=idempotency_key, **answers)
    return _meeting(meeting.pk)


@form_page(Can.FOLLOW_UP_MEETING, StepForm, "office/follow_up_meeting.html")
def follow_up_meeting(meeting, *, by, idempotency_key, answers):
    actions.follow_up_meeting(meeting, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _meeting(meeting.pk)


@form_page(Can.LET_MEETING_GO, Form, "office/let_meeting_go.html")
def let_meeting_go(meeting, *, by, idempotency_key, answers):
    actions.let_meeting_go(meeting, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _meeting(meeting.pk)


def _meeting(pk):
    return reverse("office:meeting", args=[pk])


# The organisations around
@require_safe
@needs(Can.SEE_OFFICE)
def liaisons(request, programme):
    """The organisations around, who was met and who was not, and the presentations in numbers."""
    show = request.GET.get("show", "")
    page = page_of(request, queries.around(programme, show, timezone.localdate()))
    shown = {
        "record": programme,
        "page": page,
        "rows": [(organisation, uuid4()) for organisation in page],
        "show": show,
        "which": [("", _("All")), ("not_met", _("Nobody has met them yet")), ("met", _("Met"))],
        "presentations": presentations_in_numbers(programme),
    }
    return render(request, "office/liaisons.html", shown)


@form_page(Can.ADD_LIAISON, LiaisonForm, "office/add_liaison.html")
def add_liaison(programme, *, by, idempotency_key, answers):
    actions.add_liaison(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _liaison(idempotency_key)


@require_safe
@needs(Can.SEE_LIAISON)
def liaison(request, liaison):
    """What is known of an organisation, when they met or spoke, and the presentations there."""
    shown = {"liaison": liaison, "page": page_of(request, queries.contacts_of(liaison))}
    shown["presentations"] = presentations_at(liaison.programme, liaison.organisation)
    return render(request, "office/liaison.html", shown)


@form_page(Can.CHANGE_LIAISON, ChangeLiaisonForm, "office/change_liaison.html")
def change_liaison(liaison, *, by, idempotency_key, answers):
    actions.change_liaison(liaison, by=by, idempotency_key=idempotency_key, **answers)
    return _liaison(liaison.pk)


@form_page(Can.NOTE_CONTACT, ContactForm, "office/note_contact.html")
def note_contact(liaison, *, by, idempotency_key, answers):
    told = answers | {"id": idempotency_key, "today": timezone.localdate()}
    actions.note_contact(liaison, by=by, idempotency_key=idempotency_key, **told)
    return _liaison(liaison.pk)


@form_page(Can.TAKE_BACK_CONTACT, TakeBackContactForm, "office/take_back_contact.html")
def take_back_contact(contact, *, by, idempotency_key, answers):
    actions.take_back_contact(contact, by=by, idempotency_key=idempotency_key)
    return _liaison(answers["stood_in"])


def _liaison(pk):
    return reverse("office:liaison", args=[pk])


# Who does what, and who sees what
@require_safe
@signed_in
def all_responsibilities(request):
    """Of which programme? Where there is one, that one."""
    programmes = list(queries.my_programmes_with_responsibilities(request.user))
    if len(programmes) == 1:
        return redirect("office:responsibilities", programmes[0].pk)
    return render(request, "office/all_responsibilities.html", {"programmes": programmes})


@require_safe
@needs(Can.SEE_RESPONSIBILITIES, load=queries.with_organisation)
def responsibilities(request, programme):
    """Who leads, takes part and is told; and what was settled about who sees what, beside what the program does."""
    versions = list(queries.sharings_of(programme))
    shown = next((each for each in versions if str(each.number) == request.GET.get("version")), None)
    shown = shown or next(iter(versions), None)
    came, gone = queries.changed_since(shown) if shown else ([], [])
    told = {
        "record": programme,
        "responsibilities": queries.responsibilities_of(programme),
        "versions": versions,
        "shown": shown,
        "words": as_page(shown.words) if shown else "",
        "came": came,
        "gone": gone,
        "is_late": bool(shown) and shown.review_on < timezone.localdate(),
        "who_reads_what": who_reads_what(),
    }
    return render(request, "office/responsibilities.html", told)


@form_page(Can.ADD_RESPONSIBILITY, ResponsibilityForm, "office/responsibility_form.html")
def add_responsibility(programme, *, by, idempotency_key, answers):
    actions.add_responsibility(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _responsibilities(programme.pk)


@form_page(Can.CHANGE_RESPONSIBILITY, ChangeResponsibilityForm, "office/responsibility_form.html")
def change_responsibility(responsibility, *, by, idempotency_key, answers):
    actions.change_responsibility(responsibility, by=by, idempotency_key=idempotency_key, **answers)
    return _responsibilities(responsibility.programme_id)


@form_page(Can.REMOVE_RESPONSIBILITY, RemoveResponsibilityForm, "office/remove_responsibility.html")
def remove_responsibility(responsibility, *, by, idempotency_key, answers):
    actions.remove_responsibility(responsibility, by=by, idempotency_key=idempotency_key)
    return _responsibilities(answers["stood_in"])


@form_page(Can.WRITE_SHARING, SharingForm, "office/write_sharing.html")
def write_sharing(programme, *, by, idempotency_key, answers):
    told = answers | {"id": idempotency_key, "on": timezone.localdate()}
    actions.write_sharing(programme, by=by, idempotency_key=idempotency_key, **told)
    return _responsibilities(programme.pk)


@form_page(Can.SIGN_SHARING, SignForm, "office/sign_sharing.html")
def sign_sharing(sharing, *, by, idempotency_key, answers):
    actions.sign_sharing(sharing, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _responsibilities(sharing.programme_id)


def _responsibilities(pk):
    return reverse("office:responsibilities", args=[pk])


# The handbook
@require_safe
@signed_in
def handbooks(request):
    """Whose handbook? Where there is one, that one."""
    programmes = list(queries.my_handbooks(request.user))
    if len(programmes) == 1:
        return redirect("office:handbook", programmes[0].pk)
    return render(request, "office/handbooks.html", {"programmes": programmes})


@require_safe
@needs(Can.SEE_HANDBOOK)
def handbook(request, programme):
    """The documents of a handbook, by function and subject."""
    shown = list_page(request, queries.documents_of(request.user, programme), "subject")
    return render(request, "office/handbook.html", {"record": programme} | shown)


@form_page(Can.ADD_DOCUMENT, HeadForm, "office/head_form.html")
def add_document(programme, *, by, idempotency_key, answers):
    actions.add_document(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return reverse("office:write_document", args=[idempotency_key])


@require_safe
@needs(Can.READ_DOCUMENT)
def document(request, document):
    """The version in force, in the handbook's own form; or the one that the address names."""
    versions = queries.versions_of(document)
    kept, being_written = _readable(document, versions)
    shown = _asked_for(request, document, versions)
    told = {
        "document": document,
        "shown": shown,
        "words": as_page(shown.words) if shown else "",
        "versions": kept,
        "being_written": being_written,
        "confirmed": queries.confirmed_by(request.user, document),
    }
    return render(request, "office/document.html", told)


@require_safe
@needs(Can.READ_DOCUMENT)
def upload(request, document):
    """The version in force, or the one that the address names, as the PDF that was handed in, to save."""
    version = _asked_for(request, document, queries.versions_of(document))
    found = queries.upload_of(version)
    return to_save(found and found.file, f"handbook-{version.number}" if version else "")


@form_page(Can.CHANGE_DOCUMENT, ChangeHeadForm, "office/head_form.html")
def change_document(document, *, by, idempotency_key, answers):
    actions.change_document(document, by=by, idempotency_key=idempotency_key, **answers)
    return _document(document.pk)


@form_page(Can.WRITE_DOCUMENT, WriteForm, "office/write_document.html")
def write_document(document, *, by, idempotency_key, answers):
    actions.write_document(document, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("office:put_in_force", args=[document.pk])


@form_page(Can.PUT_IN_FORCE, InForceForm, "office/put_in_force.html")
def put_in_force(document, *, by, idempotency_key, answers):
    actions.put_in_force(document, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _document(document.pk)


@form_page(Can.CONFIRM_DOCUMENT, ConfirmForm, "office/confirm_document.html")
def confirm_document(document, *, by, idempotency_key, answers):
    actions.confirm_document(document, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _document(document.pk)


@require_safe
@needs(Can.SEE_READERS)
def readers(request, document):
    """Who has confirmed the version in force, and who has not."""
    return render(request, "office/readers.html", {"document": document, "readers": queries.readers_of(document)})


def _readable(document, versions):
    """Return the versions that were in force, and the one being written, to whoever may write it."""
    keeps = str(Can.WRITE_DOCUMENT) in document.deeds
    being_written = next((version for version in versions if keeps and not version.in_force_on), None)
    return [version for version in versions if version.in_force_on], being_written


def _asked_for(request, document, versions):
    """Return the version that the address names, else the one in force, else the one being written."""
    kept, being_written = _readable(document, versions)
    found = [*kept, being_written] if being_written else kept
    asked = request.GET.get("version", "")
    return next((each for each in found if str(each.number) == asked), next(iter(found), None))


def _document(pk):
    return reverse("office:document", args=[pk])
