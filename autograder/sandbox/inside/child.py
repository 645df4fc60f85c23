"""The student's process: runs answer cells, then calls what they defined, as often as it is asked.

Started inside bubblewrap as `python -m autograder.sandbox.inside.child FD`, or forked by the
zygote; FD is one end of a pair of sockets, the only door. Nothing here is trusted by the other
side: an answer can change any of it.
"""

from __future__ import annotations

import ast
import errno
import socket
import sys
import time
import traceback
from collections.abc import Mapping
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.sandbox.inside import wire
from autograder.sandbox.inside.confine import confine, silence
from autograder.sandbox.inside.limits import Limits
from autograder.sandbox.inside.nest import close_all_but
from autograder.sandbox.inside.seeds import seed_all
from autograder.sandbox.inside.wire import Bound, Message
from seeing import probes
from seeing.probes import Array, kind_of

PROBES = dict(vars(probes))
# What the grader sends is not hostile, so this is only generous.
REQUEST = Bound(header_bytes=2**26, depth=64, arrays=2**12, array_bytes=2**30)
PATIENCE_S = 24 * 3600  # it ends with the grader, or by a limit
LONGEST_MESSAGE = 500
FULL_DISK = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


class QuietShell(InteractiveShell):
    """An IPython shell without a front end.

    It shows nobody a traceback, which goes out as an error's name instead; and what asks for a
    window or a terminal, such as %matplotlib, does nothing, so that the lines below it run
    (case magics_in_an_answer).
    """

    system = InteractiveShell.system_raw  # the usual one needs a terminal

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """Show nothing."""

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        """Show nothing."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Open no window."""

    def ask_exit(self) -> None:
        """Go on: exit() takes effect after its cell, and then the functions are still wanted."""


def main() -> None:
    """Serve at the descriptor that is the first argument."""
    door = int(sys.argv[1])
    close_all_but(door)  # bubblewrap leaves its own descriptors open
    serve(socket.socket(fileno=door))


def serve(sock: socket.socket) -> None:
    """Say that the limits are in place, then serve until the grader closes its end."""
    first = wire.read(sock, REQUEST, time.monotonic() + PATIENCE_S)
    limits = Limits(**first.fields["limits"])
    seed_all(first.fields["seed"])
    confine(limits)
    history_off = Config({"HistoryManager": {"enabled": False}})  # it would start a thread
    shell = QuietShell.instance(config=history_off)
    silence()
    wire.send(sock, Message({"turn": 0, "kind": "done"}), time.monotonic() + PATIENCE_S)
    while True:
        try:
            request = wire.read(sock, REQUEST, time.monotonic() + PATIENCE_S)
            turn = {"turn": request.fields["turn"]}
            reply = answer(shell, request)
            reply = Message({**turn, **reply.fields}, reply.arrays)
            wire.send(sock, reply, time.monotonic() + PATIENCE_S)
        except wire.Closed:
            return


def answer(shell: Any, request: Message) -> Message:
    """Run a cell or make a call; whatever goes wrong in it becomes a message too."""
    try:
        if "cell" in request.fields:
            _run(shell, request.fields["cell"])
            return Message({"kind": "done"})
        return _call(shell, request)
    except BaseException as error:  # KeyboardInterrupt and SystemExit are answers like any other
        return _failure(error)


def _run(shell: Any, cell: str) -> None:
    """Run a cell, and where a statement of it fails those below that one too; then raise its error.

    What fails may be there in the student's environment alone, as an import that the answer does
    not even use, and the function below it is wanted (case a_line_that_fails_only_here).
    """
    result: Any = shell.run_cell(cell, store_history=False)
    if isinstance(result.error_in_exec, Exception):
        for statement in _below(shell, cell, result.error_in_exec):
            shell.run_cell(ast.unparse(statement), store_history=False)
    result.raise_error()


def _below(shell: Any, cell: str, error: Exception) -> list[ast.stmt]:
    """Return the statements of a cell below the one that an error came from.

    What was defined above it is not defined again: where the cell has failed for the student too,
    that is what they have looked at.
    """
    at = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_globals is shell.user_ns and frame.f_code.co_name == "<module>"
    ]
    statements = ast.parse(shell.transform_cell(cell)).body if at else []
    above = {getattr(one, "name", "") for one in statements if one.lineno <= at[0]} - {""}
    return [
        one for one in statements if one.lineno > at[0] and getattr(one, "name", "") not in above
    ]


def _call(shell: Any, request: Message) -> Message:
    names, known = request.fields["objects"], shell.user_ns
    for name in names:
        if name not in known:
            raise NameError(f"name '{name}' is not defined")
    name = request.fields["probe"]
    probe = PROBES.get(name) or PROBES["named"](name)
    output = probe([known[name] for name in names], _inputs(request))
    arrays = output if isinstance(output, Mapping) else {"output": output}
    portable = {name: _portable(array) for name, array in arrays.items()}
    if sum(array.nbytes for array in portable.values()) > request.fields["array_bytes"]:
        return Message({"kind": "limit", "limit": "output"})
    return Message({"kind": "arrays"}, portable)


def _inputs(request: Message) -> dict[str, Any]:
    """Put the inputs together again, in their order; arrays are copies that may be written to."""
    plain = request.fields["plain"]
    return {
        name: plain[name] if name in plain else request.arrays[name].copy()[()]
        for name in request.fields["inputs"]
    }


def _portable(array: Array) -> Array:
    if array.dtype.str in wire.DTYPES:
        return array
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        return array.astype("<f8")  # a long double has another size on every machine
    return array.astype(array.dtype.newbyteorder("<"))


def _failure(error: BaseException) -> Message:
    limit = _limit_behind(error)
    if limit:
        return Message({"kind": "limit", "limit": limit})
    try:
        message = str(error)
    except BaseException:
        message = ""
    name = kind_of(error)
    return Message(
        {"kind": "error", "type": name[:LONGEST_MESSAGE], "message": message[:LONGEST_MESSAGE]}
    )


def _limit_behind(error: BaseException) -> str | None:
    """Name the limit that makes itself felt as this error."""
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, OSError):
        if error.errno in FULL_DISK:
            return "disk"
        if error.errno == errno.EMFILE:
            return "files"
        if error.errno == errno.EAGAIN:
            return "processes"
        if error.errno == errno.ENOMEM:
            return "memory"
    if isinstance(error, RuntimeError):
        if "can't start new thread" in str(error):
            return "processes"
        if "can't allocate memory" in str(error):  # torch
            return "memory"
    return None


if __name__ == "__main__":
    main()
