"""Which submissions need a person, the most urgent first, and where that person should look."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from autograder.records import Record, Status, Verdict
from autograder.report.plain_text import counted, one_line

_KILLED = (Verdict.CRASHED, Verdict.OUT_OF_MEMORY, Verdict.TIMED_OUT)
_VIOLENT = (Verdict.CRASHED, Verdict.OUT_OF_MEMORY)
_LONGEST = 160


class Urgency(IntEnum):
    """Why somebody has to look, the most urgent highest. The set is closed."""

    NO_POINTS = 1
    """Much was answered and nothing earned a point: perhaps the fault is not the student's."""
    TIME_UNKNOWN = 2
    """It may be late, and nobody knows."""
    HANGS = 3
    """Code that did not come to an end."""
    KILLED = 4
    """Code that ended its process, or took all the memory: by accident, or to see what happens."""
    REFUSED = 5
    """Its author has to hand in again, and may not know it yet."""
    UNDECIDED = 6
    """A check broke, or changed its mind: no mark was given or taken."""
    NOT_GRADED = 7
    """Ours: no lane came to it."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One submission that needs a person.

    Attributes:
        urgency: why, as a rank.
        weight: how many questions that concerns; more is more urgent.
        reason: why, in words.
        look: what to look at.
    """

    record: Record
    urgency: Urgency
    weight: int
    reason: str
    look: str

    @property
    def rank(self) -> tuple[int, int]:
        """Higher is more urgent."""
        return self.urgency, self.weight


def attention(record: Record) -> Attention | None:
    """Why a submission needs a person, or None where it does not."""
    undecided = _questions(record, (Verdict.NOT_GRADED,))
    if undecided:
        words = f"{_listed(undecided)}: a check of ours broke, or passed only the second time"
        return Attention(
            record, Urgency.UNDECIDED, len(undecided), words, "the faults in its record"
        )
    if record.status is Status.NOT_GRADED:
        words = f"our fault, no mark: {_first_fault(record)}"
        return Attention(record, Urgency.NOT_GRADED, 1, words, "run the command again")
    if record.status is Status.REFUSED:
        return Attention(
            record, Urgency.REFUSED, 1, f"refused: {_first_fault(record)}", "what was handed in"
        )
    killed = _questions(record, _KILLED)
    if killed:
        violent = bool(_questions(record, _VIOLENT))
        urgency = Urgency.KILLED if violent else Urgency.HANGS
        words = f"its process was ended: {_verdicts(record)}"
        return Attention(record, urgency, len(killed), words, f"its code for {_listed(killed)}")
    if record.late_unknown:
        words = "it may be late, and nobody knows by how much"
        return Attention(record, Urgency.TIME_UNKNOWN, 1, words, "the platform, then the policy")
    tried = [q.name for q in record.questions if any(c.verdict in _TRIED for c in q.checks)]
    if record.points > 0 and record.score <= 0 and len(tried) * 2 > len(record.questions):
        words = f"{counted(len(tried), 'question')} answered and no point earned"
        return Attention(record, Urgency.NO_POINTS, len(tried), words, "its page")
    return None


_TRIED = (Verdict.FAILED, Verdict.PASSED)


class MostUrgent:
    """Remembers the few most urgent of any number of submissions.

    Args:
        most: how many.
    """

    def __init__(self, most: int = 5) -> None:
        self._most = most
        self._found: list[tuple[tuple[int, int], int, Attention]] = []
        self.seen = 0

    def add(self, record: Record) -> Attention | None:
        """Looks at one more; returns why it needs a person, or None."""
        found = attention(record)
        if found is None:
            return None
        self.seen += 1
        # Of equals, the first stays.
        heapq.heappush(self._found, (found.rank, -self.seen, found))
        if len(self._found) > self._most:
            heapq.heappop(self._found)
        return found

    def listed(self) -> list[Attention]:
        """The most urgent first; of equals, in order of assignment and student."""
        return sorted(
            (entry[2] for entry in self._found),
            key=lambda a: (
                *(-part for part in a.rank),
                a.record.assignment,
                a.record.student,
                a.record.attempt,
            ),
        )


def _questions(record: Record, verdicts: tuple[Verdict, ...]) -> list[str]:
    return [q.name for q in record.questions if any(c.verdict in verdicts for c in q.checks)]


def _verdicts(record: Record) -> str:
    worst = Counter(
        next(v for v in _KILLED if any(c.verdict is v for c in q.checks))
        for q in record.questions
        if any(c.verdict in _KILLED for c in q.checks)
    )
    return ", ".join(
        f"{verdict.value.replace('_', ' ')} in {counted(count, 'question')}"
        for verdict, count in worst.items()
    )


def _listed(names: list[str]) -> str:
    shown = [one_line(name) for name in names[:3]]
    return ", ".join(shown) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _first_fault(record: Record) -> str:
    words = one_line(record.faults[0].message) if record.faults else "it says no reason"
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
