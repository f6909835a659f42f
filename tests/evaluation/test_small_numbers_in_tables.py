"""What a reader could work out is asked of a solver, which knows nothing of how the cells were chosen."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wayfellow.evaluation.small_numbers import HIDDEN, Hidden, protect, protect_table

often_small = st.one_of(st.integers(0, 6), st.integers(0, 40))
thresholds = st.sampled_from([5, 6, 11])


def is_small(shown, k):
    return not isinstance(shown, Hidden) and 0 < shown < k


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    return {f"r{row}": {f"c{column}": draw(often_small) for column in range(columns)} for row in range(rows)}


def turned(table):
    return {column: {row: table[row][column] for row in table} for column in next(iter(table.values()))}


def published(table, k):
    """A protected table as one dictionary, margins and total under None, beside its true numbers."""
    protected = protect_table(table, k)
    true = {(row, column): count for row, line in table.items() for column, count in line.items()}
    shown = {cell: protected.cells[cell[0]][cell[1]] for cell in true}
    for row, line in table.items():
        true[row, None], shown[row, None] = sum(line.values()), protected.rows[row]
    for column, line in turned(table).items():
        true[None, column], shown[None, column] = sum(line.values()), protected.columns[column]
    true[None, None], shown[None, None] = sum(true[row, None] for row in table), protected.total
    return true, shown


def reach(cell, shown, limits):
    """Ask a solver for the least and the most that a hidden cell can be, given all that is published."""
    places = {hidden: place for place, hidden in enumerate(limits)}
    lines = [[(row, column) for column in columns_of(shown)] for row in rows_of(shown)]
    lines += [[(row, column) for row in rows_of(shown)] for column in columns_of(shown)]
    left, right = [], []
    for *inside, margin in lines:
        equation, known = [0] * len(places), 0
        for sign, member in [*((1, member) for member in inside), (-1, margin)]:
            if member in places:
                equation[places[member]] = sign
            else:
                known -= sign * shown[member]
        left.append(equation)
        right.append(known)
    wish = [int(hidden == cell) for hidden in places]
    ends = [linprog([sign * w for w in wish], A_eq=left, b_eq=right, bounds=list(limits.values())) for sign in (1, -1)]
    assert all(end.success for end in ends)
    return round(ends[0].fun), round(-ends[1].fun)


def rows_of(shown):
    return list(dict.fromkeys(row for row, _ in shown))


def columns_of(shown):
    return list(dict.fromkeys(column for _, column in shown))


def hidden_in(shown):
    return [cell for cell, value in shown.items() if isinstance(value, Hidden)]


@settings(max_examples=60, deadline=None)
@given(tables(), thresholds)
def test_no_sum_gives_away_a_hidden_cell_of_a_table(table, k):
    true, shown = published(table, k)
    said = {cell: (1, shown[cell].below - 1) if shown[cell].below else (0, None) for cell in hidden_in(shown)}

    for cell in said:
        least, most = reach(cell, shown, said)
        assert least <= true[cell] <= most
        assert least < most, (table, cell)


@settings(max_examples=60, deadline=None)
@given(tables(), thresholds)
def test_knowing_which_cells_are_small_gives_none_away_that_more_hiding_could_save(table, k):
    true, shown = published(table, k)
    everything = shown | {cell: HIDDEN for cell in shown if None not in cell}

    def known(cells):
        return {cell: (1, k - 1) if 0 < true[cell] < k else (min(true[cell], 1), None) for cell in hidden_in(cells)}

    for cell in known(shown):
        least, most = reach(cell, shown, known(shown))
        most_hidden = reach(cell, everything, known(everything))
        assert least < most or most_hidden[0] == most_hidden[1], (table, cell)


@given(tables(), thresholds)
def test_no_table_shows_a_small_cell_or_leaves_one_between_a_margin_and_its_line(table, k):
    true, shown = published(table, k)

    assert not any(is_small(value, k) for value in shown.values())
    for row, column in product(rows_of(shown), columns_of(shown)):
        if (row is None) != (column is None) and (row, column) not in hidden_in(shown):
            line = [cell for cell in hidden_in(shown) if None not in cell and (cell[0] == row or cell[1] == column)]
            assert not 0 < sum(true[cell] for cell in line) < k, (table, row, column)


@given(tables(), thresholds)
def test_the_margins_of_a_table_are_those_of_each_question_alone(table, k):
    protected = protect_table(table, k)

    assert protected.rows == protect({row: sum(line.values()) for row, line in table.items()}, k)
    assert protected.columns == protect({column: sum(line.values()) for column, line in turned(table).items()}, k)


@given(tables(), thresholds)
def test_a_table_turned_round_or_read_backwards_hides_the_same_cells(table, k):
    cells = protect_table(table, k).cells
    backwards = {row: dict(reversed(line.items())) for row, line in reversed(table.items())}

    assert protect_table(turned(table), k).cells == turned(cells)
    assert protect_table(backwards, k).cells == cells


def test_a_table_of_fewer_than_five_people_says_nothing():
    protected = protect_table({"a": {"x": 3, "y": 0}, "b": {"x": 0, "y": 1}})

    assert protected.cells == {"a": {"x": HIDDEN, "y": HIDDEN}, "b": {"x": HIDDEN, "y": HIDDEN}}
    assert protected.total == Hidden(below=5)


def test_a_table_without_small_cells_is_published_whole():
    table = {"a": {"x": 6, "y": 0}, "b": {"x": 9, "y": 5}}

    assert protect_table(table).cells == table


def test_a_zero_stays_in_sight_where_another_cell_can_give_the_shade():
    protected = protect_table({"a": {"x": 2, "y": 6, "z": 0}, "b": {"x": 9, "y": 9, "z": 9}})

    assert protected.cells == {
        "a": {"x": HIDDEN, "y": HIDDEN, "z": 0},
        "b": {"x": HIDDEN, "y": HIDDEN, "z": 9},
    }


def test_an_empty_table_stays_empty():
    assert protect_table({}).cells == {}
