"""What a test holds instead of a student's object: a handle that asks the box.

A handle can be called. It cannot be compared, converted or looked into: whatever a student's object
claims about itself would be the student's word. Only plain data crosses, and only that is judged.
"""

from __future__ import annotations

import builtins
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from autograder.box.wire import (
    Channel,
    Encoder,
    Frame,
    Handle,
    Lent,
    Raised,
    Unsendable,
    WireFault,
    arrays_in,
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
    return type(kind.__name__, (StudentRaised, kind), {"__module__": "student"})


_NEED_MORE_ARGUMENTS = (UnicodeError, BaseExceptionGroup)
_RAISABLE: dict[str, type[Exception]] = {
    name: _student_version(kind)
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, _NEED_MORE_ARGUMENTS)
}


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
        changed: arrays among the arguments that the call changed in place, by their place in
            ``arrays_in``, as they were after it.
    """

    name: str
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    result: Any
    changed: dict[int, Any]


class Conversation:
    """The examiner's half of the talk with one box: asks, and lends its own functions."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._channel: Channel = box.channel
        self._numbers = itertools.count(1)
        self._lent: dict[int, Callable[..., Any]] = {}

    def ask(self, op: str, value: Any, seconds: float) -> Any:
        """What the box answers to one request.

        Args:
            op: the operation's name.
            value: what goes with it.
            seconds: CPU seconds it may take.

        Raises:
            StudentRaised: the student's code raised.
            Unusable: the answer cannot leave the box.
            BoxGone: the box ended, or broke the rules and was ended.
        """
        number = next(self._numbers)
        with self.box.limited(seconds):
            try:
                self._channel.send(number, op, value, Encoder(self._lend))
                return self._answer(number)
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
            ending, detail = Ending.CRASHED, f"it broke the grader's protocol ({error})"
        else:
            detail = self.box.ending_detail
        raise BoxGone(ending, detail) from error

    def _lend(self, value: Any) -> Handle | Lent:
        if isinstance(value, FunctionHandle):
            return value.stand_in
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
            encoder = Encoder(self._lend)
            self._channel.send(frame.id, "told", function(*arguments, **keywords), encoder)
        except (Unsendable, ArithmeticError, LookupError, TypeError, ValueError) as error:
            # Only the family of the error: its text could quote what the test holds.
            self._channel.send(frame.id, "untold", type(error).__name__, Encoder())


class FunctionHandle:
    """A student's function. Calling it is all that can be done with it."""

    def __init__(
        self, name: str, conversation: Conversation, seconds: float, journal: list[Call]
    ) -> None:
        self._name = name
        self._conversation = conversation
        self._seconds = seconds
        self._journal = journal
        self.stand_in = Handle(0, "function")

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """The student's result, as plain data. What the call changed in place is changed here."""
        kept = (plain_copy(arguments), plain_copy(keywords))
        request = (self._name, list(arguments), keywords)
        try:
            answer = self._conversation.ask("call", request, self._seconds)
        except StudentRaised as error:
            self._journal.append(Call(self._name, kept[0], kept[1], error.raised, {}))
            raise
        result, changed = _parts(answer)
        call = Call(self._name, kept[0], kept[1], plain_copy(result), changed)
        self._journal.append(call)
        _write_back(list(arrays_in([list(arguments), keywords])), changed)
        return result

    def _refuse(self, *others: object) -> NoReturn:
        raise TypeError(
            f"`{self._name}` is a handle on a student's function: a test may call it and judge "
            "what comes back, but not compare, convert or look into it"
        )

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __array__ = __iter__ = __len__ = __bool__ = __getitem__ = _refuse
    __hash__ = None  # type: ignore[assignment]


def _parts(answer: Any) -> tuple[Any, dict[int, Any]]:
    if type(answer) is not dict or set(answer) != {"result", "changed"}:
        raise Unusable("the call gave an answer of the wrong form")
    changed = answer["changed"]
    if type(changed) is not dict:
        raise Unusable("the call gave an answer of the wrong form")
    return answer["result"], changed


def _write_back(arrays: list[np.ndarray[Any, Any]], changed: dict[int, Any]) -> None:
    for index, new in changed.items():
        if type(index) is int and 0 <= index < len(arrays) and type(new) is np.ndarray:
            old = arrays[index]
            if old.shape == new.shape and old.dtype == new.dtype and old.flags.writeable:
                old[...] = new


def plain_copy(value: Any) -> Any:
    """A copy of plain data that shares no array with it."""
    if type(value) is np.ndarray:
        return value.copy()
    if type(value) in (list, tuple):
        return type(value)(plain_copy(item) for item in value)
    if type(value) is dict:
        return {key: plain_copy(item) for key, item in value.items()}
    return value
