"""What an operator settles about organisations, their places and their programmes.

Nothing here is deleted, for journeys point at it: it ends, and is offered no longer. A name or a code that another one
has is refused, and so is a change of what somebody else changed meanwhile (I8).
"""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.directory.actions import make_findable
from wayfellow.directory.models import Organisation, Programme, ReferralSource, Site, Team
from wayfellow.directory.queries.programmes import going_on
from wayfellow.set_up.access import Can
from wayfellow.set_up.queries import snapshot_of
from wayfellow.ui.languages import in_each_language

TAKEN = _("There is one with this name already. Please choose another name.")


@act(Can.ADD_ORGANISATION)
def add_organisation(installation, *, by, name, kind, **details):
    """Take up an organisation: a provider, a peer-run one, an association or a governing body."""
    _unless_taken(Organisation.objects.filter(name=name))
    return Organisation.objects.create(name=name, kind=kind, **details)


@act(Can.KEEP_ORGANISATION)
def keep_organisation(organisation, *, by, edit_token, **details):
    """Change it, or say from when it has ended. While its programmes go on, it does."""
    _unless_taken(Organisation.objects.filter(name=details["name"]).exclude(pk=organisation.pk))
    if details["ended_on"] and organisation.programmes.filter(going_on(details["ended_on"])).exists():
        raise Refused(
            _("One of its programmes goes on longer. End that programme first: its journeys depend on it."),
            field="ended_on",
        )
    _change(organisation, edit_token=edit_token, **details)
    make_findable(*organisation.listings.all())


@act(Can.ADD_SITE)
def add_site(organisation, *, by, name):
    """Take up one of its sites, where people are met."""
    _unless_taken(organisation.sites.filter(name=name))
    return Site.objects.create(organisation=organisation, name=name)


@act(Can.KEEP_SITE)
def keep_site(site, *, by, edit_token, **details):
    """Change a site, or say from when nobody is met there any more."""
    _unless_taken(site.organisation.sites.filter(name=details["name"]).exclude(pk=site.pk))
    _change(site, edit_token=edit_token, **details)


@act(Can.ADD_TEAM)
def add_team(organisation, *, by, name, site):
    """Take up one of its care teams, at a site or at none."""
    _unless_taken(organisation.teams.filter(name=name))
    return Team.objects.create(organisation=organisation, name=name, site=site)


@act(Can.KEEP_TEAM)
def keep_team(team, *, by, edit_token, **details):
    """Change a team, or say from when it is no more."""
    _unless_taken(team.organisation.teams.filter(name=details["name"]).exclude(pk=team.pk))
    _change(team, edit_token=edit_token, **details)


@act(Can.OPEN_PROGRAMME)
def open_programme(organisation, *, by, slug, sites, associations, **details):
    """Open a programme. Anybody can be referred by themself, so that source is there from the start.

    Refused where the talk about the road would not come before the last of the accompaniments (I6).
    """
    if Programme.objects.filter(slug=slug).exists():
        raise Refused(_("Another programme has this short name. Please choose another one."), field="slug")
    _unless_the_talk_comes_late(details)
    programme = Programme.objects.create(organisation=organisation, slug=slug, **details)
    programme.sites.set(sites)
    programme.associations.set(associations)
    names = in_each_language(ReferralSource.THEMSELF)
    ReferralSource.objects.create(programme=programme, code=ReferralSource.SELF, names=names, position=0)
    return programme


@act(Can.KEEP_PROGRAMME)
def keep_programme(programme, *, by, edit_token, sites, associations, **details):
    """Change what was settled, or say from when no new referral is taken. Who is on the road goes on.

    Refused where the talk about the road would not come before the last of the accompaniments (I6).
    """
    _unless_the_talk_comes_late(details)
    _change(programme, edit_token=edit_token, **details)
    programme.sites.set(sites)
    programme.associations.set(associations)


@act(Can.ADD_SOURCE)
def add_source(programme, *, by, code, names):
    """Add a place that referrals come from, at the end of the list."""
    if programme.sources.filter(code=code).exists():
        raise Refused(_("This code is in use already. Please choose another one."), field="code")
    last = programme.sources.order_by("position").last()
    position = last.position + 1 if last else 0
    return ReferralSource.objects.create(programme=programme, code=code, names=names, position=position)


@act(Can.KEEP_SOURCE)
def keep_source(source, *, by, edit_token, names):
    """Change its names. The code stays, for figures are counted by it."""
    _change(source, edit_token=edit_token, names=names)


def _unless_taken(same_name):
    if same_name.exists():
        raise Refused(TAKEN, field="name")


def _unless_the_talk_comes_late(details):
    if details["talk_at"] >= details["proposed_accompaniments"]:
        raise Refused(_("The talk about the journey has to come before the last accompaniment."), field="talk_at")


def _change(record, *, edit_token, **details):
    unless_changed(snapshot_of(record), edit_token=edit_token)
    for name, value in details.items():
        setattr(record, name, value)
    record.save(update_fields=list(details))
