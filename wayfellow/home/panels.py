"""The first pages of each, and what stands on them for everybody, whichever rooms there are."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.home.navigation import news_at
from wayfellow.home.queries import has_own_day, has_own_space
from wayfellow.ui.home_pages import link, panel, section

NEWS: dict[str, Any] = {"order": 1, "template": "home/panels/news.html", "statements": 2}

section("my", order=10, label=_("My space"), to="home:my", opens=has_own_space)
section("today", order=20, label=_("Today"), to="home:today", opens=has_own_day)
section("desk", order=40, label=_("Desk"), to="home:desks", roles=[Role.COORDINATOR])
section("supervision", order=60, label=_("Supervision"), to="home:supervision", roles=[Role.SUPERVISOR])


@panel("my", **NEWS)
def new_for_me(request, person):
    """What others did lately that the person has not read yet."""
    return _news(request, "my")


@panel("today", **NEWS)
def new_today(request, peer):
    return _news(request, "today")


@panel("desks", **NEWS)
@panel("desk", **NEWS)
def new_on_the_desk(request, programme):
    return _news(request, "desk")


@panel("supervision", **NEWS)
@panel("load", **NEWS)
def new_in_supervision(request, programme):
    return _news(request, "supervision")


def _news(request, name):
    """Return what is new, at the top of a first page; not above what somebody looks for on it, or turns to."""
    lines = [] if request.POST or request.GET else news_at(request, name)
    return {"section": name, "lines": lines} if lines else None


for place in ["my.everything", "today.more", "desk.more"]:
    link(place, order=5, label=_("What was new lately"), to="home:news")
link("my.everything", order=85, label=_("Meetings in my own calendar"), to="home:calendars")
link("today.more", order=8, label=_("Meetings in my own calendar"), to="home:calendars")
link("desk.around", order=40, label=_("Load of each peer supporter"), to="home:load", of_record=True)
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
