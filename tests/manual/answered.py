"""A record with one answer that waits for a person."""

from __future__ import annotations

from autograder.records import QuestionRecord, Record, Status


def answered(student: str = "ada", response: str = "Because.", **changes: object) -> Record:
    """One manual question of three points, and nothing else."""
    question = QuestionRecord(
        *("q2", 0.0, 3.0, 0.0), title="Why?", manual=True, response=response, **changes
    )
    return Record(
        assignment="01_marked",
        student=student,
        attempt=1,
        status=Status.GRADED,
        score=0.0,
        points=3.0,
        submission_sha256="5" * 64,
        bundle_sha256="b" * 64,
        isolation="full",
        seed=7,
        questions=(question,),
    )
