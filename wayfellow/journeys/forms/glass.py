"""What is asked of whoever breaks the glass, and of whoever looks at it afterwards."""

from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import BrokenGlass
from wayfellow.ui.pages import Form, one_of, words


class BreakGlassForm(Form):
    about_a_person = True
    reason = words(
        _("What is so serious that you need to read it?"),
        required=True,
        rows=5,
        help_text=_("The person reads exactly these words, and so does whoever reviews it afterwards."),
    )


class TellGlassForm(Form):
    """Nothing to answer: the person knows."""


class ReviewGlassForm(Form):
    about_a_person = True
    outcome = one_of(_("Was it needed?"), BrokenGlass.Outcome)
    what_follows = words(_("What happens next?"), required=True, rows=4, help_text=_("The person reads this, too."))
