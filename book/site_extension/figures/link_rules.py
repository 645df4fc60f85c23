"""Which states a link may set a figure up in: rules for its traits, read by link_states.js.

Python's traits refuse what a figure cannot be; a page has no Python. So the site gives it, for each
widget, what the traits say of themselves, and beside it what their validators add.
"""

from __future__ import annotations

import json
from typing import Any

import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.features.corner_lab.corner_lab import RANGES as CORNER_RANGES
from seeing.widgets.features.hog_view.hog_view import RANGES as LIGHT_RANGES
from seeing.widgets.features.word_histogram.word_histogram import PATCHES
from seeing.widgets.graphs.graph_stepper.graph_stepper import LONGEST_EXPRESSION, MOST_ENTRIES
from seeing.widgets.layers.layer_stepper.layer_stepper import (
    CHANNELS,
    LARGEST_IMAGE,
    MAPS,
    SIDE,
    SMALLEST_IMAGE,
)
from seeing.widgets.layers.receptive_field.receptive_field import LIMITS, MOST_LAYERS
from seeing.widgets.pictures.shuffle_lab.shuffle_lab import QUIZ
from seeing.widgets.training.optimizer_race.optimizer_race import LONGEST_STEP
from seeing.widgets.training.search_landscape.search_landscape import LEAST_SPACING
from seeing.widgets.training.signal_flow.signal_flow import GAINS
from seeing.widgets.traits.numbers import NumberRow, NumberRows

Rule = dict[str, Any]


def between(low: float, high: float) -> Rule:
    """Return the rule of a number from `low` to `high`."""
    return {"is": "number", "low": low, "high": high}


def numbers(*axes: tuple[int, int], **more: Any) -> Rule:
    """Return the rule of nested lists of numbers: the least and the most length of each axis."""
    return {"is": "numbers", "axes": axes, **more}


def whole(low: int, high: int | None = None) -> Rule:
    """Return the rule of a whole number from `low`, to `high` if there is a most."""
    return {"is": "integer", "low": low} | ({} if high is None else {"high": high})


RATE = {"is": "number", "above": 0, "high": LONGEST_STEP}
PLACE = {"is": "tuple", "of": [whole(0), whole(0)]}
ANSWER = {
    "digit": whole(0, QUIZ - 1),
    "share": whole(0, 100),
    "seed": whole(0),
    "answer": whole(0, 9),
}
INPUT = [numbers(*[(1, MOST_ENTRIES)] * axes, most=MOST_ENTRIES) for axes in (0, 1, 2)]

# What a validator says, and no trait of itself.
VALIDATED: dict[str, dict[str, Rule]] = {
    "ChannelView": {"sheets": numbers((3, 3), (3, 3), (3, 3))},
    "CornerLab": {name: between(*ends) for name, ends in CORNER_RANGES.items()},
    "GraphStepper": {
        "expression": {"is": "text", "longest": LONGEST_EXPRESSION},
        "inputs": {"is": "map", "of": {"is": "either", "of": INPUT}},
    },
    "HogView": {name: between(*ends) for name, ends in LIGHT_RANGES.items()},
    "LayerStepper": {
        "image": numbers((CHANNELS, CHANNELS), *[(SMALLEST_IMAGE, LARGEST_IMAGE)] * 2),
        "kernels": numbers((MAPS, MAPS), (CHANNELS, CHANNELS), (SIDE, SIDE), (SIDE, SIDE)),
        "biases": numbers((MAPS, MAPS)),
    },
    "LearnKernel": {"rate": {"is": "number", "above": 0}},
    "OptimizerRace": {
        **dict.fromkeys(("plain_rate", "momentum_rate", "rmsprop_rate", "adam_rate"), RATE),
        "momentum": {"is": "number", "low": 0, "below": 1},
        "start": numbers((2, 2), of=between(-10, 10)),
    },
    "OrientationWheel": {"angle": {"is": "number", "above": -180, "high": 180}},
    "PixelInspector": {
        "pins": {"is": "tuple", "of": [{"is": "either", "of": [PLACE, {"is": "nothing"}]}] * 2}
    },
    "ReceptiveField": {
        "layers": {
            "is": "list",
            "long": [1, MOST_LAYERS],
            "of": {"is": "tuple", "of": [whole(*ends) for ends in LIMITS.values()]},
        }
    },
    "SearchLandscape": {
        "spacing": between(LEAST_SPACING, 1),
        "centre": numbers((2, 2), of=between(0, 1)),
    },
    "ShuffleLab": {
        "answers": {"is": "list", "long": [0, QUIZ], "of": {"is": "record", "of": ANSWER}}
    },
    "SignalFlow": {"gain": between(*GAINS)},
    "SlideKernel1D": {"position": whole(0)},
    "SlideKernel2D": {"row": whole(0), "column": whole(0)},
    "WordHistogram": {
        "order": {
            "is": "list",
            "long": [PATCHES, PATCHES],
            "once": True,
            "of": whole(0, PATCHES - 1),
        }
    },
}
# Traits that count the places of a part in a whole, along an axis.
WINDOWS: dict[str, dict[str, dict[str, Any]]] = {
    "SlideKernel1D": {"position": {"whole": "x", "part": "kernel", "axis": 0}},
    "SlideKernel2D": {
        "row": {"whole": "image", "part": "kernel", "axis": 0},
        "column": {"whole": "image", "part": "kernel", "axis": 1},
    },
}


def rule_of(trait: traitlets.TraitType[Any, Any]) -> Rule | None:
    """Return what a trait says of the values it takes; None if a link cannot carry one."""
    rule: Rule
    match trait:
        case traitlets.Bool():
            rule = {"is": "boolean"}
        case traitlets.Enum():
            rule = {"is": "choice", "of": list(trait.values or ())}
        case traitlets.Int() | traitlets.Float():
            ends = {"low": trait.min, "high": trait.max}
            finite = {
                name: end
                for name, end in ends.items()
                if end is not None and abs(end) < float("inf")
            }
            rule = {"is": "integer" if isinstance(trait, traitlets.Int) else "number", **finite}
        case NumberRow():
            rule = numbers((1, trait.most))
        case NumberRows():
            rule = numbers((1, trait.most), (1, trait.most))
        case traitlets.List() if isinstance(trait._trait, traitlets.Enum):
            inner = rule_of(trait._trait)
            rule = {
                "is": "list",
                "long": [0, len(trait._trait.values or ())],
                "once": True,
                "of": inner,
            }
        case _:
            return None
    return {"is": "either", "of": [rule, {"is": "nothing"}]} if trait.allow_none else rule


def rules_of(widget: type[Widget]) -> dict[str, Any]:
    """Return {"traits": a rule for each that a link may carry, "windows": rules between them}.

    >>> from seeing.widgets import Connectivity
    >>> rules_of(Connectivity)["traits"]["stride"]
    {'is': 'integer', 'low': 1, 'high': 3}
    """
    said = {
        name: rule
        for name, trait in widget.class_traits(sync=True).items()
        if not name.startswith("_") and (rule := rule_of(trait)) is not None
    }
    name = widget.__name__
    return {"traits": said | VALIDATED.get(name, {}), "windows": WINDOWS.get(name, {})}


def rules_file(widget: type[Widget]) -> bytes:
    """Return the rules of a widget as the page loads them."""
    return json.dumps(rules_of(widget), separators=(",", ":"), sort_keys=True).encode()
