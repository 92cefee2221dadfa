"""What a new grading changes in a record, and why: for people who look before they overwrite."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.records import QuestionRecord, Record, Status


@dataclass(frozen=True, slots=True)
class Change:
    """One submission whose record would become another one.

    Attributes:
        before: the record that is there, or None.
        after: the one that would take its place.
        reasons: why it was graded again, in words.
        questions: what changed, such as ``q2: 1 -> 3`` or ``q5: other words``.
    """

    before: Record | None
    after: Record
    reasons: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def points(self) -> float:
        """How many points more there are than before; fewer if negative."""
        return round(self.after.score - (self.before.score if self.before else 0.0), 4)


def change_of(before: Record | None, after: Record) -> Change | None:
    """What would change, or None where everything a student reads stays as it is."""
    if before is None:
        return Change(None, after, ("not graded before",), ())
    known = {question.name: question for question in before.questions}
    questions = [
        words
        for question in after.questions
        if (words := _told(known.pop(question.name, None), question))
    ]
    questions += [f"{name}: no longer asked" for name in known]
    if before.status is not after.status:
        questions.insert(0, f"{before.status} -> {after.status}".replace("_", " "))
    if not questions and before.score == after.score:
        return None
    return Change(before, after, tuple(_reasons(before, after)), tuple(questions))


def moved_versions(before: Record, after: Record) -> list[str]:
    """Names of packages that two records were not made with the same version of."""
    return sorted(
        name
        for name in before.versions.keys() | after.versions.keys()
        if before.versions.get(name) != after.versions.get(name)
    )


def _told(before: QuestionRecord | None, after: QuestionRecord) -> str:
    if before is None:
        return f"{after.name}: new, {after.score:g} of {after.points:g}"
    if (before.score, before.points) != (after.score, after.points):
        words = f"{after.name}: {before.score:g} -> {after.score:g}"
        return words if before.points == after.points else f"{words} (of {after.points:g})"
    if before.response != after.response:
        return f"{after.name}: another answer, for a person to read"
    if before.given != after.given or before.checks != after.checks:
        return f"{after.name}: other words"
    return ""


def _reasons(before: Record, after: Record) -> list[str]:
    reasons = []
    if before.status is not Status.GRADED:
        reasons.append(f"it was {before.status.replace('_', ' ')}")
    if before.submission_sha256 != after.submission_sha256:
        reasons.append("another submission")
    if before.frame_sha256 != after.frame_sha256:
        reasons.append("the assignment's cells, answers or ideas were edited")
    edited = _edited(before, after)
    if edited:
        reasons.append(f"checks edited: {', '.join(edited)}")
    moved = moved_versions(before, after)
    if moved:
        reasons.append(f"other versions: {', '.join(moved)}")
    if before.isolation != after.isolation:
        reasons.append(f"isolation {before.isolation} -> {after.isolation}")
    return reasons or ["graded again as you asked"]


def _edited(before: Record, after: Record) -> list[str]:
    known = {question.name: question.checks_sha256 for question in before.questions}
    return [
        question.name
        for question in after.questions
        if known.get(question.name, question.checks_sha256) != question.checks_sha256
    ]
