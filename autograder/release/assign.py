"""otter assign: fed with a master that was checked, and its output taken apart.

Everything that all assignments of the course have in common is said once, in ``shared_config``.
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import hashlib
import importlib
import io
import json
import re
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from autograder.course import NotebookCell, Role
from autograder.faults import CourseFault
from autograder.release.archive import read_zip
from autograder.release.master import Master, MasterCell, Part
from autograder.release.notebooks import make_notebook
from autograder.release.shared_cells import with_shared_cells

_EXPORT_HELP = (
    "If this folder holds more than one notebook, say which one to export: "
    '`grader.export("{slug}.ipynb", pdf=False, run_tests=True)`.'
)
_NOT_FOR_GRADING = ("otter-grader", "jupyterlab")
_CHECK = re.compile(r'grader\.check\("(?P<question>[^"]+)"\)')
_DELIMITERS = re.compile(r"(?:<!-- (?:BEGIN|END) QUESTION -->\s*)+")
"""What otter puts around manual questions, so that its PDFs can be filtered."""
_RESPONSE = "otter_answer_cell"
_CELL_NUMBER = re.compile(r"cell number (?P<number>[0-9]+)\)")
_REFUSALS = (AssertionError, LookupError, RuntimeError, TypeError, ValueError)
_PYTHON = "3.11"
_SEED = 20200128
"""Makes plain ``otter run`` repeatable; it is the day of the workshop the course grew from."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """What otter assign made of a master.

    Attributes:
        cells: the student notebook, with our ids.
        autograder: the members of otter's autograder zip.
    """

    cells: tuple[NotebookCell, ...]
    autograder: dict[str, bytes]


def shared_config(slug: str) -> dict[str, Any]:
    """The ASSIGNMENT CONFIG of an assignment: the same for all but for the name."""
    return {
        "name": slug,
        # Files beside the notebook: a copy that was renamed or lost its metadata still checks.
        "tests": {"files": True, "ok_format": False},
        "init_cell": True,
        "check_all_cell": True,
        # The log is a pickle that nobody needs; without it no grader is tempted to open it.
        "export_cell": {
            "pdf": False,
            "run_tests": True,
            "ignore_log": True,
            "instructions": _EXPORT_HELP.format(slug=slug),
        },
        # The proof examines far more than otter's own run of the tests, which takes ten seconds.
        "run_tests": False,
        "generate": {"seed": _SEED},
        "python_version": _PYTHON,
        "requirements": grading_requirements(),
    }


def grading_requirements() -> list[str]:
    """What a machine that grades with plain otter has to install, from ``pyproject.toml``."""
    pyproject = Path(__file__).resolve().parents[2] / "pyproject.toml"
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["student"]]
    return sorted(name for name in wanted if not name.startswith(_NOT_FOR_GRADING))


def assign(master: Master) -> Assigned:
    """Runs otter assign on a master, in a scratch folder.

    Raises:
        CourseFault: otter refuses the master, or hands out something else than we expect.
    """
    with TemporaryDirectory(prefix="release-") as scratch:
        source = Path(scratch, f"{master.slug}.ipynb")
        source.write_text(json.dumps(_otter_master(master)), encoding="utf-8")
        _run_otter(master, source, Path(scratch, "dist"))
        student = json.loads(Path(scratch, "dist", "student", source.name).read_text("utf-8"))
        (archive,) = Path(scratch, "dist", "autograder").glob("*.zip")
        autograder = read_zip(archive.read_bytes())
    parts = {_fed_id(index): part for index, part in enumerate(master.cells)}
    invited = iter([question.name for question in master.manual if question.text])
    cells = [_identify(master, cell, parts, invited) for cell in student["cells"]]
    named = _name_cells([cell for cell in cells if cell.source.strip()])
    _expect_complete(master, named)
    return Assigned(with_shared_cells(master.slug, named), autograder)


def _fed_id(index: int) -> str:
    return f"part-{index}"


def _otter_master(master: Master) -> dict[str, Any]:
    """The notebook that otter gets: the shared config, and checks with their points worked out."""
    checks = {question.name: iter(question.checks) for question in master.questions}
    whole = {question.name: question.all_or_nothing for question in master.questions}
    worth = {question.name: _plain(question.points) for question in master.manual}
    cells: list[dict[str, Any]] = []
    for index, part in enumerate(master.cells):
        kind, source = part.cell.kind, part.cell.source
        if part.part is Part.CONFIG:
            source = "# ASSIGNMENT CONFIG\n" + yaml.safe_dump(shared_config(master.slug))
        elif part.part is Part.MARKER and "BEGIN QUESTION" in source and part.question is not None:
            name = part.question
            if name in worth:
                keys = {"name": name, "manual": True, "points": worth[name]}
            else:
                keys = {"name": name, "all_or_nothing": whole[name]}
            source = "# BEGIN QUESTION\n" + yaml.safe_dump(keys)
        elif part.part is Part.CHECK and part.question is not None:
            check = next(checks[part.question])
            keys = {"points": check.points, "hidden": check.hidden}
            config = f'""" # BEGIN TEST CONFIG\n{yaml.safe_dump(keys)}""" # END TEST CONFIG\n'
            source = config + check.source
        cell = {"id": _fed_id(index), "cell_type": kind, "metadata": {}, "source": source}
        cells.append(cell | ({"outputs": [], "execution_count": None} if kind == "code" else {}))
    return make_notebook(master.slug, ()) | {"cells": cells}


def _run_otter(master: Master, source: Path, result: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # otter takes seconds to import; who only reads bundles or writes notebooks never needs it.
        otter_assign = importlib.import_module("otter.assign")
        refusal = importlib.import_module("otter.assign.utils").AssignNotebookFormatException
        try:
            otter_assign.main(str(source), str(result))
        except (refusal, *_REFUSALS) as error:
            raise _refusal(master, error) from error


def _refusal(master: Master, error: Exception) -> CourseFault:
    match = _CELL_NUMBER.search(str(error))
    line = master.cells[int(match["number"]) - 1].cell.line if match is not None else None
    return CourseFault(
        master.file, line, f"otter assign refuses it: {error}.", "Repair what otter names."
    )


def _plain(points: float) -> float:
    return int(points) if points == int(points) else points


def _identify(
    master: Master, cell: dict[str, Any], parts: dict[str, MasterCell], invited: Iterator[str]
) -> NotebookCell:
    """What a cell of otter's is for.

    Args:
        master: what otter was fed with.
        cell: of the student notebook.
        parts: the master's cells by the ids that otter was given.
        invited: the questions whose text answers are still to come, in order.
    """
    source = cell["source"]
    source = ("".join(source) if isinstance(source, list) else source).strip("\n")
    part = parts.get(cell["id"])
    if part is not None:
        name = ""
        if part.part is Part.ANSWER and part.question in {q.name for q in master.manual}:
            if part.cell.kind == "markdown":
                raise _not_removed(master, part)
            name = _answer_id(part.question)
        return NotebookCell(name, _role_of(master, part), source, part.question)
    if cell["cell_type"] == "markdown" and _RESPONSE in cell["metadata"].get("tags", ()):
        # otter's own invitation to type stands where the model answer stood.
        question = next(invited)
        return NotebookCell(_answer_id(question), Role.PROSE, source, question)
    check = _CHECK.fullmatch(source)
    if check is not None:
        return NotebookCell("", Role.CHECK, source, check["question"])
    if cell["cell_type"] == "markdown":
        return NotebookCell("", Role.PROSE, source)
    # Naming the notebook would make otter fail in a copy that was renamed.
    return NotebookCell("", Role.EXPORT, source.replace(f'"{master.slug}.ipynb"', ""))


def _answer_id(question: str | None) -> str:
    return f"{question}-{Role.ANSWER}"


def _role_of(master: Master, part: MasterCell) -> Role:
    if part.part is Part.ANSWER:
        # Nothing is checked in what a person marks. To the examiner its cell is one of the
        # student's own: code in it runs, and no check, no lent answer and no proof hangs on it.
        manual = part.question in {question.name for question in master.manual}
        return Role.PROSE if manual else Role.ANSWER
    if part.part is Part.PROSE:
        return Role.PROSE
    return Role.IGNORED if "otter_ignore" in part.cell.tags else Role.GIVEN


def _name_cells(cells: list[NotebookCell]) -> tuple[NotebookCell, ...]:
    """Gives each cell an id that depends on what it is and never on when it was built."""
    seen: dict[str, int] = {}
    named = []
    for cell in cells:
        if cell.id:
            named.append(cell)
            continue
        if cell.role in (Role.ANSWER, Role.CHECK):
            name = f"{cell.question}-{cell.role}"
        else:
            name = f"{cell.role}-{hashlib.sha256(cell.source.encode()).hexdigest()[:8]}"
        seen[name] = seen.get(name, 0) + 1
        suffix = f"-{seen[name]}" if seen[name] > 1 else ""
        named.append(dataclasses.replace(cell, id=name + suffix))
    return tuple(named)


def _expect_complete(master: Master, cells: tuple[NotebookCell, ...]) -> None:
    """Trusts nothing: what otter handed out is what the master says, and no answer is in it."""
    ours = (Part.PROSE, Part.CODE, Part.ANSWER)
    wanted = [part for part in master.cells if part.part in ours and part.cell.source.strip()]
    kept = [
        cell
        for cell in cells
        if cell.role not in (Role.CHECK, Role.EXPORT) and not _DELIMITERS.fullmatch(cell.source)
    ]
    for part, cell in zip(wanted, kept, strict=False):
        answer = part.part is Part.ANSWER
        plain = cell.source
        if part.cell.kind == "markdown":
            opening = _DELIMITERS.match(plain)
            plain = plain[opening.end() :] if opening is not None else plain
        same = plain == part.cell.source.strip("\n")
        if answer and same:
            raise _not_removed(master, part)
        if (not answer and not same) or cell.role is not _role_of(master, part):
            raise CourseFault(
                master.file,
                part.cell.line,
                "otter changed this cell.",
                "Look for words in it that otter reads as a marker.",
            )
        if answer and part.cell.kind == "code":
            _expect_python(master, part, cell)
    checks = [cell.question for cell in cells if cell.role is Role.CHECK]
    if checks != [question.name for question in master.questions]:
        raise CourseFault(
            master.file, None, "otter lost a check cell.", "Compare the markers of each question."
        )


def _not_removed(master: Master, part: MasterCell) -> CourseFault:
    return CourseFault(
        master.file,
        part.cell.line,
        "otter did not remove the answer.",
        "Look for words in it that otter reads as a marker.",
    )


def _expect_python(master: Master, part: MasterCell, cell: NotebookCell) -> None:
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        raise CourseFault(
            master.file,
            part.cell.line,
            f"Without its answer this cell is not Python: {error.msg} ({error.text!r}).",
            "Move the markers so that whole statements are removed, each block at one indent.",
        ) from error
