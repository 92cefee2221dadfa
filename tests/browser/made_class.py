"""A class in which everything occurs that a page has to tell: the records, and what was drawn."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.plots import Plot, plot_from_pixels
from autograder.records import (
    CellRecord,
    CheckRecord,
    FaultRecord,
    QuestionRecord,
    Record,
    Status,
    Verdict,
    response_hash,
)

_QUESTIONS = {
    "Question 1: Cut the row into four": (
        ("four columns become i f g o", False, 0.5),
        ("blocks stay together for several units", True, 0.25),
        ("every example is cut alike", True, 0.25),
    ),
    "Question 2: The forget gate": (
        ("three quarters survive in the mini case", False, 0.5),
        ("the gate lies between zero and one", False, 0.5),
        ("a large bias opens or shuts the valve", True, 0.25),
        ("the gate reads both x and h", True, 0.25),
        ("the gate follows the formula at every size", True, 0.5),
    ),
    "Question 3: The input gate and its candidate": (
        ("the mini case gives three quarters and minus a half", False, 0.5),
        ("the valve is a share and the candidate takes both signs", False, 0.5),
        ("the valve follows the formula at every size", True, 0.5),
        ("the candidate follows the formula at every size", True, 0.5),
    ),
    "Question 4: Update the cell, open the output gate": (
        ("the cell keeps a share and takes in a share", False, 0.5),
        ("half open lets half of the squashed cell through", False, 0.5),
        ("a kept memory does not fade in 200 steps", True, 0.5),
        ("each valve acts on its own stream", True, 0.5),
        ("the output valve reads x and the old h", True, 0.5),
        ("what is said comes from the new cell and stays below one", True, 0.5),
    ),
    "Question 5: One step": (
        ("a step returns two states of the right shape", False, 0.5),
        ("zero weights halve the cell", False, 0.5),
        ("an open forget gate alone keeps the cell", False, 0.5),
        ("the step agrees with the keras cell", True, 1.0),
        ("the step is exact at every size", True, 0.75),
        ("only the cell may exceed one", True, 0.5),
        ("rows do not mix and inputs stay", True, 0.25),
    ),
    "Question 6: Run through time": (
        ("time stays on axis one and ends with the last state", False, 0.5),
        ("zero weights halve the cell at each step", False, 0.5),
        ("the sequence agrees with the keras layer", True, 0.75),
        ("two pieces equal one run", True, 0.5),
        ("the past does not know the future", True, 0.5),
        ("examples do not mix and inputs stay", True, 0.25),
    ),
    "Question 7: One step back": (
        ("each gradient has the shape of its input", False, 0.5),
        ("the mini case goes back through the memory", False, 0.5),
        ("gradients through h match the nudges", True, 0.5),
        ("gradients through c match the nudges", True, 0.5),
        ("both paths together match the nudges", True, 0.5),
        ("what came in is left alone and examples add up", True, 0.5),
    ),
    "Question 8: Set the valves by hand": (
        ("the weights fit two inputs and one unit", False, 0.5),
        ("one whistle is remembered for five steps", False, 0.5),
        ("a marked value survives 200 steps of shouting", True, 0.5),
        ("a new mark overwrites and no mark changes nothing", True, 0.5),
    ),
}
_SKELETON = "`{}` is still the skeleton: fill in its body."
_IDEAS = {
    "q1": (
        "blocks_forget_first",
        "Your first two blocks have changed places. Explanations start with the forget gate; "
        "with which gate does Keras start?",
    ),
    "q2": (
        "gate_through_hard_sigmoid",
        "Your sigmoid is made of straight lines. That was the default of Keras long ago: which "
        "curve stands in the formula here?",
    ),
    "q3": (
        "input_valve_through_tanh",
        "Your input valve goes through tanh and can be negative. What would a valve do that is "
        "open by minus a half?",
    ),
    "q6": (
        "forward_one_step_late",
        "Your sequence is one step late: it starts with h0 and misses the last output. What is "
        "the first thing that the cell says?",
    ),
}
_RAISED = (
    "Your function raised ValueError, at line 5 of its cell: operands could not be broadcast "
    "together with shapes (3,5) (3,2). Three examples, two inputs, five units. Are two states of "
    "shape (N, H) returned?"
)
_RAN_ON = "Your code was still running when its time was over: it ran for more than {} seconds."
_NOT_TRIED = "Not tried: an earlier check of this question ended the Python process."
_ENDED = "timed out: it ran for more than 29.99 seconds"


def everybody() -> list[Record]:
    """One record of each kind, by name of student."""
    return [
        _student("all of it"),
        _student("nothing", **{f"q{n}": _missing("lstm_step") for n in range(1, 9)}),
        _twelve_of_twenty(),
        _six_of_twenty(),
        _student("hangs in a check", q5=_hang),
        replace(
            _student("hangs in a cell", q5=_all(Verdict.TIMED_OUT, _RAN_ON.format(29.99))),
            cells=(CellRecord(22, 30.05, _ENDED, "q5"),),
        ),
        replace(
            _student("slip of the pen", q7=_missing("lstm_step_backward")),
            cells=(
                CellRecord(28, 0.0, "SyntaxError: invalid syntax (line 18 of the cell)", "q7"),
                CellRecord(31, 0.1, "NameError: name 'cells' is not defined"),
            ),
        ),
        _student("too large", q5=_all(Verdict.OUT_OF_MEMORY, "Your code ran out of memory: x.")),
        _student("gone", q5=_all(Verdict.CRASHED, "Your code ended the whole Python process: x.")),
        _student("owed", q3=_all(Verdict.NOT_GRADED, "")),
        _refused(),
        _by_a_fault_of_ours(),
        *_marked_by_hand(),
    ]


def drawn_by(record: Record) -> tuple[Plot, ...]:
    """What the cells of a submission drew: much, for somebody who needs much advice as well."""
    if record.student != "six of twenty":
        return ()
    places = (("q2", "A gate"), ("q2", ""), ("q6", "The memory"), ("q8", "A latch"), (None, "Data"))
    return tuple(
        plot_from_pixels(place, question, title, _pixels(place))
        for place, (question, title) in enumerate(places)
    )


Change = Callable[[QuestionRecord], QuestionRecord]


def _student(name: str, **changes: Change) -> Record:
    questions = tuple(
        changes.get(question.name, lambda same: same)(question) for question in _all_right()
    )
    return Record(
        assignment="03_lstm_gates",
        student=name,
        attempt=1,
        status=Status.GRADED,
        score=sum(question.score for question in questions),
        points=sum(question.points for question in questions),
        submission_sha256="5" * 64,
        bundle_sha256="b" * 64,
        isolation="full",
        seed=7,
        questions=questions,
        title="LSTM gates: forget, input, output",
        source=f"{name.replace(' ', '_')}.ipynb",
        versions={"python": "3.11.7", "numpy": "2.4.6", "keras": "3.15.1"},
    )


@functools.cache
def _all_right() -> tuple[QuestionRecord, ...]:
    questions = []
    for number, (title, claims) in enumerate(_QUESTIONS.items(), start=1):
        checks = tuple(
            CheckRecord(name, hidden, points, Verdict.PASSED) for name, hidden, points in claims
        )
        points = sum(check.points for check in checks)
        questions.append(QuestionRecord(f"q{number}", points, points, points, checks, title))
    return tuple(questions)


def _all(verdict: Verdict, message: str, idea: str | None = None, but: int = 0) -> Change:
    """All checks of a question with one verdict, but for some at its end."""

    def changed(question: QuestionRecord) -> QuestionRecord:
        open_ones = len(question.checks) - but
        checks = tuple(
            replace(check, verdict=verdict, message=message, misconception=idea)
            if place < open_ones
            else check
            for place, check in enumerate(question.checks)
        )
        return _scored(question, checks)

    return changed


def _scored(question: QuestionRecord, checks: tuple[CheckRecord, ...]) -> QuestionRecord:
    score = sum(check.points for check in checks if check.verdict is Verdict.PASSED)
    return replace(question, checks=checks, score=score, as_is_score=score)


def _missing(name: str) -> Change:
    return _all(Verdict.MISSING, _SKELETON.format(name))


def _wrong(question: str, but: int = 0) -> Change:
    idea, message = _IDEAS[question]
    return _all(Verdict.FAILED, message, idea, but)


def _hang(question: QuestionRecord) -> QuestionRecord:
    first, *rest = question.checks
    first = replace(first, verdict=Verdict.TIMED_OUT, message=_RAN_ON.format(5))
    others = (replace(one, verdict=Verdict.NOT_REACHED, message=_NOT_TRIED) for one in rest)
    return _scored(question, (first, *others))


def _mixed(question: QuestionRecord) -> QuestionRecord:
    """Checks that fail in ways of their own."""
    messages = (_RAISED, "", "The memory fades. Which number multiplies `c`?")
    checks = tuple(
        replace(check, verdict=Verdict.FAILED, message=messages[place % 3]) if place else check
        for place, check in enumerate(question.checks)
    )
    return _scored(question, checks)


def _given(*names: str) -> Change:
    return lambda question: replace(question, given=names, as_is_score=0.5)


def _twelve_of_twenty() -> Record:
    return _student(
        "twelve of twenty", q1=_wrong("q1"), q5=_missing("lstm_step"), q6=_given("q1", "q5"),
        q7=_missing("lstm_step_backward"),
    )  # fmt: skip


def _six_of_twenty() -> Record:
    return _student(
        "six of twenty", q2=_wrong("q2", but=1), q3=_wrong("q3", but=1), q4=_mixed,
        q5=_given("q2", "q3", "q4"), q6=_wrong("q6", but=1), q7=_missing("lstm_step_backward"),
        q8=_mixed,
    )  # fmt: skip


def _refused() -> Record:
    words = (
        "This is not a readable notebook: its JSON is broken. It may have been cut short; please "
        "open it in Jupyter, save it again and hand that in."
    )
    return replace(
        _student("cut short"),
        status=Status.REFUSED,
        score=0.0,
        questions=(),
        faults=(FaultRecord("SubmissionFault", words),),
    )


def _by_a_fault_of_ours() -> Record:
    return replace(
        _student("unlucky"),
        status=Status.NOT_GRADED,
        score=0.0,
        questions=(),
        faults=(FaultRecord("GraderFault", "lane 1 has gone"),),
    )


def _marked_by_hand() -> list[Record]:
    why = "Because the forget gate multiplies `c` by a number below one, again and again.\n\nSo."
    draw = 'plt.plot(c)\nplt.xlabel("step")'
    text = QuestionRecord("q9", 0.0, 3.0, 0.0, title="Question 9: Why?", manual=True, response=why)
    picture = replace(text, name="q10", title="Question 10: Draw the memory", response=draw)
    marked: dict[str, Any] = {
        "score": 2.5,
        "marked": True,
        "comment": "A clear picture. What is a step here?",
        "marked_response": response_hash(draw),
    }
    late = {
        "submitted_at": "2026-11-20T18:02:11+00:00",
        "late_seconds": 93_600.0,
        "late_percent": 10.0,
        "group": ("waits, late", "Zoë Ünlü-Österreich"),
    }
    waits = replace(_student("waits, late"), questions=(text, picture), score=0.0, points=6.0)
    done = replace(picture, **marked)
    return [
        replace(waits, **late),
        replace(waits, student="marked", questions=(replace(done, response="plt.plot(x)"), done)),
    ]


def _pixels(place: int, width: int = 640, height: int = 400) -> np.ndarray:
    """A curve on paper, as a box would send it."""
    pixels = np.full((height, width, 3), 255, np.uint8)
    across = np.arange(width)
    curve = height / 2 - np.sin(across / (15 + place)) * np.exp(-across / 300) * height * 0.4
    for thick in range(-1, 2):
        pixels[np.clip(curve.astype(int) + thick, 0, height - 1), across] = (31, 92, 153)
    return pixels
