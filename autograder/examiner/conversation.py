"""The examiner's half of the talk with one box: it asks, and lends functions of its own."""

from __future__ import annotations

import builtins
import copy
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from autograder.box.mutables import changed_of, mutables_in, state_of
from autograder.box.wire import (
    Channel,
    Encoder,
    Frame,
    Handle,
    Lent,
    Model,
    Raised,
    Unsendable,
    WireFault,
)
from autograder.sandbox import Box, Ending


class BoxGone(BaseException):
    """The box ended while it was asked. Not an ``Exception``: no test may swallow it.

    Attributes:
        ending: how it ended.
        detail: half a sentence for the student.
    """

    def __init__(self, ending: Ending, detail: str) -> None:
        super().__init__(ending, detail)
        self.ending = ending
        self.detail = detail


class StudentRaised(Exception):
    """The student's code raised. Real types where they are Python's own, so tests can name them.

    Attributes:
        raised: the exception as data.
    """

    raised: Raised


class Unusable(Exception):
    """A result that cannot leave the box. The text is a sentence for the student."""


def _student_version(kind: type[Exception]) -> type[Exception]:
    return type(kind.__name__, (StudentRaised, kind), {"__module__": "builtins"})


# Some need arguments that we do not have; StopIteration would end a loop of the test's own.
_NOT_AS_THEMSELVES = (UnicodeError, BaseExceptionGroup, StopIteration, StopAsyncIteration)
_RAISABLE: dict[str, type[Exception]] = {
    name: _student_version(kind)
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, _NOT_AS_THEMSELVES)
}


def python_name(raised: Raised) -> str:
    """The name of an exception's type where it is Python's own: a student's could say anything."""
    return raised.type_name if raised.type_name in _RAISABLE else "an error of its own kind"


def _raise(raised: Raised) -> NoReturn:
    error = _RAISABLE.get(raised.type_name, StudentRaised)(raised.text)
    error.raised = raised  # type: ignore[attr-defined]
    raise error


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a check made, kept for the diagnosis.

    Attributes:
        name: of the student's function.
        arguments: as they were before the call.
        result: plain data, or the ``Raised`` that came instead.
        changed: arrays and generators among the arguments that the call changed, by their place in
            ``mutables_in``, as they were after it.
    """

    name: str
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    result: Any
    changed: dict[int, Any]


class Conversation:
    """The examiner's half of the talk with one box: asks, and lends its own functions.

    Attributes:
        wrap: makes a handle for what stays in the box.
        unwrap: gives the stand-in for a handle that goes back, or None for anything else.
    """

    def __init__(self, box: Box) -> None:
        self.box = box
        self._channel: Channel = box.channel
        self._numbers = itertools.count(1)
        self._lent: dict[int, Callable[..., Any]] = {}
        self.wrap: Callable[[Any], Any] | None = None
        self.unwrap: Callable[[Any], Any] | None = None

    def tell(self, op: str, value: Any, seconds: float) -> bool:
        """Asks for something whose answer does not matter; whether the box did it without a fuss.

        Raises:
            BoxGone: the box ended.
        """
        try:
            self.ask(op, value, seconds)
        except (StudentRaised, Unusable):
            return False
        return True

    def ask(self, op: str, value: Any, seconds: float, patience: float | None = None) -> Any:
        """What the box answers to one request, with handles for what stays there.

        Args:
            op: the operation's name.
            value: what goes with it.
            seconds: CPU seconds it may take.
            patience: idle seconds, where not those that fit the CPU seconds.

        Raises:
            StudentRaised: the student's code raised.
            Unusable: the answer cannot leave the box.
            BoxGone: the box ended, or broke the rules and was ended.
        """
        return self._wrapped(self.ask_raw(op, value, seconds, patience))

    def ask_raw(self, op: str, value: Any, seconds: float, patience: float | None = None) -> Any:
        """The same, with stand-ins left as they are."""
        # Handles that go back are exchanged first: that may itself take a request.
        value = self._unwrapped(value)
        number = next(self._numbers)
        with self.box.limited(seconds, patience):
            try:
                self._channel.send(number, op, value, Encoder(self._lend))
                return self._answer(number)
            except StudentRaised:
                # It may be an OSError as well: the student's, not the line's.
                raise
            except (OSError, WireFault) as error:
                self._end(error)

    def _answer(self, number: int) -> Any:
        while (frame := self._channel.receive()) is not None:
            if frame.op == "ask":
                self._tell(frame)
            elif frame.id != number:
                raise WireFault("an answer to another question")
            elif frame.op == "value":
                return frame.value
            elif frame.op == "raised" and type(frame.value) is Raised:
                _raise(frame.value)
            elif frame.op == "refused":
                raise Unusable(str(frame.value)[:300])
            else:
                raise WireFault("an unknown answer")
        raise WireFault("the box hung up")

    def _end(self, error: Exception) -> NoReturn:
        hung_up = not isinstance(error, WireFault) or "hung up" in str(error)
        ending = self.box.close(hung_up=hung_up)
        if ending is Ending.CLOSED:
            ending = Ending.CRASHED
            self.box.ending_detail = f"it broke the grader's protocol ({error})"
        raise BoxGone(ending, self.box.ending_detail) from error

    def _wrapped(self, value: Any) -> Any:
        if type(value) is Handle:
            return value if self.wrap is None else self.wrap(value)
        if type(value) in (list, tuple):
            return type(value)(self._wrapped(item) for item in value)
        if type(value) is dict:
            return {key: self._wrapped(item) for key, item in value.items()}
        return value

    def _unwrapped(self, value: Any) -> Any:
        if type(value) in (list, tuple):
            return type(value)(self._unwrapped(item) for item in value)
        if type(value) is dict:
            return {key: self._unwrapped(item) for key, item in value.items()}
        stand_in = None if self.unwrap is None else self.unwrap(value)
        return value if stand_in is None else stand_in

    def _lend(self, value: Any) -> Handle | Lent | Model:
        if not callable(value):
            raise Unsendable(f"a test handed over a {type(value).__name__}; use plain data")
        number = next(self._numbers)
        self._lent[number] = value
        return Lent(number)

    def _tell(self, frame: Frame) -> None:
        """Calls one of our own functions for the box, with whatever the box gave it."""
        if type(frame.value) is not tuple or len(frame.value) != 3:
            raise WireFault("a malformed question")
        number, arguments, keywords = frame.value
        function = self._lent.get(number) if type(number) is int else None
        if function is None or type(arguments) is not list or type(keywords) is not dict:
            raise WireFault("a question for a function that was never lent")
        try:
            arguments, keywords = self._wrapped(arguments), self._wrapped(keywords)
            mutables = list(mutables_in([arguments, keywords]))
            before = [state_of(mutable) for mutable in mutables]
            with self.box.waiting_for_us():
                result = function(*arguments, **keywords)
            answer = (self._unwrapped(result), changed_of(mutables, before))
            self._channel.send(frame.id, "told", answer, Encoder(self._lend))
        except Exception as error:  # noqa: BLE001 - it is data for the student, whatever it is
            # Only the family of the error: its text could quote what the test holds.
            name = next(k.__name__ for k in type(error).__mro__ if k.__module__ == "builtins")
            self._channel.send(frame.id, "untold", name, Encoder())


def plain_copy(value: Any) -> Any:
    """A copy of plain data that shares no array with it."""
    if type(value) is np.ndarray:
        return value.copy()
    if type(value) is np.random.Generator:
        return copy.deepcopy(value)
    if type(value) in (list, tuple):
        return type(value)(plain_copy(item) for item in value)
    if type(value) is dict:
        return {key: plain_copy(item) for key, item in value.items()}
    return value
