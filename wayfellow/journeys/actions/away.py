"""A peer supporter is away for a time: what was planned or offered in it is cancelled where that is wished."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.introducing import withdraw_times
from wayfellow.journeys.actions.within import let_go, still_planned
from wayfellow.journeys.queries.away import meetings_in, offered_in

CHANGED = _("Some of this was changed in the meantime. Please look at it again.")


@act(Can.CANCEL_WHILE_AWAY)
def cancel_while_away(absence, *, by, meetings=(), offered=()):
    """Cancel these meetings of the time in which a peer supporter is away, and withdraw the times offered in it.

    Whoever comes to one, or was offered one, is told of it.
    """
    planned = {meeting.pk: meeting for meeting in meetings_in(absence, by)}
    introductions = {each.pk: each for each in offered_in(absence, by)}
    for chosen, theirs, field in [(meetings, {*planned}, "meetings"), (offered, {*introductions}, "offered")]:
        if not {each.pk for each in chosen} <= theirs:
            raise Refused(CHANGED, field=field)
    for meeting in meetings:
        cancel_for_absence(planned[meeting.pk], by=by, until=absence.until)
    for introduction in offered:
        withdraw_times(introductions[introduction.pk].journey, by=by, absence=absence)


@act(Can.CANCEL_FOR_ABSENCE, when=still_planned)
def cancel_for_absence(accompaniment, *, by, until):
    """Cancel a planned meeting, because the peer supporter is away then: until a day, where it is known."""
    accompaniment.facts = {"before": accompaniment.on.isoformat()}
    let_go([accompaniment], by=by)
