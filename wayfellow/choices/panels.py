"""What somebody asked for, on the desks of those who answer."""

from django.utils.translation import gettext_lazy as _

from wayfellow.choices.queries import with_new_first_steps
from wayfellow.ui.home_pages import link, panel


@panel("desk.asked", order=10, template="choices/panels/asked_on_desk.html", statements=0, load=with_new_first_steps)
@panel("desk.line", order=10, template="choices/panels/asked_on_line.html", statements=0)
def new_first_steps(request, programme):
    return programme.new_first_steps or None


link("new_space.open", order=10, label=_("Ask for something"), to="choices:ask")
link("desk.head", order=10, label=_("First steps"), to="choices:first_steps", of_record=True)
