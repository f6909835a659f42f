"""After a month nothing says any more what a file changed: until then it can be undone."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.hsds.actions.deliveries import let_go_of_deliveries
from wayfellow.jobs.definitions import Every, job


@job(_("Forget directories brought in from a file over a month ago"), every=Every(at=datetime.time(4, 20)))
def forget() -> None:
    let_go_of_deliveries(on=timezone.localdate())
