"""What a wrong answer is known by: the same for all whose code gives the same wrong numbers."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from autograder.box.wire import Raised
from autograder.examiner.conversation import Call

_LENGTH = 16
_DIGITS = 5
"""Significant digits: two ways to write one sum differ in the last few."""

_NOTHING = 1e-12


def likeness(calls: Iterable[Call]) -> str:
    """A short hash of what came back; the empty string where nothing was asked.

    Args:
        calls: of one check, with inputs that are the same for everybody.
    """
    digest = hashlib.sha256()
    some = False
    for call in calls:
        some = True
        for piece in _pieces([call.name, call.result, call.changed]):
            digest.update(piece)
            digest.update(b"\0")
    return digest.hexdigest()[:_LENGTH] if some else ""


def _pieces(value: Any) -> Iterator[bytes]:
    if isinstance(value, np.ndarray | np.generic):
        yield from _numbers(np.asarray(value))
    elif type(value) is Raised:
        # Its text may quote the student's own names.
        yield b"raised " + value.type_name.encode("utf-8", "replace")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key).encode("utf-8", "replace")
            yield from _pieces(item)
    elif isinstance(value, list | tuple):
        yield f"{type(value).__name__} {len(value)}".encode()
        for item in value:
            yield from _pieces(item)
    elif isinstance(value, float | complex) and not isinstance(value, bool):
        yield from _numbers(np.asarray(value))
    elif isinstance(value, int):
        # In hexadecimal: the decimal digits of a huge one are refused.
        yield f"{type(value).__name__} {value:x}".encode()
    elif isinstance(value, str):
        yield f"text {value}".encode("utf-8", "replace")
    else:
        yield type(value).__name__.encode("utf-8", "replace")


def _numbers(values: np.ndarray[Any, Any]) -> Iterator[bytes]:
    yield f"{values.dtype.kind} {values.shape}".encode()
    if values.dtype.kind == "c":
        yield from _numbers(values.real)
        yield from _numbers(values.imag)
    elif values.dtype.kind != "f":
        yield np.ascontiguousarray(values).tobytes()
    else:
        whole = np.asarray(values, np.float64)
        finite = np.isfinite(whole)
        # What is as good as nothing is nothing: there the last digits are all that there is.
        some = finite & (np.abs(whole) > _NOTHING)
        mantissa, exponent = np.frexp(np.where(some, whole, 0.0))
        scale = 2.0 ** math.ceil(_DIGITS * math.log2(10))
        with np.errstate(all="ignore"):
            yield (np.ldexp(np.rint(mantissa * scale), exponent) + 0.0).tobytes()
        yield np.where(finite, 0, np.where(np.isnan(whole), 1, np.sign(whole))).tobytes()
