"""CSV as platforms write it and people save it, with the place of every cell.

A platform's own file goes back to it with a few cells changed and every other byte as it was:
quotes, line ends, encoding. The csv module reads cells but does not tell where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.faults import CourseFault

_LARGEST = 8 * 2**20
_LONGEST_CELL = 131_072
_DELIMITERS = ",;\t"
# What Excel and others put first; "Unicode text" is UTF-16.
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_LINE_END = re.compile(r"\r\n|\r|\n")
_FIRST_ROW = re.compile(r'(?:"[^"]*+"|[^"\r\n])*+')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it says, and from where to where it stands in the file's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line that it begins on, and its cells; an empty line has one empty cell."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> list[str]:
        """What its cells say."""
        return [cell.text for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file as it was read.

    Attributes:
        mark: bytes in front that tell the encoding; mostly none.
        text: all of it.
    """

    path: Path
    mark: bytes
    encoding: str
    text: str
    delimiter: str
    rows: tuple[Row, ...]

    def changed(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """The file's bytes with other words in some cells; all others stay as they are.

        Args:
            cells: new texts by row and column, from 0.
        """
        pieces = []
        end = 0
        for (row, column), text in sorted(cells.items()):
            cell = self.rows[row].cells[column]
            was_quoted = self.text[cell.start : cell.start + 1] == '"'
            # A row of nothing at all would be an empty line, which may melt into its neighbours.
            nothing = not text and len(self.rows[row].cells) == 1
            quoted = was_quoted or nothing
            pieces += [self.text[end : cell.start], self._written(text, quoted=quoted)]
            end = cell.end
        whole = "".join([*pieces, self.text[end:]])
        return self.mark + whole.encode(self.encoding)

    def _written(self, text: str, *, quoted: bool) -> str:
        if quoted or any(sign in text for sign in (self.delimiter, '"', "\r", "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text


def read_sheet(path: Path) -> Sheet:
    """Reads CSV with commas, semicolons or tabs, in UTF-8 or UTF-16.

    Raises:
        CourseFault: it cannot be read or is no such file; with the line, where there is one.
    """
    mark, encoding, data = _bytes(path)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if encoding == "utf-8" else None
        raise CourseFault(
            path, line, "It is not UTF-8 text.", "Save it as 'CSV UTF-8', so that names stay right."
        ) from error
    first = re.sub(r'"[^"]*"', "", _FIRST_ROW.match(text.lstrip("\r\n"))[0])  # type: ignore[index]
    delimiter = max(_DELIMITERS, key=first.count)
    return Sheet(path, mark, encoding, text, delimiter, _rows(path, text, delimiter))


def _bytes(path: Path) -> tuple[bytes, str, bytes]:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise CourseFault(
            path, None, f"It cannot be read: {error.strerror}.", "Name a CSV file."
        ) from error
    if len(data) > _LARGEST:
        raise CourseFault(path, None, "It is larger than a class list.", "Name the CSV file.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding, data[len(mark) :]
    return b"", "utf-8", data


def _rows(path: Path, text: str, delimiter: str) -> tuple[Row, ...]:
    plain = re.compile(f"[^{delimiter}\r\n]*+")
    rows = []
    place, line = 0, 1
    while place < len(text):
        cells = [_cell(path, line, text, place, plain)]
        while text.startswith(delimiter, cells[-1].end):
            cells.append(_cell(path, line, text, cells[-1].end + 1, plain))
        rows.append(Row(line, tuple(cells)))
        end = cells[-1].end
        ended = _LINE_END.match(text, end)
        if ended is None and end < len(text):
            raise _no_csv(path, line, "something stands behind a closing quote")
        line += sum(1 for _ in _LINE_END.finditer(text, place, ended.end() if ended else end))
        place = ended.end() if ended else len(text)
    return tuple(rows)


def _cell(path: Path, line: int, text: str, start: int, plain: re.Pattern[str]) -> Cell:
    if text.startswith('"', start):
        match = _QUOTED.match(text, start)
        if match is None:
            raise _no_csv(path, line, "a quote is opened and never closed")
        told = match[0][1:-1].replace('""', '"')
    else:
        match = plain.match(text, start)
        assert match is not None, "the pattern matches the empty text"
        told = match[0]
    if len(told) > _LONGEST_CELL:
        raise _no_csv(path, line, "a cell is longer than any that makes sense")
    return Cell(told, start, match.end())


def _no_csv(path: Path, line: int, why: str) -> CourseFault:
    return CourseFault(path, line, f"It is not CSV: {why}.", "Look at the quotes in that line.")
