"""What is timed on a GPU: each kind of call as ours, as cuDNN's, and exactly.

Like beside like: what is fused into our call is fused into the peer's. A gradient is the one that
autograd asks of cuDNN.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch.nn import functional

from autograder.reference import Layer, by_triton
from autograder.reference.tiles import parts
from benchmarks.convolution.rounds import numbers_moved

if TYPE_CHECKING:
    from autograder.reference.launching import Launch
    from autograder.reference.plan import Plan

ALONE, FUSED, ADDED = "alone", "bias and ReLU", "bias, addition and ReLU"
IMAGES, KERNELS = "gradient of the images", "gradient of the kernels"
KINDS = [ALONE, FUSED, ADDED, IMAGES, KERNELS]
AT_ONCE = 16  # images, in float64


class Arrays(NamedTuple):
    """What a call works on.

    x: images; w: kernels; b: bias; y: room for the output, or its gradient, which comes back
    add: what is added to the output, or None
    """

    x: torch.Tensor
    w: torch.Tensor
    b: torch.Tensor
    y: torch.Tensor
    add: torch.Tensor | None


Call = Callable[[], torch.Tensor]


def draw(layer: Layer, kind: str, device: str, dtype: torch.dtype) -> Arrays:
    """Return numbers for a kind of call, channels last."""

    def numbers(*size: int) -> torch.Tensor:
        made = torch.randn(*size, device=device, dtype=dtype)
        return made.to(memory_format=torch.channels_last) if made.ndim == 4 else made

    w = numbers(layer.o, layer.c, layer.kh, layer.kw) / (layer.c * layer.kh * layer.kw) ** 0.5
    y = numbers(*layer.outputs)
    add = numbers(*layer.outputs) if kind == ADDED else None
    return Arrays(numbers(*layer.images), w, numbers(layer.o), y, add)


def moved(layer: Layer, kind: str) -> int:
    """Count the numbers that have to move once.

    With an addition the output's size is read as well. A gradient of images is written for every
    pixel, also where no window was.
    """
    outputs = layer.places * layer.o
    if kind == IMAGES:
        kernels = layer.o * layer.c // layer.groups * layer.kh * layer.kw
        return outputs + kernels + layer.n * layer.c * layer.h * layer.w
    return numbers_moved(layer) + outputs * (kind == ADDED)


def ours(layer: Layer, given: Arrays, kind: str) -> Call:
    """Make ready, and return what runs our kernels."""
    x, w, b, y, add = given
    if kind == IMAGES:
        from autograder.reference.gradients import ImageGradient

        images = ImageGradient(layer, w)
        return lambda: images(y)
    if kind == KERNELS:
        from autograder.reference.gradients import KernelGradient

        kernels = KernelGradient(layer, w)
        return lambda: kernels(x, y)
    plain = kind == ALONE
    plan = by_triton.plan(layer, w, None if plain else b, relu=not plain)
    return lambda: plan(x, add, into=y)


def theirs(layer: Layer, given: Arrays, kind: str) -> Call:
    """Return what runs cuDNN."""
    x, w, b, y, add = given
    options = (layer.stride, layer.padding, layer.dilation, layer.groups)

    def back(at: int) -> torch.Tensor:
        wanted = [at == 0, at == 1, False]
        way = (layer.stride, layer.padding, layer.dilation, False, (0, 0), layer.groups)
        found: torch.Tensor = torch.ops.aten.convolution_backward(y, x, w, None, *way, wanted)[at]
        return found

    calls: dict[str, Call] = {
        ALONE: lambda: functional.conv2d(x, w, None, *options),
        FUSED: lambda: torch.cudnn_convolution_relu(x, w, b, *options),
        ADDED: lambda: torch.cudnn_convolution_add_relu(x, w, add, 1, b, *options),
        IMAGES: lambda: back(0),
        KERNELS: lambda: back(1),
    }
    return calls[kind]


def error(found: torch.Tensor, given: Arrays, layer: Layer, kind: str) -> float:
    """Return how far an answer is from float64's, as a part of the largest number.

    Of images the first and the last are compared; a gradient of kernels is one of all images.
    """
    few = [0, -1]
    exact = _of_kernels(given, layer) if kind == KERNELS else _of_images(given, layer, kind, few)
    found = found if kind == KERNELS else found[few]
    return float((found.double() - exact).abs().max() / exact.abs().max())


def _of_images(given: Arrays, layer: Layer, kind: str, few: list[int]) -> torch.Tensor:
    options = (layer.stride, layer.padding, layer.dilation, layer.groups)
    x, w, y = given.x[few].double(), given.w.double(), given.y[few].double()
    if kind == IMAGES:
        return torch.nn.grad.conv2d_input(x.shape, w, y, *options)
    plain = kind == ALONE
    exact = functional.conv2d(x, w, None if plain else given.b.double(), *options)
    exact = exact if given.add is None else exact + given.add[few].double()
    return exact if plain else exact.relu()


def _of_kernels(given: Arrays, layer: Layer) -> torch.Tensor:
    options = (layer.stride, layer.padding, layer.dilation, layer.groups)
    total = torch.zeros_like(given.w, dtype=torch.float64)
    for x, y in zip(given.x.split(AT_ONCE), given.y.split(AT_ONCE), strict=True):
        total += torch.nn.grad.conv2d_weight(x.double(), total.shape, y.double(), *options)
    return total


def launched(layer: Layer, kind: str, dtype: torch.dtype, multiprocessors: int) -> Iterator[Launch]:
    """Yield what ours may launch, with each tile that is tried. No memory is touched."""
    from autograder.reference import ahead
    from autograder.reference.gradients import ImageGradient, KernelGradient
    from autograder.reference.plan import Plan

    w = torch.empty(layer.o, layer.c // layer.groups, layer.kh, layer.kw, dtype=dtype)

    def planned(layer: Layer, w: torch.Tensor, plain: bool) -> Iterator[Plan]:
        first = Plan(layer, w)
        for tile in first.tiles():
            b = None if plain else w.new_empty(layer.o)
            cut = parts(tile, first.product, multiprocessors)
            yield Plan(layer, w, b, relu=not plain, tile=tile, cut=cut)

    if kind == KERNELS:
        gradient = KernelGradient(layer, w)
        for tile in gradient.tiles(w.element_size()):
            cut = parts(tile, gradient.product, multiprocessors)
            yield from ahead.of_kernels(KernelGradient(layer, w, tile=tile, cut=cut), w)
    elif kind == IMAGES:
        for begin, plan in ImageGradient(layer, w).phases:
            phase = plan.layer
            part = w.new_empty(phase.o, phase.c // phase.groups, phase.kh, phase.kw)
            for tried in planned(phase, part, plain=True):
                yield from ahead.of_a_layer(tried)  # as tiles are timed, and then as they run
                pixels = w.new_empty(layer.n, layer.h, layer.w, layer.c).movedim(-1, 1)
                mine = pixels[:, :, begin[0] :: layer.stride[0], begin[1] :: layer.stride[1]]
                yield from ahead.of_a_layer(tried, y=mine)
    else:
        for plan in planned(layer, w, plain=kind == ALONE):
            yield from ahead.of_a_layer(plan, fused_add=kind == ADDED)
