"""The cell with which students look their notebook over before they hand it in."""

from __future__ import annotations

from autograder.course import NotebookCell, Role

_WORDS = """\
## Pre-flight

**Save first**, then run the cell below. It looks at the notebook as it lies on disk, runs nothing \
of it and sends nothing anywhere: would a run from top to bottom miss a name, is every answer in \
its place, was everything run since you changed it? In a terminal the same is \
`python -m course_lib.preflight {slug}.ipynb`, with the name that your copy has."""

_CODE = """\
# Save your notebook first, then run this cell.
from course_lib import preflight

preflight.check(assignment="{slug}")"""


def with_preflight(slug: str, cells: tuple[NotebookCell, ...]) -> tuple[NotebookCell, ...]:
    """Puts the pre-flight before the heading of the export cell, or last where there is none.

    The grader skips it: it reads a file that a grader does not have.

    Args:
        slug: the assignment's identity.
        cells: the student notebook.
    """
    words = NotebookCell("preflight-words", Role.PROSE, _WORDS.format(slug=slug))
    code = NotebookCell("preflight", Role.IGNORED, _CODE.format(slug=slug))
    place = len(cells)
    for index, cell in enumerate(cells):
        if cell.role is Role.EXPORT and "grader.export(" in cell.source:
            place = index - 1 if index and cells[index - 1].role is Role.PROSE else index
    return (*cells[:place], words, code, *cells[place:])
