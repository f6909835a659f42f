"""Where the article on the pilot prints figures otherwise than counted here (García-Gómez et al., 2024)."""

from django.utils.translation import gettext as _

from wayfellow.evaluation.published import Published

PILOT = "nou-barris"
PEOPLE, ACCOMPANIMENTS = 30, 257


def remark(told: Published) -> str:
    """Return why our figures differ from the printed ones, where they are about the same people."""
    if (told.programme.slug, told.people, told.accompaniments) != (PILOT, PEOPLE, ACCOMPANIMENTS):
        return ""
    return _(
        "The published article prints a mean of 8.5; 257 divided by 30 is 8.57. Its bands read as “or more”, "
        "but add up to 30 only when each person counts once, as here."
    )
