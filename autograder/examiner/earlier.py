"""What an earlier grading of the same cells found, where only some questions are examined anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from autograder.records import QuestionRecord, Record, Verdict


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier record of the same submission, and what is to be examined again.

    Attributes:
        record: of the same cells, with a bundle of the same frame.
        again: names of questions whose outcome no longer holds.
    """

    record: Record
    again: frozenset[str]

    def still_holds(
        self, name: str, before: Iterable[str], is_broken: Callable[[str], bool]
    ) -> QuestionRecord | None:
        """The outcome of a question, if it would come out again.

        A question that lost points may owe some of them to earlier ones, which are lent where they
        are broken. So it holds only as long as the same ones are.

        Args:
            name: of the question.
            before: names of the questions that stand before it.
            is_broken: whether one of these lost points in the present examination.
        """
        known = {question.name: question for question in self.record.questions}
        found = known.get(name)
        if found is None or name in self.again or is_owed(found):
            return None
        if found.as_is_score >= found.points:
            return found
        same = all(
            one in known and is_broken(one) is (known[one].as_is_score < known[one].points)
            for one in before
        )
        return found if same else None


def is_owed(question: QuestionRecord) -> bool:
    """Whether a check of it could not be run, by a fault of ours."""
    return any(check.verdict is Verdict.NOT_GRADED for check in question.checks)
