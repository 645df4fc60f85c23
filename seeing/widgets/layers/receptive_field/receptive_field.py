"""ReceptiveField: what one number far up can see."""

from typing import Any

import traitlets

from seeing.widgets.base import Widget

MOST_LAYERS = 5
LIMITS = {"kernel size": (1, 7), "stride": (1, 4), "dilation": (1, 8)}


class ReceptiveField(Widget):
    """Stack layers over a row of numbers, and follow one output down to all it depends on.

    layers: up to 5 of [kernel size 1–7, stride 1–4, dilation 1–8], the first nearest the input
    place: which number of the last layer is followed, from 0

    >>> ReceptiveField(layers=[[3, 1, 1], [3, 2, 1]]).place
    0
    """

    _module = "receptive_field.js"
    _height = traitlets.Dict({"narrow": 581, "wide": 548}).tag(sync=True)

    layers = traitlets.List([[3, 1, 1], [3, 1, 1], [3, 1, 1]]).tag(sync=True)
    place = traitlets.Int(0, min=0).tag(sync=True)

    @traitlets.validate("layers")
    def _layers_can_be_drawn(self, proposal: Any) -> list[list[int]]:
        layers = [list(layer) for layer in proposal["value"]]
        if not 1 <= len(layers) <= MOST_LAYERS:
            raise traitlets.TraitError(f"layers: 1 to {MOST_LAYERS} are shown, got {len(layers)}")
        for number, layer in enumerate(layers):
            if len(layer) != len(LIMITS):
                raise traitlets.TraitError(
                    f"layers: layer {number} is {layer}: give [kernel size, stride, dilation]"
                )
            for value, (name, (low, high)) in zip(layer, LIMITS.items(), strict=True):
                if type(value) is not int or not low <= value <= high:
                    raise traitlets.TraitError(
                        f"layers: the {name} of layer {number} is {value!r}: use {low} to {high}"
                    )
        return layers
