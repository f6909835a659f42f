from datetime import date

from pytest import approx, fixture, mark

from wayfellow.sheets.reading import day, decimal, maybe, needed, one_of, read_sheet, several, whole, words

COLUMNS = {
    "name": needed(words(20)),
    "since": maybe(day(date(2023, 7, 1)), empty=None),
    "hopes": maybe(several(one_of(["hope", "Meaning"])), empty=()),
    "years": maybe(whole(0, 120), empty=None),
    "mean": maybe(decimal, empty=None),
}
SHEET = """\
name,since,hopes,years,mean
Ana,2023-01-02,hope;meaning,57,14.7
Òscar,,,,
"""
EVERYTHING = [
    ("Ana", date(2023, 1, 2), ("hope", "Meaning"), 57, approx(14.7)),
    ("Òscar", None, (), None, None),
]


@fixture
def read(tmp_path):
    def write_and_read(content):
        path = tmp_path / "sheet.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheet(path, COLUMNS)

    return write_and_read


def places(sheet):
    return [(bad.line, bad.column) for bad in sheet.bad]


@mark.parametrize(
    "content",
    [
        SHEET,
        "\ufeff" + SHEET,
        SHEET.replace("\n", "\r\n"),
        SHEET.replace("\n", "\r"),
        SHEET.rstrip("\n"),
        "\n" + SHEET.replace("hope;meaning", '"hope; meaning"').replace(",", ";").replace("14.7", "14,7"),
        "\n" + SHEET.replace("Òscar", " , , ,,\n\nÒscar"),
        SHEET.replace("2023-01-02", "2/1/2023"),
        SHEET.replace("2023-01-02", "02.01.2023"),
        SHEET.replace("name,since", "Name , SINCE").replace("hope;", "Hope;;hope;"),
        SHEET.replace("Òscar", "O\u0300scar"),
        "years,mean,name,since,hopes\n57,14.7,Ana,2023-01-02,hope;meaning\n,,Òscar,,\n",
    ],
    ids=[
        "plain",
        "bom",
        "windows",
        "old mac",
        "no last newline",
        "semicolons",
        "blank lines",
        "slashes",
        "dots",
    ]
    + ["capitals", "accents", "order"],
)
def test_however_a_spreadsheet_saved_it_the_sheet_says_the_same(read, content):
    sheet = read(content)

    assert not sheet.bad
    assert [tuple(row[column] for column in COLUMNS) for row in sheet.rows] == EVERYTHING


def test_every_row_knows_the_line_it_begins_on(read):
    sheet = read("\n" + SHEET.replace("Ana", '"A\nna"').replace("Òscar", "\nÒscar"))

    assert [row["line"] for row in sheet.rows] == [3, 6]
    assert places(sheet) == [(3, "name")]


@mark.parametrize("formula", ["=1+1", "+34", "-5", "@home", '"=HYPERLINK(""a"")"'])
def test_a_cell_that_looks_like_a_formula_stays_words(read, formula):
    sheet = read(SHEET.replace("Ana", formula))

    assert sheet.rows[0]["name"] == formula.strip('"').replace('""', '"')


@mark.parametrize(
    "content, line",
    [
        (b"", 0),
        (b"  \r\n\n ,,\n", 0),
        (SHEET.splitlines()[0], 1),
        (SHEET.encode("latin-1"), 3),
        (SHEET.encode("utf-16"), 1),
        (SHEET.encode("utf-16-le"), 3),
        (SHEET.replace("Ò", "\0"), 3),
        (SHEET.replace("Ò", '"Ò'), 3),
        (SHEET.replace("Òscar", '"Òs"car'), 3),
        (SHEET.replace("Ò", "x" * 200_000), 3),
    ],
    ids=[
        "empty",
        "blank",
        "header only",
        "latin-1",
        "utf-16",
        "utf-16-le",
        "nul",
        "open quote",
        "stray quote",
    ]
    + ["endless cell"],
)
def test_a_file_that_cannot_be_told_apart_is_one_bad_row(read, content, line):
    sheet = read(content)

    assert (sheet.rows, sheet.file) == ([], "sheet.csv")
    assert places(sheet) == [(line, "")]


def test_a_file_that_is_not_there_is_one_bad_row(tmp_path):
    for path in (tmp_path / "nowhere.csv", tmp_path):
        assert places(read_sheet(path, COLUMNS)) == [(0, "")]


def test_a_bad_row_says_where_it_is():
    sheet = read_sheet("nowhere.csv", COLUMNS)
    sheet.complain(3, "name", "Please fill this in.")

    assert [str(bad) for bad in sheet.bad] == [
        ("nowhere.csv: This file cannot be opened. Please check its name, and that you have permission to read it."),
        "nowhere.csv:3:name: Please fill this in.",
    ]


@mark.parametrize(
    "header, columns",
    [
        ("name,since,hopes,years", ["mean"]),
        ("name,since,hopes,years,mean,mean", ["mean"]),
        ("name,since,hopes,years,mean,diagnosis", ["diagnosis"]),
        ("name,since,hopes,years,mean,", ["?"]),
        ("name;since;hopes;years,mean", ["years", "mean", "years,mean"]),
        ("label,since,hopes,phone,mean", ["name", "years", "label", "phone"]),
    ],
)
def test_a_sheet_has_exactly_the_columns_asked_for(read, header, columns):
    sheet = read(SHEET.replace(SHEET.splitlines()[0], header))

    assert places(sheet) == [(1, column) for column in columns]
    assert sheet.rows == []


def test_a_row_of_another_length_is_told_once_and_only_its_first_cell_is_trusted(read):
    sheet = read(SHEET + "Eva,x\n" + "Pau,x,x,x,x,x\n")

    assert places(sheet) == [(4, ""), (5, "")]
    assert [row["name"] for row in sheet.rows] == ["Ana", "Òscar", "Eva", "Pau"]
    assert sheet.rows[-1]["since"] is None


@mark.parametrize(
    "column, cell",
    [
        ("name", "x" * 21),
        ("name", "x" * 10_000),
        ("name", "two\nlines"),
        ("name", "bell\a"),
        ("name", "hid\u200bden"),
        ("hopes", "hope;" * 2_000),
        ("hopes", "hope;despair"),
        ("years", "121"),
        ("years", "-1"),
        ("years", "44.8"),
        ("years", "1e1"),
        ("years", "٣"),
        ("mean", "nan"),
        ("mean", "1e3"),
        ("mean", "1.000,5"),
        ("since", "1/3/23"),
        ("since", "3.2023"),
        ("since", "2023-3-1"),
        ("since", "2023-02-30"),
        ("since", "0203-02-01"),
        ("since", "12/31/2022"),
        ("since", "01/03.2023"),
        ("since", "2023-07-02"),
        ("since", "yesterday"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(read, column, cell):
    row = ",".join({**dict.fromkeys(COLUMNS, ""), "name": "Eva", column: f'"{cell}"'}.values())
    sheet = read(f"{SHEET}{row}\n{SHEET.splitlines()[2]}\n")

    assert places(sheet) == [(4, column)]
    assert sheet.rows[2][column] is None


def test_the_last_possible_day_number_and_letter_are_possible(read):
    sheet = read(SHEET.replace("2023-01-02", "2023-07-01").replace("57", "120").replace("Ana", "A" * 20))

    assert not sheet.bad
