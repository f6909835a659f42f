"""Connections that lasted (B7): each person counts once, by the furthest that stands."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.evaluation.crowd import someone, walk_with
from tests.evaluation.test_command import figures
from tests.evaluation.test_page import read, table
from wayfellow.journeys.models import Connection

FIRST = date(2023, 3, 1)


def connect(cast, journey, *steps, association=0):
    """Have somebody take steps towards an association, each so many days after the first."""
    connection = Connection.objects.create(
        journey=journey, association=cast.associations[association], state=steps[-1][0], on=FIRST
    )
    for state, days in steps:
        connection.steps.create(state=state, on=FIRST + timedelta(days=days), noted_at=timezone.now())


def lasted(capsys, *arguments):
    told = figures(capsys, *arguments)["connections_that_lasted"]
    return {code: number for code, number in told.items() if number}


@pytest.mark.parametrize(
    ("steps", "where"),
    [
        ([("told", 0), ("went_together", 9)], "towards"),
        ([("not_for_me", 3)], "towards"),
        ([("went_alone", 0)], "recent"),
        ([("went_alone", 0), ("belongs", 89)], "recent"),
        ([("went_alone", 0), ("belongs", 90)], "lasted"),
        ([("went_alone", 0), ("ended", 50), ("went_alone", 120)], "lasted"),
        ([("went_alone", 0), ("belongs", 120), ("ended", 150)], "no_longer"),
        ([("belongs", 0), ("ended", 0)], "no_longer"),
        ([("ended", 0), ("belongs", 0)], "recent"),
    ],
)
def test_it_lasted_when_it_is_noted_so_again_three_months_on(cast, capsys, steps, where):
    (journey,) = walk_with(cast, [someone()])
    connect(cast, journey, *steps)
    assert lasted(capsys) == {where: 1, "n": 1}


def test_each_person_counts_once_by_the_furthest_that_stands(cast, capsys):
    one, _other = walk_with(cast, [someone(), someone()])
    connect(cast, one, ("went_alone", 0), ("belongs", 100))
    connect(cast, one, ("went_alone", 0), ("ended", 100), association=1)
    assert lasted(capsys) == {"lasted": 1, "none": 1, "n": 2}


def test_up_to_a_day_only_the_steps_until_then_count(cast, capsys):
    (journey,) = walk_with(cast, [someone(since=FIRST)])
    connect(cast, journey, ("went_alone", 0), ("belongs", 100), ("ended", 200))
    assert lasted(capsys, "--to", str(FIRST + timedelta(days=150))) == {"lasted": 1, "n": 1}


def test_few_of_whom_it_lasted_are_told_only_together_with_others(cast, crowd, client):
    journeys = walk_with(cast, [someone() for _one in range(20)])
    for journey in journeys[:3]:
        connect(cast, journey, ("went_alone", 0), ("belongs", 100))
    for journey in journeys[3:9]:
        connect(cast, journey, ("told", 0))
    crowd()
    told = table(read(client, cast), "Connections that lasted")
    assert {label: cells[0] for label, cells in told.items()} == {
        "No step noted": "11",
        "Goes there alone or belongs, three months on or Steps towards one, or it was not for them, together": "9",
    }  # fmt: skip
