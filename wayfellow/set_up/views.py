"""The operator's pages of organisations, their places and their programmes."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.directory import access as directory
from wayfellow.directory.queries.programmes import keeps_the_installation, programmes
from wayfellow.directory.tabs import tabs_of
from wayfellow.notices import access as notices
from wayfellow.notices import texts
from wayfellow.notices.letters import can_be_sent
from wayfellow.notices.queries import how_many
from wayfellow.set_up import actions, queries
from wayfellow.set_up.access import Can
from wayfellow.set_up.forms import (
    KeepOrganisationForm,
    KeepProgrammeForm,
    KeepSiteForm,
    KeepSourceForm,
    KeepTeamForm,
    OpenProgrammeForm,
    OrganisationForm,
    SiteForm,
    SourceForm,
    TeamForm,
)
from wayfellow.ui.pages import form_page, installation_page, list_page


@require_safe
@signed_in
def set_up(request):
    listed = list_page(request, programmes(request.user))
    return render(
        request, "set_up/programmes.html", listed | {"keeps_the_installation": keeps_the_installation(request.user)}
    )


@installation_page
@require_safe
@needs(notices.Can.SEE_LETTERS)
def letters(request, installation):
    """How many e-mails and texts went out and what holds others up: no address, no number, no reader, no words."""
    shown = how_many(request.user, timezone.localdate())
    can = {"can_be_sent": can_be_sent(), "texts_can_be_sent": texts.can_be_sent()}
    return render(request, "set_up/letters.html", shown | can)


@require_safe
@signed_in
def organisations(request):
    listed = list_page(request, queries.organisations(request.user))
    return render(request, "set_up/organisations.html", listed)


@installation_page
@form_page(Can.ADD_ORGANISATION, OrganisationForm, "set_up/add_organisation.html")
def add_organisation(installation, *, by, idempotency_key, answers):
    return _page_of(actions.add_organisation(installation, by=by, idempotency_key=idempotency_key, **answers))


@require_safe
@needs(Can.KEEP_ORGANISATION, load=queries.organisation)
def organisation(request, organisation):
    return render(request, "set_up/organisation.html", {"organisation": organisation})


@form_page(Can.KEEP_ORGANISATION, KeepOrganisationForm, "set_up/keep_organisation.html")
def keep_organisation(organisation, *, by, idempotency_key, answers):
    actions.keep_organisation(organisation, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(organisation)


@form_page(Can.ADD_SITE, SiteForm, "set_up/add_site.html")
def add_site(organisation, *, by, idempotency_key, answers):
    actions.add_site(organisation, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(organisation)


@form_page(Can.KEEP_SITE, KeepSiteForm, "set_up/keep_site.html")
def keep_site(site, *, by, idempotency_key, answers):
    actions.keep_site(site, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(site.organisation)


@form_page(Can.ADD_TEAM, TeamForm, "set_up/add_team.html")
def add_team(organisation, *, by, idempotency_key, answers):
    actions.add_team(organisation, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(organisation)


@form_page(Can.KEEP_TEAM, KeepTeamForm, "set_up/keep_team.html")
def keep_team(team, *, by, idempotency_key, answers):
    actions.keep_team(team, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(team.organisation)


@form_page(Can.OPEN_PROGRAMME, OpenProgrammeForm, "set_up/open_programme.html")
def open_programme(organisation, *, by, idempotency_key, answers):
    return _programme_of(actions.open_programme(organisation, by=by, idempotency_key=idempotency_key, **answers))


@require_safe
@needs(directory.Can.SEE_SET_UP, load=queries.programme)
def programme(request, programme):
    return render(
        request, "set_up/programme.html", {"programme": programme, "tabs": tabs_of(programme, "set_up:programme")}
    )


@form_page(Can.KEEP_PROGRAMME, KeepProgrammeForm, "set_up/keep_programme.html")
def keep_programme(programme, *, by, idempotency_key, answers):
    actions.keep_programme(programme, by=by, idempotency_key=idempotency_key, **answers)
    return _programme_of(programme)


@form_page(Can.ADD_SOURCE, SourceForm, "set_up/add_source.html")
def add_source(programme, *, by, idempotency_key, answers):
    actions.add_source(programme, by=by, idempotency_key=idempotency_key, **answers)
    return _programme_of(programme)


@form_page(Can.KEEP_SOURCE, KeepSourceForm, "set_up/keep_source.html")
def keep_source(source, *, by, idempotency_key, answers):
    actions.keep_source(source, by=by, idempotency_key=idempotency_key, **answers)
    return _programme_of(source.programme)


def _page_of(organisation):
    """Return where an organisation stands; sent twice, the list, where it stands too."""
    if organisation is None:
        return reverse("set_up:organisations")
    return reverse("set_up:organisation", args=[organisation.pk])


def _programme_of(programme):
    return reverse("set_up:programme", args=[programme.pk]) if programme else reverse("set_up:set_up")
