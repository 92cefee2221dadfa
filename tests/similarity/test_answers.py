"""What counts as somebody's own answer, and what everybody had before."""

from __future__ import annotations

from autograder.course import Alternative, Bundle, Misconception, NotebookCell, Question, Role
from autograder.examiner.submission import Submission, SubmittedCell
from autograder.similarity.answers import (
    BEFORE,
    WHOLE,
    Answer,
    answers_in,
    given_in,
)
from autograder.similarity.code_tokens import BREAK, LONGEST_SOURCE
from autograder.similarity.passages import pairs_in

CELLS = (
    NotebookCell("given", Role.GIVEN, "import numpy as np\n\ndef scale(x):\n    return x / 2"),
    NotebookCell("q1-answer", Role.ANSWER, "def first(x):\n    ...", "q1"),
    NotebookCell("q1-check", Role.CHECK, 'grader.check("q1")', "q1"),
    NotebookCell("q2-answer", Role.ANSWER, "def second(x):\n    ...", "q2"),
    NotebookCell("q2-check", Role.CHECK, 'grader.check("q2")', "q2"),
)
RIGHT = "def first(x):\n    return [scale(v) + 1 for v in x if v > 0 and v < 7]"
WRONG = "def first(x):\n    return sum(x) * 3 - max(x) // 5 if len(x) > 2 else min(x) % 9"
OTHER = "def first(x):\n    return tuple(abs(v) ** 3 for v in reversed(x) if v % 2 == 1)"
BUNDLE = Bundle(
    assignment="01_tiny",
    slug="tiny",
    title="Tiny",
    sha256="",
    cells=CELLS,
    questions=(Question("q1", "One", 1.0, ""), Question("q2", "Two", 1.0, "")),
    answers={"q1-answer": RIGHT},
    misconceptions=(Misconception("m", "q1", "b", "h?", WRONG),),
    alternatives=(Alternative("a", "q1", OTHER),),
)


def _submission(*cells: tuple[str, str]) -> Submission:
    return Submission("ada", 1, "a.ipynb", "", tuple(SubmittedCell(*cell) for cell in cells))


def _found(bundle: Bundle, *cells: tuple[str, str]) -> dict[str, Answer]:
    found = answers_in(bundle, given_in(bundle), _submission(*cells), ["ada"])
    return {answer.question: answer for answer in found}


def test_cells_of_ones_own_belong_to_the_question_before_them() -> None:
    """Handed-out cells and untouched skeletons are nobody's."""
    found = _found(
        BUNDLE,
        ("mine", "x = 1"),
        ("given", CELLS[0].source),
        ("q1-answer", RIGHT),
        ("", "def helper(y):\r\n    return y"),
        ("q1-check", 'grader.check("q1")'),
        ("q2-answer", CELLS[3].source),
        ("", "plt.plot(x)"),
    )
    assert {
        BEFORE: "x = 1",
        "q1": f"{RIGHT}\n{BREAK}\ndef helper(y):\n    return y",
        "q2": "plt.plot(x)",
    } == {question: answer.source for question, answer in found.items()}


def test_a_notebook_of_which_nothing_is_known_is_one_answer() -> None:
    """Another course's tests tell nothing of its cells."""
    bundle = Bundle("x", "x", "x", "", (), (), {})
    assert {WHOLE} == set(_found(bundle, ("a", "x = 1"), ("b", "y = 2")))


def test_answers_that_the_course_knows_are_no_evidence() -> None:
    """The reference, known wrong ideas and known other ways, with other names."""
    for source in (RIGHT, WRONG, OTHER):
        mine = _found(BUNDLE, ("q1-answer", source))["q1"]
        theirs = _found(BUNDLE, ("q1-answer", source.replace("v", "w")))["q1"]
        others = Answer(("ben",), "q1", theirs.source, theirs.tokens)
        assert mine.tokens
        assert [] == pairs_in([mine, others], given_in(BUNDLE), 12, 9)


def test_what_is_too_long_is_said_to_be_cut() -> None:
    """Nothing is passed over in silence."""
    assert not _found(BUNDLE, ("q1-answer", RIGHT))["q1"].cut
    assert _found(BUNDLE, ("q1-answer", RIGHT + "\n#" + " " * LONGEST_SOURCE))["q1"].cut
