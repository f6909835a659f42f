"""What the plan brings to the home pages."""

from django.utils.translation import gettext_lazy as _

from wayfellow.plans.queries import written_before_it_was_confirmed
from wayfellow.ui.home_pages import link, panel


@panel("new_space", order=30, template="plans/panels/goals_of_a_new_space.html", statements=1)
def goals(request, opened):
    """What they would like, and the way to write it down."""
    return list(written_before_it_was_confirmed(opened.person_id, request.user))


link("my.everything", order=20, label=_("My plan"), to="plans:my_plan")
link("my.everything", order=40, label=_("My visits"), to="plans:visits")
