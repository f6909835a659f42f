"""Where the figures are."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.ui.home_pages import section

section(
    "evaluation",
    order=70,
    label=_("Evaluation"),
    to="evaluation:evaluations",
    roles=[Role.COORDINATOR, Role.SUPERVISOR, Role.EVALUATOR],
)
