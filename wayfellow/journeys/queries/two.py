"""What the two said about the two of them: side by side only once both have, and both show it."""

from datetime import date

from django.db.models import QuerySet

from wayfellow.directory.models import Programme
from wayfellow.journeys.models import Journey, OneSide
from wayfellow.people.models import User
from wayfellow.surveys.queries import options, questions, ready_made
from wayfellow.surveys.shape import Content

PERSON, PEER = "mutuality-person", "mutuality-peer"


def with_two(model: type[Journey]) -> QuerySet[Journey]:
    """Load a journey with the two whose words are asked, and its programme."""
    return model.objects.select_related("person__key", "peer__user", "programme")


def is_the_person(journey: Journey, user: User) -> bool:
    return journey.person.user_id == user.pk


def asked(journey: Journey, user: User) -> Content:
    """Return the three questions in the words for this side."""
    return asked_of(PERSON if is_the_person(journey, user) else PEER)


def asked_of(side: str) -> Content:
    """Return the three questions in the words for the person, or for the peer supporter."""
    return next(each.content for each in ready_made() if each.name == side)


def sides(journey: Journey) -> dict[bool, OneSide]:
    """Return what the two who walk together now said, the person's under True."""
    found = journey.sides.filter(peer=journey.peer).select_related("questionnaire")
    return {each.is_the_persons: each for each in found}


def mine_and_theirs(journey: Journey, user: User) -> dict:
    """Return what this reader said, and beside it the other's, if both said something and both show it."""
    both, me = sides(journey), is_the_person(journey, user)
    mine, theirs = both.get(me), both.get(not me)
    shown = theirs if mine and theirs and mine.shows and theirs.shows else None
    return {"mine": mine, "theirs": shown, "rows": list(_rows(mine, shown)) if mine else []}


def what_the_person_may_see(journey: Journey) -> list[OneSide]:
    """Return the person's own side of every pair, and the other beside it where both show it."""
    said = list(journey.sides.order_by("-is_the_persons", "on"))
    mine = {side.peer_id: side.shows for side in said if side.is_the_persons}
    return [side for side in said if side.is_the_persons or side.shows and mine.get(side.peer_id)]


def _rows(mine, theirs):
    for question in questions(mine.questionnaire):
        steps, name = dict(options(question)), question["linkId"]
        said = [steps.get(side.given.get(name), "") if side else "" for side in (mine, theirs)]
        yield question["text"], *said


def pairs(programme: Programme, until: date) -> list[tuple[OneSide, OneSide]]:
    """Return the two sides of every pair of a programme in which both answered: the newest pair of each person."""
    said = OneSide.objects.filter(journey__programme=programme, journey__person__erased_on=None, on__lte=until)
    found: dict = {}
    for side in said.select_related("journey__person__key", "questionnaire").order_by("on", "pk"):
        found.setdefault((side.journey_id, side.peer_id), {})[side.is_the_persons] = side
    whole = [pair for pair in found.values() if len(pair) == len({True, False})]
    newest = {pair[True].journey.person_id: (pair[True], pair[False]) for pair in whole}
    return list(newest.values())
