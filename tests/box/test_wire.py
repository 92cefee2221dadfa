"""The wire carries data and nothing else, whatever is written on it."""

from __future__ import annotations

import json
import math
import socket
import struct
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.box import values
from autograder.box.wire import (
    BODY_LIMIT,
    HEADER_LIMIT,
    Channel,
    Decoder,
    Encoder,
    Handle,
    Raised,
    Unsendable,
    WireFault,
    parse_header,
)

_DTYPES = st.sampled_from([d for d in values.DTYPES.values() if d.kind not in "mM"])
_ARRAYS = _DTYPES.flatmap(lambda d: hnp.arrays(d, hnp.array_shapes(min_dims=0, min_side=0)))
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
)
VALUES = st.recursive(
    _SCALARS | _ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=4)
    ),
    max_leaves=12,
)


def _round_trip(value: Any) -> Any:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Channel(ours).send(7, "op", value, Encoder())
        frame = Channel(theirs).receive()
    assert frame is not None
    assert (7, "op") == (frame.id, frame.op)
    return frame.value


def _alike(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return (a.dtype, a.shape) == (b.dtype, b.shape) and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(_alike(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(_alike(a[key], b[key]) for key in a)
    if isinstance(a, float):
        return struct.pack("d", a) == struct.pack("d", b) or (math.isnan(a) and math.isnan(b))
    if isinstance(a, complex):
        return _alike(a.real, b.real) and _alike(a.imag, b.imag)
    return bool(a == b)


@given(VALUES)
@settings(max_examples=300, deadline=None)
def test_what_goes_in_comes_out(value: Any) -> None:
    """Every plain value survives the wire, type and bits."""
    assert _alike(value, _round_trip(value))


@pytest.mark.parametrize(
    "value",
    [
        -0.0,
        2**4096,
        "lone \ud800 surrogate",
        np.float32("nan"),
        np.array("word"),
        np.array([b"ab", b"c"]),
        np.datetime64("2020-02-29", "D"),
        np.arange(6, dtype=">i4"),
        {1, 2},
        np.arange(12.0).reshape(3, 4)[:, ::2],
        slice(3, None),
        (slice(2, 2**60, -1), slice(None)),
    ],
    ids=repr,
)
def test_odd_values_survive(value: Any) -> None:
    """Values that naive encodings lose."""
    back = _round_trip(value)
    assert type(value) is type(back)
    if isinstance(value, np.ndarray):
        assert value.dtype == back.dtype
        np.testing.assert_array_equal(value, back)
    else:
        assert repr(value) == repr(back)


@pytest.mark.parametrize("end", ["3", 2.5, np.ones(2), (1,)], ids=repr)
def test_a_slice_of_anything_but_whole_numbers_stays_at_home(end: Any) -> None:
    """Whoever made it is told why."""
    with pytest.raises(Unsendable, match="use whole numbers"):
        Encoder().encode([slice(0, end)])


def test_the_whole_numbers_of_a_slice_may_be_of_numpy() -> None:
    """They arrive as Python's."""
    back = _round_trip(slice(np.int64(2), np.uint8(9)))
    assert "slice(2, 9, None)" == repr(back)


def test_fortran_order_is_kept() -> None:
    """Memory order crosses, so that a result is as contiguous here as it was there."""
    back = _round_trip(np.asfortranarray(np.arange(6.0).reshape(2, 3)))
    assert back.flags.f_contiguous
    assert not back.flags.c_contiguous


def test_arrays_that_arrive_can_be_written_to() -> None:
    """A test may scribble on what it got."""
    back = _round_trip(np.zeros(3))
    back[0] = 1.0
    assert back[0] == 1.0


class _Liar(float):
    def __float__(self) -> float:
        return 99.0

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class _LyingArray(np.ndarray[Any, Any]):
    def __array__(self, *arguments: Any, **keywords: Any) -> Any:
        return np.full(3, 99.0)

    def tobytes(self, order: Any = None) -> bytes:
        return np.full(3, 99.0).tobytes()


def test_subclasses_arrive_as_the_plain_data_they_hold() -> None:
    """What a subclass says about itself gets no say."""
    assert _round_trip(_Liar(2.0)) == 2.0
    assert type(_round_trip(_Liar(2.0))) is float
    np.testing.assert_array_equal(np.zeros(3), _round_trip(np.zeros(3).view(_LyingArray)))


def test_a_key_that_is_a_kind_of_text_is_that_text() -> None:
    """As the letters are that ``np.unique`` finds."""
    back = _round_trip({key: n for n, key in enumerate(np.unique(list("tree")))})
    assert {"e": 0, "r": 1, "t": 2} == back
    assert {str} == {type(key) for key in back}


def _nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def _cycle() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value",
    [
        object(),
        print,
        np.array([object()]),
        _nested(100_000),
        _cycle(),
        {(1, 2): 3},
        np.zeros(BODY_LIMIT + 1, np.uint8),
        list(range(HEADER_LIMIT)),
        (n for n in range(3)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_may_not_cross_is_refused_with_a_sentence(value: Any) -> None:
    """Refused before a byte is sent, in words for whoever made the value."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with pytest.raises(Unsendable, match=r"\w+ \w+"):
            Channel(ours).send(1, "op", value, Encoder())
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            theirs.recv(1)


def _receive(data: bytes) -> Any:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(data)
        ours.shutdown(socket.SHUT_WR)
        return Channel(theirs).receive()


def _frame(header: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">IQ", len(header), len(body)) + header + body


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">IQ", 2**32 - 1, 0),
        struct.pack(">IQ", 2, 2**63) + b"[]",
        _frame(b"[" * 100_000),
        _frame(b'[1,"op",NaN,[]]'),
        _frame(b'[1,"op",null,[5]]', b"1234"),
        _frame(b'[1,"op",null,[-1,5]]', b"1234"),
        _frame(b'[true,"op",null,[]]'),
        _frame(b'[1,"op",{"a":1},[]]'),
        _frame(b'[1,"op",["zzz"],[]]'),
        _frame(b'[1,"op",["a","O",[1],"C",0],[8]]', bytes(8)),
        _frame(b'[1,"op",["a","<f8",[4611686018427387904,4],"C",0],[8]]', bytes(8)),
        _frame(b'[1,"op",["a","<f8",[-1],"C",0],[8]]', bytes(8)),
        _frame(b'[1,"op",["a","<f8",[1],"C",1],[8]]', bytes(8)),
        _frame(b'[1,"op",["a","<U999999999",[0],"C",0],[0]]'),
        _frame(b'[1,"op",["s",["l"]],[]]'),
        _frame(b'[1,"op",["d",[["l"],1]],[]]'),
        _frame(b'[1,"op",["h",1,"os.system",""],[]]'),
        _frame(b'[1,"op",["r",["d",["bit_generator","os.system"]]],[]]'),
        _frame(b'[1,"op",["S",1,2],[]]'),
        _frame(b'[1,"op",["S",1,2,["l"]],[]]'),
        _frame(b'[1,"op",["S",1,2,true],[]]'),
        _frame(b'[1,"op",["f","import os"],[]]'),
        _frame(b"\xff\xfe"),
    ],
)
def test_frames_that_break_the_rules_are_refused(data: bytes) -> None:
    """Sizes before reading, shapes before allocating, a closed set of everything."""
    with pytest.raises(WireFault):
        _receive(data)


def test_a_cut_frame_is_an_ending_not_an_error() -> None:
    """The other side may die at any byte."""
    whole = _frame(b'[1,"op",["a","<f8",[1],"C",0],[8]]', bytes(8))
    for length in range(len(whole)):
        assert _receive(whole[:length]) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(st.sampled_from("iflctdsaghkrxy"), inner, inner).map(list)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=20,
)


def _watch_forbidden(event: str, arguments: tuple[Any, ...]) -> None:
    if _WATCH and event in ("import", "open", "exec", "compile", "os.system", "subprocess.Popen"):
        _SEEN.append((event, arguments))


_WATCH: list[bool] = []
_SEEN: list[Any] = []
sys.addaudithook(_watch_forbidden)


@given(_JSON, st.binary(max_size=32))
@settings(max_examples=400, deadline=None)
def test_decoding_anything_gives_data_or_a_fault(tree: Any, body: bytes) -> None:
    """Whatever arrives: plain data or WireFault, and never an import, an open file or code."""
    header = json.dumps([1, "op", tree, [len(body)]]).encode()
    _WATCH.append(True)
    try:
        number, op, parsed, _ = parse_header(header, len(body))
        Decoder([memoryview(bytearray(body))]).decode(parsed)
        assert (1, "op") == (number, op)
    except WireFault:
        pass
    finally:
        _WATCH.clear()
    assert _SEEN == []


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_noise_on_the_wire_is_a_fault_or_an_ending(data: bytes) -> None:
    """Bytes that were never a frame do no harm."""
    try:
        frame = _receive(data)
    except WireFault:
        return
    assert frame is None or (type(frame.id), type(frame.op)) == (int, str)


def test_handles_and_exceptions_cross_as_data() -> None:
    """What stays at home is only a number here."""
    assert Handle(3, "function", "ab") == _round_trip(Handle(3, "function", "ab"))
    assert Raised("ValueError", "no", 3) == _round_trip(Raised("ValueError", "no", 3))


def test_a_generator_crosses_by_its_state() -> None:
    """Both ends draw the same numbers."""
    rng = np.random.default_rng(5)
    rng.normal(size=3)
    back = _round_trip(rng)
    np.testing.assert_array_equal(rng.normal(size=4), back.normal(size=4))


@given(VALUES, st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6))
@settings(max_examples=400, deadline=None)
def test_a_frame_with_changed_bytes_is_data_a_fault_or_an_ending(
    value: Any, changes: list[tuple[int, int]]
) -> None:
    """A true frame, bent: nothing but data comes out, and nothing is imported or opened."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Channel(ours).send(1, "op", value, Encoder())
        ours.shutdown(socket.SHUT_WR)
        whole = bytearray()
        while part := theirs.recv(65536):
            whole += part
    for place, byte in changes:
        whole[place % len(whole)] = byte
    _WATCH.append(True)
    try:
        frame = _receive(bytes(whole))
    except WireFault:
        frame = None
    finally:
        _WATCH.clear()
    assert frame is None or type(frame.op) is str
    assert _SEEN == []
