"""Boosted stumps on rectangle features: AdaBoost as Viola and Jones used it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.before_deep_learning.material import Images
from seeing.handmade import Floats, haar_features

SIDE = 25  # of a window, as scikit-image's faces
STEP = 2  # of the rectangles: 10,344 features
Table = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Stump:
    """Says 1 where sign · feature > threshold; its say in the vote is alpha."""

    feature: int
    sign: int
    threshold: float
    alpha: float

    def answers(self, table: Table) -> npt.NDArray[np.bool_]:
        """Tell rows of all features: (n, d) -> (n,)."""
        return self.sign * table[:, self.feature] > self.threshold


def standardized(windows: Images) -> Floats:
    """Bring windows (n, 25, 25) to mean 0 and deviation 1, so that light does not matter."""
    windows = np.asarray(windows, dtype=float)
    flat = windows - windows.mean(axis=(1, 2), keepdims=True)
    return flat / np.maximum(flat.std(axis=(1, 2), keepdims=True), 1e-2)


def table_of(windows: Images, some: npt.NDArray[np.int_] | None = None) -> Table:
    """Return all features of windows (n, 25, 25), or some: (n, d)."""
    sums = np.pad(standardized(windows), ((0, 0), (1, 0), (1, 0))).cumsum(axis=1).cumsum(axis=2)
    features = haar_features(SIDE, STEP) if some is None else haar_features(SIDE, STEP)[some]
    values: Table = (features @ sums.reshape(len(windows), -1).T).T
    return values


def boosted(table: Table, labels: npt.NDArray[np.int_], rounds: int) -> list[Stump]:
    """Choose stumps one after another, each on what those before it got wrong.

    table: (n, d); labels: (n,), 1 or 0, which have half of the weight each at first
    """
    order = np.argsort(table, axis=0, kind="stable")
    in_order = np.take_along_axis(table, order, axis=0)
    weights = np.where(labels == 1, 0.5 / labels.sum(), 0.5 / (1 - labels).sum())
    stumps = []
    for _ in range(rounds):
        weights = weights / weights.sum()
        feature, sign, threshold, error = _least(in_order, order, weights, labels)
        odds = max(error, 1e-10) / (1 - error)
        stump = Stump(feature, sign, threshold, float(-np.log(odds)))
        right = stump.answers(table) == (labels == 1)
        weights = np.where(right, weights * odds, weights)
        stumps.append(stump)
    return stumps


def _least(
    in_order: Table, order: npt.NDArray[np.intp], weights: Floats, labels: npt.NDArray[np.int_]
) -> tuple[int, int, float, float]:
    """Return feature, sign, threshold and weighted error of the best stump.

    in_order: (n, d) each feature's values, sorted; order: which row each came from
    """
    faces = (weights * labels)[order].cumsum(axis=0)[:-1]
    others = (weights * (1 - labels))[order].cumsum(axis=0)[:-1]
    total = (weights * labels).sum()
    # A cut behind row i; "1 above it" errs on the faces below and on the others above.
    above = faces + (weights.sum() - total) - others
    errors = np.stack([above, weights.sum() - above])
    errors[:, np.diff(in_order, axis=0) <= 0] = np.inf  # no gap to cut in
    side, row, feature = np.unravel_index(errors.argmin(), errors.shape)
    threshold = in_order[row : row + 2, feature].mean()
    sign = 1 if side == 0 else -1
    return int(feature), sign, float(sign * threshold), float(errors[side, row, feature])


def votes(stumps: list[Stump], table: Table) -> Floats:
    """Return the weighted share of the stumps that say 1, for rows of all features (n, d)."""
    says = np.stack([stump.alpha * stump.answers(table) for stump in stumps])
    shares: Floats = says.sum(axis=0) / sum(stump.alpha for stump in stumps)
    return shares
