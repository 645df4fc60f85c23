"""What is said when the camera fails."""

import pytest

from tests.support.node import run as javascript


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
