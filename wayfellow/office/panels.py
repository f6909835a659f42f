"""The way to the office, what is past its day on the desk, and a peer supporter’s own meetings and steps."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.office import queries
from wayfellow.ui.home_pages import link, panel, section

section("office", order=45, label=_("Office"), to="office:offices", roles=[Role.COORDINATOR])
link("desk.around", order=50, label=_("Office of the programme"), to="office:office", of_record=True)


link(
    "today.more",
    order=28,
    label=_("Handbook"),
    to="office:handbooks",
    about=_("How the programme works, in writing."),
)


@panel("desk.asked", order=70, template="office/panels/late.html", statements=0, load=queries.with_late_steps)
def late(request, programme):
    """How many steps are past their day."""
    return programme.late_office_steps or None


@panel("desk.asked", order=72, template="office/panels/sharing.html", statements=0, load=queries.with_sharing_to_review)
def sharing(request, programme):
    """Whether who sees what has to be settled anew."""
    return programme.has_sharing_to_review or None


link(
    "today.more",
    order=31,
    label=_("Who does what, who sees what"),
    to="office:all_responsibilities",
    about=_("What each organisation does, and what they settled about who sees what."),
)


link(
    "today.more",
    order=27,
    label=_("Team meetings"),
    to="office:my_meetings",
    about=_("When we meet, what there is to talk about, and what was agreed."),
)
link("desk.more", order=45, label=_("Team meetings"), to="office:my_meetings")


@panel("today", order=49, template="office/panels/meetings.html", statements=1, load=queries.with_own_meetings)
def meetings(request, peer):
    """The meetings to come to which a peer supporter is asked."""
    return (list(queries.my_meetings_to_come(request.user)) or None) if peer.has_office_meetings else None


@panel("today", order=48, template="office/panels/own.html", statements=1, load=queries.with_own_steps)
def own(request, peer):
    """The steps that a peer supporter does and that fall due."""
    return (list(queries.my_steps(request.user)) or None) if peer.has_office_steps else None
