"""What attacks look for on the machine that grades: a file, a server, and a secret."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.submissions.attacks import CANARY_SECRET

UNTOUCHED = "Nobody is to read this."


@dataclass(frozen=True)
class Canary:
    """A file and a server of the grader's; its secret stands in the environment."""

    file: Path
    server: socket.socket

    def visitors(self) -> int:
        """Return how many have come to the server."""
        try:
            self.server.accept()[0].close()
            return 1
        except BlockingIOError:
            return 0

    def is_untouched(self) -> bool:
        """Tell whether the file is as it was, and alone in its folder."""
        return self.file.read_text() == UNTOUCHED and os.listdir(self.file.parent) == ["canary"]


@contextmanager
def laid_out(folder: Path) -> Iterator[Canary]:
    """Lay out what attacks look for, and tell them by the environment where it is."""
    file = folder / "canary"
    file.write_text(UNTOUCHED)
    for path in (folder, file):
        path.chmod(0o777)  # only the sandbox stands before it
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        patch.setenv("CANARY_FILE", str(file))
        patch.setenv("CANARY_PORT", str(server.getsockname()[1]))
        patch.setenv(CANARY_SECRET, UNTOUCHED)
        yield Canary(file, server)
