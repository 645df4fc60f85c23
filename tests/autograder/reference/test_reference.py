"""The ways to compute a convolution layer that need no GPU agree with torch's in float64."""

import pytest
import torch

from autograder import reference
from autograder.reference import LayerError
from tests.support.convolution_layers import SETTINGS, draw, exact, layer_of

each_setting = pytest.mark.parametrize("setting", SETTINGS, ids=str)


@each_setting
@pytest.mark.parametrize("backend", ["numpy", "torch"])
@pytest.mark.parametrize("bias", [True, False])
def test_numpy_and_torch_are_exact(setting, backend: str, bias: bool):
    x, w, b, options = draw(setting, bias=bias)
    found = reference.conv2d(x, w, b, **options, backend=backend)

    torch.testing.assert_close(found, exact(x, w, b, options))


def test_the_backend_goes_by_the_device_and_the_dtype():
    class OnAGpu:
        is_cuda = True

        def __init__(self, dtype):
            self.dtype = dtype

        def element_size(self):
            return self.dtype.itemsize

    assert reference.chosen(torch.zeros(1)) == "torch"
    assert reference.chosen(OnAGpu(torch.float16)) == "triton"
    assert reference.chosen(OnAGpu(torch.bfloat16)) == "triton"
    assert reference.chosen(OnAGpu(torch.float32)) == "torch"


@pytest.mark.parametrize(
    ("x", "w", "options", "why"),
    [
        ((3, 4, 4), (1, 3, 2, 2), {}, "4 axes"),
        ((1, 3, 4, 4), (1, 2, 2, 2), {}, "ask for 3"),
        ((1, 3, 4, 4), (2, 3, 2, 2), {"groups": 2}, "must divide"),
        ((1, 3, 4, 4), (1, 3, 5, 2), {}, "does not fit"),
        ((1, 3, 4, 4), (1, 3, 2, 2), {"stride": 0}, "stride is 1 or more"),
        ((1, 3, 4, 4), (1, 3, 2, 2), {"padding": (0, -1)}, "padding is 0 or more"),
    ],
)
def test_what_does_not_fit_is_told(x, w, options, why: str):
    with pytest.raises(LayerError, match=why):
        reference.conv2d(torch.zeros(x), torch.zeros(w), **options)


def test_a_bias_of_another_dtype_or_length_is_told():
    x, w = torch.zeros(1, 1, 2, 2), torch.zeros(2, 1, 1, 1)
    with pytest.raises(LayerError, match="bring them together"):
        reference.conv2d(x, w, torch.zeros(2, dtype=torch.float64))
    with pytest.raises(LayerError, match="a bias for each of 2"):
        reference.conv2d(x, w, torch.zeros(3))


def test_the_products_are_counted():
    x, w, _, options = draw(((2, 6, 5, 5), (9, 3, 3), {"groups": 3}))

    assert layer_of(x, w, options).products == 2 * 9 * 3 * 3 * (2 * 3 * 3)


def test_its_first_line_says_that_no_grade_comes_from_here():
    """That none does is held where imports are: tests/project/test_imports.py."""
    first = reference.__doc__.splitlines()[0]

    assert first.endswith("tested and measured only, no grade comes from here.")
