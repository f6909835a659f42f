"""What learning brings to the home pages: what comes next, what falls due, and the ways in."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.learning import queries
from wayfellow.ui.home_pages import link, panel, section


@panel("today", order=55, template="learning/panels/own.html", statements=5, load=queries.with_own_learning)
def own(request, peer):
    """A peer supporter's courses to come, what is asked of them soon, and what falls due."""
    asked = queries.asked_soon(request.user) if peer.learning_may_be_asked else []
    if not peer.takes_courses and not peer.learning_is_due and not asked:
        return None
    return {
        "asked": asked,
        "taking": [each for each in queries.my_courses(request.user) if each.next_on] if peer.takes_courses else [],
        "due": queries.falls_due(request.user) if peer.learning_is_due else [],
    }


@panel(
    "desk.asked",
    order=65,
    template="learning/panels/to_talk_about.html",
    statements=0,
    load=queries.with_conversations,
)
def to_talk_about(request, programme):
    return programme.conversations_waiting or None


@panel("load", order=70, template="learning/panels/way_in.html", statements=0)
def way_in(request, programme):
    return True


link(
    "today.more",
    order=26,
    label=_("My learning"),
    to="learning:mine",
    about=_("Courses, my hours, and what I can do already. There is no exam."),
)
link("desk.around", order=35, label=_("Learning"), to="learning:programme", of_record=True)
section("learning", order=75, label=_("Learning"), to="learning:mine", roles=[Role.REFERRER, Role.EVALUATOR])
