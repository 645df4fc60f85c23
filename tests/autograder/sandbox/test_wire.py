"""The protocol: what is honest arrives whole, and nothing else gets through."""

import json
import pickle
import socket
import struct
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.inside import wire
from autograder.sandbox.inside.wire import Bound, Message

SMALL = Bound(header_bytes=512, arrays=2, array_bytes=256)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def soon(seconds: float = 5) -> float:
    return time.monotonic() + seconds


def read_bytes(raw: bytes, bound: Bound = SMALL) -> Message:
    """Read what a child would have written before it closed its end; the kernel buffers it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(raw)
        theirs.close()
        return wire.read(ours, bound, soon())


def framed(header: Any, body: bytes = b"") -> bytes:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    return wire.PREFIX.pack(wire.MAGIC, len(raw)) + raw + body


def listing(*arrays: Any) -> dict[str, Any]:
    return {"fields": {}, "arrays": list(arrays)}


def packed(message: Message) -> bytes:
    return b"".join(wire.encode(message))


arrays = st.sampled_from(sorted(wire.DTYPES)).flatmap(
    lambda dtype: hnp.arrays(np.dtype(dtype), hnp.array_shapes(min_dims=0, min_side=0, max_side=4))
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text() | st.booleans(), max_size=3),
    st.dictionaries(st.text(min_size=1, max_size=5), arrays, max_size=3),
)
def test_what_is_sent_arrives(fields: dict[str, Any], sent: dict[str, Any]):
    got = read_bytes(packed(Message(fields, sent)), Bound())

    assert got.fields == fields
    assert list(got.arrays) == list(sent)
    for name, array in sent.items():
        assert (got.arrays[name].dtype, got.arrays[name].shape) == (array.dtype, array.shape)
        np.testing.assert_array_equal(got.arrays[name], array)  # NaN and infinities are data


def test_an_array_that_is_not_contiguous_arrives():
    turned = np.arange(6.0).reshape(2, 3).T[::-1]

    got = read_bytes(packed(Message({}, {"a": turned}))).arrays["a"]

    np.testing.assert_array_equal(got, turned)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=300))
def test_noise_is_refused(raw: bytes):
    with pytest.raises((wire.ProtocolViolation, wire.Closed)):
        read_bytes(raw)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=200), st.binary(max_size=64))
def test_noise_in_place_of_a_header_is_refused(header: bytes, body: bytes):
    with pytest.raises((wire.ProtocolViolation, wire.Closed)):
        read_bytes(framed(header, body))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
dtypes = st.sampled_from([*sorted(wire.DTYPES), "|O", "O", ">f8", "<f16", "<c16", "|V8", "<U2", ""])
entries = json_values | st.tuples(
    st.text(max_size=70) | json_values,
    dtypes | json_values,
    st.lists(st.integers(-2, 2**70) | st.integers(0, 3) | json_values, max_size=10) | json_values,
).map(list)
headers = st.fixed_dictionaries(
    {"fields": st.dictionaries(st.text(max_size=4), json_values, max_size=2) | json_values},
    optional={"arrays": st.lists(entries, max_size=4) | json_values, "more": json_values},
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(headers, st.binary(max_size=300))
def test_whatever_a_header_says_the_message_is_within_bounds(header: Any, body: bytes):
    try:
        got = read_bytes(framed(header, body))
    except (wire.ProtocolViolation, wire.Closed):
        return

    assert len(got.arrays) <= SMALL.arrays
    assert sum(array.nbytes for array in got.arrays.values()) <= SMALL.array_bytes
    assert all(array.dtype.str in wire.DTYPES for array in got.arrays.values())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_one_changed_byte_gives_a_message_or_a_refusal(data: st.DataObject):
    raw = bytearray(packed(Message({"turn": 1}, {"output": np.eye(3), "m": np.array([True])})))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    try:
        got = read_bytes(bytes(raw))
    except (wire.ProtocolViolation, wire.Closed):
        return

    assert sum(array.nbytes for array in got.arrays.values()) <= SMALL.array_bytes


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(listing(["a", "|O", [1]]), id="object dtype"),
        pytest.param(listing(["a", "<c16", [1]]), id="complex dtype"),
        pytest.param(listing(["a", ">f8", [1]]), id="foreign byte order"),
        pytest.param(listing(["a", "f8,O", [1]]), id="structured dtype"),
        pytest.param(listing(["a", ["<f8"], [1]]), id="dtype that is a list"),
        pytest.param(listing(["a", "<f8", [33]]), id="too many bytes"),
        pytest.param(listing(["a", "<f8", [32]], ["b", "|u1", [1]]), id="too many in all"),
        pytest.param(listing(["a", "<f8", [2**31] * 8]), id="a product past 64 bits"),
        pytest.param(listing(["a", "<f8", [0, 2**31, 2**31]]), id="an empty array of giants"),
        pytest.param(listing(["a", "<f8", [2**40]]), id="an axis too long"),
        pytest.param(listing(["a", "<f8", [-1]]), id="negative length"),
        pytest.param(listing(["a", "<f8", [True]]), id="length True"),
        pytest.param(listing(["a", "<f8", [1.0]]), id="length 1.0"),
        pytest.param(listing(["a", "<f8", [1] * 9]), id="nine dimensions"),
        pytest.param(listing(["a", "<f8", 1]), id="shape that is a number"),
        pytest.param(listing(["a", "<f8", [1]], ["a", "<f8", [1]]), id="a name twice"),
        pytest.param(listing(*(["abc"[i], "<f8", [1]] for i in range(3))), id="three arrays"),
        pytest.param(listing(["a" * 65, "<f8", [1]]), id="long name"),
        pytest.param(listing([1, "<f8", [1]]), id="name that is a number"),
        pytest.param(listing(["a", "<f8"]), id="entry without shape"),
        pytest.param({"fields": {}}, id="no arrays"),
        pytest.param({"fields": [], "arrays": []}, id="fields that are a list"),
        pytest.param({"fields": {}, "arrays": {}}, id="arrays that are an object"),
        pytest.param({**listing(), "more": 1}, id="one entry more"),
        pytest.param([], id="not an object"),
        pytest.param({"fields": {"a": [[[[1]]]]}, "arrays": []}, id="nested deep"),
        pytest.param(b"[" * 500, id="brackets without end"),
        pytest.param(b'{"fields": {"a": NaN}, "arrays": []}', id="NaN in a header"),
        pytest.param(b'{"fields": {}, "fields": {}, "arrays": []}', id="an entry twice"),
        pytest.param(b'{"fields": {"a": "\xff"}, "arrays": []}', id="not UTF-8"),
        pytest.param(b" " * 513, id="header too long"),
        pytest.param(pickle.dumps({"fields": {}, "arrays": []}), id="a pickle"),
    ],
)
def test_a_false_header_is_a_violation(header: Any):
    with pytest.raises(wire.ProtocolViolation):
        read_bytes(framed(header, bytes(300)))


def test_an_integer_of_thousands_of_digits_is_a_violation():
    header = b'{"fields": {"a": ' + b"9" * 6000 + b'}, "arrays": []}'

    with pytest.raises(wire.ProtocolViolation):
        read_bytes(framed(header), Bound())


def test_a_size_of_thousands_of_digits_is_a_violation():
    lengths = [10**4000] * 3  # each can be read; their product cannot be said

    with pytest.raises(wire.ProtocolViolation):
        read_bytes(framed(listing(["a", "<f8", lengths])), Bound())


def test_brackets_in_a_string_are_text():
    sent = Message({"message": '[[[[[["\\[[[[["'})

    assert read_bytes(packed(sent)).fields == sent.fields


def test_another_beginning_is_a_violation():
    with pytest.raises(wire.ProtocolViolation, match="begin"):
        read_bytes(b"HTTP/1.1 200 OK\r\n\r\n")


def test_a_truth_value_is_zero_or_one():
    got = read_bytes(framed(listing(["a", "|b1", [3]]), b"\x00\x01\x02")).arrays["a"]

    assert got.view(np.uint8).tolist() == [0, 1, 1]


def test_an_oversized_header_is_not_awaited(pair: tuple[socket.socket, socket.socket]):
    ours, theirs = pair
    theirs.sendall(struct.pack("<4sI", wire.MAGIC, 2**32 - 1))

    with pytest.raises(wire.ProtocolViolation):  # though no more comes, and the end stays open
        wire.read(ours, Bound(), soon())


def test_an_oversized_array_is_not_awaited(pair: tuple[socket.socket, socket.socket]):
    ours, theirs = pair
    theirs.sendall(framed(listing(["a", "<f8", [2**31]])))

    with pytest.raises(wire.ProtocolViolation):
        wire.read(ours, Bound(), soon())


def test_a_trickle_does_not_move_the_deadline(pair: tuple[socket.socket, socket.socket]):
    ours, theirs = pair
    stop = threading.Event()
    raw = packed(Message({}, {"a": np.zeros(1000)}))

    def trickle() -> None:
        for byte in raw:
            if stop.wait(0.02):
                return
            theirs.sendall(bytes([byte]))

    writer = threading.Thread(target=trickle)
    writer.start()
    try:
        with pytest.raises(wire.DeadlinePassed):
            wire.read(ours, Bound(), soon(0.3))
    finally:
        stop.set()
        writer.join()


def test_a_reader_who_does_not_read_passes_the_deadline(pair: tuple[socket.socket, socket.socket]):
    ours, _ = pair

    with pytest.raises(wire.DeadlinePassed):
        wire.send(ours, Message({}, {"a": np.zeros(10**6)}), soon(0.2))


def test_a_deadline_in_the_past_has_passed(pair: tuple[socket.socket, socket.socket]):
    ours, theirs = pair
    theirs.sendall(packed(Message()))

    with pytest.raises(wire.DeadlinePassed):
        wire.read(ours, Bound(), time.monotonic() - 1)


def test_a_closed_end_is_told_from_a_slow_one(pair: tuple[socket.socket, socket.socket]):
    ours, theirs = pair
    theirs.sendall(packed(Message())[:-3])
    theirs.close()

    with pytest.raises(wire.Closed):
        wire.read(ours, Bound(), soon())


def test_sending_to_a_closed_end_says_so(pair: tuple[socket.socket, socket.socket]):
    ours, theirs = pair
    theirs.close()

    with pytest.raises(wire.Closed):
        wire.send(ours, Message({}, {"a": np.zeros(10**5)}), soon())


@pytest.mark.parametrize("array", [np.array([object()]), np.array(["a"]), np.array([1j])])
def test_an_array_of_another_kind_is_not_sent(array: Any):
    with pytest.raises(ValueError, match="is not a dtype that is sent"):
        wire.encode(Message({}, {"a": array}))
