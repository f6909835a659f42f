"""A pulse is told as the change of those who answered both times, and of a few it tells nothing (I9)."""

from collections import defaultdict
from itertools import combinations_with_replacement

import numpy
import pytest
from django.urls import reverse

from tests.audits.steps import TODAY, begun_audit, closed, repeated
from tests.surveys.asking import publish
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.audits.pulse import change_told, in_halves, questions_told
from wayfellow.audits.tools import Tool, content_of
from wayfellow.evaluation.statistics import summarise
from wayfellow.surveys.actions import make_links, write_new_version
from wayfellow.surveys.models import Answers, Question
from wayfellow.surveys.queries import newest

K, FURTHEST = 5, 5
PULSE = content_of(Tool.PULSE)
STATEMENTS = ["know_role", "worth", "colleague", "invite", "say_worry"]
BEFORE = [5, 6, 4, 7, 5, 6, 8, 5, 6, 5]
AFTER = [11, 12, 12, 12, 12, 12, 13, 12, 11, 12]


def answers_of(totals, *, first=100):
    """Return answers whose five steps add up to these, each under a number of its own."""
    return [
        dict(zip(STATEMENTS, _steps(total), strict=True)) | {"number": first + at} for at, total in enumerate(totals)
    ]


def _steps(total):
    return [total // 5 + (at < total % 5) for at in range(5)]


def came_in(audit, given):
    told = {"questionnaire": newest(audit.survey), "programme": audit.programme, "month": TODAY.replace(day=1)}
    Answers.objects.bulk_create(Answers(language="ca", given=each, **told) for each in given)


def taken_twice(cast, before, after):
    first = begun_audit(cast, tool="pulse")
    came_in(first, before)
    again = repeated(cast, closed(cast, first))
    came_in(again, after)
    return closed(cast, again)


def test_the_second_time_the_change_is_told_with_its_interval(cast, client):
    client.force_login(cast.carme)
    again = taken_twice(cast, answers_of(BEFORE), answers_of(AFTER))
    # By hand: on average 6.2 of 20 more, sd 1.03; times t(9) = 2.26 over the root of 10, and in fifths: 1.09 to 1.39.
    assert again.result["change"] == {
        "fewest": 8, "asked": 5, "n": 10, "moved": {"mean": 1.0, "low": 1.0, "high": 1.5},
    }  # fmt: skip
    shown = text_of(client.get(reverse("audits:audit", args=[again.pk])))
    assert "10 people answered both times" in shown and "1.0" in shown and "1.0 to 1.5" in shown


def test_the_first_time_only_that_enough_answered_is_told(cast, client):
    client.force_login(cast.carme)
    audit = begun_audit(cast, tool="pulse")
    came_in(audit, answers_of(BEFORE[:4]))
    with pytest.raises(Refused, match="Fewer than 5"):
        closed(cast, audit)
    came_in(audit, answers_of(BEFORE[4:], first=200))
    assert closed(cast, audit).result == {"k": K, "n": 10, "change": None}
    assert "10 people answered" in text_of(client.get(reverse("audits:audit", args=[audit.pk])))


def test_fewer_than_eight_pairs_are_told_nothing_of_nor_how_many_they_are(cast, client):
    client.force_login(cast.carme)
    again = taken_twice(cast, answers_of(BEFORE), answers_of(AFTER[:7]))
    assert (again.result["change"]["n"], again.result["change"]["moved"]) == (None, None)
    assert "Fewer than 8" in text_of(client.get(reverse("audits:audit", args=[again.pk])))


def test_a_number_that_two_people_chose_is_nobodys():
    before, after = answers_of(BEFORE), answers_of(AFTER)
    before[1]["number"] = before[0]["number"]
    assert change_told(PULSE, before, PULSE, after, K)["n"] == 8


def test_without_a_number_or_an_answer_there_is_no_pair():
    before, after = answers_of(BEFORE), answers_of(AFTER)
    del before[0]["number"], after[1]["worth"]
    assert change_told(PULSE, before, PULSE, after, K)["n"] == 8


def test_a_statement_that_was_worded_anew_is_not_compared(cast):
    first = begun_audit(cast, tool="pulse")
    came_in(first, answers_of(BEFORE))
    again = repeated(cast, closed(cast, first))
    write_new_version(again.survey, by=cast.carme)
    other = Question.objects.get(survey=again.survey, content__linkId="worth")
    other.content["text"] = other.content["text"] | {"en": "I see no use in it."}
    other.save()
    publish(cast, again.survey)
    came_in(again, answers_of(AFTER))
    assert closed(cast, again).result["change"]["asked"] == 4


def test_where_a_few_moved_far_apart_from_the_rest_no_change_is_told():
    before, after = answers_of([0] * 8), answers_of([20, 20, 20, 0, 0, 0, 0, 0])
    assert change_told(PULSE, before, PULSE, after, K) == {"fewest": 8, "asked": 5, "n": 8, "moved": None}


def test_a_pulse_is_answered_by_whoever_has_a_link_without_a_number_if_they_like(cast, client):
    audit = begun_audit(cast, tool="pulse")
    one, other = make_links(audit.survey, by=cast.carme, how_many=2, until=TODAY, on=TODAY)
    tab = Tab(client, reverse("surveys:answer", args=[one.pk]))
    wrong = tab.send(number="12345", know_role="3")
    assert wrong.status_code == 422 and "a whole number from 0 to 999" in text_of(wrong)
    assert tab.send_again(number="123", know_role="3").status_code == 302
    assert Tab(client, reverse("surveys:answer", args=[other.pk])).send(know_role="2").status_code == 302
    assert [each.given.get("number") for each in Answers.objects.order_by("given")] != [None, None]


def _told(moved):
    """Tell the change of people who moved by so many fifths of a step each."""
    told = summarise([each / 5 for each in moved])
    shown = told.interval and in_halves(told.mean, told.interval)
    return tuple(shown.values()) if shown else None


def test_no_change_tells_how_many_moved_how_far_where_they_are_fewer_than_k():
    """Whoever knows these rules goes through every way in which eight people can have moved."""
    worlds = numpy.array(list(combinations_with_replacement(range(-FURTHEST, FURTHEST + 1), 8)))
    sums = numpy.stack([worlds.sum(1), (worlds**2).sum(1)], axis=1)  # all that a mean and its interval depend on
    _each, first, which = numpy.unique(sums, axis=0, return_index=True, return_inverse=True)
    told = [_told(worlds[at].tolist()) for at in first]
    assert len({each for each in told if each}) > 5
    cells = (worlds[:, :, None] <= numpy.arange(-FURTHEST, FURTHEST)).sum(1)
    possible = defaultdict(list)
    for at, each in enumerate(told):
        if each:
            there = cells[which.ravel() == at]
            possible[each] += [there.min(0), there.max(0)]
    for each, ends in possible.items():
        low, high = numpy.min(ends, axis=0), numpy.max(ends, axis=0)
        assert not [cell for cell in low[low == high] if 0 < cell < 8], each


def test_what_a_team_asks_is_in_the_order_of_the_alphabet_and_of_at_least_k():
    given = [{"question": words} for words in ["Why?", "how?", "Àgata?", "Who?", " "]]
    assert questions_told(given, K) is None
    assert questions_told([*given, {"question": "Who?"}], K)["words"] == ["Àgata?", "how?", "Who?", "Who?", "Why?"]
