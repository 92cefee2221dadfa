"""Values on the wire: a closed set of tags for plain data, and the two ways across.

Encoding is by exact type, decoding by one ``if`` chain: no pickle, no import, and no name from the
other side is ever looked up. Whoever decodes treats every tag as hostile.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

BODY_LIMIT = 64 * 1024 * 1024
DEPTH_LIMIT = 16
TEXT_LIMIT = 300

_PLAIN_INT = 2**53

_NUMERIC = ("?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16")
_UNITS = ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as")
DTYPES: dict[str, np.dtype[Any]] = {
    np.dtype(order + code).str: np.dtype(order + code)
    for code in (*_NUMERIC, *(f"{kind}8[{unit}]" for kind in "mM" for unit in _UNITS))
    for order in "<>"
}
"""Every array dtype that may cross, by its ``dtype.str``, beside fixed-width strings."""

_TEXT_WIDTH_LIMIT = 1_000_000


class WireFault(Exception):
    """A frame that breaks the rules: the box that sent it is killed."""


class Unsendable(Exception):
    """A value that may not cross. The text is a sentence for whoever made the value."""


@dataclass(frozen=True, slots=True)
class Handle:
    """Stands for an object that stays where it is.

    Attributes:
        id: the owner's number for the object.
        kind: one of ``KINDS``.
        fingerprint: of a plain function's code, a module's name, else the empty string.
    """

    id: int
    kind: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Lent:
    """The same in the other direction: an object of the examiner's that a box may only call."""

    id: int


KINDS = ("function", "class", "generator", "module", "model", "ellipsis", "object")


@dataclass(frozen=True, slots=True)
class Model:
    """A Keras model as data: what describes it, its weights, and how it is to be trained.

    Attributes:
        kind: ``Sequential`` or ``Functional``.
        config: as ``get_config`` gives it, plain data only.
        weights: as ``get_weights`` gives them.
        training: as ``get_compile_config`` gives it, or None.
    """

    kind: str
    config: dict[str, Any]
    weights: list[Any]
    training: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception as data: its type's name, a short text and the line in its cell."""

    type_name: str
    text: str
    line: int | None = None


class Encoder:
    """Turns values into tags and buffers, by exact type.

    Args:
        lend: gives the ``Handle``, ``Lent`` or ``Model`` for an object that stays here; None
            refuses such.
    """

    def __init__(self, lend: Callable[[Any], Handle | Lent | Model] | None = None) -> None:
        self.lend = lend
        self.buffers: list[Any] = []
        self.size = 0

    def encode(self, value: Any, depth: int = 0) -> Any:
        """The tag tree of ``value``.

        Raises:
            Unsendable: it is too deep, too big or of a kind that may not cross.
        """
        if depth > DEPTH_LIMIT:
            raise Unsendable("the value is nested too deeply (or contains itself)")
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is int:
            return value if -_PLAIN_INT < value < _PLAIN_INT else ["i", hex(value)]
        if kind is float:
            return value if math.isfinite(value) else ["f", repr(value)]
        if kind is complex:
            return ["c", self.encode(value.real), self.encode(value.imag)]
        if kind is bytes:
            return ["y", self._keep(value)]
        if kind is np.ndarray:
            return self._array(value)
        if isinstance(value, np.generic):
            return ["g", *self._array(np.asarray(value))[1:]]
        if kind in (list, tuple, set):
            tag = "l" if kind is list else "t" if kind is tuple else "s"
            return [tag, *(self.encode(item, depth + 1) for item in value)]
        if kind is dict:
            return ["d", *(self._pair(key, item, depth) for key, item in value.items())]
        if kind is Raised:
            return ["x", value.type_name, value.text, value.line]
        if kind is np.random.Generator:
            return ["r", *self._generator(value, depth)]
        if kind is slice:
            return ["S", *(self._end(part) for part in (value.start, value.stop, value.step))]
        return self._other(value, depth)

    def _pair(self, key: Any, value: Any, depth: int) -> list[Any]:
        # A subclass is sent as what it holds, as elsewhere: `np.unique` of letters gives `np.str_`.
        if isinstance(key, str):
            key = str.__str__(key)
        elif isinstance(key, np.integer):
            key = int(key)
        if type(key) is not str and type(key) is not int:
            raise Unsendable(f"a dict key is of type {_type_name(key)}; use str or int")
        return [self.encode(key, depth), self.encode(value, depth + 1)]

    def _end(self, part: Any) -> Any:
        if part is None or isinstance(part, np.integer | int):
            return self.encode(None if part is None else int(part))
        raise Unsendable(f"a slice holds a {_type_name(part)}; use whole numbers")

    def _generator(self, value: np.random.Generator, depth: int) -> list[Any]:
        state = value.bit_generator.state
        return [self.encode(_plain_state(state), depth + 1)]

    def _array(self, value: np.ndarray[Any, Any]) -> list[Any]:
        code = value.dtype.str
        if value.dtype.kind not in "US" and code not in DTYPES:
            raise Unsendable(f"an array of dtype {value.dtype} may not cross; use a numeric dtype")
        fortran = value.flags.f_contiguous and not value.flags.c_contiguous
        data = value.tobytes(order="F" if fortran else "C")
        return ["a", code, list(value.shape), "F" if fortran else "C", self._keep(data)]

    def _keep(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > BODY_LIMIT:
            raise Unsendable(f"the value is larger than {BODY_LIMIT >> 20} MiB")
        self.buffers.append(data)
        return len(self.buffers) - 1

    def _other(self, value: Any, depth: int) -> Any:
        # Subclasses are sent as the plain data they hold, read with the base type's own methods,
        # so that nothing which a subclass overrides gets a say.
        if isinstance(value, np.ndarray):
            return self._array(np.asarray(value))
        for base, plain in _PLAIN:
            if isinstance(value, base):
                return self.encode(plain(value), depth)
        if type(value) is Model:
            parts = (value.kind, value.config, value.weights, value.training)
            return ["m", *(self.encode(part, depth) for part in parts)]
        table = _as_table(value)
        if table is not None:
            return ["P", *(self.encode(part, depth + 1) for part in table)]
        tensor = as_array(value)
        if tensor is not None:
            return self.encode(tensor, depth)
        if type(value) is Handle:
            return ["h", value.id, value.kind, value.fingerprint]
        if type(value) is Lent:
            return ["k", value.id]
        if self.lend is None:
            raise Unsendable(f"a value of type {_type_name(value)} may not cross")
        return self.encode(self.lend(value), depth)


_PLAIN: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (int, lambda v: int.__add__(v, 0)),
    (float, float.__float__),
    (complex, lambda v: complex.__add__(v, 0j)),
    (str, str.__str__),
    (bytes, lambda v: bytes.__add__(v, b"")),
    (list, lambda v: list(list.__iter__(v))),
    (tuple, lambda v: tuple(tuple.__iter__(v))),
    (dict, lambda v: dict(dict.items(v))),
    (set, lambda v: set(set.__iter__(v))),
    (range, list),
)


def _type_name(value: Any) -> str:
    return str(type.__getattribute__(type(value), "__name__"))[:80]


def as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """The values of an eager tensor or a Keras variable, without importing TensorFlow for it."""
    if type(value).__module__.startswith(("tensorflow.", "keras.")):
        numpy = getattr(value, "numpy", None)
        if callable(numpy):
            return np.array(numpy())
    return None


def _as_table(value: Any) -> tuple[Any, ...] | None:
    """A DataFrame or Series as ``(kind, names, columns, index, index name)``, or None."""
    pandas = sys.modules.get("pandas")
    if pandas is None or type(value) not in (pandas.DataFrame, pandas.Series):
        return None
    index_name = _label(value.index.name)
    rows = _column(value.index)
    if type(value) is pandas.Series:
        return ("series", [_label(value.name)], [_column(value)], rows, index_name)
    columns = [_column(value.iloc[:, place]) for place in range(value.shape[1])]
    return ("frame", [_label(name) for name in value.columns], columns, rows, index_name)


def _label(name: Any) -> str | int | None:
    if isinstance(name, np.integer):
        return int(name)
    if name is None or type(name) in (str, int):
        return name  # type: ignore[no-any-return]
    raise Unsendable(f"a column or index is named by a {_type_name(name)}; use str")


def _column(column: Any) -> np.ndarray[Any, Any] | list[Any]:
    data: np.ndarray[Any, Any] = np.asarray(column.to_numpy())
    if data.dtype.kind != "O":
        return data
    items: list[Any] = data.tolist()
    if all(type(item) is str for item in items) and items:
        return np.array(items, dtype=np.str_)
    if all(item is None or type(item) in (str, bool, int, float) for item in items):
        return items
    raise Unsendable("a column holds objects that are not plain data")


def _plain_state(state: Any) -> Any:
    """A bit generator's state with arrays and numpy integers, in plain dicts."""
    if isinstance(state, dict):
        return {str(key): _plain_state(item) for key, item in state.items()}
    if isinstance(state, np.integer):
        return int(state)
    return state


class Decoder:
    """Turns tags and buffers back into values. Treats both as hostile.

    Args:
        buffers: the body, cut.
        accept: gives the object for a ``Handle``, ``Lent`` or ``Model``; None leaves them as they
            are.
    """

    def __init__(
        self,
        buffers: list[memoryview],
        accept: Callable[[Handle | Lent | Model], Any] | None = None,
    ) -> None:
        self.buffers = buffers
        self.accept = accept

    def decode(self, tree: Any, depth: int = 0) -> Any:
        """The value of a tag tree.

        Raises:
            WireFault: the tree breaks a rule of this module.
        """
        if depth > DEPTH_LIMIT + 2:
            raise WireFault("nested too deeply")
        if tree is None or type(tree) in (bool, str, int, float):
            return tree
        if type(tree) is not list or not tree or type(tree[0]) is not str:
            raise WireFault("not a tagged value")
        tag, rest = tree[0], tree[1:]
        try:
            return self._tagged(tag, rest, depth)
        except (ValueError, TypeError, LookupError, OverflowError) as error:
            raise WireFault(f"malformed {tag[:1]!r} value") from error

    def _tagged(self, tag: str, rest: list[Any], depth: int) -> Any:
        if tag in ("l", "t", "s"):
            items = [self.decode(item, depth + 1) for item in rest]
            return items if tag == "l" else tuple(items) if tag == "t" else set(items)
        if tag == "d":
            return {_key(self.decode(k)): self.decode(v, depth + 1) for k, v in rest}
        if tag == "a":
            return self._array(*rest)
        if tag == "g":
            return self._array(*rest)[()]
        if tag == "i":
            return int(exact(rest[0], str), 16)
        if tag == "f":
            return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[exact(rest[0], str)]
        if tag == "c":
            real, imaginary = (self.decode(part) for part in rest)
            return complex(exact(real, float), exact(imaginary, float))
        if tag == "y":
            return bytes(self._buffer(rest[0]))
        if tag == "x":
            return _raised(*rest)
        if tag == "h":
            return self._accept(_handle(*rest))
        if tag == "k":
            return self._accept(Lent(as_count(rest[0])))
        if tag == "r":
            return _generator(self.decode(rest[0], depth + 1))
        if tag == "S":
            return slice(*(_end(self.decode(part)) for part in _three(rest)))
        if tag == "P":
            return _table(*(self.decode(part, depth + 1) for part in rest))
        if tag == "m":
            return self._accept(_model(*(self.decode(part, depth) for part in rest)))
        raise WireFault("unknown tag")

    def _accept(self, stand_in: Handle | Lent | Model) -> Any:
        return stand_in if self.accept is None else self.accept(stand_in)

    def _buffer(self, index: Any) -> memoryview:
        return self.buffers[as_count(index)]

    def _array(self, code: Any, shape: Any, order: Any, index: Any) -> np.ndarray[Any, Any]:
        dtype = _dtype(exact(code, str))
        dimensions = [as_count(n) for n in exact(shape, list)]
        data = self._buffer(index)
        if len(dimensions) > 32 or order not in ("C", "F"):
            raise WireFault("malformed array")
        # Python's unbounded integers: a product that overflows would pass for a small one.
        if math.prod(dimensions) * dtype.itemsize != len(data):
            raise WireFault("an array's shape and bytes disagree")
        # A copy, so that the array owns its memory and may be written to.
        flat = np.frombuffer(data, dtype=dtype) if len(data) else np.empty(0, dtype)
        return flat.reshape(dimensions, order=order).copy(order="K")


def exact(value: Any, kind: type) -> Any:
    """``value``, if it is of exactly this type.

    Raises:
        WireFault: it is not.
    """
    if type(value) is not kind:
        raise WireFault(f"expected {kind.__name__}")
    return value


def as_count(value: Any) -> int:
    """``value``, if it is a count that a float could hold.

    Raises:
        WireFault: it is not.
    """
    if type(value) is not int or not 0 <= value < _PLAIN_INT:
        raise WireFault("expected a count")
    return value


def _three(parts: list[Any]) -> list[Any]:
    if len(parts) != 3:
        raise WireFault("a slice without its three parts")
    return parts


def _end(value: Any) -> int | None:
    return None if value is None else int(exact(value, int))


def _key(value: Any) -> str | int:
    if type(value) is not str and type(value) is not int:
        raise WireFault("a dict key is neither str nor int")
    return value


def _dtype(code: str) -> np.dtype[Any]:
    known = DTYPES.get(code)
    if known is not None:
        return known
    if code[:2] in ("<U", ">U", "|S") and code[2:].isascii() and code[2:].isdigit():
        width = int(code[2:])
        if len(code) < 10 and width <= _TEXT_WIDTH_LIMIT:
            return np.dtype(f"{code[:2]}{width}")
    raise WireFault("a dtype that may not cross")


def _raised(type_name: Any, text: Any, line: Any) -> Raised:
    if type(line) is not int or not 0 < line < 10_000_000:
        line = None
    return Raised(_clean(type_name)[:80], _clean(text)[:TEXT_LIMIT], line)


def _clean(text: Any) -> str:
    """Text that can be written anywhere: half characters and controls become question marks."""
    whole = exact(text, str).encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c in "\n\t" else "?" for c in whole)


def _handle(number: Any, kind: Any, fingerprint: Any) -> Handle:
    if kind not in KINDS:
        raise WireFault("a handle of unknown kind")
    return Handle(as_count(number), kind, exact(fingerprint, str)[:64])


def _model(kind: Any, config: Any, weights: Any, training: Any) -> Model:
    if kind not in ("Sequential", "Functional"):
        raise WireFault("a model of unknown kind")
    if any(type(part) is not np.ndarray for part in exact(weights, list)):
        raise WireFault("a weight that is no array")
    if training is not None:
        exact(training, dict)
    return Model(kind, exact(config, dict), weights, training)


def _table(kind: Any, names: Any, columns: Any, rows: Any, index_name: Any) -> Any:
    pandas = sys.modules.get("pandas")
    if pandas is None or kind not in ("series", "frame") or type(rows) not in (np.ndarray, list):
        raise WireFault("a table that cannot be read here")
    for name in (*exact(names, list), index_name):
        if name is not None and type(name) not in (str, int):
            raise WireFault("a table's label is neither str nor int")
    for column in exact(columns, list):
        if type(column) not in (np.ndarray, list) or len(column) != len(rows):
            raise WireFault("a table's columns differ in length")
        if type(column) is np.ndarray and column.ndim != 1:
            raise WireFault("a table's column has more than one axis")
    if len(names) != len(columns) or (kind == "series" and len(columns) != 1):
        raise WireFault("a table's labels and columns disagree")
    index_of_rows = pandas.Index(rows, name=index_name)
    if kind == "series":
        return pandas.Series(columns[0], index=index_of_rows, name=names[0])
    table = pandas.DataFrame(dict(enumerate(columns)), index=index_of_rows)
    table.columns = names
    return table


_BIT_GENERATORS = {
    "PCG64": np.random.PCG64,
    "PCG64DXSM": np.random.PCG64DXSM,
    "MT19937": np.random.MT19937,
    "Philox": np.random.Philox,
    "SFC64": np.random.SFC64,
}


def _generator(state: Any) -> np.random.Generator:
    kind = _BIT_GENERATORS.get(exact(exact(state, dict).get("bit_generator"), str))
    if kind is None:
        raise WireFault("an unknown bit generator")
    bits = kind(0)
    bits.state = state
    return np.random.Generator(bits)
