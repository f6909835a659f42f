"""Saying how it is between the two, each for themself."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.queries.two import PEER, PERSON, is_the_person
from wayfellow.surveys.actions import newest_shipped


@act(Can.ANSWER_TWO)
def say_for_the_two(journey, *, by, on, given, shows):
    """Say how it is between the two, in place of what one said before; and whether the other may see it."""
    if journey.peer is None:
        raise Refused(_("There is no peer supporter now. Nothing was changed."))
    is_the_persons = is_the_person(journey, by)
    said = {"questionnaire": newest_shipped(PERSON if is_the_persons else PEER)}
    said |= {"given": given, "shows": shows, "on": on}
    journey.sides.update_or_create(peer=journey.peer, is_the_persons=is_the_persons, defaults=said)
