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
        help_text=_("Copy them exactly as they are: only these words are taken out, and […] takes their place."),
    )

    def struck(self):
        """Return what was struck, or waits to be: for the person all of it, for others what they struck themself."""
        is_theirs = self.record.person.user_id == self.reader.pk
        mine = (each for each in self.record.strikes.all() if each.author_id == self.reader.pk and each.struck_on)
        return list(self.record.strikes.all() if is_theirs else mine)
