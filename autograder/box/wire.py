"""The wire between the examiner and a box: frames of a JSON header and raw array bytes.

A frame is ``header length (4 bytes), body length (8 bytes), header, body``, both lengths checked
before anything is read. The header is JSON ``[id, op, value, sizes]``; the body is the raw bytes of
all arrays, cut at ``sizes``. Values are a closed set of tags, decoded by one ``if`` chain: no
pickle, no import, no name from the other side is ever looked up. Both ends use this module; the
examiner treats every frame that it reads as hostile.
"""

from __future__ import annotations

import json
import math
import socket
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

HEADER_LIMIT = 256 * 1024
BODY_LIMIT = 64 * 1024 * 1024
DEPTH_LIMIT = 16
TEXT_LIMIT = 300

_FRAME = struct.Struct(">IQ")
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
        kind: ``function``, ``class``, ``generator``, ``module``, ``ellipsis`` or ``object``.
        fingerprint: of a plain function's code, else the empty string.
    """

    id: int
    kind: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Lent:
    """The same in the other direction: an object of the examiner's that a box may only call."""

    id: int


KINDS = ("function", "class", "generator", "module", "ellipsis", "object")


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception as data: its type's name, a short text and the line in its cell."""

    type_name: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One message. ``value`` is decoded data."""

    id: int
    op: str
    value: Any


class Encoder:
    """Turns values into tags and buffers, by exact type.

    Args:
        lend: gives the ``Handle`` or ``Lent`` for an object that stays here; None refuses such.
    """

    def __init__(self, lend: Callable[[Any], Handle | Lent] | None = None) -> None:
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
        return self._other(value, depth)

    def _pair(self, key: Any, value: Any, depth: int) -> list[Any]:
        if isinstance(key, np.integer):
            key = int(key)
        if type(key) is not str and type(key) is not int:
            raise Unsendable(f"a dict key is of type {_type_name(key)}; use str or int")
        return [self.encode(key, depth), self.encode(value, depth + 1)]

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
        tensor = _as_array(value)
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


def _as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """The values of an eager tensor or a Keras variable, without importing TensorFlow for it."""
    if type(value).__module__.startswith(("tensorflow.", "keras.")):
        numpy = getattr(value, "numpy", None)
        if callable(numpy):
            return np.array(numpy())
    return None


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
        accept: gives the object for a ``Handle`` or ``Lent``; None leaves them as they are.
    """

    def __init__(
        self, buffers: list[memoryview], accept: Callable[[Handle | Lent], Any] | None = None
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
            return int(_exact(rest[0], str), 16)
        if tag == "f":
            return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[_exact(rest[0], str)]
        if tag == "c":
            real, imaginary = (self.decode(part) for part in rest)
            return complex(_exact(real, float), _exact(imaginary, float))
        if tag == "y":
            return bytes(self._buffer(rest[0]))
        if tag == "x":
            return _raised(*rest)
        if tag == "h":
            return self._accept(_handle(*rest))
        if tag == "k":
            return self._accept(Lent(_index(rest[0])))
        if tag == "r":
            return _generator(self.decode(rest[0], depth + 1))
        raise WireFault("unknown tag")

    def _accept(self, stand_in: Handle | Lent) -> Any:
        return stand_in if self.accept is None else self.accept(stand_in)

    def _buffer(self, index: Any) -> memoryview:
        return self.buffers[_index(index)]

    def _array(self, code: Any, shape: Any, order: Any, index: Any) -> np.ndarray[Any, Any]:
        dtype = _dtype(_exact(code, str))
        dimensions = [_index(n) for n in _exact(shape, list)]
        data = self._buffer(index)
        if len(dimensions) > 32 or order not in ("C", "F"):
            raise WireFault("malformed array")
        # Python's unbounded integers: a product that overflows would pass for a small one.
        if math.prod(dimensions) * dtype.itemsize != len(data):
            raise WireFault("an array's shape and bytes disagree")
        # A copy, so that the array owns its memory and may be written to.
        flat = np.frombuffer(data, dtype=dtype) if len(data) else np.empty(0, dtype)
        return flat.reshape(dimensions, order=order).copy(order="K")


def _exact(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise WireFault(f"expected {kind.__name__}")
    return value


def _index(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _PLAIN_INT:
        raise WireFault("expected a count")
    return value


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
    return Raised(_exact(type_name, str)[:80], _exact(text, str)[:TEXT_LIMIT], line)


def _handle(number: Any, kind: Any, fingerprint: Any) -> Handle:
    if kind not in KINDS:
        raise WireFault("a handle of unknown kind")
    return Handle(_index(number), kind, _exact(fingerprint, str)[:64])


_BIT_GENERATORS = {
    "PCG64": np.random.PCG64,
    "PCG64DXSM": np.random.PCG64DXSM,
    "MT19937": np.random.MT19937,
    "Philox": np.random.Philox,
    "SFC64": np.random.SFC64,
}


def _generator(state: Any) -> np.random.Generator:
    kind = _BIT_GENERATORS.get(_exact(_exact(state, dict).get("bit_generator"), str))
    if kind is None:
        raise WireFault("an unknown bit generator")
    bits = kind(0)
    bits.state = state
    return np.random.Generator(bits)


def arrays_in(value: Any) -> Iterator[np.ndarray[Any, Any]]:
    """Every array among arguments, in an order that both ends agree on."""
    if type(value) is np.ndarray:
        yield value
    elif type(value) in (list, tuple):
        for item in value:
            yield from arrays_in(item)
    elif type(value) is dict:
        for item in value.values():
            yield from arrays_in(item)


class Channel:
    """One end of a socket pair that carries frames."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def send(self, number: int, op: str, value: Any, encoder: Encoder) -> None:
        """Sends one frame.

        Raises:
            Unsendable: the value may not cross; nothing was sent.
            OSError: the other side is gone.
        """
        tree = encoder.encode(value)
        try:
            text = json.dumps([number, op, tree, [len(b) for b in encoder.buffers]])
        except RecursionError:
            raise Unsendable("the value is nested too deeply") from None
        header = text.encode("ascii")
        if len(header) > HEADER_LIMIT:
            raise Unsendable("the value has too many small parts; return an array instead")
        body = encoder.buffers
        start = _FRAME.pack(len(header), encoder.size) + header
        if encoder.size < 65536:
            self.connection.sendall(start + b"".join(body))
            return
        self.connection.sendall(start)
        for part in body:
            self.connection.sendall(part)

    def receive(self, accept: Callable[[Handle | Lent], Any] | None = None) -> Frame | None:
        """Reads one frame, or None where the other side has closed.

        Raises:
            WireFault: the frame breaks a rule.
        """
        start = self._read(_FRAME.size)
        if start is None:
            return None
        header_size, body_size = _FRAME.unpack(start)
        if header_size > HEADER_LIMIT or body_size > BODY_LIMIT:
            raise WireFault("a frame larger than the limit")
        header = self._read(header_size)
        if header is None:
            return None
        number, op, tree, sizes = parse_header(bytes(header), body_size)
        body = self._read(body_size)
        if body is None:
            return None
        cuts, position = [], 0
        for size in sizes:
            cuts.append(memoryview(body)[position : position + size])
            position += size
        return Frame(number, op, Decoder(cuts, accept).decode(tree))

    def _read(self, size: int) -> bytearray | None:
        data = bytearray(size)
        view, done = memoryview(data), 0
        while done < size:
            try:
                count = self.connection.recv_into(view[done:])
            except ConnectionError:
                return None
            if count == 0:
                return None
            done += count
        return data


def parse_header(header: bytes, body_size: int) -> tuple[int, str, Any, list[int]]:
    """The four parts of a frame's header, checked.

    Raises:
        WireFault: the header breaks a rule.
    """
    try:
        parsed = json.loads(header, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise WireFault("the header is not JSON") from None
    if type(parsed) is not list or len(parsed) != 4 or type(parsed[1]) is not str:
        raise WireFault("the header has the wrong parts")
    sizes = [_index(size) for size in _exact(parsed[3], list)]
    if sum(sizes) != body_size:
        raise WireFault("the body's size and its parts disagree")
    return _index(parsed[0]), parsed[1], parsed[2], sizes


def _no_constant(name: str) -> Any:
    raise WireFault(f"a number that is not JSON: {name}")
