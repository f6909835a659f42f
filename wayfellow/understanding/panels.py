"""What stories, presentations and numbers to call bring to the pages of other rooms."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link, panel
from wayfellow.understanding.queries import places, with_new_presentations


@panel(
    "desk.asked",
    order=20,
    template="understanding/panels/asked_on_desk.html",
    statements=0,
    load=with_new_presentations,
)
@panel("desk.line", order=20, template="understanding/panels/asked_on_line.html", statements=0)
def new_presentations(request, programme):
    return programme.new_presentations or None


@panel("find", order=10, template="understanding/panels/call_now.html", statements=1)
def call_now(request, query):
    return next(iter(places()), None) or ()


link("my.everything", order=70, label=_("My stories"), to="understanding:my_stories")
link("new_space.open", order=20, label=_("What peer support is"), to="understanding:contents")
link("desk.more", order=10, label=_("Stories waiting for you to read"), to="understanding:stories_to_read")
link("desk.more", order=20, label=_("Reader feedback"), to="understanding:feedback")
link("desk.more", order=30, label=_("Presentations"), to="understanding:presentations")
link(
    "today.more",
    order=30,
    label=_("My stories"),
    to="understanding:my_stories",
    about=_("Told in my words, shown only where I want."),
)
