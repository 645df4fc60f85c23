"""Shifted pictures and the linear classifier in JavaScript are SciPy's and torch's."""

import numpy as np
import pytest
import torch
from scipy import ndimage

from seeing import networks
from seeing.datasets.embedded import digits_like_mnist
from seeing.widgets import ShiftLab
from tests.support.node import run

SHIFTS = [(0, 0), (0, 2), (-3, 1), (8, -8), (-5, 0), (28, 3), (0, -40)]
MODULE = "arithmetic/shifts.js"


def rng() -> np.random.Generator:
    return np.random.default_rng(4)


def shifted(square: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    body = "return [...m.shifted(a.values, a.side, a.shift)];"
    given = {"values": square.ravel().tolist(), "side": len(square), "shift": shift}
    return np.array(run(MODULE, body, given)).reshape(square.shape)


def error(of_shifted: np.ndarray, map_: np.ndarray, shift: tuple[int, int]) -> dict:
    body = """const found = m.equivarianceError(a.shifted, a.map, a.side, a.shift);
    return { ...found, differences: [...found.differences] };"""
    given = {"shifted": of_shifted.ravel().tolist(), "map": map_.ravel().tolist()}
    return run(MODULE, body, given | {"side": len(map_), "shift": shift})


def conv1(pixels: np.ndarray) -> np.ndarray:
    """Return map 1 after ReLU, by torch in float64: (28, 28) -> (24, 24). Its bias is 0.33."""
    layer = networks.load("mnist").get_submodule("conv1").double()
    with torch.no_grad():
        return layer(torch.tensor(pixels)[None, None])[0, 1].relu().numpy()


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_shifted_square_is_scipys(shift: tuple[int, int]):
    square = rng().random((9, 9))

    np.testing.assert_array_equal(shifted(square, shift), ndimage.shift(square, shift, order=0))


@pytest.mark.parametrize("shift", [(0, 2), (-3, 1), (4, -4)])
def test_a_convolution_moves_along_inside_and_not_in_the_border(shift: tuple[int, int]):
    pixels = digits_like_mnist("test").images[3].astype(np.float64)
    map_, of_shifted = conv1(pixels), conv1(ndimage.shift(pixels, shift, order=0))

    found = error(of_shifted, map_, shift)

    wanted = of_shifted - ndimage.shift(map_, shift, order=0)
    known = ndimage.shift(np.ones((24, 24)), shift, order=0) == 1
    np.testing.assert_allclose(found["differences"], wanted.ravel(), atol=1e-12)
    assert found["inside"] == pytest.approx(np.abs(wanted[known]).max(), abs=1e-12)
    assert found["inside"] < 1e-12
    assert found["border"] == pytest.approx(np.abs(wanted[~known]).max(), abs=1e-12)
    assert found["border"] > 0.1


def test_what_depends_on_the_place_does_not_move_along():
    ramp = np.arange(64.0).reshape(8, 8)

    found = error(ramp, ramp, (0, 1))

    assert (found["inside"], found["border"]) == (1, 56)


@pytest.mark.parametrize(("shift", "left"), [((0, 0), 1), ((0, 1), 0.75), ((3, 0), 0.25)])
def test_the_share_of_ink_that_is_left_is_counted(shift: tuple[int, int], left: float):
    ink = np.ones((4, 4)).ravel().tolist()

    assert run(MODULE, "return m.inkLeft(a.ink, 4, a.shift);", {"ink": ink, "shift": shift}) == left


def test_the_linear_classifiers_scores_are_torchs_to_1e_9():
    packed = ShiftLab().linear
    images = digits_like_mnist("test").images[:20].reshape(20, 784)
    body = """const data = Uint8Array.from(a.linear).buffer;
    const linear = m.unpackLinear({ shape: [a.linear.length / 2], dtype: "float16", data });
    return a.images.map((pixels) => [...m.linearScores(linear, pixels)]);"""
    given = {"linear": list(packed.tobytes()), "images": images.tolist()}
    found = run(MODULE, body, given)

    layer = torch.nn.Linear(784, 10, dtype=torch.float64)
    torch.nn.utils.vector_to_parameters(torch.tensor(packed).double(), layer.parameters())
    with torch.no_grad():
        wanted = layer(torch.tensor(images, dtype=torch.float64)).numpy()
    np.testing.assert_allclose(found, wanted, atol=1e-9)
