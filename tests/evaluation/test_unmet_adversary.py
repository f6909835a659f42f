"""What could be worked out from all that is told of unmet need, month by month, is asked of a solver (I9)."""

from datetime import date
from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wayfellow.choices.models import Unmet
from wayfellow.evaluation.unmet import ELSEWHERE, unmet_need

K, YEAR, MONTHS = 5, 2021, 4
PLACES, FORMATS, LANGUAGES = ["gracia", "sants"], ["group", "online"], ["", "ca", "es"]
SHAPE = MONTHS, len(PLACES), len(FORMATS), len(LANGUAGES)
CLOSE, MOST_ASKED = 1e-6, 20
few = st.one_of(st.integers(0, 3), st.integers(0, 9))


@st.composite
def asked(draw):
    """How many asked in which month, where, for what and in which language."""
    size = int(np.prod(SHAPE))
    return np.array(draw(st.lists(few, min_size=size, max_size=size))).reshape(SHAPE)


def written_down(numbers):
    Unmet.objects.all().delete()
    Unmet.objects.bulk_create(
        Unmet(area=PLACES[where], format=FORMATS[what], language=LANGUAGES[language], month=date(YEAR, 9 + month, 1))
        for (month, where, what, language), people in np.ndenumerate(numbers)
        for _person in range(people)
    )


def published():
    """Return what each month-end told: the last of them closes the year."""
    return [unmet_need(date(YEAR, 9 + month + 1, 1) if month < 3 else date(YEAR + 1, 1, 1)) for month in range(MONTHS)]


class Solver:
    """How many asked, as far as all that was told says: knowing the rules, and nothing of what was kept back."""

    def __init__(self, told):
        self.left, self.right, self.above, self.most = [], [], [], []
        for month in range(MONTHS):
            for (where, place), (what, format) in product(enumerate(PLACES), enumerate(FORMATS)):
                self.know_place(month, (where, what), [need.told[place, format] for need in told])
            self.know_elsewhere(month, told)
            self.know_languages(month, told)

    def until(self, month, where=slice(None), what=slice(None), language=slice(None)):
        group = np.zeros(SHAPE)
        group[: month + 1, where, what, language] = 1
        return group

    def know_place(self, month, cell, numbers):
        """Of a cell that grew this month all is told; of one that did not, fewer than k wait."""
        group = self.until(month, *cell)
        if self.grew(month, numbers):
            self.exactly(group, numbers[month])
        else:
            self.at_most(group, numbers[month] + K - 1)
            self.at_most(-group, -numbers[month])

    def know_elsewhere(self, month, told):
        for what, format in enumerate(FORMATS):
            if self.grew(month, [need.told[ELSEWHERE, format] for need in told]):
                self.exactly(self.until(month, what=what), told[month].of_format(format))

    def know_languages(self, month, told):
        """Of those who were told of this month, the languages; where some were not shown, at least so many."""
        if any(self.grew(month, [need.told[ELSEWHERE, format] for need in told]) for format in FORMATS):
            return
        whole = not self.grew(month, [need.without_language for need in told])
        for language, code in enumerate(LANGUAGES):
            people = told[month].languages[code] - (told[month - 1].languages[code] if month else 0)
            group = self.told_anew(month, told, language)
            self.exactly(group, people) if whole else self.at_most(-group, -people)

    def told_anew(self, month, told, language):
        """Return who asked in a language, of those whose cells grew this month, since these last did."""
        group = np.zeros(SHAPE)
        for (where, place), (what, format) in product(enumerate(PLACES), enumerate(FORMATS)):
            numbers = [need.told[place, format] for need in told]
            if self.grew(month, numbers):
                before = max((each for each in range(month) if self.grew(each, numbers)), default=-1)
                group += self.until(month, where, what, language) - self.until(before, where, what, language)
        return group

    def grew(self, month, numbers):
        return numbers[month] > (numbers[month - 1] if month else 0)

    def exactly(self, group, people):
        self.left.append(group.ravel())
        self.right.append(people)

    def at_most(self, group, most):
        self.above.append(group.ravel())
        self.most.append(most)

    def reach(self, group):
        known = {"A_ub": self.above, "b_ub": self.most}
        if self.left:
            known |= {"A_eq": self.left, "b_eq": self.right}
        ends = [linprog(sign * group.ravel(), **known, bounds=(0, None)) for sign in (1, -1)]
        assert ends[0].success
        most = -ends[1].fun if ends[1].success else np.inf
        return np.ceil(ends[0].fun - CLOSE), np.floor(most + CLOSE)


def groups():
    """Whoever asked between two month-ends: all, in a place, for a kind, in a language, and all of these together."""
    every = slice(None)
    for after, until in combinations(range(-1, MONTHS), 2):
        for place, kind, language in product([every, 0, 1], [every, 0, 1], [every, 0, 1, 2]):
            group = np.zeros(SHAPE)
            group[after + 1 : until + 1, place, kind, language] = 1
            yield group


def given_away(numbers):
    written_down(numbers)
    solver = Solver(published())
    small = [group for group in groups() if 0 < (group * numbers).sum() < K]
    small = small[:: max(len(small) // MOST_ASKED, 1)]
    return [group for group in small if len(set(solver.reach(group))) == 1]


@settings(max_examples=6)
@given(numbers=asked())
def test_no_month_gives_away_a_small_group_alone_or_with_another(db, numbers):
    assert not given_away(numbers)


@settings(max_examples=15)
@given(numbers=asked())
def test_every_number_told_grows_by_enough_or_not_at_all(db, numbers):
    written_down(numbers)
    told = published()
    for need in told:
        assert all(number == 0 or number >= K for number in [*need.told.values(), *need.languages.values()])
        assert need.without_language == 0 or need.without_language >= K
    for before, after in combinations(told, 2):
        grown = [after.told[cell] - before.told[cell] for cell in after.told]
        grown += [after.languages[each] - before.languages[each] for each in LANGUAGES]
        grown.append(after.without_language - before.without_language)
        assert all(number == 0 or number >= K for number in grown)


def test_one_who_asked_in_another_language_than_all_others_is_not_told_of(db):
    numbers = np.zeros(SHAPE, int)
    numbers[0, 0, 0] = [0, 9, 1]
    assert not given_away(numbers)
    (first, *_others) = published()
    assert first.told["gracia", "group"] == 10 and not first.by_language and first.without_language == 10
    numbers[0, 0, 0] = [0, 9, 5]
    written_down(numbers)
    assert published()[0].by_language == [("ca", 9), ("es", 5)]
