"""Pieces of hostile answers.

A right answer that is only given to who got through: an attack that works earns its points, and so
its case fails. And an answer that is right only after the attack has run to its end, so that one
which trips over itself is not taken for one that was held.
"""

import os

CANARY_SECRET = "CANARY_SECRET"  # the name of a variable of the grader's environment
MARK = "left-by-an-answer"  # in the name of every file that an attack leaves


def __getattr__(name: str) -> str:
    """Return CANARY_FILE or CANARY_PORT: what an attack looks for on the machine that grades.

    A test lays it out after this module was imported, and says in the environment where it is.
    """
    if name == "CANARY_FILE":
        return os.environ.get(name, "/nowhere/canary")
    if name == "CANARY_PORT":
        return os.environ.get(name, "9")
    raise AttributeError(name)


BELL = """
import numpy as np
def bell(size, sigma):
    u = np.arange(size) - (size - 1) / 2
    weights = np.exp(-(u[:, None] ** 2 + u**2) / (2 * sigma**2))
    return weights / weights.sum()
"""

# Sends the first reply of arrays through a function `forge`, which the case defines below.
FORGE = (
    BELL
    + """
import sys
wire = sys.modules["autograder.sandbox.inside.wire"]
honest, attacks = wire.send, [0]
def send(sock, message, deadline):
    if attacks[0] and message.fields["kind"] == "arrays":
        attacks[0] = 0
        forge(sock, message, deadline)
    else:
        honest(sock, message, deadline)
wire.send = send
def gaussian_kernel(size, sigma):
    attacks[0] = 1
    return bell(size, sigma)
"""
)

# Goes to conv1d_matrix, which comes after gaussian_kernel.
WITNESS = """
def conv1d_matrix(k, n):
    assert landed
    k = np.asarray(k, dtype=float)
    return np.array([[*np.zeros(t), *k, *np.zeros(n - len(k) - t)] for t in range(n - len(k) + 1)])
"""

LINE = """
import json, os, stat, struct, sys, time
line = next(fd for fd in range(3, 64)
            if os.path.exists(f"/proc/self/fd/{fd}") and stat.S_ISSOCK(os.fstat(fd).st_mode))
def turn():
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("request"), "fields"):
        frame = frame.f_back
    return frame.f_locals["request"].fields["turn"]
def say(fields, arrays=(), body=b"", length=None):
    header = json.dumps({"fields": fields, "arrays": list(arrays)}).encode()
    head = struct.pack("<4sI", b"SWK1", len(header) if length is None else length)
    os.write(line, head + header + body)
"""
