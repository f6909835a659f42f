"""All tables of a report, in all its editions and years at once, are given to a solver that knows no rule of ours (I9).

It knows what tables have in common: everybody who met is in each table of those who met, and how many wait is in two.
"""

from collections import Counter
from datetime import date
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wayfellow.evaluation.actions import settled
from wayfellow.evaluation.editions import may_follow
from wayfellow.evaluation.protection import NOT_MET, NOT_SAID, STILL, questions
from wayfellow.evaluation.report import Counted, Lately, Report, Stand, Standing, Tally
from wayfellow.evaluation.sections import _flow
from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.evaluation.statistics import FINER, Spell, kaplan_meier, summarise

K, CLOSE, PROGRAMME = 5, 1e-6, SimpleNamespace(smallest_cell=5)
BEFORE = ("not_chosen", "chosen", "offered")
MET = [*product(["12-19", "6-9", "<3"], ["on_the_road", "closed"], ["woman", "man"], ["lasted", "none"])]
KINDS = [*BEFORE, *MET]
TABLES = {
    NOT_MET: (BEFORE, lambda kind: kind if kind in BEFORE else None),
    "bands": (("12-19", "6-9", "<3"), lambda kind: kind[0] if kind in MET else None),
    "standing_met": (("on_the_road", "closed"), lambda kind: kind[1] if kind in MET else None),
    "gender": (("woman", "man"), lambda kind: kind[2] if kind in MET else None),
    "lasting": (("lasted", "none"), lambda kind: kind[3] if kind in MET else None),
}
NO_TALLY = Tally(0, 0)


def report_of(there):
    """Count what a programme with so many people of each kind would tell."""

    def counted(code, cells):
        of = TABLES[code][1]
        found = Counter(dict.fromkeys(cells, 0))
        for kind, number in there.items():
            if of(kind):
                found[of(kind)] += number
        return Counted(dict(found))

    met = sum(there[kind] for kind in MET)
    waiting = there["chosen"] + there["offered"]
    closed = counted("standing_met", ["closed"]).counts["closed"]
    nothing = {"settings": {}, "together": NO_TALLY, "joined_by": {}, "touched": {}, "connections": {}}
    return Report(
        programme=PROGRAMME, start=None, end=None, first_on=None, last_on=None, people=met, accompaniments=0,
        per_person=summarise([]), bands=Counted({}), finer_bands=counted("bands", FINER), at_limit=0,
        gender=counted("gender", ["woman", "man"]), age=summarise([]), referred_by=Counted({}), sites=Counted({}),
        minutes=summarise([]), clinical=[], rhythm=Counted({}), **nothing,
        lasting=counted("lasting", ["lasted", "none"]),
        standing=Standing(
            counted("standing_met", [Stand.ON_THE_ROAD, Stand.RESTING, Stand.CLOSED, Stand.ENDED, Stand.LEFT]),
            counted(NOT_MET, [Stand.NOT_CHOSEN, Stand.ENDED_BEFORE, Stand.CHOSEN, Stand.OFFERED, Stand.AGREED]),
            Counted({}), Counted({}),
        ),
        wait=kaplan_meier([Spell(10, is_over=True)] * met + [Spell(3, is_over=False)] * waiting),
        length=kaplan_meier([Spell(90, is_over=True)] * closed + [Spell(3, is_over=False)] * (met - closed)),
    )  # fmt: skip


def day(number):
    return date(2030, number + 1, 28)


def published(months):
    """Publish month by month: {edition: {question: what is told}}."""
    editions, there = {}, Counter(dict.fromkeys(KINDS, 0))
    lately = Lately({}, NO_TALLY, {}, {}, {})
    for number, came in enumerate(months):
        there.update(dict(zip(KINDS, came, strict=True)))
        people, earlier = sum(there[kind] for kind in MET), [told for _people, told in editions.values()]
        if may_follow(people, [each for each, _told in editions.values()], K):
            asked = questions(report_of(there), K, lambda _other: lately, earlier)
            told = {each.code: each for each in settled(asked, earlier, day(number), K)}
            editions[number] = people, told
    return editions


class Solver:
    """How many of each kind came in which month, as far as everything that was published tells it."""

    def __init__(self, months, editions):
        self.months, self.rows, self.sides, self.reached = len(months), [], [], {}
        for number, (people, told) in editions.items():
            self.know(number, MET, people)
            for code, (cells, of) in TABLES.items():
                if code in told:
                    self.learn(told[code], cells, of)
            for code, kinds in {"wait": ["chosen", "offered"], "length": [k for k in MET if k[1] != "closed"]}.items():
                if code in told and STILL in told[code].cells and not told[code].hidden:
                    self.know(month_of(told[code]), kinds, told[code].cells[STILL])
            self.learn_the_flow(number, people, told)

    def learn(self, told, cells, of):
        """Know the total of a table, and each of its cells, or of those that it joins."""
        number = month_of(told)
        self.know(number, [kind for kind in KINDS if of(kind)], told.total)
        for joined, shown in told.cells.items():
            parts = [cell for cell in joined.split(",") if cell in cells]
            if parts and joined != NOT_SAID and not isinstance(shown, Hidden):
                self.know(number, [kind for kind in KINDS if of(kind) in parts], shown)
        hidden = [kind for kind in KINDS if of(kind) in told.hidden]
        if hidden:
            self.know(number, hidden, told.number(told.hidden))

    def learn_the_flow(self, number, people, told):
        """What the page makes of it is told, too."""
        walked = SimpleNamespace(total=people, as_of=day(number))
        (section,) = _flow({**told, "walked": walked})
        rows = {row.code: row.value for row in section.rows}
        kinds = {"referred": KINDS, "said_yes": KINDS[1:], "offered": ["offered", *MET], "met": MET}
        kinds["three"] = [kind for kind in MET if kind[0] != "<3"]
        for code, which in kinds.items():
            if not isinstance(rows[code], Hidden):
                self.know(number, which, rows[code])

    def know(self, number, kinds, side):
        row = np.zeros((self.months, len(KINDS)))
        row[: number + 1, [KINDS.index(kind) for kind in kinds]] = 1
        self.rows.append(row.ravel())
        self.sides.append(side)

    def determines(self, group):
        ends = [linprog(sign * group.ravel(), A_eq=self.rows, b_eq=self.sides, bounds=(0, None)) for sign in (1, -1)]
        assert ends[0].success, "what is published contradicts itself"
        most = -ends[1].fun if ends[1].success else np.inf
        return np.ceil(ends[0].fun - CLOSE) == np.floor(most + CLOSE)


def month_of(told):
    return told.as_of.month - 1


def groups(editions, months):
    """Everybody who came between two editions, by every set of answers to one question."""
    for after, until in combinations([-1, *editions], 2):
        for cells, of in TABLES.values():
            for size in range(1, len(cells) + 1):
                for some in combinations(cells, size):
                    group = np.zeros((months, len(KINDS)))
                    group[after + 1 : until + 1, [at for at, kind in enumerate(KINDS) if of(kind) in some]] = 1
                    yield group


few = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 9))


@settings(max_examples=12)
@given(st.lists(st.lists(few, min_size=len(KINDS), max_size=len(KINDS)), min_size=1, max_size=3))
def test_no_small_group_is_found_in_all_tables_and_editions_together(months):
    editions, true = published(months), np.array(months)
    if not editions:
        return
    solver = Solver(months, editions)
    for group in groups(editions, len(months)):
        if 0 < (group * true).sum() < K:
            assert not solver.determines(group), (group, editions)
