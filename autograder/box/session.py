"""A box's half of the conversation: runs cells, lends objects, calls them, sends data back.

Whatever happens in here is a student's: it may lie, and then it lies about its own answers.
"""

from __future__ import annotations

import builtins
import contextlib
import hashlib
import io
import itertools
import os
import random
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from autograder.box import models, shell
from autograder.box.mutables import changed_of, mutables_in, state_of, write_back
from autograder.box.pictures import pixels_of
from autograder.box.values import TEXT_LIMIT
from autograder.box.wire import (
    Channel,
    Encoder,
    Frame,
    Handle,
    Lent,
    Model,
    Raised,
    Unsendable,
)

_PRINTED_LIMIT = 64 * 1024


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
            "attribute": self._attribute,
            "item": self._item,
            "length": self._length,
            "iterate": self._iterate,
            "next": self._next,
            "model": self._model,
            "build": models.build,
            "weigh": self._weigh,
            "lend": self._lend_names,
            "restore": self._restore,
            "file": self._file,
            "pixels": pixels_of,
            "seed": self._seed,
        }
        self.replaced: dict[str, Any] = {}

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

    def _accept(self, stand_in: Handle | Lent | Model) -> Any:
        if type(stand_in) is Handle:
            return self.objects[stand_in.id]
        if type(stand_in) is Lent:
            return _Borrowed(self, stand_in.id)
        return stand_in

    # operations ----------------------------------------------------------------------------------

    def _run(self, source: bytes) -> dict[str, Any]:
        shell.checkpoints.clear()
        result = self.shell.run_cell(source.decode(), store_history=False)
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

    def _object(self, target: Any) -> Any:
        return self.shell.user_ns[target] if type(target) is str else target

    def _call(self, request: tuple[Any, list[Any], dict[str, Any]]) -> dict[str, Any]:
        target, arguments, keywords = request
        function = self._object(target)
        mutables = list(mutables_in([arguments, keywords]))
        before = [state_of(mutable) for mutable in mutables]
        with _captured() as printed:
            result = function(*arguments, **keywords)
        answer = {"result": result, "changed": changed_of(mutables, before)}
        if text := printed.getvalue():
            answer["printed"] = text[:_PRINTED_LIMIT]
        return answer

    def _attribute(self, request: tuple[Any, str]) -> Any:
        target, name = request
        return getattr(self._object(target), name)

    def _item(self, request: tuple[Any, Any]) -> Any:
        target, key = request
        return self._object(target)[key]

    def _length(self, target: Any) -> int:
        return len(self._object(target))

    def _iterate(self, target: Any) -> Handle:
        return self._lend(iter(self._object(target)))

    def _next(self, target: Any) -> dict[str, Any]:
        try:
            with _captured() as printed:
                item = next(self._object(target))
        except StopIteration as end:
            return {"done": end.value}
        answer = {"item": item}
        if text := printed.getvalue():
            answer["printed"] = text[:_PRINTED_LIMIT]
        return answer

    def _model(self, target: Any) -> Model | None:
        return models.describe(self._object(target))

    def _weigh(self, request: tuple[Any, list[Any]]) -> None:
        target, weights = request
        self._object(target).set_weights(weights)

    def _lend_names(self, names: dict[str, Any]) -> None:
        space = self.shell.user_ns
        for name, borrowed in names.items():
            self.replaced[name] = space.get(name, _ABSENT)
            space[name] = borrowed

    def _restore(self, _: None) -> None:
        space = self.shell.user_ns
        for name, own in self.replaced.items():
            if own is _ABSENT:
                space.pop(name, None)
            else:
                space[name] = own
        self.replaced.clear()

    def _file(self, request: tuple[str, bytes]) -> None:
        name, data = request
        path = Path.cwd() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _seed(self, seed: int) -> None:
        keras = sys.modules.get("keras")
        if keras is not None:
            keras.utils.set_random_seed(seed % 2**32)
        else:
            random.seed(seed)
            np.random.seed(seed % 2**32)  # noqa: NPY002 - students use the global generator too

    # the examiner's functions, borrowed ----------------------------------------------------------

    def ask(self, number: int, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """Calls a function of the examiner's from within a call of the student's.

        What it does to arrays and generators there is done to the student's own here.

        Raises:
            Exception: what the examiner's function raised, or a value could not cross.
        """
        request = next(self.asked)
        value = (number, list(arguments), keywords)
        self.channel.send(request, "ask", value, Encoder(self._lend))
        while (frame := self.channel.receive(self._accept)) is not None:
            if frame.op == "told":
                result, changed = frame.value
                write_back([list(arguments), keywords], changed)
                return result
            if frame.op == "untold":
                # The family of the error, so that a student's ``except`` works; Python's own only.
                raise getattr(builtins, str(frame.value), RuntimeError)
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


_ABSENT = object()
_FUNCTIONS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodWrapperType,
    np.ufunc,
)


class _Cut(io.StringIO):
    """A stream that forgets what goes beyond its limit."""

    def write(self, text: str) -> int:
        """Takes what there is room for, and claims to have taken all."""
        room = _PRINTED_LIMIT - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


@contextlib.contextmanager
def _captured() -> Iterator[io.StringIO]:
    """Within the block, what the student's code prints is kept for the examiner."""
    own, printed = sys.stdout, _Cut()
    sys.stdout = printed
    try:
        yield printed
    finally:
        sys.stdout = own


def _kind(value: Any) -> str:
    kind = type(value)
    if value is ...:
        return "ellipsis"
    if kind in _FUNCTIONS:
        return "function"
    if kind is types.ModuleType:
        return "module"
    if models.is_model(value):
        return "model"
    if hasattr(kind, "__next__"):
        return "generator"
    return "class" if isinstance(value, type) else "object"


def fingerprint(value: Any) -> str:
    """Tells a function whose code is still the skeleton's, and which module a module is."""
    if type(value) is types.ModuleType:
        return str(value.__name__)[:60]
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
