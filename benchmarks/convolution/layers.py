"""The layers that are timed."""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """A layer by its sizes: channels in and out, the image's side and the kernel's."""

    name: str
    c: int
    o: int
    side: int
    k: int
    stride: int = 1
    padding: int = 0


# On the processor: (batch, layer). The last one is where a product of spectra should pay.
ON_THE_CPU = [
    (1, Shape("a filter of 3 × 3 on a photograph", 1, 1, 256, 3)),
    (8, Shape("a first layer, 3 to 16", 3, 16, 32, 3)),
    (1, Shape("chapter 10's second layer, 12 to 24, of 5 × 5", 12, 24, 12, 5)),
    (8, Shape("the middle of a network, 64 to 64", 64, 64, 18, 3)),
    (1, Shape("a filter of 31 × 31 on a photograph", 1, 1, 256, 31)),
]

# Each different convolution of ResNet-50 (He et al., 2016) for images of 224 × 224.
RESNET_50 = [
    Shape("conv1", 3, 64, 224, 7, 2, 3),
    *[
        shape
        for stage, (c, side) in enumerate([(64, 56), (128, 28), (256, 14), (512, 7)], start=2)
        for shape in (
            Shape(f"conv{stage} 1×1 in", 4 * c, c, side, 1),
            Shape(f"conv{stage} 3×3", c, c, side, 3, 1, 1),
            Shape(f"conv{stage} 1×1 out", c, 4 * c, side, 1),
        )
    ],
    Shape("conv2 1×1 first", 64, 64, 56, 1),
    *[
        shape
        for stage, (c, side) in enumerate([(128, 56), (256, 28), (512, 14)], start=3)
        for shape in (
            Shape(f"conv{stage} 1×1 first", 2 * c, c, side, 1),
            Shape(f"conv{stage} 3×3 stride 2", c, c, side, 3, 2, 1),
            Shape(f"conv{stage} shortcut", 2 * c, 4 * c, side, 1, 2),
        )
    ],
]

# Those of the course's own networks, `seeing.networks`.
COURSE = [
    Shape("digits conv1", 1, 12, 28, 5),
    Shape("digits conv2", 12, 24, 12, 5),
    Shape("pictures conv2", 24, 48, 32, 3, 1, 1),
    Shape("pictures conv5", 96, 96, 8, 3, 1, 1),
    Shape("pictures conv7", 144, 144, 4, 3, 1, 1),
]
BATCHES = [1, 16, 64, 256]
