"""Who may do what with an application to become a peer supporter."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import Role, programmes
from wayfellow.directory.access import its_coordinators


class Can(Deed):
    # a programme
    KEEP_WAY_IN = deed(
        "programme.keep_way_in", _("say whether peer supporters are looked for, and by which steps they begin")
    )
    SEE_APPLICATIONS = deed("programme.see_applications", _("see who would like to become a peer supporter"))
    # an application
    SEE_APPLICATION = deed(
        "application.see", _("read it, and how to reach whoever wrote it"), told=_("Read it"), is_reading=True
    )
    TAKE_ON = deed("application.take_on", _("begin the way with them"))
    LET_APPLICATION_GO = deed("application.let_go", _("close it, with a few kind words"))
    # a step
    PLAN_JOINING_STEP = deed("joining_step.plan", _("say who goes along, and until when"))
    DO_JOINING_STEP = deed(
        "joining_step.do", _("note that it is done; of a check only its result and how long it holds")
    )


def who_takes_them_on(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR))


def who_took_them_on(user):
    return Q(application__programme__in=programmes(user, Role.COORDINATOR))


RELATIONS = {
    who_takes_them_on: Relation(
        _("the coordinators of the programme they would like to join"), told=_("Coordinator of the programme")
    ),
    who_took_them_on: Relation(_("the coordinators of the programme they would like to join")),
}


RECORDS = {
    "joining.Application": _("An application to become a peer supporter"),
    "joining.Step": _("A step on the way to become a peer supporter"),
}


GRANTS = {
    "directory.Programme": {
        Can.KEEP_WAY_IN:      [its_coordinators],
        Can.SEE_APPLICATIONS: [its_coordinators],
    },
    "joining.Application": {
        Can.SEE_APPLICATION:    [who_takes_them_on],
        Can.TAKE_ON:            [who_takes_them_on],
        Can.LET_APPLICATION_GO: [who_takes_them_on],
    },
    "joining.Step": {
        Can.PLAN_JOINING_STEP: [who_took_them_on],
        Can.DO_JOINING_STEP:   [who_took_them_on],
    },
}  # fmt: skip
