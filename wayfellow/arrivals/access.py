"""Who may do what with when a peer supporter is back, they alone; and with who is on duty."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.open_values import TODAY
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, programmes
from wayfellow.directory import access as directory
from wayfellow.workforce.access import supports_in, themself_supporting

ON_DUTY = [Role.COORDINATOR, Role.SUPERVISOR, Role.REFERRER]


class Can(Deed):
    # a programme
    SEE_DUTY = deed("programme.see_duty", _("see who is on duty on which day"))
    SET_DUTY = deed("programme.set_duty", _("say who is on duty on which days"))
    # a peer supporter
    KEEP_CONTACT = deed(
        "peer.keep_trusted_contact", _("say who is told when they are not back in time, or that nobody is")
    )
    SET_OUT = deed("peer.set_out", _("say when they expect to be back"))
    # when a peer supporter is back
    SAY_LATER = deed("outing.say_later", _("say that it will be later"))
    SAY_BACK = deed("outing.say_back", _("say that they are back"))


def who_supports_people_there(user):
    return Q(pk__in=supports_in(user))


def who_is_on_duty_there(user):
    """Whoever is on duty today or on a day to come, as long as they work there."""
    duties = records_of("arrivals.Duty").filter(user=user, on__gte=TODAY).values("programme")
    return Q(pk__in=duties) & (Q(pk__in=programmes(user, *ON_DUTY)) | Q(pk__in=supports_in(user)))


def who_is_out(user):
    return Q(peer__user=user)


RELATIONS = {
    who_supports_people_there: Relation(_("its peer supporters")),
    who_is_on_duty_there: Relation(_("whoever is on duty today or on a day to come, as long as they work there")),
    who_is_out: Relation(_("the peer supporter who is out"), is_own=True),
}


RECORDS = {
    "arrivals.Outing": _("When a peer supporter expects to be back"),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_DUTY: [
            directory.its_coordinators, directory.its_supervisors, who_supports_people_there, who_is_on_duty_there,
        ],
        Can.SET_DUTY: [directory.its_coordinators],
    },
    "workforce.Peer": {
        Can.KEEP_CONTACT: [themself_supporting],
        Can.SET_OUT:      [themself_supporting],
    },
    "arrivals.Outing": {
        Can.SAY_LATER: [who_is_out],
        Can.SAY_BACK:  [who_is_out],
    },
}  # fmt: skip
