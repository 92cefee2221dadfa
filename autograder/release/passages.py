"""What students can read: the files that are handed out, taken apart into passages."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.release.notebooks import answer_note

_CELL_KEYS = {"id", "cell_type", "metadata", "source"}
_CODE_KEYS = _CELL_KEYS | {"outputs", "execution_count"}
_CELL_METADATA = {"deletable": (False,), "editable": (False,)}
_TAGS = {"otter_answer_cell", "otter_ignore"}
_NOTEBOOK_KEYS = {"cells", "metadata", "nbformat", "nbformat_minor"}
_NOTEBOOK_METADATA = {
    "course": {"answers", "assignment"},
    "kernelspec": {"display_name", "language", "name"},
    "language_info": {"name"},
    "otter": {"assignment_name"},
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that students can read.

    Attributes:
        file: where it stands, by its name in the release.
        cell: the id of its cell, in a notebook.
    """

    file: str
    text: str
    cell: str | None = None

    def place(self, line: int) -> str:
        """Names a line of the passage as one looks it up."""
        if self.cell is not None:
            return f"{self.file}, cell {self.cell}, line {line}"
        return f"{self.file}:{line}"


def passages(files: Mapping[str, bytes]) -> Iterator[Passage]:
    """Every passage of the files; zips and wheels are opened.

    Args:
        files: content by name in the release.
    """
    for name, data in sorted(files.items()):
        if name.endswith((".whl", ".zip")):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inner = {f"{name}/{member}": archive.read(member) for member in archive.namelist()}
            yield from passages(inner)
            continue
        text = data.decode("utf-8", "replace")
        notebook = _parse(text) if name.endswith(".ipynb") else None
        if notebook is None:
            yield Passage(name, text)
            continue
        for cell in notebook["cells"]:
            yield Passage(name, _source(cell), str(cell.get("id")))


def unclean(name: str, data: bytes) -> list[str]:
    """What a released notebook holds that is not its own: outputs, counts, unknown keys.

    Args:
        name: of the notebook in the release.
        data: its bytes.

    Returns:
        One sentence for each such thing.
    """
    notebook = _parse(data.decode("utf-8", "replace"))
    if notebook is None:
        return [f"{name}: it is not a notebook of format 4. Run: make release"]
    found = [
        f"{name}: the notebook holds {what!r}, which a released notebook does not."
        for what in _unknown_keys(notebook)
    ]
    for cell in notebook["cells"]:
        place = f"{name}, cell {cell.get('id')}"
        if cell.get("outputs"):
            found.append(f"{place}: it holds an output. Build it again, or clear its outputs.")
        if cell.get("execution_count") is not None:
            found.append(f"{place}: it holds an execution count. Build it again.")
        found += [f"{place}: its metadata or keys hold {what!r}." for what in _unknown_in(cell)]
    return found


def _unknown_keys(notebook: dict[str, Any]) -> list[str]:
    metadata = notebook.get("metadata", {})
    unknown = sorted(set(notebook) - _NOTEBOOK_KEYS) + sorted(set(metadata) - {*_NOTEBOOK_METADATA})
    for key, allowed in _NOTEBOOK_METADATA.items():
        unknown += [f"{key}.{inner}" for inner in sorted(set(metadata.get(key, {})) - allowed)]
    # The course's note says of answer cells what they say themselves, and not a word more.
    noted, answers = metadata.get("course", {}).get("answers"), _answers(notebook)
    if not isinstance(noted, dict) or any(noted[cell] != answers.get(cell) for cell in noted):
        unknown.append("course.answers")
    return unknown


def _answers(notebook: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for cell in notebook["cells"]:
        if "otter_answer_cell" in cell.get("metadata", {}).get("tags", ()):
            name = str(cell.get("id"))
            found[name] = answer_note(name.removesuffix("-answer"), _source(cell))
    return found


def _unknown_in(cell: dict[str, Any]) -> list[str]:
    keys = _CODE_KEYS if cell.get("cell_type") == "code" else _CELL_KEYS
    unknown = sorted(set(cell) - keys)
    for key, value in sorted(cell.get("metadata", {}).items()):
        if key == "tags":
            unknown += [f"tag {tag}" for tag in value if tag not in _TAGS]
        elif value not in _CELL_METADATA.get(key, ()):
            unknown.append(key)
    return unknown


def _parse(text: str) -> dict[str, Any] | None:
    try:
        notebook = json.loads(text)
    except ValueError:
        return None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        return None
    checked: dict[str, Any] = notebook
    return checked


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
