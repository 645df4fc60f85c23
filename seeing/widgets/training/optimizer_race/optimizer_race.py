"""OptimizerRace: four rules walk down one surface, step by step."""

from typing import Any

import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.numbers import NumberRow

MOST_STEPS = 200
RULES = ("plain", "momentum", "rmsprop", "adam")
STARTS = {  # where the page begins too, when the reader chooses a surface
    "valley": [5.0, 1.0],
    "turned": [4 / 2**0.5, 6 / 2**0.5],  # the same, turned by 45°
    "bent": [-1.2, 1.0],
    "wells": [3.4, 1.5],
    "noisy": [5.0, 1.0],
}
LONGEST_STEP = 100.0


class OptimizerRace(Widget):
    """Drag the start, set each rule's rate, and compare paths, losses and the last step.

    surface: "valley", (x² + 25 y²) / 2; "turned", the same by 45°; "bent", Rosenbrock's with 1:20;
        "wells", two of them; "noisy", the valley with noise on its gradient
    steps: how many are drawn, 0 to 200
    shown: which rules walk, any of "plain", "momentum", "rmsprop", "adam"
    explained: the rule whose last step is written out
    plain_rate, momentum_rate, rmsprop_rate, adam_rate: above 0 to 100; momentum: 0 to below 1.
        All else is as torch.optim has it: alpha 0.99, betas 0.9 and 0.999, eps 1e-8

    >>> OptimizerRace(surface="turned", shown=["plain", "adam"]).steps
    20
    """

    _module = "optimizer_race.js"
    _height = traitlets.Dict({"narrow": 1296, "wide": 804}).tag(sync=True)

    surface = traitlets.Enum(tuple(STARTS), "valley").tag(sync=True)
    start = NumberRow([5.0, 1.0], 2).tag(sync=True)
    steps = traitlets.Int(20, min=0, max=MOST_STEPS).tag(sync=True)
    shown = traitlets.List(traitlets.Enum(RULES), ["plain", "momentum"]).tag(sync=True)
    explained = traitlets.Enum(RULES, "momentum").tag(sync=True)
    plain_rate = traitlets.Float(1 / 13).tag(sync=True)
    momentum_rate = traitlets.Float(1 / 9).tag(sync=True)
    rmsprop_rate = traitlets.Float(0.0166).tag(sync=True)
    adam_rate = traitlets.Float(0.13).tag(sync=True)
    momentum = traitlets.Float(4 / 9).tag(sync=True)

    @traitlets.default("start")
    def _of_the_surface(self) -> list[float]:
        return STARTS[self.surface]

    @traitlets.validate("plain_rate", "momentum_rate", "rmsprop_rate", "adam_rate")
    def _goes_downhill(self, proposal: Any) -> float:
        rate = float(proposal["value"])
        if not 0 < rate <= LONGEST_STEP:
            name = proposal["trait"].name
            raise traitlets.TraitError(f"{name}: expected above 0 to {LONGEST_STEP:g}, got {rate}")
        return rate

    @traitlets.validate("momentum")
    def _forgets(self, proposal: Any) -> float:
        share = float(proposal["value"])
        if not 0 <= share < 1:
            raise traitlets.TraitError(f"momentum: expected 0 to below 1, got {share}")
        return share

    @traitlets.validate("start")
    def _is_a_place(self, proposal: Any) -> list[float]:
        start: list[float] = proposal["value"]
        if len(start) != 2 or max(map(abs, start)) > 10:
            raise traitlets.TraitError(f"start: expected [x, y], each −10 to 10, got {start}")
        return start
