"""All counts of themes, in all their editions, are given to a solver that knows how they are made (I9)."""

from datetime import date
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wayfellow.evaluation.coding import Coded, Writing, tell_themes
from wayfellow.evaluation.editions import may_follow
from wayfellow.evaluation.models import Codebook, Coding
from wayfellow.evaluation.protection import YES
from wayfellow.evaluation.small_numbers import Hidden

K, CLOSE, MONTHS = 5, 1e-6, 3
THEMES = ("Calmness", "Confidence", "Hope")
KINDS = [frozenset(theme for theme, has in zip(THEMES, each, strict=True) if has) for each in product([0, 1], repeat=3)]
SURVEY = SimpleNamespace(title={"en": "A survey"})
BOOK = Codebook(version=1, themes=[{"name": theme, "meaning": ""} for theme in THEMES])


def coded_by_two(there):
    """Return what two see in so many answers of each kind, the same words once."""
    writings = [
        Writing(str(at), "", str(at), int(times), may_be_quoted=True) for at, times in enumerate(there) if times
    ]
    both = {each.key: Coding(themes=sorted(KINDS[int(each.key)]), first=[]) for each in writings}
    return Coded(BOOK, writings, {1: both, 2: both})


def published(months):
    """Publish month by month, where enough have written more: {month: (answers, what is told)}."""
    editions = {}
    for month in range(MONTHS):
        found = coded_by_two(np.sum(months[: month + 1], axis=0))
        earlier = [told for _n, told in editions.values()]
        if may_follow(found.n, [n for n, _told in editions.values()], K):
            told = tell_themes(SURVEY, found, earlier, date(2030, month + 1, 28), K)
            editions[month] = found.n, {each.code: each for each in told}
    return editions


def told_at_once(editions):
    """Return every number that stands in an edition, as which kinds it counts, up to which month."""
    for month, (n, told) in editions.items():
        yield vector(KINDS, 0, month), n
        for theme in THEMES:
            one = told[f"theme {theme}"]
            if not isinstance(one.cells[YES], Hidden):
                until = one.as_of.month - 1
                yield vector([kind for kind in KINDS if theme in kind], 0, until), one.cells[YES]


def vector(kinds, since, until):
    found = np.zeros((MONTHS, len(KINDS)))
    found[since : until + 1, [KINDS.index(kind) for kind in kinds]] = 1
    return found.ravel()


def groups(editions):
    """Those who have a theme, or have it not, among all who wrote between two editions."""
    for after, until in combinations([-1, *editions], 2):
        for theme in THEMES:
            for has in (True, False):
                yield vector([kind for kind in KINDS if (theme in kind) == has], after + 1, until)
        yield vector(KINDS, after + 1, until)


def is_determined(group, rows, sides):
    ends = [linprog(sign * group, A_eq=rows, b_eq=sides, bounds=(0, None)) for sign in (1, -1)]
    assert ends[0].success, "what is published contradicts itself"
    most = -ends[1].fun if ends[1].success else np.inf
    return np.ceil(ends[0].fun - CLOSE) == np.floor(most + CLOSE)


few = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 12))
month = st.lists(few, min_size=len(KINDS), max_size=len(KINDS))


@settings(max_examples=40)
@given(st.lists(month, min_size=MONTHS, max_size=MONTHS))
def test_no_few_are_told_by_the_counts_of_themes_in_all_editions_together(months):
    editions = published(months)
    if not editions:
        return
    rows, sides = zip(*told_at_once(editions), strict=True)
    true = np.array(months).ravel()
    for group in groups(editions):
        if 0 < group @ true < K:
            assert not is_determined(group, rows, sides), (group.reshape(MONTHS, -1), editions)
