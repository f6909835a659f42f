"""Who may do what with the supervision of peer supporters."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, programmes
from wayfellow.directory import access as directory
from wayfellow.workforce import access as workforce


class Can(Deed):
    # a programme
    SEE_SUPERVISIONS = deed(
        "programme.see_supervisions", _("see who had supervision and when, and how often; never what was said")
    )
    SET_RHYTHM = deed("programme.set_rhythm", _("set how often each peer supporter has supervision"))
    PLAN_SUPERVISION = deed("programme.plan_supervision", _("plan a supervision, for one or several"))
    # a peer supporter
    ASK_FOR_SUPERVISION = deed("peer.ask_for_supervision", _("ask a supervisor for supervision, on a day"))
    # a supervision
    SEE_SUPERVISION = deed("supervision.see", _("see when it is, and who takes part"))
    MOVE_SUPERVISION = deed("supervision.move", _("move it to another day"))
    HOLD_SUPERVISION = deed("supervision.hold", _("note that it took place"))
    LET_SUPERVISION_GO = deed("supervision.let_go", _("cancel it"))
    # one peer supporter's sheet of a supervision
    SEE_SHEET = deed("sheet.see", _("read it, all of it"))
    BRING_TO_SHEET = deed("sheet.bring", _("say beforehand what they would like to talk about"))
    WRITE_SHEET = deed("sheet.write", _("write down what was talked about, and correct it"))
    SIGN_SHEET = deed("sheet.sign", _("say that they have read it and agree"))
    AGREE_STEP = deed("sheet.agree_step", _("write down what was agreed, by whom and until when"))
    # what was agreed in supervision
    SETTLE_STEP = deed("agreed_step.settle", _("say that it is done, or let it go"))


def who_supervises_it(user):
    """Whoever leads it, as long as they supervise there; beside them, in a joint one, the other management."""
    second = programmes(user, Role.SUPERVISOR, Role.COORDINATOR)
    leads = Q(supervisor=user, programme__in=programmes(user, Role.SUPERVISOR))
    return leads | Q(beside=user, programme__in=second)


def who_takes_part(user):
    return Q(Exists(_sheets(user)))


def who_takes_part_alone(user):
    """The one peer supporter it is for, as long as they are one."""
    others = records_of("supervision.Sheet").filter(supervision=OuterRef("pk")).exclude(peer__user=user)
    mine = _sheets(user).filter(peer__in=workforce.supporters_now().filter(user=user))
    return Q(Exists(mine)) & ~Exists(others)


def whose_sheet_it_is(user):
    return Q(peer__user=user)


def whose_sheet_it_is_now(user):
    """The peer supporter it is about, as long as they are one."""
    return Q(peer__in=workforce.supporters_now().filter(user=user))


def who_supervises_what_it_is_of(user):
    return Q(supervision__in=records_of("supervision.Supervision").filter(who_supervises_it(user)))


def who_agreed_it(user):
    """The two who agreed it: the peer supporter, as long as they are one, and whoever leads the supervision."""
    both = whose_sheet_it_is_now(user) | who_supervises_what_it_is_of(user)
    return Q(sheet__in=records_of("supervision.Sheet").filter(both))


def _sheets(user):
    return records_of("supervision.Sheet").filter(supervision=OuterRef("pk"), peer__user=user)


RELATIONS = {
    who_supervises_it: Relation(_("the supervisor, and in a joint one whoever leads it with them")),
    who_takes_part: Relation(_("the peer supporters who take part")),
    who_takes_part_alone: Relation(_("the peer supporter, if it is for them alone")),
    whose_sheet_it_is: Relation(_("the peer supporter it is about"), is_own=True),
    whose_sheet_it_is_now: Relation(_("the peer supporter it is about, as long as they are one"), is_own=True),
    who_supervises_what_it_is_of: Relation(_("the supervisor, and in a joint one whoever leads it with them")),
    who_agreed_it: Relation(_("the peer supporter and the supervisor who agreed it")),
}


RECORDS = {
    "supervision.Supervision": _("A supervision of peer supporters"),
    "supervision.Sheet": _("What is written of a peer supporter’s supervision"),
    "supervision.AgreedStep": _("What was agreed in supervision"),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_SUPERVISIONS: [directory.its_supervisors, directory.its_coordinators],
        Can.SET_RHYTHM:       [directory.its_coordinators],
        Can.PLAN_SUPERVISION: [directory.its_supervisors],
    },
    "workforce.Peer": {
        Can.ASK_FOR_SUPERVISION: [workforce.themself_supporting],
    },
    "supervision.Supervision": {
        Can.SEE_SUPERVISION:    [who_takes_part, who_supervises_it],
        Can.MOVE_SUPERVISION:   [who_takes_part_alone, who_supervises_it],
        Can.HOLD_SUPERVISION:   [who_supervises_it],
        Can.LET_SUPERVISION_GO: [who_takes_part_alone, who_supervises_it],
    },
    "supervision.Sheet": {
        Can.SEE_SHEET:      [whose_sheet_it_is, who_supervises_what_it_is_of],
        Can.BRING_TO_SHEET: [whose_sheet_it_is_now, who_supervises_what_it_is_of],
        Can.WRITE_SHEET:    [whose_sheet_it_is_now, who_supervises_what_it_is_of],
        Can.SIGN_SHEET:     [whose_sheet_it_is_now, who_supervises_what_it_is_of],
        Can.AGREE_STEP:     [whose_sheet_it_is_now, who_supervises_what_it_is_of],
    },
    "supervision.AgreedStep": {
        Can.SETTLE_STEP: [who_agreed_it],
    },
}  # fmt: skip
