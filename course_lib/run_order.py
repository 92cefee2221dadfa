"""What the numbers in the brackets tell: what was run, in which order, and how long it took."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from course_lib.answer_cells import Answer
from course_lib.saved_notebook import CodeCell

SLOW = 30.0
"""Seconds of one cell from which on it is worth a word."""

_QUICK = 5.0
_TRAINS = re.compile(r"\.(?:fit|train_on_batch)\(|GradientTape")
_SHOWN = 4


def history() -> dict[int, str]:
    """What this kernel has run so far, by its number; empty outside a notebook."""
    shell = _shell()
    kept = getattr(getattr(shell, "history_manager", None), "input_hist_raw", None)
    return dict(enumerate(kept)) if isinstance(kept, list) else {}


def notebook_of_kernel() -> str | None:
    """The file that VS Code says this kernel belongs to."""
    names = getattr(_shell(), "user_ns", {})
    found = names.get("__vsc_ipynb_file__") if isinstance(names, dict) else None
    return found if isinstance(found, str) else None


def _shell() -> Any:
    # Only looked for where it is loaded: outside a notebook nobody needs IPython.
    get = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return get() if get is not None else None


def sentences(
    cells: Sequence[CodeCell], answers: Sequence[Answer], ran: Mapping[int, str]
) -> Iterator[str]:
    """What should be run again before anybody trusts what the notebook shows.

    Args:
        cells: all code cells.
        answers: of the same notebook.
        ran: what this kernel has run, by number; empty where it is not known.
    """
    graded = [cell for cell in cells if cell.is_graded and cell.source.strip()]
    counted = [cell for cell in graded if cell.count is not None]
    odd = [c for c in cells if c.weight and c.count is None and not c.is_machinery]
    if odd:
        yield f"{_have(odd)} an output from an earlier version, but no number. Worth a new run."
    changed = _changed(counted, ran)
    if changed:
        yield (
            f"{_have(changed)} changed since the last run, or the kernel was restarted since: what "
            "is shown below does not belong to what is written now. Worth a new run."
        )
    unwritten = {answer.cell.number for answer in answers if answer.cell and answer.open_parts}
    waiting = [c for c in graded if c.count is None and c.number not in unwritten]
    if counted and waiting:
        yield f"{_have(waiting)} not been run, though others have. Worth a run before you hand in."
    yield from _stale_checks(answers)
    for above, below in pairwise(counted):
        if (above.count or 0) > (below.count or 0):
            yield (
                f"Cell {below.number} ran before cell {above.number}, which stands above it. The "
                "grader goes from top to bottom: Kernel, Restart and Run All shows what it sees."
            )
            return


def remarks(cells: Sequence[CodeCell]) -> Iterator[str]:
    """What is good to know about the run and costs nothing."""
    counts = [cell.count for cell in cells if cell.count is not None]
    if not counts:
        yield (
            "No cell shows that it was run. For the grade that does not matter; for you, Kernel, "
            "Restart and Run All is the best rehearsal."
        )
    elif counts == sorted(counts) and counts[-1] - counts[0] >= len(counts):
        yield (
            "The numbers in the brackets skip: some cells ran twice, or a cell that ran is gone. A "
            "Restart and Run All makes sure that nothing leans on it."
        )
    for cell in cells:
        if cell.is_graded and (cell.seconds or 0.0) >= SLOW:
            yield (
                f"{upper(cell.label)} ran for {cell.seconds:.0f} s with you. The grader's patience "
                "is limited: could it be shorter?"
            )


def grading_time(cells: Sequence[CodeCell]) -> str:
    """How long the grader will be busy, in words.

    Args:
        cells: all code cells.
    """
    graded = [cell for cell in cells if cell.is_graded]
    seconds = sum(cell.seconds or 0.0 for cell in graded)
    trains = [cell for cell in graded if _TRAINS.search(cell.source)]
    if seconds >= _QUICK:
        return f"about {seconds:.0f} seconds, going by how long your cells took"
    if trains:
        return f"up to a minute, because cell {trains[0].number} trains something"
    return "a second or two, and some more where hidden checks train what you built"


def _changed(counted: Sequence[CodeCell], ran: Mapping[int, str]) -> list[CodeCell]:
    if not ran:
        return []
    return [cell for cell in counted if ran.get(cell.count or 0, "").strip() != cell.source.strip()]


def _stale_checks(answers: Sequence[Answer]) -> Iterator[str]:
    stale = [
        answer.question
        for answer in answers
        if answer.cell is not None
        and answer.check is not None
        and answer.cell.number < answer.check.number
        and (answer.cell.count or 0) > (answer.check.count or 0) > 0
    ]
    if stale:
        yield (
            f"The answer to {listed(stale)} was run again after its check, so what the check says "
            "is about the version before. Run the check once more."
        )


def _have(cells: Sequence[CodeCell]) -> str:
    if len(cells) == 1:
        return f"{upper(cells[0].label)} has"
    numbers = [str(cell.number) for cell in cells[:_SHOWN]]
    more = len(cells) - _SHOWN
    return f"Cells {listed(numbers + ([f'{more} more'] if more > 0 else []))} have"


def listed(words: Sequence[str]) -> str:
    """Words as a person lists them: ``q1, q2 and q3``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def upper(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]
