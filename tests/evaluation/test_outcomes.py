"""How answers to a survey changed: over everyone who answered twice, never whose, and never of few (I9)."""

import json
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from tests.evaluation.crowd import someone, walk_with
from tests.evaluation.test_comparisons import SLEEP
from tests.surveys.asking import asking
from tests.surveys.asking import publish as publish_version
from tests.surveys.shapes import plain, questionnaire, scale, text
from tests.tabs import text_of
from wayfellow.evaluation import actions as evaluation
from wayfellow.evaluation.changes import changed_in
from wayfellow.evaluation.editions import may_follow
from wayfellow.evaluation.models import CHANGE, Edition
from wayfellow.evaluation.outcomes import answered_twice, tell_changes
from wayfellow.evaluation.protection import NOT_SAID
from wayfellow.evaluation.published import told_by
from wayfellow.evaluation.queries import editions_to_read
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden
from wayfellow.people.models import Person
from wayfellow.surveys import actions
from wayfellow.surveys.models import OwnAnswers
from wayfellow.surveys.queries import versions
from wayfellow.vault.models import Key
from wayfellow.vault.register import destroy

TODAY = timezone.localdate()
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)
BEFORE = LAST_MONTH - timedelta(days=200)
RULE = {"name": "s", "title": text("Going out"), "rule": "mean", "items": ["out"]}
ASKED = questionnaire(scale("out", 0, 10), plain("why"), scoring=[RULE])


@pytest.fixture
def survey(cast):
    return asking(cast, ASKED, kept="confidential")


def answer(survey, *values, days=None, version=None):
    """Have one more person answer, once for each value, the first time in spring and the last a month ago."""
    key = Key.new()
    key.save()
    person = Person.objects.create(key=key, name="Somebody", language="ca")
    return [
        give(survey, person, value, on, version)
        for value, on in zip(values, days or (BEFORE, LAST_MONTH), strict=False)
    ]


def give(survey, person, value, on, version=None):
    return OwnAnswers.objects.create(
        person=person, questionnaire=version or versions(survey)[0], programme=survey.programme, kept="confidential",
        language="ca", begun_on=on, sent_on=on, given=json.dumps({"out": value, "why": "A mark that is mine"}),
    )  # fmt: skip


def changed(survey, today=TODAY):
    evaluation.publish(survey.programme, today=today)
    _whole, editions = editions_to_read(survey.programme)
    changes = [edition for edition in editions if edition.subject.startswith(CHANGE)]
    return [told for edition in changes for told in told_by(edition).values()]


def cells(told):
    return dict(told.cells)


def test_the_last_answer_stands_beside_the_first_and_everyone_counts_once(survey):
    for _person in range(6):
        answer(survey, 2, 9, 6, days=(BEFORE, BEFORE + timedelta(days=30), LAST_MONTH))
    for _person in range(5):
        answer(survey, 5, 4)
    for _person in range(7):
        answer(survey, 5)
    (told,) = changed(survey)
    assert cells(told) == {"more": 6, "same": 0, "less": 5, NOT_SAID: 7} and told.total == 18
    assert told.more["mean"] == approx((6 * 4 - 5) / 11, abs=0.005)


def test_two_that_were_sent_on_one_day_are_one(survey):
    for _person in range(8):
        answer(survey, 2, 9, days=(LAST_MONTH, LAST_MONTH))
    assert changed(survey) == []


def test_students_own_example_is_told_with_its_interval_sizes_and_ranks(survey):
    for one, other in SLEEP:
        answer(survey, one, other)
    (told,) = changed(survey)
    assert cells(told) == {"less": 0, "same,more": 10, NOT_SAID: 0}
    assert told.more["mean"] == 1.58 and told.more["sd"] == 1.23
    assert told.more["interval"] == [0.7, 2.46]
    assert told.more["d_z"] == [1.17, [0.38, 1.94]]
    assert told.more["by_ranks"]["shift"] == approx(1.3, abs=0.05)


def test_of_fewer_than_eight_a_change_is_described_and_nothing_concluded(survey):
    for number in range(6):
        answer(survey, 2, 4 + number % 3)
    (told,) = changed(survey)
    assert told.more["mean"] == 3 and not {"interval", "d_z", "by_ranks"} & told.more.keys()


def test_of_fewer_than_five_nothing_is_told(survey):
    for _person in range(4):
        answer(survey, 2, 6)
    for _person in range(9):
        answer(survey, 2)
    assert changed(survey) == []


def test_a_few_who_answered_once_are_hidden_and_with_them_the_mean_that_would_tell_them(survey):
    for _person in range(12):
        answer(survey, 2, 6)
    for _person in range(2):
        answer(survey, 9)
    (told,) = changed(survey)
    assert told.cells[NOT_SAID] == HIDDEN and "mean" not in told.more
    ((fact,),) = [each.facts for each in changed_in(editions_to_read(survey.programme)[1])]
    assert fact.value == HIDDEN and fact.definition


def test_a_few_whose_change_became_another_make_no_new_edition(survey):
    own = [answer(survey, 2, 6)[0].person for _person in range(12)]
    changed(survey)
    next_month, later = TODAY + timedelta(days=32), LAST_MONTH + timedelta(days=12)
    for person in own[:3]:
        give(survey, person, 9, later)
    changed(survey, today=next_month)
    assert Edition.objects.filter(subject__startswith="change").count() == 1


def test_where_enough_answered_again_a_few_who_moved_stay_hidden(survey):
    """Twelve answer a third time. Of nine it is as before: the other three would be told by how the mean moved."""
    own = [answer(survey, 2, 6)[0].person for _person in range(12)]
    (first,) = changed(survey)
    later = LAST_MONTH + timedelta(days=12)
    for number, person in enumerate(own):
        give(survey, person, 9 if number < 3 else 6, later)
    (told,) = changed(survey, today=TODAY + timedelta(days=32))
    assert (told.as_of, told.more) == (first.as_of, first.more)


def test_what_was_asked_otherwise_is_not_compared(cast, survey):
    first = versions(survey)[0]
    for _person in range(6):
        answer(survey, 2, 6)
    actions.write_new_version(survey, by=cast.carme)
    question = survey.being_written.get(content__linkId="out")
    question.content |= {"text": text("Something else")}
    question.save()
    survey.refresh_from_db()
    publish_version(cast, survey)
    newest = versions(survey)[0]
    assert newest != first
    for _person in range(7):
        answer(survey, 1, 3, version=newest)
    for _person in range(9):
        give(survey, answer(survey, 1, version=first)[0].person, 8, LAST_MONTH, newest)
    (told,) = changed(survey)
    assert cells(told) == {"less": 0, "same": 0, "more": 7, NOT_SAID: 15}


def test_who_was_erased_is_in_no_change(survey):
    own = [answer(survey, 2, 6)[0] for _person in range(7)]
    for each in own[:3]:
        destroy(each.person.key, on=TODAY)
    assert changed(survey) == []


def test_the_report_says_it_in_words_and_takes_it_along(cast, client, survey, tmp_path):
    walk_with(cast, [someone() for _one in range(8)])
    for one, other in SLEEP:
        answer(survey, one, other)
    evaluation.publish(cast.programme, today=TODAY)
    client.force_login(cast.edu)
    address = reverse("evaluation:evaluation", args=[cast.programme.pk])
    read = text_of(client.get(address))
    for words in [
        "How answers changed",
        "A survey · Going out",
        "About the same, or more than at first",
        "a tenth of the scale",
        "1.58",
        "0.70 to 2.46",
    ]:
        assert words in read, words
    assert "A mark that is mine" not in read
    call_command("evaluate", "nou-barris", "--data", str(tmp_path))
    assert ",1.58," in (tmp_path / "figures.csv").read_text()
    assert "A survey · Going out: Change, mean" in (tmp_path / "dictionary.csv").read_text()
    assert client.get(reverse("evaluation:tables", args=[cast.programme.pk])).status_code == 200
    drawing = client.get(reverse("evaluation:chart", args=[cast.programme.pk]), {"chart": code_of(survey)})
    assert "About the same, or more than at first" in drawing.content.decode()


def code_of(survey):
    return f"change {survey.pk.hex} s 1"


def test_the_report_asks_no_more_for_it(cast, client, survey, django_assert_num_queries):
    walk_with(cast, [someone() for _one in range(8)])
    for _person in range(12):
        answer(survey, 2, 6)
    evaluation.publish(cast.programme, today=TODAY)
    client.force_login(cast.edu)
    client.get(reverse("evaluation:evaluation", args=[cast.programme.pk]))
    with django_assert_num_queries(5):
        client.get(reverse("evaluation:evaluation", args=[cast.programme.pk]))


steps = st.lists(st.sampled_from([0, 3, 5, 6, 10]), min_size=0, max_size=3)
behaviour = st.tuples(st.integers(1, 9), st.lists(steps, min_size=1, max_size=3))


@settings(max_examples=60)
@given(st.lists(behaviour, min_size=1, max_size=6))
def test_no_two_editions_together_tell_of_few(kinds):
    """Groups of people who answer alike, month by month; whoever reads all editions compares any two of them."""
    months = [date(2030, month, 28) for month in (1, 2, 3)]
    everyone = [
        [(months[0] - timedelta(days=20), 1, ASKED, {"out": 5})]
        + [
            (month - timedelta(days=10 - at), 1, ASKED, {"out": value})
            for month, values in zip(months, told, strict=False)
            for at, value in enumerate(values)
        ]
        for number, told in kinds
        for _person in range(number)
    ]
    editions = []
    for day in months:
        there = [[each for each in sent if each[0] <= day] for sent in everyone]
        people = answered_twice(there)
        if may_follow(people, [each for each, _told in editions], 5):
            earlier = [{told.code: told} for _people, told in editions]
            told, *_dose = tell_changes(text("A survey"), [(1, ASKED)], there, [[]] * len(there), earlier, day, 5)
            editions.append((people, told))
    new = list({told.as_of: told for _people, told in editions}.values())
    for told in new:
        assert all(not 0 < number < 5 for number in told.cells.values() if not isinstance(number, Hidden))
        assert told.number(told.hidden) not in range(1, 5)
    for one, other in combinations(new, 2):
        assert one.cells.keys() == other.cells.keys()
        for cell in one.cells.keys() - one.hidden - other.hidden:
            assert not 0 < abs(one.cells[cell] - other.cells[cell]) < 5
        if "mean" in one.more and "mean" in other.more:
            assert not 0 < whose_change_moved(everyone, one.as_of, other.as_of) < 5


def whose_change_moved(everyone, one, other):
    """Count by hand of whom the last answer became another between two days, or was the first to make a pair."""
    return sum(last_of_two(sent, one) != last_of_two(sent, other) for sent in everyone)


def last_of_two(sent, day):
    by_day = [given["out"] for on, _version, _content, given in sent if on <= day]
    return by_day[-1] if len(by_day) > 1 else None
