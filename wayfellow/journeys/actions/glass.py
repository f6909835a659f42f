"""Breaking the glass: nobody has standing access, and something serious may still need it (I4)."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import not_reviewed
from wayfellow.journeys.models import BrokenGlass
from wayfellow.journeys.queries.glass import has_second_person, open_now


@act(Can.BREAK_GLASS)
def break_glass(journey, *, by, id, at, reason):
    """Open what the two wrote for one hour. The person reads the reason at once, a second person reviews it."""
    if open_now(journey, by, at=at).exists():
        raise Refused(_("You have opened it already. Nothing was changed."))
    if not has_second_person(journey, by, on=timezone.localdate(at)):
        raise Refused(
            _(
                "Nobody else in this programme could review it afterwards, so it cannot be opened. Ask an "
                "administrator to add a second coordinator or a supervisor."
            )
        )
    return BrokenGlass.objects.create(id=id, journey=journey, by=by, at=at, reason=reason)


@act(Can.END_GLASS)
def end_glass(glass, *, by, at):
    """What was needed has been read: close it before the hour is over."""
    if at >= glass.closes_at:
        raise Refused(_("It is closed already. Nothing was changed."))
    glass.ended_at = at
    glass.save(update_fields=["ended_at"])


@act(Can.TELL_GLASS)
def tell_glass(glass, *, by, on):
    """The person knows: they read it themself, or someone told them."""
    glass.told_on = glass.told_on or on
    glass.save(update_fields=["told_on"])


@act(Can.REVIEW_GLASS, when=not_reviewed)
def review_glass(glass, *, by, at, outcome, what_follows):
    """A second person says whether it was needed, and what follows. The person is told of that, too."""
    if at < glass.closes_at:
        closes = date_format(timezone.localtime(glass.closes_at), "TIME_FORMAT")
        raise Refused(_("It is open until %(time)s. Please review it once it is closed.") % {"time": closes})
    glass.reviewed_by, glass.reviewed_on = by, timezone.localdate(at)
    glass.outcome, glass.what_follows, glass.told_on = outcome, what_follows, None
    glass.save(update_fields=["reviewed_by", "reviewed_on", "outcome", "what_follows", "told_on"])
