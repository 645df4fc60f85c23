"""A cascade of three stages, and its scan of a photograph."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view
from skimage.transform import rescale

from benchmarks.before_deep_learning.boosting import (
    SIDE,
    STEP,
    Stump,
    boosted,
    table_of,
    votes,
)
from benchmarks.before_deep_learning.material import Images, grey
from benchmarks.record import Found, Settings
from seeing import datasets
from seeing.handmade import haar_features

STAGES = (5, 15, 40)  # stumps
COUNT = haar_features(SIDE, STEP).shape[0]
DRAWN = 2_000  # of them, by chance, for a stage to choose from: a fifth of the time
KEPT = 0.99  # of the faces to learn from, by each stage
SEEN = 70  # of 100 faces; the others are held out
WINDOWS = 20_000  # to learn from, and as many fresh ones to measure on
MOST_OTHERS = 400  # windows without a face that a stage learns from
SHRINK = 1.25  # from one scale of a photograph to the next
STRIDE = 2  # pixels, of the windows of a scan
LEAST = 2  # a scan begins where the photograph is so many times smaller: at faces of 50 pixels
FACE = (66, 175, 98, 98)  # of the astronaut: top, left, height, width
PEOPLE = ("astronaut", "camera")  # photographs with a face or a head are no place for "no face"


@dataclass(frozen=True)
class Stage:
    """Lets a window pass where the vote of its stumps reaches the threshold."""

    stumps: tuple[Stump, ...]
    threshold: float

    def passes(self, windows: Images) -> npt.NDArray[np.bool_]:
        """Tell which of the windows (n, 25, 25) may be faces."""
        if not len(windows):
            return np.zeros(0, dtype=bool)
        some = np.array([stump.feature for stump in self.stumps])
        alone = [replace(stump, feature=place) for place, stump in enumerate(self.stumps)]
        return votes(alone, table_of(windows, some)) >= self.threshold


def cascade(settings: Settings, seed: int) -> Found:
    """Learn from faces and windows of photographs; measure on other faces and fresh windows."""
    rng = np.random.default_rng(seed)
    parts = [datasets.faces(split) for split in ("train", "test")]
    faces = np.concatenate([part.images[part.labels == 1] for part in parts])
    faces = faces[rng.permutation(len(faces))]
    seen, held_out = varied(faces[:SEEN]), faces[SEEN:]
    pool, fresh = (windows_without_people(WINDOWS, rng) for _ in range(2))
    kept, passed, stages = [], [], list[Stage]()
    for size in STAGES:
        some = rng.permutation(COUNT)[:DRAWN]
        stages.append(stage := learned(seen, pool[:MOST_OTHERS], size, some))
        seen, pool = seen[stage.passes(seen)], pool[stage.passes(pool)]
        kept.append(float(all_pass(stages, held_out).mean()))
        passed.append(float(all_pass(stages, fresh).mean()))
    return {"faces kept": kept, "windows kept": passed, **scanned(stages)}


def varied(faces: Images) -> Images:
    """Return faces (n, 25, 25), also mirrored, and moved by one pixel in four ways: (10n, …)."""
    both = np.concatenate([faces, faces[:, :, ::-1]])
    padded = np.pad(both, ((0, 0), (1, 1), (1, 1)), mode="edge")
    ways = ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2))
    return np.concatenate([padded[:, t : t + SIDE, x : x + SIDE] for t, x in ways])


def learned(faces: Images, others: Images, size: int, some: npt.NDArray[np.int_]) -> Stage:
    """Boost `size` stumps on some of the features, and let KEPT of the faces pass."""
    table = table_of(np.concatenate([faces, others]), some)
    labels = np.repeat([1, 0], [len(faces), len(others)])
    stumps = boosted(table, labels, size)
    shares = np.sort(votes(stumps, table[: len(faces)]))
    lost = int((1 - KEPT) * len(faces))
    named = tuple(replace(stump, feature=int(some[stump.feature])) for stump in stumps)
    return Stage(named, float(shares[lost]) - 1e-9)


def all_pass(stages: list[Stage], windows: Images) -> npt.NDArray[np.bool_]:
    """Tell which windows pass all stages; a later stage is asked only of what passed the others."""
    passing = np.arange(len(windows))
    for stage in stages:
        passing = passing[stage.passes(windows[passing])]
    return np.isin(np.arange(len(windows)), passing)


def windows_without_people(count: int, rng: np.random.Generator) -> Images:
    """Draw windows (count, 25, 25) of photographs and textures without people, at all scales."""
    names = [n for n in (*datasets.PHOTOGRAPHS, *datasets.TEXTURES) if n not in PEOPLE]
    views = [windows_of(one) for name in names for one in scales(grey(name))]
    each = count // len(views) + 1
    drawn = [
        view[tuple(rng.integers(np.array(view.shape[:2])[:, None], size=(2, each)))]
        for view in views
    ]
    mixed: Images = np.concatenate(drawn)
    return mixed[rng.permutation(len(mixed))[:count]]


def scales(picture: Images) -> list[Images]:
    """Return a picture and ever smaller ones, as long as a window fits."""
    sizes = [picture]
    while min(sizes[-1].shape) >= SIDE * SHRINK:
        factor = 1 / SHRINK ** len(sizes)
        sizes.append(rescale(picture, factor, anti_aliasing=True))
    return sizes


def windows_of(picture: Images, stride: int = 1) -> Images:
    """Return all windows of a picture, by row and column, as a view: (rows, columns, 25, 25)."""
    return sliding_window_view(picture, (SIDE, SIDE))[::stride, ::stride]


def scanned(stages: list[Stage]) -> Found:
    """Scan the astronaut: how much work a window is, and what was taken for a face, where."""
    count, looked_at, boxes = 0, 0, list[list[int]]()
    for number, picture in enumerate(scales(grey("astronaut"))):
        if SHRINK**number < LEAST * 0.95:
            continue
        view = windows_of(picture, STRIDE)
        windows, columns = view.reshape(-1, SIDE, SIDE), view.shape[1]
        passing = np.arange(len(windows))
        for stage in stages:
            looked_at += len(passing) * len(stage.stumps)
            passing = passing[stage.passes(windows[passing])]
        count += len(windows)
        size = SHRINK**number
        boxes += [
            [round(STRIDE * at * size) for at in divmod(int(place), columns)] + [round(SIDE * size)]
            for place in passing
        ]
    overlaps = [overlap((top, left, side, side), FACE) for top, left, side in boxes]
    return {
        "windows": count,
        "features a window": looked_at / count,
        "hits": len(boxes),
        "on the face": sum(one >= 0.5 for one in overlaps),
        "boxes": boxes,
    }


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """Return the area that two boxes share, over the area that either covers."""
    height, width = (
        max(0, min(one[i] + one[i + 2], other[i] + other[i + 2]) - max(one[i], other[i]))
        for i in (0, 1)
    )
    shared = height * width
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)
