"""Steps towards associations: what was done, what comes next, and what was noted by mistake."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import not_in_the_future, on_or_after
from wayfellow.journeys.models import Connection
from wayfellow.journeys.queries.connecting import latest_step, snapshot_of, went_there_together


@act(Can.CONNECT)
def connect(journey, *, by, association, state, on, next_on=None, contact="", group=""):
    """Note a step towards an association or a group of it, and when the next one is.

    Whom to ask for, and a day that is still to come, stay until they are said anew. That the two went to a group
    together is there once, however often it is noted.
    """
    not_in_the_future(on)
    on_or_after(on, journey.referred_on)
    connection, _new = Connection.objects.get_or_create(
        journey=journey, association=association, defaults={"state": state, "on": on}
    )
    connection.journey = journey
    is_there = group and state == Connection.State.WENT_TOGETHER and went_there_together(connection, group)
    if not is_there:
        connection.steps.create(state=state, on=on, noted_at=timezone.now(), group=group)
    still_to_come = connection.next_on and connection.next_on > on
    connection.next_on = next_on or (connection.next_on if still_to_come else None)
    connection.contact = contact or connection.contact
    _stand_where_it_is(connection)
    return connection


@act(Can.KEEP_CONNECTION)
def keep_connection(connection, *, by, edit_token, next_on, contact):
    """Say anew whom to ask for there, and when the next step is."""
    unless_changed(snapshot_of(connection), edit_token=edit_token)
    connection.next_on, connection.contact = next_on, contact
    connection.save(update_fields=["next_on", "contact"])


@act(Can.KEEP_CONNECTION)
def take_back_step(connection, *, by, step):
    """The latest step was noted by mistake. With the only one goes all that was noted of the association."""
    latest = latest_step(connection)
    if latest.pk != step:
        raise Refused(_("Another step was noted in the meantime. Please look at the latest one again."))
    latest.delete()
    if connection.steps.exists():
        _stand_where_it_is(connection)
    else:
        Connection.objects.filter(pk=connection.pk).delete()


def _stand_where_it_is(connection):
    latest = latest_step(connection)
    connection.state, connection.on = latest.state, latest.on
    connection.save(update_fields=["state", "on", "next_on", "contact"])
