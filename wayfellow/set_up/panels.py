"""Where an installation is set up."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.ui.home_pages import section

section("set_up", order=90, label=_("Set-up"), to="set_up:set_up", roles=[Role.OPERATOR])
