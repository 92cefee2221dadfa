"""What each student wrote for each question, and what everybody had before they began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.course import Bundle, Role
from autograder.examiner.submission import Submission, lay_out
from autograder.similarity.code_tokens import (
    BREAK,
    LONGEST_SOURCE,
    MOST_TOKENS,
    Token,
    called_in,
    code_tokens,
)

WHOLE = "the whole notebook"
"""The question of everything in a notebook of which nothing is known."""

BEFORE = "before the first question"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one student, or one group, wrote for one question.

    Attributes:
        authors: everybody whose it is.
        tokens: of the source, normalised.
    """

    authors: tuple[str, ...]
    question: str
    source: str
    tokens: tuple[Token, ...]

    @property
    def cut(self) -> bool:
        """Whether it is longer than what is compared."""
        return len(self.source) > LONGEST_SOURCE or len(self.tokens) >= MOST_TOKENS


@dataclass(frozen=True, slots=True)
class Given:
    """What is known beforehand of an assignment, so that sharing it tells nothing.

    Attributes:
        names: of functions that the notebook that was handed out defines or calls.
        texts: tokens of its cells, of the reference, and of all answers known to the course.
    """

    names: frozenset[str]
    texts: tuple[tuple[Token, ...], ...]


def given_in(bundle: Bundle) -> Given:
    """What is known of an assignment; nothing where another course's tests are all there is."""
    code = [cell.source for cell in bundle.cells if cell.role is not Role.PROSE]
    names = frozenset().union(*map(called_in, code)) if code else frozenset()
    wrong = [idea.source for idea in bundle.misconceptions]
    right = [idea.source for idea in bundle.alternatives]
    texts = [*code, *bundle.answers.values(), *wrong, *right]
    return Given(names, tuple(tuple(code_tokens(text, names)) for text in texts))


def answers_in(
    bundle: Bundle, given: Given, submission: Submission, authors: Iterable[str]
) -> list[Answer]:
    """A submission's code, question by question.

    A cell of the student's own belongs to the question whose cells it follows.

    Args:
        bundle: the assignment.
        given: of the same bundle.
        submission: as it was handed in.
        authors: whose it is.
    """
    handed_out = {cell.source.strip() for cell in bundle.cells}
    cells: dict[str, list[str]] = {}
    question = BEFORE if bundle.cells else WHOLE
    for step in lay_out(bundle, submission):
        question = step.question or question
        if step.role in (Role.ANSWER, Role.GIVEN) and step.source.strip() not in handed_out:
            source = "\n".join(step.source.replace(BREAK, " ").splitlines())
            cells.setdefault(question, []).append(source)
    found = []
    for name, sources in cells.items():
        whole = f"\n{BREAK}\n".join(sources)
        tokens = tuple(code_tokens(whole, given.names))
        found.append(Answer(tuple(sorted(authors)), name, whole, tokens))
    return found
