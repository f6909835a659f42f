"""What hangs on one record hangs on the other, opened by its key; undone, everything is as it was (I3, I11)."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tests.keeping.conftest import walked  # noqa: F401  # something was written about Montse at every turn
from wayfellow.access.guard import COMMAND_LINE, Refused
from wayfellow.access.roles import Role
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.drafts.models import Draft
from wayfellow.evaluation.queries import report
from wayfellow.journal import checks as of_the_journal
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions as journeys
from wayfellow.journeys import checks as of_journeys
from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.places import looked_at
from wayfellow.keeping import actions as keeping
from wayfellow.keeping.queries import called, lines_about
from wayfellow.merging import actions
from wayfellow.merging.actions.within import _sealed
from wayfellow.notices.models import Letter
from wayfellow.people.models import Merge, Person, ProposedReach, Reach
from wayfellow.preferences.models import Preference
from wayfellow.vault import checks as of_the_vault
from wayfellow.vault.models import ErasedKey, Key, SealedText
from wayfellow.vault.register import bring_up_to_date, read

from .conftest import LONG_AGO, REACH, TODAY, everything_about, made_one, proposed


def all_is_well():
    return [*of_the_vault.findings(), *of_the_journal.findings(), *of_journeys.findings()] == []


def test_every_table_sealed_with_the_key_of_a_person_says_the_way_to_it(walked):  # noqa: F811
    """A way that nobody says would leave words behind that no key opens. A draft and a letter name the key itself."""
    ways = {Person, Draft, Letter, *(model for model, _way in _sealed())}
    sealed = [
        model
        for model in apps.get_models()
        if any(isinstance(field, SealedText) for field in model._meta.concrete_fields)
    ]
    theirs = {model for model in sealed for row in model.objects.order_by("pk") if is_sealed_with(row, walked.person)}
    assert theirs <= ways and len(theirs) > 20


def is_sealed_with(row, person):
    key = row.sealing_key()
    return key is not None and key.pk == person.key_id


def test_everything_hangs_on_the_one_that_goes_on(cast, two):
    moved = two.other.journeys.get()
    merge = made_one(cast, two.one, two.other)
    assert merge.state == Merge.State.DONE
    assert set(two.one.journeys.all()) == {two.journey, moved}
    assert not two.other.journeys.exists() and not two.other.choices.exists()
    moved.refresh_from_db()
    assert moved.beside_another and moved.objectives.get(position=1).words == "To leave the house each week"
    assert all_is_well()


def test_both_stay_open_beside_each_other_and_no_third_begins(cast, two):
    made_one(cast, two.one, two.other)
    with pytest.raises(Refused, match="already"):
        story.propose(cast, on=TODAY, person=two.one)


@pytest.fixture
def somebody(cast):
    """Somebody without an account, with a little of everything, in another programme too."""
    join(cast.carme, cast.elsewhere, Role.COORDINATOR)
    join(cast.rosa, cast.elsewhere, Role.REFERRER)
    person = proposed(cast)
    story.propose(cast, on=LONG_AGO, person=person, programme=cast.elsewhere, journey={"site": None})
    return person


def some_of(cast, person, chance):
    """Some of what could be written about somebody, as chance has it."""
    steps = [
        lambda: Reach.objects.filter(person=person).delete(),
        lambda: Preference.objects.update_or_create(person=person, defaults={"culture": f"The sea {chance.random()}"}),
        lambda: journeys.propose_reach(person, by=cast.pau, on=TODAY, reach={"phone": f"600{chance.random()}"[:9]}),
        lambda: cast.peer.known_by.add(person),
        lambda: Choice.objects.create(person=person, programme=cast.programme, on=TODAY, answer="no", words="Not me"),
        lambda: story.say_yes(cast, person.journeys.filter(programme=cast.programme).latest("pk"), on=TODAY),
        lambda: person.visits.create(with_whom="Doctor", to_raise="Sleep"),
        lambda: person.plan.get_or_create(kind="helps"),
        lambda: person.supports.create(name="A dog"),
        lambda: journeys.note_work(person.journeys.latest("pk"), by=cast.carme, on=TODAY, words="Rang twice"),
    ]
    for step in chance.sample(steps, k=chance.randrange(len(steps))):
        with suppress(Refused, PermissionDenied), transaction.atomic():
            step()


@pytest.mark.parametrize("turn", range(5))
def test_made_one_and_undone_everything_is_as_it_was(cast, somebody, two, turn, request):
    chance = random.Random(turn + request.config.getoption("turn"))  # noqa: S311  # of a test
    some_of(cast, somebody, chance)
    some_of(cast, two.one, chance)
    some_of(cast, two.other, chance)
    people = [two.one, somebody, two.other]
    before = everything_about(*people)
    others = chance.sample(people[1:], k=2)
    pairs = [chance.sample([two.one, others[0]], k=2)]
    pairs.append(chance.sample([pairs[0][0], others[1]], k=2))
    merges = [made_one(cast, *pair) for pair in pairs]
    assert all_is_well()
    [goes_on] = {person for person in people if person.journeys.exists()}
    assert goes_on == pairs[1][0] and goes_on.journeys.count() == 4
    for merge in chance.sample(merges, k=2):
        actions.undo_merge(Merge.objects.get(pk=merge.pk), by=cast.carme, on=TODAY)
        assert all_is_well()
    assert everything_about(*people) == before


def test_with_something_written_at_every_turn_it_goes_over_and_back(walked):  # noqa: F811
    """Montse's whole record, once she has no account."""
    walked.person.user = None
    walked.person.save()
    other = walked.person
    goes_on = proposed(walked, "Montserrat", on=TODAY - timedelta(days=2))
    story.say_yes(walked, goes_on.journeys.get(), on=TODAY)
    story.find_peer(walked, goes_on.journeys.get(), on=TODAY)
    before = everything_about(goes_on, other)
    merge = made_one(walked, goes_on, other)
    assert Person.objects.get(pk=other.pk).key != goes_on.key
    said = str(everything_about(goes_on))
    assert "I see it differently" in said and "It helps" in said and all_is_well()
    actions.undo_merge(merge, by=walked.carme, on=TODAY)
    assert everything_about(goes_on, other) == before and all_is_well()


def test_what_was_written_meanwhile_on_a_journey_goes_with_it(cast, two):
    """Also the answer that was given there; everything else stays with the one that goes on."""
    merge = made_one(cast, two.one, two.other)
    journey = Journey.objects.get(person=two.one, stage="proposed")
    story.say_yes(cast, journey, on=TODAY)
    journeys.note_work(journey, by=cast.carme, on=TODAY, words="Meanwhile")
    journeys.note_work(two.journey, by=cast.carme, on=TODAY, words="Of the other")
    visit = two.one.visits.create(with_whom="Doctor", to_raise="Sleep")
    actions.undo_merge(merge, by=cast.carme, on=TODAY)
    journey.refresh_from_db()
    assert journey.person == two.other and journey.choice.person == two.other
    assert journey.choice.answer == "yes" and journey.working_notes.get().words == "Meanwhile"
    assert two.journey.working_notes.get().words == "Of the other"
    visit.refresh_from_db()
    assert visit.person == two.one and all_is_well()


def test_after_a_month_it_cannot_be_undone_and_nothing_says_what_came_from_where(cast, two):
    merge = made_one(cast, two.one, two.other, on=TODAY - timedelta(days=31))
    with pytest.raises(Refused, match="until"):
        actions.undo_merge(merge, by=cast.carme, on=TODAY)
    actions.let_go_of_ways_back(on=TODAY)
    actions.let_go_of_ways_back(on=TODAY)
    merge.refresh_from_db()
    other = Person.objects.get(pk=two.other.pk)
    assert merge.moved is None and (other.name, other.also_called) == ("", "")
    assert not Reach.objects.filter(person=other).exists()
    assert called(two.other.code) == two.one


def test_contact_details_of_both_are_not_mixed_up(cast, two):
    """Those of the one that goes on stay; what the other says otherwise waits to be accepted."""
    merge = made_one(cast, two.one, two.other)
    assert two.one.reach.email == REACH["email"]
    waits = ProposedReach.objects.get(person=two.one, answered_on=None)
    assert waits.said() == {"good_times": "Late"}
    actions.undo_merge(merge, by=cast.carme, on=TODAY)
    assert not ProposedReach.objects.filter(person=two.one).exists()
    assert Reach.objects.get(person=two.other).good_times == "Late"


def test_figures_count_them_once_and_every_meeting_stays(cast, two):
    other = two.other.journeys.get()
    story.say_yes(cast, other, on=TODAY)
    story.find_peer(cast, other, on=TODAY)
    story.begin_walking(cast, other, on=TODAY)
    story.walk(cast, other, [TODAY])
    told = report(cast.programme)
    assert (told.people, told.accompaniments) == (2, 3)
    made_one(cast, two.one, two.other)
    for told in [report(cast.programme), report(cast.programme, LONG_AGO, TODAY)]:
        assert (told.people, told.accompaniments) == (1, 3)
        assert told.bands.n == told.sites.n == 1
        assert told.together.people <= 1 and told.per_person.mean == 3
    counted = Journey.objects.filter(person=two.one).values_list("accompaniments_count", flat=True)
    assert sorted(counted) == [1, 2]


# I11
def test_erased_nothing_of_either_opens_anywhere(cast, two, register):
    made_one(cast, two.one, two.other)
    codes = [two.one.code, two.other.code]
    lines = [*lines_about(two.one)]
    assert {line.person for line in lines} == {two.one.pk, two.other.pk}
    keeping.erase(two.one, by=COMMAND_LINE, on=TODAY)
    bring_up_to_date()
    keys = {two.one.key_id, two.other.key_id}
    assert not Key.objects.filter(pk__in=keys).exclude(wrapped=b"").exists()
    assert read(register) >= keys
    assert Person.objects.filter(pk__in=[two.one.pk, two.other.pk], erased_on=TODAY).count() == 2
    assert not Person.objects.filter(code__in=codes).exists() and not Merge.objects.exists()
    assert not [word for word in map(str, everything_about(two.one, two.other).values()) if "leave the house" in word]
    assert all_is_well()


def test_by_the_code_of_the_emptied_record_the_whole_person_is_erased(cast, two):
    made_one(cast, two.one, two.other)
    assert called(two.other.code) == two.one == called(two.one.code)


def test_an_older_backup_brings_back_neither(cast, two, register):
    made_one(cast, two.one, two.other)
    before = {model: list(model.objects.values()) for model in (Key, Person)}
    keeping.erase(two.one, by=COMMAND_LINE, on=TODAY)
    bring_up_to_date()
    ErasedKey.objects.all().delete()
    for model, rows in before.items():
        for row in rows:
            model.objects.filter(pk=row["id"]).update(**row)
    keeping.apply_register(register, on=TODAY)
    assert not Person.objects.filter(name="Ramona").exists()
    assert Person.objects.filter(erased_on=TODAY).count() == 2


def test_undone_each_is_erased_alone(cast, two):
    merge = made_one(cast, two.one, two.other)
    actions.undo_merge(merge, by=cast.carme, on=TODAY)
    keeping.erase(two.one, by=COMMAND_LINE, on=TODAY)
    other = Person.objects.get(pk=two.other.pk)
    assert other.erased_on is None and not other.key.is_destroyed
    assert other.journeys.get().objectives.get(position=1).words == "To leave the house each week"
    assert all_is_well()


# I3
def test_who_looked_before_is_read_after(cast, two, client):
    client.force_login(cast.carme)
    client.get(f"/people/{two.other.pk}/reach/")
    client.get(f"/desk/journeys/{two.other.journeys.get().pk}/")
    looked = Entry.objects.filter(person=two.other.pk, actor=cast.carme).count()
    assert looked
    journey = two.other.journeys.get()
    seen = looked_at(journey).count()
    merge = made_one(cast, two.one, two.other)
    journey.refresh_from_db()
    lines = lines_about(two.one)
    assert lines.filter(person=two.other.pk, actor=cast.carme).count() == looked
    assert looked_at(journey).count() == seen
    assert {line.deed for line in lines} >= {"person.ask_merge", "merge.answer", "merge.merge"}
    actions.undo_merge(merge, by=cast.carme, on=TODAY)
    assert {line.deed for line in lines_about(two.other)} >= {"merge.merge", "merge.part"}
