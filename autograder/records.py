"""The one JSON truth about one graded submission.

Everything that staff and students see (CSV, pages, exports) is a view of these records. Equal
input gives equal bytes, apart from the fields listed in ``VOLATILE``.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import os
import sys
import tempfile
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from autograder.json_text import spelled

SCHEMA = 1

VOLATILE = (
    *("seconds", "peak_mib", "submitted_at", "late_seconds"),
    *("late_percent", "late_unknown", "marked_late", "group"),
)
"""Fields of a record that may differ between two gradings of the same submission."""

_MARKER_SAYS = ("score", "as_is_score", "marked", "comment", "marked_response")
"""Fields of a manual question that a person gives, between two gradings or not."""


class Verdict(StrEnum):
    """What became of one check. The set is closed."""

    PASSED = "passed"
    FAILED = "failed"
    MISSING = "missing"
    """The name was never defined, or is still the skeleton."""
    NOT_REACHED = "not_reached"
    """An earlier check of the same question hung, crashed or ran out of memory."""
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    NOT_GRADED = "not_graded"
    """Our fault: no mark is given or taken until it is graded again."""


class Status(StrEnum):
    """What became of a whole submission. The set is closed."""

    GRADED = "graded"
    REFUSED = "refused"
    """It could not be read, for a reason the student can repair: see ``faults``."""
    NOT_GRADED = "not_graded"
    """Our fault: see ``faults``; exit code 1."""


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One check of a question, as the student may read it.

    Attributes:
        name: reads as a claim, such as ``gates stay between zero and one``.
        hidden: whether the student could run this check.
        points: the most this check is worth.
        verdict: what became of it.
        message: words for the student; for a passed check the empty string.
        misconception: name of the recognised misconception, or None.
        alike: of a failed check without a known misconception: equal where what came back for the
            same inputs is equal, so that two dozen students with one mistake are seen as one.
    """

    name: str
    hidden: bool
    points: float
    verdict: Verdict
    message: str = ""
    misconception: str | None = None
    alike: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One question: ``score`` counts, ``as_is_score`` is before any upstream substitution."""

    name: str
    score: float
    points: float
    as_is_score: float
    checks: tuple[CheckRecord, ...] = ()
    title: str = ""
    given: tuple[str, ...] = ()
    """Names of earlier questions that were replaced by the reference ("correct given q2")."""
    checks_sha256: str = ""
    """Of the checks that gave this; with the record's ``frame_sha256``, whether it still holds."""
    manual: bool = False
    """Whether a person marks it. Then it has no checks."""
    marked: bool = False
    """Whether a person has."""
    response: str = ""
    """What was written, where a person marks it; the student's own words."""
    comment: str = ""
    """The marker's words for the student."""
    marked_response: str = ""
    """Hash of the response that was marked: another one since then is told, never overruled."""
    seconds: float = 0.0
    """Wall seconds that its checks took, diagnosis included."""
    peak_mib: float = 0.0
    """The most memory that the student's processes held from the question before to its end."""

    @property
    def waits(self) -> bool:
        """Whether a person has still to mark it: its score is no mark yet."""
        return self.manual and not self.marked

    @property
    def changed_since(self) -> bool:
        """Whether what was marked is not what stands there now."""
        return self.marked and self.marked_response != response_hash(self.response)


@dataclass(frozen=True, slots=True)
class FaultRecord:
    """A fault of the submission or of the grader: family, and a sentence."""

    family: str
    message: str


@dataclass(frozen=True, slots=True)
class CellRecord:
    """One code cell of the submission that took time or failed.

    Attributes:
        index: position among the code cells of the notebook that was handed in, from 0.
        seconds: CPU seconds.
        error: one short line, or None.
        question: the question whose answer this cell is, or None.
    """

    index: int
    seconds: float
    error: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One graded submission. On disk it lies at ``OUT/NN_slug/STUDENT/ATTEMPT.json``.

    Fields that came after the first release have defaults: records of before are still read.
    """

    assignment: str
    student: str
    attempt: int
    status: Status
    score: float
    points: float
    submission_sha256: str
    bundle_sha256: str
    isolation: str
    seed: int
    questions: tuple[QuestionRecord, ...] = ()
    faults: tuple[FaultRecord, ...] = ()
    cells: tuple[CellRecord, ...] = ()
    title: str = ""
    source: str = ""
    """File name of what was handed in, without its folder."""
    submitted_at: str | None = None
    late_seconds: float = 0.0
    """How long after its deadline; 0 on time, where no deadline is known, or no moment."""
    late_percent: float = 0.0
    """What the late policy takes off the score; ``score`` itself stays as it was earned."""
    late_unknown: bool = False
    """Whether it may be late, and nobody knows by how much: nothing is taken off."""
    marked_late: bool = False
    """Whether the platform called it late, which no deadline of ours need agree with."""
    group: tuple[str, ...] = ()
    """Everybody whose submission this is, where several handed in together."""
    seconds: dict[str, float] = field(default_factory=dict)
    """CPU or wall seconds by stage: queue, box, run, checks, total."""
    peak_mib: float = 0.0
    versions: dict[str, str] = field(default_factory=dict)
    frame_sha256: str = ""
    """Of all in the bundle that decides over every question alike."""
    code_sha256: str = ""
    """Of our own sources that had a say, course_lib among them."""
    schema: int = SCHEMA

    @property
    def counted_score(self) -> float:
        """What counts: the score without what lateness takes off."""
        return self.score * (1 - self.late_percent / 100)

    @property
    def waiting(self) -> int:
        """How many of its questions wait for a person to mark them."""
        return sum(question.waits for question in self.questions)

    def to_json(self) -> str:
        """The record as text: sorted keys, LF, one trailing newline."""
        return spelled(self) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Record:
        """Reads what ``to_json`` wrote.

        Raises:
            ValueError: the text is not a record of this schema.
        """
        try:
            data = json.loads(text)
            if data["schema"] != SCHEMA:
                raise ValueError(f"record schema {data['schema']!r}, this version reads {SCHEMA}")
            return cls(**_revive(data))
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError(f"not a record: {error}") from error

    def stable(self) -> dict[str, Any]:
        """The record without what may differ between two equal gradings.

        What a person gave is left out: it hangs on the moment of marking, not on the grading.
        """
        data = {k: v for k, v in dataclasses.asdict(self).items() if k not in VOLATILE}
        # A cell may stand here for its time alone: on a busy machine more of them do.
        data["cells"] = [cell for cell in data["cells"] if cell["error"] is not None]
        for cell in data["cells"]:
            del cell["seconds"]
        if self.status is not Status.REFUSED:
            marks = sum(question.score for question in self.questions if question.manual)
            data["score"] = round(self.score - marks, 4)
        for question in data["questions"]:
            for measured in ("seconds", "peak_mib"):
                del question[measured]
            for check in question["checks"]:
                # Known only where the check was quick, and no part of the mark.
                del check["alike"]
            if question["manual"]:
                for said in _MARKER_SAYS:
                    del question[said]
        return data


def response_hash(response: str) -> str:
    """What a response is known by once it has been marked."""
    return hashlib.sha256(response.encode("utf-8", "backslashreplace")).hexdigest()


def _revive(data: dict[str, Any]) -> dict[str, Any]:
    questions = tuple(
        QuestionRecord(
            **{
                **_shared(question),
                "given": tuple(question["given"]),
                "checks": tuple(_check(**check) for check in question["checks"]),
            }
        )
        for question in data["questions"]
    )
    return {
        **_shared(data),
        "versions": _shared(data.get("versions", {})),
        "status": Status(data["status"]),
        "questions": questions,
        "faults": tuple(FaultRecord(**fault) for fault in data["faults"]),
        "cells": tuple(CellRecord(**cell) for cell in data["cells"]),
        "group": tuple(data.get("group", ())),
    }


@functools.lru_cache(maxsize=4096, typed=True)
def _check(**parts: Any) -> CheckRecord:
    """One check; a class has the same ones again and again, so that each is kept once."""
    return CheckRecord(**{**_shared(parts), "verdict": Verdict(parts["verdict"])})


def _shared(data: dict[str, Any]) -> dict[str, Any]:
    """The same, with equal texts being one text: a class says the same words many times."""
    return {
        sys.intern(name): sys.intern(value) if type(value) is str else value
        for name, value in data.items()
    }


def write_atomically(path: Path, text: str) -> None:
    """Writes a text file so that a reader, or a kill at any instruction, sees all of it or none."""
    # Half a character in a name of a file would stop the writing; in JSON it is an escape.
    write_bytes_atomically(path, text.encode("utf-8", "backslashreplace"))


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Writes a file so that a reader, or a kill at any instruction, sees all of it or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
