"""Where the listings are kept."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.ui.home_pages import section

section("listings", order=50, label=_("Directory"), to="directory:listings", roles=[Role.COORDINATOR])
