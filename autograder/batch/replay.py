"""Grades once more what a record was made from, and says whether the same comes out.

A record's receipt is in the record: hashes of the cells, the bundle and our own code, the seed,
the walls and the versions. What they stand for lies beside the records, see ``evidence``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.batch.changes import change_of, moved_versions
from autograder.batch.evidence import grading_sources, kept_bundle, kept_submission
from autograder.batch.marks import with_manual_of
from autograder.examiner.lane import Lane
from autograder.faults import GraderFault
from autograder.records import Record, Status

_NOT_COMPARED = ("isolation", "versions", "code_sha256", "source")


@dataclass(frozen=True, slots=True)
class Replay:
    """What came out the second time.

    Attributes:
        record: the one that was there.
        differs: what came out otherwise, in words; nothing if it reproduces.
        ground: what is not as it was when the record was made: versions, walls, our own code.
    """

    record: Record
    differs: tuple[str, ...]
    ground: tuple[str, ...]

    @property
    def reproduces(self) -> bool:
        """Whether every question, check and word is the same."""
        return not self.differs


def replay(out: Path, record: Record, lane: Lane) -> Replay:
    """Examines the whole submission again; the record stays as it is.

    Args:
        out: the folder that the record lies in.
        record: one of its records.
        lane: a warm lane.

    Raises:
        GraderFault: what the record was made from is not there, or there is nothing to replay.
    """
    if record.status is Status.REFUSED:
        raise GraderFault("This submission could not be read, so there is nothing to replay.")
    bundle, submission = kept_bundle(out, record), kept_submission(out, record)
    # What a person marked is no outcome of the examination.
    again = with_manual_of(lane.examine(bundle, submission), record)
    return Replay(record, tuple(_differences(record, again)), tuple(_ground(record, again)))


def _differences(record: Record, again: Record) -> list[str]:
    change = change_of(record, again)
    found = [] if change is None else list(change.questions)
    before, after = record.stable(), again.stable()
    compared = before.keys() - set(_NOT_COMPARED) - {"questions", "status", "score"}
    found += sorted(name for name in compared if before[name] != after[name])
    return found


def _ground(record: Record, again: Record) -> list[str]:
    found = [
        f"{name} {record.versions.get(name, 'none')} -> {again.versions.get(name, 'none')}"
        for name in moved_versions(record, again)
    ]
    if record.isolation != again.isolation:
        found.append(f"isolation {record.isolation} -> {again.isolation}")
    if record.code_sha256 != grading_sources():
        found.append("another version of the grader or of course_lib")
    return found
