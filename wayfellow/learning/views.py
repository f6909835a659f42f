"""The pages of those who learn, and of those who lay pathways and keep courses."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, public, signed_in
from wayfellow.files.opening import to_save
from wayfellow.learning import actions, certificates, queries
from wayfellow.learning.access import Can
from wayfellow.learning.competencies import SOURCE
from wayfellow.learning.forms import (
    AddDayForm,
    AskedOfForm,
    AskForm,
    CameForm,
    ChangeCourseForm,
    ChangeHoursForm,
    ChangeModuleForm,
    ChangePathwayForm,
    CheckForm,
    CountForm,
    DayForm,
    FinishForm,
    HoldForm,
    HoursForm,
    IssueForm,
    LetGoForm,
    ModuleForm,
    PathwayForm,
    PlanCourseForm,
    RevokeForm,
    ShowForm,
    minutes_in_words,
)
from wayfellow.ui.pages import Form, form_page, posted
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.ui.square import square_on_a_page
from wayfellow.vault import signing

KEEPS = "learning/keep.html"


# One's own
@require_safe
@signed_in
def mine(request):
    """What somebody takes, what falls due, what they could learn, and what they asked to have counted."""
    user = request.user
    pathways = queries.my_pathways(user)
    shown = {
        "asked": queries.still_asked(pathways),
        "taking": list(queries.my_courses(user)),
        "due": queries.falls_due(user),
        "to_take": list(queries.courses_to_take(user)),
        "pathways": pathways,
        "conversations": list(queries.my_conversations(user)),
        "certificates": list(queries.my_certificates(user)),
    }
    return render(request, "learning/mine.html", shown)


@require_safe
@signed_in
def passport(request):
    """What somebody has behind them and what they can do, to print in any language."""
    asked = request.GET.get("in")
    language = asked if asked in dict(settings.LANGUAGES) else get_language()
    with override(language):
        done = list(queries.my_completions(request.user))
        can_do = {said for each in done for said in each.module.competencies_as_read()}
        shown = {
            "done": done,
            "can_do": sorted(can_do, key=str),
            "hours": sum(each.module.hours for each in done),
            "logged": [(label, minutes_in_words(minutes)) for label, minutes in queries.minutes_by_kind(request.user)],
            "source": SOURCE,
            "passport_tabs": [(name, f"?in={code}", code == language) for code, name in settings.LANGUAGES],
        }
        return render(request, "learning/passport.html", shown)


@require_safe
@signed_in
def log(request):
    """The hours that somebody noted, for themself."""
    user = request.user
    page = page_of(request, queries.my_hours(user), TEXTS)
    shown = {
        "page": page,
        "lengths": {each.pk: minutes_in_words(each.minutes) for each in page},
        "by_kind": [(label, minutes_in_words(minutes)) for label, minutes in queries.minutes_by_kind(user)],
        "programmes": queries.where_i_work(user),
    }
    return render(request, "learning/log.html", shown)


@form_page(Can.LOG_HOURS, HoursForm, "learning/log_hours.html")
def log_hours(programme, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.log_hours(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, today=today, **answers)
    return reverse("learning:log")


@form_page(Can.CHANGE_HOURS, ChangeHoursForm, "learning/change_hours.html")
def change_hours(hours, *, by, idempotency_key, answers):
    actions.change_hours(hours, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return reverse("learning:log")


@require_safe
@needs(Can.CHANGE_HOURS)
def evidence(request, hours):
    """The photo or PDF that shows some hours, to save."""
    found = queries.evidence_of(hours)
    return to_save(found and found.file, f"hours-{hours.on}")


@form_page(Can.CHANGE_HOURS, LetGoForm, "learning/let_hours_go.html")
def let_hours_go(hours, *, by, idempotency_key, answers):
    actions.let_hours_go(hours, by=by, idempotency_key=idempotency_key)
    return reverse("learning:log")


@form_page(Can.ASK_TO_COUNT, AskForm, "learning/ask_to_count.html")
def ask_to_count(module, *, by, idempotency_key, answers):
    on = timezone.localdate()
    actions.ask_to_count(module, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=on, **answers)
    return reverse("learning:conversation", args=[idempotency_key])


@require_safe
@needs(Can.SEE_CONVERSATION)
def conversation(request, conversation):
    return render(request, "learning/conversation.html", {"record": conversation})


@form_page(Can.HOLD_CONVERSATION, HoldForm, "learning/hold.html")
def hold_conversation(conversation, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.hold_conversation(conversation, by=by, idempotency_key=idempotency_key, today=today, **answers)
    return reverse("learning:conversation", args=[conversation.pk])


@require_safe
@needs(Can.SEE_COURSE, load=queries.whole)
def course(request, course):
    """When and where it is, what there is to read, and whether the reader has a place."""
    return render(request, "learning/course.html", {"record": course, "mine": queries.my_place(request.user, course)})


@form_page(Can.TAKE_PLACE, Form, "learning/take_place.html", load=queries.whole)
def take_place(course, *, by, idempotency_key, answers):
    now = timezone.now()
    on = timezone.localdate(now)
    actions.take_place(course, by=by, idempotency_key=idempotency_key, id=idempotency_key, at=now, on=on)
    return reverse("learning:course", args=[course.pk])


@form_page(Can.GIVE_PLACE_BACK, Form, "learning/give_place_back.html")
def give_place_back(enrolment, *, by, idempotency_key, answers):
    actions.give_place_back(enrolment, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("learning:mine")


# Certificates
@require_safe
@needs(Can.SEE_CERTIFICATE)
def certificate(request, certificate):
    """A certificate as its holder sees it, and whoever coordinates."""
    address = certificates.address("learning:shown", certificate.pk)
    shown = {"link": address, "square": square_on_a_page(address)} if certificate.is_public else {}
    return render(request, "learning/certificate.html", _as_shown(certificate) | shown)


def _as_shown(certificate):
    return {
        "record": certificate,
        "said": certificates.as_read(signing.said_in(certificate.signed)),
        "verdict": certificates.verdict_on(certificate, timezone.localdate()),
    }


@require_safe
@needs(Can.TAKE_CERTIFICATE_ALONG)
def take_along(request, certificate):
    """The signed file, which whoever gets it verifies without asking us."""
    return _file(certificate)


def _file(certificate):
    headers = {"Content-Disposition": f'attachment; filename="certificate-{certificate.issued_on}.jwt"'}
    return HttpResponse(certificate.signed, content_type="application/vc+jwt", headers=headers)


@form_page(Can.SHOW_CERTIFICATE, ShowForm, "learning/show.html")
def show(certificate, *, by, idempotency_key, answers):
    actions.show_certificate(certificate, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("learning:certificate", args=[certificate.pk])


@form_page(Can.ISSUE_CERTIFICATE, IssueForm, "learning/issue.html")
def issue(pathway, *, by, idempotency_key, answers):
    on = timezone.localdate()
    actions.issue_certificate(pathway, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=on, **answers)
    return reverse("learning:certificate", args=[idempotency_key])


@require_safe
@needs(Can.SEE_LEARNING)
def issued(request, programme):
    """The certificates that were issued in a programme, for whoever coordinates it."""
    page = page_of(request, queries.certificates(request.user, programme))
    return render(request, "learning/certificates.html", {"record": programme, "page": page})


@form_page(Can.REVOKE_CERTIFICATE, RevokeForm, "learning/revoke.html")
def revoke(certificate, *, by, idempotency_key, answers):
    actions.revoke_certificate(certificate, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("learning:certificate", args=[certificate.pk])


@require_safe
@public
@never_cache
def shown(request, pk):
    """A certificate that its holder shows to everyone. Nothing is kept of who looks."""
    certificate = queries.shown_to_everyone(pk)
    if certificate is None:
        raise Http404
    if "file" in request.GET:
        return _file(certificate)
    return render(request, "learning/shown.html", _as_shown(certificate))


@public
@never_cache
def check(request):
    """Whoever was given the file of a certificate learns what is to be said of it. Nothing of it is kept."""
    form = CheckForm(posted(request), label_suffix="")
    verdict = said = None
    if form.is_valid():
        verdict, said = certificates.verdict_on_text(form.cleaned_data["text"].strip(), timezone.localdate())
    return render(request, "learning/check.html", {"form": form, "verdict": verdict, "said": said})


@require_safe
@public
def key(request):
    """The public key, with which anyone verifies what is signed here."""
    return JsonResponse(signing.public_key(), content_type="application/jwk+json")


@require_safe
@public
def issuer(request, slug):
    """Who issues the certificates of a programme, for programs."""
    return JsonResponse(certificates.issuer(_issuing(slug)))


@require_safe
@public
def revoked(request, slug):
    """Which certificates of a programme were taken back, for programs."""
    programme = _issuing(slug)
    return JsonResponse(certificates.revoked_list(programme, queries.revoked_in(programme)))


def _issuing(slug):
    programme = queries.issuing(slug)
    if programme is None:
        raise Http404
    return programme


# For those who coordinate
@require_safe
@needs(Can.SEE_LEARNING)
def programme(request, programme):
    """The pathways and courses of a programme, what waits to be talked about, and in numbers where learning stands."""
    shown = {
        "record": programme,
        "numbers": queries.in_numbers(programme),
        "to_talk_about": list(queries.to_talk_about(request.user, programme)),
        "pathways": queries.pathways(programme),
        "page": page_of(request, queries.courses(programme)),
    }
    return render(request, "learning/programme.html", shown)


@form_page(Can.ADD_PATHWAY, PathwayForm, KEEPS)
def add_pathway(programme, *, by, idempotency_key, answers):
    actions.add_pathway(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _to_programme(programme.pk)


@form_page(Can.CHANGE_PATHWAY, ChangePathwayForm, KEEPS)
def change_pathway(pathway, *, by, idempotency_key, answers):
    actions.change_pathway(pathway, by=by, idempotency_key=idempotency_key, **answers)
    return _to_programme(pathway.programme_id)


@form_page(Can.ASK_PATHWAY, AskedOfForm, "learning/ask.html")
def ask_pathway(pathway, *, by, idempotency_key, answers):
    actions.ask_pathway(pathway, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_programme(pathway.programme_id)


@form_page(Can.ASK_MODULE, AskedOfForm, "learning/ask.html")
def ask_module(module, *, by, idempotency_key, answers):
    actions.ask_module(module, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_programme(module.programme_id)


@require_safe
@needs(Can.SEE_WHO_HAS_WHAT)
def who_has_what(request, programme):
    """Of what the programme asks, who has it behind them and who not yet. What is learned by choice is not here."""
    shown = {"record": programme, "asked": queries.who_has_what(programme)}
    return render(request, "learning/who_has_what.html", shown)


@form_page(Can.ADD_MODULE, ModuleForm, KEEPS)
def add_module(pathway, *, by, idempotency_key, answers):
    actions.add_module(pathway, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _to_programme(pathway.programme_id)


@form_page(Can.CHANGE_MODULE, ChangeModuleForm, KEEPS)
def change_module(module, *, by, idempotency_key, answers):
    actions.change_module(module, by=by, idempotency_key=idempotency_key, **answers)
    return _to_programme(module.programme_id)


@form_page(Can.PLAN_COURSE, PlanCourseForm, KEEPS)
def plan_course(module, *, by, idempotency_key, answers):
    actions.plan_course(module, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _to_who(idempotency_key)


@require_safe
@needs(Can.SEE_WHO_TAKES_IT, load=queries.whole)
def who(request, course):
    """Who takes part, who waits, and each day with who came."""
    placed, waiting = queries.who_takes_it(course)
    return render(request, "learning/who.html", {"record": course, "placed": placed, "waiting": waiting})


@form_page(Can.CHANGE_COURSE, ChangeCourseForm, KEEPS)
def change_course(course, *, by, idempotency_key, answers):
    actions.change_course(course, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_who(course.pk)


@form_page(Can.FINISH_COURSE, FinishForm, "learning/finish.html")
def finish_course(course, *, by, idempotency_key, answers):
    actions.finish_course(course, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_who(course.pk)


@form_page(Can.FINISH_COURSE, CountForm, "learning/count.html")
def count_anew(course, *, by, idempotency_key, answers):
    actions.count_anew(course, by=by, idempotency_key=idempotency_key, **answers)
    return _to_who(course.pk)


@form_page(Can.ADD_DAY, AddDayForm, KEEPS)
def add_day(course, *, by, idempotency_key, answers):
    actions.add_day(course, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _to_who(course.pk)


@form_page(Can.CHANGE_DAY, DayForm, "learning/day.html")
def change_day(day, *, by, idempotency_key, answers):
    actions.change_day(day, by=by, idempotency_key=idempotency_key, **answers)
    return _to_who(day.course_id)


@form_page(Can.NOTE_WHO_CAME, CameForm, "learning/day.html")
def note_who_came(day, *, by, idempotency_key, answers):
    actions.note_who_came(day, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return _to_who(day.course_id)


def _to_programme(pk):
    return reverse("learning:programme", args=[pk])


def _to_who(pk):
    return reverse("learning:who", args=[pk])
