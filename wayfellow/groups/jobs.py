"""What goes by itself: visitors' names, requests that nobody answered, wishes to be told of what is over."""

import datetime
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.groups import actions, queries
from wayfellow.jobs.definitions import Every, job


@job(_("Forget what a group has no need of any more"), every=Every(at=datetime.time(4, 10)))
def let_go() -> None:
    today = timezone.localdate()
    gone = [queries.wishes_to_forget(today), queries.visitors_to_forget(today), queries.unanswered(today)]
    for asked in chain.from_iterable(gone):
        actions.let_go(asked, on=today)
