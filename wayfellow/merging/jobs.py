"""After a month two records that became one stay one."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, job
from wayfellow.merging.actions import let_go_of_ways_back


@job(_("Forget how to undo records that became one over a month ago"), every=Every(at=datetime.time(3, 20)))
def stay_one() -> None:
    let_go_of_ways_back(on=timezone.localdate())
