"""The follow-up of a quarter: begun, written down, agreed on and signed, on a day after it."""

from uuid import uuid4

from django.utils import timezone

from wayfellow.follow_ups import actions, queries
from wayfellow.follow_ups.models import FollowUp
from wayfellow.follow_ups.quarters import last_quarter

TODAY = timezone.localdate()
QUARTER = last_quarter(TODAY)


def begun(cast, *, quarter=QUARTER, host_signs=None, partner_signs=None):
    signs = {"host_signs": host_signs or cast.carme, "partner_signs": partner_signs or cast.silvia}
    return actions.begin_follow_up(cast.programme, by=cast.carme, id=uuid4(), today=TODAY, quarter=quarter, **signs)


def written(follow_up, by, **said):
    sheet = {"met_on": TODAY, "came_from_host": "The head of care", "came_from_partner": "The head of peers"}
    sheet |= {"goes_well": "The first visits", "to_change": "A second phone"} | said
    actions.write_follow_up(follow_up, by=by, edit_token=None, on=TODAY, sheet=sheet)
    return again(follow_up)


def agreed(follow_up, by, *, words="Buy a phone", owner=None, due_on=TODAY):
    step = {"words": words, "owner": owner or by, "owner_in_words": "", "due_on": due_on, "every_months": None}
    return actions.agree_step(follow_up, by=by, id=uuid4(), on=TODAY, step=step)


def signed(follow_up, by):
    actions.sign_follow_up(again(follow_up), by=by, edit_token=None, on=TODAY)
    return again(follow_up)


def again(follow_up):
    return queries.with_both(FollowUp).get(pk=follow_up.pk)
