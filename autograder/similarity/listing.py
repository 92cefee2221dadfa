"""What was found, for people: a page with passages side by side, and a CSV of the pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.records import write_atomically
from autograder.report.gradebook import Value, csv_text, text_cell
from autograder.report.pages import environment
from autograder.report.plain_text import one_line
from autograder.similarity.answers import Answer
from autograder.similarity.code_tokens import BREAK
from autograder.similarity.passages import Pair, Passage

_TEMPLATES = Path(__file__).parent / "templates"
_MOST_LINES = 60
_WIDEST_LINE = 160
_MOST_PASSAGES = 8
_HEADINGS = (
    *("assignment", "question", "one", "other", "tokens", "longest", "verbatim"),
    *("shared_by", "answers", "weight"),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One question of one assignment.

    Attributes:
        answers: how many answers were compared.
        limit: what more of them than so many share is not shown.
        cut: whose answers are compared only up to a length, being longer than any that makes sense.
        pairs: the most alike first.
    """

    assignment: str
    title: str
    question: str
    answers: int
    limit: int
    cut: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A passage as it is shown."""

    left: str
    right: str
    tokens: int
    shared_by: int
    verbatim: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair as it is shown; ``more`` passages are left out."""

    left: str
    right: str
    tokens: int
    answers: int
    passages: tuple[SideBySide, ...]
    more: int


def write_listing(compared: Sequence[Compared], unread: Sequence[str], out: Path) -> Path:
    """Writes ``index.html`` and ``pairs.csv`` into a folder.

    Args:
        compared: every question.
        unread: sentences about what could not be compared.
        out: the folder, made when missing.

    Returns:
        The path of ``index.html``.
    """
    write_atomically(out / "pairs.csv", pairs_csv(compared))
    template = environment(_TEMPLATES).get_template("similar.html")
    questions = [(one, [_pair_view(pair) for pair in one.pairs]) for one in compared]
    index = out / "index.html"
    write_atomically(index, template.render(questions=questions, unread=unread))
    return index


def pairs_csv(compared: Sequence[Compared]) -> str:
    """The pairs as CSV, one row each; no code is in it."""
    rows: list[list[Value]] = []
    for one in compared:
        for pair in one.pairs:
            longest = max(pair.passages, key=lambda passage: passage.tokens)
            rows.append(
                [
                    *map(text_cell, (one.assignment, one.question)),
                    *(text_cell(authors(answer)) for answer in (pair.left, pair.right)),
                    pair.tokens,
                    longest.tokens,
                    sum(passage.tokens for passage in pair.passages if passage.verbatim),
                    longest.shared_by,
                    pair.answers,
                    round(pair.weight, 1),
                ]
            )
    return csv_text(_HEADINGS, rows)


def authors(answer: Answer) -> str:
    """Whose an answer is, in one line."""
    return ", ".join(one_line(name) or "(no name)" for name in answer.authors)


def _pair_view(pair: Pair) -> PairView:
    longest = sorted(pair.passages, key=lambda passage: -passage.tokens)[:_MOST_PASSAGES]
    shown = sorted(longest, key=lambda passage: passage.left)
    return PairView(
        authors(pair.left),
        authors(pair.right),
        pair.tokens,
        pair.answers,
        tuple(_side_by_side(pair, passage) for passage in shown),
        len(pair.passages) - len(shown),
    )


def _side_by_side(pair: Pair, passage: Passage) -> SideBySide:
    return SideBySide(
        _excerpt(pair.left, passage.left),
        _excerpt(pair.right, passage.right),
        passage.tokens,
        passage.shared_by,
        passage.verbatim,
    )


def _excerpt(answer: Answer, span: tuple[int, int]) -> str:
    """The lines that a passage stands on, as far as they can be looked at."""
    source = answer.source
    start = source.rfind("\n", 0, answer.tokens[span[0]].start) + 1
    end = source.find("\n", answer.tokens[span[1] - 1].end)
    text = source[start : len(source) if end < 0 else end].replace(BREAK, "")
    lines = [line if len(line) <= _WIDEST_LINE else f"{line[:_WIDEST_LINE]}…"
             for line in text.split("\n")[: _MOST_LINES + 1]]  # fmt: skip
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES:] = ["…"]
    return "\n".join(lines)
