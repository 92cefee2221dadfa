"""The pages beside the notebooks: the syllabus, and the glossary as students need it.

Nothing is said twice: the syllabus quotes the opening of each notebook, the glossary is that of the
docs without the words of the grader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Bundle, Role
from autograder.faults import CourseFault
from autograder.release.build import PICTURES, Built

SYLLABUS = "README.md"
GLOSSARY = "GLOSSARY.md"

_PARAGRAPH = r"\*\*{label}\.\*\*\s+(?P<words>.+?)(?:\n\s*\n|\Z)"
_MINUTES = re.compile(r"(?P<minutes>[0-9]+) minutes")
_NOT_FOR_STUDENTS = "## Words of the grader"

_PAGE = """\
# Syllabus

From a single neuron to a forecast that tells you what it does not know. Each notebook begins with
the finished thing, takes it apart, and lets you build it again: you write the missing code, see
your own results drawn, and check yourself on the spot. The words and letters are in the
[glossary]({glossary}).

| notebook | minutes | points |
|---|---|---|
{rows}
| **together** | **{minutes}** | **{points}** |

{sections}
"""

_SECTION = """\
## {number} {title}

{picture}**What you will have built.** {built}

**You need.** {need}

[Open the notebook]({path})
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first words of a notebook promise.

    Attributes:
        built: what students will have built.
        minutes: how long it takes.
        need: what they have to know.
    """

    built: str
    minutes: int
    need: str


def opening_of(bundle: Bundle) -> Opening:
    """Reads the first prose of a notebook.

    Raises:
        CourseFault: it lacks one of the three paragraphs.
    """
    prose = next((cell.source for cell in bundle.cells if cell.role is Role.PROSE), "")
    words = {}
    for label in ("What you will have built", "Time", "You need"):
        found = re.search(_PARAGRAPH.format(label=label), prose, re.DOTALL)
        if found is None:
            raise _fault(bundle, f"The opening has no paragraph '**{label}.** ...'.")
        words[label] = " ".join(found["words"].split())
    minutes = _MINUTES.search(words["Time"])
    if minutes is None:
        raise _fault(bundle, "The paragraph '**Time.** ...' names no minutes.")
    return Opening(words["What you will have built"], int(minutes["minutes"]), words["You need"])


def pages_of(root: Path, built: Sequence[Built]) -> dict[str, bytes]:
    """The pages, by their path below ``assignments/``; none for a course without a glossary.

    Args:
        root: the checkout; its ``docs/glossary.md`` is the source of the glossary.
        built: every assignment.

    Raises:
        CourseFault: an opening or the glossary is not in order.
    """
    glossary = root / "docs" / "glossary.md"
    if not glossary.is_file():
        return {}
    text = glossary.read_text("utf-8")
    kept, mark, _ = text.partition(_NOT_FOR_STUDENTS)
    if not mark:
        raise CourseFault(
            glossary, None, f"There is no heading '{_NOT_FOR_STUDENTS}'.", "Put it back."
        )
    return {SYLLABUS: _syllabus(built).encode(), GLOSSARY: (kept.rstrip() + "\n").encode()}


def _syllabus(built: Sequence[Built]) -> str:
    rows, sections, minutes = [], [], 0
    for one in sorted(built, key=lambda one: one.bundle.assignment):
        bundle, opening = one.bundle, opening_of(one.bundle)
        number = bundle.assignment.split("_")[0]
        path = f"{bundle.assignment}/{bundle.slug}.ipynb"
        name = f"[{number} {bundle.title}]({path})"
        rows.append(f"| {name} | {opening.minutes} | {_points(bundle):g} |")
        picture = next((name for name in PICTURES if name in one.student), None)
        shown = f"![{bundle.title}]({bundle.assignment}/{picture})\n\n" if picture else ""
        sections.append(
            _SECTION.format(
                number=number,
                title=bundle.title,
                picture=shown,
                built=opening.built,
                need=opening.need,
                path=path,
            )
        )
        minutes += opening.minutes
    return _PAGE.format(
        minutes=minutes,
        points=f"{sum(_points(one.bundle) for one in built):g}",
        glossary=GLOSSARY,
        rows="\n".join(rows),
        sections="\n".join(sections).rstrip(),
    )


def _points(bundle: Bundle) -> float:
    """All that can be earned, what a person marks included."""
    return bundle.points + sum(question.points for question in bundle.manual)


def _fault(bundle: Bundle, words: str) -> CourseFault:
    return CourseFault(
        f"solutions/{bundle.assignment}/master.py",
        None,
        words,
        "The first markdown cell says what they will have built, the time, and what they need.",
    )
