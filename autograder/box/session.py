"""A box's half of the conversation: runs cells, lends objects, calls them, sends data back.

Whatever happens in here is a student's: it may lie, and then it lies about its own answers.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.box import shell
from autograder.box.wire import (
    TEXT_LIMIT,
    Channel,
    Encoder,
    Frame,
    Handle,
    Lent,
    Raised,
    Unsendable,
    arrays_in,
)


class Session:
    """Serves one examiner over one channel until it hangs up."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.shell = shell.BoxShell.instance()
        self.objects: dict[int, Any] = {}
        self.numbers = itertools.count(1)
        self.asked = itertools.count(1)
        self.operations: dict[str, Callable[[Any], Any]] = {
            "run": self._run,
            "names": self._names,
            "get": self._get,
            "call": self._call,
            "seed": self._seed,
            "forget": self._forget,
        }

    def serve(self) -> None:
        """Answers requests in order, each before the next is read."""
        while (frame := self.channel.receive(self._accept)) is not None:
            self._answer(frame)

    def _answer(self, frame: Frame) -> None:
        try:
            value = self.operations[frame.op](frame.value)
            op = "value"
        except BaseException as error:
            op, value = "raised", raised(error)
        self._send(frame.id, op, value)

    def _send(self, number: int, op: str, value: Any) -> None:
        try:
            self.channel.send(number, op, value, Encoder(self._lend))
        except Unsendable as error:
            self.channel.send(number, "refused", str(error)[:TEXT_LIMIT], Encoder())
        except OSError:
            os._exit(0)
        except BaseException as error:
            self.channel.send(number, "raised", raised(error), Encoder())

    def _lend(self, value: Any) -> Handle:
        number = next(self.numbers)
        self.objects[number] = value
        return Handle(number, _kind(value), fingerprint(value))

    def _accept(self, stand_in: Handle | Lent) -> Any:
        if type(stand_in) is Handle:
            return self.objects[stand_in.id]
        return _Borrowed(self, stand_in.id)

    # operations ----------------------------------------------------------------------------------

    def _run(self, source: str) -> dict[str, Any]:
        shell.checkpoints.clear()
        result = self.shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        return {
            "error": None if error is None else raised(error),
            "checkpoints": list(dict.fromkeys(shell.checkpoints))[:64],
        }

    def _names(self, names: list[str]) -> dict[str, Any]:
        space = self.shell.user_ns
        return {
            name: [_kind(space[name]), fingerprint(space[name])] for name in names if name in space
        }

    def _get(self, name: str) -> Any:
        return self.shell.user_ns[name]

    def _call(self, request: tuple[Any, list[Any], dict[str, Any]]) -> dict[str, Any]:
        target, arguments, keywords = request
        function = self.shell.user_ns[target] if type(target) is str else target
        arrays = list(arrays_in([arguments, keywords]))
        before = [array.tobytes() for array in arrays]
        result = function(*arguments, **keywords)
        changed = {
            index: array
            for index, (array, old) in enumerate(zip(arrays, before, strict=True))
            if array.tobytes() != old
        }
        return {"result": result, "changed": changed}

    def _seed(self, seed: int) -> None:
        keras = sys.modules.get("keras")
        if keras is not None:
            keras.utils.set_random_seed(seed % 2**32)
        else:
            random.seed(seed)
            np.random.seed(seed % 2**32)  # noqa: NPY002 - students use the global generator too

    def _forget(self, numbers: list[int]) -> None:
        for number in numbers:
            self.objects.pop(number, None)

    # the examiner's functions, borrowed ----------------------------------------------------------

    def ask(self, number: int, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """Calls a function of the examiner's from within a call of the student's.

        Raises:
            RuntimeError: the examiner's function raised, or a value could not cross.
        """
        request = next(self.asked)
        value = (number, list(arguments), keywords)
        self.channel.send(request, "ask", value, Encoder(self._lend))
        while (frame := self.channel.receive(self._accept)) is not None:
            if frame.op == "told":
                return frame.value
            if frame.op == "untold":
                raise RuntimeError(str(frame.value))
            self._answer(frame)
        os._exit(0)


class _Borrowed:
    """A function of the examiner's: may be called, and tells nothing else."""

    __slots__ = ("__call",)

    def __init__(self, session: Session, number: int) -> None:
        def call(*arguments: Any, **keywords: Any) -> Any:
            return session.ask(number, arguments, keywords)

        self.__call = call

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self.__call(*arguments, **keywords)


def _kind(value: Any) -> str:
    kind = type(value)
    if value is ...:
        return "ellipsis"
    if kind in (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc):
        return "function"
    if kind is types.ModuleType:
        return "module"
    if kind is types.GeneratorType:
        return "generator"
    return "class" if isinstance(value, type) else "object"


def fingerprint(value: Any) -> str:
    """Tells a function whose code is still the skeleton's; of anything else, the empty string."""
    if type(value) is not types.FunctionType:
        return ""
    return hashlib.sha256(repr(_code(value.__code__)).encode()).hexdigest()


def _code(code: types.CodeType) -> tuple[Any, ...]:
    # Not the line numbers, nor the docstring: where it stands and what it says is not what it does.
    constants = [_code(c) if type(c) is types.CodeType else repr(c) for c in code.co_consts[1:]]
    return (code.co_code, constants, code.co_names, code.co_varnames)


def raised(error: BaseException) -> Raised:
    """An exception as data, read with care: its own methods may lie or raise."""
    try:
        text = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        text = ""
    line, trace = None, error.__traceback__
    while trace is not None:
        if "ipython-input" in trace.tb_frame.f_code.co_filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    if line is None and isinstance(error, SyntaxError):
        line = error.lineno
    name = type.__getattribute__(type(error), "__name__")
    return Raised(name[:80], str.__str__(text)[:TEXT_LIMIT], line)
