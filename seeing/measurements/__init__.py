"""Measurements that pages show: made by a benchmark on a machine that the record names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parent
PLACES = ("cpu", "gpu")
TRAINING = "training_that_works.json"
TUNING = "tuning.json"
RATES = tuple(float(f"{rate:.4g}") for rate in np.logspace(-4, 0, 25))  # of the landscape
MOST_LOSS = 5.0  # more than twice of what guessing gives, log 10
BEFORE_DEEP_LEARNING = "before_deep_learning.json"
CONVOLUTIONAL_NETWORKS = "convolutional_networks.json"


def path(where: str) -> Path:
    """Return where the record of a convolution layer's times is kept.

    where: "cpu" or "gpu"
    raises ValueError for another place
    """
    if where not in PLACES:
        raise ValueError(f"there are records for {' and '.join(PLACES)}, not for {where!r}")
    return FOLDER / f"convolution_on_{where}.json"


def convolution(where: str) -> dict[str, Any] | None:
    """Return how long a convolution layer took, or None where nobody has measured it yet.

    where: "cpu" or "gpu"
    returns {"command": what measured it, "machine": with versions, "rounds": of which the median
        is taken, "rows": [{"layer": name, "batch": images, "ms": {way: milliseconds}}, …]}; for a
        GPU also its measured "peak" in FLOP/s and "bandwidth" in bytes/s
    """
    file = path(where)
    if not file.exists():
        return None
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return record


def training(experiment: str) -> list[dict[str, Any]]:
    """Return what the remedies of chapter 03 were worth, measured on the digits.

    experiment: "rates", "schedules", "signals", "starts", "batch norm", "remedies" or another that
        `python -m benchmarks.training` made
    returns [{"settings": {name: value}, "found": {name: one value, or list, a seed}}, …]
    raises ValueError for an experiment that is not on record
    """
    return _experiment(TRAINING, experiment)


def tuning(experiment: str) -> list[dict[str, Any]]:
    """Return what ways of choosing settings were worth, measured for chapter 04 on the digits.

    experiment: "landscape", "five settings", "luck" or another that `python -m benchmarks.tuning`
        made
    returns as `training` does
    raises ValueError for an experiment that is not on record
    """
    return _experiment(TUNING, experiment)


def landscape(labels: str) -> dict[str, Any]:
    """Return the validation loss of a small network by learning rate and weight decay.

    labels: "right", or "wrong" where 30 % of those to train on are
    returns {"rates": (25,), "decays": (13,), "losses": (13, 25)}: means of three seeds, in which a
        run counts as MOST_LOSS where it diverged or ended above that
    """
    rows = [row for row in tuning("landscape") if row["settings"]["labels"] == labels]
    losses = np.array([row["found"]["loss"] for row in rows])
    capped = np.minimum(np.nan_to_num(losses, nan=MOST_LOSS), MOST_LOSS)
    return {
        "rates": np.array(RATES),
        "decays": np.array([row["settings"]["decay"] for row in rows]),
        "losses": capped.mean(axis=1),
    }


def before_deep_learning(experiment: str) -> list[dict[str, Any]]:
    """Return how far the designed features of chapter 06 carried, in the same form.

    experiment: "corners", "SIFT", "words", "boosting", "cascade", "parts", "scenes", "photographs"
        or another that `python -m benchmarks.before_deep_learning` made
    raises ValueError for an experiment that is not on record
    """
    return _experiment(BEFORE_DEEP_LEARNING, experiment)


def convolutional_networks(experiment: str) -> list[dict[str, Any]]:
    """Return what chapter 10's networks do, trained and built in other ways, in the same form.

    experiment: "augmentation", "pooling", "depth", "confusion" or another that
        `python -m benchmarks.convolutional_networks` made
    raises ValueError for an experiment that is not on record
    """
    return _experiment(CONVOLUTIONAL_NETWORKS, experiment)


def _experiment(file: str, name: str) -> list[dict[str, Any]]:
    record: dict[str, Any] = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    if name not in record["experiments"]:
        known = ", ".join(record["experiments"])
        raise ValueError(f"{name!r} was not measured; there are {known}")
    rows: list[dict[str, Any]] = record["experiments"][name]
    return rows
