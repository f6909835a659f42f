"""What a group is called, and what belongs to it: a course, an open day and an outing are the same in other words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Listing
from wayfellow.directory.terms import Format


@dataclass(frozen=True)
class Words:
    """What the pages of one kind say."""

    name: Any
    its_page: Any
    about: Any
    place: Any
    leave: Any
    who: Any
    remove: Any
    when: Any
    how: Any
    numbers_only: Any
    decided: Any
    as_decided: Any
    change: Any
    planned: Any
    none_counted: Any
    days: Any
    all_together: Any
    is_once: bool = False


IN_A_SERIES: dict[str, Any] = {
    "planned": _("Sessions planned so far"),
    "none_counted": _("No session is counted yet."),
    "days": _("Sessions"),
    "all_together": _("People who came, all sessions together"),
}
ON_ONE_DAY: dict[str, Any] = {
    "planned": _("Planned so far"),
    "none_counted": _("It is not counted yet how many came."),
    "days": _("Counted"),
    "all_together": _("People who came"),
    "decided": _("What is written down of those who come?"),
    "as_decided": _("Only those who lead it change this."),
    "change": _("Change what is written down"),
    "is_once": True,
}

GROUP = Words(
    name=_("Group"),
    its_page=_("To the page of your group"),
    about=_("About this group"),
    place=_("A place in the group"),
    leave=_("Leave the group"),
    who=_("Who belongs to the group"),
    remove=_("Remove from the group"),
    when=_("When it meets next"),
    how=_("How the group is doing"),
    numbers_only=_("This group keeps numbers only, and there is nowhere a name could be kept."),
    decided=_("What did the group decide?"),
    as_decided=_("As the group decided together. Only those who lead it change this."),
    change=_("Change what the group decided"),
    **IN_A_SERIES,
)

WORDS = {
    Format.OUTING: Words(
        name=_("Outing"),
        its_page=_("To the page of your outing"),
        about=_("About this outing"),
        place=_("A place on the outing"),
        leave=_("Not come along after all"),
        who=_("Who comes along on the outing"),
        remove=_("Take off the list of the outing"),
        when=_("When the outing is"),
        how=_("How the outing went"),
        numbers_only=_("Of this outing only numbers are kept, and there is nowhere a name could be kept."),
        **ON_ONE_DAY,
    ),
    Format.OPEN_DAY: Words(
        name=_("Open day"),
        its_page=_("To the page of your open day"),
        about=_("About this open day"),
        place=_("A place at the open day"),
        leave=_("Not come to the open day after all"),
        who=_("Who comes to the open day"),
        remove=_("Take off the list of the open day"),
        when=_("When the open day is"),
        how=_("How the open day went"),
        numbers_only=_("Of this open day only numbers are kept, and there is nowhere a name could be kept."),
        **ON_ONE_DAY,
    ),
    Format.COURSE: Words(
        name=_("Course"),
        its_page=_("To the page of your course"),
        about=_("About this course"),
        place=_("A place on the course"),
        leave=_("Leave the course"),
        who=_("Who takes part in the course"),
        remove=_("Remove from the course"),
        when=_("When the course meets next"),
        how=_("How the course is doing"),
        numbers_only=_("This course keeps numbers only, and there is nowhere a name could be kept."),
        decided=_("What did those who take part decide?"),
        as_decided=_("As those who take part decided together. Only those who lead it change this."),
        change=_("Change what they decided"),
        **IN_A_SERIES,
    ),
}


def words_of(listing: Listing) -> Words:
    """Return how that is called which its listing says it is."""
    return next((words for format, words in WORDS.items() if format in listing.formats), GROUP)
