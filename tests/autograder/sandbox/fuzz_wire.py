"""Throw bytes at wire.read that are bred to reach all of it; ends with an error at the first fault.

Run as `python -m tests.autograder.sandbox.fuzz_wire CORPUS -runs=20000`, with libFuzzer's options.
"""

import json
import socket
import sys
import time
from pathlib import Path

import atheris
import numpy as np

with atheris.instrument_imports(include=["autograder.sandbox.inside.wire"]):
    from autograder.sandbox.inside import wire

BOUND = wire.Bound(header_bytes=512, arrays=2, array_bytes=256)
SEEDS = [
    {"fields": {"turn": 1, "kind": "arrays"}, "arrays": [["output", "<f8", [2, 2]]]},
    {"fields": {}, "arrays": [["a", "|b1", [3]], ["b", "<i4", []]]},
    {"fields": {"message": '[{"\\u00e9\\"]'}, "arrays": []},
]


ODD = [None, True, -1, 1.5, "", "|O", [], {}, [1], 2**31, 2**70, "output", "a" * 65]
PLAIN = {"name": ["output", "a"], "dtype": ["<f8", "|b1", "<i2", "|u1"], "length": [0, 1, 2, 3, 16]}


def shaped(data: bytes) -> bytes:
    """Make a message of the parts that headers have, some of them odd, as `data` chooses."""
    choose = atheris.FuzzedDataProvider(data)

    def pick(kind: str) -> object:
        odd = choose.ConsumeIntInRange(0, 15) == 0
        return choose.PickValueInList(ODD if odd else PLAIN[kind])

    entries = []
    for _ in range(choose.ConsumeIntInRange(0, 3)):
        shape = [pick("length") for _ in range(choose.ConsumeIntInRange(0, 9))]
        odd = choose.ConsumeIntInRange(0, 15) == 0
        entries.append([pick("name"), pick("dtype"), choose.PickValueInList(ODD) if odd else shape])
    header = json.dumps({"fields": {}, "arrays": entries}).encode()
    body = choose.ConsumeBytes(1024)
    return wire.PREFIX.pack(wire.MAGIC, len(header)) + header + body


def framed(data: bytes) -> bytes:
    """Leave some inputs as they are; take others as a header, a line's end and a body."""
    if data[:1] < b"A":
        return data
    if data[:1] >= b"b":
        return shaped(data[1:])
    header, _, body = data[1:].partition(b"\n")
    return wire.PREFIX.pack(wire.MAGIC, len(header)) + header + body


def read(raw: bytes) -> wire.Message:
    """Read what a child would have written before it closed its end."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(raw)
        theirs.close()
        return wire.read(ours, BOUND, time.monotonic() + 5)


def hold(data: bytes) -> None:
    """What is read is within bounds, and is read again as it was; all else is refused."""
    try:
        message = read(framed(data))
    except (wire.ProtocolViolation, wire.Closed):
        return
    assert len(message.arrays) <= BOUND.arrays
    assert sum(array.nbytes for array in message.arrays.values()) <= BOUND.array_bytes
    assert all(array.dtype.str in wire.DTYPES for array in message.arrays.values())
    again = {
        name: np.frombuffer(piece, np.uint8)
        for name, piece in zip(message.arrays, wire.encode(message)[1:], strict=True)
    }
    for name, array in message.arrays.items():
        np.testing.assert_array_equal(again[name], np.frombuffer(array.tobytes(), np.uint8))


if __name__ == "__main__":
    corpus = Path(sys.argv[1])
    for number, header in enumerate(SEEDS):
        text = b"a" + json.dumps(header).encode() + b"\n" + bytes(range(64))
        (corpus / f"framed-{number}").write_bytes(text)
        (corpus / f"raw-{number}").write_bytes(framed(text))
        (corpus / f"shaped-{number}").write_bytes(bytes(range(98 + number, 256)))
    atheris.Setup(sys.argv, hold)
    atheris.Fuzz()
