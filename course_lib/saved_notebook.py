"""A notebook as it lies on disk, read without Jupyter and without running any of it."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

CHECK = re.compile(r"""^\s*grader\.check\(\s*(['"])(?P<question>\w+)\1""", re.MULTILINE)
_OWN = re.compile(r"""preflight\.check\((?:[^)]*\bassignment\s*=\s*(['"])(?P<slug>\w+)\1)?""")
_MACHINERY = re.compile(r"grader\.(?:export|check_all)\(|otter\.Notebook\(")
_SHORTCUT = re.compile(r"\s*(?:%[A-Za-z_]|!(?!=)|\?{1,2}[\w.]|[\w.%*]+\?{1,2}\s*$)")
_ASSIGNED = re.compile(r"(?P<left>\s*[\w, ]+=\s*)[%!](?=[A-Za-z_.])")
_WHOLE_CELL = re.compile(r"%%(?P<name>\w+)(?P<rest>.*)")
_STILL_PYTHON = {"time", "timeit", "capture", "prun", "python", "python3"}
_AWAITING = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class UnreadableError(Exception):
    """The file is no notebook that could be graded; ``str()`` says it to the student."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Why a cell is not Python."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class CodeCell:
    """One code cell.

    Attributes:
        number: its place among all cells, counted from 1, text included.
        tree: what it says, or None where it is not Python.
        slip: why it is not Python.
        ignored: it only shows off; the grader skips it.
        count: the number in its brackets, or None.
        weight: bytes of its outputs.
        seconds: how long it ran, where the notebook says so.
    """

    number: int
    id: str
    source: str
    tree: ast.Module | None
    slip: Slip | None
    ignored: bool
    count: int | None
    weight: int
    seconds: float | None

    @property
    def check(self) -> str | None:
        """The question that this cell checks."""
        match = CHECK.search(self.source)
        return match["question"] if match is not None else None

    @property
    def is_machinery(self) -> bool:
        """Whether it is one of the course's own cells around the questions."""
        return bool(_MACHINERY.search(self.source) or _OWN.search(self.source))

    @property
    def is_graded(self) -> bool:
        """Whether the grader runs it as part of the answers."""
        return not (self.ignored or self.is_machinery or self.check)

    @property
    def label(self) -> str:
        """How a sentence names it: its number, and how it begins."""
        lines = [line.strip() for line in self.source.splitlines() if line.strip()]
        first = lines[0] if lines else "empty"
        return f"cell {self.number} (`{first if len(first) <= 40 else first[:37] + '...'}`)"


@dataclass(frozen=True, slots=True)
class Expected:
    """An answer cell that the notebook was handed out with."""

    id: str
    question: str
    names: tuple[str, ...]
    skeleton: str


@dataclass(frozen=True, slots=True)
class SavedNotebook:
    """What the pre-flight looks at.

    Attributes:
        size: of the file, in bytes.
        cells: the code cells in order.
        slugs: what it says of its assignment, by who says so, in order of trust.
        expected: its answer cells by the release; empty where the metadata is lost.
    """

    path: Path
    size: int
    cells: tuple[CodeCell, ...]
    slugs: dict[str, str]
    expected: tuple[Expected, ...]

    @property
    def slug(self) -> str | None:
        """The assignment it belongs to, as far as it says so."""
        return next(iter(self.slugs.values()), None)


def read_notebook(path: Path) -> SavedNotebook:
    """Reads a notebook.

    Raises:
        UnreadableError: it cannot be graded as it is; the text says what to do.
    """
    if not path.is_file():
        raise UnreadableError(f"There is no file {path}. Is the name right, and the folder?")
    data = path.read_bytes()
    if data.startswith(b"PK"):
        raise UnreadableError(f"{path.name} is a zip. Name the notebook itself, the .ipynb file.")
    if not data.strip():
        raise UnreadableError(f"{path.name} is empty. Save the notebook in Jupyter once more.")
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableError(
            f"{path.name} is not a readable notebook; it may have been cut short. Open it in "
            "Jupyter, save it again, and try once more."
        ) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise UnreadableError(
            f"{path.name} has no list of cells, so it is no notebook of format 4. Open it in "
            "Jupyter, save it again, and try once more."
        )
    numbered = [(number, cell) for number, cell in enumerate(cells, 1) if isinstance(cell, dict)]
    code = tuple(_code(n, cell) for n, cell in numbered if cell.get("cell_type") == "code")
    metadata = _dict(notebook.get("metadata"))
    return SavedNotebook(path, len(data), code, _slugs(metadata, code), _expected(metadata))


def fingerprint(source: str) -> str:
    """Short hash of a cell's text that spaces at line ends and empty lines do not change."""
    lines = [line.rstrip() for line in source.splitlines() if line.strip()]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:12]


def parse(source: str) -> ast.Module | Slip:
    """A cell as Python, without IPython's shortcuts, each line where it was.

    Args:
        source: of the cell.

    Returns:
        The tree, or why there is none.
    """
    first = _compiled(source)
    if isinstance(first, Slip):
        second = _compiled(_without_shortcuts(source))
        return first if isinstance(second, Slip) and second.line == first.line else second
    return first


def _compiled(source: str) -> ast.Module | Slip:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = compile(source, "cell", "exec", ast.PyCF_ONLY_AST | _AWAITING, dont_inherit=True)
            # What the parser lets pass, such as a return outside a function, is found here.
            compile(tree, "cell", "exec", _AWAITING, dont_inherit=True)
    except SyntaxError as error:
        return Slip(error.lineno or 1, error.msg)
    except (ValueError, RecursionError, MemoryError) as error:
        return Slip(1, str(error) or "it is too deeply nested")
    assert isinstance(tree, ast.Module)
    return tree


def _without_shortcuts(source: str) -> str:
    lines = source.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    whole = _WHOLE_CELL.match(lines[start])
    if whole is not None and whole["name"] not in _STILL_PYTHON:
        return ""
    if whole is not None:
        kept = whole["rest"].strip() if whole["name"] == "capture" else ""
        lines[start] = f"{kept} = None" if kept.isidentifier() else ""
    return "\n".join(_plain(line) for line in lines)


def _plain(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    if re.match(r"%(?:pylab|run)\b", line.strip()):
        # They bring names that nobody can see from here, as a star import does.
        return "from elsewhere import *" if not indent else f"{indent}pass"
    if _SHORTCUT.match(line):
        return f"{indent}pass"
    assigned = _ASSIGNED.match(line)
    return f"{assigned['left']}None" if assigned is not None else line


def _code(number: int, cell: dict[str, Any]) -> CodeCell:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    source = source if isinstance(source, str) else ""
    metadata = _dict(cell.get("metadata"))
    tags = metadata.get("tags")
    count = cell.get("execution_count")
    found = parse(source)
    outputs = cell.get("outputs")
    return CodeCell(
        number=number,
        # Colab moves the id into the metadata.
        id=str(cell.get("id") or metadata.get("id") or ""),
        source=source,
        tree=found if isinstance(found, ast.Module) else None,
        slip=found if isinstance(found, Slip) else None,
        ignored=isinstance(tags, list) and "otter_ignore" in tags,
        count=count if isinstance(count, int) else None,
        weight=len(json.dumps(outputs)) if outputs else 0,
        seconds=_seconds(metadata),
    )


def _seconds(metadata: dict[str, Any]) -> float | None:
    """How long a cell ran, as Jupyter, Colab or the ExecuteTime extension note it."""
    elapsed = _dict(metadata.get("executionInfo")).get("elapsed")
    if isinstance(elapsed, int | float):
        return elapsed / 1000
    for key, began, ended in (
        ("execution", "iopub.execute_input", "shell.execute_reply"),
        ("ExecuteTime", "start_time", "end_time"),
    ):
        noted = _dict(metadata.get(key))
        try:
            start = datetime.fromisoformat(str(noted[began]))
            end = datetime.fromisoformat(str(noted[ended]))
            return max(0.0, (end - start).total_seconds())
        except (KeyError, ValueError, TypeError):
            continue
    return None


def _slugs(metadata: dict[str, Any], cells: tuple[CodeCell, ...]) -> dict[str, str]:
    own = (_OWN.search(cell.source) for cell in cells)
    said = {
        "the course's note in it": _dict(metadata.get("course")).get("assignment"),
        "its otter note": _dict(metadata.get("otter")).get("assignment_name"),
        "its pre-flight cell": next((match["slug"] for match in own if match), None),
    }
    return {who: slug for who, slug in said.items() if isinstance(slug, str) and slug}


def _expected(metadata: dict[str, Any]) -> tuple[Expected, ...]:
    answers = _dict(_dict(metadata.get("course")).get("answers"))
    found = []
    for cell, entry in answers.items():
        told = _dict(entry)
        names, question = told.get("names"), told.get("question")
        if isinstance(names, list) and isinstance(question, str):
            found.append(
                Expected(cell, question, tuple(map(str, names)), str(told.get("skeleton")))
            )
    return tuple(sorted(found, key=lambda one: (len(one.question), one.question)))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
