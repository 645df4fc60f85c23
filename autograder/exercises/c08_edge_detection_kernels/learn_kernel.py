"""learn_kernel(image, target, size, steps, lr): find the kernel between two pictures."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c08_edge_detection_kernels.learn_kernel_mistakes import MISTAKES, slide
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, call_function

GROUPS = {"one step": 1.5, "several steps": 1.5, "sizes": 0.5, "number types": 0.5}


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases: a picture, what an unknown kernel makes of it, and rates that converge."""
    one, several, sizes, types = GROUPS

    def case(
        group: str, about: str, shape: tuple[int, int], size: int, steps: int, lr: float
    ) -> Case:
        image = distinct(rng, *shape, largest=40) / 40
        hidden = distinct(rng, size, size, largest=20)
        target = slide(image, hidden)
        rate = round(lr * float(rng.uniform(0.8, 1.2)), 3)
        inputs = {"image": image, "target": target, "size": size, "steps": steps, "lr": rate}
        return Case(group, about, inputs)

    image = distinct(rng, 5, 5, largest=15).astype(int)
    target = slide(image, distinct(rng, 2, 2)).astype(int)
    small = {"size": 2, "steps": 3, "lr": 0.001}
    return [
        case(one, "a 2×2 kernel and one step", (4, 4), 2, 1, 0.4),
        case(one, "a 3×3 kernel and one step", (5, 5), 3, 1, 0.4),
        case(one, "no step at all", (4, 4), 3, 0, 0.4),
        case(several, "a 3×3 kernel and two steps", (6, 6), 3, 2, 0.4),
        case(several, "a 2×2 kernel and twenty steps", (6, 6), 2, 20, 0.4),
        case(several, "steps that have hardly an error left to mend", (5, 5), 1, 60, 0.4),
        case(sizes, "an image wider than tall", (4, 8), 2, 5, 0.3),
        case(sizes, "an image taller than wide", (8, 4), 3, 5, 0.3),
        case(sizes, "a kernel of one entry", (5, 5), 1, 5, 0.3),
        Case(types, "whole numbers", {"image": image, "target": target, **small}),
        Case(types, "nested lists", {"image": image.tolist(), "target": target.tolist(), **small}),
    ]


def reference(image: Any, target: Any, size: int, steps: int, lr: float) -> Array:
    """Let torch derive the mean squared error and take the steps, in float64."""
    import torch

    pixel, wanted = (torch.tensor(np.asarray(a, dtype=float)) for a in (image, target))
    kernel = torch.zeros(size, size, dtype=torch.float64, device=pixel.device, requires_grad=True)
    descent = torch.optim.SGD([kernel], lr=lr)
    for _ in range(steps):
        descent.zero_grad()
        answer = torch.nn.functional.conv2d(pixel[None, None], kernel[None, None])[0, 0]
        torch.nn.functional.mse_loss(answer, wanted).backward()
        descent.step()
    return kernel.numpy(force=True)


EXERCISE = Exercise(
    name="learn_kernel",
    points=4,
    probe=call_function,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
