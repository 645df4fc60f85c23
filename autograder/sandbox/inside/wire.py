"""Messages between the grader and a student's process: a JSON header, then raw arrays.

    b"SWK1" | header length, 4 bytes | header | each array's bytes, in the order of the header

The reader treats every byte as hostile. Every size is known, and within bounds, before the bytes
that it counts are read, and nothing that is read is ever executed: there is no pickle here.
Both sides use this module, so it holds no secret.
"""

from __future__ import annotations

import json
import math
import socket
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np

from seeing.probes import Array

MAGIC = b"SWK1"
PREFIX = struct.Struct("<4sI")
# Real numbers of fixed size in the byte order of nearly every machine. "O" would be pointers.
DTYPES = frozenset(
    ["|b1", "|i1", "|u1"] + [f"<{kind}{size}" for kind in "iu" for size in (2, 4, 8)]
) | {"<f2", "<f4", "<f8"}
DIMENSIONS = 8
LONGEST_NAME = 64
AT_ONCE = 2**20  # bytes taken from the socket in one call


class ProtocolViolation(Exception):
    """The other side sent something that no honest child sends. It is killed at the first."""


class DeadlinePassed(Exception):
    """The other side took longer than it was given."""


class Closed(Exception):
    """The other side has closed its end: its process is gone."""


@dataclass(frozen=True)
class Message:
    """One message: fields that JSON can hold, and arrays by name."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True)
class Bound:
    """The most that a message may hold; what exceeds it is not read.

    header_bytes: the header's length
    depth: how deep its brackets may nest; a plain header has 4
    arrays: how many arrays
    array_bytes: all of them together
    """

    header_bytes: int = 16 * 2**10
    depth: int = 4
    arrays: int = 16
    array_bytes: int = 16 * 2**20


def encode(message: Message) -> list[memoryview]:
    """Give the bytes of a message in pieces, the arrays without a copy where that can be.

    raises ValueError for an array of a dtype that is not in DTYPES
    """
    listed, pieces = [], []
    for name, array in message.arrays.items():
        portable = np.ascontiguousarray(array).reshape(np.shape(array))  # it makes () into (1,)
        if portable.dtype.str not in DTYPES:
            raise ValueError(f"{name}: {portable.dtype} is not a dtype that is sent")
        listed.append([name, portable.dtype.str, list(portable.shape)])
        pieces.append(portable.reshape(-1).view(np.uint8).data)
    header = json.dumps(
        {"fields": dict(message.fields), "arrays": listed}, allow_nan=False
    ).encode()
    return [memoryview(PREFIX.pack(MAGIC, len(header)) + header), *pieces]


def send(sock: socket.socket, message: Message, deadline: float) -> None:
    """Send a message; raise DeadlinePassed if the other side does not take it in time.

    deadline: on the clock of time.monotonic()
    """
    try:
        for piece in encode(message):
            _wait_at_most(sock, deadline)
            sock.sendall(piece)
    except TimeoutError as error:
        raise DeadlinePassed from error
    except OSError as error:  # a broken pipe, a reset
        raise Closed from error


def read(sock: socket.socket, bound: Bound, deadline: float) -> Message:
    """Read one message that may come from an enemy.

    deadline: on the clock of time.monotonic(), for the whole message: a trickle does not move it
    raises ProtocolViolation, DeadlinePassed or Closed
    """
    magic, length = PREFIX.unpack(_exactly(sock, PREFIX.size, deadline))
    if magic != MAGIC:
        raise ProtocolViolation("a message does not begin as one")
    if length > bound.header_bytes:
        raise ProtocolViolation(f"a header of {length} bytes, at most {bound.header_bytes}")
    fields, listed = _header(bytes(_exactly(sock, length, deadline)), bound)
    arrays = {}
    for name, dtype, shape in listed:
        raw = _exactly(sock, math.prod(shape) * dtype.itemsize, deadline)
        if dtype == np.bool_:  # a byte that is neither 0 nor 1 would be a third truth value
            raw = bytearray((np.frombuffer(raw, np.uint8) != 0).tobytes())
        arrays[name] = np.frombuffer(raw, dtype).reshape(shape)
    return Message(fields, arrays)


Listed = list[tuple[str, "np.dtype[Any]", tuple[int, ...]]]


def _header(raw: bytes, bound: Bound) -> tuple[dict[str, Any], Listed]:
    """Parse a header, and check all that it says about what follows it."""
    if _depth(raw) > bound.depth:
        raise ProtocolViolation(f"a header nested deeper than {bound.depth}")
    try:
        header = json.loads(raw, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except ValueError as error:  # not UTF-8, not JSON, an integer of thousands of digits
        raise ProtocolViolation("a header that is not JSON") from error
    if not isinstance(header, dict) or header.keys() != {"fields", "arrays"}:
        raise ProtocolViolation("a header with other entries than fields and arrays")
    fields, listed = header["fields"], header["arrays"]
    if not isinstance(fields, dict) or not isinstance(listed, list):
        raise ProtocolViolation("a header whose fields or arrays are of the wrong kind")
    if len(listed) > bound.arrays:
        raise ProtocolViolation(f"{len(listed)} arrays, at most {bound.arrays}")
    checked = [_array_entry(entry) for entry in listed]
    if len({name for name, _, _ in checked}) < len(checked):
        raise ProtocolViolation("two arrays of one name")
    # An axis of length 0 counts as 1: it must not excuse the size of the others.
    total = sum(math.prod(max(n, 1) for n in shape) * d.itemsize for _, d, shape in checked)
    if total > bound.array_bytes:
        raise ProtocolViolation(f"arrays of more than {bound.array_bytes} bytes")
    return fields, checked


def _array_entry(entry: Any) -> tuple[str, np.dtype[Any], tuple[int, ...]]:
    if not isinstance(entry, list) or len(entry) != 3:
        raise ProtocolViolation("an array that is not given as name, dtype and shape")
    name, dtype, shape = entry
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
        raise ProtocolViolation("an array without a proper name")
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise ProtocolViolation("an array of a dtype that is not allowed")
    if not isinstance(shape, list) or len(shape) > DIMENSIONS:
        raise ProtocolViolation(f"an array's shape is not a list of at most {DIMENSIONS} lengths")
    # `type(n) is int`, since True is an instance of int.
    if not all(type(n) is int and n >= 0 for n in shape):
        raise ProtocolViolation("an array's shape has an entry that is no length")
    return name, np.dtype(dtype), tuple(shape)


def _depth(raw: bytes) -> int:
    """Count how deep brackets nest, outside of strings, without parsing."""
    depth = deepest = 0
    in_string = escaped = False
    for byte in raw:
        if in_string:
            in_string = escaped or byte != ord('"')
            escaped = not escaped and byte == ord("\\")
        elif byte == ord('"'):
            in_string = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ProtocolViolation("a header that says one thing twice")
    return dict(pairs)


def _no_constant(name: str) -> NoReturn:
    raise ProtocolViolation(f"a header with {name} in it")


def _exactly(sock: socket.socket, count: int, deadline: float) -> bytearray:
    """Read `count` bytes; memory grows with what has come, not with what was announced."""
    got = bytearray()
    while len(got) < count:
        try:
            _wait_at_most(sock, deadline)
            piece = sock.recv(min(count - len(got), AT_ONCE))
        except TimeoutError as error:
            raise DeadlinePassed from error
        except OSError as error:
            raise Closed from error
        if not piece:
            raise Closed
        got += piece
    return got


def _wait_at_most(sock: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:  # a timeout of 0 would mean: do not wait at all, and a negative one is an error
        raise DeadlinePassed
    sock.settimeout(left)
