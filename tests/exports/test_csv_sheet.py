"""Reading CSV with the place of each cell: as the csv module reads it, and not a byte is lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.csv_sheet import Sheet, read_sheet
from autograder.faults import CourseFault

TEXTS = st.text(alphabet="aä;,\t\"'=-0.5 \n\r日", max_size=6)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=4)
)


def _sheet(folder: Path, data: bytes) -> Sheet:
    path = folder / "any.csv"
    path.write_bytes(data)
    return read_sheet(path)


@given(
    table=TABLES,
    form=st.tuples(
        st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        st.sampled_from(["\n", "\r\n", "\r"]),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ),
    change=st.tuples(st.integers(0, 3), st.integers(0, 3), TEXTS),
)
@settings(deadline=None)
def test_one_cell_is_changed_and_no_byte_beside_it(
    tmp_path_factory: pytest.TempPathFactory,
    table: list[list[str]],
    form: tuple[int, str, str],
    change: tuple[int, int, str],
) -> None:
    """Whatever writer, delimiter, line end and encoding: the csv module agrees cell by cell."""
    folder = tmp_path_factory.getbasetemp()
    quoting, end, encoding = form
    # With plain headings, so that there is no doubt about the delimiter.
    table = [[f"h{i}" for i in range(max(2, len(table[0])))], *table]
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=quoting, lineterminator=end).writerows(table)
    data = stream.getvalue().encode(encoding)
    sheet = _sheet(folder, data)
    by_csv = csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=";", strict=True)
    assert [row or [""] for row in by_csv] == [row.texts for row in sheet.rows]
    assert data == sheet.changed({})
    row = change[0] % len(sheet.rows)
    column = change[1] % len(sheet.rows[row].cells)
    changed = sheet.changed({(row, column): change[2]})
    expected = [row.texts for row in sheet.rows]
    expected[row][column] = change[2]
    again = csv.reader(io.StringIO(changed.decode(encoding), newline=""), delimiter=";")
    assert [[""] if cells == [] else cells for cells in again] == expected
    cell = sheet.rows[row].cells[column]
    text = changed[len(sheet.mark) :].decode(sheet.encoding)
    assert text.startswith(sheet.text[: cell.start])
    assert text.endswith(sheet.text[cell.end :])


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_a_sheet_or_a_fault(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Never a crash, and what is read can be written."""
    try:
        sheet = _sheet(tmp_path_factory.getbasetemp(), data)
    except CourseFault:
        return
    assert data == sheet.changed({})


def test_a_delimiter_inside_quotes_is_none(tmp_path: Path) -> None:
    """Headings of a European gradebook are full of commas."""
    sheet = _sheet(tmp_path, b'"a, b, c, d";e;f\n1;2;3\n')
    assert [["a, b, c, d", "e", "f"], ["1", "2", "3"]] == [row.texts for row in sheet.rows]


def test_lines_are_where_rows_begin(tmp_path: Path) -> None:
    """Also behind a cell of several lines."""
    sheet = _sheet(tmp_path, b'a,b\r\n"x\r\ny",2\r\n3,4\r\n')
    assert [1, 2, 4] == [row.line for row in sheet.rows]
