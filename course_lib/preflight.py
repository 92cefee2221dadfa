"""A look at a notebook before it is handed in. Nothing in it is run, nothing is sent anywhere.

In a terminal, ``python -m course_lib.preflight my.ipynb``; in a notebook, after saving it,

    from course_lib import preflight
    preflight.check("my.ipynb")

It cannot tell whether answers are right. It tells whether the notebook would arrive as you mean it.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course_lib import answer_cells, run_order
from course_lib.answer_cells import Answer, find_answers
from course_lib.fresh_run import FreshRun
from course_lib.run_order import listed, upper
from course_lib.saved_notebook import SavedNotebook, UnreadableError, read_notebook

LARGEST = 20 * 1024 * 1024
"""Bytes; the grader does not open a larger notebook."""

_MOST_CELLS = 2000
_WIDTH = 92
_FOLDER = re.compile(r"[0-9]{2}_(?P<slug>[a-z0-9_]+)")


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """What the pre-flight found. Printed, or as the last line of a cell, it is its text.

    Attributes:
        title: which notebook was read, and when it was saved.
        findings: what is worth repairing, one sentence or two each.
        remarks: what is good to know.
        handed_in: what will be handed in; empty where there is no notebook.
    """

    title: str
    findings: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    handed_in: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether nothing was found that is worth repairing."""
        return not self.findings

    def __str__(self) -> str:
        parts = [self.title]
        if self.findings:
            many = "One thing is" if len(self.findings) == 1 else f"{len(self.findings)} things are"
            parts.append(_block(f"{many} worth a look:", self.findings, "{}. "))
        else:
            parts.append(
                "Nothing to repair: your notebook would arrive as you mean it. (Whether the "
                "answers are right is for the checks to say, and some of them are hidden.)"
            )
        if self.remarks:
            parts.append(_block("Good to know:", self.remarks, "- "))
        if self.handed_in:
            parts.append(_block("What you hand in:", self.handed_in, "- "))
        return "\n\n".join(_wrapped(part) for part in parts)

    __repr__ = __str__


def check(notebook: str | Path | None = None, *, assignment: str | None = None) -> Report:
    """Looks at a notebook as it was last saved.

    Args:
        notebook: its file, under whatever name. In a notebook it may be left out if the folder
            holds only one, or if Jupyter says which one is open.
        assignment: the assignment it should belong to, such as ``"lstm_gates"``.

    Returns:
        A ``Report``; printing it shows its text.
    """
    try:
        path = _located(notebook)
        saved = read_notebook(path)
    except (UnreadableError, OSError) as error:
        return Report("Pre-flight", (str(error),))
    answers = find_answers(saved)
    guessed = not saved.expected
    findings = [
        *_wrong_assignment(saved, assignment),
        *_too_large(saved),
        *_slips(saved),
        *answer_cells.sentences(answers, guessed=guessed),
        *_unwritten(answers),
        *FreshRun(saved.cells, {one.question: one.names for one in answers}).sentences(
            # Their answers are told of already.
            {name for one in answers for name in one.names}
        ),
        *run_order.sentences(saved.cells, answers, _history_of(saved)),
    ]
    when = datetime.fromtimestamp(path.stat().st_mtime).astimezone().strftime("%d %B, %H:%M")
    title = (
        f"Pre-flight of {path.name}, as it was saved on {when}. If you have changed something "
        "since, save it and run this once more."
    )
    return Report(
        title, tuple(findings), tuple(_remarks(saved, answers)), tuple(_handed_in(saved, answers))
    )


def _located(notebook: str | Path | None) -> Path:
    """The file that is meant.

    Raises:
        UnreadableError: nobody can tell which one it is.
    """
    if notebook is not None:
        path = Path(notebook).expanduser()
        named = path.with_name(f"{path.name}.ipynb")
        return named if named.is_file() and not path.is_file() else path
    session = os.environ.get("JPY_SESSION_NAME", "")
    for told in (run_order.notebook_of_kernel(), Path(session).name if session else None):
        if told and Path(told).suffix == ".ipynb" and Path(told).is_file():
            return Path(told)
    found = sorted(path.name for path in Path.cwd().glob("*.ipynb"))
    if len(found) == 1:
        return Path(found[0])
    if not found:
        raise UnreadableError(
            "There is no saved notebook in this folder. Save yours, or say where it is: "
            'preflight.check("path/to/my.ipynb").'
        )
    raise UnreadableError(
        f"There are {len(found)} notebooks in this folder: {listed(found)}. Say which one you "
        f'mean: preflight.check("{found[0]}").'
    )


def _history_of(saved: SavedNotebook) -> Mapping[int, str]:
    """What the kernel ran, if it is the kernel of this notebook that asks."""
    ran = run_order.history()
    asking = ran[max(ran)].strip() if ran else ""
    ours = any(cell.source.strip() == asking for cell in saved.cells)
    return ran if asking and ours else {}


def _wrong_assignment(saved: SavedNotebook, wanted: str | None) -> Iterator[str]:
    if wanted is not None:
        wanted = re.sub(r"^[0-9]{2}_", "", wanted)
        if saved.slug is not None and saved.slug != wanted:
            yield (
                f"This is a notebook of {saved.slug}, but {wanted} is asked for. Have you picked "
                "the right file?"
            )
            return
    if len(set(saved.slugs.values())) > 1:
        said = [f"{who} says {slug}" for who, slug in saved.slugs.items()]
        yield (
            f"The notebook does not know what it is: {listed(said)}. Were cells copied from "
            "another assignment? Start from the notebook as you got it."
        )
        return
    folder = _FOLDER.fullmatch(saved.path.resolve().parent.name)
    if folder is not None and saved.slug is not None and folder["slug"] != saved.slug:
        yield (
            f"This is a notebook of {saved.slug}, and it lies in the folder of {folder['slug']}. "
            "Have you picked the right file?"
        )


def _too_large(saved: SavedNotebook) -> Iterator[str]:
    if saved.size > LARGEST:
        heavy = max(saved.cells, key=lambda cell: cell.weight, default=None)
        where = ""
        if heavy is not None and heavy.weight > saved.size // 3:
            where = f" Most of it is the output of {heavy.label}."
        yield (
            f"The file has {_size(saved.size)}, and the grader opens at most {_size(LARGEST)}."
            f"{where} Edit, Clear Outputs of All Cells, and save: outputs do not count."
        )
    if len(saved.cells) > _MOST_CELLS:
        yield f"There are {len(saved.cells)} code cells; the grader takes {_MOST_CELLS} at most."


def _slips(saved: SavedNotebook) -> Iterator[str]:
    for cell in saved.cells:
        if cell.slip is not None:
            lines = cell.source.splitlines()
            line = lines[cell.slip.line - 1].strip() if cell.slip.line <= len(lines) else ""
            quoted = f" (`{line[:60]}`)" if line else ""
            yield (
                f"Python cannot read {cell.label}: in line {cell.slip.line}{quoted} it says "
                f'"{cell.slip.message}". Nothing in that cell runs until this is repaired.'
            )


def _unwritten(answers: Sequence[Answer]) -> Iterator[str]:
    whole = [one.question for one in answers if one.cell and one.open_parts == (one.question,)]
    if whole:
        yield (
            f"{listed(whole)} {'has' if len(whole) == 1 else 'have'} no answer yet. You may hand "
            "in without; the rest is graded all the same."
        )
    for one in answers:
        if one.cell is not None and one.open_parts and one.question not in whole:
            names = [f"`{name}`" for name in one.open_parts if name != "..."]
            where = f" in {listed(names)}" if names else ""
            yield f"{upper(one.cell.label)} still has a `...` to fill{where}, for {one.question}."


def _remarks(saved: SavedNotebook, answers: Sequence[Answer]) -> Iterator[str]:
    if not saved.expected:
        if answers:
            yield (
                "The notebook has lost the notes that the course puts into it, as happens in "
                "Colab. That costs nothing. Here, the cell above each `grader.check` was taken for "
                "the answer."
            )
        else:
            yield (
                "There is neither a note of the course nor a `grader.check` in this notebook, so "
                "its answers could not be found. Is it one of the course?"
            )
    gone = [one.question for one in answers if one.check is None]
    if gone:
        yield f"The check cell of {listed(gone)} is gone. The grader puts it back."
    if FreshRun(saved.cells, {}).blind:
        yield (
            "Because of a star import, `%run` or `%pylab`, nobody can tell from here which names "
            "there are, so missing names were not looked for."
        )
    yield from run_order.remarks(saved.cells)


def _handed_in(saved: SavedNotebook, answers: Sequence[Answer]) -> Iterator[str]:
    slug = f", a notebook of {saved.slug}" if saved.slug else ""
    file = f"{saved.path.name} ({_size(saved.size)}){slug}"
    yield f"The file {file}, or the zip that the export cell makes of it."
    written = [one.question for one in answers if one.is_written]
    still = [one.question for one in answers if not one.is_written]
    if answers:
        rest = f"; still open: {listed(still)}" if still else ""
        yield f"{len(written)} of {len(answers)} questions have an answer{rest}."
    yield f"Grading it takes {run_order.grading_time(saved.cells)}."


def _size(size: int) -> str:
    if size >= 1024 * 1024:
        return f"{size / (1024 * 1024):.1f} MiB"
    return f"{max(1, round(size / 1024))} KiB"


def _block(head: str, sentences: Sequence[str], bullet: str) -> str:
    lines = [f"  {bullet.format(n)}{upper(words)}" for n, words in enumerate(sentences, 1)]
    return "\n".join([head, *lines])


def _wrapped(part: str) -> str:
    lines = []
    for line in part.split("\n"):
        mark = re.match(r"  (?:[0-9]+\. |- )", line)
        lines += textwrap.wrap(
            line,
            _WIDTH,
            subsequent_indent=" " * (mark.end() if mark else 0),
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line.

    Args:
        arguments: as typed; None for those of this process.

    Returns:
        0 where nothing is worth repairing, 1 otherwise.
    """
    parser = argparse.ArgumentParser(
        prog="python -m course_lib.preflight",
        description="A look at a notebook before it is handed in. Nothing in it is run.",
    )
    parser.add_argument("notebook", help="the file that you want to hand in")
    parser.add_argument("--assignment", help="the assignment it should belong to: lstm_gates")
    typed = parser.parse_args(arguments)
    report = check(typed.notebook, assignment=typed.assignment)
    print(report)  # noqa: T201 - this is what the command is for
    return 0 if report.is_clear else 1


if __name__ == "__main__":
    sys.exit(main())
