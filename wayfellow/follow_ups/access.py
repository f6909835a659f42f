"""Who may do what with the follow-up of a quarter."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import Role, programmes
from wayfellow.directory import access as directory
from wayfellow.office.access import who_runs_the_office

LEAD = [Role.COORDINATOR, Role.SUPERVISOR]


class Can(Deed):
    # a programme
    SEE_FOLLOW_UPS = deed("programme.see_follow_ups", _("see which quarters both organisations looked at together"))
    BEGIN_FOLLOW_UP = deed("programme.begin_follow_up", _("begin the follow-up of a quarter, and say who signs it"))
    # the follow-up of a quarter
    SEE_FOLLOW_UP = deed("follow_up.see", _("read its sheet, as it is and as it was signed"))
    CHANGE_WHO_SIGNS = deed("follow_up.change_who_signs", _("change who signs it for each organisation"))
    WRITE_FOLLOW_UP = deed("follow_up.write", _("write down who came, what goes well and what to change"))
    AGREE_AT_FOLLOW_UP = deed("follow_up.agree", _("write down what was agreed, who does it and by when"))
    SIGN_FOLLOW_UP = deed("follow_up.sign", _("sign it for their organisation"))
    TAKE_BACK_FOLLOW_UP = deed("follow_up.take_back", _("delete it, as long as nothing is written"))


def who_leads_the_programme(user):
    return Q(programme__in=programmes(user, *LEAD))


def who_signs_it(user):
    """The two who sign, as long as they coordinate or supervise there."""
    return (Q(host_signs=user) | Q(partner_signs=user)) & who_leads_the_programme(user)


RELATIONS = {
    who_leads_the_programme: Relation(_("the coordinators and supervisors of its programme")),
    who_signs_it: Relation(_("the two who sign it, as long as they coordinate or supervise there")),
}


RECORDS = {
    "follow_ups.FollowUp": _("The follow-up of a quarter by both organisations"),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_FOLLOW_UPS:  [directory.its_coordinators, directory.its_supervisors],
        Can.BEGIN_FOLLOW_UP: [directory.its_coordinators],
    },
    "follow_ups.FollowUp": {
        Can.SEE_FOLLOW_UP:       [who_signs_it, who_leads_the_programme],
        Can.CHANGE_WHO_SIGNS:    [who_runs_the_office],
        Can.WRITE_FOLLOW_UP:     [who_runs_the_office, who_signs_it],
        Can.AGREE_AT_FOLLOW_UP:  [who_runs_the_office, who_signs_it],
        Can.SIGN_FOLLOW_UP:      [who_signs_it],
        Can.TAKE_BACK_FOLLOW_UP: [who_runs_the_office],
    },
}  # fmt: skip
