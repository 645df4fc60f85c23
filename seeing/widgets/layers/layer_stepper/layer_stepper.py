"""LayerStepper: every number of a small convolution layer, and each product of each output."""

from typing import Any

import numpy as np
import numpy.typing as npt
import traitlets

from seeing.widgets.base import Widget
from seeing.widgets.traits.numbers import number_row, number_rows

CHANNELS, MAPS, SIDE = 3, 2, 3  # as many numbers as can be read at once, on a phone too
SMALLEST_IMAGE, LARGEST_IMAGE = 3, 5

IMAGE = [
    [[3, 1, 2, 0, 1], [0, 1, 2, 3, 3], [1, 2, 3, 2, 2], [0, 3, 2, 0, 0], [3, 2, 3, 1, 0]],
    [[3, 3, 2, 1, 0], [2, 1, 0, 2, 3], [3, 1, 1, 1, 3], [2, 0, 2, 3, 0], [2, 3, 3, 0, 3]],
    [[0, 0, 2, 2, 3], [0, 3, 2, 0, 1], [2, 1, 3, 1, 3], [0, 2, 2, 3, 2], [2, 3, 1, 2, 1]],
]
KERNELS = [
    [
        [[-1, 1, 0], [1, 0, -1], [-1, -1, -1]],
        [[1, -1, 1], [1, -1, -1], [1, -1, 1]],
        [[1, 0, 1], [-1, -1, 0], [1, 1, 1]],
    ],
    [
        [[-1, 0, 1], [0, 0, 1], [1, 0, 1]],
        [[1, 1, 0], [1, 0, 0], [-1, -1, 0]],
        [[0, 1, -1], [-1, -1, -1], [0, 1, -1]],
    ],
]
Sheets = list[list[list[float]]]


class LayerStepper(Widget):
    """Step through a convolution layer of 3 channels, 2 maps and kernels of 3 × 3.

    image: (3, h, w) finite numbers, h and w from 3 to 5
    kernels: (2, 3, 3, 3) finite numbers: output maps, channels, rows, columns
    biases: (2,) finite numbers
    stride: 1 to 3; padding: 0 to 2, of zeros, on all sides
    map: 0 or 1, and place: which output's 27 products are shown, the place counted along the rows
        of its map, from 0; one too many is taken as the last

    Setting a trait to what it cannot be raises traitlets.TraitError and changes nothing.

    >>> LayerStepper(stride=1).padding
    1
    """

    _module = "layer_stepper.js"
    _height = traitlets.Dict({"narrow": 1202, "wide": 867}).tag(sync=True)

    image = traitlets.Any(IMAGE).tag(sync=True)
    kernels = traitlets.Any(KERNELS).tag(sync=True)
    biases = traitlets.Any([1, -2]).tag(sync=True)
    stride = traitlets.Int(2, min=1, max=3).tag(sync=True)
    padding = traitlets.Int(1, min=0, max=2).tag(sync=True)
    map = traitlets.Int(0, min=0, max=MAPS - 1).tag(sync=True)
    place = traitlets.Int(4, min=0).tag(sync=True)

    @traitlets.validate("image")
    def _image_can_be_shown(self, proposal: Any) -> Sheets:
        channels = _sheets(proposal["value"], "image", LARGEST_IMAGE)
        if min(np.shape(channels)[1:]) < SMALLEST_IMAGE:
            raise traitlets.TraitError(
                f"image: {np.shape(channels)[1:]} is smaller than the kernel: "
                f"give {SMALLEST_IMAGE} to {LARGEST_IMAGE} rows and columns"
            )
        return channels

    @traitlets.validate("kernels")
    def _kernels_are_two(self, proposal: Any) -> list[Sheets]:
        if np.ndim(proposal["value"]) < 1 or len(proposal["value"]) != MAPS:
            raise traitlets.TraitError(f"kernels: give {MAPS}, one for each output map")
        kernels = [_sheets(kernel, "kernels", SIDE) for kernel in proposal["value"]]
        if np.shape(kernels) != (MAPS, CHANNELS, SIDE, SIDE):
            raise traitlets.TraitError(f"kernels: each sheet has {SIDE} rows of {SIDE} numbers")
        return kernels

    @traitlets.validate("biases")
    def _biases_are_two(self, proposal: Any) -> list[float]:
        try:
            biases = number_row(proposal["value"], MAPS)
        except ValueError as error:
            raise traitlets.TraitError(f"biases: {error}") from None
        if len(biases) != MAPS:
            raise traitlets.TraitError(f"biases: {MAPS}, one for each output map")
        return biases


def _sheets(value: npt.ArrayLike, name: str, most: int) -> Sheets:
    """Return three equally large sheets of numbers, or raise TraitError saying what to give."""
    sheets: list[Any] = list(value) if np.iterable(value) else []
    if len(sheets) != CHANNELS:
        raise traitlets.TraitError(f"{name}: {CHANNELS} channels, so {CHANNELS} sheets of numbers")
    try:
        found = [number_rows(sheet, most) for sheet in sheets]
    except ValueError as error:
        raise traitlets.TraitError(f"{name}: {error}") from None
    if len({np.shape(sheet) for sheet in found}) != 1:
        raise traitlets.TraitError(f"{name}: give all {CHANNELS} sheets the same shape")
    return found
