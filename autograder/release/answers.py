"""The markers inside an answer cell: what otter will remove, and the answer without them.

otter compares text, line by line and letter by letter: a marker with another case or with a word
behind it is silently a comment, and the answer would be handed out. So every comment that looks
like a marker has to be one.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.faults import CourseFault
from autograder.release.percent import ScriptCell

_BEGIN = re.compile(r"\s*# BEGIN SOLUTION( NO PROMPT)?\s*")
_END = re.compile(r"\s*# END SOLUTION\s*")
_SUFFIX = re.compile(r"(?P<code>.*\S)\s*# SOLUTION( NO PROMPT)?\s*")
_LIKENESS = re.compile(r"#\s*(?:(?:begin|end)\b\W*)?solutions?\b", re.IGNORECASE)
_TEXT_MARKER = re.compile(
    r"#\s*(?:BEGIN|END)\s+(?:SOLUTION|PROMPT|TESTS|QUESTION)\b|#\s*SOLUTION(?: NO PROMPT)?\s*$"
)
_OTHER = re.compile(r"#\s*(?:(?:BEGIN|END)\s+(?:PROMPT|IGNORE|PLUGIN)|SEED|IGNORE)\s*$")


def clean_answer(source: str) -> str:
    """An answer as a person would write it: the source of its cell without any marker.

    Cleaning a clean answer changes nothing.
    """
    kept = [line.rstrip() for line in _without_markers(source) if line is not None]
    return "\n".join(kept).strip("\n")


def check_answer(file: Path, cell: ScriptCell) -> None:
    """Refuses an answer cell whose markers otter would misread.

    Args:
        file: the master, for the words of the fault.
        cell: the one code cell of a SOLUTION block.

    Raises:
        CourseFault: a marker is misspelt, unpaired or nested, nothing is marked, or the answer is
            not Python.
    """
    opened: int | None = None
    filled = marked = False
    for number, line in enumerate(cell.source.splitlines(), cell.line):
        if _BEGIN.fullmatch(line):
            if opened is not None:
                raise CourseFault(
                    file,
                    number,
                    f"BEGIN SOLUTION stands inside the one of line {opened}.",
                    "Write '# END SOLUTION' before it.",
                )
            opened, filled = number, False
        elif _END.fullmatch(line):
            _close(file, number, opened, filled=filled)
            opened, marked = None, True
        elif _SUFFIX.fullmatch(line) and opened is None:
            marked = True
        else:
            _refuse_likeness(file, number, line)
            filled = filled or bool(line.strip())
    if opened is not None:
        raise CourseFault(
            file, opened, "BEGIN SOLUTION is never closed.", "Write '# END SOLUTION' below it."
        )
    if not marked:
        raise CourseFault(
            file,
            cell.line,
            "Nothing in this answer cell is marked, so students would be given the answer.",
            "Put '# BEGIN SOLUTION' and '# END SOLUTION' around what they write themselves.",
        )
    parse_cell(file, cell, "\n".join(line or "" for line in _without_markers(cell.source)))


def check_text_answer(file: Path, cell: ScriptCell) -> None:
    """Refuses a model answer in words that is none, or that holds markers of code.

    Args:
        file: the master, for the words of the fault.
        cell: the one text cell of a SOLUTION block.

    Raises:
        CourseFault: it is empty, or a marker stands in it.
    """
    if not cell.source.strip():
        raise CourseFault(
            file,
            cell.line,
            "The model answer is empty.",
            "Write what an answer with full marks says; students do not get it.",
        )
    for number, line in enumerate(cell.source.splitlines(), cell.line):
        if _TEXT_MARKER.search(line):
            raise CourseFault(
                file,
                number,
                "There is a marker inside a model answer in words.",
                "Delete it: otter takes the whole cell out and invites students to type.",
            )


def refuse_markers(file: Path, cell: ScriptCell) -> None:
    """Refuses solution markers in a cell that otter would hand out unchanged.

    Raises:
        CourseFault: the cell holds one.
    """
    for number, line in enumerate(cell.source.splitlines(), cell.line):
        if _OTHER.search(line):
            raise CourseFault(
                file, number, "This marker has no place in a master.", "Delete the line's comment."
            )
        if _LIKENESS.search(line):
            raise CourseFault(
                file,
                number,
                "There is a solution marker outside a SOLUTION block, so nothing removes it.",
                "Move the code into the answer cell, or reword the comment.",
            )


def parse_cell(file: Path, cell: ScriptCell, source: str) -> ast.Module:
    """Parses what stands in a cell.

    Args:
        file: the script, for the words of the fault.
        cell: the cell, for its place.
        source: Python whose lines are the cell's lines.

    Raises:
        CourseFault: it is not Python.
    """
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError) as error:
        line = cell.line + (getattr(error, "lineno", None) or 1) - 1
        message = getattr(error, "msg", None) or str(error)
        raise CourseFault(
            file, line, f"This cell is not Python: {message}.", "Repair the syntax."
        ) from error


def _without_markers(source: str) -> list[str | None]:
    """The lines of a source without markers; None where a line was nothing but a marker."""
    lines: list[str | None] = []
    for line in source.split("\n"):
        code = line
        while (suffix := _SUFFIX.fullmatch(code)) is not None:
            code = suffix["code"]
        lines.append(None if _BEGIN.fullmatch(code) or _END.fullmatch(code) else code)
    return lines


def _close(file: Path, number: int, opened: int | None, *, filled: bool) -> None:
    if opened is None:
        raise CourseFault(
            file, number, "END SOLUTION closes nothing.", "Write '# BEGIN SOLUTION' above it."
        )
    if not filled:
        raise CourseFault(
            file,
            opened,
            "There is no answer between BEGIN SOLUTION and END SOLUTION.",
            "Write the answer between them, or delete both lines.",
        )


def _refuse_likeness(file: Path, number: int, line: str) -> None:
    if _OTHER.search(line):
        raise CourseFault(
            file,
            number,
            "This marker has no place in an answer cell.",
            "Mark what is removed with '# BEGIN SOLUTION' and '# END SOLUTION' only.",
        )
    if _LIKENESS.search(line):
        raise CourseFault(
            file,
            number,
            "This comment looks like a solution marker, but otter would not take it for one.",
            "Write '# BEGIN SOLUTION' or '# END SOLUTION' alone on the line, '# SOLUTION' at its "
            "end, or reword the comment.",
        )
