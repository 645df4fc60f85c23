"""The numbers under the window."""

import pytest

from tests.support.node import run as javascript


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
