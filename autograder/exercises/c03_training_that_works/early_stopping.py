"""EarlyStopping: stop when the loss has not improved for too long, and keep the best weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises import Case, Exercise
from autograder.exercises.c03_training_that_works.early_stopping_mistakes import MISTAKES
from autograder.exercises.c03_training_that_works.losses import in_order
from autograder.exercises.random_arrays import distinct
from seeing.probes import Array, Arrays, outputs_asked_for, watch_training
from seeing.probes.watchers import FADING

GROUPS = {"stopping": 1.0, "the best kept": 0.75, "two objects": 0.25}
SECOND = " of the second"
KEPT = ("best_loss", "best_weights[0]", "best_weights[1]")


def cases(rng: np.random.Generator) -> list[Case]:
    """Draw the cases; how the losses follow each other is fixed, the numbers are drawn."""
    stopping, kept, two = GROUPS
    asked = {stopping: ("stop",), kept: KEPT, two: ("stop", *KEPT)}

    def case(
        group: str, about: str, order: str, patience: int, second: str = "", levels: str = ""
    ) -> Case:
        losses, others = in_order(rng, order, second, levels=levels)
        inputs: dict[str, Any] = {"losses": losses}
        names = list(asked[group])
        if second:
            inputs[f"losses{SECOND}"] = others
            names += [name + SECOND for name in names]
        inputs |= {"patience": patience, "w": distinct(rng, 2, 3), "b": distinct(rng, 2)}
        return Case(group, about, inputs, unseen={"asked": ", ".join(names)})

    return [
        case(stopping, "a loss that sinks all the time", "876543", 1),
        case(stopping, "a patience of 2, and a loss that rises", "4323456", 2),
        case(stopping, "a patience of 0", "7654", 0),
        case(stopping, "a patience of 0, and a bad epoch", "7656", 0),
        case(stopping, "progress just in time, twice", "97868597", 2),
        case(stopping, "a loss that rises and sinks again", "07695", 2),
        case(stopping, "a loss that stands still", "5444", 1),
        case(stopping, "a loss that is no number among others", "35n244", 1),
        case(stopping, "a first loss that is no number", "n2111", 1),
        case(stopping, "a loss that sinks very slowly", "9876543", 1, levels="a little above 1"),
        case(kept, "the best in the last epoch", "7543", 3),
        case(kept, "the best in the middle", "75346", 3),
        case(kept, "the best in the first epoch", "1456", 3),
        case(kept, "the best twice", "53434", 3),
        case(kept, "a loss that sinks again, but not to the best", "5284636", 6),
        case(kept, "a loss that is no number after the best", "42n3", 3),
        case(kept, "a first loss that is no number", "n423", 3),
        case(two, "two objects that watch two trainings", "43456", 2, second="98765"),
        case(two, "two objects that wait together", "12345", 3, second="67788"),
        case(stopping, "a loss that reaches 0", "20111", 1, levels="down to 0"),
        case(stopping, "losses below 0", "876899", 1, levels="below 0"),
        case(stopping, "losses in hundreds", "975444", 1, levels="in hundreds"),
    ]


def reference(losses: Any, patience: int, w: Any, b: Any, **second: Any) -> Arrays:
    """Let torch's scheduler count the bad epochs; it cuts no rate so long as it is patient."""
    outputs = outputs_of(losses, patience, w, b)
    for others in second.values():
        outputs |= {n + SECOND: v for n, v in outputs_of(others, patience, w, b).items()}
    return outputs


def outputs_of(losses: Any, patience: int, w: Any, b: Any) -> dict[str, Array]:
    """Watch one training."""
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1, device="cpu")])
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, patience=len(losses), threshold=0
    )
    stop, best = [], []
    for loss in losses:
        scheduler.step(float(loss))
        stop.append(scheduler.num_bad_epochs > patience)
        best.append(float(scheduler.best))
    faded = FADING * best.index(best[-1])
    return {
        "stop": np.array(stop),
        "best_loss": np.array(best[-1]),
        "best_weights[0]": w - faded,
        "best_weights[1]": b - faded,
    }


EXERCISE = Exercise(
    name="EarlyStopping",
    points=2,
    probe=watch_training,
    cases=cases,
    reference=reference,
    mistakes=tuple(MISTAKES),
    groups=GROUPS,
    measure=outputs_asked_for,
)
