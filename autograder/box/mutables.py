"""Arrays and generators among arguments: what a call at one end changed is changed at the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.box.values import as_array

Mutable = np.ndarray[Any, Any] | np.random.Generator


def mutables_in(value: Any) -> Iterator[Mutable]:
    """Every array and generator among arguments, in an order that both ends agree on.

    What crosses as an array counts as one, and what crosses as a list as a list: one end sees a
    tensor or a named tuple where the other sees plain data.
    """
    if isinstance(value, np.ndarray) or type(value) is np.random.Generator:
        yield value
    elif isinstance(value, list | tuple):
        for item in tuple(value):
            yield from mutables_in(item)
    elif isinstance(value, dict):
        for item in tuple(value.values()):
            yield from mutables_in(item)
    elif (tensor := as_array(value)) is not None:
        yield tensor


def changed_of(mutables: list[Mutable], before: list[Any]) -> dict[int, Mutable]:
    """Which of the arrays and generators have changed, by their place.

    Args:
        mutables: as ``mutables_in`` gave them.
        before: their states before.
    """
    return {
        place: mutable
        for place, (mutable, old) in enumerate(zip(mutables, before, strict=True))
        if state_of(mutable) != old
    }


def write_back(arguments: Any, changed: dict[int, Any]) -> None:
    """Does to this end's arguments what a call did to their copies at the other end."""
    for place, old in enumerate(mutables_in(arguments)):
        new = changed.get(place)
        if isinstance(old, np.random.Generator):
            if type(new) is np.random.Generator and (
                type(new.bit_generator) is type(old.bit_generator)
            ):
                old.bit_generator.state = new.bit_generator.state
        elif type(new) is np.ndarray and (old.shape, old.dtype) == (new.shape, new.dtype):
            if old.flags.writeable:
                old[...] = new


def state_of(value: Mutable) -> Any:
    """Something that differs after the array or the generator has changed."""
    return value.tobytes() if isinstance(value, np.ndarray) else str(value.bit_generator.state)
