"""How calls are timed so that the figure can be believed: what is decided without a GPU.

A graph is a row of calls that a GPU runs without Python in between. Each call has images, kernels
and an output of its own, and they come round only when twice the cache has passed.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.reference import Layer

FEWEST_CALLS = 20  # in a graph: what it costs to start one is spread over them


def copies(bytes_of_one: int, cache_bytes: int) -> int:
    """Return how many sets of arrays take twice the cache, and two at least.

    >>> copies(bytes_of_one=30, cache_bytes=100)
    7
    """
    return max(2, -(-2 * cache_bytes // bytes_of_one))


def calls(sets: int) -> int:
    """Return the calls of a graph: FEWEST_CALLS or more, and each set equally often.

    >>> calls(7)
    21
    """
    return -(-FEWEST_CALLS // sets) * sets


def in_turns(
    ways: Mapping[str, Callable[[], float]], warm_up: int, rounds: int
) -> dict[str, list[float]]:
    """Time each way once a round, first now the one, now the other; what warms up is not kept."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(warm_up + rounds):
        for name in sorted(ways, reverse=turn % 2 == 1):
            found = ways[name]()
            if turn >= warm_up:
                taken[name].append(found)
    return taken


def quartiles(times: list[float]) -> list[float]:
    """Return the lower quartile, the median and the upper quartile."""
    return statistics.quantiles(times, n=4, method="inclusive")


def numbers_moved(layer: Layer) -> int:
    """Count the numbers that have to move once: kernels, outputs, and the pixels that a window has.

    With a stride larger than the kernel, rows and columns are passed over.
    """
    sides = zip((layer.h, layer.w), (layer.kh, layer.kw), (layer.rows, layer.columns), strict=True)
    seen = 1
    for axis, (side, kernel, places) in enumerate(sides):
        first = [place * layer.stride[axis] - layer.padding[axis] for place in range(places)]
        met = {at + tap * layer.dilation[axis] for at in first for tap in range(kernel)}
        seen *= len(met & set(range(side)))
    kernels = layer.o * layer.c // layer.groups * layer.kh * layer.kw
    return layer.n * layer.c * seen + kernels + layer.places * layer.o


def roof_ms(layer: Layer, bytes_moved: int, peak: float, bandwidth: float) -> float:
    """Return the least time in ms; peak in operations a second, bandwidth in bytes a second."""
    return 1000 * max(2 * layer.products / peak, bytes_moved / bandwidth)


class Rows:
    """A file with a row for each measurement, written as soon as it is there.

    The first line says where and how it was measured. A run with the same head goes on where the
    last one stopped; with another head it ends, and says what to do.
    """

    def __init__(self, path: Path, head: dict[str, Any]) -> None:
        self.path = path
        if not path.exists():
            self._add(head)
        found, *self.rows = [json.loads(line) for line in self._whole_lines()]
        if found != head:
            raise SystemExit(
                f"{path} was measured elsewhere or otherwise: {found}, now {head}; move it away"
            )

    def _whole_lines(self) -> Iterable[str]:
        """Return the lines; one that a kill cut off is taken out of the file."""
        text = self.path.read_text(encoding="utf-8")
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            self.path.write_text(whole, encoding="utf-8")
        return whole.splitlines()

    def _add(self, row: dict[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def has(self, layer: str, batch: int) -> bool:
        """Say whether a layer was measured with this batch."""
        return any((row["layer"], row["batch"]) == (layer, batch) for row in self.rows)

    def add(self, row: dict[str, Any]) -> None:
        """Keep a row, at once."""
        self._add(row)
        self.rows.append(row)
