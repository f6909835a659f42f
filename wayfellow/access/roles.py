"""What somebody is in a programme, and from when until when."""

from django.db.models import Exists, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.open_values import TODAY
from wayfellow.access.relations import Relation, records_of


class Role(TextChoices):
    """What someone is in a programme."""

    REFERRER = "referrer", _("Referring professional")
    COORDINATOR = "coordinator", _("Coordinator")
    SUPERVISOR = "supervisor", _("Supervisor")
    EVALUATOR = "evaluator", _("Evaluator")
    GOVERNING = "governing", _("Somebody of the governing body")
    OPERATOR = "operator", _("Administrator")


REFER = [Role.REFERRER, Role.COORDINATOR]


def any_operator(user):
    """For all that belongs to the installation, whichever programme it stands beside."""
    return Q(Exists(programmes(user, Role.OPERATOR)))


def command_line(user):
    """The operator's own commands, where the operating system says who may: no account stands in this relation."""
    return Q(pk__in=[])


RELATIONS = {
    any_operator: Relation(_("the administrators of the installation")),
    command_line: Relation(_("an administrator, on the server itself"), told=_("Administrator of the server")),
}


def programmes(user, *roles):
    """Return the programmes where somebody is one of these today."""
    return memberships_now(user).filter(role__in=roles).values("programme")


def memberships_now(user):
    """Return what somebody is today, in every programme."""
    return in_force(records_of("people.Membership").filter(user=user))


def in_force(memberships, on=None):
    """Keep of memberships those of a day, or of today."""
    on = on or TODAY
    return memberships.filter(not_over(on), starts_on__lte=on)


def not_over(on, part=""):
    """Keep what has no last day, or one that is not past: of the record itself, or of a part of it."""
    return Q(**{f"{part}ends_on": None}) | Q(**{f"{part}ends_on__gte": on})
