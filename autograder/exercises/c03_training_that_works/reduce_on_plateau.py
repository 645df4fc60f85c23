"""ReduceOnPlateau: a rate that is cut when the loss has not improved for too long."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c03_training_that_works.losses import in_order
from autograder.exercises.c03_training_that_works.reduce_on_plateau_mistakes import MISTAKES
from seeing.probes import Array, Arrays, schedule_rates

GROUPS = {"patience": 0.75, "improvement": 0.5, "several cuts": 0.5, "two objects": 0.25}
SECOND = "losses of the second"


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; how the losses follow each other is fixed, the numbers are drawn."""
    patience, improvement, cuts, two = GROUPS

    def case(
        group: str, about: str, order: str, *waits: int, second: str = "", levels: str = ""
    ) -> Case:
        inputs: dict[str, Any] = {"lr": float(rng.choice([0.75, 1, 1.5, 2]))}
        if waits:
            inputs |= {"factor": float(rng.choice([0.2, 0.25, 0.4])), "patience": waits[0]}
        inputs["losses"], others = in_order(rng, order, second, levels=levels)
        if second:
            inputs[SECOND] = others
        return Case(group, about, inputs)

    return [
        case(patience, "a loss that sinks all the time", "9876543", 1),
        case(patience, "a patience of 2", "322222", 2),
        case(patience, "a patience of 0", "5443", 0),
        case(patience, "a patience of 4", "0123456", 4),
        case(patience, "the usual factor and patience", "21111"),
        case(improvement, "a loss that rises and sinks again", "0769584", 2),
        case(improvement, "a loss that stands still", "54444", 1),
        case(improvement, "progress just in time, twice", "97865784", 2),
        case(improvement, "a loss that is no number among others", "35n2443", 1),
        case(improvement, "a first loss that is no number", "n2110", 1),
        case(
            improvement, "a loss that sinks very slowly", "98765432", 1, levels="a little above 1"
        ),
        case(cuts, "a loss that stands still after each cut", "1000000000", 2),
        case(cuts, "progress after a cut", "87778665555", 1),
        case(cuts, "a loss after a cut that is better, but not the best", "25555433", 1),
        case(cuts, "a patience of 0 and a loss that rises", "01234", 0),
        case(two, "two objects, one of which sees progress", "22222", 3, second="98765"),
        case(two, "two objects that wait together", "22222", 3, second="65555"),
        case(improvement, "a loss that reaches 0", "20111", 1, levels="down to 0"),
        case(improvement, "losses below 0", "876899", 1, levels="below 0"),
        case(improvement, "losses in hundreds", "975444", 1, levels="in hundreds"),
    ]


def reference(
    lr: float, losses: Any, factor: float = 0.1, patience: int = 2, **second: Any
) -> Arrays:
    """Let torch's scheduler see the losses, without a threshold."""
    rates = {"rates": rates_of(losses, lr, factor, patience)}
    for name, others in second.items():
        rates[name.replace("losses", "rates")] = rates_of(others, lr, factor, patience)
    return rates


def rates_of(losses: Any, lr: float, factor: float, patience: int) -> Array:
    """Return the rate after each epoch of one training."""
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1, device="cpu")], lr=lr)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=factor, patience=patience, threshold=0, eps=0
    )
    rates = []
    for loss in losses:
        scheduler.step(float(loss))
        rates.append(optimizer.param_groups[0]["lr"])
    return np.array(rates)


EXERCISE = Exercise(
    name="ReduceOnPlateau",
    points=2,
    probe=schedule_rates,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
)
