"""Who may do what with what it costs to support somebody."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import Role, programmes
from wayfellow.directory.access import its_coordinators
from wayfellow.expenses.stages import Stage
from wayfellow.workforce.access import supporters_now, themself_supporting


class Can(Deed):
    # a programme
    SEE_EXPENSES = deed("programme.see_expenses", _("see what peer supporters spent, and take along what was approved"))
    # a peer supporter
    SEND_EXPENSE = deed("peer.send_expense", _("send in what they spent"))
    # an expense
    SEE_EXPENSE = deed("expense.see", _("read it"))
    CHANGE_EXPENSE = deed("expense.change", _("correct it or withdraw it, until it is approved"))
    ANSWER_EXPENSE = deed("expense.answer", _("approve it, or ask about it; never one’s own"))
    TAKE_BACK_APPROVAL = deed("expense.take_back_approval", _("take an approval back, within its month"))


def who_spent_it(user):
    return Q(peer__user=user)


def who_spent_it_and_supports(user):
    """The peer supporter who spent it, as long as they are one and nobody has approved it."""
    return Q(peer__in=supporters_now().filter(user=user)) & ~Q(stage=Stage.APPROVED)


def who_answers_for_it(user):
    """The coordinators of its programme, and never whoever spent it."""
    return Q(programme__in=programmes(user, Role.COORDINATOR)) & ~Q(peer__user=user)


RELATIONS = {
    who_spent_it: Relation(_("the peer supporter who spent it"), is_own=True),
    who_spent_it_and_supports: Relation(_("the peer supporter who spent it, until it is approved"), is_own=True),
    who_answers_for_it: Relation(_("the coordinators of the programme, and nobody for their own")),
}


RECORDS = {
    "expenses.Expense": _("What a peer supporter spent"),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_EXPENSES: [its_coordinators],
    },
    "workforce.Peer": {
        Can.SEND_EXPENSE: [themself_supporting],
    },
    "expenses.Expense": {
        Can.SEE_EXPENSE:        [who_spent_it, who_answers_for_it],
        Can.CHANGE_EXPENSE:     [who_spent_it_and_supports],
        Can.ANSWER_EXPENSE:     [who_answers_for_it],
        Can.TAKE_BACK_APPROVAL: [who_answers_for_it],
    },
}  # fmt: skip
