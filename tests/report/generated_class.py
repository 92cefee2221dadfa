"""A class that was never real: everything that a desk has to count occurs in it, by the dice."""

from __future__ import annotations

import math
import random

from autograder.records import CheckRecord, FaultRecord, QuestionRecord, Record, Status, Verdict

BAD = ("q3", "bad check of q3")
"""The check that is wrong: whoever knows more fails it, all with one and the same answer."""
_SKELETON = "`f` is still the skeleton: fill in its body."
_UNDEFINED = "`f` is not defined. Does the name match the one in the notebook?"
_KILLED = (Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.CRASHED)


def generated_class(students: int, assignments: int = 1, seed: int = 11) -> list[Record]:
    """Records of a class, in no order: some attempts are second ones, some students fall behind."""
    draw = random.Random(seed)
    skills = {f"student-{place:04}": draw.gauss(0, 1) for place in range(students)}
    quits = {name: draw.choice((1, 2)) if draw.random() < 0.1 else 99 for name in skills}
    records = []
    for place in range(assignments):
        for name, skill in skills.items():
            if place >= quits[name] or (place and draw.random() < 0.05):
                continue
            attempts = 1 + (draw.random() < 0.2)
            records += [
                _record(draw, f"{place:02}_thing", name, attempt, skill)
                for attempt in range(1, attempts + 1)
            ]
    draw.shuffle(records)
    return records


def _record(draw: random.Random, assignment: str, name: str, attempt: int, skill: float) -> Record:
    status, faults = Status.GRADED, ()
    dice = draw.random()
    if dice < 0.02:
        status, faults = Status.NOT_GRADED, (FaultRecord("GraderFault", "the lane died"),)
    elif dice < 0.04:
        status, faults = Status.REFUSED, (FaultRecord("SubmissionFault", "a PDF"),)
    questions: tuple[QuestionRecord, ...] = ()
    if status is Status.GRADED:
        questions = (*(_question(draw, f"q{n}", skill) for n in range(1, 6)), _essay(draw, skill))
    late = draw.random() < 0.1
    return Record(
        assignment=assignment,
        student=name,
        attempt=attempt,
        status=status,
        score=sum(question.score for question in questions),
        points=14.0,
        submission_sha256="5" * 64,
        bundle_sha256="b" * 64,
        isolation="full",
        seed=7,
        questions=questions,
        faults=faults,
        title=f"Thing {assignment[:2]}",
        late_seconds=3600.0 * late,
        late_percent=10.0 * late,
    )


def _question(draw: random.Random, name: str, skill: float) -> QuestionRecord:
    dice = draw.random()
    if dice < 0.06:
        words = draw.choice((_SKELETON, _UNDEFINED))
        checks = tuple(
            CheckRecord(f"{kind} check of {name}", kind == "hidden", 1.0, Verdict.MISSING, words)
            for kind in ("public", "hidden", "bad")[: 3 if name == "q3" else 2]
        )
    else:
        checks = (
            _check(draw, name, "public", skill + 1),
            _check(draw, name, "hidden", skill),
            *([_bad(draw, skill)] if name == "q3" else []),
        )
    if 0.06 <= dice < 0.09:
        checks = (checks[0], CheckRecord(checks[1].name, True, 1.0, draw.choice(_KILLED)))
    score = float(sum(check.points for check in checks if check.verdict is Verdict.PASSED))
    return QuestionRecord(
        name=name,
        score=score,
        points=3.0 if name == "q3" else 2.0,
        as_is_score=score,
        checks=checks,
        title=f"Title of {name}",
        given=("q1",) if name == "q5" and score and draw.random() < 0.3 else (),
        seconds=round(draw.uniform(0.1, 3), 3) if name != "q2" else 0.0,
        peak_mib=round(draw.uniform(200, 400), 1) if name != "q2" else 0.0,
    )


def _check(draw: random.Random, name: str, kind: str, skill: float) -> CheckRecord:
    claim, hidden = f"{kind} check of {name}", kind == "hidden"
    if draw.random() < 0.01:
        return CheckRecord(claim, hidden, 1.0, Verdict.NOT_GRADED, "ours")
    if draw.random() < 1 / (1 + math.exp(-1.5 * skill)):
        return CheckRecord(claim, hidden, 1.0, Verdict.PASSED)
    idea = draw.choice((f"{name}_turned_round", f"{name}_one_late", None, None))
    alike = draw.choice(("", "a1", "a1", "b2", f"{draw.random()}")) if idea is None else ""
    return CheckRecord(claim, hidden, 1.0, Verdict.FAILED, f"Why {idea}?", idea, alike)


def _bad(draw: random.Random, skill: float) -> CheckRecord:
    if draw.random() < (0.3 if skill > 0 else 0.95):
        return CheckRecord(BAD[1], False, 1.0, Verdict.PASSED)
    return CheckRecord(BAD[1], False, 1.0, Verdict.FAILED, "It differs.", None, "same")


def _essay(draw: random.Random, skill: float) -> QuestionRecord:
    marked = draw.random() < 0.7
    score = max(0.0, min(3.0, round(1.5 + skill + draw.gauss(0, 0.5), 1))) if marked else 0.0
    return QuestionRecord("q6", score, 3.0, score, title="Essay", manual=True, marked=marked)
