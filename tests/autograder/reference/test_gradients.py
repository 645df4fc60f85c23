"""The two gradients of a layer are those of torch's autograd in float64, on every path.

The kernels run in Triton's interpreter, and where there is a GPU on that as well.
"""

import sys

import pytest
import torch

from autograder.reference import LayerError
from autograder.reference.paths import PATHS
from tests.support.convolution_layers import (
    PLACES,
    PRECISE,
    SETTINGS,
    draw,
    exact,
    in_a_process,
    layer_of,
    roundings,
    stores,
)

HERE = "tests.autograder.reference.test_gradients"


@pytest.mark.parametrize(("device", "interpreted"), PLACES)
def test_both_gradients_are_torchs_in_every_setting(device: str, interpreted: str):
    said = in_a_process(HERE, device, interpreted=interpreted)

    assert len(said) == len(SETTINGS)
    paths = {path for line in said for path in line.split()[2].split(",")}
    assert paths == {*PATHS}


def check(setting, dtype: torch.dtype, last: bool, device: str) -> tuple[set[str], int]:
    """Compare with float64; return the paths that were taken, and the phases of the stride."""
    from autograder.reference.gradients import ImageGradient, KernelGradient
    from autograder.reference.tiles import SMALL_TILE

    x, w, _, options = draw(setting, dtype, last, bias=False, device=device)
    layer = layer_of(x, w, options)
    x64, w64 = x.double().requires_grad_(), w.double().requires_grad_()
    right = exact(x64, w64, None, options)
    flowed = torch.randn(right.shape).to(device, dtype)
    of_images, of_kernels = torch.autograd.grad(right, (x64, w64), flowed.double())

    images = ImageGradient(layer, w, precision="ieee")
    with stores() as stored:
        dx = images(flowed)
    assert dx.shape == x.shape
    outputs_at_a_pixel = layer.o // layer.groups * layer.kh * layer.kw
    assert roundings(dx, of_images, outputs_at_a_pixel) < PRECISE, (setting, dtype)
    if device == "cpu":  # each pixel once, whatever its phase; parts of cut sums besides
        inside = {at for at in stored if dx.data_ptr() <= at < dx.data_ptr() + dx.nbytes}
        parts = sum(0 if plan.sums is None else plan.sums.numel() for _, plan in images.phases)
        assert len(stored) == len(inside) + parts

    kernels = KernelGradient(layer, w, precision="ieee", tile=SMALL_TILE)
    with stores() as stored:
        dw = kernels(x, flowed)
    if device == "cpu":  # each number of the gradient once, as it lies, and each part of its sum
        as_it_lies = layer.groups * kernels.maps * kernels.window
        assert len(stored) == len({*stored}) == as_it_lies + kernels.sums.numel()
    assert dw.shape == w.shape
    assert roundings(dw, of_kernels, layer.places) < PRECISE, (setting, dtype)
    assert torch.equal(dw, kernels(x, flowed))
    return {plan.path for _, plan in images.phases}, len(images.phases)


def test_a_gradient_of_another_size_is_refused():
    from autograder.reference.gradients import ImageGradient, KernelGradient

    x, w, _, options = draw(SETTINGS[1], torch.float32)
    layer = layer_of(x, w, options)

    with pytest.raises(LayerError, match="the layer has"):
        KernelGradient(layer, w)(x, torch.zeros(2, 5, 7, 8))
    with pytest.raises(LayerError, match=r"the plan is for \(2, 5, 7, 9\)"):
        ImageGradient(layer, w)(torch.zeros(2, 5, 7, 8))


def test_a_stride_has_a_convolution_for_each_of_its_phases_that_a_tap_meets():
    """A kernel of 3 × 3 with stride 2 has 1, 2, 2 and 4 taps for the four kinds of pixels."""
    from autograder.reference.gradients import ImageGradient

    _, w, _, _ = draw(((1, 2, 9, 9), (4, 3, 3), {}), torch.float32)
    layer = layer_of(torch.zeros(1, 2, 9, 9), w, {"stride": 2})
    phases = ImageGradient(layer, w).phases

    assert [plan.layer.kh * plan.layer.kw for _, plan in phases] == [4, 2, 2, 1]
    assert sum(plan.layer.places for _, plan in phases) == 81
    one = layer_of(torch.zeros(1, 2, 9, 9), w[:, :, :1, :1], {"stride": 3})
    assert [first for first, _ in ImageGradient(one, w[:, :, :1, :1]).phases] == [(0, 0)]


if __name__ == "__main__":
    dtypes = [torch.float32, torch.float16]
    for at, one in enumerate(SETTINGS):
        taken, count = check(one, dtypes[at % 2], at % 3 == 0, sys.argv[1])
        print("right", count, ",".join(sorted(taken)), one)
