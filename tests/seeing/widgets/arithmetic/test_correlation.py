"""Correlation in JavaScript is torch's, with each border; kernels are turned and resized."""

from typing import Any

import numpy as np
import pytest
import torch
from scipy.signal import convolve, convolve2d
from torch.nn import functional

from tests.support.node import run

CASES = 150
CLOSE = 1e-9  # asked for is 1e-5; both sides compute in float64

CORRELATE_1D = "return a.map(({ x, k }) => [...m.correlate1d(x, k)]);"
CORRELATE_2D = """return a.map(({ image, kernel, border }) => {
    const [h, w, kh, kw] = [image.length, image[0].length, kernel.length, kernel[0].length];
    const flat = Float64Array.from(image.flat());
    return [...m.correlate2d(flat, h, w, kernel.flat(), kh, kw, border)];
});"""
TORCH_PADDING = {"zero": "constant", "edge": "replicate", "reflect": "reflect"}


def tensor(values: Any) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[None, None]


def correlate2d_by_torch(case: dict[str, Any]) -> torch.Tensor:
    image, kernel = tensor(case["image"]), tensor(case["kernel"])
    if case["border"] != "valid":
        above, left = ((size - 1) // 2 for size in kernel.shape[2:])
        below, right = kernel.shape[2] - 1 - above, kernel.shape[3] - 1 - left
        rim = (left, right, above, below)
        image = functional.pad(image, rim, mode=TORCH_PADDING[case["border"]])
    return functional.conv2d(image, kernel)[0, 0]


def random_2d(rng: np.random.Generator, border: str) -> dict[str, Any]:
    kh, kw = rng.integers(1, 8, 2)
    # At least the kernel's size: "valid" needs it, and torch reflects no further than that.
    h, w = kh + rng.integers(0, 9), kw + rng.integers(0, 9)
    return {
        "image": rng.normal(size=(h, w)).tolist(),
        "kernel": rng.normal(size=(kh, kw)).tolist(),
        "border": border,
    }


def test_correlate1d_equals_torch() -> None:
    rng = np.random.default_rng(1)
    sizes = [(m + int(rng.integers(0, 20)), m) for m in map(int, rng.integers(1, 10, CASES))]
    cases = [{"x": rng.normal(size=n).tolist(), "k": rng.normal(size=m).tolist()} for n, m in sizes]

    outputs = run("arithmetic/correlation.js", CORRELATE_1D, cases)

    for case, output in zip(cases, outputs, strict=True):
        expected = functional.conv1d(tensor(case["x"]), tensor(case["k"]))[0, 0]
        np.testing.assert_allclose(output, expected, rtol=0, atol=CLOSE)


@pytest.mark.parametrize("border", ["valid", "zero", "edge", "reflect"])
def test_correlate2d_equals_torch_with_border(border: str) -> None:
    rng = np.random.default_rng(2)
    cases = [random_2d(rng, border) for _ in range(CASES)]

    outputs = run("arithmetic/correlation.js", CORRELATE_2D, cases)

    for case, output in zip(cases, outputs, strict=True):
        expected = correlate2d_by_torch(case)
        np.testing.assert_allclose(np.reshape(output, expected.shape), expected, rtol=0, atol=CLOSE)


def test_a_single_pixel_and_a_single_weight_multiply() -> None:
    case = {"image": [[3.0]], "kernel": [[-2.0]], "border": "reflect"}

    assert run("arithmetic/correlation.js", CORRELATE_2D, [case]) == [[-6.0]]


@pytest.mark.parametrize("border", ["edge", "reflect"])
def test_a_single_pixel_fills_its_own_border(border: str) -> None:
    case = {"image": [[2.0]], "kernel": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], "border": border}

    assert run("arithmetic/correlation.js", CORRELATE_2D, [case]) == [[42.0]]


def test_a_mirror_narrower_than_the_kernel_goes_on_as_numpy_s_does() -> None:
    rng = np.random.default_rng(3)
    image, kernel = rng.normal(size=(2, 3)), rng.normal(size=(9, 9))
    case = {"image": image.tolist(), "kernel": kernel.tolist(), "border": "reflect"}

    (output,) = run("arithmetic/correlation.js", CORRELATE_2D, [case])

    padded = tensor(np.pad(image, 4, mode="reflect"))
    expected = functional.conv2d(padded, tensor(kernel))[0, 0]
    np.testing.assert_allclose(np.reshape(output, (2, 3)), expected, rtol=0, atol=CLOSE)


def test_flip1d_makes_it_the_convolution_of_scipy() -> None:
    rng = np.random.default_rng(4)
    cases = [
        {"x": rng.normal(size=n).tolist(), "k": rng.normal(size=m).tolist()}
        for n, m in [(5, 3), (9, 4), (1, 1), (6, 6)]
    ]

    outputs = run(
        "arithmetic/correlation.js",
        "return a.map(({x, k}) => [...m.correlate1d(x, m.flip1d(k))])",
        cases,
    )

    for case, output in zip(cases, outputs, strict=True):
        np.testing.assert_allclose(output, convolve(case["x"], case["k"], "valid"), atol=CLOSE)


def test_flip2d_makes_it_the_convolution_of_scipy() -> None:
    rng = np.random.default_rng(5)
    cases = [random_2d(rng, "valid") for _ in range(20)]
    flipped = CORRELATE_2D.replace("kernel.flat(),", "m.flip2d(kernel.flat()),")

    outputs = run("arithmetic/correlation.js", flipped, cases)

    for case, output in zip(cases, outputs, strict=True):
        expected = convolve2d(case["image"], case["kernel"], "valid")
        np.testing.assert_allclose(np.reshape(output, expected.shape), expected, atol=CLOSE)


def test_float32_stays_float32() -> None:
    body = """const y = m.correlate2d(Float32Array.from([1, 2, 3, 4]), 2, 2, [0.1], 1, 1, "edge");
              return [y.constructor.name, ...y];"""

    kind, *values = run("arithmetic/correlation.js", body)

    assert kind == "Float32Array"
    np.testing.assert_allclose(values, [0.1, 0.2, 0.3, 0.4], rtol=1e-6)


def test_an_unknown_border_is_refused_by_name() -> None:
    body = """try { m.correlate2d([1, 2], 1, 2, [1, 1, 1], 1, 3, "wrap"); }
              catch (error) { return error.message; }"""

    assert '"wrap"' in run("arithmetic/correlation.js", body)


def test_a_resized_kernel_keeps_its_numbers() -> None:
    body = "return [m.resizeKernel(a, 1, 3), m.resizeKernel(a, 3, 1)];"

    assert run("arithmetic/correlation.js", body, [[1, 2], [3, 4]]) == [
        [[1, 2, 0]],
        [[1], [3], [0]],
    ]
