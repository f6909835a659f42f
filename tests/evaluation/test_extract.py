"""The extract for research: each line stands there for enough people, and nothing in it leads to one (I9)."""

from collections import Counter
from datetime import date, timedelta

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.evaluation.crowd import someone, walk_with
from tests.tabs import text_of
from wayfellow.evaluation import actions as evaluation
from wayfellow.evaluation.open_data import label
from wayfellow.evaluation.queries import extract_to_take
from wayfellow.journeys.models import Journey

TODAY = timezone.localdate()
ENDED = date(2023, 6, 1)


def ended(journeys, on=ENDED, stage="closed"):
    Journey.objects.filter(pk__in=[each.pk for each in journeys]).update(stage=stage, ended_on=on)


def there(cast):
    """Return the lines there are, each as (gender, age, source, how many)."""
    found = extract_to_take(cast.programme)
    columns = ("gender", "age", "referred_by")
    return [(*(label(each, line.who[each]) for each in columns), line.people) for line in found.lines] if found else []


def test_rare_answers_stand_together_and_who_is_too_rare_is_left_out(cast):
    journeys = walk_with(
        cast,
        [
            *[someone(4, gender="woman", age=33, source="PADI") for _one in range(20)],
            *[someone(6, gender="man", age=57, source="psychiatry") for _one in range(12)],
            *[someone(9, gender="man", age=57, source="nursing") for _one in range(3)],
            *[someone(9, gender="man", age=57, source="PSI") for _one in range(3)],
        ],
    )
    ended(journeys)
    call_command("publish")
    found = Counter()
    for *who, people in there(cast):
        found[tuple(who)] += people
    assert found == {
        ("woman", "30-39", "PADI"): 20,
        ("man", "50-59", "psychiatry"): 12,
        ("man", "50-59", "PSI + nursing"): 6,
    }


def test_who_walks_on_is_not_in_it(cast):
    journeys = walk_with(cast, [someone(4) for _one in range(20)])
    ended(journeys[:12])
    call_command("publish")
    found = extract_to_take(cast.programme)
    assert (found.people, found.not_in_it) == (12, 8)


def test_few_who_walk_on_would_be_told_by_the_rest_and_so_there_is_none(cast, client):
    journeys = walk_with(cast, [someone(4) for _one in range(20)])
    ended(journeys[:17])
    call_command("publish")
    assert extract_to_take(cast.programme) is None
    client.force_login(cast.edu)
    page = client.get(reverse("evaluation:take_extract", args=[cast.programme.pk]))
    assert "Nothing to take yet" in text_of(page) and b"idempotency_key" not in page.content


def test_two_extracts_differ_by_lines_of_enough_people(cast):
    journeys = walk_with(cast, [someone(4) for _one in range(30)])
    ended(journeys[:12])
    call_command("publish")
    first, this_month = there(cast), TODAY.replace(day=1)
    later, next_months = this_month + timedelta(days=3), [this_month + timedelta(days=days) for days in (40, 70, 100)]
    walk_with(cast, [someone(3, since=later) for _one in range(9)])
    ended(journeys[12:14], on=later)
    evaluation.publish(cast.programme, today=next_months[0])
    assert there(cast) == first
    walk_with(cast, [someone(3, since=next_months[0]) for _one in range(9)])
    ended(journeys[14:20], on=next_months[0])
    evaluation.publish(cast.programme, today=next_months[1])
    assert there(cast)[: len(first)] == first
    assert sum(people for *_who, people in there(cast)) == 20


def test_who_came_back_is_in_it_once_with_the_first_journey(cast):
    journeys = walk_with(cast, [someone(4) for _one in range(12)])
    ended(journeys)
    first = journeys[0]
    again = walk_with(cast, [someone(9, since=date(2023, 8, 1))])[0]
    Journey.objects.filter(pk=again.pk).update(person=first.person, referred_on=date(2023, 7, 1))
    ended([again], on=date(2023, 9, 1))
    call_command("publish")
    found = extract_to_take(cast.programme)
    assert (found.people, found.not_in_it) == (12, 0)
    assert {line.numbers["accompaniments"] for line in found.lines} == {4}
