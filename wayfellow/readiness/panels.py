"""The way to what the teams ask, for those who could answer."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link(
    "today.more",
    order=33,
    label=_("What the teams ask"),
    to="readiness:mine",
    about=_("What professionals would like to know about working with you. You can answer."),
)
link("referrals.more", order=10, label=_("What the teams ask"), to="readiness:mine")
