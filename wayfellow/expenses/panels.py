"""What was spent: a peer supporter's way there, and what waits on the desk."""

from django.utils.translation import gettext_lazy as _

from wayfellow.expenses.queries import with_expenses_sent
from wayfellow.ui.home_pages import link, panel

link(
    "today.more",
    order=29,
    label=_("My expenses"),
    to="expenses:mine",
    about=_("Travel and small costs: what I sent in, and where it stands."),
)
link("desk.around", order=45, label=_("Expenses"), to="expenses:expenses", of_record=True)


@panel("desk.asked", order=75, template="expenses/panels/sent.html", statements=0, load=with_expenses_sent)
def sent(request, programme):
    return programme.expenses_sent or None
