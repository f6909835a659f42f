"""All extracts are given to a solver beside all editions: it knows each rule by which they are made (I9).

A class of lines holds everybody who is like that and whose journey ended between two extracts, so it is told exactly.
"""

from collections import Counter
from datetime import date
from itertools import combinations, product
from random import Random

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tests.evaluation.test_all_tables import CLOSE, NO_TALLY, PROGRAMME, K
from wayfellow.evaluation.actions import settled
from wayfellow.evaluation.editions import may_follow
from wayfellow.evaluation.extract import DAYS, JOINED, NOT_TOLD, TO_A_HUNDREDTH, WHOLE_NUMBERS, Walk, draw_up
from wayfellow.evaluation.protection import questions
from wayfellow.evaluation.report import Counted, Lately, Report, Stand, Standing
from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.evaluation.statistics import FINER, kaplan_meier, summarise

MONTHS, GOES_ON = 3, 9
GENDERS, AGES, ENDINGS = ("woman", "man"), ("20-29", "50-59"), ("closed", "left")
SPANS = [(came, over) for came in range(MONTHS) for over in [*range(came, MONTHS), GOES_ON]]
KINDS = [
    (*span, *who)
    for span, who in product(SPANS, product(GENDERS, AGES, ENDINGS))
    if span[1] != GOES_ON or who[2] == ENDINGS[0]
]
EVERYBODY = {"settings": {}, "together": NO_TALLY, "joined_by": {}, "touched": {}, "connections": {}}


def day(month):
    return date(2030, month + 1, 28)


def ending_of(kind, month):
    return kind[4] if kind[1] <= month else "walking"


def walk_of(kind, month):
    _came, over, gender, age, _ending = kind
    who = {"gender": gender, "age": age, "ending": ending_of(kind, month), "referred_by": "x", "site": "y"}
    numbers = dict.fromkeys([*TO_A_HUNDREDTH, *DAYS, *WHOLE_NUMBERS], 6)
    return Walk(who, numbers, day(over) if over <= month else None)


def report_of(there, month):
    n = there.total()
    gender, standing = Counter(), Counter(dict.fromkeys(["on_the_road", "resting", "closed", "ended", "left"], 0))
    for kind, number in there.items():
        gender[kind[2]] += number
        standing[ending_of(kind, month).replace("walking", "on_the_road")] += number
    of_all = {"referred_by": Counted({"x": n}), "sites": Counted({"y": n}), "rhythm": Counted({})}
    return Report(
        programme=PROGRAMME, start=None, end=None, first_on=None, last_on=None, people=n, accompaniments=0,
        per_person=summarise([]), bands=Counted({}), finer_bands=Counted(dict.fromkeys(FINER, 0) | {"6-9": n}),
        at_limit=0, gender=Counted({each: gender[each] for each in GENDERS}), age=summarise([]), lasting=Counted({}),
        minutes=summarise([]), clinical=[], wait=kaplan_meier([]), length=kaplan_meier([]), **of_all, **EVERYBODY,
        standing=Standing(Counted(dict(standing)), Counted({Stand.NOT_CHOSEN: 0}), Counted({}), Counted({})),
    )  # fmt: skip


def published(people):
    """Publish month by month: {month: (people, what is told, the lines that came, since when)}."""
    editions, lines, after = {}, [], None
    for month in range(MONTHS):
        there = Counter({kind: number for kind, number in people.items() if kind[0] <= month})
        earlier = [told for _n, told, *_lines in editions.values()]
        if not may_follow(there.total(), [n for n, *_told in editions.values()], K):
            continue
        asked = questions(report_of(there, month), K, lambda _other: Lately(**EVERYBODY), earlier)
        told = {each.code: each for each in settled(asked, earlier, day(month), K)}
        walks = [walk_of(kind, month) for kind, number in there.items() for _one in range(number)]
        new = draw_up(walks, told, lines, after and day(after - 1), day(month), K)
        editions[month] = there.total(), told, new, after
        if new:
            lines, after = [*lines, *new], month + 1
    return editions


class Solver:
    """How many of each kind there are, as far as everything that was published tells it."""

    def __init__(self, editions):
        self.rows, self.sides = [], []
        for month, (people, told, lines, after) in editions.items():
            self.know([kind for kind in KINDS if kind[0] <= month], people)
            for code, of in {"gender": lambda kind, _month: kind[2], "standing_met": self.stand}.items():
                if code in told:
                    self.learn(told[code], of)
            classes = Counter()
            for line in lines or []:
                classes[tuple(line.who[column] for column in ("gender", "age", "ending"))] += line.people
            for who, number in classes.items():
                self.know([kind for kind in KINDS if (after or 0) <= kind[1] <= month and is_one(kind, who)], number)

    @staticmethod
    def stand(kind, month):
        return ending_of(kind, month).replace("walking", "on_the_road")

    def learn(self, told, of):
        month = told.as_of.month - 1
        there = [kind for kind in KINDS if kind[0] <= month]
        for cell, shown in told.cells.items():
            if not isinstance(shown, Hidden):
                self.know([kind for kind in there if of(kind, month) == cell], shown)
        if told.hidden:
            self.know([kind for kind in there if of(kind, month) in told.hidden], told.number(told.hidden))

    def know(self, kinds, side):
        self.rows.append(vector(kinds))
        self.sides.append(side)

    def determines(self, kinds):
        group = vector(kinds)
        ends = [linprog(sign * group, A_eq=self.rows, b_eq=self.sides, bounds=(0, None)) for sign in (1, -1)]
        assert ends[0].success, "what is published contradicts itself"
        most = -ends[1].fun if ends[1].success else np.inf
        return np.ceil(ends[0].fun - CLOSE) == np.floor(most + CLOSE)


def is_one(kind, who):
    return all(label == NOT_TOLD or of in label.split(JOINED) for of, label in zip(kind[2:], who, strict=True))


def vector(kinds):
    return np.array([kind in kinds for kind in map(tuple, KINDS)], dtype=float)


def groups(editions):
    """Everybody who came between two editions, by where they stand then, and by all that is told of who they are."""
    for after, until in combinations([-1, *editions], 2):
        came = [kind for kind in KINDS if after < kind[0] <= until]
        over = [kind for kind in KINDS if after < kind[1] <= until]
        going_on = [kind for kind in KINDS if kind[0] <= until < kind[1]]
        for there, gender, age, ending in product(
            [came, over, going_on], [None, *GENDERS], [None, *AGES], [None, *ENDINGS]
        ):
            said = (gender or NOT_TOLD, age or NOT_TOLD, ending or NOT_TOLD)
            if there is over or not ending:
                yield [kind for kind in there if is_one(kind, said)]


def crowd(seed):
    """Return how many there are of each kind: here and there nobody, few, or some more."""
    drawn = Random(seed)
    nobody = drawn.random()
    return Counter(
        {kind: drawn.choice([drawn.randint(0, 3), drawn.randint(0, 12)]) for kind in KINDS if drawn.random() > nobody}
    )


@settings(max_examples=12, phases=[Phase.generate])  # a smaller seed is no smaller crowd
@given(st.integers(0, 10**6))
def test_no_small_group_is_found_in_all_extracts_and_editions_together(seed):
    people = crowd(seed)
    editions = published(people)
    solver = Solver(editions)
    lines = [line for _n, _told, new, _after in editions.values() for line in new or []]
    assert all(line.people >= K for line in lines)
    for kinds in groups(editions):
        if 0 < sum(people[kind] for kind in kinds) < K:
            assert not solver.determines(kinds), (kinds, editions)


def test_the_crowds_that_are_tried_are_taken_in_extracts():
    """Or the solver would look at nothing."""
    with_lines = [sum(bool(new) for *_told, new, _after in published(crowd(seed)).values()) for seed in range(12)]
    assert sum(number > 0 for number in with_lines) > 8 and sum(number > 1 for number in with_lines) > 5
