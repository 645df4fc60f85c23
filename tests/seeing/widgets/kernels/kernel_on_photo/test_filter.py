"""A photograph filtered in JavaScript is torch's; grey is PIL's."""

from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from tests.support.node import run as javascript

FILTER = """return a.map(({ image, kernel }) => {
    const [h, w, kh, kw] = [image.length, image[0].length, kernel.length, kernel[0].length];
    const output = new Float32Array((h - kh + 1) * (w - kw + 1)).fill(777);
    const sweeps = m.planSweeps(Float64Array.from(kernel.flat()), kh, kw);
    m.filterInto(output, Float32Array.from(image.flat()), h, w, sweeps, kh, kw);
    return Array.from(output);
});"""


def relative_error(case: dict[str, Any], output: list[float]) -> float:
    """The largest difference from torch's float64, per unit of Σ|kernel| · 255."""
    image = torch.tensor(case["image"], dtype=torch.float64)[None, None]
    kernel = torch.tensor(case["kernel"], dtype=torch.float64)[None, None]
    expected = torch.nn.functional.conv2d(image, kernel).flatten()
    scale = 255 * float(kernel.abs().sum()) or 1.0
    return float((expected - torch.tensor(output, dtype=torch.float64)).abs().max()) / scale


def random_case(rng: np.random.Generator, kh: int, kw: int, zeros: float) -> dict[str, Any]:
    h, w = rng.integers(7, 40, size=2)
    kernel = rng.normal(size=(kh, kw)) * (rng.random((kh, kw)) >= zeros)
    return {"image": rng.integers(0, 256, (h, w)).tolist(), "kernel": kernel.tolist()}


@pytest.mark.parametrize("zeros", [0.0, 0.5, 1.0])
def test_filter_equals_torch_for_every_kernel_size(zeros: float) -> None:
    rng = np.random.default_rng(7)
    cases = [random_case(rng, kh, kw, zeros) for kh in range(1, 8) for kw in range(1, 8)]

    outputs = javascript("kernel_on_photo/filter.js", FILTER, cases)

    assert max(map(relative_error, cases, outputs)) < 1e-6


def test_filter_of_a_picture_as_small_as_its_kernel_is_one_number() -> None:
    case = {"image": [[1, 2, 3], [4, 5, 6]], "kernel": [[1, 0, 0], [0, 0, 10]]}

    assert javascript("kernel_on_photo/filter.js", FILTER, [case]) == [[61]]


def test_sweeps_leave_out_zeros() -> None:
    kernel = [0, 0, 3, -2, 0, 2, 0, 0, 0]

    sweeps = javascript("kernel_on_photo/filter.js", "return m.planSweeps(a, 3, 3)", kernel)

    assert [(s["row"], s["column"], s["taps"]) for s in sweeps] == [
        (0, 2, [3]),
        (1, 0, [-2, 0, 2]),
    ]


def test_gray_equals_pil_for_random_colours() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (40, 50, 3), dtype=np.uint8)
    rgba = np.dstack([rgb, np.full((40, 50), 255, np.uint8)])
    body = "const g = new Float32Array(a.length / 4); m.grayInto(g, a); return Array.from(g);"

    gray = javascript("kernel_on_photo/filter.js", body, rgba.flatten().tolist())

    assert gray == np.asarray(Image.fromarray(rgb).convert("L")).flatten().tolist()


@pytest.mark.parametrize(
    ("size", "fitted"),
    [
        ((4000, 3000), [512, 384]),
        ((3000, 4000), [384, 512]),
        ((512, 512), [512, 512]),
        ((300, 200), [300, 200]),
        ((100000, 10), [512, 1]),
    ],
)
def test_a_picture_is_reduced_to_512_pixels_and_keeps_its_shape(
    size: tuple[int, int], fitted: list[int]
) -> None:
    assert (
        javascript("kernel_on_photo/filter.js", "return m.fitWithin(a[0], a[1], 512)", size)
        == fitted
    )


@pytest.mark.parametrize(
    ("kernel", "shape", "resized"),
    [
        ([[5]], (3, 3), [[0, 0, 0], [0, 5, 0], [0, 0, 0]]),
        ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], (1, 1), [[5]]),
        ([[1, 2, 3]], (3, 3), [[0, 0, 0], [1, 2, 3], [0, 0, 0]]),
        ([[1, 2, 3, 4, 5]], (3, 3), [[0, 0, 0], [2, 3, 4], [0, 0, 0]]),
    ],
)
def test_resizing_a_kernel_keeps_its_middle(
    kernel: list[list[int]], shape: tuple[int, int], resized: list[list[int]]
) -> None:
    body = "return m.resizeCentred(a.kernel, ...a.shape)"

    assert (
        javascript("kernel_on_photo/filter.js", body, {"kernel": kernel, "shape": shape}) == resized
    )
