"""The numbers that KernelOnPhoto computes in the page equal torch's and PIL's."""

from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from tests.widgets.javascript import run as javascript

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


PAINT = """const pixels = new Uint32Array(a.values.length);
    const values = { values: Float32Array.from(a.values), rows: 1, columns: a.values.length };
    const scale = { table: m.colourTable(a.stops, a.length), low: a.low, high: a.high };
    m.paintInto({ pixels, start: 0, stride: 0 }, values, scale);
    return Array.from(new Uint8Array(pixels.buffer));"""


def test_clipped_display_is_the_value_rounded_and_clipped() -> None:
    values = [-300.0, -0.6, 0.0, 0.4, 0.6, 127.5, 254.4, 255.0, 300.0]
    stops = [[0, 0, 0], [255, 255, 255]]
    argument = {"values": values, "stops": stops, "length": 256, "low": 0, "high": 255}

    painted = np.array(javascript("kit/colour_table.js", PAINT, argument)).reshape(-1, 4)

    expected = np.floor(np.clip(values, 0, 255) + 0.5)
    assert (painted == np.column_stack([expected] * 3 + [np.full(9, 255)])).all()


def test_signed_display_shows_zero_as_the_middle_colour_and_the_ends_as_the_ends() -> None:
    stops = [[200, 0, 10], [250, 250, 250], [0, 20, 220]]
    argument = {"values": [-9, -3, 0, 3, 9], "stops": stops, "length": 511, "low": -3, "high": 3}

    painted = np.array(javascript("kit/colour_table.js", PAINT, argument)).reshape(-1, 4)

    assert painted[:, :3].tolist() == [stops[0], stops[0], stops[1], stops[2], stops[2]]


def test_a_smaller_output_is_painted_where_the_middle_of_the_window_was() -> None:
    body = """const pixels = new Uint32Array(20);
        const values = { values: Float32Array.of(0, 1, 2, 3, 4, 5), rows: 2, columns: 3 };
        const scale = { table: Uint32Array.of(10, 11, 12, 13, 14, 15), low: 0, high: 5 };
        m.paintInto({ pixels, start: 6, stride: 5 }, values, scale);
        return Array.from(pixels);"""

    painted = np.array(javascript("kit/colour_table.js", body)).reshape(4, 5)

    expected = np.zeros((4, 5))
    expected[1:3, 1:4] = [[10, 11, 12], [13, 14, 15]]
    assert (painted == expected).all()


def test_typical_size_is_the_99th_percentile_of_the_magnitude_rounded_up() -> None:
    values = (np.random.default_rng(3).normal(size=70_000) * 40).tolist()

    size = javascript("kit/colour_table.js", "return m.typicalSize(a, a.length)", values)

    percentile = np.percentile(np.abs(values), 99)
    assert percentile * 0.97 < size <= percentile * 1.6


@pytest.mark.parametrize(("values", "size"), [([0.0] * 20, 1), ([0.004] * 20, 0.005)])
def test_typical_size_of_a_flat_output_is_never_zero(values: list[float], size: float) -> None:
    assert javascript("kit/colour_table.js", "return m.typicalSize(a, a.length)", values) == size


def test_every_preset_is_found_by_its_own_name() -> None:
    body = "return m.presets.map(([name, kernel]) => [name, m.presetName(kernel)])"

    assert all(name == found for name, found in javascript("kernel_on_photo/presets.js", body))


def test_the_line_kernels_sum_to_zero_and_the_blurs_to_one() -> None:
    presets = dict(javascript("kernel_on_photo/presets.js", "return m.presets"))

    sums = {name: round(float(np.sum(kernel)), 12) for name, kernel in presets.items()}
    assert {name for name, total in sums.items() if total == 0} == {
        "Horizontal lines",
        "Vertical lines",
        "Lines at 45°",
        "Lines at 135°",
        "Sobel x",
        "Sobel y",
        "Prewitt x",
        "Laplacian",
    }
    assert set(sums.values()) == {0, 1}


@pytest.mark.parametrize(
    ("key", "shift", "place"),
    [
        ("ArrowUp", False, [49, 40]),
        ("ArrowRight", True, [50, 56]),
        ("ArrowLeft", True, [50, 24]),
        ("PageDown", False, [59, 40]),  # the last row
        ("Home", False, [50, 0]),
        ("End", False, [50, 79]),
        ("Tab", False, None),
    ],
)
def test_keys_lead_to_a_pixel_of_the_output(key: str, shift: bool, place: list[int] | None) -> None:
    body = "return m.keyTarget(a, 50, 40, { rows: 60, columns: 80 })"

    assert javascript("kit/picture.js", body, {"key": key, "shiftKey": shift}) == place


def test_patch_is_read_row_by_row() -> None:
    body = "return m.patchAt(a, 4, 1, 2, 2, 2)"

    assert javascript("kernel_on_photo/magnifier.js", body, list(range(12))) == [6, 7, 10, 11]


def test_numbers_on_any_grey_can_be_read() -> None:
    inks = javascript(
        "kernel_on_photo/magnifier.js", "return Array.from({length: 256}, (_, g) => m.inkOn(g))"
    )

    def luminance(grey: float) -> float:
        part = grey / 255
        return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)

    contrasts = [
        1.05 / (luminance(grey) + 0.05) if ink == "white" else (luminance(grey) + 0.05) / 0.05
        for grey, ink in enumerate(inks)
    ]
    assert min(contrasts) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize(
    ("value", "text"), [(0.3344, "0.33"), (12.74, "12.7"), (-1020.4, "−1020"), (0, "0")]
)
def test_a_product_is_written_so_that_it_fits_its_cell(value: float, text: str) -> None:
    assert javascript("kernel_on_photo/magnifier.js", "return m.shortFormat(a)", value) == text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NotAllowedError", "not allowed"),
        ("NotFoundError", "No camera was found"),
        ("NotReadableError", "in use by another program"),
        ("SecurityError", "https://"),
        ("AbortError", "could not be started (AbortError)"),
    ],
)
def test_each_failure_of_the_camera_has_its_sentence(name: str, words: str) -> None:
    assert words in javascript("kernel_on_photo/source.js", "return m.cameraSentence(a)", name)
