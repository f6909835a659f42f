"""A secret is kept when two worlds that differ in it alone look the same to whoever is not to know it (I1, I3, I5).

Whatever they do there, and read: what they press is drawn by chance, other things each day (`--turn`), the same in
both worlds as long as these look the same, and every answer is compared.
What figures tell stands in `tests/evaluation/test_two_worlds.py`.
"""

import difflib
import random
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tests.access.test_policy import TODAY, road, told_road  # noqa: F401  # the same people
from tests.access.visitor import Visitor, begin
from tests.supervision.conftest import written
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journeys import actions
from wayfellow.people.models import Person, User
from wayfellow.supervision import actions as supervision
from wayfellow.vault.models import Key
from wayfellow.wellbeing import actions as wellbeing
from wayfellow.workforce.actions import reflect

A_WEEK_AGO = TODAY - timedelta(days=7)
YESTERDAY = TODAY - timedelta(days=1)
MOVES = 20
A_YES = {"answer": "yes", "idea": "mine", "free": "yes", "words": ""}
BESIDE = {"how": "paper", "who_was_there": "Carme"}


def nothing(cast):
    """Nobody did anything."""


def says(answer, on=YESTERDAY):
    """Both who were proposed a week ago answer alike: Biel in his own space, Nuria with Carme beside her."""
    said = A_YES if answer == "yes" else {"answer": answer, "idea": "", "free": "", "words": "I would rather not"}

    def happens(cast):
        actions.choose(cast.biels, by=cast.biel, on=on, **said)
        actions.record_choice(cast.nurias, by=cast.carme, on=on, **BESIDE, **said)

    return happens


def one_after_the_other(*several):
    def happens(cast):
        for each in several:
            each(cast)

    return happens


def adds_to_the_note(cast):
    note = cast.journey.accompaniments.get()
    actions.dispute_note(note, by=cast.montse, on=TODAY, words="It was not like that")


def is_proposed_a_place(cast):
    """Montse and Pau close their journey, and Carme proposes a place."""
    story.close(cast, cast.journey, on=TODAY)
    actions.propose_place(cast.journey, by=cast.carme, on=TODAY, name=cast.associations[0].name)


def says_no_to_the_place(cast):
    is_proposed_a_place(cast)
    actions.answer_place(cast.journey.places.latest("pk"), by=cast.montse, on=TODAY, answer="no")


def reflects(cast):
    reflect(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, words="A long day")


def shares_a_hard_day_with_silvia(cast):
    kept = wellbeing.check_in(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, said={"stays": "A hard day"})
    for kind in ["whole", "today"]:
        wellbeing.share_check_in(kept, by=cast.pau, id=uuid4(), on=TODAY, shared=_with_silvia(cast, kind))
    asked = {"with_whom": cast.silvia, "kind": "soon"}
    wellbeing.ask_to_talk(cast.peer, by=cast.pau, id=uuid4(), on=TODAY, shared=asked)


def takes_it_all_back(cast):
    shares_a_hard_day_with_silvia(cast)
    for shared in cast.peer.shared.all():
        wellbeing.take_back(shared, by=cast.pau)


def _with_silvia(cast, kind):
    return {"with_whom": cast.silvia, "kind": kind, "extract": ""}


def brings_something_to_supervision(cast):
    supervision.bring_to_sheet(cast.sheet, by=cast.pau, edit_token=None, words="A long day")
    written(cast.sheet, by=cast.silvia, talked="Quite another thing")


def silvia_is_a_person_here(cast):
    person = Person.objects.create(
        key=kept(Key.new()), user=cast.silvia, name="Silvia", language="ca", code="SILV-1111"
    )
    journey = story.propose(cast, on=A_WEEK_AGO, person=person, by=cast.ruth)
    actions.choose(journey, by=cast.silvia, on=A_WEEK_AGO, **A_YES)


def silvia_was_a_person_here(cast):
    silvia_is_a_person_here(cast)
    actions.choose(cast.silvia.person.journeys.get(), by=cast.silvia, on=YESTERDAY, answer="no", words="")


def kept(key):
    key.save()
    return key


@dataclass(frozen=True)
class Secret:
    """Worlds that differ in one thing, and those who must not be able to tell them apart."""

    worlds: tuple
    readers: tuple[str, ...]


SECRETS = {
    "a no, a not now, no answer yet": Secret(
        (nothing, says("no"), says("not_now")), ("rosa", "pau", "edu", "nil", "gala")
    ),
    "which of the two was said": Secret((says("no"), says("not_now")), ("carme", "oriol")),
    "a yes taken back": Secret(
        (says("yes", A_WEEK_AGO), one_after_the_other(says("yes", A_WEEK_AGO), says("no"))), ("rosa",)
    ),
    "a no to a place that was proposed": Secret(
        (is_proposed_a_place, says_no_to_the_place), ("rosa", "carme", "pau", "oriol", "edu", "nil")
    ),
    "an addition to a note": Secret((nothing, adds_to_the_note), ("rosa", "carme", "oriol", "silvia", "edu", "nil")),
    "a reflection": Secret((nothing, reflects), ("montse", "rosa", "carme", "oriol", "silvia", "edu", "nil")),
    "a hard day, shared with one person": Secret(
        (nothing, shares_a_hard_day_with_silvia, takes_it_all_back),
        ("montse", "rosa", "carme", "oriol", "edu", "nil"),
    ),
    "what is said in supervision": Secret(
        (nothing, brings_something_to_supervision), ("montse", "rosa", "carme", "oriol", "edu", "nil")
    ),
    "that a colleague is or was a person here": Secret(
        (nothing, silvia_is_a_person_here, silvia_was_a_person_here),
        ("rosa", "carme", "pau", "oriol", "edu", "nil", "montse", "gala"),
    ),
}


@pytest.fixture
def installation(road):  # noqa: F811
    """Biel, who has an account, and Nuria, who has none, were proposed a week ago; Ruth refers here, too."""
    road.biel = User.objects.create_user("biel@demo.example", name="Biel")
    road.ruth = User.objects.create_user("ruth@demo.example", name="Ruth")
    join(road.ruth, road.programme, Role.REFERRER)
    person = Person.objects.create(key=kept(Key.new()), user=road.biel, name="Biel", language="ca", code="BIEL-2222")
    road.biels = story.propose(road, on=A_WEEK_AGO, person=person)
    road.nurias = story.propose(road, on=A_WEEK_AGO, person={"name": "Nuria", "language": "ca"})
    return road


@pytest.mark.slow
@pytest.mark.parametrize("secret, reader", [(secret, who) for secret in SECRETS for who in SECRETS[secret].readers])
def test_two_worlds_look_the_same(installation, secret, reader, pytestconfig):
    chance = random.Random(f"{pytestconfig.getoption('turn')}, {secret}, {reader}")  # noqa: S311
    moves = [chance.randrange(10**6) for _move in range(MOVES)]
    first, *others = (seen_in(world, installation, reader, moves) for world in SECRETS[secret].worlds)
    for other in others:
        assert_alike(first, other)


@pytest.mark.parametrize("secret", SECRETS)
def test_what_is_new_tells_no_secret(installation, secret):
    """Nor does the number beside it, on any page."""
    for reader in SECRETS[secret].readers:
        for begins in ["/news/?show=all", "/news/", "/"]:
            first, *others = (seen_in(world, installation, reader, [], begins) for world in SECRETS[secret].worlds)
            for other in others:
                assert_alike(first, other)


def seen_in(world, installation, reader, moves, begins="/"):
    with transaction.atomic():
        world(installation)
        begin()
        heard = Visitor(getattr(installation, reader), begins).go_about(moves)
        transaction.set_rollback(True)
    return heard


def assert_alike(one, other):
    for (kind, place, status, words), there in zip(one, other, strict=False):
        if (kind, place, status, words) != there:
            told = difflib.unified_diff(words.splitlines(), there[-1].splitlines(), lineterm="", n=1)
            pytest.fail(f"{kind} {place}: {status}, there {there[:3]}\n" + "\n".join(told))
    assert len(one) == len(other)
