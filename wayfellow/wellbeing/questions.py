"""What a check-in and the page of one's own ask. Every question may be left out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.workforce.load import Load


class Energy(TextChoices):
    PLENTY = "plenty", _("Plenty")
    ENOUGH = "enough", _("Enough")
    LITTLE = "little", _("Little")
    NONE = "none", _("None at all")


class Often(TextChoices):
    YES = "yes", _("Yes")
    MOSTLY = "mostly", _("Mostly")
    HARDLY = "hardly", _("Hardly")
    NO = "no", _("No")


CHOSEN = {
    "energy": (_("How much energy do I have?"), Energy),
    "load": (_("How much is it just now?"), Load),
    "meaning": (_("Does it make sense to me, what I do?"), Often),
    "valued": (_("Do I feel valued here?"), Often),
}
WRITTEN = {
    "good": (_("What was good?"), ""),
    "stays": (_("What stays with me?"), _("No names are needed.")),
    "story": (_("Am I using my story, or is my story using me?"), ""),
    "for_myself": (_("What will I do for myself?"), ""),
}
ON_THE_PAGE = {
    "strengths": (_("What I am good at, and what I like about this work"), ""),
    "helps": (_("What keeps me well"), ""),
    "signs": (_("Early signs that it is getting too much"), _("What I notice first, or what others notice in me.")),
    "then": (_("What I do then"), ""),
    "others": (_("What others can do, and what they should not do"), ""),
    "whom": (_("Whom I call"), _("Names and numbers, in the order in which you would call.")),
}


def as_read(said):
    """Return what a check-in says, as (the question, the answer), of those that were answered."""
    chosen = [(label, choices(said[name]).label) for name, (label, choices) in CHOSEN.items() if said.get(name)]
    return chosen + [(label, said[name]) for name, (label, _help) in WRITTEN.items() if said.get(name)]


def says_it_is_hard(said):
    """Return whether somebody says of themself that there is no energy left, or that it is too much."""
    return said.get("energy") == Energy.NONE or said.get("load") == Load.TOO_MUCH


def page_as_read(said):
    """Return what stands on the page of one's own, as (the heading, the words)."""
    return [(label, said[name]) for name, (label, _help) in ON_THE_PAGE.items() if said.get(name)]
