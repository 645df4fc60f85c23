"""How networks and training loops are exercised: probes that need torch. No answers here.

As everywhere, a probe maps (objects, inputs) to named arrays. Nothing is left to chance, so a right
answer gives the same numbers every time; and all but `run_network` compute in float64.
"""

from seeing.probes.networks.epochs import (
    evaluate_network,
    run_convolutional_network,
    run_network,
    train_one_epoch,
)
from seeing.probes.networks.library import convolve_by_torch
from seeing.probes.networks.looking import (
    climb,
    judge_climb,
    look,
    look_at_maps,
    value_and_gradient,
)
from seeing.probes.networks.loops import (
    run_examined_loop,
    run_loop,
    run_shuffling_loop,
    train_on_all,
)

__all__ = [
    "climb",
    "convolve_by_torch",
    "evaluate_network",
    "judge_climb",
    "look",
    "look_at_maps",
    "run_convolutional_network",
    "run_examined_loop",
    "run_loop",
    "run_network",
    "run_shuffling_loop",
    "train_on_all",
    "train_one_epoch",
    "value_and_gradient",
]
