"""One curve of a training run: as many records as there are, no more than a bounded number kept."""

from __future__ import annotations

import math
from typing import NamedTuple

MOST_POINTS = 400  # kept of a curve: about one for each pixel of its picture


class Point(NamedTuple):
    """A value at a step; it may be NaN or infinite, as in a run that diverges."""

    step: int
    value: float


class Series:
    """A curve that thins itself. Its first and last point, its highest and lowest are always there.

    Neighbours are gathered in buckets of one size, and of each bucket the lowest and the highest
    point are kept, so that a spike is not lost. Where there would be too many points, two buckets
    become one.
    """

    def __init__(self) -> None:
        self._closed: list[Point] = []  # the lowest and the highest of each full bucket
        self._open: list[Point] = []
        self._count = 0  # records in the open bucket
        self._size = 2  # records that make a bucket full
        self._ends: list[Point] = []

    def append(self, step: int, value: float) -> None:
        """Add a record; steps do not fall."""
        point = Point(step, value)
        self._ends = [*self._ends[:1], point]
        self._open = extremes([*self._open, point])
        self._count += 1
        if self._count == self._size:
            self._closed += self._open
            self._open, self._count = [], 0
            if len(self._closed) >= MOST_POINTS:
                fours = range(0, len(self._closed), 4)
                self._closed = [p for i in fours for p in extremes(self._closed[i : i + 4])]
                self._size *= 2

    def points(self) -> list[Point]:
        """Return what is kept, in order."""
        first, last = self._ends[:1], self._ends[1:]
        middle = [*self._closed, *self._open]
        if middle and first == middle[:1]:
            first = []
        if middle and last == middle[-1:]:
            last = []
        return [*first, *middle, *last]


def extremes(points: list[Point]) -> list[Point]:
    """Return the lowest and the highest point in their order. What is not finite counts as highest.

    Of equals the first counts, so the step at which a run breaks stays exact.
    """

    def height(index: int) -> float:
        value = points[index].value
        return value if math.isfinite(value) else math.inf

    places = range(len(points))
    lowest, highest = min(places, key=height), max(places, key=height)
    if lowest == highest:  # all alike: a flat stretch has two ends
        highest = len(points) - 1
    return [points[i] for i in sorted({lowest, highest})]


def as_json(value: float) -> float | str:
    """Write a value as JSON can carry it, to four digits; "nan", "inf" or "-inf" if not finite."""
    return float(f"{value:.4g}") if math.isfinite(value) else str(value)
