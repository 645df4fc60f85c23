"""Fetch a published file into pooch's cache: mirrors in turn, checksum, progress bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pooch
import requests
from tqdm import tqdm

TIMEOUT_S = 10  # without an answer: then the next mirror
CHUNK_BYTES = 1 << 16


class NoMirrorError(LookupError):
    """No mirror gave the file; the message says what each did."""


@dataclass(frozen=True)
class Published:
    """Files as they were published.

    mirrors: addresses of folders that hold them all, best first
    checksums: name -> "sha256:…"
    """

    mirrors: tuple[str, ...]
    checksums: Mapping[str, str]

    def fetch(self, name: str, cache: Path) -> Path:
        """Return the file's place in `cache`, downloaded if it is not there or not whole.

        pooch writes to another name and renames only what has the checksum, so a download that
        was cut never passes for the file.

        raises NoMirrorError
        """
        pooch.get_logger().setLevel("WARNING")  # the bar says what is going on
        failures = []
        for mirror in self.mirrors:
            try:
                place = pooch.retrieve(
                    url=f"{mirror.rstrip('/')}/{name}",
                    known_hash=self.checksums[name],
                    fname=name,
                    path=cache,
                    downloader=_download,
                )
                return Path(place)
            except (requests.RequestException, ValueError) as error:  # ValueError: the checksum
                failures.append(f"{urlsplit(mirror).netloc} {_reason(error)}")
        raise NoMirrorError("; ".join(failures) or "there are no mirrors")


def cache_folder() -> Path:
    """Return the folder for downloads, where this system keeps caches."""
    return Path(pooch.os_cache("seeing-with-kernels"))


def _download(url: str, output_file: str, _pooch: object) -> None:
    # Identity: a server that offers to pack a .gz once more would have it unpacked on arrival,
    # and the checksum is that of the packed file.
    headers = {"Accept-Encoding": "identity"}
    with requests.get(url, stream=True, timeout=TIMEOUT_S, headers=headers) as response:
        response.raise_for_status()
        size = int(response.headers.get("content-length", 0)) or None
        name = url.rpartition("/")[2]
        with (
            open(output_file, "wb") as file,
            tqdm(total=size, desc=name, unit="B", unit_scale=True) as bar,
        ):
            for chunk in response.iter_content(CHUNK_BYTES):
                file.write(chunk)
                bar.update(len(chunk))


def _reason(error: Exception) -> str:
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"answered {error.response.status_code}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "stopped half-way"
    if isinstance(error, requests.Timeout):
        return f"did not answer in {TIMEOUT_S} s"
    if isinstance(error, requests.RequestException):
        return "could not be reached"
    return "sent other bytes than the published ones"
