"""A trial asks its own question and what is built on it, and knows which checks train a net."""

from __future__ import annotations

import pytest

from autograder.bundles import seal
from autograder.course import Bundle, Misconception, NotebookCell, Question, Role
from autograder.release.focus import (
    on_its_own,
    training_checks,
    with_dependents,
    without_ideas,
)

ANSWERS = {
    "q1-answer": "def double(x):\n    return 2 * x",
    "q2-answer": "%matplotlib inline\ndef quadruple(x):\n    return double(double(x))",
    "q3-answer": "def learn(model, x):\n    model.fit(x, x, verbose=0)\n    return model",
    "q4-answer": "def alone(x):\n    return x",
}
TESTS = {
    "q1": "def small(double):\n    assert double(1) == 2\n",
    "q2": "def small(quadruple):\n    assert quadruple(1) == 4\n",
    "q3": "def form(learn):\n    assert learn\ndef quick(np):\n    assert np\n",
    "q4": "def both(alone, eight):\n    assert alone(eight) == 8\n",
}
GIVEN = "eight = double(4)"


def _bundle() -> Bundle:
    cells = []
    for name in TESTS:
        cells.append(NotebookCell(f"{name}-answer", Role.ANSWER, "...", name))
        cells.append(NotebookCell(f"{name}-check", Role.CHECK, f'grader.check("{name}")', name))
    cells.insert(4, NotebookCell("given", Role.GIVEN, GIVEN))
    questions = tuple(Question(name, name, 1.0, tests) for name, tests in TESTS.items())
    ideas = tuple(Misconception(f"wrong_{n}", n, "b", "h", "x = 1") for n in TESTS)
    return seal(Bundle("00_tiny", "tiny", "Tiny", "", tuple(cells), questions, ANSWERS, ideas))


@pytest.mark.parametrize(
    ("question", "answer", "asked"),
    [
        ("q1", ANSWERS["q1-answer"], ["q1", "q2", "q4"]),
        ("q2", ANSWERS["q2-answer"], ["q2"]),
        ("q3", ANSWERS["q3-answer"], ["q3"]),
        ("q4", ANSWERS["q4-answer"], ["q4"]),
    ],
)
def test_a_changed_answer_asks_for_what_is_built_on_it(
    question: str, answer: str, asked: list[str]
) -> None:
    """Through other answers, through given cells, and through what checks take."""
    small = with_dependents(_bundle(), question, answer)
    assert asked == [entry.name for entry in small.questions]
    checks = [cell.question for cell in small.cells if cell.role is Role.CHECK]
    assert asked == checks
    assert len(TESTS) == len(small.misconceptions)


def test_a_wrong_answer_that_defines_another_name_reaches_who_uses_that() -> None:
    """An answer to question 2 that overwrites ``alone`` has to meet question 4."""
    small = with_dependents(_bundle(), "q2", "def quadruple(x):\n    return x\nalone = quadruple")
    assert ["q2", "q4"] == [entry.name for entry in small.questions]


def test_on_its_own_a_question_keeps_the_ideas_about_it() -> None:
    """And those alone; without ideas, none."""
    assert ["wrong_q2"] == [idea.name for idea in on_its_own(_bundle(), "q2").misconceptions]
    assert () == without_ideas(_bundle(), "q2").misconceptions


def test_other_answers_stay_the_same_bundle() -> None:
    """What is kept by content must not change with a wrong answer to another question."""
    one = on_its_own(_bundle(), "q2")
    assert one.sha256 == on_its_own(_bundle(), "q2").sha256
    assert one.sha256 != on_its_own(_bundle(), "q1").sha256


def test_a_check_trains_where_it_fits_or_calls_what_fits() -> None:
    """The other check of the same question does not."""
    assert {"form"} == training_checks(_bundle(), "q3")
    assert frozenset() == training_checks(_bundle(), "q1")
