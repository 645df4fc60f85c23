"""GIST: is the same place found again, and another part of the same photograph?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial.distance import cdist
from skimage.transform import resize

from benchmarks.before_deep_learning.material import Images, grey
from benchmarks.record import Found, Settings
from seeing import datasets
from seeing.handmade import gist

PLACES = 4  # of each of the 15 photographs
CROP, SIDE = 128, 64  # pixels of the photograph, and of what is compared
MOST = 12  # pixels that a query is moved by, each way
QUERIES = ("moved", "relit", "moved and relit", "another part")

DESCRIPTIONS: dict[str, Callable[[Images], npt.NDArray[Any]]] = {
    "GIST": gist,
    "pixels": np.ravel,
    "standardized": lambda image: np.ravel((image - image.mean()) / (image.std() + 1e-9)),
    "thumbnail": lambda image: image.reshape(8, SIDE // 8, 8, SIDE // 8).mean(axis=(1, 3)).ravel(),
    "greys": lambda image: np.histogram(image, 32, (0, 1))[0] / image.size,
}


def scenes(settings: Settings, seed: int) -> Found:
    """Return for each description how often the nearest of 60 crops is the right one.

    For "another part" any crop of the same photograph is right, but for the query itself.
    """
    rng = np.random.default_rng(seed)
    pictures = [grey(name) for name in datasets.PHOTOGRAPHS]
    owner = np.arange(len(pictures)).repeat(PLACES)
    places = [_place(pictures[one].shape, rng) for one in owner]
    kept = [_crop(pictures[one], place) for one, place in zip(owner, places, strict=True)]
    if settings["query"] == "another part":
        return {name: _elsewhere(kept, owner, to) for name, to in DESCRIPTIONS.items()}
    moved = "moved" in settings["query"]
    shifts = rng.integers(-MOST, MOST + 1, (len(places), 2)) * moved
    asked = [
        _crop(pictures[one], place + shift)
        for one, place, shift in zip(owner, places, shifts, strict=True)
    ]
    if "relit" in settings["query"]:
        powers = 2.0 ** rng.uniform(-1, 1, len(asked))
        asked = [image**power for image, power in zip(asked, powers, strict=True)]
    return {name: _same(asked, kept, to) for name, to in DESCRIPTIONS.items()}


def _place(shape: tuple[int, ...], rng: np.random.Generator) -> npt.NDArray[np.int_]:
    return rng.integers(MOST, np.array(shape) - CROP - MOST + 1)


def _crop(picture: Images, place: npt.NDArray[np.int_]) -> Images:
    top, left = place
    cut: Images = resize(picture[top : top + CROP, left : left + CROP], (SIDE, SIDE))
    return np.clip(cut, 0, 1)


def _same(asked: list[Images], kept: list[Images], to: Callable[[Images], Any]) -> float:
    far = cdist([to(one) for one in asked], [to(one) for one in kept])
    return float((far.argmin(axis=1) == np.arange(len(kept))).mean())


def _elsewhere(
    kept: list[Images], owner: npt.NDArray[np.int_], to: Callable[[Images], Any]
) -> float:
    rows = [to(one) for one in kept]
    far = cdist(rows, rows)
    np.fill_diagonal(far, np.inf)
    return float((owner[far.argmin(axis=1)] == owner).mean())
