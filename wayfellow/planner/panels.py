"""The way to the planner, from the evaluation."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link("evaluation.more", order=10, label=_("How many peer supporters?"), to="planner:planner", of_record=True)
