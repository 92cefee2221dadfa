"""Who needs a person first, and why."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.records import CheckRecord, FaultRecord, QuestionRecord, Record, Status, Verdict
from autograder.report.attention import MostUrgent, Urgency, attention


def _record(
    student: str = "ada", verdicts: tuple[Verdict, ...] = (Verdict.PASSED,), **parts: object
) -> Record:
    questions = tuple(
        QuestionRecord(
            name=f"q{number}",
            score=float(verdict is Verdict.PASSED),
            points=1.0,
            as_is_score=float(verdict is Verdict.PASSED),
            checks=(CheckRecord("a claim", True, 1.0, verdict),),
        )
        for number, verdict in enumerate(verdicts, start=1)
    )
    record = Record(
        assignment="01_tiny",
        student=student,
        attempt=1,
        status=Status.GRADED,
        score=sum(question.score for question in questions),
        points=float(len(questions)),
        submission_sha256="a",
        bundle_sha256="b",
        isolation="full",
        seed=1,
        questions=questions,
    )
    return replace(record, **parts)


PASSED, FAILED, MISSING = Verdict.PASSED, Verdict.FAILED, Verdict.MISSING
OURS = _record(verdicts=(), status=Status.NOT_GRADED, faults=(FaultRecord("GraderFault", "Gone."),))
FLIPPED = _record(verdicts=(PASSED, Verdict.NOT_GRADED), status=Status.NOT_GRADED)
REFUSED = _record(
    verdicts=(), status=Status.REFUSED, faults=(FaultRecord("SubmissionFault", "No notebook."),)
)
BOMB = _record(verdicts=(PASSED, Verdict.OUT_OF_MEMORY, Verdict.CRASHED))
HANG = _record(verdicts=(PASSED, Verdict.TIMED_OUT))
LATE = _record(late_unknown=True)
NOTHING = _record(verdicts=(FAILED, FAILED, MISSING))


def test_each_reason_has_its_rank() -> None:
    """The most urgent first: ours, then what its author cannot know, then what looks odd."""
    ranked = [attention(one) for one in (OURS, FLIPPED, REFUSED, BOMB, HANG, LATE, NOTHING)]
    assert [*Urgency][::-1] == [found.urgency for found in ranked if found is not None]
    assert attention(_record()) is None
    assert attention(_record(verdicts=(MISSING, MISSING))) is None
    assert attention(_record(verdicts=(PASSED, FAILED))) is None


def test_reasons_say_what_and_where() -> None:
    """In words, with the questions to look at."""
    bomb = attention(BOMB)
    assert bomb is not None
    assert "crashed in 1 question" in bomb.reason
    assert "out of memory in 1 question" in bomb.reason
    assert "q2, q3" in bomb.look
    flipped = attention(FLIPPED)
    assert flipped is not None
    assert "q2" in flipped.reason


def test_only_the_most_urgent_are_remembered() -> None:
    """Five of many, whoever came first; of equals, those that came first."""
    urgent = MostUrgent()
    for number in range(50):
        urgent.add(replace(HANG, student=f"hang{number:02}"))
        urgent.add(replace(_record(), student=f"fine{number:02}"))
    urgent.add(replace(OURS, student="last"))
    assert ["last", "hang00", "hang01", "hang02", "hang03"] == [
        found.record.student for found in urgent.listed()
    ]
    assert 51 == urgent.seen


@given(st.text(), st.text())
@settings(deadline=None)
def test_no_word_of_a_fault_reaches_the_terminal_as_a_control(words: str, name: str) -> None:
    """A fault may quote a file's name, which a student chose."""
    found = attention(
        replace(OURS, faults=(FaultRecord("GraderFault", f"\x1b]52;c;aGk=\x07{words}"),))
    )
    killed = attention(
        replace(HANG, questions=(replace(HANG.questions[1], name=f"\x1b[2J{name}"),))
    )
    assert found is not None
    assert killed is not None
    for text in (found.reason, killed.look):
        assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in text)
