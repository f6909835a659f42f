"""Who may do what with the person’s own plan, visits and supports. The peer supporter’s part is said in `journeys`."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.open_values import NOW
from wayfellow.access.relations import Relation, records_of
from wayfellow.people import access as people


class Can(Deed):
    # a person
    SEE_VISITS = deed(
        "person.see_visits",
        _("see the list of visits and what to raise there"),
        told=_("Opened your list of visits"),
        is_reading=True,
    )
    KEEP_VISITS = deed(
        "person.keep_visits",
        _("add to the list of visits and what to raise there"),
        told=_("Wrote in your list of visits"),
    )
    KEEP_SUPPORTS = deed("person.keep_supports", _("add to the people and supports around them"))
    KEEP_PLAN = deed(
        "person.keep_plan", _("begin the person’s own plan, and add goals to it"), told=_("Wrote in your plan")
    )
    SEE_PLAN = deed(
        "person.see_plan",
        _("open the person’s own plan, and see only what they may read of it"),
        told=_("Opened what you share of your plan"),
        is_reading=True,
    )
    # a visit in the person's own list
    CHANGE_VISIT = deed("visit.change", _("read, change and remove it"), told=_("Changed your list of visits"))
    # somebody whom the person counts among their supports
    CHANGE_SUPPORT = deed("support.change", _("read, change and remove it"))
    # a part of a person's plan
    SEE_PART = deed("plan.see", _("read it"), told=_("Read a part of your plan"), is_reading=True)
    WRITE_PART = deed("plan.write", _("write it, and bring an earlier version back"), told=_("Wrote in your plan"))
    SEE_VERSIONS = deed(
        "plan.see_versions",
        _("read its earlier versions"),
        told=_("Read earlier versions of a part of your plan"),
        is_reading=True,
    )
    SHARE_PART = deed(
        "plan.share", _("say which peer supporter may see it"), told=_("Decided who may see a part of your plan")
    )
    INVITE_TO_PART = deed(
        "plan.invite",
        _("invite someone to it, and end the invitation"),
        told=_("Invited someone to a part of your plan, or ended the invitation"),
    )
    REMARK = deed(
        "plan.remark",
        _("suggest something, or say that something worries them"),
        told=_("Commented on your plan"),
    )
    # what somebody else says beside it
    SEE_REMARK = deed("remark.see", _("read it, and what the person answers"))
    ANSWER_REMARK = deed(
        "remark.answer", _("take a suggestion, leave it, or answer"), told=_("Answered a comment on your plan")
    )
    # a link that the person gave to somebody
    OPEN_BY_LINK = deed(
        "link.open", _("read that one part"), told=_("Opened a part of your plan with the link you gave")
    )
    REMARK_BY_LINK = deed(
        "link.remark",
        _("comment on it"),
        told=_("Commented on your plan, with the link you gave"),
    )


def whose_visit_it_is(user):
    return Q(person__user=user)


def who_wrote_it_there(user):
    """Whoever opened the person's space by a code, until it is confirmed: a goal that nobody else put in words."""
    opened = people.opened_spaces().filter(people.who_opened_it(user)).values("person")
    of_others = records_of("plans.Version").filter(part=OuterRef("pk")).exclude(by=user)
    return Q(kind="goal", person__in=opened) & ~Exists(of_others)


def whose_plan_it_is(user):
    return Q(person__user=user)


def to_whom_it_is_said(user):
    return Q(part__person__user=user)


def who_holds_the_link(user):
    """Whoever shows a link, until the moment the person set or ends it. An account is no link."""
    opens = Q(ended_at=None, until__gt=NOW) & ~Q(part__stand="out")
    return Q(fingerprint=getattr(user, "fingerprint", "")) & opens


def who_may_comment_by_the_link(user):
    return who_holds_the_link(user) & Q(may_comment=True)


RELATIONS = {
    whose_visit_it_is: Relation(_("the person"), is_own=True),
    who_wrote_it_there: Relation(
        _("the one who opened the person’s space with a code, until it is confirmed: a goal they wrote"),
        told=_("The person who opened your space with a code, before it was confirmed"),
    ),
    whose_plan_it_is: Relation(_("the person"), is_own=True),
    to_whom_it_is_said: Relation(_("the person"), is_own=True),
    who_holds_the_link: Relation(
        _("anyone who has the link, until the day the person chose or until the person ends it"),
        told=_("Someone you invited"),
    ),
    who_may_comment_by_the_link: Relation(
        _("anyone who has the link, if the person lets them"), told=_("Someone you invited")
    ),
}


RECORDS = {
    "plans.Visit": _("A visit the person prepares for"),
    "plans.Support": _("Someone the person counts among their supports"),
    "plans.Part": _("A part of the person’s own plan"),
    "plans.Remark": _("Someone else’s comment on a part of the plan"),
    "plans.Guest": _("A link to one part of the plan, which the person gave to somebody"),
}


GRANTS = {
    "people.Person": {
        Can.SEE_VISITS:    [people.themself],
        Can.KEEP_VISITS:   [people.themself],
        Can.KEEP_PLAN:     [people.themself, people.who_opened_their_space],
        Can.SEE_PLAN:      [people.themself],
        Can.KEEP_SUPPORTS: [people.themself],
    },
    "plans.Visit": {
        Can.CHANGE_VISIT: [whose_visit_it_is],
    },
    "plans.Part": {
        Can.SEE_PART:       [whose_plan_it_is, who_wrote_it_there],
        Can.WRITE_PART:     [whose_plan_it_is, who_wrote_it_there],
        Can.SEE_VERSIONS:   [whose_plan_it_is, who_wrote_it_there],
        Can.SHARE_PART:     [whose_plan_it_is],
        Can.INVITE_TO_PART: [whose_plan_it_is],
    },
    "plans.Remark": {
        Can.SEE_REMARK:    [to_whom_it_is_said],
        Can.ANSWER_REMARK: [to_whom_it_is_said],
    },
    "plans.Guest": {
        Can.OPEN_BY_LINK:   [who_holds_the_link],
        Can.REMARK_BY_LINK: [who_may_comment_by_the_link],
    },
    "plans.Support": {
        Can.CHANGE_SUPPORT: [whose_plan_it_is],
    },
}  # fmt: skip
