"""Who may set up organisations and programmes."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.roles import any_operator


class Can(Deed):
    # the installation
    ADD_ORGANISATION = deed("house.add_organisation", _("add an organisation"))
    # an organisation, its sites and teams
    KEEP_ORGANISATION = deed("organisation.keep", _("change it, or say that it has ended"))
    ADD_SITE = deed("organisation.add_site", _("add a site"))
    ADD_TEAM = deed("organisation.add_team", _("add a team"))
    OPEN_PROGRAMME = deed("organisation.open_programme", _("open a programme"))
    KEEP_SITE = deed("site.keep", _("change it, or say that it has ended"))
    KEEP_TEAM = deed("team.keep", _("change it, or say that it has ended"))
    # a programme
    KEEP_PROGRAMME = deed("programme.keep", _("change its details, or say that it has ended"))
    ADD_SOURCE = deed("programme.add_source", _("add a referral source"))
    KEEP_SOURCE = deed("source.keep", _("change its names"))


GRANTS = {
    "directory.House": {
        Can.ADD_ORGANISATION: [any_operator],
    },
    "directory.Organisation": {
        Can.KEEP_ORGANISATION: [any_operator],
        Can.ADD_SITE:          [any_operator],
        Can.ADD_TEAM:          [any_operator],
        Can.OPEN_PROGRAMME:    [any_operator],
    },
    "directory.Site": {
        Can.KEEP_SITE: [any_operator],
    },
    "directory.Team": {
        Can.KEEP_TEAM: [any_operator],
    },
    "directory.Programme": {
        Can.KEEP_PROGRAMME: [any_operator],
        Can.ADD_SOURCE:     [any_operator],
    },
    "directory.ReferralSource": {
        Can.KEEP_SOURCE: [any_operator],
    },
}  # fmt: skip
