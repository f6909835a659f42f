"""The pages that are a peer supporter's own, one of the person's about whom they know, and the operator's."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.directory import access as directory
from wayfellow.directory.tabs import tabs_of
from wayfellow.ui.pages import form_page, list_page
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.workforce import actions, queries
from wayfellow.workforce.access import Can
from wayfellow.workforce.forms import (
    AcquaintancesForm,
    ChangeReflectionForm,
    ExistingReflectionForm,
    KeepPeerForm,
    KnownPeersForm,
    OwnPageForm,
    ReflectionForm,
    WeekForm,
)


@require_safe
@signed_in
def reflections(request):
    page = page_of(request, queries.reflections(request.user), TEXTS)
    as_peers = queries.as_peers(request.user, Can.REFLECT)
    return render(request, "workforce/reflections.html", {"page": page, "as_peers": as_peers})


@form_page(Can.REFLECT, ReflectionForm, "workforce/reflection.html")
def reflect(peer, *, by, idempotency_key, answers):
    actions.reflect(peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return reverse("workforce:reflections")


@form_page(Can.CHANGE_REFLECTION, ChangeReflectionForm, "workforce/reflection.html")
def change_reflection(reflection, *, by, idempotency_key, answers):
    actions.change_reflection(reflection, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("workforce:reflections")


@form_page(Can.CHANGE_REFLECTION, ExistingReflectionForm, "workforce/let_reflection_go.html")
def let_reflection_go(reflection, *, by, idempotency_key, answers):
    actions.let_reflection_go(reflection, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("workforce:reflections")


@require_safe
@signed_in
def own_pages(request):
    """What is read about a peer supporter: once for each employer, and mostly there is one."""
    as_peers = queries.as_peers(request.user, Can.WRITE_OWN_PAGE)
    if len(as_peers) == 1:
        return redirect("workforce:own_page", as_peers[0].pk)
    return render(request, "workforce/own_pages.html", {"as_peers": as_peers})


@form_page(Can.WRITE_OWN_PAGE, OwnPageForm, "workforce/own_page.html")
def own_page(peer, *, by, idempotency_key, answers):
    actions.write_own_page(peer, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:today")


@require_safe
@signed_in
def weeks(request):
    """When a peer supporter has time: once for each employer, and mostly there is one."""
    as_peers = queries.as_peers(request.user, Can.KEEP_WEEK)
    if len(as_peers) == 1:
        return redirect("workforce:week", as_peers[0].pk)
    return render(request, "workforce/weeks.html", {"as_peers": as_peers})


@form_page(Can.KEEP_WEEK, WeekForm, "workforce/week.html")
def week(peer, *, by, idempotency_key, answers):
    actions.keep_week(peer, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:today")


@form_page(Can.SAY_WHOM_THEY_KNOW, AcquaintancesForm, "workforce/acquaintances.html")
def acquaintances(peer, *, by, idempotency_key, answers):
    actions.say_whom_they_know(peer, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("workforce:reflections")


@form_page(Can.SAY_WHOM_I_KNOW, KnownPeersForm, "workforce/known_peers.html")
def known_peers(person, *, by, idempotency_key, answers):
    actions.say_whom_i_know(person, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:my")


@require_safe
@needs(directory.Can.SEE_SET_UP)
def peers(request, programme):
    listed = list_page(request, queries.kept_peers(request.user, programme), "user__name")
    return render(
        request,
        "workforce/peers.html",
        listed | {"programme": programme, "tabs": tabs_of(programme, "workforce:peers")},
    )


@form_page(Can.KEEP_PEER, KeepPeerForm, "workforce/keep_peer.html", load=queries.with_employer)
def keep_peer(peer, *, by, idempotency_key, answers):
    actions.keep_peer(peer, by=by, idempotency_key=idempotency_key, **answers)
    programme = next(iter(peer.programmes.all()), None)
    return reverse("workforce:peers", args=[programme.pk]) if programme else reverse("set_up:set_up")
