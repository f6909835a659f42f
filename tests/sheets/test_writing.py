"""Files that spreadsheets open."""

from io import BytesIO

from openpyxl import load_workbook

from wayfellow.sheets import writing


def test_a_book_has_a_sheet_for_each_table_with_a_name_that_spreadsheets_allow():
    long = "Connections with associations: how far [all]"
    book = load_workbook(BytesIO(writing.book([(long, [["=1+1", 2]]), (long.upper(), [["b"]]), ("", [])])))
    assert book.sheetnames == ["Connections with associations", "CONNECTIONS WITH ASSOCIATIO 2", "-"]
    assert [*book.worksheets[0].values] == [("'=1+1", 2)]
