"""Percent scripts as cells that remember their lines.

jupytext reads the scripts but forgets where each cell stood. Every cell header is therefore given
its own line number as metadata before jupytext sees it, and the number is taken out afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from autograder.faults import CourseFault

_HEADER = re.compile(r"# ?%%(?=\s|$)")
_LINE = "course_line"
_RULE = "# ---"


@dataclass(frozen=True, slots=True)
class ScriptCell:
    """One cell of a percent script.

    Attributes:
        kind: ``code``, ``markdown`` or ``raw``.
        source: what stands in it, without comment signs where it is not code.
        line: the 1-based line of the script on which ``source`` begins.
        title: the words after ``# %%``, or the empty string.
        metadata: the keys after the title.
    """

    kind: str
    source: str
    line: int
    title: str
    metadata: dict[str, Any]

    @property
    def tags(self) -> tuple[str, ...]:
        """The cell's tags."""
        return tuple(self.metadata.get("tags", ()))


@dataclass(frozen=True, slots=True)
class Script:
    """A percent script: its file, the ``jupyter`` part of its header, and its cells in order."""

    path: Path
    header: dict[str, Any]
    cells: tuple[ScriptCell, ...]


def read_script(path: Path) -> Script:
    """Reads a percent script.

    Raises:
        CourseFault: the file is not UTF-8, its header is not YAML, or a cell cannot be placed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CourseFault(path, None, "It is not UTF-8 text.", "Save it as UTF-8.") from error
    lines = text.split("\n")
    _expect_header(path, lines)
    headers = [number for number, line in enumerate(lines, 1) if _HEADER.match(line)]
    if not headers:
        raise CourseFault(path, 1, "It has no cells.", "Begin each cell with a line '# %%'.")
    for number in headers:
        lines[number - 1] = f'{lines[number - 1].rstrip()} {_LINE}="{number}"'
    import jupytext  # takes seconds, and not every command reads masters

    notebook = jupytext.reads("\n".join(lines), fmt="py:percent")
    cells = tuple(_place(path, cell, headers[0]) for cell in notebook.cells)
    _account_for(path, headers, cells)
    return Script(path, dict(notebook.metadata), cells)


def _place(path: Path, cell: Any, first_header: int) -> ScriptCell:
    metadata = {key: value for key, value in cell.metadata.items() if key != "lines_to_next_cell"}
    if _LINE not in metadata:
        raise CourseFault(
            path,
            first_header,
            "There is text between the header and the first cell.",
            "Put it into a cell that begins with '# %%'.",
        )
    line = int(metadata.pop(_LINE)) + 1
    title = str(metadata.pop("title", ""))
    return ScriptCell(cell.cell_type, cell.source.rstrip(), line, title, metadata)


def _account_for(path: Path, headers: list[int], cells: tuple[ScriptCell, ...]) -> None:
    placed = {cell.line - 1 for cell in cells}
    for number in headers:
        if number not in placed:
            raise CourseFault(
                path,
                number,
                "This line looks like the beginning of a cell but stands inside another cell.",
                "Indent it, or write it so that it does not begin with '# %%'.",
            )


def _expect_header(path: Path, lines: list[str]) -> None:
    """Refuses a header that jupytext would take for text. A script needs none."""
    if lines[0].rstrip() != _RULE:
        return
    end = next((index for index, line in enumerate(lines) if index and line.rstrip() == _RULE), 0)
    text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines[1:end])
    try:
        header = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CourseFault(
            path,
            2 + (mark.line if mark is not None else 0),
            "The header is not YAML.",
            "Write 'key: value' lines between the two lines '# ---'.",
        ) from error
    if not isinstance(header, dict) or not isinstance(header.get("jupyter"), dict):
        raise CourseFault(
            path, 1, "The header has no 'jupyter:'.", "Write its keys below '# jupyter:'."
        )
