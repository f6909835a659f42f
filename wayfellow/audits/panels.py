"""On the desk: the audits that wait to be closed."""

from wayfellow.audits import queries
from wayfellow.ui.home_pages import panel


@panel("desk.asked", order=73, template="audits/panels/over.html", statements=0, load=queries.with_audits_that_are_over)
def over(request, programme):
    """How many audits are past their last day."""
    return programme.audits_over or None
