"""Which words have no place in what is written."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.pages import Form, line

FEWEST_LETTERS = 3


class StrikeForm(Form):
    """The words themselves, so it does not ask about them."""

    words = line(
        _("Which words?"),
        required=True,
        min_length=FEWEST_LETTERS,
        help_text=_("Copy them as they stand there: only these words go, and […] stands in their place."),
    )
