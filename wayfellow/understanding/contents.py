"""The pages of information, in the order in which one may read them."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Page(NamedTuple):
    slug: str
    title: str | Promise
    about: str | Promise
    drawing: str

    @property
    def words(self):
        """Return the template that holds its words."""
        return f"understanding/pages/{self.slug}.html"


PAGES = [
    Page(
        "what-it-is",
        _("What it is, and what it is not"),
        _("Who is with you, what you do, and where it ends."),
        "walking",
    ),
    Page("values", _("What it is based on"), _("Twelve promises, in our words."), "signpost"),
    Page("rights", _("Your rights"), _("The choice, your words, and two honest limits."), "door"),
    Page("evidence", _("Does it help?"), _("What is known, with figures, and what is not."), "book"),
    Page(
        "recovery", _("A good life, on your own terms"), _("What it can mean, and questions to ask yourself."), "path"
    ),
    Page("kinds", _("Kinds of peer support"), _("One to one, groups, families, workshops."), "circle"),
    Page("questions", _("Questions people ask"), _("Cost, family, care team, emergencies."), "tea"),
]
BY_SLUG = {page.slug: page for page in PAGES}


def beside(page: Page) -> tuple[Page | None, Page | None]:
    """Return the page before and the page after."""
    place = PAGES.index(page)
    return (PAGES[place - 1] if place else None), (PAGES[place + 1] if place + 1 < len(PAGES) else None)
