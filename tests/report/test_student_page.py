"""The page of one submission says what happened, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from autograder.records import CellRecord, FaultRecord, Status, Verdict

WORDS = {
    Verdict.FAILED: ("Not yet", "does not hold for your answer yet"),
    Verdict.MISSING: (
        "Missing",
        "You have not defined this yet, or it is still the skeleton.",
    ),
    Verdict.NOT_REACHED: ("Not reached", "this one was never tried"),
    Verdict.TIMED_OUT: ("Ran too long", "took longer than allowed"),
    Verdict.OUT_OF_MEMORY: ("Out of memory", "more memory than allowed"),
    Verdict.CRASHED: ("Crashed", "Python itself stopped"),
    Verdict.NOT_GRADED: ("Not graded yet", "No point is given or taken"),
}


@pytest.mark.parametrize("verdict", WORDS)
def test_verdicts_are_words(desk: Any, verdict: Verdict) -> None:
    """Every verdict has a label, a sign and a sentence: colour is never alone."""
    check = desk.check(verdict, name="gates stay between zero and one")
    page = desk.page(desk.record("ada", desk.question("q1", check)))
    item = page.classed("checks")[0].all("li")[0]
    label, sentence = WORDS[verdict]
    assert label == item.classed("state")[0].text
    assert 1 == len(item.classed("sign"))
    assert "gates stay between zero and one" == item.classed("claim")[0].text
    assert sentence in item.classed("advice")[0].text


def test_passed_checks_need_no_advice(desk: Any) -> None:
    """A passed check is a claim that holds, and nothing more."""
    page = desk.page(desk.record("ada", desk.question("q1", desk.check())))
    assert "Passed" == page.classed("checks")[0].classed("state")[0].text
    assert [] == page.classed("advice")
    assert "Every check holds. Well done!" == page.classed("summary")[0].text
    assert "What to read again" not in page.text


def test_full_marks_may_leave_a_check_open(desk: Any) -> None:
    """A failed check without points costs nothing, and is not said to hold."""
    checks = (desk.check(), desk.check(Verdict.FAILED, points=0.0))
    page = desk.page(desk.record("ada", desk.question("q1", *checks)))
    assert "Full marks. Well done!" == page.classed("summary")[0].text


def test_score_at_a_glance(desk: Any) -> None:
    """The first card holds the score, a bar of its share, and the first thing to look at."""
    weak = desk.question("q2", desk.check(), desk.check(Verdict.FAILED), desk.check(), desk.check())
    page = desk.page(desk.record("ada", desk.question("q1", desk.check()), weak))
    card = page.classed("glance")[0]
    assert "4 of 5 points" == card.classed("score")[0].text
    assert "80.0%" == card.classed("level")[0].attributes["width"]
    assert "Nearly there: 1 of 2 questions with full marks." == card.classed("summary")[0].text
    assert "Start with Title of q2." == card.classed("start")[0].text
    assert "#question-2" == card.classed("start")[0].all("a")[0].attributes["href"]


def test_public_and_hidden_are_marked(desk: Any) -> None:
    """Every check says whether the student could run it, and the page says what hidden means."""
    checks = (desk.check(), desk.check(hidden=True, points=0.5))
    page = desk.page(desk.record("ada", desk.question("q1", *checks)))
    assert ["public · 1 pt", "hidden · 0.5 pt"] == [kind.text for kind in page.classed("kind")]
    assert "Hidden checks look at the same ideas with other numbers" in page.text


def test_hint_ends_with_its_question(desk: Any) -> None:
    """A diagnosis names the idea, then says what was seen, then asks."""
    hint = "Block 3 goes through `tanh`; which block did you feed to it?"
    check = desk.check(Verdict.FAILED, message=hint, misconception="gate_order_ifog")
    page = desk.page(desk.record("ada", desk.question("q1", check)))
    box = page.classed("idea")[0]
    assert "This looks like gate order ifog" == box.classed("looks")[0].text
    assert "Block 3 goes through tanh." == box.classed("words")[0].text
    assert "To think about: Which block did you feed to it?" == box.classed("think")[0].text
    assert ["tanh"] == [code.text for code in box.all("code")]


def test_ordinary_message_is_no_diagnosis(desk: Any) -> None:
    """A message without a recognised idea stands in no such box."""
    check = desk.check(Verdict.FAILED, message="The gate left (0, 1). Is there a sigmoid?")
    page = desk.page(desk.record("ada", desk.question("q1", check)))
    assert [] == page.classed("idea")
    expected = "The gate left (0, 1). To think about: Is there a sigmoid?"
    assert expected == page.classed("advice")[0].text


def test_same_advice_is_given_once(desk: Any) -> None:
    """Five missing checks are one sentence, not a wall."""
    checks = [desk.check(Verdict.MISSING, name=f"claim {n}") for n in range(5)]
    page = desk.page(desk.record("ada", desk.question("q1", *checks)))
    assert 1 == len(page.classed("advice"))
    assert 5 == len(page.classed("claim"))


def test_correct_given_an_earlier_question(desk: Any) -> None:
    """A rescued question says with what it was checked and what it would have earned."""
    rescued = desk.question("q5", desk.check(points=4.0), given=("q2", "q3"), as_is_score=0.5)
    page = desk.page(desk.record("ada", rescued))
    words = page.classed("rescue")[0].text
    assert words.startswith("Correct given q2 and q3:")
    assert words.endswith("With your own q2 and q3 it would have earned 0.5.")


def test_refused_submission_says_what_to_do(desk: Any) -> None:
    """A submission that could not be read shows no score but the reason and the repair."""
    fault = FaultRecord("SubmissionFault", "The file is no notebook: it is a renamed PDF.")
    page = desk.page(desk.record("ada", status=Status.REFUSED, faults=(fault,)))
    assert "Could not be read" == page.classed("score")[0].text
    assert "renamed PDF" in page.classed("fault")[0].text
    assert "What to do: repair it" in page.classed("fault")[0].text


def test_fault_of_ours_costs_nothing(desk: Any) -> None:
    """A submission we failed to grade says so and shows no zero."""
    fault = FaultRecord("GraderFault", "broken pipe")
    page = desk.page(desk.record("ada", status=Status.NOT_GRADED, faults=(fault,)))
    assert "Not graded yet" == page.classed("score")[0].text
    assert "The grader failed, not you." in page.classed("summary")[0].text
    assert "What to do: nothing." in page.classed("fault")[0].text


def test_cell_errors_are_explained(desk: Any) -> None:
    """Why a cell stopped is told with the cell, counted from one, and without its error's text."""
    cells = (
        CellRecord(0, 3.0),
        CellRecord(11, 0.1, "NameError: name 'K_f' is not defined", "q2"),
        CellRecord(12, 0.1, "SyntaxError: invalid syntax (line 18 of the cell)"),
        CellRecord(13, 30.0, "timed out: it ran for more than 29.99 seconds"),
        CellRecord(14, 0.1, "ModuleNotFoundError: No module named 'torch'"),
        CellRecord(15, 0.1, "ZeroDivisionError: division by zero"),
        CellRecord(16, 0.1, "KeyboardInterrupt"),
    )
    page = desk.page(desk.record("ada", desk.question("q1", desk.check()), cells=cells))
    expected = [
        "Code cell 12: NameError: a name was used before it was defined (K_f).",
        "Code cell 13: SyntaxError: Python could not read the cell: look for a missing bracket, "
        "quote or colon (line 18 of the cell).",
        "Code cell 14: it ran for more than 30 seconds and was stopped.",
        "Code cell 15: ModuleNotFoundError: a module was imported that the grader lacks (torch).",
        "Code cell 16: ZeroDivisionError: something was divided by zero.",
        "Code cell 17: KeyboardInterrupt.",
    ]
    assert expected == [item.text for item in page.classed("cells")[0].all("li")]


def test_a_cell_that_stopped_stands_with_its_question(desk: Any) -> None:
    """There it explains what is missing, and is not told a second time in other words."""
    message = "`step` is not defined. Its cell stopped with an error: SyntaxError: x (line 3 of ..."
    question = desk.question("q1", desk.check(Verdict.MISSING, message=message))
    error = "SyntaxError: x (line 3 of the cell)"
    page = desk.page(desk.record("ada", question, cells=(CellRecord(22, 0.1, error, "q1"),)))
    assert page.classed("stopped")[0].text.startswith(
        "Code cell 23, your answer, stopped: SyntaxError:"
    )
    assert "step is not defined." == page.classed("advice")[0].text
    assert [] == page.classed("cells")


def test_a_hang_says_how_long_and_where(desk: Any) -> None:
    """In the cell that never ended, or when a check called it; once for all checks."""
    message = "Your code was still running when its time was over: it ran for more than {} seconds."
    check = desk.check(Verdict.TIMED_OUT, message=message.format("29.99"))
    error = "timed out: it ran for more than 29.99 seconds"
    hung = desk.question("q1", check, check, check)
    page = desk.page(desk.record("ada", hung, cells=(CellRecord(22, 30.0, error, "q1"),)))
    (advice,) = page.classed("advice")
    assert advice.text.startswith(
        "Your code ran for more than 30 seconds in code cell 23, run from the top, and was "
        "stopped. To think about: Is there a loop that never ends"
    )
    assert [] == page.classed("stopped")
    assert "Ran too long" == page.classed("points")[0].classed("state")[0].text
    called = desk.question("q1", replace(check, message=message.format("5")))
    page = desk.page(desk.record("ada", called))
    assert "ran for more than 5 seconds when this check called it" in page.text


def test_an_error_without_words_leaves_no_colon(desk: Any) -> None:
    """Python's own MemoryError says nothing, and the page does not say ``: .`` for it."""
    message = "Your function raised MemoryError, at line 4 of its cell: . Is the shape right?"
    check = desk.check(Verdict.OUT_OF_MEMORY, message=message)
    advice = desk.page(desk.record("ada", desk.question("q1", check))).classed("advice")[0]
    assert "MemoryError, at line 4 of its cell. To think about: Does a list" in advice.text


def test_one_cause_is_told_once_above_its_checks(desk: Any) -> None:
    """Where all open checks have the same advice, it is the question's."""
    checks = [desk.check(Verdict.FAILED, message="Half.", misconception="an_idea") for _ in "abc"]
    page = desk.page(desk.record("ada", desk.question("q1", desk.check(), *checks)))
    (advice,) = page.classed("advice")
    assert "This looks like an idea Half." == advice.text
    assert [] == page.classed("checks")[0].classed("advice")
    assert 4 == len(page.classed("claim"))


def test_what_holds_is_folded_away(desk: Any) -> None:
    """Full marks need no list before one's eyes, but the list is there."""
    weak = desk.question("q2", desk.check(), desk.check(Verdict.FAILED))
    page = desk.page(desk.record("ada", desk.question("q1", desk.check(), desk.check()), weak))
    (folded,) = page.all("details")
    assert "2 checks, all hold" == folded.all("summary")[0].text
    assert 2 == len(folded.classed("claim"))
    assert 4 == len(page.classed("claim"))


def test_what_to_do_next(desk: Any) -> None:
    """The questions that lost points, no others, in order; then the whole notebook."""
    questions = (
        desk.question("q1", desk.check()),
        desk.question("q2", desk.check(Verdict.FAILED)),
        desk.question("q3", desk.check(Verdict.NOT_GRADED)),
        desk.question("q4", desk.check(Verdict.MISSING), title=""),
        desk.question("q5", manual=True, points=1.0),
        desk.question("q6", manual=True, points=1.0, marked=True),
    )
    page = desk.page(desk.record("ada", *questions))
    assert 3 == len(page.classed("again"))
    assert "What to do next" == page.all("h2")[-1].text
    steps = [item.text for item in page.classed("next")[0].all("li")]
    assert ["Title of q2", "q4", "Title of q6"] == [
        link.text for link in page.classed("next")[0].all("a")
    ]
    assert 'grader.check("q2")' in steps[0]
    assert "what its marker says" in steps[2]
    assert steps[3].startswith("Restart the kernel, run all cells")


def test_a_name_stands_beside_its_heading_where_it_says_more(desk: Any) -> None:
    """``q3`` beside ``Question 3`` does not."""
    questions = (
        desk.question("q3", desk.check(), title="Question 3: One step"),
        desk.question("q4", desk.check(), title="Question 3: Another"),
    )
    page = desk.page(desk.record("ada", *questions))
    assert ["Question 3: One step", "q4 Question 3: Another"] == [
        heading.text for heading in page.all("h3")
    ]


def test_times_come_from_the_record(desk: Any) -> None:
    """Date and lateness are the record's; without them the page has neither."""
    record = desk.record("ada", submitted_at="2020-01-28T18:02:11+00:00", late_seconds=93_900.0)
    expected = "handed in 28 January 2020, 18:02 UTC, 1 day 2 hours late"
    assert expected == desk.page(record).classed("facts")[0].all("li")[-1].text
    assert "handed in" not in desk.page(desk.record("ada")).classed("facts")[0].text


_LATE = {"submitted_at": "2020-01-28T18:02:11+00:00", "late_seconds": 93_600.0}


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, ""),
        (_LATE, "It came 1 day 2 hours late, which costs nothing."),
        (
            {**_LATE, "late_percent": 25.5},
            "It came 1 day 2 hours late, which takes off 25.5 %: 2.98 of 5 points count.",
        ),
        ({**_LATE, "late_percent": 100.0}, "takes off 100 %: 0 of 5 points count."),
        ({**_LATE, "late_percent": 25.0, "status": Status.REFUSED}, ""),
        ({"late_unknown": True}, "is not known, so it counts as on time."),
        ({"late_unknown": True, "marked_late": True}, "The platform marks this as late"),
        ({"submitted_at": _LATE["submitted_at"], "marked_late": True}, ""),
    ],
)
def test_what_lateness_costs_is_said(desk: Any, known: dict[str, Any], words: str) -> None:
    """How late, how much that takes off and what counts; or that nobody knows."""
    question = desk.question("q1", desk.check(points=4.0), desk.check(Verdict.FAILED))
    page = desk.page(desk.record("ada", question, **known))
    told = " ".join(part.text for part in page.classed("lateness"))
    assert words in told
    assert bool(words) == bool(told)
    if known.get("status") is not Status.REFUSED:
        assert "4 of 5 points" == page.classed("score")[0].text, "what was earned stays"


def test_a_group_is_named(desk: Any) -> None:
    """Whoever handed in together is told with whom; whoever did not, nothing."""
    page = desk.page(desk.record("ben", group=("ada", "ben", "cyd")))
    assert "together with ada, cyd" in [fact.text for fact in page.classed("facts")[0].all("li")]
    assert "together" not in desk.page(desk.record("ben")).text


def test_receipt_names_submission_and_isolation(desk: Any) -> None:
    """The foot of the page holds what is needed to grade the same again."""
    page = desk.page(desk.record("ada", versions={"keras": "3.15.0"}))
    expected = f"Receipt: {'5' * 12} graded with {'b' * 12}, seed 7, isolation full. keras 3.15.0."
    assert expected == page.all("footer")[0].text


def test_what_is_for_the_staff_is_not_told(desk: Any) -> None:
    """Whose wrong answer is the same, and what a question took, are no student's business."""
    check = desk.check(Verdict.FAILED, message="Half.", alike="4711abcd4711")
    question = desk.question("q1", check, seconds=47.11, peak_mib=4711.5)
    page = desk.page(desk.record("ada", question, seconds={"total": 47.11}, peak_mib=4711.5))
    assert "4711" not in page.raw.replace(page.all("style")[0].raw, "")
    assert "47.11" not in page.raw
