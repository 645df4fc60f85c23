"""A mirror on this machine, which gives files whole, cut, changed or not at all."""

import hashlib
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from seeing.datasets.download import Published


class Mirror:
    """Addresses of folders on one server: the folder's name says what happens to a file."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.asked: list[str] = []
        self.address = ""

    def published(self, *folders: str) -> Published:
        """Describe the files as published, to be had in these folders in turn."""
        checksums = {
            name: f"sha256:{hashlib.sha256(content).hexdigest()}"
            for name, content in self.files.items()
        }
        return Published(tuple(f"{self.address}/{folder}" for folder in folders), checksums)


def refusing_address() -> str:
    """Return an address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[Mirror]:
    mirror = Mirror(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mirror.asked.append(self.path)
            _, folder, name = self.path.split("/")
            content = mirror.files[name]
            half = content[: len(content) // 2]
            if folder == "missing":
                self.send_error(404)
            elif folder == "cut":  # the connection breaks
                self._answer(half, len(content))
            elif folder == "short":  # the mirror's own copy is cut
                self._answer(half, len(half))
            elif folder == "wrong":
                self._answer(bytes(reversed(content)), len(content))
            else:
                self._answer(content, len(content))

        def _answer(self, content: bytes, announced: int) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(announced))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    mirror.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield mirror
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
