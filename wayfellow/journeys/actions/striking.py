"""Words that have no place in what is written about a person go, by whoever wrote them (I2)."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Strike
from wayfellow.journeys.queries.striking import is_still_here, pattern, where_they_stand
from wayfellow.people.models import User

STRUCK = "[…]"


@act(Can.STRIKE)
def strike(journey, *, by, on, words):
    """Have words struck from what is written on a journey. One's own go at once.

    The person asks whoever wrote them; where those no longer stand around the person, they go at once, too.
    """
    is_theirs = journey.person.user_id == by.pk
    places = [place for place in where_they_stand(journey, words) if is_theirs or place[2] == by.pk]
    if not places:
        raise Refused(_("These words are not there exactly as you wrote them here. Please copy them."), field="words")
    for author in {place[2] for place in places}:
        writer = User.objects.filter(pk=author).first() if author else None
        waits = is_theirs and writer and author != by.pk and is_still_here(writer, journey)
        if not waits:
            _take_out(words, [place for place in places if place[2] == author])
        kept = {"words": words} if waits else {"struck_on": on}
        Strike.objects.create(journey=journey, author=writer or by, asked_on=on, **kept)


@act(Can.STRIKE_AS_ASKED)
def strike_as_asked(asked, *, by, on):
    """Whoever wrote them strikes the words that the person wants out. Nothing keeps them."""
    if asked.struck_on:
        return
    _take_out(asked.words, [place for place in where_they_stand(asked.journey, asked.words) if place[2] == by.pk])
    asked.words, asked.struck_on = "", on
    asked.save(update_fields=["words", "struck_on"])


def _take_out(words, places):
    """Seal each text anew without the words: what was sealed before is written over."""
    for record, column, _author in places:
        setattr(record, column, pattern(words).sub(STRUCK, getattr(record, column)))
        record.save(update_fields=[column])
