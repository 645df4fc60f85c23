"""SearchLandscape: a grid and chance look for the best of two settings, on a measured table."""

from typing import Any

import numpy as np
import traitlets

from seeing import measurements
from seeing.widgets.base import Widget
from seeing.widgets.traits.floats import Floats, FloatsTrait
from seeing.widgets.traits.numbers import NumberRow
from seeing.widgets.traits.packing import from_page, to_page

LABELS = ("right", "wrong")
SIDES = (2, 3, 4, 5)
RATES, DECAYS = 25, 13
LEAST_SPACING = 1 / 24


class SearchLandscape(Widget):
    """Move a grid over the losses of 325 settings, and compare it with trials by chance.

    losses: (2, 13, 25), validation losses where the labels are right, and where 30 % of them are
        wrong; a row for each weight decay from 1e-6 to 0.1, a column for each rate from 1e-4 to 1;
        `seeing.measurements.landscape`, if not given
    labels: which of the two tables, "right" or "wrong"
    side: of the grid, 2 to 5; both searches have side² trials
    centre: of the grid, [x, y] as shares of the window; the page keeps the grid inside
    spacing: of the grid, a share of the window's sides, 1/24 to 1; the page keeps it inside
    seed: of the trials by chance, a whole number from 0
    revealed: whether the table is seen, and not the tried settings alone

    >>> SearchLandscape(side=4, spacing=0.25).losses.shape
    (2, 13, 25)
    """

    _module = "search_landscape.js"
    _height = traitlets.Dict({"narrow": 1026, "wide": 864}).tag(sync=True)

    losses = FloatsTrait((2, DECAYS, RATES), "two tables of losses", "float16").tag(
        sync=True, to_json=to_page, from_json=from_page
    )
    labels = traitlets.Enum(LABELS, "right").tag(sync=True)
    side = traitlets.Enum(SIDES, 3).tag(sync=True)
    centre = NumberRow([0.5, 0.5], 2).tag(sync=True)
    spacing = traitlets.Float().tag(sync=True)
    seed = traitlets.Int(3, min=0).tag(sync=True)
    revealed = traitlets.Bool(True).tag(sync=True)

    @traitlets.default("losses")
    def _measured(self) -> Floats:
        tables = [measurements.landscape(labels)["losses"] for labels in LABELS]
        return np.array(tables, dtype=np.float16)

    @traitlets.default("spacing")
    def _in_the_middles(self) -> float:
        return 1 / self.side

    @traitlets.validate("centre")
    def _is_on_the_map(self, proposal: Any) -> list[float]:
        centre: list[float] = proposal["value"]
        if len(centre) != 2 or not all(0 <= share <= 1 for share in centre):
            raise traitlets.TraitError(f"centre: expected [x, y], each 0 to 1, got {centre}")
        return centre

    @traitlets.validate("spacing")
    def _is_a_share(self, proposal: Any) -> float:
        spacing = float(proposal["value"])
        if not LEAST_SPACING <= spacing <= 1:
            raise traitlets.TraitError(f"spacing: expected 1/24 to 1, got {spacing}")
        return spacing
