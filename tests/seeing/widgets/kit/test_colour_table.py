"""From numbers to colours."""

import numpy as np
import pytest

from tests.support.node import run as javascript

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


def test_numbers_on_any_grey_can_be_read() -> None:
    inks = javascript(
        "kit/colour_table.js", "return Array.from({length: 256}, (_, g) => m.inkOn(g))"
    )

    def luminance(grey: float) -> float:
        part = grey / 255
        return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)

    contrasts = [
        1.05 / (luminance(grey) + 0.05) if ink == "white" else (luminance(grey) + 0.05) / 0.05
        for grey, ink in enumerate(inks)
    ]
    assert min(contrasts) >= 4.5  # WCAG 2.2, 1.4.3
