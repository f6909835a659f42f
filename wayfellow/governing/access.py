"""Who sees programmes side by side."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import Role, programmes


class Can(Deed):
    # a programme
    SEE_SIDE_BY_SIDE = deed("programme.see_side_by_side", _("see in numbers where it stands, beside their other ones"))


def its_governing_body(user):
    return Q(pk__in=programmes(user, Role.GOVERNING))


RELATIONS = {
    its_governing_body: Relation(_("its governing body")),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_SIDE_BY_SIDE: [its_governing_body],
    },
}
