"""I9: no published figure counts fewer than k people, nor lets a reader work out one that does.

Protect a figure last, and all ways of counting the same people with the same k; those whose answer is
missing are a label of their own. Nobody can undo this for a single list, even knowing these rules: what is
hidden depends on the counts, never on their order.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.translation import gettext

SMALLEST = 5


@dataclass(frozen=True)
class Hidden:
    """A figure kept back, as it is about fewer than `below` people or, without one, could tell on those."""

    below: int | None = None

    def __str__(self) -> str:
        return gettext("fewer than %(number)s") % {"number": self.below} if self.below else gettext("hidden")


HIDDEN = Hidden()

Shown = int | Hidden
Label = TypeVar("Label", bound=Hashable)


def protect(counts: Mapping[Label, int], k: int = SMALLEST) -> dict[Label, Shown]:
    """Hide the small cells of a list whose total is known, and the next larger ones if they need its shade.

    Small cells shade one another when together they reach k and could be shared out in another way.
    """
    small = [count for count in counts.values() if 0 < count < k]
    if not small:
        return dict(counts)
    enough = sum(small) >= k and len(small) < sum(small) < len(small) * (k - 1)
    limit = k - 1 if enough else min((count for count in counts.values() if count >= k), default=k)
    if max(counts.values()) <= limit:
        return dict.fromkeys(counts, HIDDEN)
    word = Hidden(below=k) if enough else HIDDEN
    return {label: word if 0 < count <= limit else count for label, count in counts.items()}


def neighbours(counts: Mapping[Label, int], k: int = SMALLEST) -> list[tuple[Label, ...]]:
    """Join bands that follow one another, from the first on, until each group has nobody or at least k.

    What is left at the end joins the group before it. Whoever reads the groups can say by which rule they were made,
    and not how many are in one band of a group.
    """
    groups: list[tuple[Label, ...]] = []
    waiting: tuple[Label, ...] = ()
    for band in counts:
        waiting += (band,)
        number = sum(counts[each] for each in waiting)
        if number == 0 or number >= k:
            groups.append(waiting)
            waiting = ()
    while waiting and groups and 0 < sum(counts[each] for each in waiting) < k:
        waiting = groups.pop() + waiting
    return [*groups, waiting] if waiting else groups


def most_given(counts: Mapping[Label, int], k: int = SMALLEST) -> Label | None:
    """Return an answer than which none was given more often, where at least k answered: it tells no number.

    Of equal ones it is the first, so that it never tells that there are no others as frequent.
    """
    return max(counts, key=lambda answer: counts[answer]) if sum(counts.values()) >= k else None


def leaning(steps: Mapping[int, int], k: int = SMALLEST) -> int | None:
    """Return towards which end of a scale the answers lie, where at least k answered: -1, or 1, or 0 for neither."""
    n, middle = sum(steps.values()), (min(steps) + max(steps)) / 2
    if n < k:
        return None
    off = sum((step - middle) * count for step, count in steps.items()) / n
    return 0 if abs(off) < (max(steps) - middle) / 3 else (-1 if off < 0 else 1)


def protect_mean(mean: float | None, n: int, k: int = SMALLEST) -> float | Hidden | None:
    """Hide a mean over fewer than k people."""
    return HIDDEN if 0 < n < k else mean


def protect_share(part: Shown, whole: Shown) -> float | Hidden | None:
    """Return the share that part makes of whole, hidden where either is; nothing has no shares."""
    if isinstance(part, Hidden) or isinstance(whole, Hidden):
        return HIDDEN
    return part / whole if whole else None


class Counted(Protocol):
    """A step of a curve that says how many people it has counted so far."""

    @property
    def over(self) -> int: ...


Step = TypeVar("Step", bound=Counted)


def protect_curve(curve: Iterable[Step], k: int = SMALLEST) -> Iterator[Step]:
    """Keep the steps of a curve that at least k people have taken since the one before."""
    before = 0
    for step in curve:
        if step.over - before >= k:
            before = step.over
            yield step
