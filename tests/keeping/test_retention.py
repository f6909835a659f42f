"""How long something is kept: by kind, by place, by itself, and seen before it happens."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError

from tests.choices.conftest import asked
from tests.tabs import Tab, text_of
from wayfellow.choices.actions import note_it_happened, wish_to_be_told
from wayfellow.choices.links import token_of
from wayfellow.choices.models import Choice, FirstStep, Wish
from wayfellow.demo import story
from wayfellow.journeys import actions as journeys
from wayfellow.keeping import actions
from wayfellow.keeping.models import Kind, Retention
from wayfellow.keeping.queries import all_rules, due, preview, rule
from wayfellow.people.models import Person

from .conftest import TODAY

RETENTION = "/set-up/retention/"


def ago(days):
    return TODAY - timedelta(days=days)


def someone(name, cast, *, on, **details):
    return story.propose(cast, on=on, person={"name": name, "language": "ca"}, **details)


@pytest.fixture(autouse=True)
def checked(request, cast):
    """Somebody who knows the law has checked every rule, unless a test says otherwise."""
    if "as_shipped" not in request.keywords:
        Retention.objects.update(is_checked=True)


def names():
    return sorted(due(TODAY).values_list("name", flat=True))


def test_a_proposal_nobody_answered_goes_after_ninety_days(cast):
    someone("Nora", cast, on=ago(90))
    someone("Ivan", cast, on=ago(89))
    assert names() == ["Nora"]
    assert preview(TODAY) == {Kind.UNDECIDED: 1}


def test_a_no_goes_ninety_days_after_it(cast):
    journey = story.propose(cast, on=ago(200))
    journeys.choose(journey, by=cast.montse, on=ago(89), answer=Choice.Answer.NO)
    assert names() == []
    assert sorted(due(TODAY + timedelta(days=1)).values_list("name", flat=True)) == ["Montse"]
    assert preview(TODAY + timedelta(days=1)) == {Kind.DECLINED: 1}


def test_an_ended_journey_goes_two_years_after_the_end_and_a_going_one_never(cast):
    ended = story.set_out(cast, on=ago(1000))
    story.close(cast, ended, on=ago(730))
    going = story.set_out(cast, on=ago(3000), person={"name": "Nora", "language": "ca"})
    story.walk(cast, going, [ago(2900)])
    assert names() == ["Montse"]


def test_nobody_goes_as_long_as_one_of_their_journeys_is_kept(cast):
    old = story.set_out(cast, on=ago(1000))
    story.close(cast, old, on=ago(800))
    story.propose(cast, on=ago(3))
    assert names() == []


def test_the_rule_of_a_region_goes_before_its_country_and_that_before_anywhere(db):
    kept = all_rules()
    found = [rule(kept, kind, place) for kind, place in [("ended", "ES-CT"), ("ended", "ES-MD"), ("ended", "FR")]]
    assert [each.jurisdiction for each in found] == ["ES-CT", "ES", ""]
    assert rule(kept, "declined", "ES-CT").jurisdiction == ""


def test_a_longer_rule_of_the_place_holds_and_no_number_means_for_good(cast):
    someone("Nora", cast, on=ago(90))
    Retention.objects.create(kind=Kind.UNDECIDED, jurisdiction="ES", days=91, is_checked=True)
    actions.set_jurisdiction(cast.programme, by=cast.nil, jurisdiction="ES")
    assert names() == []
    Retention.objects.filter(kind=Kind.UNDECIDED).update(days=None)
    assert names() == []


@pytest.mark.as_shipped
def test_nobody_is_erased_by_a_rule_that_is_still_an_example(cast):
    someone("Nora", cast, on=ago(900))
    assert names() == []
    assert "still an example" in run("--preview")


@pytest.mark.as_shipped
def test_what_is_shipped_is_an_example_until_somebody_has_checked_it(cast):
    assert Retention.objects.exists()
    assert not Retention.objects.filter(is_checked=True).exists()
    assert all(rule.why.keys() == dict(settings.LANGUAGES).keys() for rule in Retention.objects.all())


def test_nothing_goes_by_itself_before_the_law_lets_it(db):
    with pytest.raises(IntegrityError):
        Retention.objects.create(kind=Kind.ENDED, jurisdiction="FR", days=3, at_least=4)


def test_the_operator_settles_a_rule_and_the_place_of_a_programme(cast, client):
    client.force_login(cast.nil)
    ended = Retention.objects.get(kind=Kind.ENDED, jurisdiction="ES")
    address = f"{RETENTION}{ended.pk}/"
    refused = Tab(client, address).send(days="3", at_least="4")
    assert refused.status_code == 422
    assert Tab(client, address).send(days="900", at_least="0", is_checked="on").status_code == 302
    place = Tab(client, f"/set-up/programmes/{cast.programme.pk}/jurisdiction/")
    assert place.send(jurisdiction="Spain").status_code == 422
    assert place.send(jurisdiction="ES").status_code == 302
    page = text_of(client.get(RETENTION))
    assert "after 900 days" in page
    assert "Checked" in page


def test_two_operators_do_not_overwrite_each_other(cast, client):
    client.force_login(cast.nil)
    address = f"{RETENTION}{Retention.objects.order_by('pk').first().pk}/"
    first, second = Tab(client, address), Tab(client, address)
    first.send(days="100", at_least="0")
    assert second.send(days="200", at_least="0").status_code == 422


def test_the_page_tells_counts_only_and_no_small_ones(cast, client):
    someone("Marked-Nora", cast, on=ago(90))
    client.force_login(cast.nil)
    page = text_of(client.get(RETENTION))
    assert "fewer than 5" in page
    assert "Marked-Nora" not in page
    client.force_login(cast.carme)
    assert "fewer than 5" not in text_of(client.get(RETENTION))


@pytest.mark.django_db(transaction=True)
def test_the_command_previews_and_then_erases_what_the_preview_said(cast, register):
    # Whatever a test before this one really emptied, these two rules are there.
    for kind in [Kind.UNDECIDED, Kind.ENDED]:
        Retention.objects.update_or_create(kind=kind, jurisdiction="", defaults={"days": 90, "is_checked": True})
    someone("Nora", cast, on=ago(90))
    actions.ask_erasure(cast.person, by=cast.montse, id=cast.person.pk, on=ago(14))
    said = run("--preview")
    assert "never answered: 1 would be erased" in said
    assert "take it back is over: 1 would be erased" in said
    assert Person.objects.filter(erased_on=None).count() == 2
    run()
    assert Person.objects.filter(erased_on=TODAY).count() == 2
    assert len(register.read_text().split()) == 2
    assert "Nothing has been kept its time today." in run()


def run(*options):
    out = StringIO()
    call_command("retain", *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_and_led_to_no_journey_goes_after_ninety_days(cast):
    old, new = asked(cast.programme, on=ago(90)), asked(cast.programme, on=ago(89))
    done = asked(cast.programme, on=ago(200))
    note_it_happened(done.step, by=cast.carme, on=ago(95), today=TODAY, outcome="information")
    assert preview(TODAY) == {Kind.FIRST_STEP: 2}
    run()
    steps = {step.pk: step for step in FirstStep.objects.select_related("key")}
    assert [steps[each.step.pk].is_erased for each in (old, new, done)] == [True, False, True]
    assert [steps[each.step.pk].let_go_by for each in (old, new, done)] == ["time", "", ""]
    assert preview(TODAY) == {}


@pytest.mark.django_db(transaction=True)
def test_a_wish_to_be_told_goes_after_a_year(cast):
    for days in (364, 365):
        wish = {"area": "Sants", "format": "group", "language": "ca", "email": f"n{days}@example.org"}
        wish_to_be_told(token=token_of(days), on=ago(days), **wish)
    assert preview(TODAY) == {Kind.WISH: 1}
    run()
    assert [wish.email for wish in Wish.objects.select_related("key")] == ["n364@example.org"]


@pytest.mark.as_shipped
def test_what_was_asked_stays_as_long_as_its_rule_is_an_example(cast):
    asked(cast.programme, on=ago(900))
    assert preview(TODAY) == {}
