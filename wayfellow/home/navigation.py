"""Where a reader is, and where they can go: for the header and footer of every page."""

from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed, is_private
from wayfellow.access.roles import Role, memberships_now
from wayfellow.notices.news import how_many, on_first_page
from wayfellow.notices.tellings import SECTIONS as TOLD
from wayfellow.people.second_step import due
from wayfellow.understanding.queries import number_to_call
from wayfellow.workforce import access as workforce

SECTIONS = {
    # section        its page                its name
    "my":          ("home:my",              _("My space")),
    "today":       ("home:today",           _("Today")),
    "referrals":   ("journeys:referrals",   _("Referrals")),
    "desk":        ("home:desks",           _("Desk")),
    "listings":    ("directory:listings",   _("Directory")),
    "supervision": ("home:supervision",     _("Supervision")),
    "evaluation":  ("evaluation:evaluations", _("Evaluation")),
    "surveys":     ("surveys:surveys",      _("Surveys")),
    "set_up":      ("set_up:set_up",          _("Set-up")),
}  # fmt: skip
OPENED_BY = {
    Role.REFERRER: ["referrals"],
    Role.COORDINATOR: ["desk", "listings", "evaluation", "surveys"],
    Role.SUPERVISOR: ["supervision", "evaluation"],
    Role.EVALUATOR: ["evaluation"],
    Role.OPERATOR: ["set_up"],
}
MOST_SAID = 9
QUIET_EXIT_FROM = ("/ask/", "/my/", "/plan/", "/journeys/", "/accompaniments/", "/glass/", "/survey/", "/news/")


def here(request):
    """Context of every page: the reader's own sections, and whether to offer a quick way out."""
    reader = request.user
    signed_in = reader.is_authenticated
    sections = sections_of(request) if signed_in else []
    return {
        "LANGUAGE_CODE": get_language(),
        "here": {
            "home": reverse("home"),
            "reader": signed_in,
            "name": reader.name if signed_in else "",
            "number_to_call": number_to_call,
            "demo": signed_in and reader.of_the_demo,
            "second_step_by": signed_in and not request.path.startswith("/my-account/") and due(request),
            "quick_exit": not signed_in or is_private(request) or request.path.startswith(QUIET_EXIT_FROM),
            "sections": [(section, *_section(request, section)) for section in sections],
            "unread": partial(unread, request),
            "news_at": partial(news_at, request),
        },
    }


def _section(request, section):
    page, name = SECTIONS[section]
    return name, reverse(page), request.path.startswith(reverse(page))


def unread(request):
    """Return how many new things wait in each section, in few letters: for pages that show where a reader can go."""
    found = {section: counted["unread"] for section, counted in news_of(request).items()}
    return {
        section: str(number) if number <= MOST_SAID else f"{MOST_SAID}+" for section, number in found.items() if number
    }


def news_at(request, section):
    """Return what stands at the top of a section's first page; the database is asked only where there is something."""
    return on_first_page(request.user, section) if news_of(request).get(section, {}).get("in_sight") else []


def news_of(request):
    """Return how much is new in each section, asked once for a page."""
    if not hasattr(request, "how_many_news"):
        request.how_many_news = how_many(request.user, told_here(request))
    return request.how_many_news


def told_here(request):
    """Return the reader's own sections in which something can be new."""
    return [section for section in sections_of(request) if section in TOLD]


def sections_of(request):
    """Return the reader's sections, remembered for a day with their session; each page still asks the policy."""
    today = timezone.localdate().isoformat()
    on, sections = request.session.get("sections", ("", []))
    if on != today:
        sections = _sections(request.user)
        request.session["sections"] = [today, sections]
    return sections


def _sections(user):
    opened = {section for role in _roles(user) for section in OPENED_BY[role]}
    if hasattr(user, "person") or user.openings.filter(closed_at=None).exists():
        opened.add("my")
    if allowed(user, workforce.Can.SEE_OWN_DAY, user.peers.all()).exists():
        opened.add("today")
    return [section for section in SECTIONS if section in opened]


def _roles(user):
    return set(memberships_now(user).values_list("role", flat=True))
