"""What becomes of a submission: verdicts, words, fairness."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from autograder.examiner.submission import Submission, SubmittedCell
from autograder.records import Record, Status, Verdict

if TYPE_CHECKING:
    from autograder.course import Bundle
    from autograder.examiner.lane import Lane

pytestmark = pytest.mark.xdist_group("lane")

P, F, M = Verdict.PASSED, Verdict.FAILED, Verdict.MISSING
NOT_REACHED, CRASHED, TIMED_OUT = Verdict.NOT_REACHED, Verdict.CRASHED, Verdict.TIMED_OUT


def _verdicts(record: Record, question: str) -> list[Verdict]:
    checks = next(q.checks for q in record.questions if q.name == question)
    return [check.verdict for check in checks]


def _messages(record: Record, question: str) -> list[str]:
    checks = next(q.checks for q in record.questions if q.name == question)
    return [check.message for check in checks]


def test_the_reference_earns_everything(examine: Any) -> None:
    """Full marks, no words, and the numbers that a report needs."""
    record = examine()
    assert (Status.GRADED, 6.0, 6.0) == (record.status, record.score, record.points)
    assert [""] * 3 == _messages(record, "q1")
    assert {"box", "run", "checks", "total"} == set(record.seconds)
    assert record.versions["keras"]


def test_an_untouched_skeleton_is_missing_not_wrong(examine: Any, bundle: Bundle) -> None:
    """Nothing is run, and the words say what to do."""
    skeleton = {cell.id: cell.source for cell in bundle.cells}
    record = examine(skeleton)
    assert 0 == record.score
    assert [M, M, M] == _verdicts(record, "q1")
    assert "`double` is still the skeleton: fill in its body." == _messages(record, "q1")[0]


def test_a_renamed_function_is_missing_and_asks_about_the_name(examine: Any) -> None:
    """The commonest slip gets the right question."""
    record = examine({"q1-answer": "def doubled(x):\n    return 2 * x\n"})
    assert [M, M, M] == _verdicts(record, "q1")
    assert "letter for letter" in _messages(record, "q1")[0]
    assert [P, P, P] == _verdicts(record, "q2")


def test_a_misconception_is_named_with_its_hint(examine: Any) -> None:
    """The same wrong answer, written by a student in other words."""
    record = examine({"q1-answer": "def double(values):\n    return values * values\n"})
    checks = record.questions[0].checks
    assert ["squares", "squares"] == [c.misconception for c in checks[:2]]
    assert "Is 3 doubled 9?" == checks[0].message


def test_an_idea_about_a_question_that_is_right_is_not_named(bundle: Bundle, lane: Lane) -> None:
    """What squaring in q1 would have made of q2 says nothing about one who doubled in q1."""
    answers = bundle.answers | {"q2-answer": "def triple(x):\n    return double(x) + x\n"}
    squared = "def triple(x):\n    return x**2 + x\n"
    chained = dataclasses.replace(bundle, answers=answers, sha256="ac" * 32)
    cells = tuple(
        SubmittedCell(cell.id, {**answers, "q2-answer": squared}.get(cell.id, cell.source))
        for cell in bundle.cells
    )
    record = lane.examine(chained, Submission("sam", 1, "tiny.ipynb", "ce" * 32, cells))
    assert [P, P, P] == _verdicts(record, "q1")
    assert [F, F, P] == _verdicts(record, "q2")
    assert [None] * 3 == [check.misconception for check in record.questions[1].checks]


def test_changing_an_argument_in_place_is_seen(examine: Any) -> None:
    """A purity check works across the wire, and the idea behind it is named."""
    record = examine({"q1-answer": "def double(x):\n    x[...] = x + x\n    return x\n"})
    last = record.questions[0].checks[-1]
    assert (F, "in_place", "Who else holds x?") == (last.verdict, last.misconception, last.message)


def test_hidden_checks_never_quote_their_inputs(examine: Any) -> None:
    """An f-string and an exception's text could carry hidden numbers; they are not shown."""
    wrong = examine({"q1-answer": "def double(x):\n    return x + 1.5\n"})
    assert "Not for all numbers?" == _messages(wrong, "q1")[1]
    thief = examine({"q1-answer": "def double(x):\n    raise ValueError(str(x.tolist()))\n"})
    public, hidden, _ = _messages(thief, "q1")
    assert "raised ValueError, at line 2 of its cell: [0.0, 1.0, 2.0]" in public
    assert "Your function raised ValueError. Not for all numbers?" == hidden


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("while True: pass", TIMED_OUT),
        ("import os; os._exit(0)", CRASHED),
        ("import ctypes; ctypes.string_at(0)", CRASHED),
        ("return [bytes(2**28) + b'x' for _ in range(64)]", Verdict.OUT_OF_MEMORY),
    ],
)
def test_a_function_that_ends_its_box_costs_its_question_only(
    examine: Any, body: str, verdict: Verdict
) -> None:
    """The culprit's later checks are not tried; everything else is."""
    record = examine({"q1-answer": f"def double(x):\n    {body}\n"})
    first, *rest = _verdicts(record, "q1")
    assert verdict == first
    assert set(rest) <= {NOT_REACHED, verdict}
    assert [P, P, P] == _verdicts(record, "q2")
    assert 3.0 == record.score


@pytest.mark.parametrize(
    ("source", "verdict"),
    [("while True: pass", TIMED_OUT), ("import os; os._exit(3)", CRASHED)],
)
def test_a_cell_that_ends_its_box_is_skipped_on_replay(
    examine: Any, source: str, verdict: Verdict
) -> None:
    """The cells before it are run again, it is not, and its question says what happened."""
    record = examine({"q1-answer": source})
    assert [verdict] * 3 == _verdicts(record, "q1")
    assert [P, P, P] == _verdicts(record, "q2")
    assert ["q1"] == [cell.question for cell in record.cells]


def test_a_broken_cell_tells_its_error(examine: Any) -> None:
    """A syntax error is data, with its line."""
    record = examine({"q1-answer": "def double(x)\n    return 2 * x\n"})
    assert [M, M, M] == _verdicts(record, "q1")
    assert "SyntaxError" in _messages(record, "q1")[0]
    assert "line 1" in _messages(record, "q1")[0]


def test_deleted_cells_of_ours_are_put_back(examine: Any) -> None:
    """Without the given code and the check cells, the answers still earn everything."""
    record = examine({"given": None, "q1-check": None, "q2-check": None, "setup": None})
    assert 6.0 == record.score


def test_lost_ids_are_found_again_by_content(examine: Any) -> None:
    """A trip through a tool that drops cell ids changes nothing."""
    assert examine().stable()["questions"] == examine(ids=False).stable()["questions"]


def test_the_first_checkpoint_counts(examine: Any) -> None:
    """What happens to a name after its check cell is of no concern to its question."""
    record = examine({"q2-answer": "double = None\ndef triple(x):\n    return 3 * x\n"})
    assert 6.0 == record.score


def test_an_early_checkpoint_does_not_lose_a_question(examine: Any) -> None:
    """Checking before anything is defined is not an attempt."""
    record = examine({"given": "grader.check('q1')\ndef scale(x, n):\n    return x * n\n"})
    assert 6.0 == record.score


@pytest.mark.parametrize(
    "magic", ["%matplotlib inline", "%load_ext autoreload", "!true", "%%time\nx = 1", "%pip list"]
)
def test_magics_do_not_cost_points(examine: Any, magic: str) -> None:
    """Notebook habits work, or fail quietly."""
    record = examine({"show": None, "given": "def scale(x, n):\n    return x * n", "extra": magic})
    assert 6.0 == record.score


def test_equal_input_gives_equal_records(examine: Any) -> None:
    """Hidden inputs are drawn from a seed of the submission, so a grade is the same twice."""
    changes = {"q1-answer": "import random\ndef double(x):\n    return x * random.choice([1, 2])\n"}
    assert examine(changes).stable() == examine(changes).stable()


def test_a_test_that_breaks_by_itself_costs_nothing(lane: Lane, bundle: Bundle) -> None:
    """A mistake of ours is `not_graded` and says so; the rest keeps its marks."""
    from autograder.examiner.submission import Submission, SubmittedCell

    first = bundle.questions[0]
    broken = dataclasses.replace(
        first, tests=first.tests.replace("before = x.copy()", "before = x.kopy()")
    )
    ours = dataclasses.replace(bundle, sha256="ef" * 32, questions=(broken, bundle.questions[1]))
    cells = tuple(
        SubmittedCell(cell.id, ours.answers.get(cell.id, cell.source)) for cell in ours.cells
    )
    record = lane.examine(ours, Submission("sam", 1, "tiny.ipynb", "cd" * 32, cells))
    assert Status.NOT_GRADED == record.status
    assert [P, P, Verdict.NOT_GRADED] == _verdicts(record, "q1")
    assert [P, P, P] == _verdicts(record, "q2")
    assert "GraderFault" == record.faults[0].family


def test_a_killed_zygote_costs_nobody_a_point(lane: Lane, examine: Any) -> None:
    """The lane builds another and goes on."""
    import os
    import signal

    os.kill(lane._cage.pid, signal.SIGKILL)
    assert 6.0 == examine().score


def test_a_cell_cannot_spell_what_a_hidden_check_handed_over(examine: Any) -> None:
    """Not by its text nor by its kind: it fails only where hidden checks ran, so it is silent."""
    record = examine(
        {
            "q1-answer": (
                "kept = []\ndef double(x):\n    kept.append(x)\n    return scale(x, 2)\n"
            ),
            "zz": "if len(kept) > 1:\n    raise KeyError(str(kept[-1]))\n",
            "zz2": "undefined_name\n",
        }
    )
    assert 6.0 == record.score
    assert ["NameError: name 'undefined_name' is not defined (line 1 of the cell)"] == [
        cell.error for cell in record.cells
    ]


def test_a_failure_that_flips_is_for_a_person_to_look_at(examine: Any) -> None:
    """Wrong and then right on the same inputs: no zero, no mark, and the words say why."""
    record = examine(
        {
            "q1-answer": (
                "calls = []\n"
                "def double(x):\n"
                "    calls.append(1)\n"
                "    return scale(x, 2 if len(calls) % 2 == 0 else 5)\n"
            )
        }
    )
    assert Status.NOT_GRADED == record.status
    assert Verdict.NOT_GRADED in _verdicts(record, "q1")
    assert "failed once and passed once" in " ".join(_messages(record, "q1"))
    assert [P, P, P] == _verdicts(record, "q2")
