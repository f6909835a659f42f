"""What stands on the home pages for everybody, whichever rooms there are."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.home.queries import with_news
from wayfellow.people.what_happened import what, what_is_new
from wayfellow.ui.home_pages import link, panel


@panel("my.more", order=20, template="home/panels/news.html", statements=1, load=with_news)
def news(request, person):
    """What others wrote lately."""
    if not (person.has_road and person.has_news):
        return None
    return [(line, what(line)) for line in what_is_new(request.user, timezone.now())]


link("my.everything", order=80, label=_("What is kept about me"), to="home:what_is_kept")
link("my.everything", order=90, label=_("On my phone’s home screen"), to="home:home_screen")
link(
    "kept",
    order=30,
    label=_("Who has looked at my information"),
    to="home:who_looked",
    about=_("Who, when, and what they did."),
)
link("new_space.open", order=30, label=_("Who sees what"), to="who_sees_what")
