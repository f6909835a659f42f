"""The pages of a person's own plan and list, and the one page of those they invite."""

from functools import partial, wraps

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wayfellow.access.guard import LinkHolder, may, needs, private, public, signed_in
from wayfellow.people import limits
from wayfellow.plans import actions, queries
from wayfellow.plans.access import Can
from wayfellow.plans.compared import versions_compared
from wayfellow.plans.forms import (
    AnswerForm,
    BringBackForm,
    ChangeSupportForm,
    ChangeVisitForm,
    EndInvitationForm,
    ExistingSupportForm,
    GoalForm,
    InviteGuestForm,
    LetVisitGoForm,
    PartForm,
    RemarkForm,
    ShareForm,
    StandForm,
    SupportForm,
    SureForm,
    TakeForm,
    VisitForm,
)
from wayfellow.plans.questions import MOST_SURE, Kind, Stand
from wayfellow.ui.drawn import over_time
from wayfellow.ui.pages import UNPROCESSABLE, Form, form_page
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.ui.square import square_on_a_page

OPENINGS_SHOWN = 10
NOT_FOUND, TOO_MANY = 404, 429


@require_safe
@signed_in
def visits(request):
    person = queries.whose_list(request.user)
    return _list_of(request, person) if person else render(request, "plans/no_visits.html")


@require_safe
@needs(Can.SEE_VISITS)
def visits_of(request, person):
    """The list of someone without an account, written with them there, and printed for them."""
    return _list_of(request, person)


def _list_of(request, person):
    page = page_of(request, queries.visits(request.user, person))
    return render(request, "plans/visits.html", {"page": page, "person": person})


@form_page(Can.KEEP_VISITS, VisitForm, "plans/visit.html")
def add_visit(person, *, by, idempotency_key, answers):
    actions.keep_visit(person, by=by, idempotency_key=idempotency_key, id=idempotency_key, visit=answers)
    return _to_the_list_of(person.pk, by)


@form_page(Can.CHANGE_VISIT, ChangeVisitForm, "plans/visit.html")
def change_visit(visit, *, by, idempotency_key, answers):
    actions.change_visit(
        visit, by=by, idempotency_key=idempotency_key, edit_token=answers.pop("edit_token"), visit=answers
    )
    return _to_the_list_of(visit.person_id, by)


@require_safe
@needs(Can.CHANGE_VISIT)
def show_visit(request, visit):
    """One visit and nothing else, large enough to show on a phone."""
    return render(request, "plans/show_visit.html", {"visit": visit})


@form_page(Can.CHANGE_VISIT, LetVisitGoForm, "plans/let_visit_go.html")
def let_visit_go(visit, *, by, idempotency_key, answers):
    actions.let_visit_go(visit, by=by, idempotency_key=idempotency_key, edit_token=answers["edit_token"])
    return _to_the_list_of(answers["stood_in"] or visit.person_id, by)


def _to_the_list_of(pk, reader):
    mine = queries.whose_list(reader)
    return reverse("plans:visits") if mine and str(mine.pk) == str(pk) else reverse("plans:visits_of", args=[pk])


# The people and supports around someone; the picture of them is drawn in `journeys`
@form_page(Can.KEEP_SUPPORTS, SupportForm, "plans/support.html")
def add_support(person, *, by, idempotency_key, answers):
    actions.add_support(person, by=by, idempotency_key=idempotency_key, id=idempotency_key, support=answers)
    return reverse("journeys:people")


@form_page(Can.CHANGE_SUPPORT, ChangeSupportForm, "plans/support.html")
def change_support(support, *, by, idempotency_key, answers):
    actions.change_support(
        support, by=by, idempotency_key=idempotency_key, edit_token=answers.pop("edit_token"), told=answers
    )
    return reverse("journeys:people")


@form_page(Can.CHANGE_SUPPORT, ExistingSupportForm, "plans/let_support_go.html")
def let_support_go(support, *, by, idempotency_key, answers):
    actions.let_support_go(support, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:people")


# The plan
@require_safe
@signed_in
def my_plan(request):
    return _plan(request, queries.whose_list(request.user))


@require_safe
@needs(Can.SEE_PLAN)
def plan(request, person):
    """The same page for the peer supporter: what of it is shared with them, or what they write down together."""
    return _plan(request, person)


def _plan(request, person):
    shown = {"person": person, "is_mine": False}
    if person:
        goals = page_of(request, queries.goals(person, request.user), TEXTS)
        sections = queries.parts(person, request.user)
        at_rest = queries.goals_at_rest(person, request.user).count()
        shown |= {"sections": sections, "goals": goals, "at_rest": at_rest, "is_mine": _is_mine(person, request.user)}
    return render(request, "plans/plan.html", shown)


@form_page(Can.KEEP_PLAN, Form, "plans/begin.html")
def begin_plan(person, *, by, idempotency_key, answers):
    actions.begin_plan(person, by=by, idempotency_key=idempotency_key)
    return _to_the_plan(person, by)


@form_page(Can.KEEP_PLAN, GoalForm, "plans/goal.html")
def add_goal(person, *, by, idempotency_key, answers):
    actions.add_goal(
        person, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=timezone.localdate(), **answers
    )
    return _to_the_plan(person, by) + "#goals"


@require_safe
@needs(Can.SEE_PLAN)
def at_rest(request, person):
    """The goals that were reached, put aside or taken out."""
    page = page_of(request, queries.goals_at_rest(person, request.user), TEXTS)
    shown = {"person": person, "goals": page, "is_mine": _is_mine(person, request.user)}
    return render(request, "plans/at_rest.html", shown)


def _is_mine(person, reader):
    return person.user_id == reader.pk


def _to_the_plan(person, by):
    if _is_mine(person, by):
        return reverse("plans:my_plan")
    if queries.is_not_confirmed_yet(person, by):
        return reverse("home:my")
    return reverse("plans:plan", args=[person.pk])


@require_safe
@signed_in
def print_plan(request):
    """The whole plan or chosen parts of it, to take along."""
    person = queries.whose_list(request.user)
    if person is None:
        raise Http404
    parts = queries.chosen(person, request.user, request.GET.getlist("part"))
    everything = queries.chosen(person, request.user, []) if "part" in request.GET else parts
    return render(request, "plans/print.html", {"chosen": parts, "everything": everything})


@require_safe
@signed_in
def card(request):
    """The page for hard days, as a card for the pocket."""
    return render(request, "plans/card.html", {"part": queries.hard_days(request.user)})


# One part
@require_safe
@needs(Can.SEE_PART, load=queries.with_words)
def part(request, part):
    guests = queries.guests(part) if Can.INVITE_TO_PART in part.deeds else []
    shown = {
        "part": part,
        "remarks": page_of(request, queries.remarks(part, request.user), TEXTS),
        **_how_sure(part),
        "up_again": StandForm(record=part, initial={"stand": Stand.ON_IT}, auto_id=False),
        "guests": [(guest, Form(auto_id=False)) for guest in guests],
        "openings": _openings(part) if Can.INVITE_TO_PART in part.deeds else [],
    }
    return render(request, "plans/part.html", shown)


def _how_sure(part):
    """Return how sure the person was of a goal over time, for them and for whom they show it to."""
    if part.kind != Kind.GOAL or not (Can.WRITE_PART in part.deeds or part.shows_how_sure):
        return {"how_sure": [], "line": ""}
    told = queries.how_sure(part)
    numbers = [(on, int(sure)) for on, sure in told]
    line = over_time("sure", _("How sure, over time"), numbers, lowest=0, highest=MOST_SURE) if len(told) > 1 else ""
    return {"how_sure": told, "line": line}


def _openings(part):
    lines = queries.openings(part)[:OPENINGS_SHOWN]
    names = queries.names_of_guests(lines)
    return [(names.get(line.record_id), line.at) for line in lines]


@form_page(Can.WRITE_PART, PartForm, "plans/write.html", load=queries.with_words)
def write_part(part, *, by, idempotency_key, answers):
    goes_on = answers.pop("goes_on")
    actions.write_part(part, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("plans:write_part", args=[part.pk]) if goes_on else _to_the_part(part)


@form_page(Can.WRITE_PART, SureForm, "plans/how_sure.html", load=queries.with_words)
def say_how_sure(part, *, by, idempotency_key, answers):
    actions.say_how_sure(part, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_the_part(part)


@form_page(Can.WRITE_PART, StandForm, "plans/stand.html", load=queries.with_words)
def say_how_it_stands(part, *, by, idempotency_key, answers):
    actions.say_how_it_stands(part, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_the_part(part) if may(by, Can.SEE_PART, part) else _to_the_plan(part.person, by) + "#goals"


@require_safe
@needs(Can.SEE_VERSIONS, load=queries.with_words)
def versions(request, part):
    """Every version of a part, and two of them compared."""
    page = page_of(request, queries.versions(part), TEXTS)
    before = queries.version(part, request.GET.get("before", part.newest - 1))
    after = queries.version(part, request.GET.get("after", part.newest))
    shown = {
        "part": part,
        "page": page,
        "before": before,
        "after": after,
        "bring_back": partial(BringBackForm, record=part, auto_id=False),
    }
    if before and after:
        shown["compared"] = versions_compared(before, after)
    return render(request, "plans/versions.html", shown)


@form_page(Can.WRITE_PART, BringBackForm, "plans/bring_back.html", load=queries.with_words)
def bring_back(part, *, by, idempotency_key, answers):
    actions.bring_back(part, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_the_part(part)


def _to_the_part(part):
    return reverse("plans:part", args=[part.pk])


# Who else reads it
@form_page(Can.SHARE_PART, ShareForm, "plans/share.html", load=queries.with_words)
def share_part(part, *, by, idempotency_key, answers):
    actions.share_part(part, by=by, idempotency_key=idempotency_key, **answers)
    return _to_the_part(part)


@form_page(Can.INVITE_TO_PART, InviteGuestForm, "plans/invite_guest.html", load=queries.with_words)
def invite_guest(part, *, by, idempotency_key, answers):
    token, until = answers.pop("token"), timezone.now() + answers.pop("how_long")
    fingerprint = LinkHolder(token).fingerprint
    actions.invite_guest(
        part,
        by=by,
        idempotency_key=idempotency_key,
        id=idempotency_key,
        fingerprint=fingerprint,
        until=until,
        **answers,
    )
    return reverse("plans:give", args=[token])


@form_page(Can.INVITE_TO_PART, EndInvitationForm, "plans/end_invitation.html", load=queries.with_words)
def end_invitation(part, *, by, idempotency_key, answers):
    actions.end_invitation(part, by=by, idempotency_key=idempotency_key, now=timezone.now(), **answers)
    return _to_the_part(part)


@private
@require_safe
@signed_in
def give(request, token):
    """The link itself, to give by hand, on paper or by the person's own mail."""
    guest = queries.guest_i_invited(request.user, LinkHolder(token))
    if guest is None:
        raise Http404
    link = request.build_absolute_uri(reverse("plans:shared", args=[token]))
    return render(request, "plans/give.html", {"guest": guest, "link": link, "square": square_on_a_page(link)})


def for_whoever_holds_the_link(page):
    """Open a page by its link alone, not too often and in no cache or search engine. What opens nothing looks alike."""

    @public
    @wraps(page)
    def guarded(request, token):
        link = LinkHolder(token)
        may_try = limits.take(request, "open_link") is not None
        guest = queries.guest_of(link) if may_try else None
        if guest:
            response = page(request, guest, link)
        else:
            response = render(
                request, "plans/not_shared.html", {"may_try": may_try}, status=NOT_FOUND if may_try else TOO_MANY
            )
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@private
@for_whoever_holds_the_link
def shared(request, guest, link):
    """What somebody was invited to. It opens by a button, so that nothing which merely looks at links opens it."""
    if request.method != "POST":
        return render(request, "plans/closed.html", {"form": Form()})
    form = RemarkForm(request.POST if "words" in request.POST else None)
    kept = form.is_valid() and guest.may_comment
    if kept:
        said, idempotency_key = form.answers(), form.cleaned_data["idempotency_key"]
        actions.remark_by_link(
            guest, by=link, idempotency_key=idempotency_key, id=idempotency_key, on=timezone.localdate(), **said
        )
        form = RemarkForm()
    else:
        actions.open_by_link(guest, by=link, idempotency_key=None if form.is_bound else _token(request))
    shown = {"guest": guest, "part": guest.part, "form": form, "kept": kept, "remarks": queries.remarks_of(guest)}
    return render(request, "plans/shared.html", shown, status=UNPROCESSABLE if form.errors else 200)


def _token(request):
    """Return the token of the page that was sent, so that a double tap opens it once (I7)."""
    form = Form(request.POST)
    return form.cleaned_data["idempotency_key"] if form.is_valid() else None


# What others say
@form_page(Can.REMARK, RemarkForm, "plans/remark.html", load=queries.with_words)
def remark(part, *, by, idempotency_key, answers):
    actions.remark(part, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=timezone.localdate(), **answers)
    return _to_the_part(part)


@form_page(Can.ANSWER_REMARK, AnswerForm, "plans/answer.html", load=queries.with_remark)
def answer_remark(remark, *, by, idempotency_key, answers):
    actions.answer_remark(remark, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_the_part(remark.part)


@form_page(Can.ANSWER_REMARK, TakeForm, "plans/take.html", load=queries.with_remark)
def take_suggestion(remark, *, by, idempotency_key, answers):
    answers.pop("goes_on")
    actions.take_suggestion(remark, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_the_part(remark.part)
