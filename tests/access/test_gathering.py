"""What rooms bring in their `access.py` is gathered, and what nobody could have meant stops the start."""

import re
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from tests.deeds import Can
from wayfellow.access import policy
from wayfellow.access.deeds import Deed, deed
from wayfellow.access.guard import record_type
from wayfellow.access.policy import POLICY, gather, rooms, what_does_not_fit
from wayfellow.access.relations import Relation
from wayfellow.access.roles import any_operator
from wayfellow.journeys.access.elsewhere import their_peer
from wayfellow.people.access import themself
from wayfellow.people.models import Person

RECIPE = Path(__file__).resolve().parents[2] / "docs" / "adding-a-room.md"


def who_sings_it(user):
    return Q(singer=user)


def the_person(user):
    return Q(pk=user.pk)


def songs(
    value="song.sing",
    words="sing it",
    relations=None,
    grants=None,
    records=None,
):
    """A room that fits, and can be made not to."""

    class Songs(Deed):
        SING = deed(value, words)

    relations = {who_sings_it: Relation("whoever sings it")} if relations is None else relations
    return SimpleNamespace(
        Can=Songs,
        RELATIONS=relations,
        RECORDS={"songs.Song": "A song"} if records is None else records,
        GRANTS={"songs.Song": {Songs.SING: [who_sings_it]}} if grants is None else grants(Songs),
    )


def said(room):
    return what_does_not_fit([*rooms(), room])


def test_all_that_is_there_fits_and_so_does_one_more_room():
    assert what_does_not_fit(rooms()) == []
    assert said(songs()) == []


@pytest.mark.parametrize(
    ("room", "problem"),
    [
        (songs(value="journey.log"), "Two deeds of one name: journey.log"),
        (songs(words=""), "A deed without words: song.sing"),
        (songs(grants=lambda can: {"songs.Song": {can.SING: []}}, relations={}), "A deed granted to nobody: song.sing"),
        (
            songs(relations={who_sings_it: Relation("whoever sings it"), the_person: Relation("the person")}),
            "Two relations of one name: the_person",
        ),
        (songs(relations={}), "A relation without words: who_sings_it"),
        (
            songs(grants=lambda can: {"songs.Song": {can.SING: [any_operator]}}),
            "A relation that nobody uses: who_sings_it",
        ),
        (songs(records={}), "A record without words: songs.Song"),
        (
            songs(records={"songs.Song": "A song", "songs.Choir": "A choir"}),
            "A record to which nothing is done: songs.Choir",
        ),
        (
            songs(records={"songs.Song": "A song", "people.Person": "A singer"}),
            "Two rooms say one record: people.Person",
        ),
        (
            songs(
                grants=lambda can: {"songs.Song": {can.SING: [who_sings_it]}, "people.Person": {can.SING: [themself]}}
            ),
            "A deed of two kinds of records: song.sing",
        ),
    ],
)
def test_what_nobody_could_have_meant_is_said(room, problem):
    assert problem in said(room)


def test_and_stops_the_start(monkeypatch):
    monkeypatch.setattr(policy, "rooms", lambda: [*rooms(), songs(words="")])
    with pytest.raises(ImproperlyConfigured, match="A deed without words: song.sing"):
        gather()


def test_a_room_grants_on_what_the_rooms_below_it_keep():
    """Along the road it is said who else sees how to reach a person, and who may close their space."""
    granted = POLICY["people.Person"]
    assert granted[Can.SEE_REACH][0] is themself and their_peer in granted[Can.CLOSE_SPACE]
    assert record_type(Can.SEE_REACH) is Person


def test_the_room_of_the_recipe_fits():
    """docs/adding-a-room.md: what it says of `access.py` is all that is needed."""
    recipe = re.search(r"```python\n(.*?)```", RECIPE.read_text(), re.DOTALL)[1]
    room = ModuleType("songs")
    exec(recipe, vars(room))
    assert what_does_not_fit([*rooms(), room]) == []
    assert [can.value for can in room.Can] == ["person.write_song", "song.hear"]
