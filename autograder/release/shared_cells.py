"""The cells that every notebook of the course has, so that no master has to say them again.

How checking works stands behind the opening; the look before handing in stands before the export.
"""

from __future__ import annotations

from autograder.course import NotebookCell, Role

_HOW_CHECKING_WORKS = """\
**How checking works.** Write your answer where you see `...` and run the cell, then the one below \
it, such as `grader.check("q1")`. When it passes, *the public checks have passed and hidden checks \
remain*: they take other numbers and other sizes, and look at everything that the question asks \
for. So an answer that only suits the numbers you can see, or that leans on a variable from \
another cell, will be found out. Does a question resist? Go on to the next: later ones are graded \
as if you had solved it.

Cells that only draw are there to be run and looked at; you need not understand their code. If \
Python says that `grader` is not defined, the very first cell has not been run."""

_PREFLIGHT = """\
## Pre-flight

*Kernel, Restart and Run All*, **save**, then run the cell below. It looks at the notebook as it \
lies on disk, runs nothing of it and sends nothing anywhere: would a run from top to bottom miss a \
name, is every answer in its place, was everything run since you changed it? In a terminal the \
same is `python -m course_lib.preflight {slug}.ipynb`, with the name that your copy has."""

_PREFLIGHT_CODE = """\
# Save your notebook first, then run this cell.
from course_lib import preflight

preflight.check(assignment="{slug}")"""


def with_shared_cells(slug: str, cells: tuple[NotebookCell, ...]) -> tuple[NotebookCell, ...]:
    """Adds what is said in every notebook.

    How checking works follows the first prose, which is the opening. The pre-flight goes before
    the heading of the export cell, or last where there is none; the grader skips it, because it
    reads a file that a grader does not have.

    Args:
        slug: the assignment's identity.
        cells: the student notebook.
    """
    rules = NotebookCell("how-checking-works", Role.PROSE, _HOW_CHECKING_WORKS)
    words = NotebookCell("preflight-words", Role.PROSE, _PREFLIGHT.format(slug=slug))
    code = NotebookCell("preflight", Role.IGNORED, _PREFLIGHT_CODE.format(slug=slug))
    prose = (index for index, cell in enumerate(cells) if cell.role is Role.PROSE)
    opening = next(prose, -1) + 1
    place = _before_the_export(cells)
    return (*cells[:opening], rules, *cells[opening:place], words, code, *cells[place:])


def _before_the_export(cells: tuple[NotebookCell, ...]) -> int:
    place = len(cells)
    for index, cell in enumerate(cells):
        if cell.role is Role.EXPORT and "grader.export(" in cell.source:
            has_heading = index > 0 and cells[index - 1].role is Role.PROSE
            place = index - 1 if has_heading else index
    return place
