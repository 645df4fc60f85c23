"""Where the keys lead on a picture."""

import pytest

from tests.support.node import run as javascript


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
