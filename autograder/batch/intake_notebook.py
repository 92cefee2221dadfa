"""A notebook's bytes, read as the code cells in it; everything else that it says is dropped."""

from __future__ import annotations

import base64
import itertools
import json
from typing import Any

from autograder.batch.handed import WrittenCell
from autograder.examiner.pictures import Drawn
from autograder.examiner.submission import SubmittedCell
from autograder.faults import SubmissionFault
from autograder.plots import MOST_PLOTS

CELL_LIMIT = 2_000
_CONTAINER_LIMIT = 2_000_000
"""Brackets in a notebook: each becomes an object many times its size."""

_PICTURE_LIMIT = 8_000_000
"""Characters of one picture; a plot takes a hundredth of that."""

_OTHER_KINDS = (
    (b"PK\x03\x04", "This is a zip that is called a notebook. Rename it to .zip, or hand in the "
     "notebook in it."),
    (b"%PDF", "This is a PDF that is called a notebook. Please hand in the .ipynb file."),
    (b"<", "This is a web page that is called a notebook. Please hand in the .ipynb file: in "
     "Jupyter, File, Download."),
    (b"\x89PNG", "This is a picture that is called a notebook. Please hand in the .ipynb file."),
)  # fmt: skip


def read_notebook(data: bytes) -> tuple[tuple[SubmittedCell, ...], str | None]:
    """A notebook's code cells, and the assignment that its metadata names, if they name one.

    Raises:
        SubmissionFault: it cannot be read; the text is for the student.
    """
    notebook = _parse(data)
    cells = _cells_of(notebook)
    if cells is None:
        raise SubmissionFault(
            "This file is JSON but not a notebook of format 4: it has no list of cells. "
            "Please open it in Jupyter, save it again and hand that in."
        )
    if len(cells) > CELL_LIMIT:
        raise SubmissionFault(f"This notebook has {len(cells)} cells; {CELL_LIMIT} are the limit.")
    code = tuple(cell for cell in map(_code_cell, cells) if cell is not None)
    return code, _assignment_named_in(notebook)


def read_written_cells(data: bytes) -> tuple[WrittenCell, ...]:
    """A notebook's cells of text and of code, for people to read.

    Raises:
        SubmissionFault: it cannot be read; the text is for the student.
    """
    found = []
    for cell in (_cells_of(_parse(data)) or [])[:CELL_LIMIT]:
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        source = _source(cell) if kind in ("code", "markdown") else None
        if source is not None:
            found.append(WrittenCell(_id(cell), source, kind == "markdown"))
    return tuple(found)


def read_drawn(data: bytes) -> tuple[Drawn, ...]:
    """The pictures that a notebook's cells drew, in order, not more than are shown.

    Raises:
        SubmissionFault: the notebook cannot be read; the text is for the student.
    """
    cells = [cell for cell in (_cells_of(_parse(data)) or [])[:CELL_LIMIT] if _code_cell(cell)]
    found = (
        Drawn(place, _id(cell), png)
        for place, cell in enumerate(cells)
        for output in _list(cell.get("outputs"))
        if (png := _png(output)) is not None
    )
    return tuple(itertools.islice(found, MOST_PLOTS))


def _png(output: Any) -> bytes | None:
    bundle = output.get("data", output) if isinstance(output, dict) else None
    # Formats before 4 call it png, and have no data.
    text = bundle.get("image/png", bundle.get("png")) if isinstance(bundle, dict) else None
    if isinstance(text, list):
        text = _joined(text)
    if not isinstance(text, str) or len(text) > _PICTURE_LIMIT:
        return None
    try:
        return base64.b64decode(text)
    except ValueError:
        return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _parse(data: bytes) -> dict[str, Any]:
    start = data[:64].lstrip()
    if not start and not data.strip():
        raise SubmissionFault("This file is empty. Did the save finish before you handed it in?")
    for magic, words in _OTHER_KINDS:
        if start.startswith(magic):
            raise SubmissionFault(words)
    try:
        # UTF-16, which some shells write, is told by its first bytes.
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        raise SubmissionFault(
            "This notebook is not UTF-8 text. Please save it from Jupyter."
        ) from None
    if text.count("[") + text.count("{") > _CONTAINER_LIMIT:
        raise SubmissionFault(
            "This notebook holds more than can be read. Clear its outputs (Edit, Clear Outputs of "
            "All Cells), save it and hand it in again."
        )
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise SubmissionFault(
            "This is not a readable notebook: its JSON is broken. It may have been cut short; "
            "please open it in Jupyter, save it again and hand that in."
        ) from None
    if not isinstance(notebook, dict):
        raise SubmissionFault("This file is JSON but not a notebook.")
    return notebook


def _cells_of(notebook: dict[str, Any]) -> list[Any] | None:
    """The list of cells; formats before 4 keep them on worksheets."""
    cells = notebook.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = notebook.get("worksheets")
    if not isinstance(sheets, list):
        return None
    found = [sheet["cells"] for sheet in sheets if _has_cells(sheet)]
    return [cell for cells in found for cell in cells] if found else None


def _has_cells(sheet: Any) -> bool:
    return isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)


def _code_cell(cell: Any) -> SubmittedCell | None:
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = _source(cell)
    if source is None:
        return None
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    ignored = isinstance(tags, list) and "otter_ignore" in tags
    return SubmittedCell(_id(cell), source, ignored)


def _id(cell: dict[str, Any]) -> str:
    name = cell.get("id", "")
    return name if isinstance(name, str) else ""


def _source(cell: dict[str, Any]) -> str | None:
    # Formats before 4 call it input.
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = _joined(source)
    if not isinstance(source, str):
        return None
    if source.isascii() and "\r" not in source:
        return source
    # A lone surrogate is legal JSON but no text: IPython could not even write it to its log.
    clean = source.encode("utf-8", "replace").decode("utf-8")
    return clean.replace("\r\n", "\n").replace("\r", "\n")


def _joined(parts: list[Any]) -> str:
    try:
        return "".join(parts)
    except TypeError:
        return "".join(part for part in parts if isinstance(part, str))


def _assignment_named_in(notebook: dict[str, Any]) -> str | None:
    metadata = notebook.get("metadata")
    otter = metadata.get("otter") if isinstance(metadata, dict) else None
    name = otter.get("assignment_name") if isinstance(otter, dict) else None
    return name if isinstance(name, str) else None
