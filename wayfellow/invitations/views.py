"""Inviting somebody, and coming in by an invitation."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wayfellow.access.guard import Refused, needs, private, public, signed_in
from wayfellow.directory import access as directory
from wayfellow.directory.tabs import tabs_of
from wayfellow.invitations import actions, codes, letters, queries
from wayfellow.invitations.access import Can
from wayfellow.invitations.forms import (
    EMAIL,
    TAKE_BACK,
    AgainForm,
    InviteMemberForm,
    InviteOperatorForm,
    InvitePersonForm,
    InviteSeveralForm,
    NewAccountForm,
    TakeBackForm,
    TypedCode,
)
from wayfellow.notices.letters import can_be_sent
from wayfellow.notices.queries import days_of_return
from wayfellow.people import second_step, sessions
from wayfellow.ui.pages import Form, form_page, installation_page, list_page, refusals_on

TOO_OFTEN = _("There have been too many tries just now. Please wait five minutes, then try again.")


# Inviting
@require_safe
@needs(Can.INVITE)
def invitations(request, programme):
    listed = _listed(request, queries.invitations(request.user, programme))
    keeps_the_installation = directory.Can.SEE_SET_UP in programme.deeds
    return render(
        request,
        "invitations/invitations.html",
        listed
        | {
            "programme": programme,
            "keeps_the_installation": keeps_the_installation,
            "sends_letters": can_be_sent(),
            "tabs": tabs_of(programme, "invitations:invitations"),
        },
    )


def _listed(request, waiting):
    listed = list_page(request, waiting)
    return listed | {"returned": days_of_return(each.email for each in listed["page"])}


@form_page(Can.INVITE, InviteMemberForm, "invitations/invite_member.html")
def invite_member(programme, *, by, idempotency_key, answers):
    back = reverse("invitations:invitations", args=[programme.pk])
    return _hand_over(
        actions.invite_member(
            programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=timezone.localdate(), **answers
        ),
        back,
    )


@form_page(Can.INVITE, InviteSeveralForm, "invitations/invite_several.html")
def invite_several(programme, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.invite_several(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, **answers)
    return reverse("invitations:invitations", args=[programme.pk])


@require_safe
@signed_in
def operator_invitations(request):
    listed = _listed(request, queries.operator_invitations(request.user))
    return render(request, "invitations/operator_invitations.html", listed)


@installation_page
@form_page(Can.INVITE_OPERATOR, InviteOperatorForm, "invitations/invite_operator.html")
def invite_operator(installation, *, by, idempotency_key, answers):
    invitation = actions.invite_operator(
        installation, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=timezone.localdate(), **answers
    )
    return _hand_over(invitation, reverse("invitations:operator_invitations"))


@form_page(Can.INVITE_PERSON, InvitePersonForm, "invitations/invite_person.html", load=queries.with_reach)
def invite_person(person, *, by, idempotency_key, answers):
    back = reverse("journeys:reach", args=[person.pk])
    if answers["how"] == TAKE_BACK:
        actions.take_back_code(person, by=by, idempotency_key=idempotency_key)
        return back
    to = queries.address_of(person) if answers["how"] == EMAIL else ""
    days, today = answers["days"], timezone.localdate()
    return _hand_over(
        actions.invite_person(
            person, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, days=days, to=to
        ),
        back,
        to,
    )


@form_page(Can.KEEP_INVITATION, AgainForm, "invitations/again.html", load=queries.with_programme)
def send_again(invitation, *, by, idempotency_key, answers):
    again = actions.send_again(invitation, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _hand_over(again, _list_of(invitation.programme_id))


@form_page(Can.KEEP_INVITATION, TakeBackForm, "invitations/take_back.html", load=queries.with_programme)
def take_back(invitation, *, by, idempotency_key, answers):
    actions.take_back(invitation, by=by, idempotency_key=idempotency_key)
    return _list_of(answers["stood_in"] or invitation.programme_id)


def _list_of(programme_id):
    return (
        reverse("invitations:invitations", args=[programme_id])
        if programme_id
        else reverse("invitations:operator_invitations")
    )


def _hand_over(invitation, back, to=""):
    """Say that a letter carries the code, or show it: this once, for it is kept nowhere. A second tap had it before."""
    if invitation is None or hasattr(invitation, "done_before"):
        return back
    return lambda request: _on_its_way_or_shown(request, invitation, back, to or invitation.email)


def _on_its_way_or_shown(request, invitation, back, to):
    if invitation.letter:
        messages.success(request, _("The e-mail is on its way."))
        return redirect(back)
    sheet = letters.on_paper(request, invitation)
    shown = {"sheet": sheet, "language": invitation.language, "back": back, "not_sent": bool(to)}
    return render(request, "invitations/code.html", shown)


# Coming in
@public
def type_code(request):
    form = TypedCode(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        code = codes.letters(form.cleaned_data["code"])
        with refusals_on(form):
            _found(request, code)
            return redirect("invitations:take_up", code)
    return render(request, "invitations/type_code.html", {"form": form}, status=422 if form.is_bound else 200)


@private
@public
@cache_control(no_store=True)
def take_up(request, code):
    """Say who invites to what. Nothing is used up before a button is pressed."""
    try:
        invitation = _found(request, code)
    except Refused as refusal:
        return render(request, "invitations/not_open.html", {"why": refusal.message}, status=410)
    come = _join if request.user.is_authenticated else _come_in
    return come(request, code, invitation)


def _found(request, code):
    """Return the invitation of a code. Codes that open nothing are counted by the place they come from."""
    if not ratelimit.consume(request, action="invitation", dry_run=True):
        raise Refused(TOO_OFTEN, field="code")
    invitation = queries.open_with(code, timezone.localdate())
    if invitation is None:
        ratelimit.consume(request, action="invitation")
        raise Refused(actions.NOT_OPEN, field="code")
    return invitation


def _come_in(request, code, invitation):
    """For who has no account here yet, or is not signed in."""
    form = NewAccountForm(request.POST if request.method == "POST" else None, record=invitation)
    if form.is_valid():
        with refusals_on(form):
            idempotency_key, today = form.cleaned_data["idempotency_key"], timezone.localdate()
            user = actions.open_account(code=code, on=today, idempotency_key=idempotency_key, **form.answers())
            return perform_login(request, user, email_verification="none", redirect_url=reverse("home"))
        ratelimit.consume(request, action="invitation")
    return _show(request, "invitations/come_in.html", form, invitation)


def _join(request, code, invitation):
    """For who is signed in: the invitation is taken up by the account that is there."""
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            idempotency_key, user = form.cleaned_data["idempotency_key"], request.user
            actions.take_up(user, by=user, idempotency_key=idempotency_key, code=code, on=timezone.localdate())
            return _begin_anew(request, user)
    return _show(request, "invitations/join.html", form, invitation)


def _begin_anew(request, user):
    """They are more here now than when they signed in: other sections, and perhaps a second step."""
    request.session.pop("sections", None)
    sessions.begin(request, user)
    second_step.look(request, user)
    return redirect("home")


def _show(request, template, form, invitation):
    shown = {"form": form, "invitation": invitation}
    return render(request, template, shown, status=422 if form.is_bound else 200)
