"""The wire between the examiner and a box: frames of a JSON header and raw array bytes.

A frame is ``header length (4 bytes), body length (8 bytes), header, body``, both lengths checked
before anything is read. The header is JSON ``[id, op, value, sizes]``; the body is the raw bytes of
all arrays, cut at ``sizes``. What a value may be is told in ``autograder.box.values``. Both ends
use this module; the examiner treats every frame that it reads as hostile.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.box.values import (
    BODY_LIMIT,
    Decoder,
    Encoder,
    Handle,
    Lent,
    Model,
    Raised,
    Unsendable,
    WireFault,
    as_count,
    exact,
)

__all__ = [
    "BODY_LIMIT",
    "HEADER_LIMIT",
    "Channel",
    "Decoder",
    "Encoder",
    "Frame",
    "Handle",
    "Lent",
    "Model",
    "Raised",
    "Unsendable",
    "WireFault",
    "parse_header",
]

HEADER_LIMIT = 256 * 1024

_FRAME = struct.Struct(">IQ")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message. ``value`` is decoded data."""

    id: int
    op: str
    value: Any


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

    def receive(self, accept: Callable[[Handle | Lent | Model], Any] | None = None) -> Frame | None:
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
        # As ASCII: bytes would make json guess an encoding, and load a codec for it.
        parsed = json.loads(header.decode("ascii"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise WireFault("the header is not JSON") from None
    if type(parsed) is not list or len(parsed) != 4 or type(parsed[1]) is not str:
        raise WireFault("the header has the wrong parts")
    sizes = [as_count(size) for size in exact(parsed[3], list)]
    if sum(sizes) != body_size:
        raise WireFault("the body's size and its parts disagree")
    return as_count(parsed[0]), parsed[1], parsed[2], sizes


def _no_constant(name: str) -> Any:
    raise WireFault(f"a number that is not JSON: {name}")
