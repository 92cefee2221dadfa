"""Runs the checks of one question against a box and puts the outcome into words."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import logging
import random
import time
from dataclasses import dataclass

import numpy as np

from autograder.box.wire import Raised
from autograder.course import Bundle, Limits
from autograder.examiner.checks import Check, QuestionChecks, run_check
from autograder.examiner.conversation import (
    BoxGone,
    Call,
    Conversation,
    StudentRaised,
    Unusable,
    python_name,
)
from autograder.examiner.diagnosis import Diagnosis
from autograder.examiner.handles import Rooms, Workshop
from autograder.examiner.likeness import likeness
from autograder.examiner.runner import FATAL, Trouble
from autograder.records import CheckRecord, Verdict

_LOG = logging.getLogger(__name__)

_WORDS = {
    Verdict.TIMED_OUT: "Your code was still running when its time was over: {}.",
    Verdict.OUT_OF_MEMORY: "Your code ran out of memory: {}.",
    Verdict.CRASHED: "Your code ended the whole Python process: {}.",
}
_QUICK_SECONDS = 1.0
"""A check that takes longer is not made once more to see whose answers are alike."""

_UNUSABLE = "What came back could not be judged: it is not plain data that can leave your notebook."

_FLIPPED = (
    "This check failed once and passed once with the same inputs, so a person will look at it. "
    "It costs you nothing until then. Does your code use random numbers, or remember earlier calls?"
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A bundle made ready once and used for every submission.

    Attributes:
        skeletons: the fingerprint of each name's code in the untouched skeleton.
        frame: hash of what decides over every question alike.
    """

    bundle: Bundle
    questions: tuple[QuestionChecks, ...]
    skeletons: dict[str, str]
    diagnosis: Diagnosis
    frame: str


class QuestionRun:
    """The checks of one question on one submission.

    A box that has seen a hidden input may say it in any later word of its own: an error's text, a
    type's name, a line number. So where hidden checks run, what a record says is made of our words
    alone; what the student's code says is taken from another run, with public checks only.

    Args:
        prepared: the bundle.
        checks: of the question.
        seed: what the inputs are drawn from.
        rooms: where models are rebuilt.
        words: run public checks only, and keep the student's own words.

    Attributes:
        cleared: earlier questions whose ideas need not be tried for what fails here.
        gone: how the box ended, if it did.
    """

    def __init__(
        self,
        prepared: Prepared,
        checks: QuestionChecks,
        seed: int,
        rooms: Rooms | None = None,
        *,
        words: bool = False,
    ) -> None:
        self._words = words
        self.cleared: frozenset[str] = frozenset()
        self._prepared = prepared
        self._checks = checks
        self._seed = seed
        self._rooms = rooms
        self._limits: Limits = prepared.bundle.limits
        self.gone: BoxGone | None = None
        self._broken: dict[int, bool] = {}
        self._slow: set[int] = set()

    def absent(self, conversation: Conversation) -> bool:
        """Whether nothing that the question needs is there yet."""
        names = sorted({name for check in self._checks.checks for name in check.needs})
        missing = self._missing(names, self._kinds(conversation, names))
        return bool(names) and len(missing) == len(names)

    def run(self, conversation: Conversation, trouble: Trouble | None) -> list[CheckRecord]:
        """Every check's record, in order. If the box dies, ``gone`` says so and the rest waits.

        Args:
            conversation: with the box that holds the student's namespace.
            trouble: what happened to the question's answer cell, if anything did.
        """
        records: list[CheckRecord] = []
        for number, check in enumerate(self._checks.checks):
            if self.gone is not None:
                records.append(_record(check, Verdict.NOT_REACHED, _not_reached()))
                continue
            try:
                records.append(self._run_check(conversation, check, number, trouble))
            except BoxGone as gone:
                self.gone = gone
                verdict = FATAL[gone.ending]
                records.append(_record(check, verdict, _WORDS[verdict].format(gone.detail)))
        return self._with_likeness(conversation, records)

    def _with_likeness(
        self, conversation: Conversation, records: list[CheckRecord]
    ) -> list[CheckRecord]:
        """The records, the first unexplained failure with what it has in common with others'.

        Everybody is examined with inputs of their own, so the check is made once more with inputs
        that are everybody's, where that takes no time.
        """
        number = next((n for n, record in enumerate(records) if _is_unexplained(record)), None)
        if self._words or self.gone is not None or number is None or number in self._slow:
            return records
        check = self._checks.checks[number]
        kinds = self._kinds(conversation, list(check.needs))
        shared = hashlib.sha256(f"{self._prepared.frame}:{check.name}".encode()).digest()
        own, self._seed = self._seed, int.from_bytes(shared[:4], "big")
        try:
            _, journal = self._attempt(conversation, check, number, kinds)
        except BoxGone as gone:
            self.gone = gone
            return records
        finally:
            self._seed = own
        records[number] = dataclasses.replace(records[number], alike=likeness(journal))
        return records

    def _seed_all(self, conversation: Conversation, number: int) -> None:
        seed = (self._seed + 7919 * number) % 2**32
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - otter's tests draw from the global generator
        # The box gets another: with this one it could draw the inputs of a hidden check itself.
        digest = hashlib.sha256(f"box:{seed}".encode()).digest()
        own = int.from_bytes(digest[:4], "big")
        conversation.tell("seed", own, self._limits.call_seconds)
        if self._rooms is not None:
            self._rooms.seed(own)

    def _run_check(
        self, conversation: Conversation, check: Check, number: int, trouble: Trouble | None
    ) -> CheckRecord:
        kinds = self._kinds(conversation, list(check.needs))
        missing = self._missing(list(check.needs), kinds)
        if missing:
            if trouble is not None and trouble.verdict in _WORDS:
                words = _WORDS[trouble.verdict].format(trouble.text)
                return _record(check, trouble.verdict, words)
            return _record(check, Verdict.MISSING, _missing_words(missing, trouble))
        if self._words and check.hidden:
            return _record(check, Verdict.NOT_REACHED, "")
        started = time.monotonic()
        record, journal = self._attempt(conversation, check, number, kinds)
        if time.monotonic() - started > _QUICK_SECONDS:
            self._slow.add(number)
        if record.verdict is Verdict.FAILED:
            again, _ = self._attempt(conversation, check, number, kinds)
            if again.verdict is Verdict.PASSED:
                # Same seeds, same inputs, another outcome: a person has to look at it.
                return _record(check, Verdict.NOT_GRADED, _FLIPPED)
        return self._named(check, record, journal)

    def _attempt(
        self,
        conversation: Conversation,
        check: Check,
        number: int,
        kinds: dict[str, tuple[str, str]],
    ) -> tuple[CheckRecord, list[Call]]:
        self._seed_all(conversation, number)
        journal: list[Call] = []
        workshop = Workshop(conversation, self._limits.call_seconds, journal, self._rooms)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                bound = {name: workshop.named(name, kind) for name, (kind, _) in kinds.items()}
                run_check(check, bound)
        except Exception as error:  # noqa: BLE001 - a test may fail in any way; see _judge
            failure: Exception | None = error
        else:
            failure = None
        if conversation.box.ending is not None:
            # A doctest swallows everything; the death of a box must not get lost in one.
            raise BoxGone(conversation.box.ending, conversation.box.ending_detail)
        if failure is not None:
            # For authors only: the trace quotes the test, so it goes to a log and nowhere else.
            _LOG.debug("%s, %s", self._checks.question.name, check.name, exc_info=failure)
            return self._judge(check, failure, number), journal
        return _record(check, Verdict.PASSED, ""), journal

    def _named(self, check: Check, record: CheckRecord, journal: list[Call]) -> CheckRecord:
        """The record, with the hint of the idea that explains it, if one does.

        Replaying an idea can take as long as training a net, so it is done once and last.
        """
        if self._words or record.verdict not in (Verdict.FAILED, Verdict.OUT_OF_MEMORY):
            return record
        name = self._checks.question.name
        idea = self._prepared.diagnosis.explain(name, journal, self.cleared)
        return record if idea is None else _record(check, record.verdict, idea.hint, idea.name)

    def _kinds(self, conversation: Conversation, names: list[str]) -> dict[str, tuple[str, str]]:
        """What kind of thing each defined name is, with the fingerprint of a function's code."""
        try:
            found = conversation.ask("names", names, self._limits.call_seconds)
        except (StudentRaised, Unusable):
            return {}
        if type(found) is not dict:
            return {}
        return {
            name: (entry[0], entry[1])
            for name, entry in found.items()
            if type(entry) is list and [type(part) for part in entry] == [str, str]
        }

    def _missing(self, names: list[str], kinds: dict[str, tuple[str, str]]) -> dict[str, str]:
        """Names that are undefined or still the skeleton, each with which of the two."""
        missing = {}
        for name in names:
            kind, fingerprint = kinds.get(name, ("", ""))
            if not kind:
                missing[name] = "undefined"
            elif kind == "ellipsis" or (
                fingerprint and fingerprint == self._prepared.skeletons.get(name)
            ):
                missing[name] = "skeleton"
        return missing

    def _judge(self, check: Check, error: Exception, number: int) -> CheckRecord:
        verdict = Verdict.FAILED
        if isinstance(error, StudentRaised):
            if isinstance(error, MemoryError):
                verdict = Verdict.OUT_OF_MEMORY
            words = _raised_words(check, error.raised, full=self._words)
        elif isinstance(error, Unusable):
            words = f"What came back could not be judged: {error}." if self._words else _UNUSABLE
        elif isinstance(error, AssertionError) or not self._breaks_by_itself(check, number):
            words = _failed_words(check, error, full=self._words)
        else:
            words = "This check could not be run. It is our fault, and it costs you nothing."
            return _record(check, Verdict.NOT_GRADED, words)
        return _record(check, verdict, words)

    def _breaks_by_itself(self, check: Check, number: int) -> bool:
        """Whether a check that broke, rather than failed, breaks on the reference as well.

        Then it is our fault. Where the reference passes, or is not known, it is the answer's.
        """
        if number not in self._broken:
            self._broken[number] = self._breaks_on_the_reference(check, number)
        return self._broken[number]

    def _breaks_on_the_reference(self, check: Check, number: int) -> bool:
        reference = self._prepared.diagnosis.reference
        if not set(check.needs) <= set(reference):
            return False
        seed = (self._seed + 7919 * number) % 2**32
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - as in _seed_all
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                run_check(check, {name: reference[name] for name in check.needs})
        except Exception:  # noqa: BLE001 - however it breaks
            return True
        return False


def _record(
    check: Check, verdict: Verdict, message: str, misconception: str | None = None
) -> CheckRecord:
    return CheckRecord(check.name, check.hidden, check.points, verdict, message, misconception)


def _is_unexplained(record: CheckRecord) -> bool:
    return record.verdict is Verdict.FAILED and record.misconception is None


def _missing_words(missing: dict[str, str], trouble: Trouble | None) -> str:
    words = []
    for name, how in missing.items():
        if how == "skeleton":
            words.append(f"`{name}` is still the skeleton: fill in its body.")
        else:
            words.append(f"`{name}` is not defined.")
    if trouble is not None:
        words.append(f"Its cell stopped with an error: {trouble.text}")
    elif any(how == "undefined" for how in missing.values()):
        words.append("Does the name match the one in the notebook, letter for letter?")
    return " ".join(words)


def _raised_words(check: Check, raised: Raised, *, full: bool) -> str:
    if not full:
        return f"Your function raised {python_name(raised)}. {check.failure_message}".strip()
    place = f", at line {raised.line} of its cell" if raised.line else ""
    words = f"Your function raised {raised.type_name}{place}: {raised.text}."
    return f"{words} {check.failure_message}".strip()


def _failed_words(check: Check, error: Exception, *, full: bool) -> str:
    text = str(error)
    # A literal sentence of the test carries no value; any other text might.
    if isinstance(error, AssertionError) and text and (full or text in check.sentences):
        return text
    if check.failure_message:
        return check.failure_message
    return "What your function returned is not of the form that the question asks for."


def _not_reached() -> str:
    return "Not tried: an earlier check of this question ended the Python process."
