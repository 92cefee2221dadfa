"""Misconceptions and alternatives: answers kept as code, one cell each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Alternative, AssignmentFolder, Misconception
from autograder.faults import CourseFault
from autograder.release.answers import parse_cell
from autograder.release.master import Master
from autograder.release.percent import ScriptCell, read_script

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_WORD = re.compile(r"# (?P<word>[A-Z][a-z]+):\s*(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class _Idea:
    name: str
    question: str
    words: dict[str, str]
    source: str


def read_misconceptions(folder: AssignmentFolder, master: Master) -> tuple[Misconception, ...]:
    """The believable wrong answers of an assignment, in the order of their file.

    Raises:
        CourseFault: a cell lacks its name, question, belief, hint or code.
    """
    ideas = _read_ideas(folder.misconceptions, master, ("Belief", "Hint"))
    return tuple(
        Misconception(
            idea.name, idea.question, idea.words["Belief"], idea.words["Hint"], idea.source
        )
        for idea in ideas
    )


def read_alternatives(folder: AssignmentFolder, master: Master) -> tuple[Alternative, ...]:
    """The right answers written differently, in the order of their file.

    Raises:
        CourseFault: a cell lacks its name, question, explanation or code.
    """
    ideas = _read_ideas(folder.alternatives, master, ("How",))
    return tuple(Alternative(idea.name, idea.question, idea.source) for idea in ideas)


def split_words(source: str) -> tuple[dict[str, str], int]:
    """Reads the comments that open a cell, such as ``# Hint: what is the third block?`` there.

    A comment line without such a word continues the text of the line above it.

    Args:
        source: a code cell.

    Returns:
        The texts by their word, and the index of the first line of code.
    """
    words: dict[str, str] = {}
    current: str | None = None
    lines = source.split("\n")
    for index, line in enumerate(lines):
        if not line.startswith("#"):
            if line.strip():
                return words, index
            continue
        match = _WORD.fullmatch(line)
        if match is not None and match["word"] not in words:
            current = match["word"]
            words[current] = match["text"].strip()
        elif current is not None:
            words[current] = f"{words[current]} {line.lstrip('#').strip()}".strip()
        else:
            return words, index
    return words, len(lines)


def _read_ideas(path: Path, master: Master, wanted: tuple[str, ...]) -> Iterator[_Idea]:
    questions = {question.name for question in master.questions}
    manual = {question.name for question in master.manual}
    seen: set[str] = set()
    for cell in read_script(path).cells:
        if cell.kind == "markdown":
            continue
        idea = _read_idea(path, cell, wanted)
        if idea.question in manual:
            raise CourseFault(
                path,
                cell.line - 1,
                f"{idea.name} answers {idea.question}, which a person marks, so nothing tries it.",
                "Delete the cell, or give the question checks.",
            )
        if idea.question not in questions:
            raise CourseFault(
                path,
                cell.line - 1,
                f"{idea.name} answers {idea.question!r}, which the master does not have.",
                f"The questions are {', '.join(sorted(questions))}.",
            )
        if idea.name in seen:
            raise CourseFault(
                path, cell.line - 1, f"There are two cells called {idea.name}.", "Rename one."
            )
        seen.add(idea.name)
        yield idea


def _read_idea(path: Path, cell: ScriptCell, wanted: tuple[str, ...]) -> _Idea:
    question = cell.metadata.get("question")
    if cell.kind != "code" or not _NAME.fullmatch(cell.title) or not isinstance(question, str):
        raise CourseFault(
            path,
            cell.line - 1,
            "This cell does not say what it is and which question it answers.",
            'Begin it with a line such as: # %% ifog_order question="q1"',
        )
    words, start = split_words(cell.source)
    for word in wanted:
        if not words.get(word):
            raise CourseFault(
                path,
                cell.line,
                f"{cell.title} has no '# {word}:'.",
                f"Write it as a comment above the code: # {word}: ...",
            )
    lines = cell.source.split("\n")
    tree = parse_cell(path, cell, "\n".join([""] * start + lines[start:]))
    if not tree.body:
        raise CourseFault(path, cell.line, f"{cell.title} has no code.", "Write the answer.")
    return _Idea(cell.title, question, words, "\n".join(lines[start:]).strip("\n"))
