"""The worksheet: what is written is what is read, and no spreadsheet runs any of it."""

from __future__ import annotations

import contextlib
import csv
import html
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.records import Record, response_hash
from autograder.report.marking_page import marking_page
from autograder.worksheet import (
    COLUMNS,
    COMMENT_LIMIT,
    WorksheetError,
    cells_of,
    guarded,
    read_worksheet,
    rows_of,
    unguarded,
    worksheet_csv,
)
from tests.manual.answered import answered

NASTY = st.text(alphabet="a;=+-@ \t\r\n\"',\x00\u200b\uff1d'") | st.text()
HEAD = ",".join(f'"{column}"' for column in COLUMNS)


def _marked(comment: str, response: str = "Because.", points: float = 2.0) -> Record:
    record = answered(response=response)
    question = replace(
        record.questions[0],
        score=points,
        marked=True,
        comment=comment,
        marked_response=response_hash(response),
    )
    return replace(record, questions=(question,))


@settings(deadline=None)
@given(NASTY, NASTY, NASTY)
def test_round_trip(student: str, response: str, comment: str) -> None:
    """Points, comment and key come back as they were, whatever stands in the other cells."""
    comment = read_worksheet(_csv_of(_marked(comment)))[0].comment
    record = replace(_marked(comment, response, points=1.25), student=student)
    (row,) = rows_of([record], every=True)
    (entry,) = read_worksheet(worksheet_csv([row]).encode())
    assert (1.25, comment, row.key, 2) == (entry.points, entry.comment, entry.key, entry.number)


def _csv_of(record: Record) -> bytes:
    return worksheet_csv(rows_of([record], every=True)).encode()


@settings(deadline=None)
@given(NASTY)
def test_no_part_of_a_cell_opens_a_formula(text: str) -> None:
    """Neither at its start nor in a new line, nor where it is cut at semicolons."""
    for cell in cells_of(rows_of([answered(text, text)])[0]):
        for part in re.split("[\n;]", cell):
            assert not part.strip().startswith(("=", "+", "-", "@", "\uff1d"))


@settings(deadline=None)
@given(NASTY)
def test_guarding_can_be_undone(text: str) -> None:
    """A comment that begins with a dash is the same comment after a round trip."""
    assert text == unguarded(guarded(text))


def test_spreadsheets_can_open_it() -> None:
    """A byte order mark, CRLF between rows, LF inside cells, every cell in quotes."""
    text = worksheet_csv(rows_of([answered(response='two\nlines, "quoted"')]))
    assert text.startswith(f"\ufeff{HEAD}\r\n")
    (row,) = csv.DictReader(io.StringIO(text[1:], newline=""))
    assert 'two\nlines, "quoted"' == row["response"]
    assert ("01_marked", "ada", "1", "q2", "Why?", "3", "", "", "waits") == tuple(
        row[name] for name in COLUMNS if name not in ("response", "response id")
    )
    assert re.fullmatch("r[0-9a-f]{16}", row["response id"])


def test_what_a_spreadsheet_saves_is_read() -> None:
    """Semicolons with decimal commas, tabs in UTF-16, other columns, other order, empty rows."""
    key = rows_of([answered()])[0].key
    heads = ["response id", "Points", "COMMENT", "question", "attempt", "student", "assignment"]
    cells = [key, "1,5", "Grüße", "q2", "1", "ada", "01_marked"]
    semicolons = f"{';'.join(heads)}\r\n;;;;;;\r\n{';'.join(cells)}\r\n".encode("utf-8-sig")
    tabs = f"{chr(9).join(heads)}\n{chr(9).join(cells)}\n".encode("utf-16")
    for data, number in ((semicolons, 3), (tabs, 2)):
        (entry,) = read_worksheet(data)
        assert (number, 1.5, "Grüße", key) == (
            *(entry.number, entry.points, entry.comment, entry.key),
        )


SLIPS = {
    "empty": (b"", "It is empty"),
    "another file": (b"a,b\n1,2\n", "Row 1 has no column 'assignment'"),
    "latin": ("Grüße".encode("latin-1"), "not UTF-8"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
    "nul": (f"{HEAD}\n\x00".encode(), "Row 1|NUL|Row"),
    "endless cell": (f'{HEAD}\n"{"x" * 200_000}'.encode(), "not CSV: field larger"),
    "long comment": (
        f'{HEAD}\na,s,1,q,t,3,r,1,"{"x" * (COMMENT_LIMIT + 1)}",w,k\n'.encode(),
        "Row 2: the comment is longer than 4,000 characters",
    ),
}


@pytest.mark.parametrize("slip", [name for name in SLIPS if name != "nul"])
def test_what_cannot_be_read_is_a_sentence(slip: str) -> None:
    """Never an exception of csv or of a decoder."""
    data, words = SLIPS[slip]
    with pytest.raises(WorksheetError, match=words):
        read_worksheet(data)


def test_every_wrong_row_is_told_at_once() -> None:
    """Whoever marked two hundred answers repairs them in one go."""
    rows = "".join(f"a,s,1,q,t,3,r,{points},,w,k\n" for points in ("1", "x", "2", "1,5", "?"))
    with pytest.raises(WorksheetError) as caught:
        read_worksheet(f"{HEAD}\n{rows.replace('1,5', chr(34) + '1,5' + chr(34))}".encode())
    assert ["Row 3", "Row 5", "Row 6"] == [words[:5] for words in caught.value.problems]


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{HEAD}\n{text}".encode()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """A worksheet is somebody's file: it never stops us in another way."""
    with contextlib.suppress(WorksheetError):
        read_worksheet(data)


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onfocus='alert(1)' autofocus x=\"",
    "</textarea></article></main><h1>",
    "{{ 7 * 7 }}",
    "\x1b[31m\u202egnp",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_on_the_page(text: str) -> None:
    """The page of hostile answers has the very tags of a page of harmless ones."""
    harmless = replace(_marked("harmless", "harmless"), student="harmless")
    hostile = replace(_marked(text, text), student=text, assignment=text)
    pages = [marking_page(rows_of([one], every=True)) for one in (harmless, hostile)]
    tags = [re.findall(r"<[/!]?([a-z0-9]+)", page) for page in pages]
    assert tags[0] == tags[1]
    assert not re.search("[\x1b\u202e]", pages[1])


def test_the_page_may_do_nothing_but_run_our_script() -> None:
    """No request, no form, no address; the one script is named by its hash."""
    page = marking_page(rows_of([answered(response="x" * 20_000)]))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    parts = dict(part.strip().split(" ", 1) for part in html.unescape(policy).split(";"))
    assert "'none'" == parts["default-src"] == parts["form-action"]
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", parts["script-src"])
    assert 1 == page.count("<script")
    assert not re.search(r'(src|href)="(?!#)', page)
    assert "x" * 20_000 in page
