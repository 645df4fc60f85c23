"""The numbers under the window."""

import pytest

from tests.support.node import run as javascript


def test_patch_is_read_row_by_row() -> None:
    body = "return m.patchAt(a, 4, 1, 2, 2, 2)"

    assert javascript("kernel_on_photo/magnifier.js", body, list(range(12))) == [6, 7, 10, 11]


@pytest.mark.parametrize(
    ("value", "text"), [(0.3344, "0.33"), (12.74, "12.7"), (-1020.4, "−1020"), (0, "0")]
)
def test_a_product_is_written_so_that_it_fits_its_cell(value: float, text: str) -> None:
    assert javascript("kernel_on_photo/magnifier.js", "return m.shortFormat(a)", value) == text
