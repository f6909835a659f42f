"""Where a reader is, and where they can go: for the header and footer of every page."""

from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from wayfellow.access.guard import is_private
from wayfellow.notices.news import how_many, on_first_page
from wayfellow.notices.tellings import SECTIONS as TOLD
from wayfellow.people.second_step import due
from wayfellow.ui import home_pages
from wayfellow.ui.elsewhere import addresses
from wayfellow.ui.home_pages import SECTIONS
from wayfellow.understanding.queries import number_to_call

MOST_SAID = 9
QUIET_EXIT_FROM = (
    "/ask/",
    "/my/",
    "/plan/",
    "/journeys/",
    "/accompaniments/",
    "/glass/",
    "/survey/",
    "/news/",
    "/my-account/calendars/",
)


def here(request):
    """Context of every page: the reader's own sections, and whether to offer a quick way out."""
    reader = request.user
    signed_in = reader.is_authenticated
    own = sections_of(request) if signed_in else []
    return {
        "LANGUAGE_CODE": get_language(),
        "here": {
            "home": reverse("home"),
            "reader": signed_in,
            "name": reader.name if signed_in else "",
            "number_to_call": number_to_call,
            "elsewhere": addresses(request),
            "demo": signed_in and reader.of_the_demo,
            "second_step_by": signed_in and not request.path.startswith("/my-account/") and due(request),
            "quick_exit": is_private(request) or not signed_in or _reads_of_themself(request, own),
            "sections": [(section, *_section(request, section)) for section in own],
            "unread": partial(unread, request),
            "news_at": partial(news_at, request),
        },
    }


def _reads_of_themself(request, own):
    """Whether the page is one on which a person reads of themself. Who works here leaves a page as any other."""
    return "my" in own and request.path.startswith(QUIET_EXIT_FROM)


def _section(request, section):
    address = SECTIONS[section].address
    return SECTIONS[section].label, address, request.path.startswith(address)


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
    on, own = request.session.get("sections", ("", []))
    if on != today:
        own = home_pages.sections_of(request.user)
        request.session["sections"] = [today, own]
    return own
