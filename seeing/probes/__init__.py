"""How an exercise is exercised: give arrays to a student's code, take arrays back. No answers here.

A probe maps (objects, inputs) to an array or to named arrays. `objects` are what the student
wrote: one function for most exercises, several classes for an engine. `inputs` is one case.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from seeing.probes.calls import (
    AnotherResultError,
    Array,
    Arrays,
    InputChangedError,
    Inputs,
    Measure,
    NothingReturnedError,
    Outcome,
    OutputError,
    Probe,
    as_array,
    call_again,
    call_function,
    kind_of,
    measured,
    observe,
)
from seeing.probes.chance import crop_twice, judge_crops
from seeing.probes.classifiers import ask_about_moved
from seeing.probes.derivatives import (
    pass_back,
    step_and_compare,
    sum_to_shape,
)
from seeing.probes.graphs import differentiate_graph, flow_back, list_nodes, place_in_order
from seeing.probes.masks import drop_often, judge_masks
from seeing.probes.pace import TooSlowError, in_time
from seeing.probes.pictures import move_and_filter
from seeing.probes.samples import judge_samples, sample_thrice
from seeing.probes.searches import search_by_chance, search_grid
from seeing.probes.several import (
    gradients_of_layer,
    normalize_batch,
    outputs_asked_for,
    step_with_moments,
    step_with_velocity,
)
from seeing.probes.splits import judge_splits, split_thrice
from seeing.probes.starts import draw_weights, judge_weights
from seeing.probes.tiles import convolve_tiled, run_tiles, sums_of_large
from seeing.probes.training import classify_linearly, train
from seeing.probes.watchers import schedule_rates, watch_training

# Apart, since torch takes a second to import, and some chapters have to do without it.
NEED_TORCH = "seeing.probes.networks"


def named(name: str) -> Callable[..., Any]:
    """Return a probe or a measure by its name; those of networks import torch when asked for."""
    module = None if name in globals() else importlib.import_module(NEED_TORCH)
    found: Callable[..., Any] = getattr(module, name) if module else globals()[name]
    return found


__all__ = [
    "AnotherResultError",
    "Array",
    "Arrays",
    "InputChangedError",
    "Inputs",
    "Measure",
    "NothingReturnedError",
    "Outcome",
    "OutputError",
    "Probe",
    "TooSlowError",
    "as_array",
    "ask_about_moved",
    "call_again",
    "call_function",
    "classify_linearly",
    "convolve_tiled",
    "crop_twice",
    "differentiate_graph",
    "draw_weights",
    "drop_often",
    "flow_back",
    "gradients_of_layer",
    "in_time",
    "judge_crops",
    "judge_masks",
    "judge_samples",
    "judge_splits",
    "judge_weights",
    "kind_of",
    "list_nodes",
    "measured",
    "move_and_filter",
    "named",
    "normalize_batch",
    "observe",
    "outputs_asked_for",
    "pass_back",
    "place_in_order",
    "run_tiles",
    "sample_thrice",
    "schedule_rates",
    "search_by_chance",
    "search_grid",
    "split_thrice",
    "step_and_compare",
    "step_with_moments",
    "step_with_velocity",
    "sum_to_shape",
    "sums_of_large",
    "train",
    "watch_training",
]
