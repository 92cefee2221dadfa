"""What a test holds instead of a student's object: a handle that asks the box.

A handle can be called, iterated or have its attributes read. It cannot be compared or converted:
whatever a student's object claims about itself would be the student's word. Only plain data
crosses, and only that is judged.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any, NoReturn, Protocol

import numpy as np

from autograder.box.mutables import write_back
from autograder.box.wire import Handle, Model, Raised
from autograder.examiner.conversation import (
    Call,
    Conversation,
    StudentRaised,
    Unusable,
    plain_copy,
)
from autograder.examiner.models import fault_of
from autograder.sandbox import patience_for

_ASKED_OF_OWN_MODELS = ("predict", "fit", "compile", "get_weights", "set_weights")
"""What a model that speaks for itself may be asked: values that a test judges, never a verdict."""

_MODULES = ("numpy", "math", "random", "pandas", "keras", "keras.ops", "keras.layers", "scipy")


class Rooms(Protocol):
    """Where models without student code are rebuilt."""

    def neutral(self) -> Workshop:
        """The neutral box, opened when it is first needed."""

    def seed(self, seed: int) -> None:
        """Seeds the neutral box, if it is open."""


class Workshop:
    """Makes handles for what one box sends, and knows what a call may take.

    Args:
        conversation: with the box that owns the objects.
        seconds: CPU seconds that one call may take.
        journal: where calls of named functions are noted for the diagnosis.
        rooms: where models are rebuilt; None leaves them where they are.
    """

    def __init__(
        self,
        conversation: Conversation,
        seconds: float,
        journal: list[Call],
        rooms: Rooms | None = None,
    ) -> None:
        self.conversation = conversation
        self.seconds = seconds
        self.journal = journal
        self.rooms = rooms
        self._idle_before = conversation.box.idle_seconds
        conversation.wrap = self.wrap
        conversation.unwrap = self.unwrap

    def ask(self, op: str, value: Any) -> Any:
        """One request to the box.

        A check with many calls shares one patience: calls that each wait a little add up.
        """
        if self.rooms is None:
            return self.conversation.ask(op, value, self.seconds)
        idle = self.conversation.box.idle_seconds - self._idle_before
        left = patience_for(3 * self.seconds) - idle
        patience = max(0.1, min(patience_for(self.seconds), left))
        return self.conversation.ask(op, value, self.seconds, patience)

    def named(self, name: str, kind: str) -> Any:
        """What a test gets for a name of the student's: data as data, the rest as a handle."""
        if kind == "function":
            return StudentFunction(self, name, name)
        if kind == "class":
            return StudentClass(self, name, name)
        return self.ask("get", name)

    def wrap(self, stand_in: Handle | Model | Any) -> Any:
        """The handle, or our own module, for something that stayed in the box."""
        if type(stand_in) is not Handle:
            raise Unusable("something came back that a test cannot hold")
        kind = stand_in.kind
        if kind == "module":
            if stand_in.fingerprint in _MODULES and stand_in.fingerprint in sys.modules:
                return sys.modules[stand_in.fingerprint]
            raise Unusable(f"a module came back ({stand_in.fingerprint}); return data instead")
        if kind == "ellipsis":
            return ...
        handle = _KINDS.get(kind, StudentObject)
        return handle(self, stand_in, f"a {kind} of yours")

    def unwrap(self, value: Any) -> Any:
        """What the box is sent for one of our handles or one of our own Keras models."""
        if isinstance(value, StudentModel):
            return value.as_argument_for(self)
        if isinstance(value, _StudentThing):
            return value.given_back(self)
        keras = sys.modules.get("keras")
        if keras is not None and isinstance(value, keras.Model):
            return self._send_model(value)
        return None

    def _send_model(self, model: Any) -> Handle:
        from autograder.box.models import describe

        description = describe(model)
        if description is None:
            raise TypeError("a test can lend sequential and functional Keras models only")
        built = self.ask("build", description)
        assert isinstance(built, StudentModel)
        return built.given_back(self)


class _StudentThing:
    """What all handles share: an owner, a target, and the refusal to pretend to be data."""

    def __init__(self, workshop: Workshop, target: str | Handle, name: str) -> None:
        self._workshop = workshop
        self._target = target
        self._name = name

    def given_back(self, workshop: Workshop) -> Handle:
        """The stand-in that its own box knows it by.

        Raises:
            Unusable: it belongs to another box.
        """
        if workshop is not self._workshop and workshop.conversation is not (
            self._workshop.conversation
        ):
            raise Unusable("an object was handed from one box to another")
        if isinstance(self._target, str):
            # A name is resolved by the box at the moment it is used.
            found = self._workshop.conversation.ask_raw("get", self._target, 10.0)
            if type(found) is Handle:
                return found
            raise Unusable(f"`{self._target}` is no function any more")
        return self._target

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError(
            f"`{self._name}` is a handle on a student's object: a test may call it and judge "
            "what comes back, but not compare, convert or look into it"
        )

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __array__ = __bool__ = __float__ = __int__ = __index__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __matmul__ = _refuse
    __truediv__ = __rtruediv__ = __neg__ = __abs__ = __contains__ = _refuse
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Not the student's repr: nobody should print or compare that."""
        return f"<handle on {self._name}>"

    def _call(self, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        workshop = self._workshop
        named = isinstance(self._target, str)
        kept: tuple[Any, Any] = ((), {})
        if named:
            kept = (plain_copy(arguments), plain_copy(keywords))
        request = (self._target, list(arguments), keywords)
        try:
            answer = workshop.ask("call", request)
        except StudentRaised as error:
            if named:
                workshop.journal.append(Call(self._name, *kept, error.raised, {}))
            raise
        result, changed = _parts(answer)
        if named:
            workshop.journal.append(Call(self._name, *kept, plain_copy(result), changed))
        write_back([list(arguments), keywords], changed)
        return result


class StudentFunction(_StudentThing):
    """A function or method of the student's. Calling it is all that can be done with it."""

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """The student's result. What the call changed in place is changed here too."""
        return self._call(arguments, keywords)

    __iter__ = __len__ = __getitem__ = _StudentThing._refuse  # noqa: SLF001 - our own base


class StudentObject(_StudentThing):
    """An instance of the student's: attributes are read, methods called, items looked up."""

    def __getattr__(self, name: str) -> Any:
        """An attribute, as data or as a handle."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self._workshop.ask("attribute", (self._target, name))

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Calls an instance that can be called."""
        return self._call(arguments, keywords)

    def __getitem__(self, key: Any) -> Any:
        """One item."""
        return self._workshop.ask("item", (self._target, key))

    def __len__(self) -> int:
        """How many items."""
        length = self._workshop.ask("length", self._target)
        if type(length) is not int or length < 0:
            raise Unusable("a length came back that is none")
        return length

    def __iter__(self) -> Iterator[Any]:
        """Advances an iterator in the box."""
        return iter(self._workshop.wrap(_handle_of(self._workshop, "iterate", self._target)))


class StudentClass(StudentFunction):
    """A class of the student's: calling it constructs."""


class StudentIterator(StudentObject):
    """A generator or iterator of the student's, advanced one item at a time."""

    def __iter__(self) -> StudentIterator:
        """Itself."""
        return self

    def __next__(self) -> Any:
        """The next item.

        Raises:
            StopIteration: there is none.
        """
        answer = self._workshop.ask("next", self._target)
        if type(answer) is dict and "done" in answer:
            raise StopIteration(answer["done"])
        if type(answer) is not dict or "item" not in answer:
            raise Unusable("an iterator gave an answer of the wrong form")
        _print(answer.get("printed"))
        return answer["item"]


class StudentModel(_StudentThing):
    """A Keras model of the student's, rebuilt from its description where no student code is.

    Every attribute and method is that of the ordinary Keras model in the neutral box. A model with
    layers of the student's own stays where it is.
    """

    def __init__(self, workshop: Workshop, target: str | Handle, name: str) -> None:
        super().__init__(workshop, target, name)
        self._own: StudentObject | None = None
        self._description: Model | None = None

    def _object(self) -> StudentObject:
        if self._own is None:
            rebuilt = self._rebuilt()
            if rebuilt is None:
                rebuilt = StudentObject(self._workshop, self._target, self._name)
            self._own = rebuilt
        return self._own

    def _rebuilt(self) -> StudentObject | None:
        rooms = self._workshop.rooms
        if rooms is None:
            return None
        description = self._workshop.ask("model", self._target)
        if type(description) is not Model or fault_of(description) is not None:
            return None
        self._description = description
        neutral = rooms.neutral()
        built = neutral.ask("build", description)
        assert isinstance(built, StudentModel)
        return StudentObject(neutral, built.given_back(neutral), self._name)

    def as_argument_for(self, workshop: Workshop) -> Handle:
        """The student's own model, with whatever weights ours was trained to meanwhile."""
        if workshop is self._workshop and self._description is not None:
            assert self._own is not None
            weights = self._own.get_weights()
            if not _equal_weights(weights, self._description.weights):
                workshop.ask("weigh", (self._target, weights))
        return self.given_back(workshop)

    def __getattr__(self, name: str) -> Any:
        """What the Keras model has by this name."""
        if name.startswith("_"):
            raise AttributeError(name)
        own = self._object()
        if self._description is None and name not in _ASKED_OF_OWN_MODELS:
            raise Unusable(
                f"the model is not built from Keras's own layers alone, so it can be asked to "
                f"predict, but not for its `{name}`"
            )
        return getattr(own, name)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Calls the model."""
        return self._object()(*arguments, **keywords)


_KINDS: dict[str, type[_StudentThing]] = {
    "function": StudentFunction,
    "class": StudentClass,
    "generator": StudentIterator,
    "model": StudentModel,
    "object": StudentObject,
}


def _handle_of(workshop: Workshop, op: str, target: Any) -> Handle:
    found = workshop.conversation.ask_raw(op, target, workshop.seconds)
    if type(found) is not Handle:
        raise Unusable("an iterator gave an answer of the wrong form")
    return found


def _equal_weights(ours: Any, theirs: list[Any]) -> bool:
    return (
        type(ours) is list
        and len(ours) == len(theirs)
        and all(np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True))
    )


def _parts(answer: Any) -> tuple[Any, dict[int, Any]]:
    if type(answer) is not dict or not {"result", "changed"} <= set(answer):
        raise Unusable("the call gave an answer of the wrong form")
    changed = answer["changed"]
    if type(changed) is not dict:
        raise Unusable("the call gave an answer of the wrong form")
    _print(answer.get("printed"))
    return answer["result"], changed


def _print(text: Any) -> None:
    """Prints what the student's code printed, so that a test which listens can hear it."""
    if type(text) is str:
        with contextlib.suppress(UnicodeEncodeError):
            sys.stdout.write(text)


def is_handle(value: Any) -> bool:
    """Whether this stands for something in a box."""
    return isinstance(value, _StudentThing)


__all__ = [
    "Raised",
    "Rooms",
    "StudentClass",
    "StudentFunction",
    "StudentIterator",
    "StudentModel",
    "StudentObject",
    "Workshop",
    "is_handle",
]
