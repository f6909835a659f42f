"""I9: no published figure counts fewer than k people, nor lets a reader work out one that does.

Protect a figure last, and all ways of counting the same people with the same k; those whose answer is
missing are a label of their own. Nobody can undo this for a single list, even knowing these rules: what is
hidden depends on the counts, never on their order. In a table of two questions no sum gives a hidden cell
away, even to a reader who knows which ones are small.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count as counting
from itertools import permutations
from math import inf
from typing import Generic, Protocol, TypeVar

from django.utils.translation import gettext

SMALLEST = 5


@dataclass(frozen=True)
class Hidden:
    """A figure kept back, as it is about fewer than `below` people or, without one, could tell on those."""

    below: int | None = None

    def __str__(self) -> str:
        return gettext("fewer than %(number)s") % {"number": self.below} if self.below else gettext("hidden")


HIDDEN = Hidden()
ALL = ("all",)

Shown = int | Hidden
Cell = tuple[Hashable, Hashable]
Line = tuple[str, Hashable]
Counts = dict[Cell, int]
Margins = dict[Cell, tuple[int, Shown]]
Limits = dict[Cell, tuple[int, float]]
Moves = dict[Line, list[tuple[Line, Cell]]]
Way = tuple[int, int, Line, Line, frozenset[Cell]]
Label = TypeVar("Label", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def protect_count(count: int, k: int = SMALLEST) -> Shown:
    """Hide a number that stands alone, such as a total, when it is small."""
    return Hidden(below=k) if 0 < count < k else count


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
    def met(self) -> int: ...


Step = TypeVar("Step", bound=Counted)


def protect_curve(curve: Iterable[Step], k: int = SMALLEST) -> Iterator[Step]:
    """Keep the steps of a curve that at least k people have taken since the one before."""
    before = 0
    for step in curve:
        if step.met - before >= k:
            before = step.met
            yield step


@dataclass(frozen=True)
class Table(Generic[Row, Column]):
    """A table of two questions. Its margins are those of each question on its own."""

    cells: dict[Row, dict[Column, Shown]]
    rows: dict[Row, Shown]
    columns: dict[Column, Shown]
    total: Shown


def protect_table(cells: Mapping[Row, Mapping[Column, int]], k: int = SMALLEST) -> Table[Row, Column]:
    """Hide the small cells of a table of two questions, and whatever its margins would give away.

    Label it by code, not by word: then every language and every order of the table hides the same cells.
    """
    counts: Counts = {(row, column): count for row, line in cells.items() for column, count in line.items()}
    of_rows = {row: sum(line.values()) for row, line in cells.items()}
    of_columns: Counter[Column] = Counter()
    for line in cells.values():
        of_columns.update(line)
    rows, columns = protect(of_rows, k), protect(of_columns, k)
    total = protect_count(sum(of_rows.values()), k)
    margins: Margins = {(row, ALL): (of_rows[row], shown) for row, shown in rows.items()}
    margins |= {(ALL, column): (of_columns[column], shown) for column, shown in columns.items()}
    hidden = counts.keys() if isinstance(total, Hidden) else _to_hide(counts, margins, k)
    shown = {
        row: {column: HIDDEN if (row, column) in hidden else count for column, count in line.items()}
        for row, line in cells.items()
    }
    return Table(shown, rows, columns, total)


def _to_hide(counts: Counts, margins: Margins, k: int) -> frozenset[Cell]:
    """Hide until each hidden cell could be one more or one less, and no line hides fewer than k people."""
    values = counts | {cell: count for cell, (count, shown) in margins.items() if isinstance(shown, Hidden)}
    hidden = frozenset(cell for cell, count in values.items() if 0 < count < k or cell not in counts)
    knowing = {cell: (1, k - 1) if 0 < count < k else (min(count, 1), inf) for cell, count in values.items()}
    readers = _moves(values, knowing), _moves(values, dict.fromkeys(values, (0, inf)))
    costs, exposed = _costs(counts), hidden
    while exposed:
        before = hidden
        for cell in sorted(exposed, key=_by_name):
            prices = {**costs, **dict.fromkeys(hidden, 0)}
            hidden |= next(filter(None, (_cheapest_shade(cell, moves, prices) for moves in readers)))
        thin = _thin_lines(counts, margins, hidden, k)
        hidden |= {_cheapest_shown(line, counts, costs, hidden) for line in thin}
        exposed = hidden - before
    return hidden


def _by_name(cell: Cell) -> list[str]:
    return sorted(map(str, cell))


def _costs(counts: Counts) -> Counts:
    """Price each cell by the people it would hide, zeros last, so that no two choices ever cost the same."""
    most = sum(counts.values()) + 1
    ranked = sorted(counts, key=_by_name)
    return {cell: ((counts[cell] or most) << len(ranked)) + (1 << rank) for rank, cell in enumerate(ranked)}


def _moves(values: Counts, limits: Limits) -> Moves:
    """Tell from each row and each column where a change leads that this reader cannot see.

    A cell joins its row and its column: one more leads from row to column, one less leads back; in a margin
    it is the other way round. A change that comes back to where it began leaves every sum as it was.
    """
    moves: Moves = defaultdict(list)
    for cell, count in values.items():
        low, high = limits[cell]
        start, end = reversed(_lines(cell)) if ALL in cell else _lines(cell)
        if count < high:
            moves[start].append((end, cell))
        if count > low:
            moves[end].append((start, cell))
    return moves


def _lines(cell: Cell) -> tuple[Line, Line]:
    return ("row", cell[0]), ("column", cell[1])


def _cheapest_shade(cell: Cell, moves: Moves, prices: Counts) -> frozenset[Cell]:
    """Choose the cells through which a change in this cell comes back to where it began, if there are any."""
    order, passed = counting(), set()
    ways: list[Way] = [
        (0, next(order), end, start, frozenset())
        for start, end in permutations(_lines(cell))
        if (end, cell) in moves[start]
    ]
    while ways:
        price, _, line, goal, through = heappop(ways)
        if line == goal:
            return through
        if (line, goal) not in passed:
            passed.add((line, goal))
            for further, by in moves[line]:
                if by != cell:
                    heappush(ways, (price + prices[by], next(order), further, goal, through | {by}))
    return frozenset()


def _thin_lines(counts: Counts, margins: Margins, hidden: frozenset[Cell], k: int) -> Iterator[list[Cell]]:
    """Find the lines whose margin, less what they show, leaves a small number."""
    for (row, column), (_, shown) in margins.items():
        line = [cell for cell in counts if cell[0] == row or cell[1] == column]
        if not isinstance(shown, Hidden) and 0 < sum(counts[cell] for cell in hidden.intersection(line)) < k:
            yield line


def _cheapest_shown(line: list[Cell], counts: Counts, costs: Counts, hidden: frozenset[Cell]) -> Cell:
    return min((cell for cell in line if cell not in hidden), key=costs.__getitem__)
