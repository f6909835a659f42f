"""Who may go on with what was begun."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation


class Can(Deed):
    # what somebody began to write
    GO_ON_WRITING = deed("draft.go_on", _("find it again within a week, go on writing, send it or throw it away"))


def whose_draft_it_is(user):
    return Q(writer=user)


RELATIONS = {
    whose_draft_it_is: Relation(_("the person writing it, and nobody else"), is_own=True),
}


RECORDS = {
    "drafts.Draft": _("What someone began to write and has not sent"),
}


GRANTS = {
    "drafts.Draft": {
        Can.GO_ON_WRITING: [whose_draft_it_is],
    },
}  # fmt: skip
