"""Names the idea that went wrong, when exactly one known misconception explains what came back.

The calls that a failed check made are replayed, in the examiner, against every misconception of the
assignment. A misconception explains them when it gives the student's results and not the
reference's. Two that explain equally well explain nothing: then the check speaks for itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.box.mutables import mutables_in, state_of
from autograder.box.wire import Raised
from autograder.course import Bundle, Misconception, Role
from autograder.examiner.conversation import Call, plain_copy
from autograder.examiner.handles import StudentFunction, is_handle
from autograder.notebook_code import names_that_hang_on

_TOLERANCE = 1e-6
_MOST_CALLS = 12


class Diagnosis:
    """The misconceptions of one bundle, ready to be compared with a student's results."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._spaces: dict[str, dict[str, Any]] = {}
        # By answers, not by questions: a bundle may ask fewer questions than it has ideas about.
        self._order = {
            cell.question: n for n, cell in enumerate(bundle.cells) if cell.role is Role.ANSWER
        }
        self._reach: dict[str, set[str]] = {}

    @property
    def reference(self) -> dict[str, Any]:
        """The names that the master defines."""
        return self._space(None)

    def explain(
        self, question: str, calls: list[Call], cleared: frozenset[str] = frozenset()
    ) -> Misconception | None:
        """The one misconception that gives these results, or None.

        Args:
            question: whose check failed; ideas of later questions cannot explain it.
            calls: what the check called, and what came back.
            cleared: earlier questions whose ideas need not be tried.
        """
        calls = calls[-_MOST_CALLS:]
        if not calls:
            return None
        ideas = [idea for idea in self._bundle.misconceptions if idea.question not in cleared]
        own = [idea for idea in ideas if idea.question == question]
        before = [idea for idea in ideas if self._order[idea.question] < self._order[question]]
        for candidates in (own, before):
            explaining = [
                idea
                for idea in candidates
                if self._concerns(idea, calls) and self._reproduces(idea, calls)
            ]
            # Asked last, for it may train a net, and most failures are explained by no idea.
            if explaining and self._reference_gives(calls):
                explaining = self._told_apart(explaining, calls)
            if explaining:
                return explaining[0] if len({idea.hint for idea in explaining}) == 1 else None
        return None

    def _told_apart(self, ideas: list[Misconception], calls: list[Call]) -> list[Misconception]:
        """Of ideas whose numbers are the reference's, those that differ from it in dtypes alone.

        Where the reference's dtypes are the student's as well, no idea explains the failure.
        """
        if self._reference_gives(calls, dtypes=True):
            return []
        return [idea for idea in ideas if self._reproduces(idea, calls, dtypes=True)]

    def _reference_gives(self, calls: list[Call], *, dtypes: bool = False) -> bool:
        reference = self._space(None)
        return all(_gives(reference, call, dtypes) for call in calls)

    def _concerns(self, idea: Misconception, calls: list[Call]) -> bool:
        """Whether the idea can change any of these calls; if none, it answers as the reference.

        That is known without a replay, which may train a net.
        """
        if idea.name not in self._reach:
            self._reach[idea.name] = names_that_hang_on(self._bundle, idea.question, [idea.source])
        return any(call.name in self._reach[idea.name] for call in calls)

    def _reproduces(self, idea: Misconception, calls: list[Call], *, dtypes: bool = False) -> bool:
        space = self._space(idea)
        return all(_gives(space, call, dtypes) for call in calls)

    def _space(self, idea: Misconception | None) -> dict[str, Any]:
        name = idea.name if idea else ""
        if name not in self._spaces:
            self._spaces[name] = reference_namespace(self._bundle, idea)
        return self._spaces[name]


def reference_namespace(bundle: Bundle, idea: Misconception | None = None) -> dict[str, Any]:
    """The names that the master defines, with one answer replaced by a misconception.

    Only code of ours runs here, never a student's.
    """
    space: dict[str, Any] = {"__name__": "reference"}
    if not bundle.cells:
        return space
    for cell in bundle.cells:
        if cell.role is Role.GIVEN:
            source = cell.source
        elif cell.role is Role.ANSWER:
            replaced = idea is not None and cell.question == idea.question
            source = idea.source if idea and replaced else bundle.answers[cell.id]
        else:
            continue
        lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
        exec(compile("\n".join(lines), f"<{cell.id}>", "exec"), space)  # noqa: S102 - our own code
    return space


def _gives(space: dict[str, Any], call: Call, dtypes: bool = False) -> bool:
    """Whether this namespace answers the call as the student's did, changed arguments included.

    Args:
        space: names with what they stand for.
        call: what was asked, and what came back.
        dtypes: whether arrays must be of the same dtype, too.
    """
    function = space.get(call.name)
    if not callable(function):
        return False
    arguments = [plain_copy(argument) for argument in call.arguments]
    keywords = {name: plain_copy(value) for name, value in call.keywords.items()}
    try:
        with np.errstate(all="ignore"):
            result = function(*arguments, **keywords)
    except Exception as error:  # noqa: BLE001 - a misconception may raise anything, as data
        return _same(Raised(type(error).__name__, ""), call.result)
    before = mutables_in([list(call.arguments), call.keywords])
    after = mutables_in([arguments, keywords])
    changed = {
        place: new
        for place, (old, new) in enumerate(zip(before, after, strict=True))
        if state_of(old) != state_of(new)
    }
    return _same(result, call.result, dtypes) and _same(changed, call.changed)


def _same(ours: Any, theirs: Any, dtypes: bool = False) -> bool:
    """Whether two results are the same answer, up to rounding."""
    try:
        return _alike(ours, theirs, dtypes)
    except Exception:  # noqa: BLE001 - what cannot be compared is not the same, whatever it is
        return False


def _alike(ours: Any, theirs: Any, dtypes: bool) -> bool:
    if isinstance(theirs, StudentFunction):
        # What a function does shows when it is called; that one came back is all there is to see.
        return callable(ours) and not hasattr(ours, "get_config")
    if is_handle(theirs):
        return _same_model(ours, theirs)
    if isinstance(theirs, np.random.Generator):
        return isinstance(ours, np.random.Generator) and state_of(ours) == state_of(theirs)
    if isinstance(ours, Raised) or isinstance(theirs, Raised):
        both = isinstance(ours, Raised) and isinstance(theirs, Raised)
        return both and ours.type_name == theirs.type_name
    if type(theirs) in (list, tuple):
        return (
            isinstance(ours, list | tuple)
            and len(ours) == len(theirs)
            and all(_same(a, b, dtypes) for a, b in zip(ours, theirs, strict=True))
        )
    if type(theirs) is dict:
        return (
            isinstance(ours, dict)
            and set(ours) == set(theirs)
            and all(_same(ours[key], theirs[key], dtypes) for key in theirs)
        )
    if _is_number(ours) and _is_number(theirs):
        first, second = np.asarray(ours), np.asarray(theirs)
        if dtypes and first.dtype != second.dtype:
            return False
        return first.shape == second.shape and bool(
            np.allclose(first, second, rtol=_TOLERANCE, atol=_TOLERANCE, equal_nan=True)
        )
    if isinstance(theirs, np.ndarray):
        return isinstance(ours, np.ndarray) and bool(np.array_equal(ours, theirs))
    return type(ours) is type(theirs) and bool(ours == theirs)


def _same_model(ours: Any, theirs: Any) -> bool:
    """Whether two Keras models are built alike: the same layers with the same settings."""
    try:
        return _layers(ours.get_config()) == _layers(theirs.get_config())
    except (AttributeError, KeyError, TypeError):
        return False


def _layers(config: dict[str, Any]) -> list[Any]:
    return [(layer["class_name"], _unnamed(layer["config"])) for layer in config["layers"]]


def _unnamed(config: Any) -> Any:
    """A layer's settings without the names that Keras counts up by itself."""
    if isinstance(config, dict):
        return {key: _unnamed(value) for key, value in config.items() if key != "name"}
    if isinstance(config, list | tuple):
        return [_unnamed(value) for value in config]
    return config


def _is_number(value: Any) -> bool:
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype.kind in "biufc"
    return isinstance(value, int | float | complex)
