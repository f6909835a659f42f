"""The one question an evaluation asks: which report to keep."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wayfellow.evaluation.models import WHOLE
from wayfellow.evaluation.published import years_told
from wayfellow.evaluation.queries import all_editions
from wayfellow.ui.pages import Form, one_of

ALL_TIME = "all"


class KeepForm(Form):
    done = _("Kept. It stays as it is now.")

    def prepare(self) -> None:
        years = [(str(year), str(year)) for year in years_told(all_editions(self.record, WHOLE))]
        self.fields["period"] = one_of(_("Which report?"), [(ALL_TIME, _("All time")), *years], initial=ALL_TIME)

    def answers(self) -> dict[str, Any]:
        period = self.cleaned_data["period"]
        return {"year": None if period == ALL_TIME else int(period)}
