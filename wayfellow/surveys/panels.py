"""What surveys bring to the home pages."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.surveys.queries import that_wait, with_any_mentioned
from wayfellow.ui.home_pages import link, panel, section

section("surveys", order=80, label=_("Surveys"), to="surveys:surveys", roles=[Role.COORDINATOR])


@panel("my.more", order=10, template="surveys/panels/that_wait.html", statements=1, load=with_any_mentioned)
def surveys(request, person):
    """A few questions, mentioned on a few days."""
    return that_wait(request.user, timezone.localdate()) or None if person.any_survey_mentioned else None


link("my.everything", order=60, label=_("My surveys"), to="surveys:my_surveys")
link(
    "today.more",
    order=10,
    label=_("Answers shared with you"),
    to="surveys:shared",
    about=_("Surveys that people answered under their name, for you to read."),
)
