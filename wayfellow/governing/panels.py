"""The way to the programmes side by side."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.ui.home_pages import section

section("governing", order=47, label=_("Side by side"), to="governing:side_by_side", roles=[Role.GOVERNING])
