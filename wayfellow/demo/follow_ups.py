"""Two quarters of the example programme: one that both organisations signed, and the last, which Sílvia is to sign."""

import uuid
from datetime import timedelta

from django.utils import timezone

from wayfellow.demo.words import TOLD
from wayfellow.directory.models import Programme
from wayfellow.follow_ups import actions
from wayfellow.follow_ups.quarters import end_of, last_quarter
from wayfellow.office.actions import do_step
from wayfellow.ui.days import months_later

LOOKED_AT_AFTER, SIGNED_AFTER = timedelta(days=9), timedelta(days=12)


def tell(cast):
    programme, today = Programme.objects.get(slug="example-today"), timezone.localdate()
    last = last_quarter(today)
    before, told = months_later(last, -3), TOLD["follow_ups"]
    first = _looked_at(cast, programme, before, told["first"], today)
    room = _agreed(cast, first, told["room"], cast.carme, end_of(before) + timedelta(weeks=3))
    _agreed(cast, first, told["leaflet"], cast.silvia, today + timedelta(days=12))
    for user in [cast.carme, cast.silvia]:
        actions.sign_follow_up(first, by=user, edit_token=None, on=end_of(before) + SIGNED_AFTER)
    do_step(room, by=cast.carme, on=end_of(before) + timedelta(weeks=2))
    second = _looked_at(cast, programme, last, told["second"], today)
    _agreed(cast, second, told["travel"], cast.pau, today + timedelta(weeks=3))
    actions.sign_follow_up(second, by=cast.carme, edit_token=None, on=min(end_of(last) + SIGNED_AFTER, today))


def _looked_at(cast, programme, quarter, said, today):
    met_on, told = min(end_of(quarter) + LOOKED_AT_AFTER, today), TOLD["follow_ups"]
    signs = {"host_signs": cast.carme, "partner_signs": cast.silvia}
    begun = {"id": uuid.uuid4(), "today": met_on, "quarter": quarter, **signs}
    follow_up = actions.begin_follow_up(programme, by=cast.carme, **begun)
    came = {name: told[name] for name in ["came_from_host", "came_from_partner"]}
    sheet = {"met_on": met_on, **came, **said}
    actions.write_follow_up(follow_up, by=cast.carme, edit_token=None, on=met_on, sheet=sheet)
    return follow_up


def _agreed(cast, follow_up, words, owner, due_on):
    step = {"words": words, "owner": owner, "owner_in_words": "", "due_on": due_on, "every_months": None}
    return actions.agree_step(follow_up, by=cast.carme, id=uuid.uuid4(), on=follow_up.ends, step=step)
