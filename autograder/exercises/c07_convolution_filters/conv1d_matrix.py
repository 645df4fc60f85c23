"""conv1d_matrix(k, n): a filter is a matrix with repeated entries."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c07_convolution_filters.conv1d_matrix_mistakes import MISTAKES
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, call_function

GROUPS = {"rows": 1.0, "shape": 0.5, "number types": 0.5}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; no kernel reads the same from both ends, but for those of one entry."""

    def case(group: str, about: str, k: Any, n: int) -> Case:
        return Case(group, about, {"k": k, "n": n})

    return [
        case("rows", "a kernel of 2", distinct(rng, 2), 4),
        case("rows", "a kernel of 3", distinct(rng, 3), 5),
        case(
            "rows", "a kernel of 4 and a longer input", distinct(rng, 4), int(rng.integers(9, 12))
        ),
        case("shape", "a kernel of 1", distinct(rng, 1), 3),
        case("shape", "a kernel as long as the input", distinct(rng, 3), 3),
        case("shape", "a kernel one shorter than the input", distinct(rng, 3), 4),
        case("number types", "a kernel of fractions", distinct(rng, 2) + 0.25, 3),
        case("number types", "a list of fractions", [float(v) + 0.25 for v in distinct(rng, 3)], 5),
        case("number types", "a list of whole numbers", [int(v) for v in distinct(rng, 2)], 3),
        case("number types", "a kernel of float32", distinct(rng, 3).astype(np.float32), 4),
    ]


def reference(k: Any, n: int) -> Array:
    """Ask torch what the kernel makes of each unit vector: these are the matrix's columns."""
    import torch

    kernel = torch.tensor(np.asarray(k, dtype=float))[None, None]
    units = torch.eye(n, dtype=torch.float64)[:, None]
    return torch.nn.functional.conv1d(units, kernel)[:, 0].T.numpy(force=True)


EXERCISE = Exercise(
    name="conv1d_matrix",
    points=2,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
